"""What speaks against publishing, and that somebody signs it all the same."""

from collections.abc import Sequence

from workflows.diagrams.bundle import Bundle
from workflows.errors import Hinder
from workflows.models import Definition
from workflows.trial import asking
from workflows.workbench import replays

_SHORTEST_REASON = 10


def in_the_way(definition: Definition, bundle: Bundle) -> list[str]:
    """Red scenarios, and the differences of the last replay that nobody has read, in words.

    Of a bundle that the gate has passed. Takes seconds the first time.
    """
    found = asking.scenarios(bundle).red
    replay = replays.latest(definition, bundle.digest)
    if replay is not None and replay.read_at is None:
        counts = replays.progress(replay)
        other, until = counts.get("other", 0), counts.get("until", 0)
        if other or until:
            found.append(
                f"Uppspelningen av {replay.total} ärenden är inte läst: {other} går annorlunda och"
                f" {until} är kända bara en bit."
            )
    return found


def unsigned(despite: Sequence[str], reason: str) -> list[Hinder]:
    """What is missing where something stands in the way: a signature with a reason."""
    if not despite or len(reason.strip()) >= _SHORTEST_REASON:
        return []
    return [
        Hinder(
            "underskrift",
            " ".join(despite)
            + " Rätta det, eller skriv under med ditt namn och varför det publiceras ändå: minst"
            f" {_SHORTEST_REASON} tecken.",
            "skal",
        )
    ]
