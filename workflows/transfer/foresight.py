"""Every running case of a process, held against another version: what can move, and why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.parser import build
from workflows.engine import codec
from workflows.models import Definition, Process, Version
from workflows.transfer.judging import Fate, Judge, Standing, judge_of

_SAMPLES = 5
_AT_ONCE = 2000


@dataclass
class Group:
    """Cases of one fate for one reason with the same notes; `samples` are the first few's ids."""

    fate: Fate
    mening: str
    notes: tuple[str, ...]
    count: int = 0
    samples: list[UUID] = field(default_factory=list)


@dataclass
class Place:
    """An element that cases stand on and that must have, or may get, another in the new version."""

    standing: Standing
    count: int = 0

    @property
    def is_same(self) -> bool:
        return self.standing.image == self.standing.element


@dataclass
class Outlook:
    """What becomes of the running cases. `already` run the version, or one that is the same."""

    groups: list[Group]
    places: list[Place]
    already: int
    positions: int

    def count(self, *fates: Fate) -> int:
        """How many cases have one of these fates."""
        return sum(group.count for group in self.groups if group.fate in fates)

    @property
    def movable(self) -> int:
        return sum(group.count for group in self.groups if group.fate.can_move)

    @property
    def total(self) -> int:
        return sum(group.count for group in self.groups)


def foresee(definition: Definition, bundle: Bundle, chosen: Mapping[str, str]) -> Outlook:
    """What would become of the running cases if a draft were published.

    Nothing is locked or touched. Raises `DiagramError` for what can't be read.
    """
    same = definition.versions.filter(digest=bundle.digest).first()
    if same is not None:
        return foresee_version(definition, same, chosen)
    return _outlook(Judge(build(bundle), chosen), definition, None)


def foresee_version(definition: Definition, version: Version, chosen: Mapping[str, str]) -> Outlook:
    """What becomes of the running cases that are moved to a version."""
    return _outlook(judge_to(version, chosen), definition, version)


def judge_to(version: Version, chosen: Mapping[str, str]) -> Judge:
    """Who judges cases that are to go to a version, with what the owner has chosen."""
    return judge_of(version.pk, tuple(sorted(chosen.items())))


def movable(definition: Definition, target: Version, chosen: Mapping[str, str]) -> list[int]:
    """The processes that can move, the oldest first."""
    judge = judge_to(target, chosen)
    return [
        process_id
        for process_id, _, version_id, state in _running(definition, target)
        if judge.judge(version_id, state).fate.can_move
    ]


def _outlook(judge: Judge, definition: Definition, target: Version | None) -> Outlook:
    groups: dict[tuple[Fate, str, tuple[str, ...]], Group] = {}
    places: dict[str, Place] = {}
    for _, case_id, version_id, state in _running(definition, target):
        verdict = judge.judge(version_id, state)
        key = verdict.fate, verdict.mening, verdict.notes
        group = groups.setdefault(key, Group(verdict.fate, verdict.mening, verdict.notes))
        group.count += 1
        if len(group.samples) < _SAMPLES:
            group.samples.append(case_id)
        for standing in verdict.standing:
            places.setdefault(standing.element, Place(standing)).count += 1
    order = list(Fate)
    already = 0
    if target is not None:
        already = Process.objects.filter(version=target, status=Process.Status.RUNNING).count()
    return Outlook(
        sorted(groups.values(), key=lambda one: (order.index(one.fate), -one.count)),
        sorted(places.values(), key=lambda one: (one.is_same, -one.count)),
        already,
        judge.positions,
    )


def _running(
    definition: Definition, target: Version | None
) -> Iterator[tuple[int, UUID, int, dict[str, Any]]]:
    rows = Process.objects.filter(
        version__definition=definition, status=Process.Status.RUNNING
    ).order_by("pk")
    if target is not None:
        rows = rows.exclude(version=target)
    read = rows.values_list("pk", "case_id", "version_id", "state").iterator(chunk_size=_AT_ONCE)
    for process_id, case_id, version_id, state in read:
        yield process_id, case_id, version_id, codec.unpack(bytes(state))
