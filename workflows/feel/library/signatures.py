"""How the built-in functions are declared and bound to their arguments (DMN 10.3.4).

A function has one or more signatures. The first whose parameters fit the arguments, before or after
the implicit conversions to and from singleton list, is called; when none fits the call is null and
says why.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from workflows.feel.calls import Undefined
from workflows.feel.decimals import whole
from workflows.feel.feeltypes import ANY, FeelType
from workflows.feel.scope import Scope
from workflows.feel.temporal import (
    DayTimeDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)
from workflows.feel.values import Builtin, Function, Range, Value, kind_word

Classes = frozenset[type]
ANYTHING: Classes = frozenset()
TEXT: Classes = frozenset({str})
NUMBER: Classes = frozenset({Decimal})
TRUTH: Classes = frozenset({bool})
LIST: Classes = frozenset({list})
CONTEXT: Classes = frozenset({dict})
RANGE: Classes = frozenset({Range})
FUNCTION: Classes = frozenset({Function, Builtin})
DATE: Classes = frozenset({FeelDate})
DAY: Classes = frozenset({FeelDate, FeelDateTime})
TIME: Classes = frozenset({FeelTime})
CLOCK: Classes = frozenset({FeelTime, FeelDateTime, FeelDate})
DATE_TIME: Classes = frozenset({FeelDateTime})
DAY_TIME: Classes = frozenset({DayTimeDuration})
MEASURE: Classes = frozenset({Decimal, DayTimeDuration, YearMonthDuration})
POINT: Classes = frozenset(
    {Decimal, str, FeelDate, FeelTime, FeelDateTime, DayTimeDuration, YearMonthDuration}
)
NOT_NULL: Classes = POINT | LIST | CONTEXT | RANGE | FUNCTION | TRUTH

Body: TypeAlias = Callable[..., Value]
_NO_FIT: Any = object()


@dataclass(frozen=True, slots=True)
class Formal:
    """A parameter of a built-in; ``rest`` takes all remaining arguments as a list."""

    name: str
    classes: Classes
    optional: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in. ``body`` gets the scope and then the arguments."""

    formals: tuple[Formal, ...]
    body: Body
    result: FeelType


SIGNATURES: dict[str, list[Signature]] = {}


def builtin(
    name: str, *formals: tuple[str, Classes], result: FeelType = ANY
) -> Callable[[Body], Body]:
    """Declare one signature of the built-in ``name``. A formal is its name and its classes of
    value.

    The name ends with ``?`` when the parameter may be left out or null, with ``...`` when it takes
    all that remain.
    """

    def declare(body: Body) -> Body:
        made = tuple(
            Formal(label.rstrip("?."), classes, label.endswith("?"), label.endswith("..."))
            for label, classes in formals
        )
        SIGNATURES.setdefault(name, []).append(Signature(made, body, result))
        return body

    return declare


def _fitted(value: Value, formal: Formal) -> Value:
    """``value`` as the parameter takes it, or _NO_FIT."""
    classes = formal.classes
    if not classes or type(value) in classes:
        return value
    if value is None:
        return None if formal.optional else _NO_FIT
    if type(value) is list and len(value) == 1 and type(value[0]) in classes:
        return value[0]
    return [value] if list in classes and len(classes) == 1 else _NO_FIT


def _positional(formals: Sequence[Formal], arguments: Sequence[Value]) -> list[Value] | None:
    if formals and formals[-1].rest:
        count = len(formals) - 1
        if len(arguments) <= count:
            return None
        return [*arguments[:count], list(arguments[count:])]
    needed = sum(not formal.optional for formal in formals)
    if not needed <= len(arguments) <= len(formals):
        return None
    return [*arguments, *[None] * (len(formals) - len(arguments))]


def _named(formals: Sequence[Formal], named: Mapping[str, Value]) -> list[Value] | None:
    names = [formal.name for formal in formals]
    if not set(named) <= set(names) or any(f.rest and f.name not in named for f in formals):
        return None
    # By name a parameter that takes many takes the one it is given.
    return [[named.get(f.name)] if f.rest else named.get(f.name) for f in formals]


def _as_written(signatures: Sequence[Signature], named: Mapping[str, Value]) -> Sequence[Signature]:
    """Those whose parameters come in the order they are written first: ``before(point, range)`` and
    ``before(range, point)`` have the same names.
    """
    written = list(named)
    return sorted(signatures, key=lambda made: [f.name for f in made.formals] != written)


def _bound(
    signature: Signature, arguments: Sequence[Value], named: Mapping[str, Value] | None
) -> list[Value] | None:
    """The arguments in the order of the parameters; None when their number or names are wrong."""
    if named is None:
        return _positional(signature.formals, arguments)
    return _named(signature.formals, named)


def _conformed(formals: Sequence[Formal], given: Sequence[Value]) -> list[Value] | Formal:
    """The converted arguments, or the first parameter that does not fit."""
    fitted: list[Value] = []
    for formal, value in zip(formals, given, strict=True):
        made = value if formal.rest else _fitted(value, formal)
        if made is _NO_FIT:
            return formal
        fitted.append(made)
    return fitted


def _caller(name: str, signatures: Sequence[Signature]) -> Callable[..., Value]:
    def invoke(
        scope: Scope, arguments: Sequence[Value], named: Mapping[str, Value] | None
    ) -> Value:
        if named is not None and len(named) != len(arguments):
            raise Undefined(f"{name}: samma parameter har fått två värden.")
        misfit: tuple[Formal, Value] | None = None
        for signature in signatures if named is None else _as_written(signatures, named):
            given = _bound(signature, arguments, named)
            if given is None:
                continue
            made = _conformed(signature.formals, given)
            if isinstance(made, list):
                return signature.body(scope, *made)
            misfit = (made, given[signature.formals.index(made)])
        raise Undefined(_misfit_sentence(name, signatures, misfit))

    return invoke


def usage(name: str, signatures: Sequence[Signature]) -> str:
    """The ways to call a function: ``date(from) eller date(year, month, day)``."""
    shown = [
        f"{name}({', '.join(formal.name for formal in signature.formals)})"
        for signature in signatures
    ]
    return " eller ".join(dict.fromkeys(shown))


def _misfit_sentence(
    name: str, signatures: Sequence[Signature], misfit: tuple[Formal, Value] | None
) -> str:
    if misfit is None:
        return f"Anropet passar inte funktionen. Skriv {usage(name, signatures)}."
    formal, value = misfit
    return f"{name} kan inte använda {kind_word(value)} som {formal.name}."


def functions() -> dict[str, Builtin]:
    """All declared built-ins by name."""
    return {
        name: Builtin(name, _caller(name, signatures)) for name, signatures in SIGNATURES.items()
    }


def truncated(value: Decimal, what: str) -> int:
    """The whole part of a length or scale, whose domain is a range of numbers (a position's is
    whole numbers, 10.3.4.3). Undefined beyond any list or scale.
    """
    if value.adjusted() > 40:
        raise Undefined(f"{what} är ett för stort tal.")
    return int(value)


def integer(value: Decimal, what: str) -> int:
    """``value`` as a whole number; Undefined otherwise."""
    number = whole(value)
    if number is None:
        raise Undefined(f"{what} ska vara ett heltal.")
    return number
