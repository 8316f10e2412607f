"""Completing a delivered individ (KH-6): which are offered, what the row says, where it ends up."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pytest

from cases.artiklar.models import Artikel, Tillbehor
from cases.gemensamt.komplettering import radtext
from cases.hjalpmedel.innehav import Utlamnat, aterlamna, oppna
from cases.hjalpmedel.models import Individ, Innehav
from cases.kundorder import actions, actions_komponenter, actions_rader, komplettering
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.leverans import foljesedel
from cases.mottagare.models import Atkomst
from tests.kundorder.test_lagg_till import paborjad
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import (
    HEM,
    Varld,
    artikel,
    forradet,
    i_lager,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    utkast_ur_forrad,
)
from tests.leverans.test_foljesedel import text as foljesedelns_text
from workflows.errors import NotYourTurn, Refused


@dataclass(frozen=True)
class Hemma:
    """What the patient has at home, and a draft with a guard for the bed's rail."""

    order: Kundorder
    rad: Kundorderrad
    skydd: Artikel
    sang: Innehav
    stol: Innehav


def utlamnad(v: Varld, artikel: Artikel, nummer: str) -> Innehav:
    """An individ that the patient already has."""
    individ = Individ.objects.create(
        nummer=nummer, artikel=artikel, plats="transport", agare="omrade_hjalpmedel"
    )
    handed = Utlamnat(v.patient.pk, artikel.pk, "omrade_hjalpmedel", "hyra", individ_id=individ.pk)
    return oppna(handed, date(2020, 11, 30))


@pytest.fixture
def hemma(v: Varld) -> Hemma:
    skydd = artikel("55526", "Grindskydd", v.lager, typ="tillbehor", pris=12)
    Tillbehor.objects.create(huvudartikel=v.sang, tillbehor=skydd)
    stol = artikel("57595", "Rullstol", v.lager, individmarkt=True)
    chair, bed = utlamnad(v, stol, "1460001"), utlamnad(v, v.sang, "1449334")
    order = paborjad(v)
    rad = actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("55526"))
    return Hemma(order, rad, skydd, bed, chair)


def test_all_individer_are_offered_and_those_that_take_it_come_first(hemma: Hemma) -> None:
    rows = [Kundorderrad.objects.get(pk=hemma.rad.pk)]
    offered = komplettering.individer(hemma.order, rows)
    assert [(one.innehav, one.tar_emot) for one in offered] == [
        (hemma.sang, True),
        (hemma.stol, False),
    ]


def test_what_is_on_its_way_already_is_told(v: Varld, hemma: Hemma) -> None:
    verkstall(v, hemma, hemma.sang)
    [bed, chair] = komplettering.individer(paborjad(v), [])
    told = {one.innehav.pk: [rad.artikel for rad in one.pa_vag] for one in (bed, chair)}
    assert told == {hemma.sang.pk: [hemma.skydd], hemma.stol.pk: []}


def test_the_row_says_what_it_completes(v: Varld, hemma: Hemma) -> None:
    actions_komponenter.komplettera(
        hemma.order.pk, person=v.miriam, rader=[hemma.rad.pk], innehav=hemma.sang.pk
    )
    hemma.rad.refresh_from_db()
    assert radtext(hemma.rad.kompletterar) == (
        "Komplettering till levererad individ: 1449334 75178 Säng SB755"
    )
    actions_komponenter.komplettera(
        hemma.order.pk, person=v.miriam, rader=[hemma.rad.pk], innehav=None
    )
    hemma.rad.refresh_from_db()
    assert radtext(hemma.rad.kompletterar) == ""


def test_one_that_does_not_take_it_may_still_be_chosen(v: Varld, hemma: Hemma) -> None:
    actions_komponenter.komplettera(
        hemma.order.pk, person=v.miriam, rader=[hemma.rad.pk], innehav=hemma.stol.pk
    )
    hemma.rad.refresh_from_db()
    assert hemma.rad.kompletterar == hemma.stol


def test_an_accessory_ticked_for_an_individ_is_a_row_of_its_own(v: Varld, hemma: Hemma) -> None:
    actions_komponenter.bestall_till_individ(
        hemma.order.pk, hemma.sang.pk, person=v.miriam, artiklar=["55526"]
    )
    rows = Kundorderrad.objects.filter(order=hemma.order)
    assert [rad.kompletterar_id for rad in rows] == [None, hemma.sang.pk]


