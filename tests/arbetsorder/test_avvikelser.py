"""What may happen on the way: questions, waiting, delay, dismounting, cancelling, and who asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from cases.arbetsorder import actions, actions_hmc, actions_makulera, aktiviteter
from cases.arbetsorder.klassning import klass
from cases.arbetsorder.models import Arbetsorder, TypAvAtgard
from cases.arbetsorder.svar import Mal, Planering, Typbyte
from cases.gemensamt.tidslinje import tidslinje
from cases.hjalpmedel.models import Innehav
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Grupp
from cases.returmottagning import actions as vid_returen
from cases.returmottagning import disk
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from tests.arbetsorder.varld import (
    Arbete,
    fardig,
    granskad,
    klar,
    om,
    planerad,
    rapporterad,
    status,
    utkast,
    vantar,
    verkstalld,
)
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import leverera_meddelanden, person, spar
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Incident, Message, Process, UserTask

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield
        assert not Incident.objects.exists()


def nekas(a: Arbete, mal: Mal | None = None, **svar: object) -> list[str]:
    """Why a draft can't be sent; it is a draft still."""
    draft = utkast(a, mal, **svar)
    with pytest.raises(Refused) as no:
        actions.verkstall(draft.pk, person=a.miriam)
    draft.arende.refresh_from_db()
    assert (draft.arende.nummer, draft.arende.status) == (None, "Utkast")
    return [hinder.kod for hinder in no.value.hinder]


def till(a: Arbete, rubrik: str) -> bool:
    return Meddelande.objects.filter(till=a.miriam, rubrik__contains=rubrik).exists()


def ga_till(nar: datetime) -> None:
    """Let the time come, and what waits for it happen."""
    with clock.frozen(nar):
        while engine.tick().timers:
            pass


@pytest.mark.parametrize(
    ("svar", "koder"),
    [
        ({"typ": ""}, ["typ_saknas"]),
        ({"typ": "AU_JOUR"}, ["typ_hmc", "motivering_saknas"]),
        ({"felbeskrivning": " "}, ["felbeskrivning_saknas"]),
        ({"utforande": ""}, ["utforande_saknas"]),
        ({"telefon": ""}, ["telefon_saknas"]),
        ({"typ": "AU_AKUT"}, ["motivering_saknas"]),
        ({"typ": "KONS"}, ["produktomrade_saknas", "bilaga_saknas"]),
        ({"typ": "SPEC"}, ["bilaga_saknas"]),
        ({"typ": "MONT", "fast_montage": True}, ["bilaga_saknas"]),
    ],
)
def test_what_is_missing_is_said_all_at_once(
    a: Arbete, svar: dict[str, object], koder: list[str]
) -> None:
    assert nekas(a, **svar) == koder


def test_which_aid_it_is_must_be_known(a: Arbete) -> None:
    assert nekas(a, Mal()) == ["hjalpmedel_saknas"]
    with pytest.raises(Refused):
        utkast(a, Mal(nummer="00000"))


def test_those_who_order_nothing_make_no_arbetsorder(a: Arbete) -> None:
    with pytest.raises(Forbidden):
        actions.ny(a.r.v.patient, person=a.r.v.lotta, kund=a.r.v.kund, mal=Mal())


def test_more_is_asked_and_answered_with_a_file(a: Arbete) -> None:
    order = verkstalld(a)
    actions_hmc.granska(
        order.pk, person=a.tim, granskning="komplettera", text="Vilket hjul gäller det?"
    )
    assert (status(order), vantar(order.pk)) == ("Väntar", ["komplettera"])
    assert UserTask.objects.get(case_id=order.pk).role == "forskrivare"
    assert till(a, "behöver kompletteras")
    paper = SimpleUploadedFile("bild.pdf", b"%PDF-1.4\n%%EOF\n")
    actions.komplettera(order.pk, person=a.miriam, text="Det högra.", filer=[paper])
    assert (status(order), vantar(order.pk)) == ("Registrerad", ["granska"])
    assert order.arende.bilagor.count() == 1
    assert "Det högra." in Arbetsorder.objects.get(pk=order.pk).felbeskrivning


def test_it_waits_for_the_patient_and_is_taken_up_again(a: Arbete) -> None:
    order = verkstalld(a)
    granskad(a, order)
    wait = Planering(vantar="patient", parkera_till=om(48), text="Svarar inte.")
    actions_hmc.planera(order.pk, person=a.tim, svar=wait)
    assert (status(order), vantar(order.pk)) == ("Väntar", [])
    assert till(a, "väntar")
    ga_till(om(49))
    assert vantar(order.pk) == ["planera"]
    planerad(a, order, 50)
    assert Arbetsorder.objects.get(pk=order.pk).kontaktforsok == 0


