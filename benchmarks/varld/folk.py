"""Made-up units, prescribers and patients. Personnummer only from the series kept for tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.varld.skriv import kolumner, nasta_id, skriv, som_lagras, stall_raknare
from cases.mottagare.identitet import luhn
from cases.mottagare.models import Baskodsperiod, Mottagare
from cases.organisation.models import (
    Anvandare,
    Baskod,
    Betalare,
    Kund,
    Leveransadress,
    Uppdrag,
)
from cases.organisation.ordning import sortnyckel

_FORNAMN = (
    "Alva", "Bo", "Cilla", "David", "Elsa", "Folke", "Greta", "Hugo", "Ines", "Jan", "Karin",
    "Lars", "Maj", "Nils", "Olga", "Per", "Rut", "Sven", "Tyra", "Ulf", "Vera", "Yngve", "Åsa",
    "Ärla", "Örjan",
)  # fmt: skip
_EFTERNAMN = (
    "Provsson", "Exempelgren", "Testlund", "Påhittberg", "Övningsdal", "Modellström",
    "Låtsashed", "Sagoväg", "Fantasimark", "Tänktsson",
)  # fmt: skip
# Personnummer 980–999 are never given to anybody.
_SERIE = range(980, 1000)
_FORSTA_FODD = date(1926, 1, 1)
_PORTION = 20_000


@dataclass(frozen=True)
class Ort:
    """Where patients live: one turbil area, one baskod."""

    postnr: str
    postort: str
    baskod: str


ORTER = (
    Ort("54130", "SKÖVDE", "1496"),
    Ort("54631", "KARLSBORG", "1446"),
    Ort("45131", "UDDEVALLA", "1485"),
    Ort("41130", "GÖTEBORG", "1480"),
)


@dataclass(frozen=True)
class Person:
    """A patient as the copies of an order name her."""

    pk: int
    identitet: str
    namn: str
    gatuadress: str
    telefon: str


def person(nummer: int) -> Person:
    """The patient of this place in the series; `pk` is not given yet."""
    born = _FORSTA_FODD + timedelta(days=nummer // len(_SERIE))
    digits = f"{born:%Y%m%d}{_SERIE[nummer % len(_SERIE)]}"
    first = _FORNAMN[nummer % len(_FORNAMN)]
    last = _EFTERNAMN[nummer // len(_FORNAMN) % len(_EFTERNAMN)]
    return Person(
        pk=0,
        identitet=f"{digits}{luhn(digits[2:])}",
        namn=f"{first} {last} {nummer}",
        gatuadress=f"Påhittade gatan {nummer}",
        telefon=f"010-99 {nummer:06d}",
    )


def enheter(antal: int) -> list[Anvandare]:
    """So many new units in the ORTER by turns, each with an address and one förskrivare."""
    made = []
    for number in range(antal):
        ort = ORTER[number % len(ORTER)]
        name = f"Påhittad rehabenhet {number + 1}"
        payer = Betalare.objects.create(nummer=str(80_000 + number), namn=name)
        unit = Kund.objects.create(
            nummer=str(800_000 + number), namn=name, organisation="region", betalare=payer
        )
        Leveransadress.objects.create(
            kund=unit, namn=name, gatuadress=f"Enhetsgatan {number + 1}", postnr=ort.postnr,
            postort=ort.postort, forvald=True,
        )  # fmt: skip
        who = Anvandare.objects.create(
            username=f"forskrivare{number + 1}", first_name="Förskrivare",
            last_name=str(number + 1), roller=["forskrivare"], betalare=payer,
            alla_produktomraden=True,
        )  # fmt: skip
        Uppdrag.objects.create(anvandare=who, kund=unit, forvald=True)
        made.append(who)
    return made


def patienter(forsta: int, antal: int, slump: Random) -> list[list[Person]]:
    """Write so many patients, from this place in the series on, but for those that the demo world
    has already. Returned by their ORTER."""
    there = set(Mottagare.objects.values_list("identitet", flat=True))
    people = [
        one for n in range(forsta, forsta + antal) if (one := person(n)).identitet not in there
    ]
    codes = {code.kod: code for code in Baskod.objects.all()}
    first = nasta_id(Mottagare)
    by_place: list[list[Person]] = [[] for _ in ORTER]
    names = kolumner(Mottagare)
    fields = [str(f.column) for f in names]

    def rows() -> Iterator[list[object]]:
        for place, who in enumerate(people):
            here = place % len(ORTER)
            ort = ORTER[here]
            by_place[here].append(
                Person(first + place, who.identitet, who.namn, who.gatuadress, who.telefon)
            )
            row = Mottagare(
                pk=first + place, typ=Mottagare.Typ.PATIENT, identitet=who.identitet,
                identitetstyp="personnummer",
                fodd=date(*(int(who.identitet[a:b]) for a, b in ((0, 4), (4, 6), (6, 8)))),
                namn=who.namn, gatuadress=who.gatuadress, postnr=ort.postnr, postort=ort.postort,
                telefon=who.telefon, baskod=codes[ort.baskod], sortnyckel=sortnyckel(who.namn),
            )  # fmt: skip
            yield [som_lagras(Mottagare, f.name, getattr(row, f.attname)) for f in names]

    skriv(Mottagare, fields, rows())
    since = [date(2015, 1, 1) + timedelta(days=slump.randrange(3000)) for _ in range(50)]
    period = nasta_id(Baskodsperiod)
    inte = som_lagras(Baskodsperiod, "avvikande", varde=False)
    skriv(
        Baskodsperiod,
        ["id", "mottagare_id", "baskod_id", "avvikande", "fran", "av"],
        (
            [
                period + place,
                first + place,
                codes[ORTER[place % len(ORTER)].baskod].pk,
                inte,
                som_lagras(Baskodsperiod, "fran", since[place % len(since)]),
                "bygg_varld",
            ]
            for place in range(len(people))
        ),
    )
    stall_raknare([Mottagare, Baskodsperiod])
    return by_place
