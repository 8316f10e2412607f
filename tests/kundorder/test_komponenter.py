"""Components: what comes with an aid, what is added, and what all of it costs (KH-1 … KH-5)."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from cases.artiklar.models import Artikel, Standardkomponent, Tillbehor
from cases.hjalpmedel.models import Innehav
from cases.kundorder import actions, actions_komponenter, actions_rader, rules, visning
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad, Radandring
from tests.kundorder.test_lagg_till import paborjad
from tests.kundorder.varld import (
    HEM,
    Varld,
    artikel,
    i_lager,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    verkstalld,
)
from workflows.errors import NotYourTurn, Refused


@dataclass(frozen=True)
class Sang:
    """The manual's bed 75178, with what belongs to it."""

    order: Kundorder
    rad: Kundorderrad
    lyftbage: Artikel
    grind: Artikel


@pytest.fixture
def sang(v: Varld) -> Sang:
    gavel = artikel("55433", "Sänggavel Susanne", v.lager, typ="tillbehor", pris=55)
    Standardkomponent.objects.create(huvudartikel=v.sang, komponent=gavel)
    lyftbage = artikel("55871", "Lyftbåge kpl std", v.lager, typ="tillbehor", pris=10)
    grind = artikel("75175", "Sänggrind Line std", v.lager, typ="tillbehor", pris=79)
    for part in (lyftbage, grind):
        Tillbehor.objects.create(huvudartikel=v.sang, tillbehor=part)
    order = paborjad(v)
    rad = actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("75178"))
    return Sang(order, rad, lyftbage, grind)


def totalt(order: Kundorder) -> Decimal:
    return Decimal(visning.rader_med_summa(order)["totalt"])


def komponenter(rad: Kundorderrad) -> dict[str, int]:
    return dict(rad.komponenter.values_list("artikel__nummer", "antal"))


def test_the_manuals_bed_costs_491(v: Varld, sang: Sang) -> None:
    assert komponenter(sang.rad) == {"55434": 1, "55433": 1}
    assert totalt(sang.order) == Decimal(402)
    actions_komponenter.bestall_tillbehor(
        sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=["55871", "75175"]
    )
    assert komponenter(sang.rad) == {"55434": 1, "55433": 1, "55871": 1, "75175": 1}
    assert totalt(sang.order) == Decimal("491.00")
    [main] = [vy for vy in visning.rader_med_summa(sang.order)["rader"] if not vy.rad.huvudrad_id]
    assert (main.komponenter, main.summa) == (4, Decimal("491.00"))


def test_a_standard_component_may_go_at_no_lower_price(v: Varld, sang: Sang) -> None:
    dosa = sang.rad.komponenter.get(artikel=v.dosa)
    actions_rader.andra_rader(
        sang.order.pk, person=v.miriam, svar=[Radandring(dosa.pk, 1, ta_bort=True)]
    )
    assert komponenter(sang.rad) == {"55433": 1}
    assert totalt(sang.order) == Decimal(402)


def test_more_of_a_standard_component_than_comes_with_the_aid_is_refused(
    v: Varld, sang: Sang
) -> None:
    dosa = sang.rad.komponenter.get(artikel=v.dosa)
    with pytest.raises(Refused) as no:
        actions_rader.andra_rader(sang.order.pk, person=v.miriam, svar=[Radandring(dosa.pk, 2)])
    assert [hinder.kod for hinder in no.value.hinder] == ["standard_for_manga"]
    assert komponenter(sang.rad) == {"55434": 1, "55433": 1}


def test_two_beds_have_two_of_each(v: Varld, sang: Sang) -> None:
    actions_rader.andra_rader(sang.order.pk, person=v.miriam, svar=[Radandring(sang.rad.pk, 2)])
    actions_komponenter.bestall_tillbehor(
        sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=["55871"]
    )
    assert komponenter(sang.rad) == {"55434": 2, "55433": 2, "55871": 2}
    assert totalt(sang.order) == Decimal(2 * 412)


def test_an_accessory_that_is_ticked_again_becomes_one_more(v: Varld, sang: Sang) -> None:
    for _ in range(2):
        actions_komponenter.bestall_tillbehor(
            sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=["55871"]
        )
    assert komponenter(sang.rad)["55871"] == 2


def test_more_accessories_than_the_order_has_room_for_are_refused(v: Varld, sang: Sang) -> None:
    fler = rules.MANGA_RADER - 1 - sang.order.rader.count()
    Kundorderrad.objects.bulk_create(
        Kundorderrad(
            order=sang.order, nr=100 + nr, artikel=v.rollator, lager=v.lager,
            debiteringsform="hyra", betalare=sang.rad.betalare,
        )
        for nr in range(fler)
    )  # fmt: skip
    with pytest.raises(Refused) as no:
        actions_komponenter.bestall_tillbehor(
            sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=["55871", "75175"]
        )
    assert [hinder.kod for hinder in no.value.hinder] == ["for_manga_rader"]
    assert komponenter(sang.rad) == {"55434": 1, "55433": 1}
    # The last row has room, and what has a row already needs no other.
    for _ in range(2):
        actions_komponenter.bestall_tillbehor(
            sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=["55871"]
        )
    assert komponenter(sang.rad) == {"55434": 1, "55433": 1, "55871": 2}
    assert sang.order.rader.count() == rules.MANGA_RADER


