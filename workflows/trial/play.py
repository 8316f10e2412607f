"""One scenario played in the dry world: what happened, line by line, and whether it held."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from workflows import workdays
from workflows.diagrams.parser import Specs
from workflows.errors import No, NullCondition
from workflows.feel import FeelTypeError
from workflows.forms import AsWritten
from workflows.trial import claims
from workflows.trial.claims import Played
from workflows.trial.dry_move import Told
from workflows.trial.facts import Known, Said, Unfit
from workflows.trial.groups import Groups
from workflows.trial.names import TASKS, Names, Stop
from workflows.trial.said import Line, Scenario
from workflows.trial.world import World, next_due

# A Monday morning, long before any holiday.
FIRST_MOMENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
_LAST_MOMENT = datetime(2200, 1, 1, tzinfo=UTC)


def play(
    specs: Specs,
    known: Known,
    scenario: Scenario,
    groups: Groups,
    *,
    guess: bool = False,
) -> Played:
    """Run a scenario from its start. Never raises for what it or the diagram says.

    With `guess` what it leaves unsaid is what it most often is, and forms take what they are given:
    only `facts.asked`, of its last line, is of use then.
    """
    names = Names(specs.bundle)
    facts = Said(known, guess=guess)
    world = World(specs, facts, now=FIRST_MOMENT, groups=groups)
    played = Played(world, facts, groups=groups)
    at = scenario.number
    try:
        played.steps.append(_begin(played, known, names, scenario.given))
        for line in scenario.when:
            at = line.number
            facts.asked.clear()
            played.steps.append(_happens(played, known, names, line))
        at = 0
    except (Stop, Unfit, No, NullCondition, FeelTypeError) as no:
        said = getattr(no, "mening", "") or str(no)
        played.wrong.append((at, said))
    if not at:
        played.wrong += claims.judge(played, names, scenario.then)
    return played


def _begin(played: Played, known: Known, names: Names, given: tuple[Line, ...]) -> Told:
    world, facts = played.world, played.facts
    start = next(
        (
            id_
            for id_, node in names.nodes.items()
            if node.tag == "startEvent" and id_ in known.forms
        ),
        "",
    )
    answers: dict[str, Any] = {}
    message: Line | None = None
    effects: dict[str, dict[str, Any]] = {}
    asked = known.forms[start].fields if start else {}
    for line in given:
        if line.kind == "klockan":
            world.now = _moment(line)
        elif line.kind == "borjar":
            message = line
        elif line.kind == "steg_ger":
            said = known.named(line.values)
            for name, value in said.items():
                known.typed(name, value)
            effects.setdefault(names.find(line.name), {}).update(said)
        else:
            said = known.named(line.values)
            answers |= {name: value for name, value in said.items() if name in asked}
            facts.say({name: value for name, value in said.items() if name not in asked})
    world.on_step = lambda element: _step(facts, effects.get(element, {}))
    if message is not None:
        return world.begin(message=dict(message.values), name=message.name)
    if start:
        _answer(played, known, start, answers)
    return world.begin()


def _step(facts: Said, effects: Mapping[str, Any]) -> bool:
    facts.say(effects)
    return True


def _happens(played: Played, known: Known, names: Names, line: Line) -> Told:
    world, facts = played.world, played.facts
    if world.ended:
        raise Stop("Ärendet är redan avslutat. Ta bort raden.")
    match line.kind:
        case "gors":
            return _done(played, known, names, line)
        case "kommer":
            return world.receive(line.name, dict(line.values))
        case "tid_gar":
            return world.pass_to(_later(world.now, line))
        case "klockan":
            moment = _moment(line)
            if moment < world.now:
                raise Stop("Klockan kan inte gå bakåt. Skriv en senare tid.")
            return world.pass_to(moment)
        case "frist":
            facts.say(known.named(line.values))
            due = next_due(world)
            if due is None:
                raise Stop("Ingen frist löper här. Ta bort raden.")
            return world.pass_to(due)
        case _:
            facts.say(known.named(line.values))
            return world.recheck()


def _done(played: Played, known: Known, names: Names, line: Line) -> Told:
    world = played.world
    element = names.find(line.name, TASKS)
    if all(one.element != element for one in world.open.values()):
        open_now = ", ".join(f"”{one.name}”" for one in world.open.values()) or "ingen uppgift"
        raise Stop(f"”{line.name}” är inte öppen här. Det som väntar är {open_now}.")
    _whose(world, element, line)
    form = known.form_of(element)
    asked = form.fields if form else {}
    said = known.named(line.values)
    answers = {name: value for name, value in said.items() if name in asked}
    others = {name: value for name, value in said.items() if name not in asked}
    if form is not None:
        _answer(played, known, element, answers)
    played.facts.say(others)
    return world.complete(element)


def _whose(world: World, element: str, line: Line) -> None:
    """Raises `Stop` where the line says that somebody else does it."""
    said = line.more.get("roll", "")
    open_now = [one for one in world.open.values() if one.element == element]
    if said and not any(claims.is_role(one.role, said) for one in open_now):
        who = claims.role_name(open_now[0].role)
        raise Stop(f"”{line.name}” görs av {who}, inte av {said}. Skriv {who}.")


def _answer(played: Played, known: Known, element: str, answers: Mapping[str, Any]) -> None:
    form = known.forms[element]
    result = form.validate(answers, facts=played.facts.all(), asker=AsWritten())
    if result.errors and not played.facts.guess:
        told = " ".join(
            f"”{form.fields[name].label}”: {mening}" if name in form.fields else mening
            for name, mening in result.errors.items()
        )
        raise Stop(f"Svaren tas inte emot. {told}")
    played.facts.answer(form, form.restore(form.keep(result.values)))


def _moment(line: Line) -> datetime:
    return datetime.fromisoformat(line.more["nar"]).astimezone(UTC)


def _later(now: datetime, line: Line) -> datetime:
    count = int(line.more["antal"])
    if line.more["enhet"] == "arbetsdagar":
        if count > 3000:
            raise Stop("Så många arbetsdagar räknas inte. Skriv högst 3000.")
        later = workdays.add(now, count)
    else:
        name = {"dagar": "days", "timmar": "hours", "minuter": "minutes"}[line.more["enhet"]]
        later = now + timedelta(**{name: count})
    if later > _LAST_MOMENT:
        raise Stop("Så långt fram räknas inte. Skriv en kortare tid.")
    return later.astimezone(UTC)
