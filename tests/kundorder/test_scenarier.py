"""The examples beside the diagrams of order and leverans, run for real: given, when, then."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml
from django.conf import settings

from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende
from cases.kundorder import actions as kundorder
from cases.kundorder import actions_direktinkop, actions_efter, actions_makulera
from cases.kundorder.actions_direktinkop import Besked
from cases.kundorder.actions_efter import Inkop
from cases.kundorder.models import Kundorder
from cases.kundorder.queries import restnoterade
from cases.kundorder.svar import NyRad
from cases.leverans import actions, actions_kundtjanst, actions_utlamning, forrad
from tests.kundorder.varld import (
    Varld,
    allt_mottaget,
    allt_plockat,
    forradet,
    gor_digital,
    i_lager,
    leveranser,
    leverera_meddelanden,
    pafyllnad,
    samlad,
    spar,
    utkast_ur_forrad,
    verkstalld,
)
from workflows import clock
from workflows.models import Incident

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SCENARIER = [
    pytest.param(process, scenario, id=f"{process}: {scenario['namn']}")
    for process in ("kundorder", "leverans")
    for scenario in yaml.safe_load(
        (settings.BPMN_DIR / process / "scenarios.yaml").read_text(encoding="utf-8")
    )
]


@pytest.mark.parametrize(("process", "scenario"), SCENARIER)
def test_scenario(v: Varld, process: str, scenario: dict[str, Any]) -> None:
    with clock.frozen(ONSDAG):
        for nummer, antal in scenario["givet"]["i_lager"].items():
            i_lager(Artikel.objects.get(nummer=nummer), antal)
        given = scenario["givet"]
        rader = [NyRad(rad["artikel"], rad["antal"]) for rad in given["rader"]]
        if given.get("till_forrad"):
            order = pafyllnad(v, *rader)
        elif "i_forradet" in given:
            order = _uttag(v, given["i_forradet"], rader)
        elif given.get("utlamning"):
            for nummer in given["i_lager"]:
                gor_digital(Artikel.objects.get(nummer=nummer))
            order = verkstalld(v, *rader, prioritet="utlamning")
        else:
            order = verkstalld(v, *rader, samleverans=given.get("samleverans", False))
        for event in scenario["nar"]:
            handla(v, order, event)
            leverera_meddelanden()
    case = order.pk if process == "kundorder" else leveranser(order)[0].pk
    assert spar(case) == scenario["da"]["gick"]
    assert Arende.objects.get(pk=case).status == scenario["da"]["status"]
    assert not Incident.objects.exists()


def _uttag(v: Varld, i_forradet: Mapping[str, int], rader: list[NyRad]) -> Kundorder:
    """What is taken from the unit's own förråd."""
    for nummer, antal in i_forradet.items():
        i_lager(Artikel.objects.get(nummer=nummer), antal, forradet(v))
    return kundorder.verkstall(utkast_ur_forrad(v, *rader).pk, person=v.miriam)


def handla(v: Varld, order: Kundorder, event: Mapping[str, Any]) -> None:
    """Let what the scenario says happen."""
    if "inleverans" in event:
        come = event["inleverans"]
        artikel = Artikel.objects.get(nummer=come["artikel"])
        actions_efter.inleverera(artikel.lager_id, artikel.pk, come["antal"], person=v.lotta)
    elif "handling" in event:
        actions_makulera.makulera(order.pk, person=v.kim)
    else:
        UPPGIFTER[event["uppgift"]](v, order, event.get("svar", {}))


def _kop_in(v: Varld, order: Kundorder, svar: Mapping[str, Any]) -> None:
    told = [
        Inkop(
            rad.pk,
            svar["bestallningsnummer"],
            date.fromisoformat(svar["vantas"]),
            svar.get("direkt", False),
        )
        for rad in restnoterade(order.pk)
    ]
    actions_efter.kop_in(order.pk, person=v.ivar, svar=told)


def _bekrafta_direktinkop(v: Varld, order: Kundorder, svar: Mapping[str, Any]) -> None:
    told = [Besked(one.pk, "levererad") for one in order.begaranden.filter(direkt=True)]
    actions_direktinkop.bekrafta_direktinkop(
        order.pk, person=v.ivar, svar=told, dag=clock.today(), **svar
    )


def _plocka(v: Varld, order: Kundorder, svar: Mapping[str, Any]) -> None:
    leverans = leveranser(order)[-1]
    found = allt_plockat(leverans, svar.get("finns"))
    actions.plocka(leverans.pk, person=v.lotta, plockat=found, brist_bekraftad="finns" in svar)


def _pa_lagret(gor: Callable[..., object]) -> Callable[..., None]:
    def carry_out(v: Varld, order: Kundorder, svar: Mapping[str, Any]) -> None:
        gor(leveranser(order)[-1].pk, person=v.lotta, **svar)

    return carry_out


def _pa_turen(gor: Callable[..., object]) -> Callable[..., None]:
    def carry_out(v: Varld, order: Kundorder, svar: Mapping[str, Any]) -> None:
        gor(leveranser(order)[-1].pk, person=v.tore, **svar)

    return carry_out


def _samla(v: Varld, order: Kundorder, svar: Mapping[str, Any]) -> None:
    samlad(v, leveranser(order)[-1])


def _kvittera_bmb(v: Varld, order: Kundorder, svar: Mapping[str, Any]) -> None:
    leverans = leveranser(order)[-1]
    forrad.kvittera_bmb(
        leverans.pk, person=v.miriam, mottaget=allt_mottaget(leverans, svar.get("kom"))
    )


def _avgora(v: Varld, order: Kundorder, svar: Mapping[str, Any]) -> None:
    actions_kundtjanst.avgora(leveranser(order)[-1].pk, person=v.kim, **svar)


UPPGIFTER: Mapping[str, Callable[..., None]] = {
    "kop_in": _kop_in,
    "bekrafta_direktinkop": _bekrafta_direktinkop,
    "plocka": _plocka,
    "samla": _samla,
    "kvittera_bmb": _kvittera_bmb,
    "utleverera": _pa_lagret(actions.utleverera),
    "ta_tillbaka": _pa_lagret(actions.ta_tillbaka),
    "avgora": _avgora,
    "lamna_till_utlamning": _pa_turen(actions_utlamning.lamna_till_utlamning),
    "lamna_ut": _pa_turen(actions_utlamning.lamna_ut),
    "leverera": _pa_turen(actions.leverera),
    "kvittera": _pa_turen(actions.kvittera),
}
