"""Hjälpmedelsbilden: what a mottagare has and waits for, each component beneath its own aid."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cases.artiklar.models import Artikel
from cases.gemensamt import arendekallor
from cases.gemensamt.arendekallor import Bestalld
from cases.hjalpmedel.models import Agare, Individ, Innehav
from cases.hjalpmedel.queries import hos
from cases.mottagare.models import Mottagare

SAMTLIGA, UTHYRDA, KOPTA, FORSALDA = "", "hyra", "kop", "salt"
DEBITERINGAR = {
    SAMTLIGA: "Samtliga hjälpmedel",
    UTHYRDA: "Endast uthyrda hjälpmedel",
    KOPTA: "Endast köphjälpmedel",
    FORSALDA: "Endast försålda hjälpmedel",
}


@dataclass(frozen=True)
class Bildrad:
    """A row: something the mottagare has, or something ordered that has not come (HM-8, HM-24)."""

    artikel: Artikel
    antal: int
    levererat: int
    bestalld: date | None
    levererad: date | None
    debiteringsform: str
    betalare: str
    agare: str
    innehav: Innehav | None = None
    vantad: Bestalld | None = None
    hamtas: bool = False
    pos: int = 0
    # Under which individ a component belongs, when that row is not just above.
    till: str = ""
    komponenter: "list[Bildrad]" = field(default_factory=list)
    # How many there are, whatever the list is narrowed to (HM-9).
    antal_komponenter: int = 0

    @property
    def individ(self) -> Individ | None:
        """The marked individ that the row is."""
        return self.innehav.individ if self.innehav else None

    @property
    def avser(self) -> str:
        """Hyra or Köp."""
        return str(Artikel.Debiteringsform(self.debiteringsform).label)

    @property
    def agare_i_ord(self) -> str:
        """Who owns it."""
        return str(Agare(self.agare).label) if self.agare else ""


@dataclass(frozen=True)
class Urval:
    """What the list is narrowed to (HM-2 … HM-5)."""

    iso: str = ""
    artikeltyp: str = ""
    individer: bool = False
    debitering: str = SAMTLIGA

    def passar(self, row: Bildrad) -> bool:
        """Whether a row is among what was asked for."""
        iso = row.artikel.iso.kod if row.artikel.iso else ""
        return (
            iso.startswith(self.iso)
            and self.artikeltyp in {"", row.artikel.typ}
            and (not self.individer or row.artikel.individmarkt)
            and _DEBITERAS[self.debitering](row)
        )


# Bought is returnable to one's own förråd, sold is the mottagare's (domain 3, HM-5).
_DEBITERAS: Mapping[str, Callable[[Bildrad], bool]] = {
    SAMTLIGA: lambda row: True,
    UTHYRDA: lambda row: row.debiteringsform == Artikel.Debiteringsform.HYRA,
    KOPTA: lambda row: (
        row.debiteringsform == Artikel.Debiteringsform.KOP and row.agare != Agare.MOTTAGARE
    ),
    FORSALDA: lambda row: row.agare == Agare.MOTTAGARE,
}


@dataclass(frozen=True)
class Bild:
    """The whole picture. `rader` are narrowed; the rest says which links there are."""

    rader: list[Bildrad]
    forbrukning: list[Bildrad]
    komponenter_pa_vag: list[Bestalld]

    @property
    def antal(self) -> int:
        """How many rows are shown, components included."""
        return sum(1 + len(row.komponenter) for row in self.rader)


def bild(mottagare: Mottagare, urval: Urval | None = None) -> Bild:
    """What the mottagare has and waits for, the latest order first, each with its components."""
    waited = arendekallor.pa_vag(mottagare.pk)
    trees = _traden(list(hos(mottagare)), waited)
    consumed = [row for row in trees if row.artikel.forbrukning]
    durable = [row for row in trees if not row.artikel.forbrukning]
    return Bild(
        rader=_numrerade(_avgransade(durable, urval or Urval())),
        forbrukning=_numrerade(consumed),
        komponenter_pa_vag=[row for row in waited if row.kompletterar],
    )


def komponenter(innehav: Innehav) -> list[Bildrad]:
    """The components of one aid, delivered and ordered (HM-9, IK-7)."""
    waited = arendekallor.pa_vag(innehav.mottagare_id)
    trees = _traden(list(hos(innehav.mottagare)), waited)
    return next(
        (row.komponenter for row in trees if row.innehav and row.innehav.pk == innehav.pk), []
    )


def _traden(held: list[Innehav], waited: list[Bestalld]) -> list[Bildrad]:
    """Main rows with their components. A component whose aid is gone stands by itself."""
    fetched = arendekallor.hamtas(one.pk for one in held)
    rows = {one.pk: _har(one, hamtas=one.pk in fetched) for one in held}
    mains: list[Bildrad] = []
    for one in held:
        _hang(mains, rows[one.pk], rows.get(one.komponent_till_id or 0))
    coming = {row.rad: _vantar(row) for row in waited}
    # An ordered component hangs under its own order's row, else under what came of it.
    came: dict[object, Bildrad] = {one.rad: rows[one.pk] for one in held if one.rad}
    for row in waited:
        main = coming.get(row.huvudrad) or came.get(row.huvudrad) if row.huvudrad else None
        if row.kompletterar:
            main = rows.get(row.kompletterar.pk)
        _hang(mains, coming[row.rad], main)
    counted = [replace(row, antal_komponenter=len(row.komponenter)) for row in mains]
    return sorted(counted, key=_forst, reverse=True)


def _hang(mains: list[Bildrad], row: Bildrad, main: Bildrad | None) -> None:
    (mains if main is None else main.komponenter).append(row)


def _forst(row: Bildrad) -> date:
    return row.bestalld or row.levererad or date.min


def _har(one: Innehav, *, hamtas: bool) -> Bildrad:
    return Bildrad(
        artikel=one.artikel,
        antal=one.antal,
        levererat=one.antal - one.aterlamnat,
        bestalld=one.bestalld,
        levererad=one.levererad,
        debiteringsform=one.debiteringsform,
        betalare=str(one.betalare or ""),
        agare=one.agare,
        innehav=one,
        hamtas=hamtas,
    )


def _vantar(row: Bestalld) -> Bildrad:
    return Bildrad(
        artikel=row.artikel,
        antal=row.aterstar,
        levererat=0,
        bestalld=row.bestalld,
        levererad=None,
        debiteringsform=row.debiteringsform,
        betalare=str(row.betalare),
        agare=row.agare,
        vantad=row,
    )


def _avgransade(mains: list[Bildrad], urval: Urval) -> list[Bildrad]:
    """Rows that pass, under their aid when that passes too, else with its number beside them."""
    kept = []
    for main in mains:
        parts = [part for part in main.komponenter if urval.passar(part)]
        if urval.passar(main):
            kept.append(replace(main, komponenter=parts))
        else:
            kept += [replace(part, till=_namn(main)) for part in parts]
    return kept


def _namn(main: Bildrad) -> str:
    return main.individ.nummer if main.individ else main.artikel.nummer


def _numrerade(mains: Iterable[Bildrad]) -> list[Bildrad]:
    return [replace(row, pos=place) for place, row in enumerate(mains, start=1)]