def test_a_slot_is_ahead_and_the_technicians_own(a: Arbete) -> None:
    first, second = verkstalld(a), verkstalld(a, Mal(innehav=a.r.rollator.pk))
    granskad(a, first)
    granskad(a, second)
    with pytest.raises(Refused) as no:
        actions_hmc.planera(first.pk, person=a.tim, svar=Planering(fran=om(-2), till=om(-1)))
    assert no.value.hinder[0].kod == "tid_bakat"
    planerad(a, first)
    with pytest.raises(Refused) as no:
        planerad(a, second)
    assert no.value.hinder[0].kod == "tid_upptagen"


def test_another_visit_is_another_aktivitet(a: Arbete) -> None:
    order = verkstalld(a)
    granskad(a, order)
    planerad(a, order)
    rapporterad(a, order)
    actions_hmc.utfor(order.pk, person=a.tim, klart=False)
    assert vantar(order.pk) == ["planera"]
    assert [part.nummer for part in order.aktiviteter.all()] == ["26480001-1", "26480001-2"]
    planerad(a, order, 26)
    fardig(a, order)
    with pytest.raises(NotYourTurn):
        aktiviteter.ny_aktivitet(order.pk, person=a.tim, vad="Elektriker")


def test_what_is_late_is_told_and_followed_up(a: Arbete) -> None:
    order = verkstalld(a)
    ga_till(ONSDAG + timedelta(days=6))
    assert vantar(order.pk) == ["folj_upp_forsening", "granska"]
    assert till(a, "är försenad")
    actions_hmc.folj_upp_forsening(order.pk, person=a.kim, text="Sjukdom. Vi kommer på fredag.")
    assert till(a, "besked om förseningen")
    klar(a, order)


def test_what_has_begun_in_time_is_late_only_when_it_is_not_done(a: Arbete) -> None:
    order = verkstalld(a)
    granskad(a, order)
    planerad(a, order)
    rapporterad(a, order)
    ga_till(ONSDAG + timedelta(days=6))
    assert vantar(order.pk) == ["utfor"]
    ga_till(ONSDAG + timedelta(days=20))
    assert vantar(order.pk) == ["folj_upp_forsening", "utfor"]
    fardig(a, order)
    assert vantar(order.pk) == []


def test_what_is_done_and_only_to_be_brought_back_is_not_late(a: Arbete) -> None:
    order = verkstalld(a, typ="AU_HAMTAS", utforande="hamtas")
    granskad(a, order)
    actions_hmc.hamta_for_atgard(order.pk, person=a.r.v.tore)
    planerad(a, order)
    rapporterad(a, order)
    fardig(a, order)
    ga_till(ONSDAG + timedelta(days=60))
    assert vantar(order.pk) == ["lamna_tillbaka"]
    assert not till(a, "är försenad")
    assert spar(order.pk)[-1] == "vart_ska_hjalpmedlet"
    actions_hmc.lamna_tillbaka(order.pk, person=a.r.v.tore)
    assert status(order) == "Avslutad"


def test_what_was_fetched_comes_back_although_the_order_is_cancelled(a: Arbete) -> None:
    order = verkstalld(a, typ="AU_HAMTAS", utforande="hamtas")
    granskad(a, order)
    actions_hmc.hamta_for_atgard(order.pk, person=a.r.v.tore)
    actions_makulera.makulera(order.pk, person=a.kim, orsak="Löste sig ändå.")
    assert (status(order), vantar(order.pk)) == ("Makulerad", ["lamna_tillbaka"])
    actions_hmc.lamna_tillbaka(order.pk, person=a.r.v.tore)
    assert engine.lock(order.pk).status == Process.Status.DONE
    other = verkstalld(a, Mal(innehav=a.r.rollator.pk), typ="DEMONT", utforande="hamtas")
    granskad(a, other)
    actions_makulera.makulera(other.pk, person=a.kim, orsak="Sitter kvar.")
    assert (status(other), vantar(other.pk)) == ("Makulerad", [])


def test_nothing_is_fetched_to_a_konsultation(a: Arbete) -> None:
    asked = {"typ": "KONS", "produktomrade": "konsulent_manuella_rullstolar", "epost_utanfor": True}
    assert nekas(a, utforande="hamtas", **asked) == ["utforande_konsultation"]


