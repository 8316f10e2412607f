"""HMC's changing of the types of work: what they promise, ask for, and who may choose them.

A type is never removed, since orders have it: it is made inactive.
"""

import hashlib
import re
from typing import Any

from django.db import transaction

from cases.arbetsorder import klassning
from cases.arbetsorder.models import Arbetsorder, TypAvAtgard
from cases.gemensamt.inaktuellt import ANDRAD
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows.errors import Changed, Forbidden, Hinder, NotFound, Refused

# Who changes them [A].
_ROLLER = ("administrator", "kundtjanst")
_KOD = re.compile(r"[A-Z][A-Z0-9_]{1,11}\Z")
MEST_ARBETSDAGAR = 365
FALT = (
    "etikett",
    "hjalp",
    "ord",
    "start_inom",
    "start_enhet",
    "klar_inom",
    "klar_enhet",
    "debitering",
    "bilaga",
    "utforande",
    "akut",
    "kostnadsforslag",
    "tas_tillbaka",
    "vem",
    "aktiv",
)


def far_andra(person: Anvandare) -> bool:
    """Whether the person changes the types."""
    return har_roll(person, *_ROLLER)


def krav(person: Anvandare) -> None:
    """Raise `Forbidden` for those who don't change the types."""
    if not far_andra(person):
        raise Forbidden(
            "Typerna av åtgärd ändras av kundtjänst eller administratör. Be dem om hjälp."
        )


def hamta(kod: str, *, lock: bool = False) -> TypAvAtgard:
    """The type; with `lock` within a transaction, held to its end. Raises `NotFound`."""
    types = TypAvAtgard.objects.select_for_update() if lock else TypAvAtgard.objects
    found = types.filter(kod=kod).first()
    if found is None:
        raise NotFound("Det finns ingen sådan typ av åtgärd. Välj en i listan.")
    return found


def grupp(typ: TypAvAtgard) -> str:
    """Where the table sends it (DMN 9), with the way the type itself says it is done."""
    return klassning.klass(Arbetsorder(typ=typ, utforande=typ.utforande)).grupp


def lage(typ: TypAvAtgard) -> str:
    """What tells one state of a type from another: pages and programs send back what they read."""
    said = " ".join(str(getattr(typ, name)) for name in ("kod", *FALT))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def spara(
    person: Anvandare, kod: str, *, ny: bool = False, last: str | None = None, **falt: Any
) -> TypAvAtgard:
    """Write a type, or a new one, last in the list. `falt` are those of `FALT`; what is left out
    stays. Orders that have been sent keep the times that were promised; their group, and what is
    asked when they are re-typed, follow the type as it is then. `last` is the `lage` that was read.

    Raises `Forbidden`, `NotFound`, `Refused`, `Changed` when it is not as it was read.
    """
    krav(person)
    kod = kod.strip().upper()
    row = TypAvAtgard(kod=kod) if ny else hamta(kod, lock=True)
    if not ny and last is not None and last != lage(row):
        raise Changed(
            [
                Hinder(
                    ANDRAD,
                    f"{row.etikett} har ändrats sedan du öppnade sidan. Det du skrev står kvar."
                    " Jämför med det som är sparat nu, och spara igen om ditt ska gälla.",
                )
            ]
        )
    for name in FALT:
        if name in falt:
            value = falt[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    if hinder := [*_om_koden(kod, ny=ny), *_om_raden(row)]:
        raise Refused(hinder)
    if ny:
        before = TypAvAtgard.objects.order_by("-ordning").first()
        row.ordning = before.ordning + 1 if before else 0
    row.save()
    return row


def _om_koden(kod: str, *, ny: bool) -> list[Hinder]:
    if not ny:
        return []
    if not _KOD.match(kod):
        return [
            Hinder("kod_fel", "Koden skrivs med 2 till 12 stora bokstäver, siffror och _.", "kod")
        ]
    if TypAvAtgard.objects.filter(kod=kod).exists():
        return [Hinder("kod_finns", f"{kod} finns redan. Ändra den i listan.", "kod")]
    return []


def _om_raden(row: TypAvAtgard) -> list[Hinder]:
    hinder = []
    if len(row.etikett) < 3:
        hinder.append(
            Hinder("etikett_saknas", "Skriv vad typen heter, minst tre tecken.", "etikett")
        )
    elif TypAvAtgard.objects.filter(etikett=row.etikett).exclude(kod=row.kod).exists():
        hinder.append(
            Hinder("etikett_finns", f"En annan typ heter redan {row.etikett}.", "etikett")
        )
    if len(row.hjalp) < 10:
        hinder.append(
            Hinder("hjalp_saknas", "Skriv när typen ska väljas, med minst tio tecken.", "hjalp")
        )
    hinder += [
        Hinder(
            "tid_fel",
            f"Ange 1 till {MEST_ARBETSDAGAR}, eller lämna tomt när inget utlovas.",
            name,
        )
        for name in ("start_inom", "klar_inom")
        if (value := getattr(row, name)) is not None and not 1 <= value <= MEST_ARBETSDAGAR
    ]
    return hinder
