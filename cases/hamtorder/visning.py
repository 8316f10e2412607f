"""What the pages show of a hämtorder: the help of each Hämtplats/Åtgärd, rows, the case page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from cases.gemensamt.arendetyper import Arendetyp, registrera
from cases.gemensamt.band import band
from cases.gemensamt.models import Arende
from cases.hamtorder import actions_makulera, queries, rules, urval
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.models import Innehav
from cases.mottagare.models import Mottagare
from cases.mottagare.visning import Vart, listnamn, listnummer
from cases.mottagare.visning import vart as vart_far_visas
from cases.organisation.models import Anvandare

SKROTAS = "Kommer att skrotas vid retur"
_REN = "Hjälpmedlet ska vara synligt rent och vid behov desinficerat innan det hämtas."
_EJ_UTSKRIFT = "Hämtordern behöver inte skrivas ut."
# What the reader must know of each, in the manual's sense (L444-499).
HJALP: Mapping[str, tuple[str, ...]] = {
    "privat": ("Markera även tillbehör som ska hämtas.", _REN, _EJ_UTSKRIFT),
    "buffert": (
        "Hämtning i ett buffertförråd med nummer i webSesam. Markera även tillbehör som ska"
        " hämtas.",
        _REN,
        "Skriv ut hämtordern och placera den på avsedd plats i förrådet eller på hjälpmedlet.",
    ),
    "boende": (
        "Hämtning på äldreboende eller omsorgsboende där patienten vistas. Markera även tillbehör"
        " som ska hämtas.",
        _REN,
        _EJ_UTSKRIFT,
    ),
    "enhet": (
        "Hämtning på förskrivarens arbetsplats, inte i ett buffertförråd. Markera även tillbehör"
        " som ska hämtas.",
        _REN,
        _EJ_UTSKRIFT,
    ),
    "dodsbo": (
        "Hämtning hos patienten. Markera även tillbehör som ska hämtas.",
        _REN,
        _EJ_UTSKRIFT,
    ),
    "installning": (
        "Tar bort inställningar som är återlämnade men inte avregistrerade. En adress måste väljas,"
        " men inställningarna tas bort direkt när du trycker på Verkställ.",
    ),
    "reservdel": (
        "Tar bort reservdelar som är återlämnade men inte avregistrerade. En adress måste väljas,"
        " men reservdelarna tas bort direkt när du trycker på Verkställ.",
    ),
    "tillbehor": (
        "Tar bort tillbehör som är återlämnade men inte avregistrerade. En adress måste väljas,"
        " men tillbehören tas bort direkt när du trycker på Verkställ.",
    ),
    "huvud": (
        "Rensar bort ett huvudhjälpmedel som inte avregistrerats efter en utförd hämtorder."
        " Hjälpmedelscentralen eftersöker det först och svarar inom tio arbetsdagar.",
    ),
    "utprovning": (
        "Rensar bort ett hjälpmedel som redan är återlämnat i samband med utprovning."
        " Hjälpmedelscentralen bekräftar efteråt.",
    ),
}


@dataclass(frozen=True)
class Radvy:
    """A row that may be ticked."""

    innehav: Innehav
    skrotas: bool
    nekas: str
    huvud: int | None
    vald: bool


def radvyer(rows: Sequence[Innehav], plats: rules.Hamtplats, valda: frozenset[int]) -> list[Radvy]:
    """What this Hämtplats/Åtgärd lists, in the order they are shown."""
    bilder = urval.bilder(rows)
    listed = {bild.id: bild for bild in rules.valbara(bilder, plats)}
    return [
        Radvy(
            innehav=row,
            skrotas=listed[row.pk].skrotas and plats.klass == rules.FYSISK,
            nekas=listed[row.pk].demontering if plats.klass == rules.FYSISK else "",
            huvud=row.komponent_till_id if row.komponent_till_id in listed else None,
            vald=row.pk in valda,
        )
        for row in rows
        if row.pk in listed
    ]


def huvud(order: Hamtorder, person: Anvandare) -> dict[str, Any]:
    """The head of every page and paper: where, and the mottagare as many may see it."""
    mottagare = order.arende.mottagare
    return {
        "order": order,
        "rader": list(order.rader.all()),
        "vart": vart(order),
        "for_vem": listnamn(mottagare),
        "for_nummer": listnummer(mottagare),
        "band": band(mottagare, person) if mottagare else None,
    }


def vart(order: Hamtorder) -> Vart:
    """Where it is fetched, as far as pages, papers and answers may say it (L6)."""
    return vart_far_visas(
        order, order.adressnamn, order.arende.mottagare, egen=order.hamtad_fran_id is None
    )


def egen_adress(mottagare: Mottagare) -> bool:
    """Whether the mottagare's own address may be offered: never a protected person's."""
    return mottagare.typ == Mottagare.Typ.PATIENT and not mottagare.skyddad


def registrera_arendetyp() -> None:
    """What the page that all cases share shows of a hämtorder."""
    registrera(
        Arendetyp(
            namn=urval.TYP,
            label="Hämtorder",
            mall="hamtorder/arende.html",
            kontext=_kontext,
            relaterade=_returer,
        )
    )


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    order = queries.hamta(person, arende.pk)
    what, why_not = ("", "")
    if arende.avslutad is None and order.klass == Hamtorder.Klass.FYSISK:
        what, why_not = actions_makulera.makulering(order, person)
    own = why_not == actions_makulera.BEGAR
    return {
        **huvud(order, person),
        "makulera": what,
        "kan_begara": own and order.makulering_begard is None,
        "begart": order.makulering_begard,
        "skriv_ut": order.atgard == Hamtorder.Atgard.BUFFERT,
    }


def _returer(arende: Arende) -> Sequence[Arende]:
    # The returmottagning's id follows from the hämtorder's: the two meet by messages, not tables.
    case: UUID = uuid5(arende.pk, "returmottagning")
    return list(Arende.objects.filter(pk=case))
