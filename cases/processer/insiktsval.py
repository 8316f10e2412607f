"""What is asked of Insikt, read from an address: period, unit, version, another to compare."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from cases.organisation.models import Kund
from cases.processer.rules import MATTEN
from workflows import clock
from workflows.errors import Hinder, Refused
from workflows.insight.reading import Choice
from workflows.models import Definition, Version

PERIODER = {"7": "Senaste 7 dagarna", "30": "Senaste 30 dagarna", "90": "Senaste 90 dagarna"}
EGEN = "egen"
# As the steps stand in the diagram.
DIAGRAMMET = "diagrammet"
FORVALD = "30"
_LANGST = timedelta(days=3660)
_DATUM = "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2026-11-01."


@dataclass(frozen=True)
class Val:
    """A choice that can be answered. `version` and `jamfor` are None for all, and for none."""

    process: Definition
    period: str
    fran: date
    till: date
    enhet: Kund | None
    version: Version | None
    jamfor: Version | None
    matt: str
    ordna: str

    @property
    def fraga(self) -> Choice:
        """The question, of whatever version."""
        return Choice(self.process, self.fran, self.till, self.enhet.pk if self.enhet else None)


def val(process: Definition, givet: Mapping[str, str], *, bunden: int | None = None) -> Val:
    """Read the choice. `bunden` is the only unit that who asks may see, if there is one.

    Raises `Refused` with a hinder for each field that is wrong.
    """
    hinder: list[Hinder] = []
    period, fran, till = _period(givet, hinder)
    enhet = _enhet(givet.get("enhet", "").strip(), bunden, hinder)
    version = _version(process, givet, "version", hinder)
    jamfor = _version(process, givet, "jamfor", hinder)
    if jamfor is not None and version is None:
        version = process.published
    if jamfor is not None and version is not None and jamfor.pk == version.pk:
        hinder.append(Hinder("jamfor", "Välj en annan version att jämföra med.", "jamfor"))
    valt = Val(
        process,
        period,
        fran,
        till,
        enhet,
        version,
        jamfor,
        _ett_av(givet, "matt", list(MATTEN), hinder),
        _ett_av(givet, "ordna", [DIAGRAMMET, *MATTEN], hinder),
    )
    if hinder:
        raise Refused(hinder)
    return valt


def _period(givet: Mapping[str, str], hinder: list[Hinder]) -> tuple[str, date, date]:
    idag = clock.today()
    egna = any(givet.get(falt) for falt in ("fran", "till"))
    period = givet.get("period") or (EGEN if egna else FORVALD)
    if period in PERIODER:
        return period, idag - timedelta(days=int(period) - 1), idag
    if period != EGEN:
        hinder.append(Hinder("period", "Välj en av perioderna i listan.", "period"))
        return period, idag, idag
    fran = _datum(givet, "fran", hinder)
    till = _datum(givet, "till", hinder) if givet.get("till") else idag
    if fran and till and till < fran:
        hinder.append(Hinder("till", "Till och med ligger före från och med.", "till"))
    elif fran and till and till - fran > _LANGST:
        hinder.append(Hinder("fran", "Välj högst tio år.", "fran"))
    return period, fran or idag, till or idag


def _datum(givet: Mapping[str, str], falt: str, hinder: list[Hinder]) -> date | None:
    text = givet.get(falt, "").strip()
    # The other ways to write a date by ISO 8601 are not how anybody writes one here.
    if len(text) == len("2026-11-01") and text[4] == text[7] == "-":
        with suppress(ValueError):
            return date.fromisoformat(text)
    hinder.append(Hinder("datum", _DATUM, falt))
    return None


def _enhet(nummer: str, bunden: int | None, hinder: list[Hinder]) -> Kund | None:
    if not nummer:
        return Kund.objects.get(pk=bunden) if bunden is not None else None
    found = Kund.objects.filter(nummer=nummer).first()
    if found is None:
        hinder.append(Hinder("enhet", "Det finns ingen enhet med det kundnumret.", "enhet"))
    elif bunden is not None and found.pk != bunden:
        hinder.append(Hinder("enhet", "Nyckeln gäller bara en annan enhet.", "enhet"))
    return found


def _version(
    process: Definition, givet: Mapping[str, str], falt: str, hinder: list[Hinder]
) -> Version | None:
    text = givet.get(falt, "").strip()
    if not text:
        return None
    found = None
    if text.isdecimal() and text.isascii() and len(text) < 10:
        found = process.versions.filter(number=int(text)).first()
    if found is None:
        hinder.append(Hinder(falt, "Versionen finns inte. Välj en i listan.", falt))
    return found


def _ett_av(
    givet: Mapping[str, str], falt: str, tillatna: Sequence[str], hinder: list[Hinder]
) -> str:
    valt = givet.get(falt) or tillatna[0]
    if valt not in tillatna:
        hinder.append(Hinder(falt, "Välj ett av alternativen i listan.", falt))
    return valt
