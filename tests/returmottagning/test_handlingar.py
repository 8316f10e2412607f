"""The return desk and the workshop: the words of the table, and every refusal."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cases.hamtorder import actions
from cases.hjalpmedel.models import Individ, Innehav, Rorelse
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder.svar import NyRad
from cases.returmottagning import actions as vid_returen
from cases.returmottagning import rules
from cases.returmottagning.models import Returmottagning, Returrad
from cases.returmottagning.rules import Mottaget
from tests.hamtorder.varld import Retur, retur, verkstalld
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import leveranser, leverera_meddelanden
from tests.kundorder.varld import verkstalld as ny_order
from workflows import clock
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Incident


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


def pa_vag(r: Retur, *aids: Innehav) -> Returmottagning:
    """What has been fetched and is on its way in."""
    order = verkstalld(r, *aids)
    rows = order.rader.values_list("pk", flat=True)
    actions.hamta(order.pk, person=r.v.tore, utfall=dict.fromkeys(rows, "hamtad"))
    leverera_meddelanden()
    return retur(order)


def nekas(r: Retur, case: Returmottagning, *sagt: Mottaget) -> list[str]:
    with pytest.raises(Refused) as no:
        vid_returen.ta_emot(case.pk, person=r.v.lotta, sagt=sagt)
    assert not Returrad.objects.exclude(disposition="").exists()
    assert not Innehav.objects.filter(aterlamnad__isnull=False).exists()
    return [hinder.kod for hinder in no.value.hinder]


def test_every_row_needs_an_answer(r: Retur) -> None:
    case = pa_vag(r, r.sang, r.dosa)
    assert nekas(r, case) == ["kom_saknas", "kom_saknas"]
    assert nekas(r, case, Mottaget(1, kom=True), Mottaget(2, kom=False)) == ["skick_saknas"]
    assert nekas(
        r,
        case,
        Mottaget(1, kom=True, skick="godkänt", disposition="karantan", skal="x"),
        Mottaget(2, kom=True, skick="godkänt", skrotningskod="S99"),
    ) == ["disposition_okand", "kod_okand"]


@pytest.mark.parametrize(
    ("skick", "vad"),
    [
        ("godkänt", "rekonditioneras"),
        ("ej rengjort", "rekonditioneras"),
        ("underkänt", "skrotas"),
    ],
)
def test_the_table_decides_by_the_state(r: Retur, skick: str, vad: str) -> None:
    case = pa_vag(r, r.rollator)
    told = Mottaget(1, kom=True, skick=skick, debitera=False, debitering_skal="Var bara dammig")
    vid_returen.ta_emot(case.pk, person=r.v.lotta, sagt=[told])
    row = case.rader.get()
    assert row.disposition == vad
    assert row.tabellens_ord


def test_what_is_special_is_judged_by_a_technician(r: Retur) -> None:
    Individ.objects.update(specialanpassning="SA-1")
    case = pa_vag(r, r.sang, r.dosa)
    told = [Mottaget(1, kom=True, skick="godkänt"), Mottaget(2, kom=True, skick="godkänt")]
    vid_returen.ta_emot(case.pk, person=r.v.lotta, sagt=told)
    assert case.rader.get(nr=1).disposition == Returrad.Disposition.BEDOMS


def test_the_workshop_scraps_with_a_code_or_puts_on_the_shelf(r: Retur) -> None:
    case = pa_vag(r, r.sang, r.dosa)
    told = [Mottaget(1, kom=True, skick="godkänt"), Mottaget(2, kom=True, skick="godkänt")]
    vid_returen.ta_emot(case.pk, person=r.v.lotta, sagt=told)
    for said in ({}, {1: "i_lager"}, {1: "i_lager", 2: "S99"}, {1: "i_lager", 2: "S2"}):
        with pytest.raises(Refused) as no:
            vid_returen.rekonditionera(case.pk, person=r.tyra, sagt=said)
        assert {hinder.kod for hinder in no.value.hinder} == {"rekond_saknas"}
        assert not Rorelse.objects.filter(slag="retur").exists()
    door = reverse("returmottagning:rekonditionera", args=[case.pk])
    page = inloggad(r.tyra).get(door).content.decode()
    offered = [kod for kod in (f"S{nr}" for nr in range(1, 10)) if f'value="{kod}"' in page]
    assert offered == ["S5", "S6", "S7", "S8"]
    vid_returen.rekonditionera(case.pk, person=r.tyra, sagt={1: "S5", 2: "i_lager"})
    assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.SKROTAD
    assert case.rader.get(nr=1).skrotningskod == "S5"
    assert Rorelse.objects.get(slag="retur").artikel == r.v.dosa
    with pytest.raises(NotYourTurn):
        vid_returen.rekonditionera(case.pk, person=r.tyra, sagt={1: "S5", 2: "i_lager"})


@pytest.mark.parametrize(("kopt", "koder"), [(False, ["S6", "S0"]), (True, ["S3", "S6", "S0"])])
def test_the_codes_suit_what_stands_there(kopt: bool, koder: list[str]) -> None:
    known = dict.fromkeys(("S1", "S2", "S3", "S4", "S6", "S0"), "")
    assert list(rules.koder_vid_rekond(known, kopt=kopt)) == koder


def test_what_is_fit_again_goes_to_the_order_that_waits(r: Retur) -> None:
    case = pa_vag(r, r.rollator)
    waiting = ny_order(r.v, NyRad("10001"))
    told = [Mottaget(1, kom=True, skick="godkänt")]
    vid_returen.ta_emot(case.pk, person=r.v.lotta, sagt=told)
    assert leveranser(waiting) == []
    vid_returen.rekonditionera(case.pk, person=r.tyra, sagt={1: "i_lager"})
    leverera_meddelanden()
    assert len(leveranser(waiting)) == 1


def test_only_the_lager_receives(r: Retur) -> None:
    case = pa_vag(r, r.rollator)
    with pytest.raises(Forbidden):
        vid_returen.ta_emot(case.pk, person=r.v.tore, sagt=[Mottaget(1, kom=True, skick="godkänt")])


def test_words_that_nobody_knows_stop_and_do_nothing() -> None:
    with pytest.raises(ValueError, match="nobody knows"):
        rules.betyder("säljs på auktion")
