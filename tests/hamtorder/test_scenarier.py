"""The examples beside the diagrams of hämtorder and returmottagning, run for real."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from django.conf import settings

from cases.gemensamt.models import Arende
from cases.hamtorder import actions, actions_makulera
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.models import Innehav
from cases.returmottagning import actions as vid_returen
from cases.returmottagning.actions_disk import ta_emot_vid_disk
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from tests.hamtorder.varld import Retur, enheten, retur, verkstalld
from tests.kundorder.varld import leverera_meddelanden, spar
from workflows import clock
from workflows.models import Incident

SCENARIER = [
    pytest.param(process, scenario, id=f"{process}: {scenario['namn']}")
    for process in ("hamtorder", "returmottagning")
    for scenario in yaml.safe_load(
        (settings.BPMN_DIR / process / "scenarios.yaml").read_text(encoding="utf-8")
    )
]
HEMMA = {"privat"}


@pytest.mark.parametrize(("process", "scenario"), SCENARIER)
def test_scenario(r: Retur, process: str, scenario: dict[str, Any]) -> None:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        given = scenario["givet"]
        aids = [getattr(r, name) for name in given["hjalpmedel"]]
        order = None
        if "atgard" in given:
            where = {} if given["atgard"] in HEMMA else enheten(r)
            order = verkstalld(r, *aids, atgard=given["atgard"], **where)
        for event in scenario["nar"]:
            if event.get("handling") == "lamna_vid_disken":
                lamna_vid_disken(r, aids, order)
            elif order is not None:
                handla(r, order, event)
            leverera_meddelanden()
    returned = Returmottagning.objects.filter(hamtorder=order.pk if order else None)
    case = order.pk if order and process == "hamtorder" else returned.get().pk
    assert spar(case) == scenario["da"]["gick"]
    assert Arende.objects.get(pk=case).status == scenario["da"]["status"]
    assert not Incident.objects.exists()


def lamna_vid_disken(r: Retur, aids: list[Innehav], order: Hamtorder | None) -> None:
    ta_emot_vid_disk(
        [aid.pk for aid in aids],
        person=r.v.lotta,
        sagt=[Mottaget(aid.pk, kom=True, skick="godkänt") for aid in aids],
        hamtorder=str(order.arende.nummer) if order else "",
    )


def handla(r: Retur, order: Hamtorder, event: Mapping[str, Any]) -> None:
    """Let what the scenario says happen."""
    svar = event.get("svar", {})
    match event.get("uppgift", event.get("handling")):
        case "hamta":
            rows = order.rader.values_list("pk", flat=True)
            actions.hamta(
                order.pk,
                person=r.v.tore,
                utfall=dict.fromkeys(rows, svar.get("alla", "hamtad")),
                ingen_hemma=svar.get("ingen_hemma", False),
                orsak=svar.get("orsak", ""),
            )
        case "ta_emot":
            told = [
                Mottaget(nr, kom=True, skick="godkänt")
                for nr in retur(order).rader.values_list("nr", flat=True)
            ]
            vid_returen.ta_emot(retur(order).pk, person=r.v.lotta, sagt=told)
        case "rekonditionera":
            said = dict.fromkeys(retur(order).rader.values_list("nr", flat=True), "i_lager")
            vid_returen.rekonditionera(retur(order).pk, person=r.tyra, sagt=said)
        case "bekrafta_aterlamnat":
            rows = order.rader.values_list("pk", flat=True)
            missing = list(rows) if svar.get("alla") == "saknas" else []
            actions.bekrafta_aterlamnat(order.pk, person=r.v.lotta, saknas=missing)
        case "makulera":
            actions_makulera.makulera(order.pk, person=r.v.kim)
        case other:
            raise ValueError(f"No scenario knows {other}.")
