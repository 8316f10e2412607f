"""Posts that a phone may send again: each is done once and answered the same (docs/ko.md).

A person in a cellar goes on working: static/js/ko.js keeps what she posts, in order, and sends it
when there is a signal. Nobody knows then which posts the server had already taken; the key says.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from cases.gemensamt.inloggad import personen
from cases.gemensamt.models import BesvaradPost
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder, No, Refused

NYCKEL = "nyckel"
_ALDER = "X-Ko-Alder"
# How long a phone may lie without signal before its posts could be done twice [A].
MINNS = timedelta(days=30)
_LANGST = 64
_HUVUD, _NAR = "X-Ko", "X-Ko-Nar"
_UTANFOR = {NYCKEL, "csrfmiddlewaretoken"}

Svar = Mapping[str, Any]


def ny_nyckel() -> str:
    """A key for a form, so that what is posted twice is done once also without script."""
    return str(uuid4())


def en_gang(person: Anvandare, nyckel: str, vad: str, gor: Callable[[], Svar]) -> Svar:
    """Do it once for this key, and answer the same to whoever asks again.

    `vad` says what the key is for. The answer is written in the transaction of what was done, and
    holds nothing about a mottagare. A refusal keeps nothing, so its key may be used again. Raises
    `Refused` for a key that has been used for something else, and what `gor` raises.
    """
    if not 1 <= len(nyckel) <= _LANGST:
        raise Refused([Hinder("nyckel", "Sidan är för gammal. Ladda om den och försök igen.")])
    digest = hashlib.sha256(vad.encode()).hexdigest()
    if (earlier := _tidigare(person, nyckel, digest)) is not None:
        return earlier

    @engine.move
    def whole() -> Svar:
        row = BesvaradPost(anvandare=person, nyckel=nyckel, sha256=digest, nar=clock.now(), svar={})
        # The same post at the same time waits here, and is then answered as the first was.
        with transaction.atomic():
            row.save(force_insert=True)
        told = row.svar = dict(gor())
        row.save(update_fields=["svar"])
        return told

    try:
        return whole()
    except IntegrityError:
        if (first := _tidigare(person, nyckel, digest)) is None:
            raise
        return first


def besvara(
    request: HttpRequest,
    gor: Callable[[], Svar],
    *,
    sedan: Callable[[Svar], HttpResponse],
    nekat: Callable[[No], HttpResponse] | None = None,
) -> HttpResponse:
    """Answer a page's post that may come again. `gor` returns what is told, at least `mening`.

    The script is answered in JSON. Others get the sentence and then `sedan`; a refusal is shown by
    `nekat`, or by the frame.
    """
    try:
        told = en_gang(personen(request), request.POST.get(NYCKEL, ""), innehall(request), gor)
    except No as no:
        if fran_kon(request):
            return _till_skriptet({"mening": no.mening}, no.status)
        if nekat is None:
            raise
        return nekat(no)
    if fran_kon(request):
        return _till_skriptet(told)
    messages.success(request, str(told["mening"]))
    return sedan(told)


def fran_kon(request: HttpRequest) -> bool:
    """Whether the script sends it, and reads the answer."""
    return request.headers.get(_HUVUD) == "1"


def gjort(request: HttpRequest) -> datetime:
    """When what is posted was done: what has waited in the queue, as long ago as it has waited.

    The phone tells how long, since its clock may be wrong: never in the future, and no longer ago
    than a queue is remembered.
    """
    told = request.headers.get(_ALDER, "")
    waited = timedelta(milliseconds=int(told)) if told.isdecimal() and len(told) < 12 else None
    return clock.now() - min(waited or timedelta(), MINNS)


def innehall(request: HttpRequest) -> str:
    """What a post asks for, as one text: where, and everything typed."""
    typed = QueryDict(mutable=True)
    for name in sorted(set(request.POST) - _UTANFOR):
        typed.setlist(name, request.POST.getlist(name))
    return f"{request.path}?{typed.urlencode()}"


def gallra(fore: datetime) -> int:
    """Forget the answers given before. Returns how many."""
    return BesvaradPost.objects.filter(nar__lt=fore).delete()[0]


def _till_skriptet(told: Svar, status: int = 200) -> JsonResponse:
    """With the server's time in milliseconds: a page tells whether it was drawn before."""
    return JsonResponse(
        told, status=status, headers={_NAR: str(int(clock.now().timestamp() * 1000))}
    )


def _tidigare(person: Anvandare, nyckel: str, digest: str) -> Svar | None:
    row = BesvaradPost.objects.filter(anvandare=person, nyckel=nyckel).first()
    if row is None:
        return None
    if row.sha256 != digest:
        raise Refused(
            [Hinder("nyckel", "Det här har redan skickats med annat innehåll. Ladda om sidan.")]
        )
    return cast(Svar, row.svar)
