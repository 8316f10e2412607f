"""Runs a pattern: a backtracking machine that remembers where it has failed, so that time grows
with text x pattern.

Back references make memory unsound; patterns with them are bounded by the evaluation's budget
alone.
"""

from collections.abc import Callable
from typing import NamedTuple

from workflows.feel.patterns.classes import Predicate
from workflows.feel.patterns.syntax import (
    Anchor,
    BackReference,
    Choice,
    Group,
    One,
    Pattern,
    PatternError,
    Repeat,
    Sequence,
)

MAX_PROGRAM = 20_000
# Each note the machine takes copies them all.
MAX_SLOTS = 256
Charge = Callable[[int], None]
Slots = tuple[int, ...]
# Where the machine is in the program and in the text, and what it has noted.
State = tuple[int, int, Slots]

_ONE, _SPLIT, _JUMP, _SAVE, _ANCHOR, _BACK, _PROGRESS, _DONE = range(8)


class Instruction(NamedTuple):
    kind: int
    test: Predicate | None = None
    first: int = 0
    second: int = 0
    sign: str = ""


class Match(NamedTuple):
    """Where a pattern matched; ``groups[0]`` is the whole, None a group that took no part."""

    start: int
    end: int
    groups: tuple[str | None, ...]


class _Assembler:
    def __init__(self, groups: int) -> None:
        self.code: list[Instruction] = []
        self.slots = 2 * (groups + 1)
        self.remembers = True

    def add(self, instruction: Instruction) -> int:
        if len(self.code) >= MAX_PROGRAM:
            raise PatternError("Mönstret är för stort. Minska antalen i klamrar.")
        self.code.append(instruction)
        return len(self.code) - 1

    def emit(self, pattern: Pattern) -> None:
        match pattern:
            case One(test):
                self.add(Instruction(_ONE, test))
            case Anchor(sign):
                self.add(Instruction(_ANCHOR, sign=sign))
            case BackReference(group):
                self.remembers = False
                self.add(Instruction(_BACK, first=group))
            case Sequence(parts):
                for part in parts:
                    self.emit(part)
            case Group(body, number):
                self.group(body, number)
            case Choice(branches):
                self.choice(branches)
            case Repeat(body, least, most, lazy):
                self.repeat(body, least, most, lazy=lazy)

    def group(self, body: Pattern, number: int | None) -> None:
        if number is None:
            self.emit(body)
            return
        self.add(Instruction(_SAVE, first=2 * number))
        self.emit(body)
        self.add(Instruction(_SAVE, first=2 * number + 1))

    def choice(self, branches: tuple[Pattern, ...]) -> None:
        ends: list[int] = []
        for branch in branches[:-1]:
            split = self.add(Instruction(_SPLIT))
            self.emit(branch)
            ends.append(self.add(Instruction(_JUMP)))
            self.code[split] = Instruction(_SPLIT, first=split + 1, second=len(self.code))
        self.emit(branches[-1])
        for end in ends:
            self.code[end] = Instruction(_JUMP, first=len(self.code))

    def repeat(self, body: Pattern, least: int, most: int | None, *, lazy: bool) -> None:
        for _ in range(least):
            self.emit(body)
        if most is None:
            self.loop(body, lazy=lazy)
            return
        splits: list[int] = []
        for _ in range(most - least):
            splits.append(self.add(Instruction(_SPLIT)))
            self.emit(body)
        for split in splits:
            self.code[split] = self.split(split + 1, len(self.code), lazy=lazy)

    def split(self, inside: int, after: int, *, lazy: bool) -> Instruction:
        first, second = (after, inside) if lazy else (inside, after)
        return Instruction(_SPLIT, first=first, second=second)

    def loop(self, body: Pattern, *, lazy: bool) -> None:
        mark = self.slots
        self.slots += 1
        if mark > MAX_SLOTS:
            raise PatternError("Mönstret upprepar för mycket. Minska antalen i klamrar.")
        split = self.add(Instruction(_SPLIT))
        self.add(Instruction(_SAVE, first=mark))
        self.emit(body)
        # An empty round would go on for ever.
        self.add(Instruction(_PROGRESS, first=mark))
        self.add(Instruction(_JUMP, first=split))
        self.code[split] = self.split(split + 1, len(self.code), lazy=lazy)


