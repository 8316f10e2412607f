"""Identity numbers and their check digits (domain 1.2, L7). Pure: no database, no settings.

Twelve characters without hyphen. A configured test identity passes as it stands (finding 1).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from workflows.errors import Hinder


class Identitetstyp(Enum):
    """Which kind of number it is; each kind has its own rules."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    VGR_RESERVNUMMER = "vgr_reservnummer"
    NRID = "nrid"
    TESTIDENTITET = "testidentitet"

    @property
    def etikett(self) -> str:
        """What it is called on the screen."""
        return _ETIKETTER[self]

    @property
    def bestamd(self) -> str:
        """The same within a sentence: `personnumret`."""
        return self.etikett.lower().replace("nummer", "numret")


_ETIKETTER = {
    Identitetstyp.PERSONNUMMER: "Personnummer",
    Identitetstyp.SAMORDNINGSNUMMER: "Samordningsnummer",
    Identitetstyp.VGR_RESERVNUMMER: "Reservnummer VGR",
    Identitetstyp.NRID: "Nationellt reservnummer",
    Identitetstyp.TESTIDENTITET: "Testidentitet",
}


@dataclass(frozen=True)
class Identitet:
    """A number that holds. `fodd` is None where the number does not tell it."""

    nummer: str
    typ: Identitetstyp
    fodd: date | None

    @property
    def skriven(self) -> str:
        """The number as it is read: `20030303-0303`."""
        return f"{self.nummer[:8]}-{self.nummer[8:]}"


class OgiltigIdentitet(ValueError):
    """The number does not hold; `hinder` says why and what to do."""

    def __init__(self, kod: str, mening: str) -> None:
        super().__init__(mening)
        self.hinder = Hinder(kod, mening, "identitet")


_SIFFROR = re.compile(r"(18|19|20)[0-9]{10}")
_VGR = re.compile(r"(?P<datum>[0-9]{8})(?P<kon>[KMX])(?P<nr>[0-9]{2})(?P<kontroll>[0-9])")
_NRID = re.compile(r"(?P<serie>[0-9]{2})(?P<datum>[0-9]{6})[A-HJ-NPR-UX-Z]{2}[0-9A-Z][0-9]")
_VGR_KON = {"K": "5", "M": "7", "X": "8"}


def tolka(text: str, *, testidentiteter: Collection[str] = ()) -> Identitet:
    """Read a number as somebody wrote it. Raises `OgiltigIdentitet` with a sentence.

    Spaces, and the hyphen of `ÅÅÅÅMMDD-NNNN`, are forgiven; a missing century is not.
    """
    nummer = re.sub(r"[\s-]", "", text).upper()
    if nummer in testidentiteter:
        return Identitet(nummer, Identitetstyp.TESTIDENTITET, _datum(nummer[:8]))
    if _SIFFROR.fullmatch(nummer):
        return _folkbokforing(nummer)
    if match := _VGR.fullmatch(nummer):
        return _vgr(nummer, match)
    if match := _NRID.fullmatch(nummer):
        return _nrid(nummer, match)
    if re.fullmatch(r"[0-9]{10}", nummer):
        raise OgiltigIdentitet(
            "identitet_sekel",
            "Ange personnumret med 12 siffror: sätt 19 eller 20 före de tio du skrev.",
        )
    raise OgiltigIdentitet(
        "identitet_form",
        "Ange personnumret med 12 siffror utan bindestreck, till exempel 200303030303.",
    )


def luhn(digits: str) -> int:
    """The check digit that follows `digits` (modulus 10, doubling from the right)."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        number = int(char) * (2 if place % 2 == 0 else 1)
        total += number // 10 + number % 10
    return -total % 10


def _folkbokforing(nummer: str) -> Identitet:
    """A personnummer, or a samordningsnummer, whose day is 60 more."""
    day = int(nummer[6:8])
    coordination = day > 60
    born = _datum(f"{nummer[:6]}{day - 60:02d}" if coordination else nummer[:8])
    kind = Identitetstyp.SAMORDNINGSNUMMER if coordination else Identitetstyp.PERSONNUMMER
    if born is None:
        raise OgiltigIdentitet(
            "identitet_datum",
            f"{nummer[:8]} är inget datum. Kontrollera {kind.bestamd}s åtta första siffror.",
        )
    if luhn(nummer[2:11]) != int(nummer[11]):
        raise OgiltigIdentitet(
            "identitet_kontrollsiffra",
            f"Kontrollsiffran stämmer inte. Jämför {kind.bestamd} {nummer} med"
            " originalet, siffra för siffra.",
        )
    return Identitet(nummer, kind, born)


def _vgr(nummer: str, match: re.Match[str]) -> Identitet:
    """`ÅÅÅÅMMDD`, K, M or X, running number, check digit: the letter counts as 5, 7 or 8 [S42]."""
    born = _datum(match["datum"])
    if born is None:
        raise OgiltigIdentitet(
            "identitet_datum",
            f"{match['datum']} är inget datum. Kontrollera reservnumrets åtta första siffror.",
        )
    running = int(match["nr"])
    fits = {
        "K": 6 <= running <= 79 and running % 2 == 0,
        "M": 6 <= running <= 79 and running % 2 == 1,
        "X": 80 <= running <= 89,
    }
    if not fits[match["kon"]]:
        raise OgiltigIdentitet(
            "identitet_lopnummer",
            f"Löpnumret {match['nr']} hör inte till bokstaven {match['kon']}. Kontrollera"
            " reservnumrets fyra sista tecken.",
        )
    counted = match["datum"][2:] + _VGR_KON[match["kon"]] + match["nr"]
    if luhn(counted) != int(match["kontroll"]):
        raise OgiltigIdentitet(
            "identitet_kontrollsiffra",
            f"Kontrollsiffran stämmer inte. Jämför reservnumret {nummer} med originalet.",
        )
    return Identitet(nummer, Identitetstyp.VGR_RESERVNUMMER, born)


def _nrid(nummer: str, match: re.Match[str]) -> Identitet:
    """A national reserve number [S43]: century + 3, 6 … 78, or 00 when the birth date is unknown.

    Its form is checked. How letters count in its check digit is not published, so the digit is not.
    """
    series, written = int(match["serie"]), match["datum"]
    if series == 0:
        if not (20 <= int(written[2:4]) <= 99 and 40 <= int(written[4:6]) <= 59):
            raise OgiltigIdentitet(
                "identitet_datum",
                "Ett nationellt reservnummer som börjar med 00 har ett löpnummer där datumet"
                " brukar stå. Jämför numret med originalet.",
            )
        return Identitet(nummer, Identitetstyp.NRID, None)
    born = next(
        (
            found
            for century in (18, 19, 20)
            if series > 21
            and 3 <= series - century <= 78
            and (series - century) % 3 == 0
            and (found := _datum(f"{century}{written}"))
        ),
        None,
    )
    if born is None:
        raise OgiltigIdentitet(
            "identitet_datum",
            "Reservnumrets åtta första siffror är inget datum. Jämför numret med originalet.",
        )
    return Identitet(nummer, Identitetstyp.NRID, born)


def _datum(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
