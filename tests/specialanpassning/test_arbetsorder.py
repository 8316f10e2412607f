"""An arbetsorder and what it starts: each waits for the other, and each page shows the other."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.arbetsorder import actions as ao
from cases.arbetsorder import actions_hmc, actions_makulera, steps
from cases.arbetsorder.facts import for_order
from cases.arbetsorder.models import Arbetsorder, Tidsrad
from cases.arbetsorder.svar import Mal
from cases.gemensamt import bilagor
from cases.gemensamt.models import Hall
from cases.konsultation import actions as vid_konsultationen
from cases.konsultation.models import Konsultation
from cases.konsultation.rules import Resultat, Tidsforslag
from cases.kundorder.svar import NyRad
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Grupp
from cases.specialanpassning import actions, actions_tekniker, dokument
from cases.specialanpassning.models import Specialanpassning
from cases.specialanpassning.rules import Bedomning
from tests.arbetsorder.varld import (
    Arbete,
    bygg,
    fardig,
    granskad,
    planerad,
    rapporterad,
    status,
    utkast,
    vantar,
)
from tests.konsultation.varld import tid
from tests.kundorder.varld import i_lager, leverera_meddelanden, person, verkstalld
from tests.specialanpassning.conftest import ONSDAG
from tests.specialanpassning.varld import ANVISNING, JA, PAPPER, bedomning
from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.models import Incident, Message, UserTask
from workflows.placement import asking
from workflows.registry import Tillfalle


@pytest.fixture
def a(db: None) -> Iterator[Arbete]:
    """Arbetsorder's world, with the two diagrams that it starts."""
    with clock.frozen(ONSDAG):
        made = bygg()
        for process in ("specialanpassning", "konsultation"):
            versions.publish(from_folder(settings.BPMN_DIR / process), case_type=process)
        yield made
        assert not Incident.objects.exists()


def bestalld(
    a: Arbete, typ: str, mal: Mal | None = None, utforande: str = "lamnas", **svar: object
) -> Arbetsorder:
    """Sent, with what must be attached."""
    draft = utkast(a, mal, typ=typ, utforande=utforande, **svar)
    bilagor.spara(draft.pk, SimpleUploadedFile("underlag.pdf", PAPPER), av=a.miriam)
    order = ao.verkstall(draft.pk, person=a.miriam)
    leverera_meddelanden()
    return order


def test_a_specialanpassning_is_begun_waited_for_and_told(a: Arbete) -> None:
    order = bestalld(a, "SPEC")
    granskad(a, order)
    spec = Specialanpassning.objects.get(arbetsorder=order.pk)
    assert spec.beskrivning == order.felbeskrivning
    assert [one.slag for one in spec.dokument.all()] == ["underlag"]
    assert vantar(order.pk) == []
    assert UserTask.objects.get(case_id=spec.pk).number == spec.arende.nummer != ""
    logga_atkomst(a.miriam, a.r.v.patient, Atkomst.Vad.BEKRAFTADE, kund=a.r.v.kund)
    miriam = Client()
    miriam.force_login(a.miriam)
    for case, other in ((order.pk, spec.pk), (spec.pk, order.pk)):
        page = miriam.get(reverse("arende", args=[case])).content.decode()
        assert reverse("arende", args=[other]) in page
    actions.utfarda_anvisning(spec.pk, person=a.miriam, sagt=ANVISNING)
    actions_tekniker.bedom(spec.pk, person=a.tim, sagt=bedomning(inom_anvisning=True))
    drawing = SimpleUploadedFile("r.pdf", PAPPER)
    dokument.lagg_till_dokument(spec.pk, person=a.tim, slag="ritning", fil=drawing)
    actions_tekniker.tillverka(spec.pk, person=a.tim, minuter=120)
    actions_tekniker.mark(spec.pk, person=a.tim, individ="1438560")
    actions.godkann(spec.pk, person=a.miriam, sagt=JA)
    leverera_meddelanden()
    assert status(order) == "Avslutad"
    order.refresh_from_db()
    assert order.utlatande == "Specialanpassningen är godkänd: anpassning."
    worked = Tidsrad.objects.filter(aktivitet__arbetsorder=order).order_by("minuter")
    assert list(worked.values_list("minuter", flat=True)) == [30, 120]


