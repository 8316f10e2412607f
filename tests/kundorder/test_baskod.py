"""Byte baskod/betalare: who may (DMN 11), what it changes, and who pays (DMN 10)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from cases.gemensamt import baskod as byte_
from cases.kundorder import actions, actions_baskod, begaranden, betalning
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.mottagare.models import Atkomst, Baskodsperiod
from cases.organisation.models import Baskod, Betalare, Kund
from tests.kundorder.test_sidor import inloggad, till
from tests.kundorder.varld import Varld, artikel, utkast
from workflows import clock, engine
from workflows.errors import Forbidden, Refused


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def kommunens(v: Varld) -> Baskod:
    """Skövde pays."""
    payer = Betalare.objects.create(nummer="1912", namn="Skövde Kommun")
    return Baskod.objects.create(kod="1496k", namn="Skövde K", sida="kommun", betalare=payer)


def enhetens(v: Varld, organisation: str) -> None:
    Kund.objects.filter(pk=v.kund.pk).update(organisation=organisation)
    v.kund.organisation = organisation


@pytest.mark.parametrize(
    ("organisation", "ange", "ta_bort"),
    [
        ("kommun", True, False),
        ("habilitering", True, False),
        ("region", False, True),
        ("privat", False, True),
    ],
)
@pytest.mark.parametrize("undantag", [False, True])
def test_who_may_is_the_tables_to_say(
    v: Varld, organisation: str, *, ange: bool, ta_bort: bool, undantag: bool
) -> None:
    enhetens(v, organisation)
    v.miriam.far_andra_baskod = undantag
    may = byte_.ratt(v.miriam, v.kund)
    assert (may.ange, may.ta_bort) == ((True, True) if undantag else (ange, ta_bort))
    v.miriam.roller = ["loggranskare"]
    assert byte_.ratt(v.miriam, v.kund) == byte_.Ratt()


def test_from_hjalpmedel_and_back(v: Varld, kommunens: Baskod) -> None:
    enhetens(v, "kommun")
    utkast(v, NyRad("10001"))
    miriam = inloggad(v.miriam)
    here = reverse("hjalpmedel:byt_baskod", args=[v.patient.pk]) + "?kund=410000"
    shown = miriam.get(here).content.decode()
    assert "1446 Karlsborg" in shown
    assert "Ta bort avvikande baskod" not in shown
    nothing = miriam.post(here, {})
    assert nothing.status_code == 422
    answer = miriam.post(here, {"avvikande_baskod": kommunens.pk})
    assert answer.status_code == 302
    v.patient.refresh_from_db()
    assert v.patient.gallande_baskod == kommunens
    # Her draft has the new payer at once, and whoever has it open finds out.
    rad = Kundorderrad.objects.get()
    assert (rad.betalare, rad.baskod) == (kommunens.betalare, kommunens)
    assert Kundorder.objects.get().senaste_andring == "baskoden byttes"
    assert Baskodsperiod.objects.get(till=None).baskod == kommunens
    assert Atkomst.objects.filter(objekt="Byte av baskod", vad="andrade").count() == 1
    # The one of the Region takes it away again.
    enhetens(v, "region")
    shown = miriam.get(here).content.decode()
    assert "1496k Skövde K" in shown
    assert miriam.post(here, {"ta_bort": "ja"}).status_code == 302
    v.patient.refresh_from_db()
    assert v.patient.avvikande_baskod is None


def test_who_may_not_is_told_so_and_nothing_changes(v: Varld, kommunens: Baskod) -> None:
    enhetens(v, "region")
    order = utkast(v, NyRad("10001"))
    miriam = inloggad(v.miriam)
    for address in (
        reverse("hjalpmedel:byt_baskod", args=[v.patient.pk]) + "?kund=410000",
        reverse("kundorder:byt_baskod", args=[order.pk]),
    ):
        assert byte_.EJ_BEHORIG in miriam.get(address).content.decode()
        refused = miriam.post(address, {"avvikande_baskod": kommunens.pk})
        assert refused.status_code == 403
        assert byte_.EJ_BEHORIG in refused.content.decode()
    with pytest.raises(Forbidden):
        actions_baskod.byt_baskod(order.pk, person=v.miriam, baskod=kommunens)
    v.patient.refresh_from_db()
    assert v.patient.avvikande_baskod is None
    assert not Atkomst.objects.filter(objekt="Byte av baskod", vad="andrade").exists()


def test_the_drafts_rows_follow(v: Varld, kommunens: Baskod) -> None:
    enhetens(v, "kommun")
    order = utkast(v, NyRad("10001"))
    assert Kundorderrad.objects.get().betalare.namn == "Regionen"
    miriam = inloggad(v.miriam)
    rows = miriam.get(reverse("kundorder:orderrader", args=[order.pk])).content.decode()
    assert reverse("kundorder:byt_baskod", args=[order.pk]) in rows
    till(miriam, "kundorder:byt_baskod", order, avvikande_baskod=kommunens.pk)
    rad = Kundorderrad.objects.get()
    assert (rad.betalare, rad.baskod) == (kommunens.betalare, kommunens)
    with pytest.raises(Refused) as no:
        actions_baskod.byt_baskod(order.pk, person=v.miriam, baskod=kommunens)
    assert [h.kod for h in no.value.hinder] == ["baskod_samma"]


def test_a_change_elsewhere_reaches_the_order_at_verkstall(v: Varld, kommunens: Baskod) -> None:
    order = utkast(v, NyRad("10001"))
    v.patient.avvikande_baskod = kommunens
    v.patient.save()
    actions.verkstall(order.pk, person=v.miriam)
    assert Kundorderrad.objects.get().betalare == kommunens.betalare


@pytest.mark.parametrize(
    ("fodd", "ansvar", "betalar"),
    [
        # The Region pays for those under 18, and for some articles always (DMN 10 rows 3 and 4).
        (date(2010, 1, 1), "", "Regionen"),
        (date(1980, 1, 1), "region alltid", "Regionen"),
        (date(1980, 1, 1), "KH Kommun eller primärvård hyra", "Skövde Kommun"),
        (date(1980, 1, 1), "", "Skövde Kommun"),
        # She turns 18 today.
        (date(2008, 11, 25), "", "Skövde Kommun"),
        (date(2008, 11, 26), "", "Regionen"),
    ],
)
def test_who_pays_for_a_row(
    v: Varld, kommunens: Baskod, fodd: date, ansvar: str, betalar: str
) -> None:
    region = Betalare.objects.get(namn="Regionen")
    Baskod.objects.create(kod="1496", namn="Skövde", sida="region", betalare=region)
    v.patient.baskod, v.patient.fodd = kommunens, fodd
    v.patient.save()
    v.rollator.artikelansvar = ansvar
    v.rollator.save()
    utkast(v, NyRad("10001"))
    assert Kundorderrad.objects.get().betalare.namn == betalar


def test_the_region_is_the_settings_where_the_kommun_has_none(
    v: Varld, kommunens: Baskod, settings: Any
) -> None:
    v.patient.baskod, v.patient.fodd = kommunens, date(2010, 1, 1)
    v.patient.save()
    order = utkast(v, NyRad("10001"))
    assert Kundorderrad.objects.get(order=order).baskod == kommunens
    settings.REGIONENS_BASKOD = "1446"
    actions.verkstall(order.pk, person=v.miriam)
    assert Kundorderrad.objects.get(order=order).betalare.namn == "Regionen"


def test_the_table_is_asked_once_for_each_artikelansvar(
    v: Varld, kommunens: Baskod, monkeypatch: pytest.MonkeyPatch
) -> None:
    v.patient.baskod = kommunens
    v.patient.save()
    Baskod.objects.create(
        kod="1496", namn="Skövde", sida="region", betalare=Betalare.objects.get(namn="Regionen")
    )
    v.sang.artikelansvar = "region alltid"
    v.sang.save()
    artikel("10002", "Rollator, stor", v.smalager)
    order = utkast(v, NyRad("75178"), NyRad("10001"), NyRad("10002"))
    asked: list[str] = []
    decide = engine.decide

    def counted(process: str, table: str, *args: Any, **more: Any) -> Any:
        asked.append(table)
        return decide(process, table, *args, **more)

    monkeypatch.setattr(engine, "decide", counted)
    rows = list(begaranden.orders_rader(order.pk))
    betalning.rakna_om(Kundorder.objects.get(pk=order.pk), rows)
    assert asked.count("betalare") == 2
    # The standard component is paid as its bed is.
    assert [rad.baskod.kod for rad in rows if rad.baskod] == ["1496", "1496", "1496k", "1496k"]
