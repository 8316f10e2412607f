"""What came of a made-up case, as the lines that matter to those who own the process."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflows import clock
from workflows.trial.claims import role_name
from workflows.trial.names import Names
from workflows.trial.said import Line


def then(told: Mapping[str, Any], names: Names, group_names: Mapping[str, str]) -> tuple[Line, ...]:
    """The ways it took where there was a choice, what waits with whom and until when, its end.

    A gateway without a name is passed over: no sentence could tell which it is.
    """
    lines = [
        Line("tog_vagen", called, more={"vag": one["way"]})
        for one in told["turns"]
        if (called := names.called(one["element"])) != one["element"]
    ]
    lines += [_waits(one, names, group_names) for one in told["open"]]
    if told["ended"]:
        ends = [one for one in told["trail"] if names.is_end(one)]
        lines.append(Line("avslutat", names.called(ends[-1]) if ends else ""))
    elif not told["open"]:
        lines.append(Line("pagar"))
    return tuple(lines)


def within(label: str) -> str:
    """A word as it stands within a sentence; one that is all capitals keeps them."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _waits(one: Mapping[str, Any], names: Names, group_names: Mapping[str, str]) -> Line:
    more = {}
    if one["role"]:
        more["roll"] = within(role_name(one["role"]))
    if one["group"]:
        more["grupp"] = group_names.get(one["group"], one["group"])
    if one["deadline"]:
        more["senast"] = str(clock.local(datetime.fromisoformat(one["deadline"])).date())
    return Line("vantar", names.called(one["element"]), more=more)
