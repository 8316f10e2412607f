"""Idempotency-Key: the same request sent twice does its work once and is answered the same."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from rest_framework.request import Request
from rest_framework.response import Response

from api.models import ApiNyckel, Idempotens
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn, Refused

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
_LONGEST = 255
_SAME_ANSWER = ("Location", "ETag")

Method = Callable[..., Response]


def once(method: Method) -> Method:
    """Let a POST be sent again without being done again.

    The answer is written in the transaction of what it tells of: a refusal keeps nothing, so its
    key may be used again. Raises `Refused` without a key and for a key used for something else,
    `NotYourTurn` while the first is under way.
    """

    return _once(method, lambda view, request, **kwargs: {})


def once_after(read: Callable[..., dict[str, Any]]) -> Callable[[Method], Method]:
    """As `once`, for a POST with a long look before its move.

    `read` gets what the method gets, outside the transaction and only the first time; what it
    answers is given to the method beside the rest.
    """
    return lambda method: _once(method, read)


def _once(method: Method, read: Callable[..., dict[str, Any]]) -> Method:
    @wraps(method)
    def wrapped(view: Any, request: Request, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER, "")
        if not 1 <= len(key) <= _LONGEST:
            raise Refused([Hinder("idempotency_key", _NO_KEY, HEADER)])
        client, digest = _client(request), _digest(request)
        earlier = Idempotens.objects.filter(anropare=client, nyckel=key).first()
        if earlier is not None and clock.now() - earlier.skapad <= KEPT_FOR:
            return _again(earlier, digest)
        looked = read(view, request, **kwargs)

        @engine.move
        def whole() -> Response:
            row = _begin(client, key, digest)
            response = method(view, request, **kwargs, **looked)
            row.status = response.status_code
            row.huvuden = {n: response[n] for n in _SAME_ANSWER if response.has_header(n)}
            row.svar = response.data
            row.save(update_fields=["status", "huvuden", "svar"])
            return response

        return whole()

    wrapped.asks_for_key = True  # type: ignore[attr-defined]  # read by the schema
    return wrapped


def forget(before: datetime) -> int:
    """Take away the answers given before. Returns how many."""
    return Idempotens.objects.filter(skapad__lt=before).delete()[0]


_NO_KEY = (
    "Skicka huvudet Idempotency-Key med ett värde som är nytt för varje ny begäran, till exempel"
    " ett UUID, högst 255 tecken."
)


def _begin(client: str, key: str, digest: str) -> Idempotens:
    now = clock.now()
    Idempotens.objects.filter(anropare=client, skapad__lt=now - KEPT_FOR).delete()
    try:
        with transaction.atomic():
            return Idempotens.objects.create(anropare=client, nyckel=key, sha256=digest, skapad=now)
    except IntegrityError as error:
        raise NotYourTurn(
            "Samma begäran behandlas redan. Skicka den igen om en stund, så får du svaret."
        ) from error


def _again(earlier: Idempotens, digest: str) -> Response:
    if earlier.sha256 != digest:
        raise Refused(
            [
                Hinder(
                    "idempotency_key_anvand",
                    "Nyckeln i Idempotency-Key har redan använts för en annan begäran. Använd en"
                    " ny nyckel.",
                    HEADER,
                )
            ]
        )
    return Response(earlier.svar, status=earlier.status, headers=earlier.huvuden)


def _client(request: Request) -> str:
    if isinstance(request.auth, ApiNyckel):
        return f"nyckel:{request.auth.pk}"
    return f"person:{request.user.pk}"


def _digest(request: Request) -> str:
    what = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    what.update(request.body)
    return what.hexdigest()
