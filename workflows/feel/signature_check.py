"""Whether a call to a built-in can be right, as far as the types of its arguments tell."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from workflows.feel import tree
from workflows.feel.feeltypes import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAY_TIME,
    NULL,
    NUMBER,
    STRING,
    TIME,
    YEAR_MONTH,
    ContextType,
    FeelType,
    FunctionType,
    ListType,
    RangeType,
)
from workflows.feel.iso import read_date, read_date_time, read_duration, read_time
from workflows.feel.library.signatures import Formal, Signature, usage
from workflows.feel.temporal import (
    DayTimeDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearMonthDuration,
)
from workflows.feel.values import Function, Range

_CLASS: Mapping[FeelType, type] = {
    NUMBER: Decimal,
    STRING: str,
    BOOLEAN: bool,
    DATE: FeelDate,
    TIME: FeelTime,
    DATE_TIME: FeelDateTime,
    DAY_TIME: DayTimeDuration,
    YEAR_MONTH: YearMonthDuration,
}
_STRUCTURES: Sequence[tuple[type, type]] = (
    (ListType, list),
    (ContextType, dict),
    (RangeType, Range),
    (FunctionType, Function),
)
_READERS = {
    "date": read_date,
    "time": read_time,
    "date and time": read_date_time,
    "duration": read_duration,
}


def value_class(kind: FeelType) -> type:
    """The class of values a type has."""
    found = _CLASS.get(kind)
    if found is not None:
        return found
    return next((made for of, made in _STRUCTURES if isinstance(kind, of)), object)


def _fits(formal: Formal, kind: FeelType) -> bool:
    if not formal.classes or kind in {ANY, NULL} or formal.rest:
        return True
    if value_class(kind) in formal.classes or formal.classes == {list}:
        return True
    return isinstance(kind, ListType) and _fits(formal, kind.item)


def _pairs(
    node: tree.Call, signature: Signature, kinds: Sequence[FeelType]
) -> list[tuple[Formal, FeelType]] | None:
    """Each argument's type with its parameter; None when number or names are wrong."""
    formals = signature.formals
    if node.names is not None:
        by_name = {formal.name: formal for formal in formals}
        if not set(node.names) <= set(by_name):
            return None
        return [(by_name[name], kind) for name, kind in zip(node.names, kinds, strict=True)]
    if formals and formals[-1].rest:
        return list(zip(formals, kinds, strict=False)) if len(kinds) >= len(formals) else None
    needed = sum(not formal.optional for formal in formals)
    return list(zip(formals, kinds, strict=False)) if needed <= len(kinds) <= len(formals) else None


def _literal_problem(node: tree.Call, name: str) -> str:
    read = _READERS.get(name)
    if read is None or len(node.arguments) != 1 or not isinstance(node.arguments[0], tree.Constant):
        return ""
    text = node.arguments[0].value
    if not isinstance(text, str) or read(text) is not None:
        return ""
    return f'{name}("{text}") har inget värde. Skriv datum som 2026-03-01 och varaktighet som P1D.'


def called(
    node: tree.Call, signatures: Sequence[Signature], kinds: Sequence[FeelType]
) -> tuple[FeelType, str]:
    """The type of the result, and a sentence when no signature can take the arguments."""
    name = node.function.name if isinstance(node.function, tree.Name) else ""
    bound = [
        (signature, pairs)
        for signature in signatures
        if (pairs := _pairs(node, signature, kinds)) is not None
    ]
    if not bound:
        return ANY, f"Anropet passar inte funktionen. Skriv {usage(name, signatures)}."
    fitting = [
        signature
        for signature, pairs in bound
        if all(_fits(formal, kind) for formal, kind in pairs)
    ]
    if not fitting:
        formal = next(formal for formal, kind in bound[0][1] if not _fits(formal, kind))
        return ANY, f"{name} kan inte använda ett sådant värde som {formal.name}."
    results = {signature.result for signature in fitting}
    return (results.pop() if len(results) == 1 else ANY), _literal_problem(node, name)
