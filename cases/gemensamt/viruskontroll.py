"""Attachments are looked through for viruses before others than who attached them read them.

The scanner is a program that the operator names (`WEBSESAM_VIRUSKONTROLL`). It is given the file on
its standard input and answers by how it ends: 0 clean, 1 infected, anything else is a fault.
Without one, files are marked as not looked through [A].
"""

import logging
import subprocess
import time
from datetime import timedelta
from itertools import takewhile
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from cases.gemensamt import bilagor
from cases.gemensamt.models import Bilaga
from cases.meddelanden.utskick import skicka
from workflows import clock, engine

logger = logging.getLogger(__name__)

FORSOK = 4
_LANGST = 120  # seconds that the scanner may take
_LANAD = timedelta(minutes=5)
_FORSTA_PAUSEN = timedelta(seconds=10)
_AT_ONCE = 500
_A_WHILE = 10.0  # seconds after which no other file is begun with, so that others get their turn
_REN, _SMITTAD = 0, 1


class Fel(Exception):
    """The scanner did not answer."""


def kontrollera_vantande() -> int:
    """Look through the files whose turn it is, for a while. Returns how many were answered for."""
    ends = time.monotonic() + _A_WHILE
    due = list(
        Bilaga.objects.filter(kontroll=Bilaga.Kontroll.VANTAR, kontrolleras__lte=clock.now())
        .exclude(pk__in=engine.stopped())
        .order_by("kontrolleras")
        .values_list("pk", flat=True)[:_AT_ONCE]
    )
    return sum(_kontrollera(one) for one in takewhile(lambda _: time.monotonic() < ends, due))


def _kontrollera(bilaga_id: UUID) -> bool:
    bilaga = _ta(bilaga_id)
    if bilaga is None:
        return False
    try:
        infected = _smittad(bilaga)
    except Exception as error:  # whatever the scanner meets is tried again, then shown to a person
        logger.exception("Attachment %s could not be looked through", bilaga_id)
        _misslyckades(bilaga, error)
        return False
    (_stoppa if infected else _slapp)(bilaga)
    return True


def _ta(bilaga_id: UUID) -> Bilaga | None:
    """The file, leased to us; None when it is done, gone or another worker's."""
    now = clock.now()
    taken = Bilaga.objects.filter(
        pk=bilaga_id, kontroll=Bilaga.Kontroll.VANTAR, kontrolleras__lte=now
    ).update(kontrolleras=now + _LANAD, kontrollforsok=F("kontrollforsok") + 1)
    return Bilaga.objects.filter(pk=bilaga_id).first() if taken else None


def _smittad(bilaga: Bilaga) -> bool:
    with bilagor.plats(bilaga).open("rb") as content:
        ended = subprocess.run(  # noqa: S603 - the operator's own program
            settings.VIRUSKONTROLL,
            stdin=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_LANGST,
            check=False,
        )
    if ended.returncode not in (_REN, _SMITTAD):
        said = ended.stdout.decode("utf-8", "replace").strip()[:400]
        raise Fel(f"viruskontrollen slutade med {ended.returncode}: {said}")
    return ended.returncode == _SMITTAD


def _slapp(bilaga: Bilaga) -> None:
    Bilaga.objects.filter(pk=bilaga.pk).update(kontroll=Bilaga.Kontroll.REN, kontrolleras=None)


@transaction.atomic
def _stoppa(bilaga: Bilaga) -> None:
    """The content goes; that it was there stays, and the one who attached it is told."""
    Bilaga.objects.filter(pk=bilaga.pk).update(kontroll=Bilaga.Kontroll.SMITTAD, kontrolleras=None)
    path = bilagor.plats(bilaga)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    skicka(
        bilaga.av,
        "En bilaga är stoppad",
        f"Bilagan {bilaga.filnamn} innehöll skadlig kod, så ingen kan öppna den. Sök igenom din"
        " dator, och bifoga en ny fil om den behövs.",
        arende=bilaga.arende_id,
        nyckel=f"{bilaga.pk}:smittad",
    )


def _misslyckades(bilaga: Bilaga, error: Exception) -> None:
    pause = _FORSTA_PAUSEN * 4 ** min(bilaga.kontrollforsok - 1, FORSOK)
    last = bilaga.kontrollforsok >= FORSOK
    Bilaga.objects.filter(pk=bilaga.pk, kontroll=Bilaga.Kontroll.VANTAR).update(
        kontrolleras=clock.now() + (timedelta(0) if last else pause)
    )
    if last:
        engine.report(
            bilaga.arende_id,
            bilaga.pk,
            what="viruskontroll",
            sentence="En bilaga kan inte viruskontrolleras, så bara den som bifogade den kan öppna"
            " den. Se till att viruskontrollen fungerar och försök igen.",
            detail=f"{type(error).__name__}: {error}",
        )
