"""When two incidents have the same cause: the same process, element and error, whatever numbers,
ids and names the error speaks of."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from workflows.diagrams import versions
from workflows.errors import NotFound
from workflows.models import Incident, Process

_ID = re.compile(r"\b[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\b", re.IGNORECASE)
_QUOTED = re.compile("”[^”]*”|\"[^\"]*\"|'[^']*'")
_NUMBER = re.compile(r"\d+([.,:-]\d+)*")
_LONGEST = 300


def normalised(text: str) -> str:
    """An error without what differs between those who meet it: ids, numbers and quoted values."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for part in (_ID, _QUOTED, _NUMBER):
        first = part.sub("…", first)
    return " ".join(first.split()).casefold()[:_LONGEST]


@dataclass(frozen=True)
class Open:
    """An open incident, as far as its cause goes."""

    number: int
    kind: str
    element: str
    sentence: str
    detail: str
    at: datetime
    case_id: UUID | None
    version_id: int | None
    process: str
    title: str

    @property
    def key(self) -> str:
        """The same for those with one cause; fit for an address."""
        told = (self.process, self.element, self.kind, normalised(self.detail or self.sentence))
        return hashlib.blake2b(repr(told).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Cause:
    """Open incidents of one cause, the oldest first. `example` is the oldest."""

    key: str
    example: Open
    numbers: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.numbers)

    @property
    def kind(self) -> str:
        return self.example.kind

    @property
    def element(self) -> str:
        """What the element is called in the version that the oldest follows."""
        if self.example.version_id is None:
            return self.example.element
        names = versions.specs_of(self.example.version_id).names()
        return names.get(self.example.element, self.example.element)

    @property
    def label(self) -> str:
        """Process and element, for a heading."""
        return f"{self.example.title}: {self.element}" if self.example.title else self.element


def causes() -> list[Cause]:
    """Every cause of what has stopped now, what most have stopped for first. One question."""
    return group(_open())


def find(key: str) -> Cause:
    """One of them. Raises `NotFound` when nothing has stopped for it any longer."""
    found = next((one for one in causes() if one.key == key), None)
    if found is None:
        raise NotFound("Inget driftstopp har den orsaken längre. Läs in listan igen.")
    return found


def keys_of(process: Process) -> dict[int, str]:
    """The cause of each open incident of one process, by the incident's number."""
    return {one.number: one.key for one in _open(process=process)}


def group(found: Iterable[Open]) -> list[Cause]:
    """Incidents, the oldest first, by their cause."""
    by_key: dict[str, list[Open]] = {}
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    grouped = [
        Cause(key, some[0], tuple(one.number for one in some)) for key, some in by_key.items()
    ]
    return sorted(grouped, key=lambda one: (-one.count, one.example.at, one.example.number))


def _open(**which: Process) -> list[Open]:
    rows = (
        Incident.objects.filter(resolved_at__isnull=True, **which)
        .order_by("created_at", "pk")
        .values_list(
            "pk",
            "kind",
            "element",
            "sentence",
            "detail",
            "created_at",
            "process__case_id",
            "process__version_id",
            "process__version__definition__name",
            "process__version__definition__title",
        )
    )
    return [Open(*row[:8], row[8] or "", row[9] or "") for row in rows]
