"""Which element of one version corresponds to which of another's, scope by scope.

The same id and kind is the same element. What is gone is matched by name, kind and neighbours; an
owner may choose otherwise.
"""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import CallActivity
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask

from workflows.diagrams.specs import NamedMessage

CHILD = " [child]"
SPLIT = ".BoundaryEventSplit"
JOIN = ".BoundaryEventJoin"
END_JOIN = ".EndJoin"
_ALIKE = 0.75
_LONE = 0.3


class Scope:
    """A process or subprocess, and the one that takes its place."""

    def __init__(self, old: Any, new: Any, chosen: Mapping[str, str]) -> None:
        self.old = old
        self.new = new
        self._chosen = chosen

    def image(self, element: str) -> str | None:
        """The id of what corresponds to an element; None where nothing does."""
        return self.images.get(element)

    @cached_property
    def images(self) -> Mapping[str, str]:
        """The new id of each old element that has one."""
        old, new = _drawn(self.old), _drawn(self.new)
        chosen = {a: b for a, b in self._chosen.items() if a in old}
        found = {a: b for a, b in chosen.items() if b in new and kind(old[a]) == kind(new[b])}
        found |= {
            id_: id_
            for id_ in old
            if id_ not in chosen and id_ in new and kind(old[id_]) == kind(new[id_])
        }
        # Hosts before what sits on them: a boundary event follows its host.
        gone = [id_ for id_ in old if id_ not in found and id_ not in chosen]
        for id_ in sorted(gone, key=lambda one: host(old[one]) is not None):
            if (like := self._proposed(id_, old, new, found)) is not None:
                found[id_] = like
        return {a: b for a, b in found.items() if self._same_host(old[a], new[b], found)}

    def candidates(self, element: str) -> list[str]:
        """What could take an element's place: the same kind in the same scope."""
        old, new = _drawn(self.old), _drawn(self.new)
        return [id_ for id_ in new if kind(new[id_]) == kind(old[element])]

    def behind(self, element: str) -> set[str]:
        """The images of what leads to an old element, past those that have none."""
        return {self.images[one] for one in _back(self.old.task_specs[element], self.images)}

    def reached_from(self, element: str) -> set[str]:
        """The images that lead to a new element, past what is new; itself if it is one."""
        known = set(self.images.values())
        if element in known:
            return {element}
        return _back(self.new.task_specs[element], known)

    def _same_host(self, was: Any, now: Any, found: Mapping[str, str]) -> bool:
        sat_on = host(was)
        return sat_on is None or found.get(sat_on) == host(now)

    def _proposed(
        self, element: str, old: Mapping[str, Any], new: Mapping[str, Any], found: Mapping[str, str]
    ) -> str | None:
        was, best = old[element], (0.0, "")
        for id_, now in new.items():
            if id_ in old or id_ in found.values() or kind(was) != kind(now):
                continue
            if not self._same_host(was, now, found):
                continue
            alike = SequenceMatcher(None, label(was).lower(), label(now).lower()).ratio()
            before = bool(_beside(was.inputs, found) & set(_names(now.inputs)))
            after = bool(_beside(was.outputs, found) & set(_names(now.outputs)))
            fits = alike >= _ALIKE or (before and after) or (alike >= _LONE and (before or after))
            score = alike + before + after
            if fits and score > best[0]:
                best = (score, id_)
        return best[1] or None


def kind(spec: Any) -> str:
    """What an element is, so far as a token that stands on it cares."""
    if isinstance(spec, MultiInstanceTask):
        child = spec._wf_spec.task_specs[spec.task_spec]  # noqa: SLF001 - has no other door
        return f"{type(spec).__name__}({kind(child)})"
    if isinstance(spec, SubWorkflowTask):
        return "call" if isinstance(spec, CallActivity) else "subprocess"
    if spec.manual:
        return "person"
    waits = ",".join(sorted(_waits_for(spec)))
    stops = f"/{spec.cancel_activity}" if isinstance(spec, BoundaryEvent) else ""
    return f"{type(spec).__name__}{stops}:{waits}"


def label(spec: Any) -> str:
    """What people call an element."""
    return " ".join((getattr(spec, "bpmn_name", "") or spec.name).split())


def host(spec: Any) -> str | None:
    """The activity that a boundary event sits on."""
    if not isinstance(spec, BoundaryEvent):
        return None
    for above in spec.inputs:
        if isinstance(above, BoundaryEventSplit):
            return str(above.name).removesuffix(SPLIT)
    return None


def _drawn(part: Any) -> dict[str, Any]:
    return {
        name: spec
        for name, spec in part.task_specs.items()
        if getattr(spec, "bpmn_id", None) and spec.bpmn_id == name
    }


def _waits_for(spec: Any) -> Iterable[str]:
    definition = getattr(spec, "event_definition", None)
    for one in getattr(definition, "event_definitions", None) or [definition]:
        if isinstance(one, NamedMessage):
            yield f"NamedMessage {one.name}"
        elif one is not None:
            yield type(one).__name__


def _names(specs: Iterable[Any]) -> list[str]:
    return [one.name.removesuffix(SPLIT) for one in specs]


def _beside(specs: Iterable[Any], found: Mapping[str, str]) -> set[str]:
    return {found[name] for name in _names(specs) if name in found}


def _back(spec: Any, known: Iterable[str]) -> set[str]:
    """The nearest of `known` on each way that leads here."""
    stop, seen, met = set(known), set(), set()
    waiting = list(spec.inputs)
    while waiting:
        one = waiting.pop()
        if one.name in seen:
            continue
        seen.add(one.name)
        if one.name in stop:
            met.add(one.name)
        else:
            waiting += one.inputs
    return met
