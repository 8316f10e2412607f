"""Cases that stand still for the same reason, at the same step of the same process, together."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from workflows.diagrams import versions
from workflows.errors import NotFound
from workflows.models import Watch
from workflows.watch.round import listed

_TOGETHER = ("process__version__definition__name", "element", "why")


@dataclass(frozen=True)
class Group:
    """So many cases, and one of them; `since` is when the first of them came to a stop."""

    process: str
    element: str
    why: str
    count: int
    since: datetime
    example: Watch

    @property
    def key(self) -> str:
        """The same for those that stand together; fit for an address."""
        told = repr((self.process, self.element, self.why))
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()

    @property
    def label(self) -> str:
        """Process and step, for a heading; the step as the example's version calls it."""
        version = self.example.process.version
        names = versions.specs_of(version.pk).names() if self.element else {}
        step = names.get(self.element, self.element)
        return f"{version.definition.title}: {step}" if step else version.definition.title


def groups() -> list[Group]:
    """Every group, the largest first. Two questions, however many stand still."""
    asked = listed().order_by().values_list(*_TOGETHER)
    found = list(asked.annotate(Count("pk"), Min("since"), Min("pk")))
    examples = listed().in_bulk([row[5] for row in found])
    made = [
        Group(process, element, why, count, since, examples[example])
        for process, element, why, count, since, example in found
        if example in examples
    ]
    return sorted(made, key=lambda one: (-one.count, one.since, one.example.pk))


def together(key: str) -> tuple[Group, QuerySet[Watch]]:
    """One group and its cases. Raises `NotFound` when none of them stands still any longer."""
    found = next((one for one in groups() if one.key == key), None)
    if found is None:
        raise NotFound("Inget ärende står stilla av den orsaken längre. Läs in listan igen.")
    asked = dict(zip(_TOGETHER, (found.process, found.element, found.why), strict=True))
    return found, listed().filter(**asked)
