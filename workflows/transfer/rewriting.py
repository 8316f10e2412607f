"""A case's stored state written anew for another version: the same tokens, by the new names.

Tokens keep their ids, and with them the tasks, times, waits and jobs that others know them by. A
finished element that is gone is passed over; a boundary event that is new begins to wait.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.inclusive_gateway import InclusiveGateway
from SpiffWorkflow.bpmn.specs.mixins.parallel_gateway import ParallelGateway
from SpiffWorkflow.util.task import TaskState

from workflows.diagrams.parser import Specs
from workflows.engine import codec
from workflows.transfer.alignment import CHILD, END_JOIN, JOIN, SPLIT, Scope, label
from workflows.transfer.positions import Token, tokens_of

# Of those that have come to a join, the engine lets the last wait, and cancels the others.
_ARRIVED = (TaskState.WAITING, TaskState.CANCELLED)


class Unfit(Exception):
    """The state has no counterpart. `open_for` holds what an owner may choose among."""

    def __init__(self, element: str, mening: str, open_for: tuple[str, ...] = ()) -> None:
        super().__init__(mening)
        self.element = element
        self.mening = mening
        self.open_for = open_for


@dataclass
class Rewritten:
    """The new state; `added` began to wait with it; `notes` tell, in Swedish, what differs."""

    parts: dict[str, Any]
    added: list[UUID] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Alignment:
    """Two versions of a process beside each other."""

    def __init__(self, old: Specs, new: Specs, chosen: Mapping[str, str]) -> None:
        self.old, self.new, self.chosen = old, new, chosen
        self._scope = lru_cache(maxsize=None)(self._paired)

    def scope(self, old: str | None = None, new: str | None = None) -> Scope:
        """The scope of two subprocesses by their specs' names; of the processes without."""
        return self._scope(old, new)

    def _paired(self, old: str | None, new: str | None) -> Scope:
        was = self.old.subprocesses[old] if old else self.old.spec
        now = self.new.subprocesses[new] if new else self.new.spec
        return Scope(was, now, self.chosen)


def rewrite(parts: Mapping[str, Any], alignment: Alignment) -> Rewritten:
    """The state for the new version. Raises `Unfit`."""
    done = Rewritten({"f": parts["f"]})
    scope = alignment.scope()
    holders: dict[str, tuple[Scope, str, str]] = {}
    done.parts["top"] = _part(parts["top"], scope, done, holders)
    for sub in parts.get("subs", ()):
        outer, was, now = holders[sub["of"]]
        inner = alignment.scope(outer.old.task_specs[was].spec, outer.new.task_specs[now].spec)
        written = {"of": sub["of"], **_part(sub, inner, done, holders)}
        done.parts.setdefault("subs", []).append(written)
    return done


def _part(
    part: Mapping[str, Any],
    scope: Scope,
    done: Rewritten,
    holders: dict[str, tuple[Scope, str, str]],
) -> dict[str, Any]:
    old = tokens_of(part)
    placing = _Placing(scope, done)
    for token in old:
        placed = placing.place(token)
        if placed is not None and token.active:
            holders[token.id] = (scope, token.name, placed.name)
    placing.watch_anew()
    last = placing.placed.get(old[part["last"]]) if "last" in part else None
    return {
        **{key: value for key, value in part.items() if key not in ("rows", "last", "of")},
        "rows": rows_of(placing.tokens),
        **({"last": placing.tokens.index(last)} if last is not None else {}),
    }


