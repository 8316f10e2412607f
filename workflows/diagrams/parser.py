"""From a bundle to what SpiffWorkflow runs. Refuses what is code or what we don't run."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.control import StartEventSplit
from SpiffWorkflow.bpmn.specs.defaults import EventBasedGateway, ParallelGateway

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.element_parsers import Parser
from workflows.diagrams.specs import AskingExclusiveGateway, AskingInclusiveGateway, NamedMessage
from workflows.diagrams.written import properties_of
from workflows.diagrams.xml import DiagramError, elements, safe_xml

_CODE = (
    "//bpmn:scriptTask | //spiff:preScript | //spiff:postScript | //spiff:serviceTaskOperator"
    " | //spiff:messagePayload | //spiff:processVariableCorrelation"
)

# What the property `tidslinje` says of an element that the timeline passes over.
PASSED_OVER = "-"

# Ids that SpiffWorkflow gives to elements of its own: one drawn with such an id takes its place.
_RESERVED = re.compile(r"^(Start|End|Root)$|\.(EndJoin|BoundaryEventSplit|BoundaryEventJoin)$")


_LEADS_ON = (
    AskingExclusiveGateway,
    AskingInclusiveGateway,
    EventBasedGateway,
    ParallelGateway,
)


@dataclass(frozen=True)
class Specs:
    """A parsed bundle, shared by every case that runs it. Nobody may change it."""

    process_id: str
    spec: Any
    subprocesses: dict[str, Any]
    bundle: Bundle

    def names(self) -> dict[str, str]:
        """What each element is called in the diagram, by its id."""
        named = {}
        for part in (self.spec, *self.subprocesses.values()):
            for task_spec in part.task_specs.values():
                if getattr(task_spec, "bpmn_id", None):
                    named[task_spec.bpmn_id] = task_spec.bpmn_name or task_spec.bpmn_id
        return named

    def told(self) -> dict[str, str]:
        """The elements that a reader is told of in words, by id: those with a name of their own,
        and no gateways, which only lead on."""
        found = {}
        for part in (self.spec, *self.subprocesses.values()):
            for task_spec in part.task_specs.values():
                name = getattr(task_spec, "bpmn_name", None)
                if name and task_spec.bpmn_id and not isinstance(task_spec, _LEADS_ON):
                    found[task_spec.bpmn_id] = name
        return found

    def story(self) -> dict[str, str]:
        """How the timeline tells of elements, by id, where that is not their name: the property
        `tidslinje`. Empty for one that it passes over."""
        found = {}
        for part in (self.spec, *self.subprocesses.values()):
            for task_spec in part.task_specs.values():
                said = properties_of(getattr(task_spec, "extensions", None)).get("tidslinje")
                if said is not None and task_spec.bpmn_id:
                    found[task_spec.bpmn_id] = said.strip().removeprefix(PASSED_OVER)
        return found

    def message_starts(self) -> list[str]:
        """Names of the messages that start this process."""
        starts = [
            task_spec
            for first in self.spec.start.outputs
            for task_spec in (first.outputs if isinstance(first, StartEventSplit) else [first])
        ]
        return [
            task_spec.event_definition.name
            for task_spec in starts
            if isinstance(getattr(task_spec, "event_definition", None), NamedMessage)
        ]


def build(bundle: Bundle) -> Specs:
    """Parse a bundle. Raises `DiagramError`."""
    _refuse(bundle.tree)
    parser = Parser()
    try:
        parser.add_bpmn_xml(bundle.tree.getroot(), f"{bundle.process_id}.bpmn")
        for name, text in bundle.files.items():
            if name.endswith(".bpmn"):
                called = safe_xml(text.encode())
                _refuse(called)
                parser.add_bpmn_xml(called.getroot(), name)
        spec = parser.get_spec(bundle.process_id)
        subprocesses = parser.get_subprocess_specs(bundle.process_id)
    except ValidationException as error:
        raise DiagramError(
            "bpmn.kan_inte_koras",
            f"Diagrammet kan inte köras: {error}. Kontrollera elementet i ritverktyget.",
            str(getattr(error, "tag_id", "") or getattr(error, "id", "") or ""),
        ) from error
    except (NotImplementedError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise DiagramError(
            "bpmn.kan_inte_koras", "Diagrammet innehåller något som inte kan köras här."
        ) from error
    _place(bundle.tree, (spec, *subprocesses.values()))
    return Specs(bundle.process_id, spec, subprocesses, bundle)


def _place(tree: etree._ElementTree, parts: Iterable[Any]) -> None:
    """The innermost lane that names a task is its lane, also within a subprocess, whose own lane
    SpiffWorkflow gives to all that is in it."""
    lanes = {
        (reference.text or "").strip(): lane.get("name")
        for lane in elements(tree, "//bpmn:lane")
        for reference in lane.iterfind("{*}flowNodeRef")
    }
    for part in parts:
        for task_spec in part.task_specs.values():
            if own := lanes.get(task_spec.bpmn_id):
                task_spec.lane = own


def is_reserved(element: str) -> bool:
    """Whether an id is one that the engine uses itself."""
    return bool(_RESERVED.search(element) or element.endswith("[child]"))


def _refuse(tree: etree._ElementTree) -> None:
    refuse_code(tree)
    for found in elements(tree, "//bpmn:process//*[@id]"):
        element = found.get("id", "")
        name = found.get("name") or element
        if is_reserved(element):
            raise DiagramError(
                "bpmn.reserverat_id", f"Id ”{element}” används av motorn. Välj ett annat.", element
            )
        if found.get("triggeredByEvent") == "true":
            raise DiagramError(
                "bpmn.handelsedelprocess",
                f"Händelsedelprocessen ”{name}” stöds inte. Rita en kanthändelse i stället.",
                element,
            )


def refuse_code(tree: etree._ElementTree) -> None:
    """Diagrams carry no code. Raises `DiagramError` naming the element."""
    for found in elements(tree, _CODE):
        is_task = bool(found.get("id")) and str(found.tag).endswith("Task")
        owner = found if is_task else found.getparent()
        while owner is not None and not owner.get("id"):
            owner = owner.getparent()
        element = owner.get("id", "") if owner is not None else ""
        name = (owner.get("name") or element) if owner is not None else ""
        raise DiagramError(
            "bpmn.skript",
            f"”{name}” innehåller kod, som inte tillåts i diagram. "
            "Använd ett systemsteg, en beslutstabell eller ett FEEL-uttryck.",
            element,
        )
