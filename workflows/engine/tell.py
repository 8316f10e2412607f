"""What happened, written with every move and told in the diagram's own words.

`Move` is insert-only. What it was told and read lies beside it (`MoveDetail`) and can be erased
by rule without touching the chain of who did what.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from workflows.diagrams import versions
from workflows.engine.run import MoveRun
from workflows.engine.stays import Row
from workflows.models import Move, MoveDetail, Process
from workflows.prepared import Insert

# Words that nearly every detail holds; part of the format.
_DICTIONARY = (
    b'{"input":{"facts":{"decisions":[{"element":"","decision":"","matched":[{"row":1,'
    b'"annotations":{"inputs":{"value":"warnings":["due":"2026-01-01T00:00:00+00:00",'
    b'"message":{"name":"","payload":{"reason":"true","false","null"}}'
)

_MOVE = Insert(Move)
_DETAIL = Insert(MoveDetail)


@dataclass(frozen=True)
class HistoryRow:
    """One move, told: `element` and `trail` as ids, `name` and `trail_names` as drawn.

    `story` holds the elements that the timeline tells of in other words, or passes over (empty).
    """

    rev: int
    kind: int
    element: str
    name: str
    actor: str
    at: datetime
    effective_at: datetime
    trail: list[str]
    trail_names: list[str]
    story: Mapping[str, str]
    task_id: UUID | None
    details: dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What a move was: its kind, the element that began it, what it was told, and what had
    waited (`stays`)."""

    kind: Move.Kind
    element: str
    task_id: UUID | None
    details: dict[str, Any]
    stays: Sequence[Row] = ()


def write(process: Process, told: Told, run: MoveRun, state_before: bytes, now: datetime) -> None:
    """Insert the move and what it was told, read and decided."""
    row = Move(
        process=process,
        rev=process.rev,
        version_id=process.version_id,
        kind=told.kind,
        element=told.element,
        task_id=told.task_id,
        actor=run.actor,
        at=now,
        effective_at=run.effective if abs(run.effective - now).total_seconds() > 1 else None,
        trail=" ".join(run.trail),
        waited=list(told.stays) or None,
    )
    _MOVE.run(row)
    noted = run.packed_notes()
    content = {
        **told.details,
        **({"facts": run.facts_read} if run.facts_read else {}),
        **({"decisions": run.decisions} if run.decisions else {}),
        **({"noted": noted} if noted else {}),
        **({"warnings": run.warnings} if run.warnings else {}),
    }
    _DETAIL.run(
        MoveDetail(
            move=row, content=_pack(content) if content else None, state_before=state_before or None
        )
    )


def history(case_id: UUID) -> list[HistoryRow]:
    """Every move of a case, the first one first."""
    return told(moves_of(case_id))


def moves_of(case_id: UUID) -> QuerySet[Move]:
    """The moves of a case, the first one first, for whoever tells some of them."""
    rows = Move.objects.filter(process__case_id=case_id).order_by("rev")
    return rows.select_related("detail").defer("detail__state_before")


def told(moves: Iterable[Move]) -> list[HistoryRow]:
    """Moves in the words of their diagrams."""
    return [_told(row) for row in moves]


def details_of(row: Move) -> dict[str, Any]:
    """What a move was told, read and decided; nothing where it has been erased."""
    detail = getattr(row, "detail", None)
    return _unpack(bytes(detail.content)) if detail and detail.content else {}


def _told(row: Move) -> HistoryRow:
    specs = versions.specs_of(row.version_id)
    names = specs.names()
    trail = row.trail.split()
    return HistoryRow(
        rev=row.rev,
        kind=row.kind,
        element=row.element,
        name=names.get(row.element, row.element),
        actor=row.actor,
        at=row.at,
        effective_at=row.effective_at or row.at,
        trail=trail,
        trail_names=[names.get(step, step) for step in trail],
        story=specs.story(),
        task_id=row.task_id,
        details=details_of(row),
    )


def _pack(told: dict[str, Any]) -> bytes:
    plain = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_DICTIONARY)
    return packer.compress(plain) + packer.flush()


def _unpack(content: bytes) -> dict[str, Any]:
    unpacker = zlib.decompressobj(-15, zdict=_DICTIONARY)
    told: dict[str, Any] = json.loads(unpacker.decompress(content) + unpacker.flush())
    return told
