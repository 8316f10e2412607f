"""Direktinköp: the supplier ships to the mottagare, inköp confirms, no lager is asked (L1696)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from cases.gemensamt import arendekallor
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions_direktinkop, actions_efter, actions_inkop, actions_makulera
from cases.kundorder.actions_direktinkop import Besked
from cases.kundorder.actions_efter import Inkop
from cases.kundorder.models import Begaran, Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.meddelanden.models import Meddelande
from cases.mottagare.models import Atkomst
from tests.kundorder.test_sidor import inloggad, till
from tests.kundorder.varld import (
    Varld,
    i_lager,
    leveranser,
    leverera_meddelanden,
    pafyllnad,
    plockad,
    spar,
    status,
    verkstalld,
)
from workflows import clock, engine
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Incident

IDAG, VANTAS = date(2026, 11, 25), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


def direktinkopt(v: Varld, *rader: NyRad, **val: Any) -> Kundorder:
    """All that lacks is ordered to be shipped straight to the mottagare."""
    order = verkstalld(v, *rader, **val)
    told = [
        Inkop(rad.pk, f"D-{rad.nr}", VANTAS, direkt=rad.huvudrad_id is None)
        for rad in Kundorderrad.objects.filter(order=order)
        if rad.rest
    ]
    actions_efter.kop_in(order.pk, person=v.ivar, svar=told)
    leverera_meddelanden()
    return order


def bekrafta(v: Varld, order: Kundorder, utfall: str = "levererad", **given: Any) -> None:
    individer = given.pop("individer", {})
    svar = [Besked(one.pk, utfall, individer) for one in order.begaranden.filter(direkt=True)]
    said = {"dag": clock.today(), "mottagen_av": "Storasyster Skutt", "orsak": "", **given}
    actions_direktinkop.bekrafta_direktinkop(
        order.pk, person=said.pop("person", v.ivar), svar=said.pop("svar", svar), **said
    )
    leverera_meddelanden()


def uppgifter(order: Kundorder) -> list[str]:
    return [task.element for task in engine.open_tasks(order.pk)]


def nekas(v: Varld, order: Kundorder, **given: Any) -> list[str]:
    before = laget()
    with pytest.raises(Refused) as no:
        bekrafta(v, order, **given)
    assert laget() == before
    return [hinder.kod for hinder in no.value.hinder]


def laget() -> list[object]:
    return [
        *Kundorderrad.objects.order_by("pk").values_list("i_leverans", "levererat", "makulerat"),
        *Begaran.objects.order_by("pk").values_list("lage", flat=True),
        (Innehav.objects.count(), Individ.objects.count(), Rorelse.objects.count()),
        Meddelande.objects.count(),
    ]


def test_a_bed_with_its_box_comes_straight_from_the_supplier(v: Varld) -> None:
    i_lager(v.dosa, 1)
    order = direktinkopt(v)
    bed, box = Kundorderrad.objects.order_by("nr")
    # Nothing of it is rest, and the lager keeps its box for somebody else.
    assert [(rad.rest, rad.i_leverans, rad.reserverat) for rad in (bed, box)] == [(0, 1, 0)] * 2
    assert (bed.planerad, box.planerad, box.bestallningsnummer) == (VANTAS, VANTAS, "D-1")
    assert Saldo.objects.get(artikel=v.dosa).disponibelt == 1
    assert (leveranser(order), uppgifter(order)) == ([], ["bekrafta_direktinkop"])
    assert status(order) == "För plockning"
    told = Meddelande.objects.filter(till=v.miriam).latest("pk").text
    assert "skickas direkt från leverantören" in told
    with clock.moved(timedelta(days=6)):
        bekrafta(v, order, individer={bed.pk: ["7700001"]})
        made = Innehav.objects.get(artikel=v.sang)
        assert (made.levererad, made.hyra_fran, made.arende) == (VANTAS, VANTAS, order.pk)
        assert [part.artikel for part in made.komponenter.all()] == [v.dosa]
        assert Individ.objects.get(nummer="7700001").mottagare == v.patient
        assert status(order) == "Slutlevererad"
    begaran = Begaran.objects.get()
    assert (begaran.lage, begaran.mottagen_av) == ("levererad", "Storasyster Skutt")
    assert Saldo.objects.get(artikel=v.dosa).antal == 1
    told = Meddelande.objects.filter(till=v.miriam).latest("pk").text
    assert "75178 Säng SB755 är levererat direkt från leverantören 2026-12-01" in told
    for element in ("direkt_till_mottagaren", "notera_direktinkop", "vantar_pa_leverantoren"):
        assert element in spar(order.pk)
    steps = [one.status for one in arendekallor.steg(bed.pk)]
    assert steps == ["Registrerad", "Beställd hos leverantören", "Levererad"]


def test_what_will_not_come_is_rest_and_bought_anew(v: Varld) -> None:
    order = direktinkopt(v, NyRad("10001", 2), NyRad("10001"))
    first, second = Begaran.objects.order_by("rader__rad__nr")
    told = {"dag": IDAG, "mottagen_av": "Skutt", "orsak": "Slut hos tillverkaren"}
    # One has come, the other is still waited for: the task stays.
    bekrafta(v, order, svar=[Besked(first.pk, "levererad"), Besked(second.pk, "vantar")], **told)
    assert uppgifter(order) == ["bekrafta_direktinkop"]
    assert [held.antal for held in Innehav.objects.all()] == [2]
    bekrafta(v, order, svar=[Besked(second.pk, "kommer_inte")], **told)
    rad = Kundorderrad.objects.get(nr=2)
    assert (rad.rest, rad.bestallningsnummer, uppgifter(order)) == (1, "", ["kop_in"])
    assert (
        "Slut hos tillverkaren"
        in Meddelande.objects.filter(rubrik__endswith="direktleverans").latest("pk").text
    )
    again = Inkop(rad.pk, "D-9", VANTAS, direkt=True)
    actions_efter.kop_in(order.pk, person=v.ivar, svar=[again])
    bekrafta(v, order, svar=[Besked(Begaran.objects.get(lage="bestalld").pk, "levererad")], **told)
    assert status(order) == "Slutlevererad"


def test_of_rows_that_come_on_different_days_only_those_that_came_are_let_go(v: Varld) -> None:
    i_lager(v.dosa, 2)
    i_lager(v.rollator, 1)
    order = direktinkopt(v, NyRad("75178"), NyRad("75178"), NyRad("10001", 2))
    # What the lager had set aside for the three is let go of at once: each saldo once.
    let_go = Rorelse.objects.filter(slag=Rorelse.Slag.SLAPPT, arende=order.pk)
    assert sorted(one.reserverat for one in let_go) == [-1, -1, -1]
    for artikel, left in ((v.dosa, 2), (v.rollator, 1)):
        assert Saldo.objects.get(artikel=artikel).disponibelt == left
    asked = sorted(Begaran.objects.all(), key=lambda one: one.rader.earliest("rad__nr").rad.nr)
    first, second, walker = asked
    bed = first.rader.get(rad__artikel=v.sang).rad
    bekrafta(v, order, svar=[Besked(first.pk, "levererad", {bed.pk: ["7700001"]})])
    rows = Kundorderrad.objects.filter(order=order)
    on_way = {row.pk: (row.i_leverans, row.levererat) for row in rows}
    assert {on_way[part.rad_id] for part in first.rader.all()} == {(0, 1)}
    assert {on_way[part.rad_id] for part in second.rader.all()} == {(1, 0)}
    assert {on_way[part.rad_id] for part in walker.rader.all()} == {(2, 0)}
    assert (status(order), uppgifter(order)) != ("Slutlevererad", [])
    with clock.moved(timedelta(days=2)):
        later = second.rader.get(rad__artikel=v.sang).rad
        both = [
            Besked(second.pk, "levererad", {later.pk: ["7700002"]}),
            Besked(walker.pk, "levererad"),
        ]
        bekrafta(v, order, svar=both)
    days = Innehav.objects.filter(komponent_till=None).order_by("pk").values_list("levererad")
    assert [day for (day,) in days] == [IDAG, IDAG + timedelta(days=2), IDAG + timedelta(days=2)]
    assert status(order) == "Slutlevererad"


def test_a_second_one_joins_the_task_that_is_open(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v, NyRad("10001"), NyRad("75178"))
    rollator = Kundorderrad.objects.get(artikel=v.rollator)
    told = Inkop(rollator.pk, "D-1", VANTAS, direkt=True)
    actions_efter.kop_in(order.pk, person=v.ivar, svar=[told])
    [leverans] = leveranser(order)
    plockad(v, leverans, {"75178": 0, "55434": 0})
    bed = Kundorderrad.objects.get(artikel=v.sang)
    told = Inkop(bed.pk, "D-2", VANTAS, direkt=True)
    actions_efter.kop_in(order.pk, person=v.ivar, svar=[told])
    assert uppgifter(order) == ["bekrafta_direktinkop"]
    assert set(Begaran.objects.filter(direkt=True).values_list("lage", flat=True)) == {"bestalld"}
    bekrafta(v, order, individer={bed.pk: ["7700001"]})
    assert status(order) == "Slutlevererad"


def test_a_new_day_is_told(v: Varld) -> None:
    order = direktinkopt(v, NyRad("10001"))
    rad = Kundorderrad.objects.get()
    later = date(2026, 12, 9)
    actions_inkop.andra_vantas(order.pk, person=v.ivar, vantas={rad.pk: later}, orsak="Försenat")
    rad.refresh_from_db()
    assert (rad.planerad, Begaran.objects.get().planerad) == (later, later)
    assert "till 2026-12-09. Orsak: Försenat" in Meddelande.objects.latest("pk").text


def test_a_cancelled_order_is_called_off_at_the_supplier(v: Varld) -> None:
    order = direktinkopt(v, NyRad("10001"))
    with pytest.raises(Refused):
        actions_makulera.makulera(order.pk, person=v.miriam)
    actions_makulera.makulera(order.pk, person=v.kim)
    leverera_meddelanden()
    assert (status(order), Begaran.objects.get().lage) == ("Makulerad", "makulerad")
    assert uppgifter(order) == []
    told = Meddelande.objects.filter(till=v.ivar).latest("pk")
    assert "Stoppa beställningen hos leverantören: D-1" in told.text
    with pytest.raises(NotYourTurn):
        bekrafta(v, order)


def test_what_can_not_be_shipped_by_a_supplier_is_refused(v: Varld) -> None:
    i_lager(v.sang, 2)
    cases = [
        (verkstalld(v, NyRad("10001"), NyRad("55434"), samleverans=True), "10001"),
        (pafyllnad(v, NyRad("10001")), "10001"),
        (verkstalld(v), "55434"),
        (verkstalld(v, NyRad("75178", 2)), "75178"),
    ]
    codes = []
    for order, number in cases:
        rows = order.rader.filter(borttagen=None)
        told = [Inkop(r.pk, "D-1", VANTAS, r.artikel.nummer == number) for r in rows if r.rest]
        before = laget()
        with pytest.raises(Refused) as no:
            actions_efter.kop_in(order.pk, person=v.ivar, svar=told)
        assert laget() == before
        codes.append([hinder.kod for hinder in no.value.hinder])
    assert codes == [["direkt_gar_inte"]] * 2 + [["direkt_inte_helt"]] * 2
    # One who has become protected has no address to tell a supplier.
    order = verkstalld(v, NyRad("10001"))
    v.patient.skydd = "sekretess"
    v.patient.save()
    rad = Kundorderrad.objects.get(order=order)
    told = [Inkop(rad.pk, "D-1", VANTAS, direkt=True)]
    with pytest.raises(Refused, match="skyddade personuppgifter"):
        actions_efter.kop_in(order.pk, person=v.ivar, svar=told)


def test_a_confirmation_that_can_not_be_is_refused(v: Varld) -> None:
    order = direktinkopt(v, NyRad("75178"))
    bed = Kundorderrad.objects.get(artikel=v.sang)
    good = {"individer": {bed.pk: ["7700001"]}}
    Individ.objects.create(nummer="77", artikel=v.sang, plats="skrotad", agare="omrade_hjalpmedel")
    assert nekas(v, order, utfall="vantar") == ["utfall_saknas"]
    assert nekas(v, order) == ["individer_antal"]
    assert nekas(v, order, individer={bed.pk: ["77"]}) == ["individ_finns"]
    assert nekas(v, order, mottagen_av=" ", **good) == ["mottagen_av_saknas"]
    for day in (None, IDAG - timedelta(days=1), IDAG + timedelta(days=1)):
        assert nekas(v, order, dag=day, **good) == ["dag_fel"]
    assert nekas(v, order, utfall="kommer_inte") == ["orsak_saknas"]
    with pytest.raises(Forbidden):
        bekrafta(v, order, person=v.lotta)


def test_over_the_pages(v: Varld) -> None:
    order = verkstalld(v)
    ivar, miriam = inloggad(v.ivar), inloggad(v.miriam)
    kop = reverse("kundorder:kop_in", args=[order.pk])
    assert "Direktinköp" in ivar.get(kop).content.decode()
    wrong = ivar.post(kop, {"nummer-1": "D 1/26", "vantas-1": "", "direkt-1": "ja"})
    assert (wrong.status_code, "checked" in wrong.content.decode()) == (422, True)
    given = {"nummer-1": "D 1/26", "vantas-1": "2026-12-01", "direkt-1": "ja"}
    till(ivar, "kundorder:kop_in", order, **given)
    leverera_meddelanden()
    [begaran] = order.begaranden.all()
    detail = miriam.get(reverse("kundorder:detalj", args=[order.pk])).content.decode()
    paper = reverse("kundorder:direktinkopsorder", args=[order.pk, begaran.pk])
    assert paper in detail
    assert "1 hos leverantören" in detail
    printed = miriam.get(paper).content.decode()
    for words in ("D 1/26", "75178", "Morotslandet 3", order.arende.nummer):
        assert words in printed
    assert v.patient.identitet not in printed
    assert Atkomst.objects.filter(anvandare=v.miriam, vad=Atkomst.Vad.SKREV_UT).exists()
    there = reverse("kundorder:bekrafta_direktinkop", args=[order.pk])
    assert "Väntar fortfarande" in ivar.get(there).content.decode()
    said = {f"utfall-{begaran.pk}": "levererad", "dag": "2026-11-25", "mottagen_av": "S Skutt"}
    lacks = ivar.post(there, {**said, "individer-1": "x1"})
    assert (lacks.status_code, "x1" in lacks.content.decode()) == (422, True)
    till(ivar, "kundorder:bekrafta_direktinkop", order, **said, **{"individer-1": "7700001"})
    assert status(order) == "Slutlevererad"
    assert miriam.get(paper).status_code == 404
