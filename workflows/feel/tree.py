"""The parts of a parsed expression. ``position`` is (line, column) from 1."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workflows.feel.errors import Position
from workflows.feel.values import Value


@dataclass(frozen=True, slots=True)
class Constant:
    position: Position
    value: Value


@dataclass(frozen=True, slots=True)
class AtLiteral:
    position: Position
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    position: Position
    name: str


@dataclass(frozen=True, slots=True)
class Path:
    position: Position
    source: "Node"
    name: str


@dataclass(frozen=True, slots=True)
class Filter:
    position: Position
    source: "Node"
    condition: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    position: Position
    function: "Node"
    arguments: tuple["Node", ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ListNode:
    position: Position
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class ContextNode:
    position: Position
    entries: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Interval:
    position: Position
    start: "Node"
    end: "Node"
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True)
class HalfRange:
    """``< 10``: a range as a value, a comparison with the input as a test."""

    position: Position
    operator: str
    endpoint: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``first`` and then operator and operand, from the left; all of one precedence."""

    position: Position
    first: "Node"
    rest: tuple[tuple[str, "Node", Position], ...]


@dataclass(frozen=True, slots=True)
class Negation:
    position: Position
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    position: Position
    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Between:
    position: Position
    value: "Node"
    low: "Node"
    high: "Node"


@dataclass(frozen=True, slots=True)
class Membership:
    position: Position
    value: "Node"
    tests: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Logic:
    position: Position
    kind: Literal["and", "or"]
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class If:
    position: Position
    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Iterator:
    position: Position
    name: str
    source: "Node"
    end: "Node | None"


@dataclass(frozen=True, slots=True)
class For:
    position: Position
    iterators: tuple[Iterator, ...]
    body: "Node"


@dataclass(frozen=True, slots=True)
class Quantified:
    position: Position
    kind: Literal["some", "every"]
    iterators: tuple[Iterator, ...]
    body: "Node"


@dataclass(frozen=True, slots=True)
class InstanceOf:
    """``type`` is the type's text; the compiler reads it, a model may have types of its own."""

    position: Position
    value: "Node"
    type: str


@dataclass(frozen=True, slots=True)
class FunctionNode:
    """``parameters`` are names with the text of their types, None without one."""

    position: Position
    parameters: tuple[tuple[str, str | None], ...]
    body: "Node"
    external: bool = False


@dataclass(frozen=True, slots=True)
class Tests:
    """An input entry: any of the tests, none of them (``not``), or ``-`` when there are none at
    all.
    """

    position: Position
    tests: tuple["Node", ...]
    negated: bool = False


Node = (
    Constant
    | AtLiteral
    | Name
    | Path
    | Filter
    | Call
    | ListNode
    | ContextNode
    | Interval
    | HalfRange
    | Arithmetic
    | Negation
    | Comparison
    | Between
    | Membership
    | Logic
    | If
    | For
    | Quantified
    | InstanceOf
    | FunctionNode
)


_CHILDREN: Mapping[type, Callable[[Any], Sequence["Node | Iterator"]]] = {
    Path: lambda node: (node.source,),
    Filter: lambda node: (node.source, node.condition),
    Call: lambda node: (node.function, *node.arguments),
    ListNode: lambda node: node.items,
    ContextNode: lambda node: [value for _, value in node.entries],
    Interval: lambda node: (node.start, node.end),
    HalfRange: lambda node: (node.endpoint,),
    Arithmetic: lambda node: (node.first, *[operand for _, operand, _ in node.rest]),
    Negation: lambda node: (node.operand,),
    Comparison: lambda node: (node.left, node.right),
    Between: lambda node: (node.value, node.low, node.high),
    Membership: lambda node: (node.value, *node.tests),
    Logic: lambda node: node.parts,
    If: lambda node: (node.condition, node.then, node.otherwise),
    Iterator: lambda node: (node.source,) if node.end is None else (node.source, node.end),
    For: lambda node: (*node.iterators, node.body),
    Quantified: lambda node: (*node.iterators, node.body),
    InstanceOf: lambda node: (node.value,),
    FunctionNode: lambda node: (node.body,),
    Tests: lambda node: node.tests,
}


def children(node: "Node | Iterator | Tests") -> Sequence["Node | Iterator"]:
    """The parts of a part, in reading order."""
    read = _CHILDREN.get(type(node))
    return () if read is None else read(node)
