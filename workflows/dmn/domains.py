"""Which values are worth trying in a column: all differences its cells make are to be seen."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from workflows.dmn.columns import Cell, Column
from workflows.dmn.itemtypes import ItemType
from workflows.feel import (
    Budget,
    FeelSyntaxError,
    UnaryTests,
    compile_expression,
    compile_unary_tests,
    to_literal,
)

_LITERAL = re.compile(
    r"""(?P<call>\b(?:date\ and\ time|date|time|duration)\s*\(\s*"[^"]*"\s*\))
      | (?P<at>@"[^"]*")
      | (?P<text>"(?:[^"\\]|\\.)*")
      | (?P<number>(?<!\w)-?(?:\d+(?:\.\d+)?|(?<!\.)\.\d+)(?![\w"]))
      | (?P<truth>\b(?:true|false)\b)""",
    re.VERBOSE,
)
_STEP = {
    "number": "1",
    "date": 'duration("P1D")',
    "date and time": 'duration("PT1S")',
    "time": 'duration("PT1S")',
    "days and time duration": 'duration("PT1S")',
    "years and months duration": 'duration("P1M")',
}
_NULL = re.compile(r"\bnull\b(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")
ELSEWHERE = "\u0000annat"
_LESS = compile_expression("a < b", names=("a", "b"))


# A cell is tried with many values; one that takes longer than this is held to be unmet.
TRYING = Budget(steps=2_000, depth=40, text=20_000)


def passes(tests: UnaryTests, value: Any) -> bool:
    """Whether a value passes tests that need nothing but it."""
    return tests.evaluate(value, budget=TRYING).value is True


@dataclass(frozen=True, slots=True)
class Sample:
    """A value to try, and how it is spoken of."""

    value: Any
    label: str


def samples(column: Column) -> Sequence[Sample]:
    """Values that between them meet every cell in every way it can be met or missed."""
    allowed, allowed_text = column.permitted
    listed = _values_in(allowed_text)
    written = [value for cell in column.cells for value in _values_in(cell.text)]
    if _is_truth(column, written):
        return [Sample(value=True, label="true"), Sample(value=False, label="false")]
    if listed and all(isinstance(value, str) for value in listed):
        return [_named(value) for value in listed]
    found = _distinct([*listed, *written])
    texts = [_named(value) for value in found if isinstance(value, str)]
    asks_of_null = any(_NULL.search(cell.text) for cell in column.cells)
    if not listed and (texts or (asks_of_null and not found)):
        texts.append(Sample(ELSEWHERE, "annat värde"))
    if asks_of_null:
        texts.append(Sample(None, "null"))
    tried = [*texts, *_along_the_line([value for value in found if not isinstance(value, str)])]
    within = [
        held
        for held in tried
        if allowed is None or held.value is None or passes(allowed, held.value)
    ]
    return within or [Sample(ELSEWHERE, "något värde")]


def values_in_cell(cell: Cell) -> list[Any]:
    """The literals a cell names, where it does nothing but list them."""
    left = _LITERAL.sub("", cell.text)
    return _values_in(cell.text) if not left.strip(" ,\n\t") else []


def _named(value: Any) -> Sample:
    return Sample(value, to_literal(value))


def _is_truth(column: Column, written: Sequence[Any]) -> bool:
    if column.domain is not None and _root(column.domain) == "boolean":
        return True
    return bool(written) and all(isinstance(value, bool) for value in written)


def _root(made: ItemType) -> str:
    for _ in range(20):
        if made.base is None:
            break
        made = made.base
    return "" if made.leaf is None else str(made.leaf)


def _values_in(written: str) -> list[Any]:
    values: list[Any] = []
    for found in _LITERAL.finditer(written):
        try:
            value = compile_expression(found.group()).evaluate(budget=TRYING).value
        except FeelSyntaxError:
            continue
        if value is not None:
            values.append(value)
    return values


def _distinct(values: Sequence[Any]) -> list[Any]:
    kept: dict[str, Any] = {}
    for value in values:
        kept.setdefault(to_literal(value), value)
    return list(kept.values())


def _along_the_line(values: Sequence[Any]) -> Iterator[Sample]:
    """Each boundary, something between each two, something below and something above."""
    kinds: dict[type, list[Any]] = {}
    for value in values:
        kinds.setdefault(type(value), []).append(value)
    for kind in kinds.values():
        line = _sorted(kind)
        step = _step(line[0])
        if step is None:
            yield from (_named(value) for value in line)
            continue
        yield Sample(_moved(line[0], "-", step), f"under {to_literal(line[0])}")
        for at, value in enumerate(line):
            yield _named(value)
            if at + 1 < len(line):
                yield from _between(value, line[at + 1], step)
        yield Sample(_moved(line[-1], "+", step), f"över {to_literal(line[-1])}")


def _between(low: Any, high: Any, step: str) -> Iterator[Sample]:
    label = f"mellan {to_literal(low)} och {to_literal(high)}"
    if isinstance(low, Decimal):
        yield Sample((low + high) / 2, label)
        return
    inner = _moved(low, "+", step)
    if _LESS.evaluate({"a": inner, "b": high}).value is True:
        yield Sample(inner, label)


def _step(value: Any) -> str | None:
    for name, step in _STEP.items():
        test = compile_unary_tests(f"? instance of {name}")
        if test.evaluate(value).value is True:
            return step
    return None


def _moved(value: Any, way: str, step: str) -> Any:
    return compile_expression(f"a {way} {step}", names=("a",)).evaluate({"a": value}).value


def _sorted(values: Sequence[Any]) -> list[Any]:
    ordered = compile_expression("sort(varden, function(a, b) a < b)", names=("varden",)).evaluate(
        {"varden": list(values)}
    )
    return ordered.value if isinstance(ordered.value, list) else list(values)
