"""Every refusal as application/problem+json (RFC 9457), with the sentences that the pages show."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from workflows.errors import Hinder, No, Refused

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: "Begäran gick inte att läsa",
    401: "Du är inte inloggad",
    403: "Du har inte behörighet",
    404: "Det finns inte",
    405: "Metoden finns inte här",
    406: "Svaret finns inte i det formatet",
    409: "Det har hänt något sedan du läste",
    412: "Uppgifterna har ändrats",
    413: "Begäran är för stor",
    415: "Formatet kan inte läsas",
    422: "Det går inte än",
    428: "If-Match saknas",
    429: "För många begäranden",
}
_SENTENCES = {
    401: "Skicka en API-nyckel i huvudet Authorization, eller logga in i webbläsaren.",
    403: "Be den som ger behörigheter på din enhet om du behöver det här i ditt arbete.",
    404: "Kontrollera adressen eller numret. Det kan också vara något som du inte får se.",
    405: "Se i /api/v1/docs/ vilka metoder adressen har.",
    406: "Be om application/json i huvudet Accept.",
    413: "Skicka en mindre fil, eller dela upp det du skickar.",
    415: "Skicka application/json. Se i /api/v1/docs/ vad adressen tar emot.",
}


class MissingPrecondition(No):
    """A change was asked for without saying what it was made from."""

    status = 428


def problem(
    status: int,
    detail: str,
    hinder: Sequence[Hinder] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A refusal as the body of an answer. `hinder` tells every reason, each with its field."""
    body: dict[str, Any] = {"title": _TITLES[status], "status": status, "detail": detail}
    if hinder:
        body["hinder"] = [vars(one) for one in hinder]
    return Response(body, status=status, content_type=MEDIA_TYPE, headers=headers)


def on_exception(exception: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler. None for a fault of our own, which then is a 500."""
    if isinstance(exception, No):
        hinder = exception.hinder if isinstance(exception, Refused) else []
        return problem(exception.status, exception.mening, hinder)
    if isinstance(exception, Http404):
        return problem(404, _SENTENCES[404])
    if isinstance(exception, RequestDataTooBig):
        return problem(413, _SENTENCES[413])
    if isinstance(exception, exceptions.APIException):
        return _of_drf(exception)
    return None


def _of_drf(exception: exceptions.APIException) -> Response:
    if isinstance(exception, exceptions.ParseError):
        return problem(400, "Kontrollera att det du skickar är giltig JSON i UTF-8.")
    if isinstance(exception, exceptions.Throttled):
        seconds = max(1, math.ceil(getattr(exception, "wait", None) or 1))
        words = "1 sekund" if seconds == 1 else f"{seconds} sekunder"
        said = f"Vänta {words} innan du skickar nästa begäran."
        return problem(429, said, headers={"Retry-After": str(seconds)})
    own_words = isinstance(exception, exceptions.AuthenticationFailed | exceptions.PermissionDenied)
    status = exception.status_code
    sentence = str(exception.detail) if own_words else _SENTENCES.get(status, _SENTENCES[404])
    # DRF sets these two from the view, after which they belong to the answer.
    header = getattr(exception, "auth_header", "")
    return problem(status, sentence, headers={"WWW-Authenticate": header} if header else None)
