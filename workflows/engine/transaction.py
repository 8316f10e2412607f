"""One move, one transaction; repeated as a whole when the database asks for it."""

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

_ATTEMPTS = 3
# Deadlock and serialization failure, in PostgreSQL's own numbers.
_REPEATABLE = {"40P01", "40001"}

_under_way: ContextVar[bool] = ContextVar("move_under_way", default=False)


def move(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function one move: all of it is done, or nothing.

    A move inside a move is part of it. After a deadlock or a serialization failure the outermost
    one is done again from the start, at most three times in all.
    """

    @functools.wraps(function)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        if _under_way.get():
            return function(*args, **kwargs)
        attempts = 1 if connection.in_atomic_block else _ATTEMPTS
        for attempt in range(1, attempts + 1):
            token = _under_way.set(True)
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except OperationalError as error:
                if attempt == attempts or not _may_repeat(error):
                    raise
            finally:
                _under_way.reset(token)
        raise AssertionError("unreachable")

    return whole


def _may_repeat(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in _REPEATABLE