def test_a_specialanpassning_that_can_not_be_made_is_told(a: Arbete) -> None:
    order = bestalld(a, "SPEC")
    granskad(a, order)
    spec = Specialanpassning.objects.get(arbetsorder=order.pk)
    actions.utfarda_anvisning(spec.pk, person=a.miriam, sagt=ANVISNING)
    no = bedomning(utfall="ej_mojlig", motivering="Stommen bär inte.")
    actions_tekniker.bedom(spec.pk, person=a.tim, sagt=no)
    leverera_meddelanden()
    assert status(order) == "Avslutad"
    order.refresh_from_db()
    assert order.utlatande == "Avslutad, inte möjlig. Stommen bär inte."


def test_what_is_to_be_adapted_is_fetched_first_and_brought_back_when_it_can_not_be(
    a: Arbete,
) -> None:
    order = bestalld(a, "SPEC", utforande="hamtas")
    granskad(a, order)
    assert vantar(order.pk) == ["hamta_for_atgard"]
    assert not Specialanpassning.objects.exists()
    actions_hmc.hamta_for_atgard(order.pk, person=a.r.v.tore)
    leverera_meddelanden()
    spec = Specialanpassning.objects.get(arbetsorder=order.pk)
    actions.utfarda_anvisning(spec.pk, person=a.miriam, sagt=ANVISNING)
    no = bedomning(utfall="ej_mojlig", motivering="Stommen bär inte.")
    actions_tekniker.bedom(spec.pk, person=a.tim, sagt=no)
    leverera_meddelanden()
    assert (status(order), vantar(order.pk)) == ("Färdigrapporterad", ["lamna_tillbaka"])
    assert Tidsrad.objects.filter(aktivitet__arbetsorder=order).exists()
    actions_hmc.lamna_tillbaka(order.pk, person=a.r.v.tore)
    assert status(order) == "Avslutad"


def test_one_that_is_cancelled_before_it_is_fetched_has_begun_nothing(a: Arbete) -> None:
    order = bestalld(a, "SPEC", utforande="hamtas")
    granskad(a, order)
    actions_makulera.makulera(order.pk, person=a.kim, orsak="Behövs inte.")
    leverera_meddelanden()
    assert (status(order), vantar(order.pk)) == ("Makulerad", [])
    assert not Message.objects.exclude(status=Message.Status.DELIVERED).exists()


def test_an_arbetsorder_that_is_cancelled_takes_its_specialanpassning_with_it(a: Arbete) -> None:
    order = bestalld(a, "SPEC_KF")
    granskad(a, order)
    spec = Specialanpassning.objects.get(arbetsorder=order.pk)
    assert spec.kostnadsforslag_onskas
    actions_makulera.makulera(order.pk, person=a.kim, orsak="Behövs inte.")
    leverera_meddelanden()
    spec.arende.refresh_from_db()
    assert spec.arende.status == Specialanpassning.Status.MAKULERAD
    assert vantar(spec.pk) == []


def flyttad(order: Arbetsorder, till: str) -> None:
    """Moved by hand, past what its tasks would have written."""
    held = UserTask.objects.get(case_id=order.pk)
    asking.ask(
        order.pk, held.task_id, till, by="kim", reason="Hjälpmedlet står redan här.", second=False
    )


def begard_for_hand(a: Arbete) -> Specialanpassning:
    """Begun by an order that nobody has reviewed: it was moved past that."""
    order = bestalld(a, "SPEC", utforande="hamtas")
    flyttad(order, "hamta_for_atgard")
    actions_hmc.hamta_for_atgard(order.pk, person=a.r.v.tore)
    leverera_meddelanden()
    order.refresh_from_db()
    assert order.underprocess == ""
    return Specialanpassning.objects.get(arbetsorder=order.pk)


def test_one_that_was_moved_by_hand_still_takes_its_specialanpassning_with_it(a: Arbete) -> None:
    spec = begard_for_hand(a)
    actions_makulera.makulera(spec.arbetsorder, person=a.kim, orsak="Behövs inte.")
    leverera_meddelanden()
    spec.arende.refresh_from_db()
    assert spec.arende.status == Specialanpassning.Status.MAKULERAD


