"""The codes for scrapping: what they say, which may be chosen, and HMC's changing of them."""

import re

from django.db import transaction

from cases.hjalpmedel.models import Skrotningskod
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from cases.organisation.seed_files import rows
from workflows.errors import Forbidden, Hinder, NotFound, Refused

LANGST = 100
# Who changes them [A].
_ROLLER = ("administrator", "kundtjanst")
_KOD = re.compile(r"S[0-9]\Z")


def ladda() -> int:
    """Make the codes that are missing; what HMC has changed is left. Returns how many there are."""
    for row in rows(__file__, "skrotningskoder"):
        Skrotningskod.objects.get_or_create(
            kod=row["kod"], defaults={"text": row["text"], "valbar": row["valbar"] == "ja"}
        )
    return Skrotningskod.objects.count()


def valbara() -> list[tuple[str, str]]:
    """Those that may be chosen: the code, and what it means."""
    return list(Skrotningskod.objects.filter(valbar=True).values_list("kod", "text"))


def far_andra(person: Anvandare) -> bool:
    """Whether the person changes the codes."""
    return har_roll(person, *_ROLLER)


def krav(person: Anvandare) -> None:
    """Raise `Forbidden` for those who don't change the codes."""
    if not far_andra(person):
        raise Forbidden(
            "Skrotningskoderna ändras av kundtjänst eller administratör. Be dem om hjälp."
        )


def hamta(kod: str) -> Skrotningskod:
    """The code. Raises `NotFound`."""
    found = Skrotningskod.objects.filter(kod=kod).first()
    if found is None:
        raise NotFound("Det finns ingen sådan skrotningskod. Välj en i listan.")
    return found


@transaction.atomic
def spara(
    person: Anvandare, kod: str, *, text: str, valbar: bool, ny: bool = False
) -> Skrotningskod:
    """Write what a code means, or a new one. Rows that have it keep it.

    Raises `Forbidden`, `NotFound`, `Refused`.
    """
    krav(person)
    said, kod = text.strip(), kod.strip().upper()
    hinder = []
    if not 3 <= len(said) <= LANGST:
        hinder.append(
            Hinder("text_saknas", f"Skriv vad koden betyder, med 3 till {LANGST} tecken.", "text")
        )
    if ny and not _KOD.match(kod):
        hinder.append(
            Hinder("kod_fel", "Koden skrivs som S och en siffra, till exempel S0.", "kod")
        )
    elif ny and Skrotningskod.objects.filter(kod=kod).exists():
        hinder.append(Hinder("kod_finns", f"{kod} finns redan. Ändra den i listan.", "kod"))
    if hinder:
        raise Refused(hinder)
    row = Skrotningskod(kod=kod) if ny else hamta(kod)
    row.text, row.valbar = said, valbar
    row.save()
    return row
