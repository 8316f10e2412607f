"""The examples beside the diagram of specialanpassning, run for real."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
import yaml
from django.conf import settings

from cases.gemensamt.models import Arende
from cases.specialanpassning import actions, actions_tekniker
from tests.kundorder.varld import leverera_meddelanden, spar
from tests.specialanpassning.varld import ANVISNING, JA, Special, bedomning, begard, papper

SCENARIER = yaml.safe_load(
    (settings.BPMN_DIR / "specialanpassning" / "scenarios.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("scenario", SCENARIER, ids=[one["namn"] for one in SCENARIER])
def test_scenario(s: Special, scenario: dict[str, Any]) -> None:
    given = scenario["givet"]
    spec = begard(s, kostnadsforslag=given.get("kostnadsforslag", False))
    for event in scenario["nar"]:
        handla(s, given, event)
        leverera_meddelanden()
    assert spar(spec.pk) == scenario["da"]["gick"]
    assert Arende.objects.get(pk=spec.pk).status == scenario["da"]["status"]


def handla(s: Special, given: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    """Let what the scenario says happen."""
    case, svar = s.spec.pk, event.get("svar", {})
    match event["uppgift"]:
        case "utfarda_anvisning":
            actions.utfarda_anvisning(case, person=s.v.miriam, sagt=ANVISNING)
        case "bedom":
            said = bedomning(inom_anvisning=given["inom_anvisning"], belopp=Decimal(900))
            actions_tekniker.bedom(case, person=s.tyra, sagt=said)
        case "ansok_om_kostnad":
            actions.ansok_om_kostnad(case, person=s.v.miriam, ansoker=True)
        case "besluta_kostnad":
            actions.besluta_kostnad(case, person=s.kalle, skal="Nej", **svar)
        case "tillverka":
            papper(s, "ritning")
            actions_tekniker.tillverka(case, person=s.tyra)
        case "mark":
            actions_tekniker.mark(case, person=s.tyra, individ=s.individ.nummer)
        case "godkann":
            actions.godkann(case, person=s.v.miriam, sagt=JA)
        case other:
            raise ValueError(f"No scenario knows {other}.")
