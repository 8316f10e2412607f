"""Which facts an element asks for that its case lacks, and that a person can give a value."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from workflows import feel, registry
from workflows.diagrams import questions, versions
from workflows.diagrams.specs import Decision, DueTimer
from workflows.diagrams.written import feel_text, properties_of
from workflows.facts import Fact
from workflows.models import Incident
from workflows.remedies.causes import Cause, Open


def givable(cause: Cause) -> Mapping[str, Fact]:
    """What the oldest of them lacks, by name. Empty where nothing can be given."""
    one = cause.example
    if one.version_id is None or one.case_id is None or one.kind not in _ASKING:
        return {}
    asked = _asked(one)
    known = registry.answers().read(one.case_id)
    return {
        name: fact
        for name, fact in questions.facts_of(one.version_id).items()
        if name in asked and known.get(name) is None
    }


def give(case_id: UUID, name: str, text: str, *, actor: str) -> None:
    """Give a case's fact a value, as typed. The caller holds the process.

    Raises `NotFound` where it can't be given, `Refused` where the value is no such.
    """
    registry.answers().give(case_id, name, text, actor)


_ASKING = (Incident.Kind.CONDITION, Incident.Kind.STEP)


def _asked(one: Open) -> set[str]:
    """The names in what the element asks: its conditions, its time, its table, its properties."""
    if one.version_id is None:
        return set()
    specs = versions.specs_of(one.version_id)
    names: set[str] = set()
    for part in (specs.spec, *specs.subprocesses.values()):
        spec = part.task_specs.get(one.element)
        if spec is not None:
            names |= _names_in(spec, one.version_id)
    return names


def _names_in(spec: Any, version_id: int) -> set[str]:
    if isinstance(spec, Decision):
        return set(versions.decision_model(version_id, spec.decision).needs(spec.decision))
    texts = [
        str(condition.args[0])
        for condition, _ in getattr(spec, "cond_task_specs", ())
        if condition is not None
    ]
    definition = getattr(spec, "event_definition", None)
    for one in getattr(definition, "event_definitions", None) or [definition]:
        if isinstance(one, DueTimer):
            texts.append(one.expression)
        texts += [text for text in (getattr(one, "key", ""), getattr(one, "payload", "")) if text]
    texts += [feel_text(text) for text in properties_of(getattr(spec, "extensions", None)).values()]
    names: set[str] = set()
    for text in texts:
        try:
            names |= set(feel.compile_expression(text).names)
        except feel.FeelSyntaxError:
            continue
    return names
