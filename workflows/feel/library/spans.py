"""Range functions (DMN 10.3.4.8) and `range` itself.

An open side of a range lies beyond every point, so it never equals another end.
"""

from collections.abc import Callable
from enum import Enum

from workflows.feel import feeltypes
from workflows.feel.calls import Undefined
from workflows.feel.comparing import includes, order
from workflows.feel.decimals import read_number
from workflows.feel.iso import read_literal
from workflows.feel.library.signatures import POINT, RANGE, TEXT, builtin
from workflows.feel.ranges import full_range, half_range
from workflows.feel.scope import Scope
from workflows.feel.values import Range, Value
from workflows.feel.words import Word, string_value, words


class _Beyond(Enum):
    """The end of an open side."""

    BEFORE = -1
    AFTER = 1


def _start(span: Range) -> Value:
    return _Beyond.BEFORE if span.start is None else span.start


def _end(span: Range) -> Value:
    return _Beyond.AFTER if span.end is None else span.end


def _compare(a: Value, b: Value) -> int:
    if isinstance(a, _Beyond) or isinstance(b, _Beyond):
        x = a.value if isinstance(a, _Beyond) else 0
        y = b.value if isinstance(b, _Beyond) else 0
        return int(x - y)
    found = order(a, b)
    if found is None:
        raise Undefined("Värdena är av olika slag och kan inte jämföras.")
    return found


def _starts_no_later(a: Range, b: Range) -> bool:
    found = _compare(_start(a), _start(b))
    return found < 0 or (found == 0 and (a.start_included or not b.start_included))


def _ends_no_earlier(a: Range, b: Range) -> bool:
    found = _compare(_end(a), _end(b))
    return found > 0 or (found == 0 and (a.end_included or not b.end_included))


def _before(a: Range, b: Range) -> bool:
    found = _compare(_end(a), _start(b))
    return found < 0 or (found == 0 and not (a.end_included and b.start_included))


def _point_before(point: Value, span: Range) -> bool:
    found = _compare(point, _start(span))
    return found < 0 or (found == 0 and not span.start_included)


def _before_point(span: Range, point: Value) -> bool:
    found = _compare(_end(span), point)
    return found < 0 or (found == 0 and not span.end_included)


def _meets(a: Range, b: Range) -> bool:
    return a.end_included and b.start_included and _compare(_end(a), _start(b)) == 0


def _overlaps(a: Range, b: Range) -> bool:
    return not _before(a, b) and not _before(b, a)


def _overlaps_before(a: Range, b: Range) -> bool:
    first = _compare(_start(a), _start(b))
    starts = first < 0 or (first == 0 and a.start_included and not b.start_included)
    return starts and not _before(a, b) and _ends_no_earlier(b, a)


def _same_start(a: Range, b: Range) -> bool:
    return a.start_included == b.start_included and _compare(_start(a), _start(b)) == 0


def _same_end(a: Range, b: Range) -> bool:
    return a.end_included == b.end_included and _compare(_end(a), _end(b)) == 0


def _starts(a: Range, b: Range) -> bool:
    return _same_start(a, b) and _ends_no_earlier(b, a)


def _finishes(a: Range, b: Range) -> bool:
    return _same_end(a, b) and _starts_no_later(b, a)


def _includes(a: Range, b: Range) -> bool:
    return _starts_no_later(a, b) and _ends_no_earlier(a, b)


def _holds(span: Range, point: Value) -> bool:
    found = includes(span, point)
    if found is None:
        raise Undefined("Värdena är av olika slag och kan inte jämföras.")
    return found


def _starts_at(span: Range, point: Value) -> bool:
    return span.start_included and _compare(_start(span), point) == 0


def _ends_at(span: Range, point: Value) -> bool:
    return span.end_included and _compare(_end(span), point) == 0


Relation = Callable[[Value, Value], bool]


def _swapped(relation: Relation) -> Relation:
    return lambda a, b: relation(b, a)


def _declare(
    name: str, names: tuple[str, str], kinds: tuple[frozenset[type], frozenset[type]], law: Relation
) -> None:
    builtin(name, (names[0], kinds[0]), (names[1], kinds[1]), result=feeltypes.BOOLEAN)(
        lambda _, a, b: law(a, b)
    )


_PP, _PR, _RP, _RR = (POINT, POINT), (POINT, RANGE), (RANGE, POINT), (RANGE, RANGE)
_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES = (
    ("point1", "point2"),
    ("point", "range"),
    ("range", "point"),
    ("range1", "range2"),
)

