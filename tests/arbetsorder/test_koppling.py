"""An arbetsorder holds the kundorder that it belongs to; nothing waits for ever (AO-5, AO-6)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.urls import reverse

from cases.arbetsorder import actions, actions_hmc, actions_makulera
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.svar import Mal, Typbyte
from cases.gemensamt.hall import slapp_hall
from cases.gemensamt.models import Hall
from cases.gemensamt.uppgifter import mina
from cases.hjalpmedel.models import Individ, Innehav
from cases.kundorder import actions_makulera as om_ordern
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.leverans import actions as pa_lagret
from cases.leverans import overlamning, tur
from cases.meddelanden.models import Meddelande
from tests.arbetsorder.varld import (
    SVAR,
    Arbete,
    fardig,
    granskad,
    klar,
    planerad,
    rapporterad,
    status,
    vantar,
    verkstalld,
)
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import i_lager, leveranser, leverera_meddelanden, plockad
from tests.kundorder.varld import status as orderns_status
from tests.kundorder.varld import verkstalld as bestalld
from workflows import clock, engine
from workflows.errors import Refused
from workflows.models import Incident, Message, UserTask

ROLLATOR = NyRad("10001")


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert not Incident.objects.exists()


def kopplad(a: Arbete, utforande: str = "lamnas") -> tuple[Kundorder, Arbetsorder]:
    """A rollator that is ordered and in stock, and the mounting of it."""
    i_lager(a.r.v.rollator, 1)
    order = bestalld(a.r.v, ROLLATOR)
    mal = Mal(orderrad=order.rader.get().pk)
    return order, verkstalld(a, mal, typ="MONT", utforande=utforande)


def hallen() -> list[str]:
    return list(Hall.objects.filter(slappt=None).values_list("vad", flat=True))


@pytest.mark.parametrize(
    ("utforande", "sagt"), [("lamnas", "Leveransen väntar"), ("plats", "Teknikern lämnar över")]
)
def test_the_order_itself_says_what_its_delivery_waits_for(
    a: Arbete, utforande: str, sagt: str
) -> None:
    order, ao = kopplad(a, utforande)
    miriam = inloggad(a.miriam)
    pages = [reverse("arende", args=[order.pk]), reverse("kundorder:detalj", args=[order.pk])]
    for page in pages:
        shown = miriam.get(page).content.decode()
        assert f"<h2>{sagt}</h2>" in shown
        assert f"Följ arbetsorder {ao.arende.nummer}" in shown
        assert f"Arbetet på arbetsorder {ao.arende.nummer} är inte klart. " in shown
    [held] = Hall.objects.all()
    slapp_hall(order.arende, held.av_arende)
    for page in pages:
        assert sagt not in miriam.get(page).content.decode()


def test_what_is_asked_of_the_lager_already_does_not_leave_before_the_work_is_done(
    a: Arbete,
) -> None:
    order, ao = kopplad(a)
    [leverans] = leveranser(order)
    assert (ao.arende.galler_id, hallen()) == (order.pk, ["leverans"])
    plockad(a.r.v, leverans)
    with pytest.raises(Refused) as no:
        pa_lagret.utleverera(leverans.pk, person=a.r.v.lotta)
    assert [hinder.kod for hinder in no.value.hinder] == ["halls"]
    assert orderns_status(order) == "Plockad"
    klar(a, ao)
    assert hallen() == []
    pa_lagret.utleverera(leverans.pk, person=a.r.v.lotta)
    leverera_meddelanden()
    assert orderns_status(order) == "Utlevererad"


def test_what_is_driven_home_afterwards_holds_nothing(a: Arbete) -> None:
    v = a.r.v
    i_lager(v.rollator, 2)
    order = bestalld(v, NyRad("10001", antal=2))
    [leverans] = leveranser(order)
    plockad(v, leverans, {"10001": 1})
    pa_lagret.utleverera(leverans.pk, person=v.lotta)
    pa_lagret.leverera(leverans.pk, person=v.tore, utfall="levererad")
    pa_lagret.kvittera(leverans.pk, person=v.tore, mottagen_av="Skutt", signatur="Skutt")
    leverera_meddelanden()
    ao = verkstalld(a, Mal(orderrad=order.rader.get().pk), typ="ANP", utforande="hamtas")
    assert (ao.innehav is not None, hallen()) == (True, ["leverans"])
    granskad(a, ao)
    actions_hmc.hamta_for_atgard(ao.pk, person=v.tore)
    planerad(a, ao)
    rapporterad(a, ao)
    fardig(a, ao)
    assert (hallen(), vantar(ao.pk), status(ao)) == ([], ["lamna_tillbaka"], "Färdigrapporterad")
    actions_hmc.lamna_tillbaka(ao.pk, person=v.tore)
    assert status(ao) == "Avslutad"


def test_on_the_spot_the_tekniker_takes_the_goods_along(a: Arbete) -> None:
    order, ao = kopplad(a, "plats")
    [leverans] = leveranser(order)
    assert hallen() == ["overlamning"]
    plockad(a.r.v, leverans)
    pa_lagret.utleverera(leverans.pk, person=a.r.v.lotta)
    leverera_meddelanden()
    assert tur.tur(a.r.v.tore, clock.today()).leveranser == []
    with pytest.raises(Refused) as no:
        pa_lagret.leverera(leverans.pk, person=a.r.v.tore, utfall="levererad")
    assert [hinder.kod for hinder in no.value.hinder] == ["teknikern_lamnar"]
    # It is in the inbox of those who do the work, and in no driver's.
    assert not mina(a.r.v.tore).filter(element="leverera").exists()
    [hers] = mina(a.tim).filter(element="leverera")
    assert (hers.role, hers.group) == ("tekniker", "tekniker_montering")
    at_the_task = inloggad(a.tim).get(f"/leverans/{leverans.pk}/leverera/")
    assert at_the_task["Location"] == f"/leverans/{leverans.pk}/lamna_over/"
    granskad(a, ao)
    planerad(a, ao)
    rapporterad(a, ao)
    overlamning.lamna_over(
        leverans.pk, person=a.tim, mottagen_av="Storasyster Skutt", signatur="S Skutt"
    )
    leverera_meddelanden()
    assert Innehav.objects.filter(rad=order.rader.get().pk, aterlamnad=None).exists()
    fardig(a, ao)
    assert (orderns_status(order), status(ao), hallen()) == ("Slutlevererad", "Avslutad", [])


def test_the_tekniker_hands_over_nothing_that_is_in_quarantine(a: Arbete) -> None:
    v = a.r.v
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    order = bestalld(v)
    bed = order.rader.get(artikel=v.sang)
    verkstalld(a, Mal(orderrad=bed.pk), typ="MONT", utforande="plats")
    [leverans] = leveranser(order)
    plockad(v, leverans)
    pa_lagret.utleverera(leverans.pk, person=v.lotta)
    leverera_meddelanden()
    sent = Individ.objects.filter(leveransrader__rad=bed.pk)
    said = {"person": a.tim, "mottagen_av": "Storasyster Skutt", "signatur": "S Skutt"}
    sent.update(karantan=True)
    with pytest.raises(Refused) as no:
        overlamning.lamna_over(leverans.pk, **said)
    assert [hinder.kod for hinder in no.value.hinder] == ["individ_karantan"]
    assert (vantar(leverans.pk), orderns_status(order)) == (["leverera"], "Utlevererad")
    sent.update(karantan=False)
    overlamning.lamna_over(leverans.pk, **said)
    leverera_meddelanden()
    assert Innehav.objects.filter(rad=bed.pk, aterlamnad=None).exists()


def test_a_cancelled_arbetsorder_asks_what_to_do_and_a_new_one_takes_over(a: Arbete) -> None:
    order, first = kopplad(a)
    actions_makulera.makulera(first.pk, person=a.kim, orsak="Fel typ")
    assert (hallen(), vantar(first.pk)) == (["leverans"], ["valj_leverans"])
    mal = Mal(orderrad=order.rader.get().pk)
    draft = actions.ny(
        a.r.v.patient, person=a.miriam, kund=a.r.v.kund, mal=mal,
        svar=replace(SVAR, typ="ANP", utforande="lamnas"), ersatter=first,
    )  # fmt: skip
    second = actions.verkstall(draft.pk, person=a.miriam)
    leverera_meddelanden()
    assert list(Hall.objects.filter(slappt=None).values_list("av_arende", flat=True)) == [second.pk]
    assert (vantar(first.pk), status(first)) == ([], "Makulerad")
    klar(a, second)
    assert hallen() == []


def test_each_page_tells_its_own_story(a: Arbete) -> None:
    order, first = kopplad(a)
    actions_makulera.makulera(first.pk, person=a.kim, orsak="Fel typ")
    second = actions.verkstall(
        ersattare(a, first, Mal(orderrad=order.rader.get().pk)).pk, person=a.miriam
    )
    leverera_meddelanden()
    miriam, line = inloggad(a.miriam), '<p class="timeline__title">Makulerad</p>'
    for case, others in ((first, [second.pk, order.pk]), (second, [first.pk, order.pk])):
        page = miriam.get(reverse("arende", args=[case.pk])).content.decode()
        assert page.count('<p class="timeline__title">Verkställd</p>') == 1
        assert (line in page) == (case == first)
        assert all(reverse("arende", args=[other]) in page for other in others)


def ersattare(a: Arbete, old: Arbetsorder, mal: Mal, utforande: str = "lamnas") -> Arbetsorder:
    """A draft in place of `old`."""
    return actions.ny(
        a.r.v.patient, person=a.miriam, kund=a.r.v.kund, mal=mal,
        svar=replace(SVAR, typ="ANP", utforande=utforande), ersatter=old,
    )  # fmt: skip


def test_a_new_one_on_the_spot_lets_what_has_come_in_go_to_the_lager(a: Arbete) -> None:
    order = bestalld(a.r.v, ROLLATOR)
    mal = Mal(orderrad=order.rader.get().pk)
    first = verkstalld(a, mal, typ="MONT", utforande="lamnas")
    i_lager(a.r.v.rollator, 1)
    leverera_meddelanden()
    actions_makulera.makulera(first.pk, person=a.kim, orsak="Fel plats")
    assert (leveranser(order), hallen()) == ([], ["leverans"])
    actions.verkstall(ersattare(a, first, mal, "plats").pk, person=a.miriam)
    leverera_meddelanden()
    assert (len(leveranser(order)), hallen()) == (1, ["overlamning"])


def test_one_that_has_come_to_be_about_something_else_replaces_nothing(a: Arbete) -> None:
    order, first = kopplad(a)
    actions_makulera.makulera(first.pk, person=a.kim, orsak="Fel typ")
    draft = ersattare(a, first, Mal(orderrad=order.rader.get().pk))
    actions.verkstall(
        draft.pk, person=a.miriam, svar=replace(SVAR, typ="ANP"), mal=Mal(innehav=a.r.sang.pk)
    )
    leverera_meddelanden()
    assert (vantar(first.pk), hallen()) == (["valj_leverans"], ["leverans"])
    actions_makulera.valj_leverans(first.pk, person=a.miriam, leverera=True)
    leverera_meddelanden()
    assert hallen() == []


def test_only_what_waits_for_it_is_replaced(a: Arbete) -> None:
    order, first = kopplad(a)
    row = Mal(orderrad=order.rader.get().pk)

    def nekas(mal: Mal) -> None:
        with pytest.raises(Refused) as no:
            ersattare(a, first, mal)
        assert [hinder.kod for hinder in no.value.hinder] == ["ersatter_fel"]

    nekas(row)
    actions_makulera.makulera(first.pk, person=a.kim, orsak="Fel typ")
    nekas(Mal(innehav=a.r.sang.pk))
    actions.verkstall(ersattare(a, first, row).pk, person=a.miriam)
    nekas(row)
    assert Arbetsorder.objects.count() == 2


@pytest.mark.parametrize("utforande", ["lamnas", "plats"])
def test_what_a_cancelled_arbetsorder_holds_waits_for_a_choice_and_says_so(
    a: Arbete, utforande: str
) -> None:
    order, ao = kopplad(a, utforande)
    actions_makulera.makulera(ao.pk, person=a.kim, orsak="Fel typ")
    miriam = inloggad(a.miriam)
    for page in (
        reverse("arende", args=[ao.pk]),
        reverse("arende", args=[order.pk]),
        reverse("kundorder:detalj", args=[order.pk]),
    ):
        shown = miriam.get(page).content.decode()
        assert "väntar tills beställaren har valt vad som ska hända med den" in shown
        assert ("förrän arbetet är klart" in shown, "vid besöket" in shown) == (False, False)
        assert "Klar senast" not in shown


def test_a_cancelled_arbetsorder_may_let_the_order_go(a: Arbete) -> None:
    _, ao = kopplad(a)
    actions_makulera.makulera(ao.pk, person=a.kim, orsak="Patienten vill inte")
    with clock.frozen(datetime(2026, 12, 3, 9, 0, tzinfo=UTC)):
        while engine.tick().timers:
            pass
    about = "håller en kundorder"
    told = Meddelande.objects.filter(rubrik__contains=about, till__in=[a.miriam, a.kim])
    assert told.count() == 2
    actions_makulera.valj_leverans(ao.pk, person=a.miriam, leverera=True)
    leverera_meddelanden()
    assert (hallen(), vantar(ao.pk), status(ao)) == ([], [], "Makulerad")


@pytest.mark.parametrize("makuleras", [True, False])
def test_a_cancelled_kundorder_asks_hmc(a: Arbete, makuleras: bool) -> None:
    order, ao = kopplad(a)
    om_ordern.makulera(order.pk, person=a.kim)
    leverera_meddelanden()
    assert vantar(ao.pk) == ["avgor_kopplad", "granska"]
    actions_makulera.avgor_kopplad(
        ao.pk, person=a.kim, makuleras=makuleras, text="Beställaren vill det."
    )
    assert status(ao) == ("Makulerad" if makuleras else "Registrerad")
    assert vantar(ao.pk) == ([] if makuleras else ["granska"])
    told = Meddelande.objects.filter(till=a.miriam, text__contains="Beställaren vill det.")
    assert told.count() == 1
    if not makuleras:
        klar(a, ao)


def test_a_kundorder_cancelled_while_the_question_waits_answers_it(a: Arbete) -> None:
    order, ao = kopplad(a)
    actions_makulera.makulera(ao.pk, person=a.kim, orsak="Fel typ")
    om_ordern.makulera(order.pk, person=a.kim)
    leverera_meddelanden()
    assert (vantar(ao.pk), hallen()) == ([], [])


def test_a_kundorder_that_ends_before_it_hears_of_the_closed_arbetsorder_hears_nothing(
    a: Arbete,
) -> None:
    order, ao = kopplad(a)
    granskad(a, ao)
    planerad(a, ao)
    rapporterad(a, ao)
    actions_hmc.utfor(ao.pk, person=a.tim, klart=True, utlatande="Monterat.")
    om_ordern.makulera(order.pk, person=a.kim)
    leverera_meddelanden()
    assert (status(ao), hallen()) == ("Avslutad", [])
    assert not Message.objects.exclude(status=Message.Status.DELIVERED).exists()


def hos_tekniker(a: Arbete) -> tuple[Kundorder, Arbetsorder, UUID]:
    """The goods have left the lager for the tekniker, who has taken the hand-over."""
    order, ao = kopplad(a, "plats")
    [leverans] = leveranser(order)
    plockad(a.r.v, leverans)
    pa_lagret.utleverera(leverans.pk, person=a.r.v.lotta)
    leverera_meddelanden()
    [task] = mina(a.tim).filter(element="leverera")
    engine.claim(task.pk, actor="tim")
    return order, ao, leverans.pk


def test_what_is_let_go_lies_with_the_driver_again(a: Arbete) -> None:
    order, ao, leverans = hos_tekniker(a)
    actions_makulera.makulera(ao.pk, person=a.kim, orsak="Patienten vill inte")
    leverera_meddelanden()
    assert UserTask.objects.get(case_id=leverans).assignee == "tim"
    actions_makulera.valj_leverans(ao.pk, person=a.miriam, leverera=True)
    leverera_meddelanden()
    [task] = mina(a.r.v.tore).filter(element="leverera")
    assert (task.case_id, task.role, task.group, task.assignee) == (leverans, "transport", "", "")
    assert not mina(a.tim).filter(element="leverera").exists()
    pa_lagret.leverera(leverans, person=a.r.v.tore, utfall="levererad")
    pa_lagret.kvittera(leverans, person=a.r.v.tore, mottagen_av="Skutt", signatur="Skutt")
    leverera_meddelanden()
    assert orderns_status(order) == "Slutlevererad"


def nara_klar(a: Arbete) -> tuple[Kundorder, Arbetsorder]:
    """On the spot, all but reported as done, before anybody has picked the goods."""
    order, ao = kopplad(a, "plats")
    granskad(a, ao)
    planerad(a, ao)
    rapporterad(a, ao)
    return order, ao


def test_work_on_the_spot_is_not_done_while_the_goods_are_at_the_lager(a: Arbete) -> None:
    order, ao = nara_klar(a)
    [leverans] = leveranser(order)
    page, tim = reverse("arbetsorder:utfor", args=[ao.pk]), inloggad(a.tim)
    asked = {"gor": "klart", "utlatande": "Monterat."}

    def nekas(where: str) -> None:
        assert where in tim.get(page).content.decode()
        no = tim.post(page, asked)
        assert (no.status_code, f"{where} Vänta tills du har det" in no.content.decode()) == (
            422, True,
        )  # fmt: skip
        assert (hallen(), vantar(ao.pk), status(ao)) == (["overlamning"], ["utfor"], "Påbörjad")

    nekas(f"Godset på kundorder {order.arende.nummer} är inte plockat än.")
    plockad(a.r.v, leverans)
    nekas("är plockat men har inte lämnat lagret än.")
    pa_lagret.utleverera(leverans.pk, person=a.r.v.lotta)
    leverera_meddelanden()
    shown = tim.get(page).content.decode()
    assert ("har lämnat lagret." in shown, "gods_som_vanligt" in shown) == (True, False)
    assert tim.post(page, asked).status_code == 302
    leverera_meddelanden()
    assert (hallen(), status(ao)) == ([], "Avslutad")


def test_another_visit_needs_no_goods(a: Arbete) -> None:
    _, ao = nara_klar(a)
    actions_hmc.utfor(ao.pk, person=a.tim, klart=False)
    assert (hallen(), vantar(ao.pk)) == (["overlamning"], ["planera"])


def test_goods_that_are_to_go_as_usual_hold_nothing_up(a: Arbete) -> None:
    order, ao = nara_klar(a)
    done = {"gor": "klart", "utlatande": "Monterat."}
    page = reverse("arbetsorder:utfor", args=[ao.pk])
    made = inloggad(a.tim).post(page, {**done, "gods_som_vanligt": "ja"})
    assert made.status_code == 302
    leverera_meddelanden()
    assert (hallen(), status(ao)) == ([], "Avslutad")
    kept = inloggad(a.miriam).get(reverse("arende", args=[ao.pk])).content.decode()
    assert "Godset levereras som vanligt." in kept
    [leverans] = leveranser(order)
    plockad(a.r.v, leverans)
    pa_lagret.utleverera(leverans.pk, person=a.r.v.lotta)
    leverera_meddelanden()
    assert mina(a.r.v.tore).filter(element="leverera").exists()


def test_what_the_tick_says_is_not_said_where_nothing_waits(a: Arbete) -> None:
    _, ao = kopplad(a)
    granskad(a, ao)
    planerad(a, ao)
    rapporterad(a, ao)
    said = {"person": a.tim, "klart": True, "utlatande": "Monterat.", "gods_som_vanligt": True}
    actions_hmc.utfor(ao.pk, **said)
    leverera_meddelanden()
    kept = inloggad(a.miriam).get(reverse("arende", args=[ao.pk])).content.decode()
    assert ("levereras som vanligt" in kept, hallen()) == (False, [])


@pytest.mark.parametrize("utforande", ["lamnas", "plats"])
def test_the_arbetsorder_says_who_hands_the_goods_over(a: Arbete, utforande: str) -> None:
    _, ao = kopplad(a, utforande)
    miriam = inloggad(a.miriam)
    for page in ("arende", "arbetsorder:kvitto"):
        shown = miriam.get(reverse(page, args=[ao.pk])).content.decode()
        taken = "lämnar över det till mottagaren vid besöket" in shown
        waits = "levereras inte förrän" in shown or "inte levereras förrän" in shown
        assert (taken, waits) == (utforande == "plats", utforande == "lamnas")


def annan_typ(a: Arbete, ao: Arbetsorder, typ: str) -> None:
    actions_hmc.granska(ao.pk, person=a.tim, granskning="byt_typ", byte=Typbyte(typ=typ))
    leverera_meddelanden()


def test_another_type_on_the_spot_lets_the_goods_go_to_the_tekniker(a: Arbete) -> None:
    v = a.r.v
    v.patient.gatuadress = "Gatan 1"
    v.patient.save()
    order = bestalld(v, ROLLATOR)
    ao = verkstalld(a, Mal(orderrad=order.rader.get().pk), typ="MONT", utforande="lamnas")
    i_lager(v.rollator, 1)
    leverera_meddelanden()
    assert (leveranser(order), hallen()) == ([], ["leverans"])
    annan_typ(a, ao, "AU_KUND")
    assert hallen() == ["overlamning"]
    [leverans] = leveranser(order)
    plockad(v, leverans)
    pa_lagret.utleverera(leverans.pk, person=v.lotta)
    leverera_meddelanden()
    assert mina(a.tim).filter(element="leverera", case_id=leverans.pk).exists()
    klar(a, ao)
    assert (hallen(), mina(v.tore).filter(element="leverera").count()) == ([], 1)


def test_another_type_in_the_workshop_holds_what_has_not_left(a: Arbete) -> None:
    order, ao = kopplad(a, "plats")
    [leverans] = leveranser(order)
    annan_typ(a, ao, "AU_HMC")
    assert hallen() == ["leverans"]
    plockad(a.r.v, leverans)
    with pytest.raises(Refused) as no:
        pa_lagret.utleverera(leverans.pk, person=a.r.v.lotta)
    assert [hinder.kod for hinder in no.value.hinder] == ["halls"]
    klar(a, ao)
    pa_lagret.utleverera(leverans.pk, person=a.r.v.lotta)


def test_what_the_tekniker_has_is_hers_to_hand_over_whatever_the_type_becomes(a: Arbete) -> None:
    _, ao, leverans = hos_tekniker(a)
    annan_typ(a, ao, "AU_HMC")
    assert (hallen(), UserTask.objects.get(case_id=leverans).assignee) == (["overlamning"], "tim")


def test_the_same_way_keeps_the_same_hold(a: Arbete) -> None:
    kopplad(a)
    before = Hall.objects.get().pk
    annan_typ(a, Arbetsorder.objects.get(), "AU_HMC")
    assert (Hall.objects.get().pk, hallen()) == (before, ["leverans"])
