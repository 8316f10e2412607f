"""Leveransprioritet by the table: its rules and price told, and what kundtjänst settles (DMN 2)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from cases.artiklar.models import Artikel, Ersattning
from cases.kundorder import actions, actions_akut
from cases.kundorder.models import Avgift, Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.leverans.models import Leverans
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Kund
from tests.kundorder.test_sidor import inloggad, till
from tests.kundorder.varld import (
    HEM,
    Varld,
    artikel,
    i_lager,
    leveranser,
    leverera_meddelanden,
    spar,
    status,
    utkast,
)
from workflows import clock, engine
from workflows.errors import Refused

ROLLATOR = NyRad("10001")


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    Avgift.objects.get_or_create(slag="akut", fran="2020-01-01", defaults={"belopp": 500})
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def kommunen(v: Varld) -> None:
    """The exception for primärvården does not hold for the unit."""
    Kund.objects.filter(pk=v.kund.pk).update(organisation="kommun")


@pytest.fixture
def bestallningsvara(v: Varld) -> Artikel:
    return artikel("57595", "Rullstol", v.smalager, leveranstid="i17")


def akut(v: Varld, *rader: NyRad) -> Kundorder:
    """An urgent order that is sent."""
    order = actions.verkstall(utkast(v, *rader, prioritet="akut").pk, person=v.miriam)
    leverera_meddelanden()
    return order


@pytest.mark.usefixtures("kommunen")
def test_the_fee_is_told_before_and_kept_after(v: Varld) -> None:
    i_lager(v.rollator, 1)
    Avgift.objects.create(slag="akut", belopp=650, fran="2026-11-01")
    draft = utkast(v, ROLLATOR, prioritet="akut")
    miriam = inloggad(v.miriam)
    rules = miriam.get(reverse("kundorder:leveransuppgifter", args=[draft.pk])).content.decode()
    assert "Akut leverans kommer inom 24 timmar" in rules
    assert "650,00" in rules
    shown = miriam.get(reverse("kundorder:verkstall", args=[draft.pk])).content.decode()
    assert "Akut leverans kostar 650,00" in shown
    till(miriam, "kundorder:verkstall", draft)
    leverera_meddelanden()
    order = Kundorder.objects.get()
    Avgift.objects.create(slag="akut", belopp=700, fran="2026-11-25")
    assert order.akutavgift == Decimal(650)
    receipt = miriam.get(reverse("kundorder:kvitto", args=[order.pk])).content.decode()
    assert "Akutavgift 650,00" in receipt
    # Tomorrow, whenever the turbil goes.
    assert Kundorderrad.objects.get().planerad == date(2026, 11, 26)
    assert Leverans.objects.get().akut


def test_primarvarden_pays_nothing(v: Varld) -> None:
    i_lager(v.rollator, 1)
    assert akut(v, ROLLATOR).akutavgift is None


def test_what_lacks_names_what_there_is(v: Varld) -> None:
    other = artikel("10002", "Rollator, annan", v.smalager)
    i_lager(other, 1)
    Ersattning.objects.create(artikel=v.rollator, ersattning=other)
    order = utkast(v, ROLLATOR)
    with pytest.raises(Refused) as no:
        actions.leveransuppgifter(order.pk, person=v.miriam, svar=replace(HEM, prioritet="akut"))
    [hinder] = no.value.hinder
    assert "10001 kan ersättas av 10002 Rollator, annan" in hinder.mening
    order.refresh_from_db()
    assert order.prioritet == "normal"


def test_only_what_is_digital_goes_to_an_utlamningsstalle(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    with pytest.raises(Refused) as no:
        actions.leveransuppgifter(
            order.pk, person=v.miriam, svar=replace(HEM, prioritet="utlamning")
        )
    assert str(no.value) == (
        "Leverans till utlämningsställe gäller bara digitala hjälpmedel. Välj Normal leverans eller"
        " ta bort de andra raderna."
    )
    order.refresh_from_db()
    assert order.prioritet == "normal"


def test_a_bestallningsvara_is_settled_by_kundtjanst(v: Varld, bestallningsvara: Artikel) -> None:
    i_lager(bestallningsvara, 1)
    order = akut(v, NyRad("57595"))
    assert (status(order), order.akutavgift) == ("Registrerad", None)
    assert order.arende.nummer is not None
    [task] = engine.open_tasks(order.pk)
    assert (task.element, task.priority) == ("stam_av_akut", 10)
    assert leveranser(order) == []
    actions_akut.stam_av_akut(order.pk, person=v.kim, akut=True)
    leverera_meddelanden()
    order.refresh_from_db()
    assert (order.overenskommen, order.akutavgift) == (True, Decimal(500))
    [leverans] = leveranser(order)
    assert (leverans.akut, leverans.planerad) == (True, date(2026, 11, 26))
    told = Meddelande.objects.get(rubrik__endswith="levereras akut")
    assert "Akutavgiften är 500,00\xa0kr." in told.text
    assert "stam_av_akut" in spar(order.pk)


def test_or_changed_to_normal_with_a_reason(v: Varld, bestallningsvara: Artikel) -> None:
    i_lager(bestallningsvara, 1)
    order = akut(v, NyRad("57595"))
    with pytest.raises(Refused) as no:
        actions_akut.stam_av_akut(order.pk, person=v.kim, akut=False)
    assert [h.kod for h in no.value.hinder] == ["svar_saknas"]
    order.refresh_from_db()
    assert order.prioritet == "akut"
    actions_akut.stam_av_akut(order.pk, person=v.kim, akut=False, svar="Ingen bil i dag")
    leverera_meddelanden()
    order.refresh_from_db()
    assert (order.prioritet, order.akutavgift) == ("normal", None)
    [leverans] = leveranser(order)
    assert (leverans.akut, leverans.planerad) == (False, date(2026, 12, 1))
    assert "Ingen bil i dag" in Meddelande.objects.get(rubrik__endswith="normal leverans").text


def test_what_is_not_there_can_not_be_promised(v: Varld, bestallningsvara: Artikel) -> None:
    order = akut(v, NyRad("57595"))
    with pytest.raises(Refused) as no:
        actions_akut.stam_av_akut(order.pk, person=v.kim, akut=True)
    assert [h.kod for h in no.value.hinder] == ["akut_gar_inte"]
    order.refresh_from_db()
    assert not order.overenskommen
    assert [t.element for t in engine.open_tasks(order.pk)] == ["stam_av_akut"]


def test_kundtjanst_answers_over_the_page(v: Varld, bestallningsvara: Artikel) -> None:
    i_lager(bestallningsvara, 1)
    draft = utkast(v, NyRad("57595"), prioritet="akut")
    miriam, kim = inloggad(v.miriam), inloggad(v.kim)
    shown = miriam.get(reverse("kundorder:verkstall", args=[draft.pk])).content.decode()
    assert "Kundtjänst stämmer av den akuta leveransen" in shown
    receipt = till(miriam, "kundorder:verkstall", draft)
    said = miriam.get(receipt).content.decode()
    assert "HMC kundtjänst stämmer av den akuta leveransen" in said
    assert "lager plockar ordern" not in said
    there = reverse("kundorder:stam_av_akut", args=[draft.pk])
    assert kim.get(there).status_code == 200
    assert kim.post(there, {"akut": "nej"}).status_code == 422
    till(kim, "kundorder:stam_av_akut", draft, akut="nej", svar="Ingen bil i dag")
    assert "lager plockar ordern" in miriam.get(receipt).content.decode()
    assert Kundorder.objects.get().prioritet == "normal"