for _name, _names, _kinds, _law in (
    ("before", _POINTS, _PP, lambda a, b: _compare(a, b) < 0),
    ("before", _POINT_RANGE, _PR, _point_before),
    ("before", _RANGE_POINT, _RP, _before_point),
    ("before", _RANGES, _RR, _before),
    ("after", _POINTS, _PP, lambda a, b: _compare(a, b) > 0),
    ("after", _POINT_RANGE, _PR, _swapped(_before_point)),
    ("after", _RANGE_POINT, _RP, _swapped(_point_before)),
    ("after", _RANGES, _RR, _swapped(_before)),
    ("meets", _RANGES, _RR, _meets),
    ("met by", _RANGES, _RR, _swapped(_meets)),
    ("overlaps", _RANGES, _RR, _overlaps),
    ("overlaps before", _RANGES, _RR, _overlaps_before),
    ("overlaps after", _RANGES, _RR, _swapped(_overlaps_before)),
    ("finishes", _POINT_RANGE, _PR, _swapped(_ends_at)),
    ("finishes", _RANGES, _RR, _finishes),
    ("finished by", _RANGE_POINT, _RP, _ends_at),
    ("finished by", _RANGES, _RR, _swapped(_finishes)),
    ("includes", _RANGE_POINT, _RP, _holds),
    ("includes", _RANGES, _RR, _includes),
    ("during", _POINT_RANGE, _PR, _swapped(_holds)),
    ("during", _RANGES, _RR, _swapped(_includes)),
    ("starts", _POINT_RANGE, _PR, _swapped(_starts_at)),
    ("starts", _RANGES, _RR, _starts),
    ("started by", _RANGE_POINT, _RP, _starts_at),
    ("started by", _RANGES, _RR, _swapped(_starts)),
    ("coincides", _POINTS, _PP, lambda a, b: _compare(a, b) == 0),
    ("coincides", _RANGES, _RR, lambda a, b: _same_start(a, b) and _same_end(a, b)),
):
    _declare(_name, _names, _kinds, _law)


_FUNCTIONS = frozenset({"date", "time", "date and time", "duration"})
_COMPARISONS = frozenset({"<", "<=", ">", ">=", "="})
_OPENINGS, _CLOSINGS = frozenset("([]"), frozenset(")[]")


def _endpoint(parts: list[Word]) -> Value:
    """A literal endpoint: a number, a string, ``@"…"`` or ``date("…")`` and its kin; None when it
    is none.
    """
    shown = [part.text for part in parts]
    if len(parts) == 1 and parts[0].kind == "string":
        return string_value(shown[0])
    sign, digits = (-1, shown[1:]) if shown[:1] == ["-"] else (1, shown)
    if len(digits) == 1 and parts[-1].kind == "number":
        number = read_number(digits[0])
        return None if number is None else sign * number
    if shown[:1] == ["@"] and len(parts) == 2 and parts[1].kind == "string":
        return read_literal(string_value(shown[1]))
    called = len(shown) > 3 and shown[-3] == "(" and shown[-1] == ")" and parts[-2].kind == "string"
    if called and " ".join(shown[:-3]) in _FUNCTIONS:
        return read_literal(string_value(shown[-2]))
    return None


def _read_range(text: str) -> Range | None:
    parts = words(text)
    shown = [part.text for part in parts]
    if shown[:1] == ["("] and shown[-1:] == [")"] and shown[1] in _COMPARISONS:
        parts, shown = parts[1:-1], shown[1:-1]
    if shown and shown[0] in _COMPARISONS:
        return half_range(shown[0], _endpoint(parts[1:]))
    if shown.count("..") != 1 or shown[0] not in _OPENINGS or shown[-1] not in _CLOSINGS:
        return None
    middle = shown.index("..")
    start, end = _endpoint(parts[1:middle]), _endpoint(parts[middle + 1 : -1])
    from_start, to_end = shown[0] == "[", shown[-1] == "]"
    # Grammar rule 66 b and c: a side may lack its endpoint where its bracket is open.
    if end is not None and middle == 1 and not from_start:
        return Range(None, end, start_included=False, end_included=to_end)
    if start is not None and middle == len(shown) - 2 and not to_end:
        return Range(start, None, start_included=from_start, end_included=False)
    return full_range(start, end, (from_start, to_end))


@builtin("range", ("from", TEXT), result=feeltypes.RangeType(feeltypes.ANY))
def range_of_text(_: Scope, text: str) -> Range:
    try:
        made = _read_range(text)
    except ValueError:
        made = None
    if made is None:
        raise Undefined(f'"{text[:40]}" är inget intervall. Skriv som [1..10].')
    return made
