"""An order to a vårdenhet, and what the confirmation tells (KO-2, KO-16, KO-17, KO-21, KO-25)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cases.artiklar.models import Pris
from cases.kundorder import actions, actions_rader
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import Huvud, NyRad
from cases.mottagare.register import vardenhet_for
from cases.organisation.models import Uppdrag
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import PERSONNUMMER, Varld, i_lager, utkast, verkstalld
from workflows import clock
from workflows.errors import Refused


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def till_enheten(v: Varld, *, till_kop: bool) -> Kundorder:
    """A draft to the unit itself, with a rollator on it."""
    vardenhet_for(v.kund)
    Pris.objects.create(artikel=v.rollator, form="kop", belopp=1450, fran="2020-01-01")
    order = actions.ny(person=v.miriam)
    huvud = Huvud("410000", v.kund.pk, till_vardenhet=True, till_kop=till_kop)
    actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("10001"))
    return order


@pytest.mark.parametrize(("till_kop", "form"), [(True, "kop"), (False, "hyra")])
def test_rent_becomes_purchase_when_it_is_said_first(
    v: Varld, *, till_kop: bool, form: str
) -> None:
    order = till_enheten(v, till_kop=till_kop)
    row = Kundorderrad.objects.get(order=order)
    assert (row.debiteringsform, row.betalare) == (form, v.kund.betalare)


def test_who_pays_stands_above_the_rows_where_no_patient_is(v: Varld) -> None:
    order = till_enheten(v, till_kop=False)
    shown = inloggad(v.miriam).get(reverse("kundorder:orderrader", args=[order.pk]))
    assert "Betalningsansvar: <strong>1 Regionen</strong>" in shown.content.decode()


def test_it_is_too_late_once_an_article_stands_there(v: Varld) -> None:
    order = till_enheten(v, till_kop=False)
    huvud = Huvud("410000", v.kund.pk, till_vardenhet=True, till_kop=True)
    with pytest.raises(Refused) as no:
        actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)
    assert [hinder.kod for hinder in no.value.hinder] == ["rader_finns"]
    order.refresh_from_db()
    assert not order.till_kop
    assert Kundorderrad.objects.get(order=order).debiteringsform == "hyra"


def test_a_patients_rent_stays_rent_and_she_who_asks_for_another_is_told(v: Varld) -> None:
    order = actions.ny(person=v.miriam)
    huvud = Huvud(PERSONNUMMER, v.kund.pk, till_kop=True, vardrelation=True)
    with pytest.raises(Refused) as no:
        actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)
    assert [(one.kod, one.falt) for one in no.value.hinder] == [("till_kop_patient", "till_kop")]
    actions.orderhuvud(order.pk, person=v.miriam, svar=replace(huvud, till_kop=False))
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("10001"))
    assert Kundorderrad.objects.get(order=order).debiteringsform == "hyra"


def test_one_who_works_for_several_units_chooses_which(v: Varld) -> None:
    Uppdrag.objects.create(anvandare=v.miriam, kund=v.annan_kund)
    order = actions.ny(person=v.miriam)
    page = inloggad(v.miriam).get(reverse("kundorder:orderhuvud", args=[order.pk]))
    assert "410000 Rehab" in page.content.decode()
    assert "5555 Demokommun" in page.content.decode()


def test_leveransuppgifter_and_review_tell_what_it_costs(v: Varld) -> None:
    order = utkast(v, NyRad("75178"), ovrig_information="Ring på gaveln")
    miriam = inloggad(v.miriam)
    for step in ("leveransuppgifter", "verkstall"):
        said = miriam.get(reverse(f"kundorder:{step}", args=[order.pk])).content.decode()
        assert "402,00" in said, step
        assert "Ring på gaveln" in said, step


def test_the_confirmation_tells_all_that_the_manuals_does(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v, NyRad("75178"), ovrig_information="Ring på gaveln", portkod="4321")
    said = inloggad(v.miriam).get(reverse("kundorder:kvitto", args=[order.pk])).content.decode()
    for words in (
        "26480001", "web förskrivning", "Lille Skutt", "Morotslandet 3", "546 31 KARLSBORG",
        "010-000 11 01", "4321", "410000 Rehab", "Leverans skall kvitteras", "Normal leverans",
        "Samleverans önskas", "75178", "Säng SB755", "1446 Karlsborg", "2026-12-01", "402,00",
        "Ring på gaveln", "Utskrift låneförbindelse",
    ):  # fmt: skip
        assert words in said, words
