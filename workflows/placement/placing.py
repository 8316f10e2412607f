"""What a move by hand would do, whether it may be done, and doing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from workflows import clock
from workflows.diagrams import versions
from workflows.engine import codec, moves, waiting, walk
from workflows.engine.run import MoveRun
from workflows.engine.transaction import move
from workflows.errors import Hinder, NotYourTurn, Refused
from workflows.gate.drawing import Node
from workflows.models import Move, Process
from workflows.placement.markings import Marking, Markings, Undecided
from workflows.placement.standing import Level, Spot, levels, markings_of, spots
from workflows.placement.words import between, called, times
from workflows.transfer.alignment import JOIN, SPLIT
from workflows.transfer.positions import Token, tokens_of
from workflows.transfer.rewriting import rows_of
from workflows.transfer.trial import Rehearsal, Stuck

SHORTEST_REASON = 10
_PEOPLE = ("userTask", "manualTask", "task")
_WAITING = (*_PEOPLE, "intermediateCatchEvent", "receiveTask")
_UNSURE = (
    "Det går inte att avgöra om grenarna i ärendet skulle mötas rätt efteråt, så det flyttas inte."
)


@dataclass(frozen=True)
class Goal:
    """An element of the same level, and why a token can't be moved there, if it can't."""

    element: str
    name: str
    why: str = ""


@dataclass(frozen=True)
class Foreseen:
    """What a move would do: what goes, what comes, which times stop and begin, which steps the
    case passes by or does again, and what it may stop at further on. All in Swedish."""

    spot: Spot
    goal: Goal
    level: str
    stops: tuple[str, ...]
    begins: tuple[str, ...]
    passes: tuple[str, ...]
    again: tuple[str, ...]
    warning: str = ""


def goals(spot: Spot, level: Level) -> list[Goal]:
    """Where a token could go, and where it can't, in drawn order."""
    if level.scope is None or spot.why:
        return []
    return [
        Goal(node.id, called(node), _why_not(spot, node, level))
        for node in level.scope.nodes.values()
        if node.id != spot.element and (node.tag in _WAITING or _holds(node))
    ]


def foresee(process: Process, task_id: UUID, target: str) -> Foreseen:
    """What the move would do. Nothing is changed. Raises `NotYourTurn` where the token is gone,
    `Refused` with why it can't be moved."""
    parts = codec.unpack(bytes(process.state))
    spot, level, node = _found(process, parts, task_id, target)
    specs = versions.specs_of(process.version_id)
    source = level.scope.nodes[spot.element] if level.scope else node
    warning = ""
    rehearsal = Rehearsal(specs)
    unknown = _not_yet(process, rehearsal)
    stuck = rehearsal.try_out(_moved(process, parts, spot, target), unknown)
    if stuck is not None and rehearsal.try_out(parts, unknown) is None:
        warning = _told(stuck)
    ahead = between(source, node)
    return Foreseen(
        spot,
        Goal(node.id, called(node)),
        level.name,
        times(level.spec, spot.element),
        times(level.spec, target),
        ahead,
        () if ahead else between(node, source),
        warning,
    )


def judge_beforehand(process: Process) -> None:
    """Look through the ways to stand where a case stands, which is kept, so that nobody has to wait
    for the case while it is done under its lock."""
    parts = codec.unpack(bytes(process.state))
    for level in levels(parts, versions.specs_of(process.version_id)):
        if level.scope is not None:
            markings_of(level.scope).decided()


@move
def place(
    process: Process, task_id: UUID, target: str, *, actor: str, reason: str, agreed: str = ""
) -> None:
    """Move a token. The caller holds the process. Raises as `foresee` does."""
    if process.status != Process.Status.RUNNING:
        raise NotYourTurn("Ärendet är avslutat, så det finns inget att flytta.")
    foreseen = foresee(process, task_id, target)
    parts = codec.unpack(bytes(process.state))
    specs = versions.specs_of(process.version_id)
    run = MoveRun(process, specs, actor=actor, effective=clock.now())
    before = waiting.look(codec.build(parts, specs, run))
    workflow = _put(codec.unpack(bytes(process.state)), specs, run, task_id, target)
    told = {
        "from": foreseen.spot.name,
        "to": foreseen.goal.name,
        "reason": reason,
        **({"agreed": agreed} if agreed else {}),
    }
    under_way = moves.Moving(process, workflow, run, before)
    moves.finish(under_way, Move.Kind.PLACED, target, None, told)
    if run.troubles:
        raise Refused([Hinder("stannar", trouble.sentence) for trouble in run.troubles])


def _found(
    process: Process, parts: Mapping[str, Any], task_id: UUID, target: str
) -> tuple[Spot, Level, Node]:
    specs = versions.specs_of(process.version_id)
    found = next((one for one in spots(parts, specs) if one[0].task_id == task_id), None)
    if found is None:
        raise NotYourTurn("Ärendet har gått vidare därifrån. Läs in sidan igen.")
    spot, level = found
    if spot.why:
        raise Refused([Hinder("kan_inte_flyttas", spot.why)])
    goal = next((one for one in goals(spot, level) if one.element == target), None)
    if goal is None or level.scope is None:
        sentence = "Välj ett steg på samma nivå i processen: en uppgift eller en väntan."
        raise Refused([Hinder("till", sentence, "till")])
    if goal.why:
        raise Refused([Hinder("till", goal.why, "till")])
    return spot, level, level.scope.nodes[target]


