"""The registers that forms may ask: an article, an individ, a mottagare, an attached file.

What may be found is what the asker may see; the answer that is kept is a key that says nothing of
a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from cases.artiklar.models import Artikel
from cases.gemensamt import bilagor
from cases.gemensamt.behorighet import FAR_INTE_SLA_UPP, far_se_mottagare, krav_uppslag
from cases.gemensamt.models import Bilaga
from cases.hjalpmedel.models import Individ
from cases.mottagare.models import Mottagare
from cases.mottagare.register import hitta_patient
from cases.mottagare.visning import listnamn
from cases.organisation.models import Anvandare
from workflows.errors import No
from workflows.forms import Found, NotInRegister, register_lookup

# The files that came with the answers, by field name, and those that wait with a draft, by id.
Filer: TypeAlias = Mapping[str, "UploadedFile[Any]"]

# What stands in for a file's key until the case that it belongs to is there.
NY_FIL = "ny:"


@dataclass(frozen=True, slots=True)
class Fragare:
    """Who asks, and the files that came along."""

    person: Anvandare
    filer: Filer = field(default_factory=dict)


def registrera() -> None:
    """Let forms name these registers."""
    for register, find in (
        ("artikel", _artikel),
        ("individ", _individ),
        ("mottagare", _mottagare),
        ("bilaga", _bilaga),
    ):
        register_lookup(register, find)


def namn(register: str, key: str) -> str:
    """What a kept key is called, in words that everybody in the case may read."""
    if register == "artikel":
        found = Artikel.objects.filter(nummer=key).first()
        return f"{found.nummer} {found.benamning}" if found else key
    if register == "mottagare":
        return listnamn(Mottagare.objects.filter(pk=int(key)).first())
    if register == "bilaga":
        attached = Bilaga.objects.filter(pk=UUID(key)).first()
        return attached.filnamn if attached else "Borttagen fil"
    return key


def _artikel(text: str, _asker: object) -> Found:
    found = Artikel.objects.filter(nummer=text).first()
    if found is None:
        raise NotInRegister(
            f"Artikeln {text[:20]} finns inte. Kontrollera numret under Sök artikel."
        )
    return Found(found.nummer, f"{found.nummer} {found.benamning}")


def _individ(text: str, _asker: object) -> Found:
    found = Individ.objects.select_related("artikel").filter(nummer=text).first()
    if found is None:
        raise NotInRegister(
            f"Individen {text[:20]} finns inte. Kontrollera numret på hjälpmedlets märkning."
        )
    return Found(found.nummer, f"{found.nummer} {found.artikel.benamning}")


def _mottagare(text: str, asker: object) -> Found:
    person = cast(Fragare, asker).person
    try:
        krav_uppslag(person)  # first, so that a refusal does not tell whether the number exists
        found = hitta_patient(text)
    except No as no:
        raise NotInRegister(no.mening) from no
    if not far_se_mottagare(person, found):
        raise NotInRegister(FAR_INTE_SLA_UPP)
    return Found(str(found.pk), listnamn(found))


def _bilaga(text: str, asker: object) -> Found:
    upload = cast(Fragare, asker).filer.get(text.removeprefix(NY_FIL))
    if not text.startswith(NY_FIL) or upload is None:
        raise NotInRegister("Filen följde inte med. Välj den igen.")
    try:
        bilagor.granska(upload)
    except No as no:
        raise NotInRegister(no.mening) from no
    return Found(text, upload.name or "fil")
