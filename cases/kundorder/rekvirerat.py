"""Rekvirerat per beställare (DU-12): what was ordered in a period, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet

from cases.gemensamt.hinder import stoppa_om
from cases.kundorder.models import Kundorderrad
from cases.kundorder.queries import sedda
from cases.mottagare.register import las_identitet
from cases.organisation.models import Anvandare
from workflows import clock
from workflows.errors import Hinder

INNEVARANDE, FOREGAENDE, VALFRI = "innevarande", "foregaende", "valfri"
PERIODER: Mapping[str, str] = {
    INNEVARANDE: "Innevarande år",
    FOREGAENDE: "Föregående år",
    VALFRI: "Valfri period",
}
LEVERANSER: Mapping[str, tuple[str, Q]] = {
    "samtliga": ("Samtliga", Q()),
    "lev": ("Endast lev.", Q(levererat__gt=0)),
    "ej_lev": ("Endast ej lev.", Q(antal__gt=F("levererat") + F("makulerat"))),
}
SORTERINGAR: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "artikel": ("Artikel", ("artikel__nummer", "-order__arende__verkstalld")),
    "mottagare": ("Mottagare", ("order__arende__mottagare__namn", "-order__arende__verkstalld")),
    "datum": ("Datum", ("-order__arende__verkstalld",)),
}
# Months of the longest period (V11).
_LANGST = 12
_KUNDNUMMER = 8


@dataclass(frozen=True)
class Sokt:
    """What is looked for. `nummer` may be the first digits of a kundordernummer.

    `mottagare` narrows the rows that the person sees: one whom nobody knows and one who is not hers
    are answered alike, so that nobody learns whom the register has.
    """

    fran: date
    till: date
    bestallare: str
    mottagare: Q = field(default_factory=Q)
    artikel: str = ""
    nummer: str = ""
    leverans: str = "samtliga"
    sortering: str = "artikel"


def period(vald: str, fran: date | None, till: date | None) -> tuple[date, date]:
    """The days of the chosen period. Raises `Refused` for days that make no period."""
    year = clock.today().year - (vald == FOREGAENDE)
    if vald != VALFRI:
        return date(year, 1, 1), date(year, 12, 31)
    stoppa_om(hinder_for_period(fran, till))
    if fran is None or till is None:
        raise AssertionError("unreachable")
    return fran, till


def hinder_for_period(fran: date | None, till: date | None) -> list[Hinder]:
    """A period has two days, in order, and is at most twelve months (V11)."""
    missing = [
        Hinder("dag_saknas", f"Ange {ord_} dagen i perioden.", falt)
        for falt, ord_, day in (("fran", "första", fran), ("till", "sista", till))
        if day is None
    ]
    if missing or fran is None or till is None:
        return missing
    if till < fran:
        return [Hinder("period_bakvand", "Sista dagen ligger före den första. Byt dem.", "till")]
    if till >= _ett_ar_efter(fran):
        sentence = f"Perioden kan vara högst {_LANGST} månader. Välj en kortare."
        return [Hinder("period_for_lang", sentence, "till")]
    return []


def for_nummer(text: str) -> Q:
    """The rows of a patient or a unit, by its whole number. Raises `Refused` for what is none."""
    if not text:
        return Q()
    if len(text) <= _KUNDNUMMER:
        return Q(order__arende__mottagare__kund__nummer=text)
    return Q(order__arende__mottagare__identitet=las_identitet(text).nummer)


def sok(person: Anvandare, sokt: Sokt) -> QuerySet[Kundorderrad]:
    """Rows of orders that the person may know of, by a beställare. Raises `Refused` (V12)."""
    if not sokt.bestallare.strip():
        sentence = "Ange användar-id för den beställare du söker."
        stoppa_om([Hinder("bestallare_saknas", sentence, "bestallare")])
    asked = Q(
        order__arende__bestallare__username__iexact=sokt.bestallare.strip(),
        order__arende__verkstalld__gte=_dygnets_borjan(sokt.fran),
        order__arende__verkstalld__lt=_dygnets_borjan(sokt.till + timedelta(days=1)),
        borttagen__isnull=True,
    )
    asked &= sokt.mottagare
    if sokt.artikel.strip():
        asked &= Q(artikel__nummer=sokt.artikel.strip())
    if sokt.nummer.strip():
        asked &= Q(order__arende__nummer__startswith=sokt.nummer.strip())
    return (
        Kundorderrad.objects.filter(asked & LEVERANSER[sokt.leverans][1], order__in=sedda(person))
        .select_related(
            "artikel",
            "order__forrad",
            "order__arende__mottagare__kund",
            "order__arende__kund",
            "order__arende__bestallare",
        )
        .order_by(*SORTERINGAR[sokt.sortering][1], "order_id", "nr")
    )


def _ett_ar_efter(day: date) -> date:
    """The same day next year; of a leap day the first of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def _dygnets_borjan(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.STOCKHOLM)