def test_one_that_was_moved_by_hand_keeps_the_times_that_were_worked(a: Arbete) -> None:
    spec = begard_for_hand(a)
    actions.utfarda_anvisning(spec.pk, person=a.miriam, sagt=ANVISNING)
    no = bedomning(utfall="ej_mojlig", motivering="Stommen bär inte.")
    actions_tekniker.bedom(spec.pk, person=a.tim, sagt=no)
    leverera_meddelanden()
    rows = Tidsrad.objects.filter(aktivitet__arbetsorder=spec.arbetsorder)
    assert [row.minuter for row in rows] == [30]
    again = Tillfalle(
        "notera_specialanpassning", 0, Arbetsorder.objects.get(pk=spec.arbetsorder).fardig,
        "", message={"tider": [{"av": a.tim.pk, "dag": "2026-11-25", "minuter": 5, "uppgift": ""}]},
    )  # fmt: skip
    steps.notera_specialanpassning(spec.arbetsorder, tillfalle=again)
    assert rows.count() == 1


@pytest.mark.parametrize("makuleras", [True, False])
def test_what_was_worked_on_past_the_fetching_is_brought_back(a: Arbete, makuleras: bool) -> None:
    order = bestalld(a, "AU_HAMTAS", utforande="hamtas")
    granskad(a, order)
    flyttad(order, "planera")
    assert not for_order(Arbetsorder.objects.get(pk=order.pk)).ska_lamnas_tillbaka
    planerad(a, order)
    if makuleras:
        actions_makulera.makulera(order.pk, person=a.kim, orsak="Löste sig ändå.")
    else:
        rapporterad(a, order)
        fardig(a, order)
    assert vantar(order.pk) == ["lamna_tillbaka"]


def test_one_that_can_not_be_made_asks_before_the_goods_are_let_go(a: Arbete) -> None:
    i_lager(a.r.v.rollator, 1)
    ordered = verkstalld(a.r.v, NyRad("10001"))
    order = bestalld(a, "SPEC", mal=Mal(orderrad=ordered.rader.get().pk))
    granskad(a, order)
    spec = Specialanpassning.objects.get(arbetsorder=order.pk)
    actions.utfarda_anvisning(spec.pk, person=a.miriam, sagt=ANVISNING)
    no = Bedomning(utfall="ej_mojlig", motivering="Ramen bär inte.")
    actions_tekniker.bedom(spec.pk, person=a.tim, sagt=no)
    leverera_meddelanden()
    assert (status(order), vantar(order.pk)) == ("Färdigrapporterad", ["valj_leverans"])
    assert Hall.objects.filter(av_arende=order.pk, slappt=None).exists()
    actions_makulera.valj_leverans(order.pk, person=a.miriam, leverera=True)
    leverera_meddelanden()
    assert (status(order), vantar(order.pk)) == ("Avslutad", [])
    assert not Hall.objects.filter(slappt=None).exists()


def test_a_konsultation_is_begun_waited_for_and_told(a: Arbete) -> None:
    group = Grupp.objects.get(nyckel="konsulent_manuella_rullstolar")
    kerstin = person("kerstin", "konsulent")
    kerstin.grupper.add(group)
    order = bestalld(a, "KONS", produktomrade=group.nyckel)
    kons = Konsultation.objects.get(arbetsorder=order.pk)
    assert kons.grupp == group.nyckel
    assert UserTask.objects.get(case_id=kons.pk).number == kons.arende.nummer != ""
    assert clock.local(kons.tid_senast).date().isoformat() == "2026-12-16"
    booked = Tidsforslag(nadd=True, form="besok", tid=tid())
    vid_konsultationen.erbjud_tid(kons.pk, person=kerstin, sagt=booked)
    told = Resultat(utfall="rad", sammanfattning="Höj ryggen.", journal=True, minuter=45)
    vid_konsultationen.genomfor(kons.pk, person=kerstin, sagt=told)
    leverera_meddelanden()
    assert status(order) == "Avslutad"
    order.refresh_from_db()
    assert order.utlatande == "Råd gavs. Höj ryggen."
    assert Tidsrad.objects.get(aktivitet__arbetsorder=order).av == kerstin
