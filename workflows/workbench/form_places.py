"""Where the forms of a process are asked: the steps that ask each, and those that lack one."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import DiagramError, safe_xml
from workflows.gate import drawing, registered
from workflows.gate.work import PEOPLE


@dataclass(frozen=True)
class Place:
    """A step that asks a form: its id and name in the diagram, and the form's name."""

    element: str
    name: str
    form: str


def places(bundle: Bundle) -> list[Place]:
    """Every step that a person does without a page of its own, and the plain start.

    A start that asks nothing is a place too: a form of its name would be asked there.
    """
    own_pages = registered(bundle.process_id).actions
    found = []
    for data in (bundle.bpmn, *_called(bundle)):
        try:
            drawn = drawing.read(safe_xml(data).getroot())
        except DiagramError:
            continue  # the gate tells what is wrong with it
        for node in drawn.nodes():
            form = node.properties.get("form", "").strip()
            person = node.tag in PEOPLE and (form or node.id not in own_pages)
            start = node.tag == "startEvent" and not node.event_definitions
            if person or (start and (form or registered(bundle.process_id).own_forms)):
                name = " ".join(node.name.split()) or node.id
                found.append(Place(node.id, name, form or node.id))
    return found


def without_form(bundle: Bundle) -> list[Place]:
    """The steps that ask for a form that there is not."""
    there = bundle.forms()
    return [one for one in places(bundle) if one.form not in there]


def asked_at(found: Sequence[Place], form: str) -> str:
    """Which steps ask a form, in words; empty for none."""
    return ", ".join(one.name for one in found if one.form == form)


def _called(bundle: Bundle) -> list[bytes]:
    return [text.encode() for name, text in bundle.files.items() if name.endswith(".bpmn")]
