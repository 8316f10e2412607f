"""What the child answers: played cases as plain JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from workflows import (
    engine,  # noqa: F401 - the engine mends the library when it is loaded
    feel,
)
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.parser import build
from workflows.trial import sentences, turns
from workflows.trial.claims import Played
from workflows.trial.difference import Told as Compared
from workflows.trial.difference import compare
from workflows.trial.dry_move import Told
from workflows.trial.facts import Known
from workflows.trial.groups import Groups
from workflows.trial.names import Names
from workflows.trial.play import play
from workflows.trial.recorded import recorded
from workflows.trial.rerun import Diagram, diagram, rerun
from workflows.trial.sending import unpacked


def scenarios(bundle: Bundle, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Every scenario of the bundle: green, or which lines did not hold, and what was visited."""
    found, wrong = sentences.parse(bundle.scenarios)
    groups = Groups(**asked["groups"])
    specs, known = build(bundle), Known(bundle, groups.by_key)
    results = []
    for one in found:
        played = play(specs, known, one, groups)
        results.append(
            {
                "name": one.name,
                "number": one.number,
                "wrong": played.wrong,
                "visited": sorted({*played.all.trail, *played.world.standing()}),
            }
        )
    return {"results": results, "unread": [(one.number, one.mening) for one in wrong]}


def case(bundle: Bundle, asked: Mapping[str, Any]) -> dict[str, Any]:
    """One made-up case, as far as the text of the single scenario takes it."""
    found, wrong = sentences.parse(asked["text"])
    names, groups = Names(bundle), Groups(**asked["groups"])
    played = play(build(bundle), Known(bundle, groups.by_key), found[0], groups)
    world = played.world
    return {
        "steps": [_step(one, names) for one in played.steps],
        "wrong": played.wrong,
        "unread": [(one.number, one.mening) for one in wrong],
        "now": world.now,
        "ended": world.ended,
        "open": [asdict(one) for one in world.open.values()],
        "timers": [
            {"element": element, "name": names.told(element), "due": due}
            for due, element, _ in ([] if world.ended else world.timers())
        ],
        "messages": [
            {"message": message, "element": element, "name": names.told(element)}
            for message, element in ([] if world.ended else world.messages())
        ],
        "standing": world.standing(),
        "trail": played.all.trail,
        "stuck": played.all.stuck,
        "unsaid": sorted(played.facts.unsaid),
        "facts": _facts(played),
        "turns": [
            {"element": element, "name": names.told(element), "way": way}
            for element, way in turns.taken(world, names)
        ],
    }


def asks(bundle: Bundle, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that the last thing in the text's single scenario leads to being asked."""
    found, _ = sentences.parse(asked["text"])
    groups = Groups(**asked["groups"])
    known = Known(bundle, groups.by_key)
    played = play(build(bundle), known, found[0], groups, guess=True)
    return {"asked": list(played.facts.asked)}


def _facts(played: Played) -> dict[str, str]:
    return {
        name: feel.to_literal(feel.from_python(value))
        for name, value in played.facts.all().items()
        if value is not None
    }


def _step(told: Told, names: Names) -> dict[str, Any]:
    return {
        "trail": [
            {"element": one, "name": names.told(one)} for one in told.trail if one in names.nodes
        ],
        "decisions": [{**one, "name": names.told(one["element"])} for one in told.decisions],
        "opened": [asdict(one) for one in told.opened],
        "sent": [{"name": one.name, "payload": one.payload} for one in told.sent],
        "fired": [
            {"element": element, "name": names.told(element), "due": due}
            for element, due in told.fired
        ],
        "stuck": [
            {"name": names.told(element), "mening": sentence} for element, sentence in told.stuck
        ],
    }


def replay(bundle: Bundle, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Finished cases through the bundle, each held against its own version."""
    new, groups = diagram(build(bundle)), Groups(**asked["groups"])
    olds = {key: diagram(build(unpacked(sent))) for key, sent in asked["versions"].items()}
    return {
        "cases": [
            _replayed(olds[one["version"]], new, one["moves"], groups) for one in asked["cases"]
        ]
    }


def _replayed(
    old: Diagram, new: Diagram, told: list[Mapping[str, Any]], groups: Groups
) -> dict[str, Any]:
    moves = [recorded(one) for one in told]
    trail = [element for move in moves for element in move.trail]
    if not moves or moves[0].kind != "START":
        return Compared("until", (), "Ärendets början är inte sparad.", (), ()).as_json()
    if any(move.kind == "VERSION" for move in moves):
        why = "Ärendet flyttades mellan versioner, så det går inte att hålla mot en av dem."
        return Compared("until", (), why, (), ()).as_json()
    if any(move.kind == "PLACED" for move in moves):
        why = "Någon flyttade ärendet till ett annat steg, så diagrammet säger inte vad som hände."
        return Compared("until", (), why, (), ()).as_json()
    base = rerun(old, moves, forms=old.known.forms, groups=groups)
    mine = rerun(new, moves, forms=old.known.forms, groups=groups, base=base)
    return compare(trail, base, mine, old, new, groups).as_json()