def test_what_is_taken_down_is_received_and_given_back(a: Arbete) -> None:
    order = verkstalld(a, Mal(innehav=a.r.rollator.pk), typ="DEMONT")
    klar(a, order)
    assert status(order) == "Färdigrapporterad"
    for days in (14, 28):  # nobody receives it: those who may know are asked, again and again
        ga_till(ONSDAG + timedelta(days=days, hours=1))
        for who in (a.tim, a.r.v.lotta):
            told = Meddelande.objects.filter(till=who, rubrik__contains="det nedtagna")
            assert told.count() == days // 14
    desk = Returmottagning.objects.get(hamtorder=order.pk)
    page = inloggad(a.r.v.lotta).get(reverse("returmottagning:ta_emot", args=[desk.pk]))
    assert 'Arbetsorder <span class="tabular">26480001</span>' in page.content.decode()
    [coming] = [line for line in tidslinje([order.arende]) if line.state == "coming"]
    assert coming.title == "Det nedtagna tas emot på Hjälpmedelscentralen"
    assert (desk.vad, desk.arende.rubrik) == (
        "Returen från arbetsorder 26480001",
        "Retur från arbetsorder 26480001",
    )
    found = disk.sok(a.r.v.lotta, "H26480001").mening
    assert found == "Det är hämtat på arbetsorder 26480001 och tas emot där."
    vid_returen.ta_emot(desk.pk, person=a.r.v.lotta, sagt=[Mottaget(1, kom=True, skick="godkänt")])
    leverera_meddelanden()
    assert status(order) == "Avslutad"
    assert Innehav.objects.get(pk=a.r.rollator.pk).aterlamnad == ONSDAG.date()


def test_a_request_to_cancel_is_answered(a: Arbete) -> None:
    order = verkstalld(a)
    actions_makulera.begar_makulering(order.pk, person=a.miriam, skal="Löste sig ändå.")
    with pytest.raises(NotYourTurn):
        actions_makulera.begar_makulering(order.pk, person=a.miriam, skal="Igen.")
    assert vantar(order.pk) == ["avgor_makulering", "granska"]
    actions_makulera.avgor_makulering(
        order.pk, person=a.kim, makuleras=False, text="Bilen är på väg."
    )
    assert (status(order), vantar(order.pk)) == ("Registrerad", ["granska"])
    actions_makulera.begar_makulering(order.pk, person=a.miriam, skal="Nu är det säkert.")
    assert vantar(order.pk) == ["avgor_makulering", "granska"]
    actions_makulera.avgor_makulering(order.pk, person=a.kim, makuleras=False, text="Inte än.")
    assert (status(order), vantar(order.pk)) == ("Registrerad", ["granska"])
    assert Meddelande.objects.filter(till=a.miriam, rubrik__contains="makuleras inte").count() == 2
    actions_makulera.begar_makulering(order.pk, person=a.miriam, skal="Patienten har flyttat.")
    actions_makulera.avgor_makulering(order.pk, person=a.kim, makuleras=True, text="Avbryter.")
    assert (status(order), vantar(order.pk), till(a, "är makulerad")) == ("Makulerad", [], True)
    assert engine.lock(order.pk).status == Process.Status.DONE


