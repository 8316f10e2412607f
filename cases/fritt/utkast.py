"""Half-filled forms: what was typed, and the files that wait for the form to be accepted."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.db.models import CharField, QuerySet

from cases.fritt.models import Utkast, VantandeFil
from cases.fritt.uppslag import NY_FIL, Filer
from cases.gemensamt import bilagor
from cases.gemensamt.hinder import stoppa_om
from cases.organisation.models import Anvandare
from workflows import clock
from workflows.errors import Hinder, Refused
from workflows.prepared import Given, Select

MAX_UTKAST = 100_000
_NAGOT = Select(lambda: Utkast.objects.filter(stalle=Given("stalle", CharField())).only("pk")[:1])


def spara(person: Anvandare, stalle: str, skrivet: Mapping[str, list[str]]) -> Utkast:
    """Keep what has been typed so far, as it stands. Raises `Refused` when it is far too much."""
    if sum(len(text) for texts in skrivet.values() for text in texts) > MAX_UTKAST:
        stoppa_om([Hinder("utkast", f"Utkastet är längre än {MAX_UTKAST} tecken. Korta det.")])
    saved, _ = Utkast.objects.update_or_create(
        anvandare=person,
        stalle=stalle,
        defaults={"skrivet": dict(skrivet), "sparat": clock.now()},
    )
    return saved


@transaction.atomic
def spara_med_filer(
    person: Anvandare, stalle: str, skrivet: Mapping[str, list[str]], filer: Filer
) -> dict[str, str]:
    """Keep a draft with the files that came along. Returns what each waits under, by field.

    A file that holds no more than its name says is kept; one that is refused is not. Those that
    waited before and that the answers no longer name are gone.
    """
    kept = spara(person, stalle, skrivet)
    named = {key for texts in skrivet.values() for text in texts if (key := _key(text))}
    gone = VantandeFil.objects.filter(utkast=kept).exclude(pk__in=named)
    _glom(list(gone.values_list("pk", flat=True)))
    gone.delete()
    waiting = {name: text for name, fil in filer.items() if (text := _vanta(kept, fil))}
    if waiting:
        kept.skrivet |= {name: [text] for name, text in waiting.items()}
        kept.save(update_fields=["skrivet"])
    return waiting


def vantande(person: Anvandare, stalle: str, texts: Iterable[str]) -> Filer:
    """Those of the files that the answers name and that wait with the person's draft here."""
    named = {key for text in texts if (key := _key(text))}
    if not named:
        return {}
    rows = VantandeFil.objects.filter(pk__in=named, utkast__anvandare=person, utkast__stalle=stalle)
    return {str(row.pk): _las(row) for row in rows if _plats(row.pk).exists()}


def ta_bort(utkast: QuerySet[Utkast]) -> int:
    """Remove drafts and what waits with them. Returns how many drafts."""
    rows = list(utkast.values_list("pk", "filer"))
    drafts = {draft for draft, _ in rows}
    if drafts:
        Utkast.objects.filter(pk__in=drafts).delete()
        _glom([key for _, key in rows if key])
    return len(drafts)


def ta_bort_vid(stalle: str) -> None:
    """Remove everybody's drafts at a place. Nearly always there is none."""
    if _NAGOT.one(stalle=stalle) is not None:
        ta_bort(Utkast.objects.filter(stalle=stalle))


def gallra(fore: datetime) -> int:
    """Take away the drafts that nobody has touched since. Returns how many."""
    return ta_bort(Utkast.objects.filter(sparat__lt=fore))


def gallra_losa(fore: datetime) -> int:
    """Remove the files that were written before and that wait for nothing. Returns how many."""
    return bilagor.ta_bort_losa(_mapp(), VantandeFil.objects.all(), fore)


def _key(text: str) -> UUID | None:
    if not text.startswith(NY_FIL):
        return None
    try:
        return UUID(text.removeprefix(NY_FIL))
    except ValueError:
        return None


def _vanta(utkast: Utkast, fil: "UploadedFile[Any]") -> str:
    try:
        kind = bilagor.granska(fil)
    except Refused:
        return ""
    fil.seek(0)
    row = VantandeFil.objects.create(
        utkast=utkast, filnamn=bilagor.filnamn(fil), innehallstyp=kind.innehallstyp
    )
    path = _plats(row.pk)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fil.read())
    return f"{NY_FIL}{row.pk}"


def _las(row: VantandeFil) -> "UploadedFile[Any]":
    content = _plats(row.pk).read_bytes()
    return cast("UploadedFile[Any]", SimpleUploadedFile(row.filnamn, content, row.innehallstyp))


def _glom(keys: Iterable[UUID]) -> None:
    """The files go when the transaction has been kept."""
    paths = [_plats(key) for key in keys]

    def forget() -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    transaction.on_commit(forget)


def _plats(key: UUID) -> Path:
    return _mapp() / key.hex[:2] / key.hex


def _mapp() -> Path:
    return Path(settings.MEDIA_ROOT) / "utkast"
