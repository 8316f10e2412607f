"""ETag and If-Match: nobody changes something that is not as it was read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.problems import MissingPrecondition
from workflows import engine
from workflows.errors import Stale

HEADER = "If-Match"


def changes(method: Callable[..., Response]) -> Callable[..., Response]:
    """Let a method run only on what its client has read.

    The view's `hold` locks the thing first, so that what is compared is what is changed. Raises
    `MissingPrecondition` (428) and `Stale` (412).
    """

    @wraps(method)
    @engine.move
    def wrapped(view: Any, request: Request, **kwargs: Any) -> Response:
        view.hold(asked_tag(request), **kwargs)
        return method(view, request, **kwargs)

    wrapped.asks_for_tag = True  # type: ignore[attr-defined]  # read by the schema
    return wrapped


def asked_tag(request: Request) -> str:
    """The If-Match of a request. Raises `MissingPrecondition`."""
    given = request.headers.get(HEADER, "").strip()
    if not given:
        raise MissingPrecondition(
            "Läs först det du vill ändra och skicka dess ETag i huvudet If-Match, så att ingen"
            " annans ändring skrivs över."
        )
    return given


def compare(given: str, current: str) -> None:
    """Raise `Stale` unless one of the tags in `given` is the current one (RFC 9110, 13.1.1)."""
    if given != "*" and current not in {tag.strip() for tag in given.split(",")}:
        raise Stale(
            "Det du vill ändra är inte längre som när du läste det. Läs det igen och gör om din"
            " ändring."
        )
