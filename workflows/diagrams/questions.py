"""Which form a place in a version asks, who may start it, and what the answers give as facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.versions import specs_of
from workflows.diagrams.xml import BPMN, NAMESPACES
from workflows.facts import Fact
from workflows.forms import Form

_PROCESS = f"{{{BPMN}}}process"
_ASKING = tuple(f"{{{BPMN}}}{kind}" for kind in ("startEvent", "userTask", "manualTask", "task"))
_HELD = "bpmn:flowNodeRef"


@dataclass(frozen=True, slots=True)
class Start:
    """Where a process begins when a person begins it: `role` is the lane of its start event."""

    element: str
    role: str
    form: Form | None


def form_of(version_id: int, element: str) -> Form | None:
    """The form that an element asks: the one its property `form` names, or one of its own name."""
    return _asked(version_id).get(element)


def places_of(version_id: int) -> list[str]:
    """The elements of a version that ask a form, in drawn order."""
    return list(_asked(version_id))


def start_of(version_id: int) -> Start | None:
    """The plain start event; None when only messages or timers begin the process."""
    return _start(version_id)


def facts_of(version_id: int) -> Mapping[str, Fact]:
    """The answers that every form of a version may give, by the field's name."""
    found: dict[str, Fact] = {}
    for form in _asked(version_id).values():
        found |= answers_of(form)
    return found


def answers_of(form: Form) -> Mapping[str, Fact]:
    """The answers that a form may give, by the field's name."""
    return {
        name: Fact(name, str(kind), form.fields[name].label) for name, kind in form.facts().items()
    }


@lru_cache(maxsize=256)
def _asked(version_id: int) -> Mapping[str, Form]:
    return forms_in(specs_of(version_id).bundle)


def forms_in(bundle: Bundle) -> Mapping[str, Form]:
    """The form that each element of a bundle asks. Raises `BadForm`."""
    forms = bundle.forms()
    found = {}
    for node in bundle.tree.getroot().iter(*_ASKING):
        element = node.get("id", "")
        name = _own_form(node) or element
        if name in forms:
            found[element] = Form.load(forms[name])
    return found


@lru_cache(maxsize=256)
def _start(version_id: int) -> Start | None:
    return start_in(specs_of(version_id).bundle)


def start_in(bundle: Bundle) -> Start | None:
    """The plain start event of a bundle; None when only messages or timers begin the process."""
    root = bundle.tree.getroot()
    process = next(node for node in root.iter(_PROCESS) if node.get("id") == bundle.process_id)
    for node in process.findall("bpmn:startEvent", NAMESPACES):
        if not any(etree.QName(child).localname.endswith("EventDefinition") for child in node):
            element = node.get("id", "")
            return Start(element, _lane(process, element), forms_in(bundle).get(element))
    return None


def _own_form(node: etree._Element) -> str:
    path = "bpmn:extensionElements/spiff:properties/spiff:property"
    for found in node.findall(path, NAMESPACES):
        if found.get("name") == "form":
            return found.get("value", "")
    return ""


def _lane(process: etree._Element, element: str) -> str:
    """The innermost lane that holds an element."""
    lanes = [
        lane.get("name", "")
        for lane in process.iter(f"{{{BPMN}}}lane")
        if any((held.text or "").strip() == element for held in lane.findall(_HELD, NAMESPACES))
    ]
    return lanes[-1] if lanes else ""
