"""The way of an order through both diagrams: the straight path, and one test per deviation."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions, actions_akut, actions_efter, actions_makulera, actions_rader
from cases.kundorder.actions_direktinkop import Besked
from cases.kundorder.actions_efter import Inkop
from cases.kundorder.models import Begaran, Kundorder, Kundorderrad
from cases.kundorder.svar import Huvud, NyRad
from cases.leverans import actions as pa_lagret
from cases.leverans import actions_kundtjanst, actions_utlamning, samling
from cases.meddelanden.models import Meddelande
from tests.kundorder.test_direktinkop import bekrafta, direktinkopt
from tests.kundorder.test_hall import arbetsorder, avslutad
from tests.kundorder.varld import (
    PERSONNUMMER,
    Varld,
    allt_plockat,
    artikel,
    forradet,
    gor_digital,
    i_lager,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    packad_upp,
    pafyllnad,
    plockad,
    spar,
    status,
    utkast,
    utkast_ur_forrad,
    utlevererad,
    verkstalld,
)
from workflows import clock, engine
from workflows.engine import delivery
from workflows.models import Incident, Message, Process

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ROLLATOR = NyRad("10001")


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    """A Wednesday. Whatever a test does, books and shelves agree, and nothing has stopped."""
    with clock.frozen(ONSDAG):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


def rubriker(v: Varld) -> list[str]:
    return list(
        Meddelande.objects.filter(till=v.miriam).order_by("pk").values_list("rubrik", flat=True)
    )


def test_the_straight_path_ends_with_the_bed_at_the_patient(v: Varld) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 5)
    order = verkstalld(v)
    assert order.arende.nummer == "26480001"
    assert status(order) == "För plockning"
    [leverans] = leveranser(order)
    kvitterad(v, leverans)

    assert status(order) == "Slutlevererad"
    assert order.arende.avslutad == ONSDAG
    held = Innehav.objects.get(artikel=v.sang)
    assert (held.mottagare, held.hyra_fran, held.apris) == (v.patient, clock.today(), 402)
    assert held.arende == order.pk
    assert held.individ is not None
    assert held.individ.plats == Individ.Plats.MOTTAGARE
    assert [part.artikel for part in held.komponenter.all()] == [v.dosa]
    assert Process.objects.get(case_id=order.pk).status == Process.Status.DONE
    assert Process.objects.get(case_id=leverans.pk).status == Process.Status.DONE
    assert not Message.objects.filter(status=Message.Status.WAITING).exists()
    assert rubriker(v) == [
        "Kundorder 26480001 är registrerad",
        "Kundorder 26480001 är utlevererad",
    ]
    went = spar(order.pk)
    assert went[:5] == ["ny_order", "in_i_guiden", "guide_start", "orderhuvud", "orderrader"]
    assert went[-3:] == ["nytt_lage", "aterstar_nagot", "order_klar"]
    assert spar(leverans.pk) == [
        "leverans_borjar",
        "plocka",
        "vad_plockades",
        "plockat",
        "meddela_plockad",
        "fran_flera_lager",
        "samlat",
        "utleverera",
        "godset_lamnas",
        "meddela_utleverans",
        "leveranssatt",
        "ut_pa_tur",
        "skriv_foljesedel",
        "foljesedel_skriven",
        "leverera",
        "hur_gick_det",
        "till_vem",
        "kvittera",
        "mottaget",
        "aktivera_innehav",
        "kvitterad",
    ]


def test_each_lager_gets_a_leverans_of_its_own(v: Varld) -> None:
    for one in (v.sang, v.dosa, v.rollator):
        i_lager(one, 1)
    order = verkstalld(v, NyRad("75178"), ROLLATOR)
    first, second = leveranser(order)
    assert (first.lager, second.lager) == (v.lager, v.smalager)
    plockad(v, first)
    assert status(order) == "För plockning"
    kvitterad(v, second)
    assert status(order) == "Plockad"
    pa_lagret.utleverera(first.pk, person=v.lotta)
    pa_lagret.leverera(first.pk, person=v.tore, utfall="levererad")
    pa_lagret.kvittera(first.pk, person=v.tore, mottagen_av="Skutt", signatur="Skutt")
    leverera_meddelanden()
    assert status(order) == "Slutlevererad"


def test_with_samleverans_one_leverans_waits_for_everything(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v, NyRad("75178"), ROLLATOR, samleverans=True)
    assert leveranser(order) == []
    assert status(order) == "Registrerad"
    actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta)
    leverera_meddelanden()
    [leverans] = leveranser(order)
    assert leverans.lager == v.lager
    assert {rad.artikel for rad in leverans.rader.all()} == {v.sang, v.dosa, v.rollator}
    kvitterad(v, leverans)
    assert status(order) == "Slutlevererad"


def test_a_bed_waits_for_its_components(v: Varld) -> None:
    i_lager(v.sang, 1)
    order = verkstalld(v)
    assert leveranser(order) == []
    actions_efter.inleverera(v.lager.pk, v.dosa.pk, 1, person=v.lotta)
    leverera_meddelanden()
    assert len(leveranser(order)) == 1


def test_what_lacks_is_bought_and_sent_when_it_has_come(v: Varld) -> None:
    order = verkstalld(v, ROLLATOR)
    assert "Kundorder 26480001: restnotering" in rubriker(v)
    rad = Kundorderrad.objects.get()
    told = Inkop(rad.pk, "B-77", clock.today() + timedelta(days=7))
    actions_efter.kop_in(order.pk, person=v.ivar, svar=[told])
    rad.refresh_from_db()
    # Comes on Wednesday week; the turbil goes to Karlsborg the Tuesday after.
    assert (rad.bestallningsnummer, str(rad.planerad)) == ("B-77", "2026-12-08")
    assert actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.ivar) == 1
    leverera_meddelanden()
    [leverans] = leveranser(order)
    kvitterad(v, leverans)
    assert status(order) == "Slutlevererad"
    went = spar(order.pk)
    for element in ("brist_utan_inkop", "begar_inkop", "kop_in", "inkop_ordnat", "varor_finns"):
        assert element in went
    assert went.count("reservera_rest") == 1


def test_goods_go_to_the_order_that_was_sent_first(v: Varld) -> None:
    first = verkstalld(v, ROLLATOR)
    with clock.moved(timedelta(minutes=1)):
        second = verkstalld(v, ROLLATOR)
    actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta)
    leverera_meddelanden()
    assert len(leveranser(first)) == 1
    assert leveranser(second) == []


def test_the_last_item_goes_to_one_of_two(v: Varld) -> None:
    i_lager(v.rollator, 1)
    first, second = verkstalld(v, ROLLATOR), verkstalld(v, ROLLATOR)
    assert (len(leveranser(first)), len(leveranser(second))) == (1, 0)
    assert (status(first), status(second)) == ("För plockning", "Registrerad")
    assert first.arende.nummer != second.arende.nummer


def test_a_partial_shortage_sends_what_there_is(v: Varld) -> None:
    i_lager(v.rollator, 3)
    order = verkstalld(v, NyRad("10001", 3))
    [leverans] = leveranser(order)
    plockad(v, leverans, {"10001": 2})
    rad = Kundorderrad.objects.get()
    assert (rad.i_leverans, rad.rest) == (2, 1)
    # The books still say one; nobody believes them until they change.
    assert Saldo.objects.get(artikel=v.rollator).disponibelt == 1
    assert len(leveranser(order)) == 1
    assert "meddela_brist" in spar(leverans.pk)
    assert {"besked_brist", "notera_brist"} <= set(spar(order.pk))
    pa_lagret.utleverera(leverans.pk, person=v.lotta)
    pa_lagret.leverera(leverans.pk, person=v.tore, utfall="levererad")
    pa_lagret.kvittera(leverans.pk, person=v.tore, mottagen_av="Skutt", signatur="Skutt")
    leverera_meddelanden()
    rad.refresh_from_db()
    assert (rad.levererat, rad.rest) == (2, 1)
    with clock.moved(timedelta(hours=1)):
        actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta)
        leverera_meddelanden()
        kvitterad(v, leveranser(order)[1])
    assert status(order) == "Slutlevererad"
    assert sum(held.antal for held in Innehav.objects.all()) == 3


def test_nothing_found_ends_the_leverans(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR)
    [leverans] = leveranser(order)
    plockad(v, leverans, {"10001": 0})
    assert Arende.objects.get(pk=leverans.pk).status == "Restnoterad"
    assert spar(leverans.pk)[-1] == "restnoterad"
    assert status(order) == "Registrerad"
    assert Saldo.objects.get(artikel=v.rollator).reserverat == 0


def test_a_shortage_holds_the_whole_samleverans(v: Varld) -> None:
    for one in (v.sang, v.dosa, v.rollator):
        i_lager(one, 1)
    order = verkstalld(v, NyRad("75178"), ROLLATOR, samleverans=True)
    [leverans] = leveranser(order)
    plockad(v, leverans, {"10001": 0})
    assert Arende.objects.get(pk=leverans.pk).status == "Restnoterad"
    assert Individ.objects.get().plats == "lager"
    assert not Kundorderrad.objects.filter(i_leverans__gt=0).exists()
    assert status(order) == "Registrerad"
    # What was found waits for the rest, promised to this order; only the rollator is looked for.
    kept = Kundorderrad.objects.exclude(artikel=v.rollator)
    assert [(rad.reserverat, rad.rest, rad.brist_noterad) for rad in kept] == [(1, 0, None)] * 2
    assert Saldo.objects.get(artikel=v.sang).disponibelt == 0
    with clock.moved(timedelta(hours=1)):
        actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta)
        leverera_meddelanden()
        kvitterad(v, leveranser(order)[1])
    assert status(order) == "Slutlevererad"


def test_nobody_home_makes_a_new_attempt_on_the_next_turbil(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR)
    [leverans] = leveranser(order)
    utlevererad(v, leverans)
    assert str(leverans.planerad) == "2026-12-01"
    with clock.frozen(datetime(2026, 12, 1, 12, 0, tzinfo=UTC)):
        pa_lagret.leverera(leverans.pk, person=v.tore, utfall="ej_hemma", orsak="Ringde på")
        leverans.refresh_from_db()
        assert str(leverans.planerad) == "2026-12-08"
        [task] = engine.open_tasks(leverans.pk)
        assert task.element == "leverera"
        assert task.deadline == datetime(2026, 12, 8, 16, 0, tzinfo=UTC)
    assert "Kundorder 26480001: nytt leveransdatum" in rubriker(v)
    assert "planera_om" in spar(leverans.pk)


def test_what_is_refused_goes_back_to_its_shelf(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v)
    [leverans] = leveranser(order)
    utlevererad(v, leverans)
    pa_lagret.leverera(leverans.pk, person=v.tore, utfall="vagrad", orsak="Får inte plats")
    actions_kundtjanst.avgora(leverans.pk, person=v.kim, beslut="tillbaka")
    pa_lagret.ta_tillbaka(leverans.pk, person=v.lotta)
    leverera_meddelanden()
    bed = Individ.objects.get()
    assert (bed.plats, bed.lager) == ("lager", v.lager)
    assert status(order) == "Makulerad"
    assert not Innehav.objects.exists()
    assert {"besked_vagrad", "notera_vagrad", "order_klar"} <= set(spar(order.pk))
    assert spar(leverans.pk)[-2:] == ["ta_tillbaka", "aterlagd"]
    told = Meddelande.objects.get(rubrik__contains="togs inte emot")
    assert "Får inte plats" in told.text


def test_back_in_the_guide_and_forth_again(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    huvud = Huvud(nummer=PERSONNUMMER, kund_id=v.kund.pk, vardrelation=True)
    actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)
    assert [t.element for t in engine.open_tasks(order.pk)] == ["orderrader"]
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=ROLLATOR)
    assert [t.element for t in engine.open_tasks(order.pk)] == ["orderrader"]


def test_an_untouched_draft_is_taken_away_after_thirty_days(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    with clock.moved(timedelta(days=29)):
        engine.tick()
        assert engine.open_tasks(order.pk)
    with clock.moved(timedelta(days=30, minutes=1)):
        engine.tick()
    assert status(order) == "Raderad"
    assert spar(order.pk)[-3:] == ["utkast_rort", "ta_bort_utkast", "utkast_borttaget"]
    assert rubriker(v) == ["Ett utkast till kundorder är borttaget"]


def test_a_draft_that_was_touched_stays(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    with clock.moved(timedelta(days=20)):
        actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=ROLLATOR)
    with clock.moved(timedelta(days=31)):
        engine.tick()
        assert status(order) == "Registrerad"
        assert [t.element for t in engine.open_tasks(order.pk)] == ["orderhuvud"]


def nobody_fetches_and_nobody_signs(v: Varld) -> None:
    """One that lies at an utlämningsställe for too long, and two whose receipt is late."""
    gor_digital(v.dosa)
    i_lager(v.dosa, 1)
    i_lager(v.rollator, 2)
    fetched = leveranser(verkstalld(v, NyRad("55434"), prioritet="utlamning"))[0]
    utlevererad(v, fetched)
    actions_utlamning.lamna_till_utlamning(fetched.pk, person=v.tore)
    unsigned, late = (leveranser(verkstalld(v, ROLLATOR))[0] for _ in range(2))
    for one in (unsigned, late):
        utlevererad(v, one)
        pa_lagret.leverera(one.pk, person=v.tore, utfall="levererad")
    skutt = {"mottagen_av": "Skutt", "signatur": "Skutt"}
    with clock.moved(timedelta(days=15)):
        engine.tick()
        actions_kundtjanst.avgora(fetched.pk, person=v.kim, beslut="nytt_forsok")
        actions_utlamning.lamna_ut(fetched.pk, person=v.tore, **skutt)
        actions_kundtjanst.folj_upp_kvittens(unsigned.pk, person=v.kim, anteckning="Ringde")
        pa_lagret.kvittera(late.pk, person=v.kim, **skutt)
        leverera_meddelanden()


def shipped_by_the_supplier(v: Varld) -> list[UUID]:
    """One order that the supplier fails first, and one that comes in two parts."""
    artikel("57596", "Rullstol som ingen har", v.smalager)
    failed = direktinkopt(v, NyRad("57596"))
    bekrafta(v, failed, "kommer_inte", orsak="Slut")
    rad = Kundorderrad.objects.get(order=failed.pk)
    again = Inkop(rad.pk, "D-2", clock.today(), direkt=True)
    actions_efter.kop_in(failed.pk, person=v.ivar, svar=[again])
    bekrafta(v, failed)
    both = direktinkopt(v, NyRad("57596"), NyRad("57596"))
    first = Begaran.objects.filter(order=both.pk)[0]
    bekrafta(v, both, svar=[Besked(first.pk, "levererad")])
    bekrafta(v, both)
    return [failed.pk, both.pk]


def lost_on_the_way(v: Varld) -> None:
    """Two samleveranser that something was lost from: one goes without it, one waits."""
    for beslut in ("skicka", "vanta"):
        i_lager(v.rollator, 1)
        i_lager(v.dosa, 1)
        [leverans] = leveranser(verkstalld(v, ROLLATOR, NyRad("55434"), samleverans=True))
        plockad(v, leverans)
        samling.samla(leverans.pk, person=v.lotta, framme=[], borta=True)
        samling.avgor_samleverans(leverans.pk, person=v.kim, beslut=beslut)
        leverera_meddelanden()


def _kundtjanst_och_arbetsorder(v: Varld) -> list[UUID]:
    """One order that kundtjänst is asked about, twice, and one that an arbetsorder holds."""
    chair = artikel("57595", "Rullstol", v.smalager, leveranstid="i17")
    i_lager(chair, 1)
    urgent = verkstalld(v, NyRad("57595"), prioritet="akut")
    actions_akut.stam_av_akut(urgent.pk, person=v.kim, akut=True)
    leverera_meddelanden()
    for _ in range(2):
        actions_makulera.begar_makulering(urgent.pk, person=v.miriam, skal="Fel stol")
        actions_makulera.bedom_makulering(urgent.pk, person=v.kim, makuleras=False, svar="För sent")
    actions_makulera.begar_makulering(urgent.pk, person=v.miriam, skal="Hon har flyttat")
    actions_makulera.bedom_makulering(urgent.pk, person=v.kim, makuleras=True)
    draft = utkast(v, ROLLATOR)
    other = arbetsorder(v, draft, "26480901")
    held = actions.verkstall(draft.pk, person=v.miriam)
    avslutad(held, other)
    leverera_meddelanden()
    return [urgent.pk, held.pk]


def ersatt(v: Varld, order: Kundorder) -> UUID:
    """The order that a felrapport asks for in its stead, as its own message does."""
    now = clock.now()
    report = Arende.objects.create(
        typ="felrapport", nummer="26480902", kund=v.kund, bestallare=v.miriam,
        mottagare=v.patient, skapad=now, verkstalld=now,
    )  # fmt: skip
    asked = uuid4()
    payload = {
        "id": str(asked), "felrapport": str(report.pk), "nummer": report.nummer,
        "mottagare": v.patient.pk, "kund": v.kund.pk, "bestallare": v.miriam.pk,
        "handlaggare": v.lotta.pk, "artikel": "10001", "antal": 1, "kundorder": str(order.pk),
    }  # fmt: skip
    with transaction.atomic():
        engine.send("felrapport_ersattning", str(report.pk), payload, dedupe=str(asked))
    leverera_meddelanden()
    [replaced] = Arende.objects.filter(galler=report)
    assert replaced.nummer
    return replaced.pk


def test_every_element_of_both_diagrams_is_visited_by_these_paths(v: Varld) -> None:
    """One world in which all happens: what no path reaches would be drawn in vain."""
    i_lager(v.rollator, 5)
    seen: set[str] = set()
    straight = verkstalld(v, NyRad("10001", 2))
    [leverans] = leveranser(straight)
    plockad(v, leverans, {"10001": 1})
    pa_lagret.utleverera(leverans.pk, person=v.lotta)
    pa_lagret.leverera(leverans.pk, person=v.tore, utfall="ej_hemma")
    pa_lagret.leverera(leverans.pk, person=v.tore, utfall="levererad")
    pa_lagret.kvittera(leverans.pk, person=v.tore, mottagen_av="Skutt", signatur="Skutt")
    leverera_meddelanden()
    lacking = Kundorderrad.objects.get(order=straight.pk)
    actions_efter.kop_in(straight.pk, person=v.ivar, svar=[Inkop(lacking.pk, "B-1", clock.today())])
    with clock.moved(timedelta(hours=1)):
        actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 6, person=v.lotta)
        leverera_meddelanden()
        kvitterad(v, leveranser(straight)[1])
        i_lager(v.dosa, 1)
        together = verkstalld(v, ROLLATOR, NyRad("55434"), samleverans=True)
        kvitterad(v, leveranser(together)[0])
        packad_upp(v, leveranser(pafyllnad(v, ROLLATOR))[0])
        refused = verkstalld(v, ROLLATOR)
        [back] = leveranser(refused)
        utlevererad(v, back)
        pa_lagret.leverera(back.pk, person=v.tore, utfall="vagrad", orsak="Nej")
        actions_kundtjanst.avgora(back.pk, person=v.kim, beslut="tillbaka")
        pa_lagret.ta_tillbaka(back.pk, person=v.lotta)
        nothing = verkstalld(v, ROLLATOR)
        plockad(v, leveranser(nothing)[0], {"10001": 0})
        cancelled = verkstalld(v, ROLLATOR)
        actions_makulera.makulera(cancelled.pk, person=v.kim)
        leverera_meddelanden()
    nobody_fetches_and_nobody_signs(v)
    shipped = shipped_by_the_supplier(v)
    lost_on_the_way(v)
    old = utkast(v, ROLLATOR)
    with clock.moved(timedelta(days=31)):
        engine.tick()
    asked = _kundtjanst_och_arbetsorder(v)
    i_lager(v.rollator, 1, forradet(v))
    taken = actions.verkstall(utkast_ur_forrad(v, ROLLATOR).pk, person=v.miriam)
    instead = ersatt(v, straight)
    cases = [*shipped, instead, straight.pk, refused.pk, nothing.pk, old.pk, taken.pk, *asked]
    cases += Arende.objects.filter(typ="leverans").values_list("pk", flat=True)
    for case in cases:
        seen |= set(spar(case))
    drawn = {
        element
        for case in (straight.pk, leverans.pk)
        for element in engine.names(Process.objects.get(case_id=case))
    }
    assert drawn - seen == set()


def test_what_the_lager_says_is_overtaken_by_the_receipt(v: Varld) -> None:
    """Messages of one lager are on their way at once, and the last may come first."""
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR)
    (leverans,) = leveranser(order)
    pa_lagret.plocka(leverans.pk, person=v.lotta, plockat=allt_plockat(leverans))
    pa_lagret.utleverera(leverans.pk, person=v.lotta)
    pa_lagret.leverera(leverans.pk, person=v.tore, utfall="levererad")
    pa_lagret.kvittera(leverans.pk, person=v.tore, mottagen_av="Skutt", signatur="Skutt")
    assert delivery.deliver(Message.objects.get(name="leverans_kvitterad").pk)
    leverera_meddelanden()
    assert status(order) == "Slutlevererad"
    assert not Message.objects.exclude(status=Message.Status.DELIVERED).exists()
