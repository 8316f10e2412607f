"""What must hold when a scenario has been played, and what happened instead where it doesn't."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from workflows import clock, registry
from workflows.trial import turns, values
from workflows.trial.dry_move import OpenTask, Told, joined
from workflows.trial.facts import Said
from workflows.trial.groups import Groups
from workflows.trial.names import ENDS, TASKS, Names, Stop
from workflows.trial.said import Kind, Line
from workflows.trial.world import World


@dataclass
class Played:
    """How it went. `steps` are the moves, one for the start and one for each line of När; `wrong`
    the lines that did not hold (number and sentence), the line that stopped it among them."""

    world: World
    facts: Said
    steps: list[Told] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    groups: Groups = field(default_factory=lambda: Groups({}, {}))

    @property
    def all(self) -> Told:
        """Every move as one."""
        told = Told()
        for step in self.steps:
            told = joined(told, step)
        return told


Judge = Callable[[Played, Names, Line], str]


def judge(played: Played, names: Names, then: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    """The number of each line that does not hold, with a sentence that says what happened."""
    for line in then:
        try:
            said = _JUDGES[line.kind](played, names, line)
        except Stop as no:
            said = no.mening
        if said:
            yield line.number, said + _why(played)


def _why(played: Played) -> str:
    stuck = played.all.stuck
    if not stuck:
        return ""
    unsaid = sorted(played.facts.unsaid)
    said = " ".join(dict.fromkeys(sentence for _, sentence in stuck))
    labels = [played.facts.known.labels.of(name) for name in unsaid]
    missing = f" Scenariot säger inget om {', '.join(labels)}." if unsaid else ""
    return f" Ärendet har stannat: {said}{missing}"


def _open(played: Played) -> str:
    return ", ".join(f"”{one.name}”" for one in played.world.open.values()) or "ingen uppgift"


def _ended(played: Played, names: Names, line: Line) -> str:
    if not played.world.ended:
        return f"Ärendet pågår. Det som väntar är {_open(played)}."
    if not line.name or names.find(line.name, ENDS) in played.all.trail:
        return ""
    ends = [one for one in played.all.trail if names.is_end(one)]
    told = ", ".join(f"”{names.told(one)}”" for one in ends)
    return f"Ärendet avslutades med {told}, inte med ”{line.name}”."


def _runs(played: Played, names: Names, line: Line) -> str:
    return "Ärendet är avslutat." if played.world.ended else ""


def _none_waits(played: Played, names: Names, line: Line) -> str:
    return f"Det som väntar är {_open(played)}." if played.world.open else ""


def _waits(played: Played, names: Names, line: Line) -> str:
    element = names.find(line.name, TASKS)
    waiting = [one for one in played.world.open.values() if one.element == element]
    if not waiting:
        return f"”{line.name}” väntar inte. Det som väntar är {_open(played)}."
    differs = [_differs(one, line, played.groups) for one in waiting]
    return "" if not all(differs) else next(filter(None, differs))


def is_role(key: str, called: str) -> bool:
    """Whether people call the role so, by its key or its name."""
    return called.casefold() in {key.casefold(), role_name(key).casefold()}


def role_name(key: str) -> str:
    """A role as people name it."""
    role = registry.roles().get(key)
    return role.label if role else key


def _differs(task: OpenTask, line: Line, groups: Groups) -> str:
    if "roll" in line.more and not is_role(task.role, line.more["roll"]):
        return f"”{task.name}” väntar hos ”{role_name(task.role)}”."
    group = groups.name_of(task.group)
    called = {task.group.casefold(), group.casefold()}
    if "grupp" in line.more and line.more["grupp"].casefold() not in called:
        return (
            f"”{task.name}” väntar i gruppen ”{group}”."
            if task.group
            else f"”{task.name}” väntar inte i någon grupp."
        )
    due = str(clock.local(task.deadline).date()) if task.deadline else "inget bestämt datum"
    if "senast" in line.more and line.more["senast"] != due:
        return f"”{task.name}” ska vara klar senast {due}."
    return ""


def _done(played: Played, names: Names, line: Line) -> str:
    if names.find(line.name) in played.all.trail:
        return ""
    return f"”{line.name}” har inte gjorts. {_went(played, names)}"


def _not_done(played: Played, names: Names, line: Line) -> str:
    return f"”{line.name}” har gjorts." if names.find(line.name) in played.all.trail else ""


def _way(played: Played, names: Names, line: Line) -> str:
    went = [one for one in played.all.trail if one in names.nodes]
    if went == list(line.more["element"]):
        return ""
    return f"Vägen är {', '.join(went)}."


def _took(played: Played, names: Names, line: Line) -> str:
    gateway = names.find(line.name)
    node = names.nodes[gateway]
    wanted = " ".join(line.more["vag"].split()).casefold()
    there = turns.ways_of(node)
    if wanted not in [one.casefold() for one in there]:
        return f"Från ”{line.name}” går {_quoted(there)}. Skriv en av dem."
    went = [way for at, way in turns.taken(played.world, names) if at == gateway]
    if wanted in [one.casefold() for one in went]:
        return ""
    if went:
        return f"Vid ”{line.name}” gick ärendet {_quoted(went)}."
    return f"Ärendet kom aldrig till ”{line.name}”. {_went(played, names)}"


def _quoted(many: list[str]) -> str:
    return ", ".join(f"”{one}”" for one in many) or "ingen väg"


def _decided(played: Played, names: Names, line: Line) -> str:
    made = [
        one
        for one in played.all.decisions
        if line.name in (one["decision"], one["element"], names.told(one["element"]))
    ]
    if not made:
        return f"Beslutet ”{line.name}” har inte fattats. {_went(played, names)}"
    if made[-1]["value"] == line.more["varde"]:
        return ""
    rows = ", ".join(str(one["row"]) for one in made[-1]["matched"]) or "ingen"
    return f"Beslutet blev {values.one(made[-1]['value'])} (rad {rows})."


def _sent(played: Played, names: Names, line: Line) -> str:
    if any(one.name == line.name for one in played.all.sent):
        return ""
    return f"Meddelandet ”{line.name}” har inte skickats. {_went(played, names)}"


def _went(played: Played, names: Names) -> str:
    went = [names.told(one) for one in played.all.trail if one in names.nodes]
    return f"Ärendet gick: {', '.join(went)}." if went else "Ärendet har inte kommit någonstans."


_JUDGES: Mapping[Kind, Judge] = {
    "avslutat": _ended,
    "pagar": _runs,
    "ingen_vantar": _none_waits,
    "vantar": _waits,
    "gjorts": _done,
    "inte_gjorts": _not_done,
    "vagen": _way,
    "tog_vagen": _took,
    "beslut": _decided,
    "skickats": _sent,
}