class _Placing:
    """One scope's tokens on their way to their new places."""

    def __init__(self, scope: Scope, done: Rewritten) -> None:
        self.scope = scope
        self.done = done
        self.tokens: list[Token] = []
        self.placed: dict[Token, Token] = {}
        # Where what lay under an old token now lies: its own place, or what is left above it.
        self._anchor: dict[Token, Token] = {}

    def place(self, token: Token) -> Token | None:
        """The token in its new place; None where it is passed over. Raises `Unfit`."""
        above = self._anchor[token.above] if token.above else None
        name = self._named(token.name)
        if name is None or not self._may_stand(name, above):
            if token.active and not self._may_go(token):
                raise self._unfit(token)
            if above is not None:
                self._anchor[token] = above
            return None
        if above is not None:
            above = self._hung(token, name, above)
        new = Token(
            token.id, name, token.state, token.when, token.flags, token.notes, token.data, above
        )
        self.tokens.append(new)
        self.placed[token] = self._anchor[token] = new
        return new

    def watch_anew(self) -> None:
        """Let boundary events that are new on what is under way begin to wait."""
        for split in [one for one in self.tokens if one.name.endswith(SPLIT)]:
            below = [one for one in self.tokens if one.above is split]
            if not any(one.active and one.name == split.name.removesuffix(SPLIT) for one in below):
                continue
            there = {one.name for one in below}
            for spec in self.scope.new.task_specs[split.name].outputs:
                if isinstance(spec, BoundaryEvent) and spec.name not in there:
                    self._add(spec.name, TaskState.WAITING, split, flags=1)
                    self.done.added.append(codec.long_id(self.tokens[-1].id))
                    self.done.notes.append(f"”{label(spec)}” är ny och räknas från flytten.")

    def _named(self, name: str) -> str | None:
        new = self.scope.new
        if name == self.scope.old.name + END_JOIN:
            return str(new.name + END_JOIN)
        for suffix in (SPLIT, JOIN, CHILD):
            if name.endswith(suffix):
                image = self.scope.image(name.removesuffix(suffix))
                found = None if image is None else image + suffix
                return found if found in new.task_specs else None
        drawn = getattr(self.scope.old.task_specs[name], "bpmn_id", None)
        if drawn is None:
            return name if name in new.task_specs else None
        return self.scope.image(name)

    def _may_stand(self, name: str, above: Token | None) -> bool:
        """What belongs to a host with boundary events must lie below its split."""
        if name.endswith(JOIN):
            return _nearest(above, lambda one: one.name == name.replace(JOIN, SPLIT)) is not None
        if isinstance(self.scope.new.task_specs[name], BoundaryEvent):
            return above is not None and above.name.endswith(SPLIT)
        return True

    def _may_go(self, token: Token) -> bool:
        """A watch that the new version does not keep, or what only waited for its host."""
        spec = self.scope.old.task_specs[token.name]
        if token.name.endswith(JOIN):
            return True
        if isinstance(spec, BoundaryEvent) and token.state == TaskState.WAITING:
            self.done.notes.append(f"”{label(spec)}” bevakas inte i den nya versionen.")
            return True
        return False

    def _hung(self, token: Token, name: str, above: Token) -> Token:
        spec = self.scope.new.task_specs[name]
        if name.endswith(JOIN) or isinstance(spec, BoundaryEvent):
            return above
        split = name + SPLIT
        if above.name == split:
            return above
        above = _nearest(above, lambda one: not one.name.endswith(SPLIT)) or above
        if split in self.scope.new.task_specs and token.active:
            above = self._add(split, TaskState.COMPLETED, above)
        if token.state in _ARRIVED and isinstance(spec, (ParallelGateway, InclusiveGateway)):
            try:
                way = self._way_in(token, spec)
            except Unfit:
                if token.active:
                    raise
                return above  # it came in an earlier round
            if above.name != way:
                above = self._add(way, TaskState.COMPLETED, above)
        return above

    def _way_in(self, token: Token, join: Any) -> str:
        """The input by which a token that waits in a join has come. Raises `Unfit`."""
        scope = self.scope
        came_by = token.above.name if token.above else ""
        inputs = {one.name for one in join.inputs}
        image = scope.image(came_by)
        if image in inputs:
            return str(image)
        taken = {scope.image(one.name) for one in scope.old.task_specs[token.name].inputs}
        wanted = {image} if image else scope.behind(came_by)
        ways = [one for one in inputs - taken if scope.reached_from(one) & wanted]
        if len(ways) != 1:
            raise Unfit(
                token.name,
                f"Sammanföringen ”{label(join)}” nås på andra vägar i den nya versionen.",
            )
        return str(ways[0])

    def _add(self, name: str, state: int, above: Token, flags: int = 0) -> Token:
        new = Token(
            codec.short_id(uuid4()), name, state, above.when, flags, {}, dict(above.data), above
        )
        self.tokens.append(new)
        return new

    def _unfit(self, token: Token) -> Unfit:
        element = token.name.removesuffix(CHILD)
        called = label(self.scope.old.task_specs[element])
        open_for = tuple(self.scope.candidates(element))
        if open_for:
            return Unfit(
                element,
                f"”{called}” finns inte i den nya versionen. Välj vilket steg som tar vid.",
                open_for,
            )
        return Unfit(
            element,
            f"”{called}” finns inte i den nya versionen, och inget där är av samma slag.",
        )


def _nearest(token: Token | None, fits: Callable[[Token], bool]) -> Token | None:
    while token is not None and not fits(token):
        token = token.above
    return token


def rows_of(tokens: list[Token]) -> list[codec.Row]:
    """Tokens as the rows of a state, those above before those below."""
    index = {token: number for number, token in enumerate(tokens)}
    rows = []
    for token in tokens:
        inherited = token.above.data if token.above else {}
        row: codec.Row = [
            token.id,
            None if token.above is None else index[token.above],
            token.name,
            token.state,
            token.when,
            token.flags,
            token.notes,
            {k: v for k, v in token.data.items() if k not in inherited or inherited[k] != v},
            [k for k in inherited if k not in token.data],
        ]
        while len(row) > 6 and not row[-1]:
            row.pop()
        rows.append(row)
    return rows