def _group_count(pattern: Pattern) -> int:
    match pattern:
        case Group(body, number):
            return _group_count(body) + (number is not None)
        case Repeat(body, _, _, _):
            return _group_count(body)
        case Sequence(parts) | Choice(parts):
            return sum(_group_count(part) for part in parts)
    return 0


class Program:
    """A compiled pattern."""

    __slots__ = ("code", "fold", "groups", "lines", "remembers", "slots")

    def __init__(self, assembler: _Assembler, groups: int, flags: str) -> None:
        self.code = assembler.code
        self.slots = assembler.slots
        self.remembers = assembler.remembers
        self.groups = groups
        self.lines = "m" in flags
        self.fold = "i" in flags

    @classmethod
    def of(cls, pattern: Pattern, flags: str) -> "Program":
        groups = _group_count(pattern)
        assembler = _Assembler(groups)
        assembler.emit(pattern)
        assembler.add(Instruction(_DONE))
        return cls(assembler, groups, flags)

    def search(self, text: str, start: int, charge: Charge) -> Match | None:
        """The first match at or after ``start``. ``charge`` is told how many steps were taken."""
        failed: set[int] = set()
        for place in range(start, len(text) + 1):
            slots = self._run(text, place, failed, charge)
            if slots is not None:
                return self._match(text, slots)
        return None

    def _match(self, text: str, slots: Slots) -> Match:
        groups = tuple(
            text[slots[2 * group] : slots[2 * group + 1]] if slots[2 * group + 1] >= 0 else None
            for group in range(self.groups + 1)
        )
        return Match(slots[0], slots[1], groups)

    def _run(self, text: str, start: int, failed: set[int], charge: Charge) -> Slots | None:
        blank: Slots = (start,) + (-1,) * (self.slots - 1)
        stack: list[State] = [(0, start, blank)]
        steps = 0
        while stack:
            state: State | None = stack.pop()
            while state is not None:
                at, place, slots = state
                instruction = self.code[at]
                steps += 1
                if not steps & 255:
                    charge(256)
                if instruction.kind == _ONE:
                    test = instruction.test
                    read = place < len(text) and test is not None and test(text[place])
                    state = (at + 1, place + 1, slots) if read else None
                elif instruction.kind == _SPLIT:
                    state = self._split(instruction, at * (len(text) + 1), state, failed, stack)
                elif instruction.kind == _DONE:
                    return (start, place, *slots[2:])
                else:
                    state = self._step(instruction, text, at, place, slots)
        charge(steps & 255)
        return None

    def _split(
        self,
        instruction: Instruction,
        row: int,
        state: State,
        failed: set[int],
        stack: list[State],
    ) -> State | None:
        """Try the first way, keep the second for later; None where both have failed before."""
        _, place, slots = state
        if row + place in failed:
            return None
        if self.remembers:
            failed.add(row + place)
        stack.append((instruction.second, place, slots))
        return instruction.first, place, slots

    def _step(
        self, instruction: Instruction, text: str, at: int, place: int, slots: Slots
    ) -> tuple[int, int, Slots] | None:
        """The instructions that are not the inner loop's; None is a failure."""
        kind, first = instruction.kind, instruction.first
        if kind == _JUMP:
            return first, place, slots
        if kind == _SAVE:
            return at + 1, place, (*slots[:first], place, *slots[first + 1 :])
        if kind == _PROGRESS:
            return None if slots[first] == place else (at + 1, place, slots)
        if kind == _ANCHOR:
            return (at + 1, place, slots) if self._anchored(instruction.sign, text, place) else None
        return self._referred(text, at, place, slots, first)

    def _anchored(self, sign: str, text: str, place: int) -> bool:
        if sign == "^":
            return place == 0 or (self.lines and text[place - 1] == "\n" and place < len(text))
        return place == len(text) or (self.lines and text[place] == "\n")

    def _referred(
        self, text: str, at: int, place: int, slots: Slots, group: int
    ) -> tuple[int, int, Slots] | None:
        wanted = text[max(slots[2 * group], 0) : max(slots[2 * group + 1], 0)]
        found = text[place : place + len(wanted)]
        if found != wanted and not (self.fold and found.lower() == wanted.lower()):
            return None
        return at + 1, place + len(wanted), slots
