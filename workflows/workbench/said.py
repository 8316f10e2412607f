"""FEEL in plain words, for those who read what a process does and do not write it.

What has no plain words is given as it is written: nothing is guessed, nothing is left out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from workflows import feel
from workflows.feel import tree
from workflows.feel.tree import Node
from workflows.forms.fields import Field
from workflows.forms.sentences import number

_COMPARED = {
    "=": "är",
    "!=": "är inte",
    "<": "är mindre än",
    "<=": "är högst",
    ">": "är större än",
    ">=": "är minst",
}
_UNITS = ((86_400, "dygn", "dygn"), (3_600, "timme", "timmar"), (60, "minut", "minuter"))
_TWOFOLD = (tree.Logic, tree.If, tree.Comparison, tree.Membership, tree.Between)


class Unsaid(Exception):
    """There are no plain words for this."""


@dataclass(frozen=True)
class Words:
    """What names stand for: `fields` are questions of forms, `tables` decisions by what their
    answer is called, `facts` what is known of the case, each with what it means."""

    fields: Mapping[str, Field] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)

    def time(self, text: str) -> str:
        """A time in words; a fact alone by what it means. Empty where there are none."""
        meant = self.facts.get(text, "")
        return f"{meant[:1].lower()}{meant[1:]}" or self.plain(text)

    def of(self, text: str) -> str:
        """An expression in words, or as it is written where there are none."""
        return self.plain(text) or text

    def plain(self, text: str) -> str:
        """An expression in words; empty where there are none."""
        try:
            return self._holds(feel.compile_expression(text).tree)
        except (feel.FeelSyntaxError, Unsaid, RecursionError):
            return ""

    def _say(self, node: Node) -> str:
        say = _SAID.get(type(node))
        if say is None:
            raise Unsaid
        return say(self, node)

    def part(self, node: Node) -> str:
        """A part that is one thing, so that nobody can read the whole in two ways.

        Raises `Unsaid`.
        """
        if isinstance(node, _TWOFOLD):
            raise Unsaid
        return self._say(node)

    def _holds(self, node: Node, answer: str = "ja") -> str:
        """What has to be true; a question of yes or no with its answer."""
        if isinstance(node, tree.Name) and node.name in self.fields:
            return f"{self._say(node)} är {answer}"
        return self._say(node)

    def name(self, node: tree.Name) -> str:
        """A question by what it asks; anything else by its name."""
        if node.name in self.fields:
            return f"”{self.fields[node.name].label}”"
        return node.name

    def path(self, node: tree.Path) -> str:
        """What a table answered."""
        if isinstance(node.source, tree.Name) and node.source.name in self.tables:
            return f"{node.name} ur tabellen ”{self.tables[node.source.name]}”"
        return f"{self.part(node.source)}.{node.name}"

    def constant(self, node: tree.Constant) -> str:
        """A value."""
        value = node.value
        if isinstance(value, bool):
            return "ja" if value else "nej"
        if isinstance(value, str):
            return f"”{value}”"
        if isinstance(value, int | Decimal):
            return number(value)
        raise Unsaid

    def comparison(self, node: tree.Comparison) -> str:
        """Two values held against each other."""
        left = self.part(node.left)
        if isinstance(node.right, tree.Constant) and node.right.value is None:
            if node.operator not in ("=", "!="):
                raise Unsaid
            return f"{left} är {'inte ' if node.operator == '!=' else ''}tomt"
        return f"{left} {_COMPARED[node.operator]} {self.answer(node.left, node.right)}"

    def answer(self, asked: Node | None, value: Node) -> str:
        """A value as the one who answered the question read it. Raises `Unsaid`."""
        if (
            isinstance(asked, tree.Name)
            and asked.name in self.fields
            and isinstance(value, tree.Constant)
        ):
            for option in self.fields[asked.name].options:
                if option.value == value.value:
                    return f"”{option.label}”"
        return self.part(value)

    def membership(self, node: tree.Membership) -> str:
        """One of several values, or within bounds."""
        asked = self.part(node.value)
        tests = [
            one
            for test in node.tests
            for one in (test.items if isinstance(test, tree.ListNode) else [test])
        ]
        if len(tests) == 1 and isinstance(tests[0], tree.Interval):
            span = tests[0]
            if not (span.start_included and span.end_included):
                raise Unsaid
            return f"{asked} är från {self.part(span.start)} till {self.part(span.end)}"
        if not all(isinstance(one, tree.Constant) for one in tests):
            raise Unsaid
        return f"{asked} är {listed([self.answer(node.value, one) for one in tests], 'eller')}"

    def between(self, node: tree.Between) -> str:
        """Within bounds, both included."""
        low, high = self.part(node.low), self.part(node.high)
        return f"{self.part(node.value)} är från {low} till {high}"

    def logic(self, node: tree.Logic) -> str:
        """All of them, or any."""
        if any(isinstance(one, tree.If) for one in node.parts):
            raise Unsaid
        told = [
            f"({self._say(one)})" if isinstance(one, tree.Logic) else self._holds(one)
            for one in node.parts
        ]
        return (" och " if node.kind == "and" else " eller ").join(told)

    def choice(self, node: tree.If) -> str:
        """One thing if, and otherwise another."""
        if isinstance(node.condition, tree.If):
            raise Unsaid
        then, condition = self.part(node.then), self._holds(node.condition)
        return f"{then} om {condition}, annars {self._say(node.otherwise)}"

    def arithmetic(self, node: tree.Arithmetic) -> str:
        """A time after another; other sums are left as they are written."""
        if len(node.rest) == 1 and node.rest[0][0] == "+":
            added = node.rest[0][1]
            if isinstance(added, tree.Call) and _called(added) == "duration":
                return f"{self._say(added)} efter {self._since(node.first)}"
        raise Unsaid

    def call(self, node: tree.Call) -> str:
        """The few functions that people have words for."""
        say = _CALLS.get((_called(node), len(node.arguments)))
        if say is None or node.names is not None:
            raise Unsaid
        return say(self, *node.arguments)

    def negated(self, what: Node) -> str:
        """That something is not so."""
        if isinstance(what, tree.Name) and what.name in self.fields:
            return self._holds(what, "nej")
        told = self._say(what)
        return f"inte {told}" if isinstance(what, tree.Name | tree.Path) else f"inte ({told})"

    def workdays(self, start: Node, days: Node) -> str:
        """So many working days after."""
        since = self._since(start)
        if isinstance(days, tree.Constant):
            count = self._say(days)
            return f"{count} arbetsdag{'' if count == '1' else 'ar'} efter {since}"
        return f"så många arbetsdagar som {self.part(days)} säger, räknat från {since}"

    def _since(self, node: Node) -> str:
        begins = isinstance(node, tree.Name) and node.name == "start"
        return "att steget börjar" if begins else self.part(node)

    def length(self, written: Node) -> str:
        """A length of time."""
        if not isinstance(written, tree.Constant) or not isinstance(written.value, str):
            raise Unsaid
        length = feel.compile_expression(f"duration({feel.to_literal(written.value)})").evaluate()
        return _length(length.value)


def _length(value: Any) -> str:
    """A length of time: `2 timmar`, `1 dygn och 30 minuter`."""
    if not isinstance(value, feel.DayTimeDuration):
        raise Unsaid
    seconds, part = divmod(value.nanos, 1_000_000_000)
    if part or seconds <= 0 or seconds % 60:
        raise Unsaid
    told = []
    for unit, one, many in _UNITS:
        count, seconds = divmod(seconds, unit)
        if count:
            told.append(f"{count} {one if count == 1 else many}")
    return listed(told, "och")


def listed(words: Sequence[str], last: str) -> str:
    """`a, b och c`."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _called(node: tree.Call) -> str:
    function = node.function
    if isinstance(function, tree.Path) and isinstance(function.source, tree.Name):
        return f"{function.source.name}.{function.name}"
    return function.name if isinstance(function, tree.Name) else ""


_CALLS: Mapping[tuple[str, int], Callable[..., str]] = {
    ("not", 1): Words.negated,
    ("hmc.arbetsdagar", 2): Words.workdays,
    ("duration", 1): Words.length,
    ("today", 0): lambda words: "dagens datum",
    ("now", 0): lambda words: "nu",
}
_SAID: Mapping[type, Callable[[Words, Any], str]] = {
    tree.Name: Words.name,
    tree.Path: Words.path,
    tree.Constant: Words.constant,
    tree.Comparison: Words.comparison,
    tree.Membership: Words.membership,
    tree.Between: Words.between,
    tree.Logic: Words.logic,
    tree.If: Words.choice,
    tree.Arithmetic: Words.arithmetic,
    tree.Call: Words.call,
}