@pytest.mark.parametrize("what", ["ingen rad", "ett huvudhjälpmedel", "någon annans", "borttagen"])
def test_what_cannot_be_completed_is_refused(v: Varld, hemma: Hemma, what: str) -> None:
    rader, innehav, no = [hemma.rad.pk], hemma.sang.pk, "inget_valt"
    if what == "ingen rad":
        rader = []
    if what == "ett huvudhjälpmedel":
        rad = actions_rader.lagg_till_rad(hemma.order.pk, person=v.miriam, svar=NyRad("75178"))
        rader, no = [rad.pk], "ingen_komponent"
    if what == "någon annans":
        innehav, no = 999_999, "individ_inte_hos_mottagaren"
    if what == "borttagen":
        with pytest.raises(NotYourTurn):
            actions_komponenter.komplettera(
                hemma.order.pk, person=v.miriam, rader=[uuid4()], innehav=innehav
            )
    else:
        with pytest.raises(Refused) as refused:
            actions_komponenter.komplettera(
                hemma.order.pk, person=v.miriam, rader=rader, innehav=innehav
            )
        assert [hinder.kod for hinder in refused.value.hinder] == [no]
    assert not Kundorderrad.objects.filter(kompletterar__isnull=False).exists()


@pytest.mark.parametrize(
    ("artiklar", "innehav", "kod"),
    [([], 0, "inget_valt"), (["10001"], 0, "tillbehor_passar_inte"), (["55526"], 9, "individ")],
)
def test_what_the_individ_does_not_take_is_refused(
    v: Varld, hemma: Hemma, artiklar: list[str], innehav: int, kod: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions_komponenter.bestall_till_individ(
            hemma.order.pk, hemma.sang.pk + innehav, person=v.miriam, artiklar=artiklar
        )
    assert refused.value.hinder[0].kod.startswith(kod)
    assert Kundorderrad.objects.filter(order=hemma.order).count() == 1


def test_an_individ_that_has_gone_back_stops_verkstall(v: Varld, hemma: Hemma) -> None:
    actions_komponenter.komplettera(
        hemma.order.pk, person=v.miriam, rader=[hemma.rad.pk], innehav=hemma.sang.pk
    )
    aterlamna(hemma.sang.pk, date(2026, 11, 24))
    actions.orderrader(hemma.order.pk, person=v.miriam)
    actions.leveransuppgifter(hemma.order.pk, person=v.miriam, svar=HEM)
    with pytest.raises(Refused) as refused:
        actions.verkstall(hemma.order.pk, person=v.miriam)
    assert [h.kod for h in refused.value.hinder] == ["individ_inte_hos_mottagaren"]
    hemma.order.arende.refresh_from_db()
    assert hemma.order.arende.verkstalld is None


def verkstall(v: Varld, hemma: Hemma, till: Innehav) -> None:
    actions_komponenter.komplettera(
        hemma.order.pk, person=v.miriam, rader=[hemma.rad.pk], innehav=till.pk
    )
    actions.orderrader(hemma.order.pk, person=v.miriam)
    actions.leveransuppgifter(hemma.order.pk, person=v.miriam, svar=HEM)
    actions.verkstall(hemma.order.pk, person=v.miriam)
    leverera_meddelanden()


def test_at_the_receipt_it_belongs_to_the_individ(v: Varld, hemma: Hemma) -> None:
    i_lager(hemma.skydd, 1)
    verkstall(v, hemma, hemma.sang)
    [leverans] = leveranser(hemma.order)
    lotta = inloggad(v.lotta)
    told = "Komplettering till levererad individ: 1449334 75178 Säng SB755"
    assert told in lotta.get("/leverans/plocklista/10/").content.decode()
    kvitterad(v, leverans)
    part = Innehav.objects.get(artikel=hemma.skydd)
    assert part.komponent_till == hemma.sang
    assert told in lotta.get(f"/leverans/{leverans.pk}/foljesedel/").content.decode()
    assert Atkomst.objects.filter(anvandare=v.lotta, vad=Atkomst.Vad.SKREV_UT).exists()
    leverans.refresh_from_db()
    assert told in foljesedelns_text(foljesedel.pdf(leverans)).replace("  ", " ")


def test_one_that_went_back_meanwhile_leaves_the_accessory_on_its_own(
    v: Varld, hemma: Hemma
) -> None:
    i_lager(hemma.skydd, 1)
    verkstall(v, hemma, hemma.sang)
    aterlamna(hemma.sang.pk, date(2030, 1, 1))
    [leverans] = leveranser(hemma.order)
    kvitterad(v, leverans)
    part = Innehav.objects.get(artikel=hemma.skydd)
    assert part.komponent_till is None


def test_an_accessory_out_of_ones_own_forrad_belongs_to_the_individ_at_once(
    v: Varld, hemma: Hemma
) -> None:
    """KH-7: the same at an uttag."""
    i_lager(hemma.skydd, 1, forradet(v))
    order = utkast_ur_forrad(v, NyRad("55526"))
    rad = Kundorderrad.objects.get(order=order)
    actions_komponenter.komplettera(
        order.pk, person=v.miriam, rader=[rad.pk], innehav=hemma.sang.pk
    )
    actions.verkstall(order.pk, person=v.miriam)
    assert Innehav.objects.get(artikel=hemma.skydd).komponent_till == hemma.sang
