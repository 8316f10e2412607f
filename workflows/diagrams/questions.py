"""Which form a place in a version asks, who may start it, and what the answers give as facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.versions import specs_of
from workflows.diagrams.xml import NAMESPACES
from workflows.forms import Form
from workflows.registry import Fact


@dataclass(frozen=True, slots=True)
class Start:
    """Where a process begins when a person begins it: `role` is the lane of its start event."""

    element: str
    role: str
    form: Form | None


def form_of(version_id: int, element: str) -> Form | None:
    """The form that an element asks: the one its property `form` names, or one of its own name."""
    return _asked(version_id).get(element)


def start_of(version_id: int) -> Start | None:
    """The plain start event; None when only messages or timers begin the process."""
    return _start(version_id)


def facts_of(version_id: int) -> Mapping[str, Fact]:
    """The answers that every form of a version may give, by the field's name."""
    found: dict[str, Fact] = {}
    for form in _asked(version_id).values():
        for name, kind in form.facts().items():
            found[name] = Fact(name, str(kind), form.fields[name].label)
    return found


@lru_cache(maxsize=256)
def _asked(version_id: int) -> Mapping[str, Form]:
    bundle = specs_of(version_id).bundle
    forms = bundle.forms()
    found = {}
    for node in _nodes(bundle):
        element = node.get("id", "")
        named = node.xpath(
            "bpmn:extensionElements/spiff:properties/spiff:property[@name='form']/@value",
            namespaces=NAMESPACES,
        )
        name = str(named[0]) if named else element
        if name in forms:
            found[element] = Form.load(forms[name])
    return found


@lru_cache(maxsize=256)
def _start(version_id: int) -> Start | None:
    bundle = specs_of(version_id).bundle
    plain = bundle.tree.xpath(
        "//bpmn:process[@id=$id]/bpmn:startEvent"
        "[not(*[substring(local-name(), string-length(local-name()) - 14) = 'EventDefinition'])]",
        namespaces=NAMESPACES,
        id=bundle.process_id,
    )
    if not plain:
        return None
    element = plain[0].get("id", "")
    lanes = bundle.tree.xpath(
        "//bpmn:lane[bpmn:flowNodeRef[normalize-space() = $id]]/@name",
        namespaces=NAMESPACES,
        id=element,
    )
    return Start(element, str(lanes[-1]) if lanes else "", form_of(version_id, element))


def _nodes(bundle: Bundle) -> list[etree._Element]:
    found: list[etree._Element] = bundle.tree.xpath(
        "//bpmn:startEvent | //bpmn:userTask | //bpmn:manualTask | //bpmn:task",
        namespaces=NAMESPACES,
    )
    return found
