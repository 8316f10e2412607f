"""The scenarios beside each diagram drawn without code hold in the dry world and for real."""

from typing import Any

import pytest
from django.conf import settings

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.organisation.models import Anvandare
from tests.fritt.conftest import Varld
from workflows import clock, engine, workdays
from workflows.diagrams.bundle import from_folder
from workflows.models import Incident, UserTask
from workflows.trial import asking, sentences
from workflows.trial.play import FIRST_MOMENT
from workflows.trial.said import Line, Scenario

PROCESSER = ("referens", "utprovning")
SCENARIER = [
    pytest.param(process, scenario, id=f"{process}: {scenario.name}")
    for process in PROCESSER
    for scenario in sentences.parse(from_folder(settings.BPMN_DIR / process).scenarios)[0]
]


@pytest.mark.django_db
@pytest.mark.parametrize("process", PROCESSER)
def test_each_is_green_and_together_they_visit_everything(process: str) -> None:
    verdict = asking.scenarios(from_folder(settings.BPMN_DIR / process))
    assert verdict.results
    assert (verdict.red, verdict.unvisited) == ([], ())


@pytest.mark.parametrize(("process", "scenario"), SCENARIER)
def test_the_same_happens_for_real(varld: Varld, process: str, scenario: Scenario) -> None:
    starter = varld.miriam if process == "utprovning" else varld.pia
    given: dict[str, Any] = {}
    for line in scenario.given:
        given |= line.values
    now = FIRST_MOMENT
    with clock.frozen(now):
        arende = actions.starta(
            process,
            person=starter,
            kund=varld.kund if starter == varld.miriam else None,
            inlamning=Inlamning(given),
            bekraftar_vardrelation=True,
        )
    for line in scenario.when:
        if line.kind == "tid_gar":
            now = workdays.add(now, line.more["antal"])
        with clock.frozen(now):
            if line.kind == "tid_gar":
                engine.tick()
            else:
                task = _task(arende.pk, line.name)
                actions.svara(
                    task.pk, person=who_does(varld, task), inlamning=Inlamning(line.values)
                )
    arende.refresh_from_db()
    gick = [step for row in engine.history(arende.pk) for step in row.trail]
    for line in scenario.then:
        _holds(line, gick, arende.status, arende.pk)
    assert not Incident.objects.exists()


def _holds(line: Line, gick: list[str], status: str, case_id: Any) -> None:
    waiting = UserTask.objects.filter(case_id=case_id)
    if line.kind == "vagen":
        assert gick == line.more["element"]
    elif line.kind == "vantar":
        task = _task(case_id, line.name)
        assert line.more.get("roll", task.role) == task.role
        if "senast" in line.more:
            assert task.deadline
            assert str(clock.local(task.deadline).date()) == line.more["senast"]
    elif line.kind == "ingen_vantar":
        assert not waiting.exists()
    else:
        assert status == {"avslutat": "Avslutat", "pagar": "Pågår"}[line.kind]


def _task(case_id: Any, called: str) -> UserTask:
    open_now = UserTask.objects.filter(case_id=case_id)
    return open_now.filter(name=called).first() or open_now.get(element=called)


def who_does(varld: Varld, task: UserTask) -> Anvandare:
    return {"konsulent": varld.kajsa, "kundtjanst": varld.kim}[task.role]
