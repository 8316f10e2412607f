"""What the table `makulering` answers: one question per role of the person's (DMN 12)."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER
from workflows import engine


def svar_per_roll(
    process: str, arende: UUID, person: Anvandare, fragat: Mapping[str, Any]
) -> Iterator[tuple[bool, str]]:
    """For each of the person's roles that the table knows: whether it may, and the table's words.

    `fragat` is what the table asks, but for the role.
    """
    for role in person.roller:
        said = engine.decide(
            process,
            "makulering",
            {**fragat, "roll": ROLLER[role].label.lower()},
            case_id=arende,
        ).value
        if isinstance(said, dict):
            yield said.get("tillatet") is True, str(said.get("atgard") or "")
