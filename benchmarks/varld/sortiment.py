"""A believable assortment: families of aids in many makes, sizes and sides."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from benchmarks.varld.skriv import kolumner, nasta_id, skriv, som_lagras, stall_raknare
from cases.artiklar.models import Artikel, IsoKod, Leverantor, Leverantorsartikel, Pris
from cases.artiklar.register import lar_ord, sokbart
from cases.artiklar.sokindex import indexera_text
from cases.organisation.models import Lager
from cases.organisation.ordning import sortnyckel

# The demo world's articles and the manual's have five digits: these are seen to be made up.
FORSTA_NUMMER = 200_000
_PRISER_FRAN = (date(2020, 1, 1), date(2025, 1, 1))


@dataclass(frozen=True)
class Familj:
    """A kind of article. `delar` are what else is said of it, one of each."""

    namn: str
    iso: str
    iso_namn: str
    lager: str
    typ: str
    form: str
    pris: tuple[int, int]
    individmarkt: bool
    delar: tuple[tuple[str, ...], ...]


def familjer() -> list[Familj]:
    """The kinds of `familjer.csv`, many more than the demo world's and all made up."""
    with (Path(__file__).parent / "familjer.csv").open(encoding="utf-8", newline="") as file:
        return [
            Familj(
                **{name: row[name] for name in ("namn", "iso", "iso_namn", "lager", "typ", "form")},
                pris=(int(row["lagst"]), int(row["hogst"])),
                individmarkt=row["individmarkt"] == "ja",
                delar=tuple(tuple(part.split("|")) for part in row["delar"].split(";")),
            )
            for row in csv.DictReader(file)
        ]


_LED = ("Alm", "Björk", "Cirrus", "Dalia", "Ekot", "Flex", "Gamma", "Havs", "Idun", "Jolle")
_SLUT = ("ett", "lux", "mini", "max", "pro", "rond", "solo", "trek", "via", "zon")
PRODUKTER = tuple(f"{first}{last}" for first in _LED for last in _SLUT)


def artiklar(antal: int, slump: Random) -> tuple[int, int]:
    """Write so many articles with suppliers and prices. Returns their first id and the one after.

    Their texts and sort keys are written with them, by the register's own rule.
    """
    lager = {place.nummer: place for place in Lager.objects.filter(typ=Lager.Typ.HMC)}
    kinds = familjer()
    iso = {
        kind.iso: IsoKod.objects.get_or_create(kod=kind.iso, defaults={"namn": kind.iso_namn})[0]
        for kind in kinds
    }
    suppliers = [Leverantor.objects.get_or_create(namn=f"{one} AB")[0] for one in PRODUKTER[::2]]
    first = nasta_id(Artikel)
    made: list[Artikel] = []
    sold: list[Leverantorsartikel] = []
    words: set[str] = set()
    for number, (kind, name, product) in zip(range(antal), _namn(kinds, slump), strict=False):
        one = Artikel(
            pk=first + number,
            nummer=str(FORSTA_NUMMER + number),
            benamning=name,
            produktnamn=product,
            enhet="par" if " par" in name else "st",
            typ=kind.typ,
            debiteringsform=kind.form,
            leveranstid=slump.choice(Artikel.Leveranstid.values),
            individmarkt=kind.individmarkt,
            utgatt=date(2025, 6, 30) if slump.random() < 0.05 else None,
            iso=iso[kind.iso],
            lager=lager[kind.lager],
            sortnyckel=sortnyckel(name),
        )
        sale = Leverantorsartikel(
            artikel=one,
            leverantor=slump.choice(suppliers),
            lev_artnr=f"{slump.randrange(10_000, 99_999)}-{slump.randrange(10, 99)}",
            forvald=True,
        )
        one.search_text, found_by = sokbart(one, [sale])
        words |= found_by
        made.append(one)
        sold.append(sale)
    _skriv_modell(Artikel, made)
    _numrera(Leverantorsartikel, sold)
    _skriv_modell(Leverantorsartikel, sold)
    prices = list(_priser(made, {kind.namn: kind.pris for kind in kinds}, slump))
    _numrera(Pris, prices)
    _skriv_modell(Pris, prices)
    stall_raknare([Artikel, Leverantorsartikel, Pris])
    indexera_text(range(first, first + antal))
    lar_ord(words)
    return first, first + antal


def _namn(kinds: list[Familj], slump: Random) -> Iterator[tuple[Familj, str, str]]:
    while True:
        kind = slump.choice(kinds)
        product = slump.choice(PRODUKTER)
        parts = [kind.namn, product, str(slump.randrange(1, 20))]
        parts += [slump.choice(choices) for choices in kind.delar]
        yield kind, " ".join(part for part in parts if part), product


def _priser(
    made: list[Artikel], ranges: dict[str, tuple[int, int]], slump: Random
) -> Iterator[Pris]:
    for one in made:
        low, high = next(ranges[name] for name in ranges if one.benamning.startswith(f"{name} "))
        amount = Decimal(slump.randrange(low, high + 1))
        for place, since in enumerate(_PRISER_FRAN):
            yield Pris(artikel=one, form=one.debiteringsform, belopp=amount + 5 * place, fran=since)
            if one.debiteringsform == Artikel.Debiteringsform.HYRA:
                yield Pris(
                    artikel=one,
                    form=Artikel.Debiteringsform.KOP,
                    belopp=(amount + 5 * place) * 20,
                    fran=since,
                )


def _numrera(model: type[Leverantorsartikel] | type[Pris], rows: list) -> None:  # type: ignore[type-arg]
    for number, row in enumerate(rows, start=nasta_id(model)):
        row.pk = number


def _skriv_modell(model: type[Artikel | Leverantorsartikel | Pris], rows: list) -> None:  # type: ignore[type-arg]
    fields = kolumner(model)
    skriv(
        model,
        [str(field.column) for field in fields],
        (
            [som_lagras(model, field.name, getattr(row, field.attname)) for field in fields]
            for row in rows
        ),
    )
