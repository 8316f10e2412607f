"""The examples beside the diagram of arbetsorder, run for real."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from django.conf import settings

from cases.arbetsorder import actions_hmc, actions_makulera
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.svar import Planering, Typbyte
from tests.arbetsorder.varld import (
    Arbete,
    fardig,
    om,
    planerad,
    rapporterad,
    status,
    verkstalld,
)
from tests.kundorder.varld import leverera_meddelanden, spar
from workflows import clock
from workflows.models import Incident

SCENARIER = yaml.safe_load(
    (settings.BPMN_DIR / "arbetsorder" / "scenarios.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("scenario", SCENARIER, ids=[one["namn"] for one in SCENARIER])
def test_scenario(a: Arbete, scenario: dict[str, Any]) -> None:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        order = verkstalld(a, **scenario["givet"])
        for event in scenario["nar"]:
            handla(a, order, event)
            leverera_meddelanden()
    assert spar(order.pk) == scenario["da"]["gick"]
    assert status(order) == scenario["da"]["status"]
    assert not Incident.objects.exists()


def handla(a: Arbete, order: Arbetsorder, event: Mapping[str, Any]) -> None:
    """Let what the scenario says happen."""
    svar = dict(event.get("svar", {}))
    match event.get("uppgift", event.get("handling")):
        case "granska":
            typ = svar.pop("typ", "") if svar else ""
            said = svar or {"granskning": "godkand"}
            actions_hmc.granska(order.pk, person=a.tim, byte=Typbyte(typ), **said)
        case "triagera":
            actions_hmc.triagera(order.pk, person=a.kim, grupp="tekniker_falt")
        case "hamta_for_atgard":
            actions_hmc.hamta_for_atgard(order.pk, person=a.r.v.tore)
        case "lamna_tillbaka":
            actions_hmc.lamna_tillbaka(order.pk, person=a.r.v.tore)
        case "planera" if svar:
            actions_hmc.planera(order.pk, person=a.tim, svar=Planering(parkera_till=om(48), **svar))
        case "planera":
            planerad(a, order)
        case "rapportera":
            rapporterad(a, order)
        case "utfor":
            fardig(a, order)
        case "makulera":
            actions_makulera.makulera(order.pk, person=a.kim, orsak="Går inte att laga")
        case other:
            raise ValueError(f"No scenario knows {other}.")
