"""The parts of a parsed expression. ``position`` is (line, column) from 1."""

from dataclasses import dataclass
from typing import Literal

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
    """``type`` is the type's text; the compiler reads it, since a model may have types of its own."""

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
    """An input entry: any of the tests, none of them (``not``), or ``-`` when there are none at all."""

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


def children(node: "Node | Iterator | Tests") -> tuple["Node | Iterator", ...]:
    """The parts of a part, in reading order."""
    match node:
        case Constant() | AtLiteral() | Name():
            return ()
        case Path(_, source, _):
            return (source,)
        case Filter(_, source, condition):
            return (source, condition)
        case Call(_, function, arguments, _):
            return (function, *arguments)
        case ListNode(_, items):
            return items
        case ContextNode(_, entries):
            return tuple(value for _, value in entries)
        case Interval(_, start, end, _, _):
            return (start, end)
    return _more_children(node)


def _more_children(node: "Node | Iterator | Tests") -> tuple["Node | Iterator", ...]:
    match node:
        case HalfRange(_, _, operand) | Negation(_, operand):
            return (operand,)
        case Arithmetic(_, first, rest):
            return (first, *(operand for _, operand, _ in rest))
        case Comparison(_, _, left, right):
            return (left, right)
        case Between(_, value, low, high):
            return (value, low, high)
        case Membership(_, value, tests):
            return (value, *tests)
        case Logic(_, _, parts) | Tests(_, parts, _):
            return parts
    return _last_children(node)


def _last_children(node: "Node | Iterator | Tests") -> tuple["Node | Iterator", ...]:
    match node:
        case If(_, condition, then, otherwise):
            return (condition, then, otherwise)
        case Iterator(_, _, source, end):
            return (source,) if end is None else (source, end)
        case For(_, iterators, body) | Quantified(_, _, iterators, body):
            return (*iterators, body)
        case InstanceOf(_, value, _):
            return (value,)
        case FunctionNode(_, _, body, _):
            return (body,)
    return ()
