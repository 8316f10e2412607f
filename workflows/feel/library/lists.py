"""List functions (DMN 10.3.4.4)."""

from decimal import Decimal

from workflows.feel import feeltypes
from workflows.feel.calls import Undefined, call
from workflows.feel.comparing import equal
from workflows.feel.library.signatures import (
    ANYTHING,
    FUNCTION,
    LIST,
    NUMBER,
    TEXT,
    builtin,
    integer,
    truncated,
)
from workflows.feel.scope import Scope
from workflows.feel.values import Value

Items = list[Value]


def place_in(items: Items, position: Decimal) -> int:
    """A position, 1 first and -1 last, as an index; Undefined outside the list."""
    place = integer(position, "Platsen")
    if not 1 <= abs(place) <= len(items):
        raise Undefined(f"Listan har {len(items)} värden; plats {place} finns inte.")
    return place - 1 if place > 0 else len(items) + place


def _holds(scope: Scope, items: Items, wanted: Value) -> bool:
    scope.run.charge(len(items))
    return any(equal(item, wanted, scope.run.charge) is True for item in items)


@builtin("list contains", ("list", LIST), ("element", ANYTHING), result=feeltypes.BOOLEAN)
def list_contains(scope: Scope, items: Items, element: Value) -> bool:
    return _holds(scope, items, element)


@builtin("count", ("list", LIST), result=feeltypes.NUMBER)
def count(_: Scope, items: Items) -> Decimal:
    return Decimal(len(items))


@builtin(
    "sublist",
    ("list", LIST),
    ("start position", NUMBER),
    ("length?", NUMBER),
    result=feeltypes.ANY_LIST,
)
def sublist(scope: Scope, items: Items, start: Decimal, length: Decimal | None) -> Items:
    scope.run.charge(len(items))
    first = place_in(items, start)
    if length is None:
        return items[first:]
    size = truncated(length, "Längden")
    if not 1 <= size <= len(items) - first:
        raise Undefined(f"Det finns {len(items) - first} värden från den platsen, inte {size}.")
    return items[first : first + size]


@builtin("append", ("list", LIST), ("item...", ANYTHING), result=feeltypes.ANY_LIST)
def append(scope: Scope, items: Items, more: Items) -> Items:
    scope.run.charge(len(items))
    return [*items, *more]


@builtin("concatenate", ("list...", ANYTHING), result=feeltypes.ANY_LIST)
def concatenate(scope: Scope, lists: Items) -> Items:
    made: Items = []
    for part in lists:
        if part is None:
            raise Undefined("null är ingen lista.")
        items = part if isinstance(part, list) else [part]
        scope.run.charge(len(items))
        made.extend(items)
    return made


@builtin(
    "insert before",
    ("list", LIST),
    ("position", NUMBER),
    ("newItem", ANYTHING),
    result=feeltypes.ANY_LIST,
)
def insert_before(scope: Scope, items: Items, position: Decimal, item: Value) -> Items:
    scope.run.charge(len(items))
    place = place_in(items, position)
    return [*items[:place], item, *items[place:]]


@builtin("remove", ("list", LIST), ("position", NUMBER), result=feeltypes.ANY_LIST)
def remove(scope: Scope, items: Items, position: Decimal) -> Items:
    scope.run.charge(len(items))
    place = place_in(items, position)
    return [*items[:place], *items[place + 1 :]]


@builtin("reverse", ("list", LIST), result=feeltypes.ANY_LIST)
def reverse(scope: Scope, items: Items) -> Items:
    scope.run.charge(len(items))
    return items[::-1]


@builtin(
    "index of", ("list", LIST), ("match", ANYTHING), result=feeltypes.ListType(feeltypes.NUMBER)
)
def index_of(scope: Scope, items: Items, match: Value) -> Items:
    scope.run.charge(len(items))
    return [
        Decimal(place)
        for place, item in enumerate(items, 1)
        if equal(item, match, scope.run.charge) is True
    ]


def _distinct(scope: Scope, items: Items) -> Items:
    made: Items = []
    seen: set[tuple[type, Value]] = set()
    for item in items:
        # Numbers and texts are told apart by their hash; anything else is compared with what is
        # kept.
        if isinstance(item, Decimal | str | bool):
            if (type(item), item) in seen:
                continue
            seen.add((type(item), item))
            made.append(item)
        elif not _holds(scope, made, item):
            made.append(item)
    return made


@builtin("union", ("list...", ANYTHING), result=feeltypes.ANY_LIST)
def union(scope: Scope, lists: Items) -> Items:
    return _distinct(scope, concatenate(scope, lists))


@builtin("distinct values", ("list", LIST), result=feeltypes.ANY_LIST)
def distinct_values(scope: Scope, items: Items) -> Items:
    scope.run.charge(len(items))
    return _distinct(scope, items)


def _flat(scope: Scope, items: Items, made: Items) -> None:
    scope.run.charge(len(items))
    for item in items:
        if isinstance(item, list):
            _flat(scope, item, made)
        else:
            made.append(item)


@builtin("flatten", ("list", LIST), result=feeltypes.ANY_LIST)
def flatten(scope: Scope, items: Items) -> Items:
    made: Items = []
    _flat(scope, items, made)
    return made


@builtin(
    "list replace",
    ("list", LIST),
    ("position", NUMBER),
    ("newItem", ANYTHING),
    result=feeltypes.ANY_LIST,
)
def replace_at(scope: Scope, items: Items, position: Decimal, item: Value) -> Items:
    scope.run.charge(len(items))
    place = place_in(items, position)
    return [*items[:place], item, *items[place + 1 :]]


@builtin(
    "list replace",
    ("list", LIST),
    ("match", FUNCTION),
    ("newItem", ANYTHING),
    result=feeltypes.ANY_LIST,
)
def replace_matching(scope: Scope, items: Items, match: Value, new: Value) -> Items:
    scope.run.charge(len(items))
    made: Items = []
    for item in items:
        answer = call(match, scope, [item, new])
        if not isinstance(answer, bool):
            raise Undefined("Funktionen i list replace ska svara true eller false för varje värde.")
        made.append(new if answer else item)
    return made


@builtin("string join", ("list", LIST), ("delimiter?", TEXT), result=feeltypes.STRING)
def string_join(scope: Scope, items: Items, delimiter: str | None) -> str:
    scope.run.charge(len(items))
    texts = [item for item in items if item is not None]
    if not all(isinstance(text, str) for text in texts):
        raise Undefined("string join sätter ihop texter; gör annat till text med string().")
    scope.run.room_for(sum(map(len, texts)) + len(delimiter or "") * len(texts))
    return (delimiter or "").join(texts)
