"""Long lists a page at a time, by a cursor that says what the last page ended with.

Rows that come or go meanwhile neither move nor repeat the others, however far one has come.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from workflows.errors import Hinder, Refused

PER_PAGE = 50
MOST = 200
# Nobody has that many rows; a database has a largest number.
_FURTHEST = 10_000_000
CURSOR, LIMIT = "markor", "antal"

M = TypeVar("M", bound=Model)


def _moment(text: str) -> datetime:
    """A time with its zone. Raises `ValueError`."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


# How the values of a cursor are written, by the first letter.
_WRITTEN: dict[str, Any] = {"s": str, "i": int, "d": _moment, "u": UUID}


@dataclass(frozen=True)
class Page:
    """Some rows, and the address of the next ones; None at the end."""

    rows: list[Any]
    next: str | None


def page(request: Request, rows: QuerySet[M], order: Sequence[str]) -> Page:
    """The page that the request asks for. `order` names fields (`-` for falling), none of them
    null, the last one unique. Raises `Refused` for a cursor that can't be read.
    """
    size = _size(request)
    found = rows.order_by(*order)
    if given := request.query_params.get(CURSOR):
        values = _read(given, len(order))
        try:
            found = found.filter(_after(order, values))
        except (TypeError, ValueError, ValidationError) as error:
            raise _unreadable() from error
    listed = list(found[: size + 1])
    more = len(listed) > size
    shown = listed[:size]
    cursor = _write([_value(shown[-1], name) for name in order]) if more else ""
    return Page(shown, _address(request, cursor) if more else None)


class Ranked(Protocol):
    """Rows that can be read a stretch at a time."""

    def __getitem__(self, place: slice, /) -> Iterable[Any]: ...


def ranked_page(request: Request, rows: Ranked) -> Page:
    """The same for rows in an order of relevance, which no field tells: the cursor counts them."""
    size = _size(request)
    given = request.query_params.get(CURSOR)
    [start] = _read(given, 1) if given else [0]
    if not isinstance(start, int) or not 0 <= start <= _FURTHEST:
        raise _unreadable()
    listed = list(rows[start : start + size + 1])
    more = len(listed) > size
    return Page(listed[:size], _address(request, _write([start + size])) if more else None)


def _size(request: Request) -> int:
    given = request.query_params.get(LIMIT, str(PER_PAGE))
    if not given.isdecimal() or not 1 <= int(given[:6]) <= MOST:
        raise Refused([Hinder("antal", f"Begär 1 till {MOST} rader i taget.", LIMIT)])
    return int(given)


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """What comes after these values: greater in the first that differs."""
    condition = Q()
    for place, name in enumerate(order):
        same = {_field(before): value for before, value in zip(order[:place], values, strict=False)}
        beyond = "lt" if name.startswith("-") else "gt"
        condition |= Q(**same, **{f"{_field(name)}__{beyond}": values[place]})
    return condition


def _field(name: str) -> str:
    return name.removeprefix("-")


def _value(row: Model, name: str) -> Any:
    value: Any = row
    for part in _field(name).split("__"):
        value = getattr(value, part)
    return value


def _write(values: Sequence[Any]) -> str:
    told = []
    for value in values:
        if isinstance(value, datetime):
            told.append("d" + value.isoformat())
        elif isinstance(value, UUID):
            told.append(f"u{value}")
        else:
            told.append(("i" if isinstance(value, int) else "s") + str(value))
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def _read(cursor: str, count: int) -> list[Any]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        told = json.loads(base64.urlsafe_b64decode(padded.encode()))
        values = [_WRITTEN[one[0]](one[1:]) for one in told]
    except (binascii.Error, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise _unreadable() from error
    if len(values) != count:
        raise _unreadable()
    return values


def _unreadable() -> Refused:
    return Refused(
        [Hinder("markor", "Markören går inte att läsa. Börja om från första sidan.", CURSOR)]
    )


def _address(request: Request, cursor: str) -> str:
    return str(replace_query_param(request.build_absolute_uri(), CURSOR, cursor))
