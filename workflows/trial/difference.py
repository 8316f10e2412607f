"""What a draft does otherwise with a finished case, and the rule that makes it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from workflows import clock, feel, registry
from workflows.diagrams.written import feel_text
from workflows.engine.run import literal
from workflows.trial import values
from workflows.trial.dry_move import OpenTask
from workflows.trial.groups import Groups
from workflows.trial.rerun import Diagram, Rerun

Kind = Literal["vag", "grupp", "tid", "tabell"]
Occurrence = tuple[str, int]
# The rule, where neither a table nor what is written on the element makes the difference.
_OTHERWISE: Mapping[Kind, str] = {
    "grupp": "Gruppen följer av något annat än en tabell: av vad ärendet vet när steget görs.",
    "tid": "Tiden räknas från en annan stund.",
}


@dataclass(frozen=True)
class Difference:
    """One difference: its kind, the element, what is said of it, and the rule that makes it."""

    kind: Kind
    element: str
    mening: str
    rule: str


@dataclass(frozen=True)
class Told:
    """What came of a case: `outcome` is one of `ReplayedCase.Outcome`."""

    outcome: str
    differences: tuple[Difference, ...]
    until: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def compare(
    trail: list[str], base: Rerun, mine: Rerun, old: Diagram, new: Diagram, groups: Groups
) -> Told:
    """Hold a draft's run against what was: `trail` as recorded, `base` as its own version runs the
    record again."""
    before = tuple(_named(old, trail))
    if base.until or base.told.trail != trail:
        why = base.until or "Det som är sparat räcker inte för att gå om ärendets egen väg."
        return Told("until", (), why, before, ())
    found = tuple(_differences(base, mine, old, new, groups))
    after = tuple(_named(new, mine.told.trail))
    if found:
        return Told("other", found, mine.until, before, after)
    return Told("until" if mine.until else "same", (), mine.until, before, after)


def _differences(
    base: Rerun, mine: Rerun, old: Diagram, new: Diagram, groups: Groups
) -> Iterator[Difference]:
    seen = [*_way(base, mine, old, new), *_tasks(base, mine, old, new, groups)]
    seen += _settled({one.kind for one in seen}, base, mine, new, groups)
    yield from seen
    told = {one.rule for one in seen}
    yield from (one for one in _answers(base, mine, new) if one.rule not in told)


def _settled(
    told: set[Kind], base: Rerun, mine: Rerun, new: Diagram, groups: Groups
) -> Iterator[Difference]:
    """Another group or time that a step would have written, where no task that is known shows it:
    as when the case is known only to what comes before."""
    for key, now in mine.settled.items():
        for name, text in now.items():
            both = [feel.to_python(literal(one)) for one in (text, base.settled[key][name])]
            kind: Kind = "tid" if isinstance(both[0], datetime) else "grupp"
            if both[0] == both[1] or kind in told:
                continue
            if kind == "tid":
                said = [_day(one) for one in both]
            elif both[0] in groups.roles:
                said = [f"”{groups.name_of(str(one))}”" for one in both]
            else:
                continue
            yield Difference(
                kind,
                key[0],
                f"”{new.known.declared[name].description}” blir {said[0]} i stället för {said[1]}.",
                _decided(base, mine, new) or _OTHERWISE[kind],
            )


def _way(base: Rerun, mine: Rerun, old: Diagram, new: Diagram) -> Iterator[Difference]:
    was, now = base.told.trail, mine.told.trail
    if mine.until and was[: len(now)] == now:
        return
    if sorted(was) == sorted(now) and not mine.until:
        return  # the same, where two branches went side by side
    at = next(
        (n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b),
        min(len(was), len(now)),
    )
    # A gateway without a name says nothing to anybody.
    last = next(reversed(_named(new, now[:at])), "början")
    to_old = next(iter(_named(old, was[at:])), "slutet")
    to_new = next(iter(_named(new, now[at:])), "slutet")
    yield Difference(
        "vag",
        now[at] if at < len(now) else (now[at - 1] if at else ""),
        f"Efter ”{last}” går det till ”{to_new}” i stället för ”{to_old}”.",
        _decided(base, mine, new) or f"Vägen efter ”{last}” är ritad annorlunda.",
    )


def _decided(base: Rerun, mine: Rerun, new: Diagram) -> str:
    """The first table that answers otherwise."""
    return next((one.rule for one in _answers(base, mine, new)), "")


def _answers(base: Rerun, mine: Rerun, new: Diagram) -> Iterator[Difference]:
    """Each table that answers otherwise. Of what a step makes of the answer only that is seen which
    it tells beforehand (`workflows.effects`)."""
    was, now = _by_occurrence(base.told.decisions), _by_occurrence(mine.told.decisions)
    for key, made in now.items():
        before = was.get(key)
        if before is not None and before["value"] != made["value"]:
            yield Difference(
                "tabell",
                made["element"],
                "Tabellen svarar något annat. Varken vägen, gruppen eller tiden ändras av det, så"
                " långt uppspelningen ser.",
                _rule(made, before, new),
            )


def _rule(made: Mapping[str, Any], before: Mapping[str, Any], new: Diagram) -> str:
    """The row that made the answer, and what it was before: only what differs, of many parts."""
    now, was = made["value"], before["value"]
    told = [values.one(now), values.one(was)]
    if isinstance(now, dict) and isinstance(was, dict):
        labels = new.models[made["decision"]].decisions[made["decision"]].labels
        parts = [name for name in {**was, **now} if was.get(name) != now.get(name)]
        told = [
            ", ".join(f"{labels.get(name) or name} {values.one(of.get(name))}" for name in parts)
            for of in (now, was)
        ]
    return (
        f"Tabellen ”{new.names.told(made['element'])}”: {_rows(made)} ger {told[0]};"
        f" förut gav {_rows(before)} {told[1]}."
    )


def _rows(made: Mapping[str, Any]) -> str:
    return (
        "rad " + ", ".join(str(one["row"]) for one in made["matched"])
        if made["matched"]
        else ("ingen rad")
    )


def _by_occurrence(decisions: list[dict[str, Any]]) -> dict[Occurrence, dict[str, Any]]:
    found: dict[Occurrence, dict[str, Any]] = {}
    for made in decisions:
        number = sum(key[0] == made["element"] for key in found)
        found[made["element"], number] = made
    return found


def _tasks(
    base: Rerun, mine: Rerun, old: Diagram, new: Diagram, groups: Groups
) -> Iterator[Difference]:
    was, now = _opened(base.told.opened), _opened(mine.told.opened)
    for key, task in now.items():
        before = was.get(key)
        if before is None:
            continue
        if (before.group, before.role) != (task.group, task.role):
            yield Difference(
                "grupp",
                task.element,
                f"”{task.name}” går till {_who(task, groups)} i stället för"
                f" {_who(before, groups)}.",
                _decided(base, mine, new)
                or _written(old, new, task.element, "group", "Gruppen")
                or f"Rollen för ”{task.name}” är en annan.",
            )
        if before.deadline != task.deadline:
            yield Difference(
                "tid",
                task.element,
                f"”{task.name}” ska vara klar {_day(task.deadline)} i stället för"
                f" {_day(before.deadline)}.",
                _written(old, new, task.element, "deadline", "Klart senast")
                or _decided(base, mine, new)
                or _OTHERWISE["tid"],
            )
    fired = dict(base.told.fired)
    for element, due in mine.told.fired:
        if element in fired and fired[element] != due:
            yield Difference(
                "tid",
                element,
                f"”{new.names.told(element)}” går ut {_day(due)} i stället för"
                f" {_day(fired[element])}.",
                "Tiden är skriven på ett annat sätt.",
            )


def _opened(tasks: list[OpenTask]) -> dict[Occurrence, OpenTask]:
    found: dict[Occurrence, OpenTask] = {}
    for task in tasks:
        number = sum(key[0] == task.element for key in found)
        found[task.element, number] = task
    return found


def _written(old: Diagram, new: Diagram, element: str, setting: str, called: str) -> str:
    before, after = (
        feel_text(one.names.nodes[element].properties.get(setting, ""))
        if element in one.names.nodes
        else ""
        for one in (old, new)
    )
    if before == after:
        return ""
    return f"{called}: ”{after or 'inget'}” i stället för ”{before or 'inget'}”."


def _who(task: OpenTask, groups: Groups) -> str:
    role = registry.roles().get(task.role)
    named = role.label if role else task.role or "ingen bestämd roll"
    if not task.group:
        return named
    return f"gruppen {groups.name_of(task.group)} ({named})"


def _day(moment: datetime | None) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M}" if moment else "utan sista dag"


def _named(diagram: Diagram, trail: list[str]) -> list[str]:
    """What people call the elements; one without a name is passed over."""
    nodes = diagram.names.nodes
    return [diagram.names.told(one) for one in trail if one in nodes and nodes[one].name]
