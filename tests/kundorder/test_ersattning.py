"""Ersättningsartiklar (EA-1 … EA-3): the manual's wheelchair, and what DMN 1 says otherwise."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cases.artiklar.models import Artikel, Ersattning, Standardkomponent, Tillbehor
from cases.kundorder import actions_ersattning, actions_komponenter, actions_rader, ersattning
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from tests.kundorder.test_lagg_till import paborjad
from tests.kundorder.varld import Varld, artikel, i_lager
from workflows import clock
from workflows.errors import NotYourTurn, Refused


@pytest.fixture(autouse=True)
def _onsdag():  # type: ignore[no-untyped-def]
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def cross5(v: Varld) -> Artikel:
    return artikel("57595", "Rullstol Cross 5", v.lager, individmarkt=True, pris=228)


@pytest.fixture
def cross6(v: Varld, cross5: Artikel) -> Artikel:
    newer = artikel("76821", "Rullstol Cross 6", v.lager, individmarkt=True, pris=278)
    Ersattning.objects.create(artikel=cross5, ersattning=newer, forvald=True)
    return newer


@pytest.fixture
def order(v: Varld) -> Kundorder:
    return paborjad(v)


def lagg(v: Varld, order: Kundorder, nummer: str = "57595") -> Kundorderrad:
    rad = actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad(nummer))
    return Kundorderrad.objects.select_related("artikel").get(pk=rad.pk)


def test_the_manuals_wheelchair(
    v: Varld, order: Kundorder, cross5: Artikel, cross6: Artikel
) -> None:
    i_lager(cross5, 1)
    i_lager(cross6, 1)
    offer = ersattning.forslag(order, lagg(v, order))
    assert offer is not None
    seen = [
        (one.artikel.nummer, one.apris, one.skillnad, one.vald, one.sparrad) for one in offer.val
    ]
    assert seen == [
        ("57595", Decimal(228), Decimal(0), False, False),
        ("76821", Decimal(278), Decimal(50), True, False),
    ]
    assert offer.val[0].planerad == offer.val[1].planerad


def test_verkstall_carries_the_choice_to_the_row(
    v: Varld, order: Kundorder, cross5: Artikel, cross6: Artikel
) -> None:
    rad = lagg(v, order)
    actions_ersattning.ersatt(order.pk, person=v.miriam, val={rad.pk: "76821"})
    rad.refresh_from_db()
    assert (rad.artikel, rad.original_artikel) == (cross6, cross5)
    again = ersattning.forslag(order, rad)
    assert again is not None
    assert [one.vald for one in again.val] == [False, True]
    actions_ersattning.ersatt(order.pk, person=v.miriam, val={rad.pk: "57595"})
    rad.refresh_from_db()
    assert (rad.artikel, rad.original_artikel) == (cross5, None)


def test_what_comes_with_it_follows_the_article(
    v: Varld, order: Kundorder, cross5: Artikel, cross6: Artikel
) -> None:
    old, new = (
        artikel(number, f"Sits {number}", v.lager, typ="tillbehor") for number in ("28001", "28002")
    )
    Standardkomponent.objects.create(huvudartikel=cross5, komponent=old)
    Standardkomponent.objects.create(huvudartikel=cross6, komponent=new)
    rad = lagg(v, order)
    actions_ersattning.ersatt(order.pk, person=v.miriam, val={rad.pk: "76821"})
    assert [part.artikel for part in rad.komponenter.all()] == [new]


def test_an_expired_original_is_barred(
    v: Varld, order: Kundorder, cross5: Artikel, cross6: Artikel
) -> None:
    cross5.utgatt = date(2026, 1, 1)
    cross5.save()
    rad = lagg(v, order)
    offer = ersattning.forslag(order, rad)
    assert offer is not None
    assert [(one.vald, one.sparrad) for one in offer.val] == [(False, True), (True, False)]
    with pytest.raises(Refused) as no:
        actions_ersattning.ersatt(order.pk, person=v.miriam, val={rad.pk: "57595"})
    assert [hinder.kod for hinder in no.value.hinder] == ["ersattning_gar_inte"]
    rad.refresh_from_db()
    assert rad.original_artikel is None


@pytest.mark.parametrize("why", ["kommer senare", "annan artikeltyp", "utgången", "ingen"])
def test_nothing_is_offered(v: Varld, order: Kundorder, cross5: Artikel, why: str) -> None:
    i_lager(cross5, 1)
    if why != "ingen":
        other = artikel("76821", "Rullstol Cross 6", v.lager, individmarkt=True)
        Ersattning.objects.create(artikel=cross5, ersattning=other)
        if why != "kommer senare":
            i_lager(other, 1)
        if why == "annan artikeltyp":
            other.typ = Artikel.Typ.TILLBEHOR
        if why == "utgången":
            other.utgatt = date(2026, 1, 1)
        other.save()
    assert ersattning.forslag(order, lagg(v, order)) is None


def test_an_expired_article_without_a_replacement_is_refused(
    v: Varld, order: Kundorder, cross5: Artikel
) -> None:
    cross5.utgatt = date(2026, 1, 1)
    cross5.save()
    with pytest.raises(Refused) as no:
        lagg(v, order)
    assert [hinder.kod for hinder in no.value.hinder] == ["artikel_utgangen"]
    assert not order.rader.exists()


def test_accessories_that_would_be_left_over_stop_the_change(
    v: Varld, order: Kundorder, cross5: Artikel, cross6: Artikel
) -> None:
    bord = artikel("28878", "Bord", v.lager, typ="tillbehor")
    Tillbehor.objects.create(huvudartikel=cross5, tillbehor=bord)
    rad = lagg(v, order)
    actions_komponenter.bestall_tillbehor(order.pk, rad.pk, person=v.miriam, artiklar=["28878"])
    with pytest.raises(Refused) as no:
        actions_ersattning.ersatt(order.pk, person=v.miriam, val={rad.pk: "76821"})
    assert "28878 passar inte till 76821" in no.value.hinder[0].mening
    rad.refresh_from_db()
    assert rad.artikel == cross5
    Tillbehor.objects.create(huvudartikel=cross6, tillbehor=bord)
    actions_ersattning.ersatt(order.pk, person=v.miriam, val={rad.pk: "76821"})
    rad.refresh_from_db()
    assert [part.artikel for part in rad.komponenter.all()] == [bord]


def test_a_row_without_an_offer_cannot_change_its_article(v: Varld, order: Kundorder) -> None:
    rad = lagg(v, order, "10001")
    with pytest.raises(NotYourTurn):
        actions_ersattning.ersatt(order.pk, person=v.miriam, val={rad.pk: "75178"})
    rad.refresh_from_db()
    assert rad.artikel == v.rollator


def test_what_is_on_ones_own_shelf_is_not_replaced(
    v: Varld, order: Kundorder, cross5: Artikel, cross6: Artikel
) -> None:
    rad = lagg(v, order)
    order.typ = Kundorder.Typ.UTTAG
    assert ersattning.forslag(order, rad) is None
