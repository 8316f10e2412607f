"""Attachments: looked into before they are kept, stored by id so that a name can do no harm."""

import hashlib
import re
import uuid
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from cases.gemensamt.arendetyper import alla
from cases.gemensamt.filtyper import Filtyp, provad
from cases.gemensamt.models import Arende, Bilaga
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder, NotFound, NotYourTurn, Refused

_LONGEST_NAME = 150
_AT_ONCE = 500
_ID = re.compile(r"[0-9a-f]{32}")


def granska(fil: "UploadedFile[Any]") -> Filtyp:
    """What kind of file it is. Raises `Refused` for too big, empty, a program or a false name."""
    found = provad(filnamn(fil), fil.size or 0, cast(BinaryIO, fil.file), settings.BILAGA_MAX_BYTES)
    if isinstance(found, Hinder):
        raise Refused([found])
    return found


def hinder_for(filer: Iterable["UploadedFile[Any]"]) -> list[Hinder]:
    """Why files can't be kept: a hinder for each, so that all are told at once."""
    hinder: list[Hinder] = []
    for fil in filer:
        try:
            granska(fil)
        except Refused as no:
            hinder += no.hinder
    return hinder


def spara(
    arende_id: uuid.UUID,
    fil: "UploadedFile[Any]",
    *,
    av: Anvandare,
    rad: uuid.UUID | None = None,
    slag: str = "",
) -> Bilaga:
    """Keep a file with a case, or with one of its rows. Raises `Refused` as `granska` does.

    `slag` says what it is, where the case type asks for a file of that kind.
    """
    kind = granska(fil)
    fil.seek(0)
    bilaga = Bilaga(
        arende_id=arende_id,
        rad=rad,
        slag=slag,
        filnamn=filnamn(fil),
        innehallstyp=kind.innehallstyp,
        av=av,
    )
    if settings.VIRUSKONTROLL:
        bilaga.kontroll, bilaga.kontrolleras = Bilaga.Kontroll.VANTAR, clock.now()
    return _lagra(bilaga, fil.read())


def spara_dokument(
    arende_id: uuid.UUID, namn: str, content: bytes, *, innehallstyp: str, av: Anvandare
) -> Bilaga:
    """Keep a document that the system has written itself, for whoever caused it."""
    bilaga = Bilaga(
        arende_id=arende_id,
        filnamn=namn,
        innehallstyp=innehallstyp,
        av=av,
        kontroll=Bilaga.Kontroll.EGEN,
    )
    return _lagra(bilaga, content)


def _lagra(bilaga: Bilaga, content: bytes) -> Bilaga:
    bilaga.storlek = len(content)
    bilaga.sha256 = hashlib.sha256(content).hexdigest()
    bilaga.uppladdad = clock.now()
    with transaction.atomic():
        bilaga.save(force_insert=True)
        path = plats(bilaga)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return bilaga


def las(bilaga: Bilaga, person: Anvandare) -> bytes:
    """The file's content, as it may be read now.

    Raises `NotFound` when it is gone, stopped or not what was once kept. Others than the one who
    attached it get `NotYourTurn` while it is being looked through for viruses, and `NotFound` when
    that can't be done.
    """
    if bilaga.kontroll == Bilaga.Kontroll.SMITTAD:
        raise NotFound(
            f"Bilagan {bilaga.filnamn} innehöll skadlig kod och är stoppad. Be den som lade till"
            " den om en ny fil."
        )
    if bilaga.kontroll == Bilaga.Kontroll.VANTAR and bilaga.av_id != person.pk:
        if engine.stopped([bilaga.pk]):
            raise NotFound(
                f"Bilagan {bilaga.filnamn} kunde inte viruskontrolleras. Be den som lade till den"
                " om en ny fil."
            )
        raise NotYourTurn(
            f"Bilagan {bilaga.filnamn} kontrolleras för virus. Försök igen om en minut."
        )
    path = plats(bilaga)
    content = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(content).hexdigest() != bilaga.sha256:
        raise NotFound(
            f"Bilagan {bilaga.filnamn} kan inte läsas. Be den som lade till den att göra det igen."
        )
    typ = alla().get(bilaga.arende.typ)
    return (typ.dokument(bilaga) if typ else None) or content


def antal(arende_id: uuid.UUID, slag: str = "") -> int:
    """How many files a case has (of that kind), those that were stopped not counted."""
    found = Bilaga.objects.filter(arende=arende_id).exclude(kontroll=Bilaga.Kontroll.SMITTAD)
    return (found.filter(slag=slag) if slag else found).count()


def ta_bort_ur(arende: Arende, bilaga: uuid.UUID) -> Bilaga:
    """Remove one of a case's attachments. Raises `NotYourTurn` when it is gone already."""
    kept = arende.bilagor.filter(pk=bilaga).first()
    if kept is None:
        raise NotYourTurn("Bilagan är redan borttagen.")
    ta_bort(kept)
    return kept


def ta_bort(bilaga: Bilaga) -> None:
    """Remove an attachment; the file goes when the transaction has been kept."""
    path = plats(bilaga)
    bilaga.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def gallra_losa(fore: datetime) -> int:
    """Remove the files that were written before and that no attachment names. Returns how many.

    A file is written within the transaction of its attachment, and stays if that is not kept.
    """
    return ta_bort_losa(_mapp(), Bilaga.objects.all(), fore)


def ta_bort_losa(mapp: Path, rader: QuerySet[Any], fore: datetime) -> int:
    """Remove from a folder the files, named by id, that none of the rows has. Returns how many."""
    old = {
        path.name: path
        for path in mapp.glob("??/*")
        if _ID.fullmatch(path.name) and path.stat().st_mtime < fore.timestamp()
    }
    for first in range(0, len(names := list(old)), _AT_ONCE):
        some = names[first : first + _AT_ONCE]
        for kept in rader.filter(pk__in=some).values_list("pk", flat=True):
            del old[kept.hex]
    for path in old.values():
        path.unlink(missing_ok=True)
    return len(old)


def plats(bilaga: Bilaga) -> Path:
    """Where the content lies."""
    key = bilaga.pk.hex
    return _mapp() / key[:2] / key


def _mapp() -> Path:
    return Path(settings.MEDIA_ROOT) / "bilagor"


def filnamn(fil: "UploadedFile[Any]") -> str:
    """The name without folders and control characters, shortened before its ending."""
    bare = re.sub(
        r"[\x00-\x1f\x7f]", "", (fil.name or "").replace("\\", "/").split("/")[-1]
    ).strip()
    stem, dot, ending = bare.rpartition(".")
    if len(bare) > _LONGEST_NAME and dot:
        bare = f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"
    return bare[:_LONGEST_NAME] or "bilaga"