def test_a_request_that_nobody_would_be_asked_of_is_not_taken(
    a: Arbete, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on an older version of the diagram, whose boundary event has fired once already.
    order = verkstalld(a)
    monkeypatch.setattr(engine, "recheck", lambda *_, **__: None)
    with pytest.raises(NotYourTurn, match="Kundtjänst har redan svarat"):
        actions_makulera.begar_makulering(order.pk, person=a.miriam, skal="Igen.")
    order.refresh_from_db()
    assert order.makulering_begard is None


def test_hmc_cancels_by_itself(a: Arbete) -> None:
    order = verkstalld(a)
    with pytest.raises(Refused) as no:
        actions_makulera.makulera(order.pk, person=a.kim, orsak="")
    assert no.value.hinder[0].kod == "orsak_saknas"
    with pytest.raises(Forbidden):
        actions_makulera.makulera(order.pk, person=a.miriam, orsak="Löste sig.")
    actions_makulera.makulera(order.pk, person=a.tim, orsak="Löste sig ändå.")
    assert (status(order), till(a, "är makulerad")) == ("Makulerad", True)


def test_only_the_group_that_has_it_reviews_and_kundtjanst_plans_for_all(a: Arbete) -> None:
    order = verkstalld(a)
    other = person("tuva", "tekniker")
    other.grupper.add(Grupp.objects.get(nyckel="tekniker_verkstad"))
    with pytest.raises(Forbidden) as no:
        actions_hmc.granska(order.pk, person=other, granskning="godkand")
    assert "ligger hos HMC falt" in no.value.mening
    granskad(a, order)
    slot = Planering(fran=om(2), till=om(3), tekniker=a.tim)
    with pytest.raises(Forbidden):
        actions_hmc.planera(order.pk, person=other, svar=slot)
    actions_hmc.planera(order.pk, person=a.kim, svar=slot)


def test_the_table_of_the_orders_own_version_answers(a: Arbete) -> None:
    order = verkstalld(a)
    bundle = from_folder(settings.BPMN_DIR / "arbetsorder")
    table = bundle.files["arbetsorder_grupp.dmn"].replace("HMC fälttekniker", "HMC fältgrupp")
    newer = replace(bundle, files={**bundle.files, "arbetsorder_grupp.dmn": table})
    versions.publish(newer, case_type="arbetsorder")
    before = klass(order).grupp
    later = verkstalld(a)
    assert klass(later).grupp != before == "HMC fälttekniker"


def test_what_is_a_protected_patients_own_stands_in_no_field(a: Arbete) -> None:
    patient = a.r.v.patient
    patient.skydd, patient.gatuadress = "sekretess", "Gömda gatan 1"
    patient.save(update_fields=["skydd", "gatuadress"])
    address = a.r.v.kund.adresser.first()
    assert address is not None
    assert nekas(
        a, kommentar="Gömda gatan 1", instruktioner="gömda gatan 1", adress_id=address.pk
    ) == ["kommentar_hemlig", "telefon_hemlig", "instruktioner_hemlig"]


def test_a_draft_that_nobody_touches_goes_after_thirty_days(a: Arbete) -> None:
    draft = utkast(a)
    ga_till(ONSDAG + timedelta(days=31))
    assert (status(draft), till(a, "utkast till arbetsorder")) == ("Raderad", True)


@pytest.mark.parametrize("namn", ["felrapport_arbetsorder", "underhall_forfaller"])
def test_a_felrapport_or_a_plan_begins_one_once(a: Arbete, namn: str) -> None:
    sender, individ = uuid4(), a.r.sang.individ
    assert individ is not None
    for _ in range(2):
        with transaction.atomic():
            engine.send(
                namn,
                str(sender),
                {
                    "id": str(sender),
                    "typ": "FU",
                    "bestallare": a.miriam.pk,
                    "kund": a.r.v.kund.pk,
                    "individ": individ.pk,
                    "felbeskrivning": "Årlig service",
                },
            )
        leverera_meddelanden()
    order = Arbetsorder.objects.get()
    assert (order.innehav, order.arende.mottagare) == (a.r.sang, a.r.v.patient)
    assert (status(order), order.arende.nummer) == ("Registrerad", "26480001")
    assert vantar(order.pk) == ["granska"]
    assert UserTask.objects.get(case_id=order.pk).group == "tekniker_verkstad"


def test_every_type_of_the_table_has_a_group(a: Arbete) -> None:
    assert TypAvAtgard.objects.count() == 21
    for kod in ("BES", "FU"):
        order = verkstalld(a, typ=kod)
        assert UserTask.objects.get(case_id=order.pk).group == "tekniker_falt"
    order = verkstalld(a, typ="INST")
    assert vantar(order.pk) == ["triagera"]
    actions_hmc.triagera(order.pk, person=a.kim, grupp="", byte=Typbyte("SUP_DIG"))
    assert UserTask.objects.get(case_id=order.pk).group == "support_digitala"


@pytest.mark.parametrize("namn", ["retur_registrerad", "kopplad_kundorder_makulerad"])
def test_a_message_that_comes_when_it_is_closed_means_nothing_any_more(
    a: Arbete, namn: str
) -> None:
    order = verkstalld(a)
    klar(a, order)
    with transaction.atomic():
        engine.send(namn, str(order.pk), {"rader": []})
    leverera_meddelanden()
    with clock.frozen(ONSDAG + timedelta(days=30)):
        engine.tick()
    assert Message.objects.get(name=namn).status == Message.Status.DELIVERED
    assert status(order) == "Avslutad"
