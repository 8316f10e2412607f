"""What may be asked of the engine without moving anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from lxml import etree
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent

from workflows import clock, dmn, registry
from workflows.diagrams import versions
from workflows.diagrams.xml import elements, safe_xml
from workflows.engine import codec, waiting
from workflows.engine.extensions import EXTENSIONS
from workflows.models import Move, Process, UserTask


def decide(
    process_id: str, decision: str, facts: Mapping[str, Any], *, case_id: UUID | None = None
) -> dmn.Outcome:
    """Ask a decision table as a page may: the case's own version, else the published one."""
    return Tables(process_id, case_id).decide(decision, facts)


@dataclass(frozen=True)
class Tables:
    """The same for many rows of a page: the version is read once, when a table is first asked."""

    process_id: str
    case_id: UUID | None = None

    def decide(self, decision: str, facts: Mapping[str, Any]) -> dmn.Outcome:
        """What the table answers. Raises `NotFound`."""
        model = versions.decision_model(self._version_id, decision)
        return model.evaluate(
            decision, dict(facts), clock=lambda: clock.local(clock.now()), extensions=EXTENSIONS
        )

    @cached_property
    def _version_id(self) -> int:
        running = (
            Process.objects.filter(case_id=self.case_id)
            .values_list("version_id", flat=True)
            .first()
            if self.case_id is not None
            else None
        )
        return running or versions.published(self.process_id).pk


def answer_labels(process: Process, decision: str) -> dict[str, str]:
    """What the table calls each part of its answer, in the process's own version."""
    return versions.decision_model(process.version_id, decision).decisions[decision].labels


def open_tasks(case_id: UUID) -> list[UserTask]:
    """The user tasks of a case that wait for somebody, the most urgent first."""
    return list(UserTask.objects.filter(case_id=case_id).order_by("deadline", "created_at"))


# Some weeks' work at HMC. No index is kept for a question that only an old page asks.
_LOOKED_BACK = 50_000


def case_of(task_id: UUID) -> UUID | None:
    """The case of a user task, also when it was done not long ago; None when nobody remembers."""
    open_still = UserTask.objects.filter(pk=task_id).values_list("case_id", flat=True).first()
    if open_still is not None:
        return open_still
    last = Move.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    late = Move.objects.filter(pk__gt=last - _LOOKED_BACK, task_id=task_id)
    return late.values_list("process__case_id", flat=True).first()


def where(process: Process) -> list[str]:
    """Ids of the elements where the process's tokens stand now.

    An event on the edge of an activity only watches: the token stands in the activity.
    """
    if process.status != Process.Status.RUNNING:
        return []
    specs = versions.specs_of(process.version_id)
    workflow = codec.load(bytes(process.state), specs, None)
    seen = waiting.look(workflow)
    tasks = [
        *seen.tasks.values(),
        *(task for task, _ in seen.timers.values()),
        *(task for task, _ in seen.messages.values()),
        *seen.jobs.values(),
    ]
    standing = (task.task_spec for task in tasks if not isinstance(task.task_spec, BoundaryEvent))
    return list(dict.fromkeys(task_spec.bpmn_id for task_spec in standing))


@dataclass(frozen=True)
class Picture:
    """A case's diagram with where it stands. `names` are the elements told in words,
    in drawn order."""

    bpmn: bytes
    done: list[str]
    active: list[str]
    names: dict[str, str]


def picture(case_id: UUID) -> Picture:
    """The diagram of a case's own version, with what its tokens have left and where they stand."""
    process = Process.objects.get(case_id=case_id)
    specs = versions.specs_of(process.version_id)
    trails = Move.objects.filter(process=process).order_by("rev").values_list("trail", flat=True)
    done = list(dict.fromkeys(element for trail in trails for element in trail.split()))
    return Picture(_with_role_labels(specs.bundle.bpmn), done, where(process), specs.told())


def names(process: Process) -> dict[str, str]:
    """What each element of the process's own version is called in its diagram, by id."""
    return versions.specs_of(process.version_id).names()


def story(process: Process) -> dict[str, str]:
    """How the timeline tells of elements where that is not their name; empty: it does not."""
    return versions.specs_of(process.version_id).story()


@lru_cache(maxsize=64)
def _with_role_labels(bpmn: bytes) -> bytes:
    """Lanes are named by role keys; a reader sees the roles' own names."""
    tree = safe_xml(bpmn)
    for lane in elements(tree, "//bpmn:lane[@name]"):
        if role := registry.roles().get(lane.get("name", "")):
            lane.set("name", role.label)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
