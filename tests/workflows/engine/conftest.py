"""A made-up case type, `prov`, whose facts are whatever the test says."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.workflows.draw import draw
from tests.workflows.prov import steps
from workflows import engine, registry
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.facts import Fact
from workflows.models import Process, UserTask
from workflows.registry import CaseType, TaskFields


class Prov:
    """What a test does with its case."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts

    def publish(self, bpmn: bytes, **files: str) -> None:
        named = {name.replace("__", "."): text for name, text in files.items()}
        versions.publish(Bundle("prov", bpmn, named), case_type="prov")

    def start(self, *flows: str, **given: Any) -> Process:
        if flows:
            self.publish(draw(*flows, **given))
        return engine.start("prov", case_id=uuid4(), actor="anna")

    def do(self, process: Process, element: str, actor: str = "anna", **given: Any) -> None:
        @engine.move
        def act() -> None:
            engine.complete(engine.lock(process.case_id), element, actor=actor, **given)

        act()

    def open(self, process: Process) -> list[str]:
        rows = UserTask.objects.filter(process=process).order_by("element")
        return list(rows.values_list("element", flat=True))

    def trail(self, process: Process) -> list[str]:
        return [step for row in engine.history(process.case_id) for step in row.trail]

    def reload(self, process: Process) -> Process:
        return Process.objects.get(pk=process.pk)


@pytest.fixture
def prov(db: None) -> Prov:
    facts: dict[str, Any] = {}
    steps.calls.clear()
    steps.fail.clear()
    steps.die.clear()
    steps.busy.clear()
    steps.keys.clear()
    steps.begun.clear()
    known = {name: Fact(name, "Any", "") for name in ("belopp", "klar", "lista", "nummer")}

    def begin(name: str, payload: Mapping[str, Any], effective: Any) -> UUID:
        case_id = uuid4()
        steps.begun.append((name, dict(payload)))
        engine.start("prov", case_id=case_id, actor="", message=dict(payload), effective=effective)
        return case_id

    registry.register_case_type(
        CaseType(
            "prov",
            "Prov",
            facts=MappingProxyType(known),
            read_facts=lambda case_id: facts,
            projector=lambda case_id: TaskFields(number="26480001", search="Säng"),
            start_by_message=begin,
        )
    )
    versions.specs_of.cache_clear()
    versions._models.cache_clear()
    return Prov(facts)


@pytest.fixture
def captured(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., Any]:
    return django_capture_on_commit_callbacks
