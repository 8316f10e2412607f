"""What the pages show of a hämtorder: the help of each Hämtplats/Åtgärd, rows, the case page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from cases.gemensamt import arendekallor
from cases.gemensamt.arendetyper import Arendetyp, Gjort, Vantat, registrera
from cases.gemensamt.band import band
from cases.gemensamt.models import Arende
from cases.hamtorder import actions_aterregistrera, actions_makulera, queries, rules, urval
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.models import Innehav
from cases.mottagare.models import Mottagare
from cases.mottagare.visning import Vart, listnamn, nummer_for
from cases.mottagare.visning import vart as vart_far_visas
from cases.organisation.models import Anvandare
from workflows import engine
from workflows.models import Timer

SKROTAS = "Kommer att skrotas vid retur"
_OCKSA = "Markera även tillbehör som ska hämtas."
_REN = "OBS! Hjälpmedlet ska vara synligt rent och vid behov desinficerat."
_RENGJORT = "OBS! Hjälpmedlet ska vara synligt rengjort och vid behov desinficerat, innan"
_EJ_UTSKRIFT = "Hämtorder behöver ej skrivas ut."
# The manual's own words of each (L444-499), and what the HMC does with the two last.
HJALP: Mapping[str, tuple[str, ...]] = {
    "privat": (_OCKSA, _REN, _EJ_UTSKRIFT),
    "buffert": (
        f"Hämtning i buffertförråd med nummer i webSesam. {_OCKSA}",
        f"{_RENGJORT} hämtning.",
        "Skriv ut hämtorder, placera på avsedd plats i förrådet eller på hjälpmedel.",
    ),
    "boende": (
        f"Hämtning på äldreboende eller omsorgsboende där patient vistas. {_OCKSA}",
        f"{_RENGJORT} hämtningen utförs.",
        _EJ_UTSKRIFT,
    ),
    "enhet": (
        "Hämtning på förskrivarens arbetsplats/enhet - avser inte hämtning på buffertförråd."
        f" {_OCKSA}",
        _REN,
        _EJ_UTSKRIFT,
    ),
    "dodsbo": (f"Hämtning hos patient. {_OCKSA}", f"{_RENGJORT} hämtningen utförs.", _EJ_UTSKRIFT),
    "installning": (
        "Används för att ta bort inställningar som är återlämnade men inte blivit avregistrerade."
        " En adress måste väljas, men inställningarna tas bort direkt vid verkställande.",
    ),
    "reservdel": (
        "Används för att ta bort reservdelar som är återlämnade men inte blivit avregistrerade. En"
        " adress måste väljas, men reservdelarna tas bort direkt vid verkställande.",
    ),
    "tillbehor": (
        "Används för att ta bort tillbehör som är återlämnade men inte blivit avregistrerade. En"
        " adress måste väljas, men tillbehören tas bort direkt vid verkställande.",
    ),
    "huvud": (
        "Används för att rensa bort ett huvudhjälpmedel som inte avregistrerats efter utförd"
        " hämtorder.",
        "Hjälpmedelscentralen eftersöker det först och svarar inom tio arbetsdagar.",
    ),
    "utprovning": (
        "Används för att rensa bort ett hjälpmedel från hjälpmedelslistan i de fall hjälpmedlet"
        " redan är återlämnat i samband med utprovning.",
        "Hjälpmedelscentralen bekräftar efteråt.",
    ),
    "forkommet": (
        "Används när ett hjälpmedel är borta från mottagaren. Hyran stoppas i dag.",
        "Hjälpmedelscentralen eftersöker det och svarar inom tio arbetsdagar. Räknas det som svinn"
        " kan betalaren debiteras.",
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
    paminns: str = ""
    # The aid that it is a component of, where that is not listed itself.
    hor_till: Innehav | None = None
    # The kundorder that components to it are on their way on (KV-1).
    pa_vag: str = ""
    # What goes along to an arbetsorder, where it needs one: its components, and what is ticked.
    med: tuple[int, ...] = ()


def radvyer(rows: Sequence[Innehav], plats: rules.Hamtplats, valda: frozenset[int]) -> list[Radvy]:
    """What this Hämtplats/Åtgärd lists, in the order they are shown."""
    bilder = urval.bilder(rows)
    listed = {bild.id: bild for bild in rules.valbara(bilder, plats)}
    coming = _pa_vag(rows)
    by_id: dict[int | None, Innehav] = {row.pk: row for row in rows}
    return [
        Radvy(
            innehav=row,
            skrotas=listed[row.pk].skrotas and plats.klass == rules.FYSISK,
            nekas=listed[row.pk].demontering if plats.klass == rules.FYSISK else "",
            huvud=row.komponent_till_id if row.komponent_till_id in listed else None,
            vald=row.pk in valda,
            paminns=listed[row.pk].paminnelse if plats.klass == rules.FYSISK else "",
            pa_vag=", ".join(coming.get(row.pk, ())),
            hor_till=None if row.komponent_till_id in listed else by_id.get(row.komponent_till_id),
            med=tuple(
                one.pk
                for one in rows
                if one.pk != row.pk and (one.pk in valda or one.komponent_till_id == row.pk)
            )
            if listed[row.pk].demontering
            else (),
        )
        for row in rows
        if row.pk in listed
    ]


def _pa_vag(rows: Sequence[Innehav]) -> dict[int, list[str]]:
    """The numbers of the kundorder that components are on their way on, by the aid they are for."""
    found: dict[int, list[str]] = {}
    for mottagare_id in {row.mottagare_id for row in rows if row.individ_id}:
        for one in arendekallor.komponenter_pa_vag(mottagare_id):
            if one.kompletterar is not None:
                numbers = found.setdefault(one.kompletterar.pk, [])
                if one.arende.nummer and one.arende.nummer not in numbers:
                    numbers.append(one.arende.nummer)
    return found


def huvud(order: Hamtorder, person: Anvandare) -> dict[str, Any]:
    """The head of every page and paper: where, and the mottagare as many may see it."""
    mottagare = order.arende.mottagare
    return {
        "order": order,
        "rader": list(order.rader.all()),
        "vart": vart(order),
        "prioriterad": urval.hamtplats(order.atgard).prioriterad,
        "for_vem": listnamn(mottagare),
        "for_nummer": nummer_for(mottagare, person),
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
            vantas=_vantas,
            gjort=_gjort,
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
        "aterregistreras": actions_aterregistrera.kan_aterregistreras(order, person),
        "skriv_ut": urval.hamtplats(order.atgard).skriv_ut,
    }


def _returer(arende: Arende) -> Sequence[Arende]:
    # The returmottagning's id follows from the hämtorder's: the two meet by messages, not tables.
    case: UUID = uuid5(arende.pk, "returmottagning")
    return list(Arende.objects.filter(pk=case))


def _gjort(arende: Arende) -> Sequence[Gjort]:
    order = Hamtorder.objects.select_related("aterregistrerad_av").get(pk=arende.pk)
    if order.aterregistrerad is None or order.aterregistrerad_av is None:
        return ()
    by = order.aterregistrerad_av.namn
    return [Gjort("Återregistrerad", order.aterregistrerad, by, order.uppfoljning)]


# The timers of the diagram that change something by themselves, in the words of who reads.
BEVAKAS = {
    "hyran_ska_stoppas": "Hyran stoppas, om hjälpmedlen inte har hämtats dessförinnan",
    "returen_drojer": "Hjälpmedlen ska vara hämtade och mottagna",
}


def _vantas(arende: Arende) -> Sequence[Vantat]:
    """The day of the pick-up, and what is watched (S1)."""
    watched = Timer.objects.filter(process=arende.process_id, element__in=BEVAKAS)
    due = [Vantat(BEVAKAS[one.element], one.due_at) for one in watched]
    order = Hamtorder.objects.get(pk=arende.pk)
    waits = any(task.element == "hamta" for task in engine.open_tasks(arende.pk))
    if order.planerad is not None and waits:
        turbil = urval.hamtplats(order.atgard).turbil
        due.append(Vantat(f"Hjälpmedlen hämtas{' med turbilen' if turbil else ''}", order.planerad))
    return due
