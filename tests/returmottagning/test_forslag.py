"""What the table says is seen before anything is decided, and is what is then done."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

import pytest
from django.urls import reverse

from cases.hjalpmedel.models import Innehav
from cases.returmottagning import actions, forslag
from cases.returmottagning.models import Returmottagning, Returrad
from cases.returmottagning.rules import Mottaget
from tests.hamtorder.varld import Retur
from tests.kundorder.test_sidor import inloggad
from tests.returmottagning.test_handlingar import pa_vag
from workflows import clock, engine

REKOND = "Tabellen säger:</strong> rekonditionering, funktionskontroll och åter i lager."


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.mark.parametrize(
    ("kom", "skick", "avvikelse"),
    list(product([True, False], ["godkänt", "ej rengjort", "underkänt"], [True, False])),
)
def test_what_is_said_before_is_what_is_decided(
    r: Retur, kom: bool, skick: str, avvikelse: bool
) -> None:
    case = pa_vag(r, r.rollator)
    told = Mottaget(
        1, kom=kom, skick=skick, avvikelse=avvikelse, debitera=False, debitering_skal="Slitet"
    )
    before = forslag.i_forvag(r.rollator, told, engine.Tables("returmottagning", case.pk))
    actions.ta_emot(case.pk, person=r.v.lotta, sagt=[told])
    assert before == case.rader.get().tabellens_ord


@pytest.mark.parametrize("sagt", [Mottaget(1, kom=None), Mottaget(1, kom=True, skick="fin")])
def test_nothing_is_said_of_what_is_not_answered_yet(r: Retur, sagt: Mottaget) -> None:
    assert forslag.i_forvag(r.rollator, sagt, engine.Tables("returmottagning")) == ""


def test_the_page_shows_it_and_keeps_nothing(r: Retur) -> None:
    case = pa_vag(r, r.rollator, r.kopt)
    lotta, page = inloggad(r.v.lotta), reverse("returmottagning:ta_emot", args=[case.pk])
    assert "Tabellen säger:" not in lotta.get(page).content.decode()
    said = {"kom-1": "ja", "skick-1": "godkänt", "kom-2": "ja", "skick-2": "underkänt"}
    asked = lotta.post(page, {**said, "gor": "visa"})
    shown = asked.content.decode()
    assert asked.status_code == 200
    assert REKOND in shown
    assert "Tabellen säger:</strong> skrotas" in shown
    assert 'value="ja" checked' in shown
    assert not Returrad.objects.exclude(disposition="").exists()
    # Who does otherwise explains it, and the table's words stand beside the reason.
    other = {**said, "disp-1": "skrotas", "skal-1": "Ramen är spräckt"}
    assert lotta.post(page, other).status_code == 302
    case_page = lotta.get(reverse("arende", args=[case.pk])).content.decode()
    assert "Ramen är spräckt" in case_page
    assert "Tabellen: rekonditionering, funktionskontroll och åter i lager" in case_page


def test_so_does_the_desk(r: Retur) -> None:
    lotta, page = inloggad(r.v.lotta), reverse("returmottagning:disk")
    said = {"innehav": r.rollator.pk, f"kom-{r.rollator.pk}": "ja", "nyckel": "a"}
    asked = {**said, f"skick-{r.rollator.pk}": "godkänt", "gor": "visa"}
    shown = lotta.post(page, asked)
    assert (shown.status_code, REKOND in shown.content.decode()) == (200, True)
    assert not Returmottagning.objects.exists()
    assert Innehav.objects.get(pk=r.rollator.pk).aterlamnad is None
    taken = {**asked, "gor": "", "ta_emot": "ja"}
    assert lotta.post(page, taken).status_code == 302
    assert Returmottagning.objects.count() == 1