def test_an_aid_needs_room_for_its_standard_components_too(v: Varld, sang: Sang) -> None:
    fler = rules.MANGA_RADER - 2 - sang.order.rader.count()
    Kundorderrad.objects.bulk_create(
        Kundorderrad(
            order=sang.order, nr=100 + nr, artikel=v.rollator, lager=v.lager,
            debiteringsform="hyra", betalare=sang.rad.betalare,
        )
        for nr in range(fler)
    )  # fmt: skip
    with pytest.raises(Refused) as no:
        actions_rader.lagg_till_rad(sang.order.pk, person=v.miriam, svar=NyRad("75178"))
    assert [hinder.kod for hinder in no.value.hinder] == ["for_manga_rader"]


def test_the_aids_own_tick_is_another_aid(v: Varld, sang: Sang) -> None:
    actions_komponenter.bestall_tillbehor(
        sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=["75178", "55871"]
    )
    mains = Kundorderrad.objects.filter(order=sang.order, huvudrad__isnull=True)
    assert [rad.artikel.nummer for rad in mains] == ["75178", "75178"]
    assert komponenter(mains[1]) == {"55434": 1, "55433": 1}


@pytest.mark.parametrize(
    ("artiklar", "kod"),
    [([], "inget_valt"), (["10001"], "tillbehor_passar_inte"), (["99"], "tillbehor_passar_inte")],
)
def test_what_the_aid_does_not_take_is_refused(
    v: Varld, sang: Sang, artiklar: list[str], kod: str
) -> None:
    with pytest.raises(Refused) as no:
        actions_komponenter.bestall_tillbehor(
            sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=artiklar
        )
    assert [hinder.kod for hinder in no.value.hinder] == [kod]
    assert komponenter(sang.rad) == {"55434": 1, "55433": 1}


def test_an_aid_that_is_gone_gets_no_accessories(v: Varld, sang: Sang) -> None:
    actions_rader.andra_rader(
        sang.order.pk, person=v.miriam, svar=[Radandring(sang.rad.pk, 1, ta_bort=True)]
    )
    assert not Kundorderrad.objects.filter(order=sang.order).exists()
    with pytest.raises(NotYourTurn):
        actions_komponenter.bestall_tillbehor(
            sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=["55871"]
        )


def test_what_avbryt_took_away_comes_back_with_its_components(v: Varld, sang: Sang) -> None:
    actions_komponenter.bestall_tillbehor(
        sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=["55871"]
    )
    actions_rader.avbryt_rader(sang.order.pk, person=v.miriam)
    sang.order.refresh_from_db()
    assert totalt(sang.order) == 0
    with pytest.raises(NotYourTurn):
        actions_komponenter.bestall_tillbehor(
            sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=["75175"]
        )
    actions_rader.angra_avbryt(sang.order.pk, person=v.miriam)
    sang.order.refresh_from_db()
    assert totalt(sang.order) == Decimal(412)


def test_components_leave_with_their_aid_and_stand_with_it(v: Varld, sang: Sang) -> None:
    """Also one that another lager keeps; the rows are counted as they are shown."""
    skruv = artikel("35876", "Insexskruv", v.smalager, typ="tillbehor", pris=1)
    Tillbehor.objects.create(huvudartikel=v.sang, tillbehor=skruv)
    for one in (v.sang, v.dosa, sang.lyftbage, skruv, v.rollator):
        i_lager(one, 1)
    gavel = sang.rad.komponenter.get(artikel__nummer="55433")
    i_lager(gavel.artikel, 1)
    actions_rader.lagg_till_rad(sang.order.pk, person=v.miriam, svar=NyRad("10001"))
    actions_komponenter.bestall_tillbehor(
        sang.order.pk, sang.rad.pk, person=v.miriam, artiklar=["55871", "35876"]
    )
    actions.orderrader(sang.order.pk, person=v.miriam)
    actions.leveransuppgifter(sang.order.pk, person=v.miriam, svar=HEM)
    actions.verkstall(sang.order.pk, person=v.miriam)
    leverera_meddelanden()
    rows = Kundorderrad.objects.filter(order=sang.order).order_by("nr")
    assert [(rad.nr, rad.artikel.nummer) for rad in rows] == list(
        enumerate(["75178", "55433", "55434", "55871", "35876", "10001"], start=1)
    )
    sent = {one.lager.nummer: one for one in leveranser(sang.order)}
    assert sent["10"].rader.count() == 5
    kvitterad(v, sent["10"])
    bed = Innehav.objects.get(artikel=v.sang)
    assert set(bed.komponenter.values_list("artikel__nummer", flat=True)) == {
        "55434",
        "55433",
        "55871",
        "35876",
    }


def test_a_sent_order_takes_no_more_accessories(v: Varld, sang: Sang) -> None:
    order = verkstalld(v)
    rad = order.rader.get(artikel=v.sang)
    with pytest.raises(NotYourTurn):
        actions_komponenter.bestall_tillbehor(order.pk, rad.pk, person=v.miriam, artiklar=["55871"])
    assert "55871" not in komponenter(rad)
