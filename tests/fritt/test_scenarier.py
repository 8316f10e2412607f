"""The examples beside each diagram, run for real: given, when, then."""

from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from django.conf import settings

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.organisation.models import Anvandare
from tests.fritt.conftest import Varld
from workflows import clock, engine, workdays
from workflows.models import Incident, UserTask

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SCENARIER = [
    pytest.param(process, scenario, id=f"{process}: {scenario['namn']}")
    for process in ("referens", "utprovning")
    for scenario in yaml.safe_load(
        (settings.BPMN_DIR / process / "scenarios.yaml").read_text(encoding="utf-8")
    )
]


@pytest.mark.parametrize(("process", "scenario"), SCENARIER)
def test_scenario(varld: Varld, process: str, scenario: dict[str, Any]) -> None:
    starter = varld.miriam if process == "utprovning" else varld.pia
    now = MONDAY
    with clock.frozen(now):
        arende = actions.starta(
            process,
            person=starter,
            kund=varld.kund if starter == varld.miriam else None,
            inlamning=Inlamning(scenario["givet"]),
            bekraftar_vardrelation=True,
        )
    for event in scenario["nar"]:
        now = workdays.add(now, event["arbetsdagar"]) if "arbetsdagar" in event else now
        with clock.frozen(now):
            if "arbetsdagar" in event:
                engine.tick()
            else:
                task = UserTask.objects.get(case_id=arende.pk, element=event["uppgift"])
                actions.svara(
                    task.pk, person=who_does(varld, task), inlamning=Inlamning(event["svar"])
                )
    arende.refresh_from_db()
    expected = scenario["da"]
    open_tasks = {task.element: task for task in engine.open_tasks(arende.pk)}
    assert [step for row in engine.history(arende.pk) for step in row.trail] == expected["gick"]
    assert list(open_tasks) == expected["oppna"]
    assert arende.status == expected["status"]
    for element, day in expected.get("sista_dag", {}).items():
        deadline = open_tasks[element].deadline
        assert deadline is not None
        assert str(clock.local(deadline).date()) == day
    assert not Incident.objects.exists()


def who_does(varld: Varld, task: UserTask) -> Anvandare:
    return {"konsulent": varld.kajsa, "kundtjanst": varld.kim}[task.role]