def _why_not(spot: Spot, node: Node, level: Level) -> str:
    name = called(node)
    if node.tag == "callActivity":
        return f"”{name}” är en annan process som anropas. Flytta till steget före i stället."
    if _holds(node):
        return f"”{name}” är en delprocess. Flytta till steget före i stället."
    if any(child.tag.endswith("LoopCharacteristics") for child in node.xml if _is_element(child)):
        return f"”{name}” görs flera gånger. Flytta till steget före i stället."
    if any(flow.source and flow.source.tag == "eventBasedGateway" for flow in node.flows_in):
        return f"”{name}” väntas in tillsammans med annat. Flytta till steget före i stället."
    try:
        return _stands_wrong(spot, node, name, level)
    except Undecided:
        return _UNSURE


def _stands_wrong(spot: Spot, node: Node, name: str, level: Level) -> str:
    """Why the tokens could not stand so together; empty where they could."""
    if level.scope is None:
        return _UNSURE
    markings = markings_of(level.scope)
    now, others = level.marking(markings), level.marking(markings, codec.short_id(spot.task_id))
    place = markings.place(node.id)
    known = now is not None and markings.apart(now)[0] in markings.reachable
    if not known or others is None or place is None:
        return _UNSURE
    if markings.apart((place,))[1]:
        return _wrong_beside(spot, place, name, markings, others)
    if tuple(sorted((*markings.apart(others)[0], place))) in markings.reachable:
        return ""
    if (place,) in markings.reachable:
        return (
            f"Andra grenar i ärendet pågår, och ”{name}” ligger inte i samma gren som"
            f" ”{spot.name}”: grenarna skulle inte mötas rätt."
        )
    return (
        f"”{name}” ligger mitt i en av flera parallella grenar. De andra grenarna skulle saknas"
        " när de ska mötas."
    )


def _wrong_beside(spot: Spot, place: str, name: str, markings: Markings, others: Marking) -> str:
    """Why a token can't go into a branch of its own; empty where it stands in it already."""
    if not any(spot.element in one and place in one for one in markings.branches):
        return (
            f"”{name}” ligger i en gren vid sidan av, som börjar av sig själv. Dit flyttas bara det"
            " som redan står i den grenen."
        )
    return f"”{name}” pågår redan i samma gren." if place in others else ""


def _moved(process: Process, parts: Mapping[str, Any], spot: Spot, target: str) -> dict[str, Any]:
    """The state after the move, before anything has gone on by itself."""
    specs = versions.specs_of(process.version_id)
    run = MoveRun(process, specs, actor="", effective=clock.now())
    whole = codec.unpack(codec.pack(dict(parts)))
    return codec.parts(_put(whole, specs, run, spot.task_id, target))


def _put(parts: dict[str, Any], specs: Any, run: Any, task_id: UUID, target: str) -> Any:
    """The workflow with the token taken away and another put at the target."""
    token_id = codec.short_id(task_id)
    part = next(
        one
        for one in (parts["top"], *parts.get("subs", ()))
        if any(row[0] == token_id for row in one["rows"])
    )
    anchor = _take_away(part, token_id)
    workflow = codec.build(parts, specs, run)
    above: Any = walk.find(workflow, codec.long_id(anchor.id))
    task_specs = above.workflow.spec.task_specs
    spec = task_specs.get(target + SPLIT) or task_specs[target]
    # As the engine does when what lies before is done; it has no other door.
    new = above._add_child(spec, TaskState.FUTURE)  # noqa: SLF001
    spec._predict(new, mask=TaskState.NOT_FINISHED_MASK)  # noqa: SLF001
    spec._update(new)  # noqa: SLF001
    return workflow


def _take_away(part: dict[str, Any], token_id: str) -> Token:
    """Take a token out of a part of a state, with what watches over it. Returns what it hung
    from."""
    tokens = tokens_of(part)
    last = tokens[part["last"]] if "last" in part else None
    token = next(one for one in tokens if one.id == token_id)
    split = token.above if token.above and token.above.name == token.name + SPLIT else None
    gone = {token}
    for one in tokens:
        watches = split is not None and one.above is split and one.state == TaskState.WAITING
        waits = one.name == token.name + JOIN and one.active and _under(one, split)
        if watches or waits or (one.above in gone):
            gone.add(one)
    kept = [one for one in tokens if one not in gone]
    part["rows"] = rows_of(kept)
    part.pop("last", None)
    if last is not None and last in kept:
        part["last"] = kept.index(last)
    anchor = split.above if split is not None else token.above
    if anchor is None:
        raise Refused([Hinder("kan_inte_flyttas", _UNSURE)])
    return anchor


def _under(token: Token, above: Token | None) -> bool:
    step: Token | None = token
    while step is not None:
        if step is above:
            return True
        step = step.above
    return False


def _not_yet(process: Process, rehearsal: Rehearsal) -> frozenset[str]:
    """What no step that the case has done has told it."""
    trails = Move.objects.filter(process=process).values_list("trail", flat=True)
    done = {element for trail in trails for element in trail.split()}
    return frozenset(
        name for name, steps in rehearsal.asked.given_by.items() if steps.isdisjoint(done)
    )


def _told(stuck: Stuck) -> str:
    """Where the case may stop further on; what can't be known refuses."""
    if not stuck.certain:
        raise Refused([Hinder("till", _UNSURE, "till")])
    return stuck.mening


def _holds(node: Node) -> bool:
    return node.tag in ("callActivity", "subProcess", "transaction", "adHocSubProcess")


def _is_element(child: Any) -> bool:
    return isinstance(child.tag, str)
