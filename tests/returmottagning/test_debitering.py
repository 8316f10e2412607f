"""Charging for abnormal wear and what is lost: the decision, the row, who is told, who sees it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pytest_django import Settings

from cases.gemensamt import debitering
from cases.gemensamt.antal import MEST_KRONOR
from cases.gemensamt.models import Debitering
from cases.hjalpmedel.models import Individ, Innehav
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Betalare
from cases.returmottagning import actions
from cases.returmottagning.rules import Mottaget
from tests.hamtorder.varld import Retur
from tests.kundorder.varld import person
from tests.returmottagning.test_handlingar import nekas, pa_vag
from workflows import clock
from workflows.errors import Forbidden, Refused


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


SLITEN = Mottaget(
    1,
    kom=True,
    skick="ej rengjort",
    debitera=True,
    belopp=Decimal("450.50"),
    debitering_skal="Klädseln sönderriven",
)


def test_what_the_table_would_charge_needs_a_decision_and_why(r: Retur) -> None:
    case = pa_vag(r, r.rollator)
    plain = Mottaget(1, kom=True, skick="ej rengjort")
    assert nekas(r, case, plain) == ["debitering_saknas"]
    assert nekas(r, case, Mottaget(1, kom=True, skick="ej rengjort", debitera=False)) == [
        "debitering_skal"
    ]
    assert nekas(r, case, Mottaget(1, kom=True, skick="ej rengjort", debitera=True)) == [
        "belopp_saknas",
        "debitering_skal",
    ]
    assert not Debitering.objects.exists()
    told = Mottaget(1, kom=True, skick="ej rengjort", debitera=False, debitering_skal="Bara damm")
    actions.ta_emot(case.pk, person=r.v.lotta, sagt=[told])
    assert not Debitering.objects.exists()


@pytest.mark.parametrize("belopp", [Decimal(0), Decimal(-5), MEST_KRONOR + 1, None])
def test_an_amount_is_kronor_that_somebody_can_owe(r: Retur, belopp: Decimal | None) -> None:
    case = pa_vag(r, r.rollator)
    told = Mottaget(
        1, kom=True, skick="godkänt", debitera=True, belopp=belopp, debitering_skal="Söndrig"
    )
    assert nekas(r, case, told) == ["belopp_saknas"]


def test_the_payer_has_a_row_and_the_bestallare_is_told(r: Retur) -> None:
    payer = Betalare.objects.create(namn="Karlsborgs kommun", nummer="77")
    Innehav.objects.filter(pk=r.rollator.pk).update(betalare=payer)
    case = pa_vag(r, r.rollator)
    actions.ta_emot(case.pk, person=r.v.lotta, sagt=[SLITEN])
    row = Debitering.objects.get()
    assert (row.slag, row.betalare, row.belopp) == ("slitage", payer, Decimal("450.50"))
    assert (row.av, row.arende, row.rad) == (r.v.lotta, case.arende, case.rader.get().rad)
    told = Meddelande.objects.get(rubrik="Debitering: onormalt slitage")
    assert told.till == r.v.miriam
    assert "450,50\xa0kr" in told.text
    own = person("egen", "kostnadsansvarig", kund=r.v.kund)
    for one in (own, r.v.kim, person("eko", "ekonomi")):
        assert debitering.lista(one).get() == row
    other = person("annan", "kostnadsansvarig", kund=r.v.annan_kund)
    assert not debitering.lista(other).exists()
    other.betalare = payer
    assert debitering.lista(other).get() == row
    for refused in (r.v.miriam, r.v.tore):
        with pytest.raises(Forbidden):
            debitering.lista(refused)


def test_without_a_payer_of_its_own_the_units_pays_and_without_any_it_is_refused(r: Retur) -> None:
    Innehav.objects.update(betalare=None)
    case = pa_vag(r, r.rollator)
    first = Innehav.objects.get(pk=r.rollator.pk)
    assert debitering.betalare(first, case.arende) is not None
    first.mottagare.baskod = first.mottagare.avvikande_baskod = None
    assert debitering.betalare(first, case.arende) == r.v.kund.betalare
    first.kund = case.arende.kund = None
    assert debitering.betalare(first, case.arende) is None
    with pytest.raises(Refused) as no:
        debitering.debitera(
            case.arende,
            first,
            case.rader.get().rad,
            slag=Debitering.Slag.SLITAGE,
            beslut=debitering.Beslut(debiteras=True, skal="Trasig", belopp=Decimal(10)),
            person=r.v.lotta,
            till=[],
        )
    assert [hinder.kod for hinder in no.value.hinder] == ["betalare_saknas"]


@pytest.mark.parametrize("regel", ["A", "B"])
def test_what_is_lost_is_charged_only_where_it_counts_as_given_back(
    r: Retur, settings: Settings, regel: str
) -> None:
    settings.RETUR_REGEL_FOR_SAKNAT = regel
    case = pa_vag(r, r.rollator)
    gone = Mottaget(
        1, kom=False, debitera=True, belopp=Decimal(900), debitering_skal="Borta i trapphuset"
    )
    if regel == "B":
        assert nekas(r, case, gone) == ["debitering_kvar"]
        return
    actions.ta_emot(case.pk, person=r.v.lotta, sagt=[gone])
    assert Debitering.objects.get().slag == "forkommet"
    assert case.rader.get().skrotningskod == "S2"


def test_what_is_held_is_received_and_neither_mended_nor_scrapped(
    r: Retur, settings: Settings
) -> None:
    settings.RETUR_REGEL_FOR_SAKNAT = "A"
    Individ.objects.update(karantan=True)
    case = pa_vag(r, r.sang, r.dosa)
    came = [Mottaget(1, kom=True, skick="underkänt"), Mottaget(2, kom=True, skick="godkänt")]
    actions.ta_emot(case.pk, person=r.v.lotta, sagt=came)
    individ = Individ.objects.get(nummer="1438560")
    assert (individ.plats, individ.karantan) == (Individ.Plats.VERKSTAD, True)
    assert case.rader.get(nr=1).disposition == "karantan"


def test_what_is_held_and_did_not_come_is_lost_not_scrapped(r: Retur, settings: Settings) -> None:
    settings.RETUR_REGEL_FOR_SAKNAT = "A"
    case = pa_vag(r, r.sang, r.dosa)
    Individ.objects.update(karantan=True)
    told = [Mottaget(1, kom=False), Mottaget(2, kom=True, skick="godkänt")]
    actions.ta_emot(case.pk, person=r.v.lotta, sagt=told)
    individ = Individ.objects.get(nummer="1438560")
    assert (individ.plats, individ.karantan) == (Individ.Plats.FORKOMMEN, True)


def test_what_is_held_while_it_stands_in_the_workshop_stays_there(r: Retur) -> None:
    case = pa_vag(r, r.sang, r.dosa)
    told = [Mottaget(1, kom=True, skick="godkänt"), Mottaget(2, kom=True, skick="godkänt")]
    actions.ta_emot(case.pk, person=r.v.lotta, sagt=told)
    Individ.objects.update(karantan=True)
    for said in ("i_lager", "S6"):
        with pytest.raises(Refused) as no:
            actions.rekonditionera(case.pk, person=r.tyra, sagt={1: said, 2: "i_lager"})
        assert [hinder.kod for hinder in no.value.hinder] == ["individ_karantan"]
    assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.VERKSTAD
