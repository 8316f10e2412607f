"""What becomes of a running case in another version: judged once for each way of standing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from workflows.diagrams.parser import Specs
from workflows.diagrams.versions import specs_of
from workflows.transfer.alignment import CHILD, label
from workflows.transfer.positions import Token, signature, tokens_of
from workflows.transfer.rewriting import Alignment, Unfit, rewrite
from workflows.transfer.trial import Rehearsal, Stuck


class Fate(StrEnum):
    """What can be done with a case, best first."""

    SAME = "samma"
    MAPPED = "kopplas"
    UNMAPPED = "koppling-saknas"
    OLD = "gar-klart"
    STUCK = "fastnar"

    @property
    def can_move(self) -> bool:
        return self in (Fate.SAME, Fate.MAPPED)


@dataclass(frozen=True)
class Standing:
    """An element that a case stands on: where it would go, and what could take its place."""

    element: str
    name: str
    image: str | None
    open_for: tuple[tuple[str, str], ...]
    # A subprocess: what the case stands on lies in it.
    holds: bool = False


@dataclass(frozen=True)
class Verdict:
    """`mening` says why, in Swedish; `notes` what else will differ."""

    fate: Fate
    mening: str
    standing: tuple[Standing, ...] = ()
    notes: tuple[str, ...] = ()


class Judge:
    """Judges cases against one version, with what the owner has chosen.

    `chosen` maps old elements to new ones; to nothing where its cases shall stay.
    """

    def __init__(self, new: Specs, chosen: Mapping[str, str] | None = None) -> None:
        self.new = new
        self.chosen = dict(chosen or {})
        self._rehearsal = Rehearsal(new)
        self._before: dict[int, Rehearsal] = {}
        self._kept: dict[tuple[int, str], Verdict] = {}
        self._aligned: dict[int, Alignment] = {}

    @property
    def positions(self) -> int:
        """How many ways of standing have been judged."""
        return len(self._kept)

    def judge(self, version_id: int, parts: Mapping[str, Any]) -> Verdict:
        """What becomes of a case of that version in that (unpacked) state."""
        key = version_id, signature(parts)
        if key not in self._kept:
            self._kept[key] = self._judged(version_id, parts)
        return self._kept[key]

    def alignment(self, version_id: int) -> Alignment:
        """A version beside the new one."""
        if version_id not in self._aligned:
            self._aligned[version_id] = Alignment(specs_of(version_id), self.new, self.chosen)
        return self._aligned[version_id]

    def _judged(self, version_id: int, parts: Mapping[str, Any]) -> Verdict:
        alignment = self.alignment(version_id)
        standing = tuple(_standing(parts, alignment))
        try:
            written = rewrite(parts, alignment)
        except Unfit as no:
            return Verdict(*self._unfit(no, standing), standing)
        stuck = self._rehearsal.try_out(written.parts, self._unknown(version_id), written.added)
        if stuck is not None and not self._was_so_before(stuck, version_id, parts):
            return Verdict(Fate.STUCK, stuck.mening, standing, tuple(written.notes))
        return replace(_fits(standing), notes=tuple(written.notes))

    def _unfit(self, no: Unfit, standing: Iterable[Standing]) -> tuple[Fate, str]:
        if self.chosen.get(no.element) == "":
            name = next((one.name for one in standing if one.element == no.element), no.element)
            return Fate.OLD, f"Du har valt att ärenden vid ”{name}” går klart på sin version."
        return (Fate.UNMAPPED if no.open_for else Fate.OLD), no.mening

    def _unknown(self, version_id: int) -> frozenset[str]:
        """What no step of the old version has told the new one."""
        before = self._as_before(version_id).asked.given_by
        return frozenset(
            name
            for name, steps in self._rehearsal.asked.given_by.items()
            if steps.isdisjoint(before.get(name, ()))
        )

    def _was_so_before(self, stuck: Stuck, version_id: int, parts: Mapping[str, Any]) -> bool:
        """Ways that only chance takes stop as well where the case stands today."""
        if stuck.certain:
            return False
        return self._as_before(version_id).try_out(parts) is not None

    def _as_before(self, version_id: int) -> Rehearsal:
        if version_id not in self._before:
            self._before[version_id] = Rehearsal(specs_of(version_id))
        return self._before[version_id]


def _standing(parts: Mapping[str, Any], alignment: Alignment) -> Iterator[Standing]:
    """The elements that people would say that a case stands on."""
    scopes = {"": alignment.scope()}
    holders: dict[str, tuple[Any, str]] = {}
    seen: set[str] = set()
    for part in (parts["top"], *parts.get("subs", ())):
        if "of" in part:
            outer, name = holders[part["of"]]
            image = outer.image(name.removesuffix(CHILD))
            if image is None:
                continue
            inner = image + CHILD if name.endswith(CHILD) else image
            scope = alignment.scope(
                outer.old.task_specs[name].spec, outer.new.task_specs[inner].spec
            )
        else:
            scope = scopes[""]
        for token in tokens_of(part):
            if not token.active:
                continue
            holders[token.id] = (scope, token.name)
            element = token.name.removesuffix(CHILD)
            spec = scope.old.task_specs[element]
            if not getattr(spec, "bpmn_id", None) or element in seen:
                continue
            if isinstance(spec, BoundaryEvent) or _joins(spec, token):
                continue
            seen.add(element)
            drawn = scope.new.task_specs
            yield Standing(
                element,
                label(spec),
                scope.image(element),
                tuple((one, label(drawn[one])) for one in scope.candidates(element)),
                isinstance(spec, SubWorkflowTask),
            )


def _joins(spec: Any, token: Token) -> bool:
    """A token that has come to where ways meet stands on nothing that anyone would point at."""
    return token.state == TaskState.WAITING and not hasattr(spec, "event_definition")


def _fits(standing: tuple[Standing, ...]) -> Verdict:
    moved = [one for one in standing if one.image != one.element]
    if not moved:
        names = " och ".join(f"”{one.name}”" for one in standing if not one.holds)
        return Verdict(Fate.SAME, f"Står vid {names} i båda versionerna.", standing)
    named = [(one.name, dict(one.open_for).get(one.image or "", "")) for one in moved]
    said = " ".join(f"”{was}” blir ”{now}”." for was, now in named)
    return Verdict(Fate.MAPPED, said, standing)


@lru_cache(maxsize=8)
def judge_of(version_id: int, chosen: tuple[tuple[str, str], ...]) -> Judge:
    """The judge of a published version: what it has judged is kept between cases."""
    return Judge(specs_of(version_id), dict(chosen))
