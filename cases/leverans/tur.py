"""The turbil's run of a day: what is to be handed over, stop by stop (decisions "Shape")."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.leverans import visning
from cases.leverans.begin import TYP
from cases.leverans.models import Leverans, Leveransrad
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.mottagare.visning import Vart, listnamn, listnummer
from cases.organisation.models import Anvandare, Turbilomrade
from cases.organisation.turbil import Omraden
from workflows import clock, engine
from workflows.models import UserTask

# What is done on the run, in the order it is done with one leverans.
MOMENT = ("leverera", "lamna_till_utlamning", "kvittera")
ALLA, UTAN = "alla", "utan"


@dataclass(frozen=True)
class Gods:
    """One following note at a stop, and what is to be done with it."""

    leverans: Leverans
    moment: str
    rader: list[Leveransrad]
    forsenad: bool
    # At a förråd its own people sign, and at an utlämningsställe the one who fetches it does.
    kvitteras_har: bool


@dataclass
class Stopp:
    """A place to go to."""

    nr: int
    vart: Vart
    for_vem: str
    for_nummer: str
    akut: bool
    information: list[str] = field(default_factory=list)
    gods: list[Gods] = field(default_factory=list)

    @property
    def karta(self) -> str:
        """What a map is asked for; nothing where the address may not be said."""
        return ", ".join(line for line in (self.vart.gatuadress, self.vart.postadress) if line)


@dataclass(frozen=True)
class Tur:
    """A day's run of one area, or of all."""

    dag: date
    omrade: str
    stopp: list[Stopp]

    @property
    def leveranser(self) -> list[Gods]:
        """Every following note on the run."""
        return [one for stopp in self.stopp for one in stopp.gods]

    @property
    def lastade(self) -> int:
        """How many the driver has seen on the vehicle."""
        return sum(one.leverans.lastad is not None for one in self.leveranser)


def tur(person: Anvandare, dag: date, omrade: str = ALLA) -> Tur:
    """The run of a day. Today's holds what should have gone before, too.

    Urgent ones first, then as the postnummer lead.
    """
    waiting = dict(
        UserTask.objects.filter(case_type=TYP, element__in=MOMENT).values_list("case_id", "element")
    )
    found = _leveranser(person, waiting.keys()).filter(_den_dagen(dag))
    areas = Omraden()
    kept = [one for one in found if omrade == ALLA or _nyckel(areas, one) == omrade]
    kept.sort(key=lambda one: (not one.akut, one.postnr, one.gatuadress.casefold(), one.pk))
    return Tur(dag, omrade, _stopp(kept, waiting, dag))


def omraden() -> list[tuple[str, str]]:
    """What may be chosen, with the day that it goes."""
    areas = [(str(area.pk), str(area)) for area in Turbilomrade.objects.order_by("namn")]
    return [(ALLA, "Alla områden"), *areas, (UTAN, "Utanför turbilen")]


@transaction.atomic
def logga_oppnad(person: Anvandare, oppnad: Tur) -> None:
    """The list shows names and addresses: one row for each case, person and day (L3)."""
    objekt = f"Turen {oppnad.dag:%Y-%m-%d}"
    seen = set(
        Atkomst.objects.filter(
            anvandare=person,
            objekt=objekt,
            nar__date=clock.today(),
            arende__in=[one.leverans.pk for one in oppnad.leveranser],
        ).values_list("arende", flat=True)
    )
    for one in oppnad.leveranser:
        arende = one.leverans.arende
        if arende.mottagare is not None and arende.pk not in seen:
            logga_atkomst(
                person,
                arende.mottagare,
                Atkomst.Vad.OPPNADE,
                objekt=objekt,
                kund=arende.kund,
                arende=arende.pk,
            )


def moment(leverans: Leverans) -> str:
    """What is to be done with it now on the run; empty when nothing is."""
    waits = {task.element for task in engine.open_tasks(leverans.pk)}
    return next((one for one in MOMENT if one in waits), "")


def _leveranser(person: Anvandare, ids: Iterable[object]) -> QuerySet[Leverans]:
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP, pk__in=list(ids)))
    rows = (
        Leveransrad.objects.filter(plockat__gt=0)
        .select_related("artikel")
        .prefetch_related("individer")
        .order_by("nr")
    )
    return (
        Leverans.objects.filter(arende__in=seen)
        .select_related("arende__mottagare__kund", "arende__kund", "lager", "till_lager")
        .prefetch_related(Prefetch("rader", rows))
    )


def _den_dagen(dag: date) -> Q:
    planned = Q(planerad=dag)
    if dag == clock.today():
        planned |= Q(planerad__lt=dag) | Q(planerad__isnull=True) | Q(akut=True)
    return planned


def _nyckel(areas: Omraden, leverans: Leverans) -> str:
    area = areas.for_postnummer(leverans.postnr)
    return str(area.pk) if area is not None else UTAN


def _stopp(leveranser: Sequence[Leverans], waiting: dict[UUID, str], dag: date) -> list[Stopp]:
    stops: dict[tuple[object, ...], Stopp] = {}
    for leverans in leveranser:
        mottagare = leverans.arende.mottagare
        where = visning.vart(leverans)
        key = (leverans.akut, tuple(where.rader), leverans.arende.mottagare_id)
        if key not in stops:
            stops[key] = Stopp(
                nr=len(stops) + 1,
                vart=where,
                for_vem=listnamn(mottagare) or str(leverans.till_lager or ""),
                for_nummer=listnummer(mottagare),
                akut=leverans.akut,
            )
        stop = stops[key]
        if leverans.ovrig_information and leverans.ovrig_information not in stop.information:
            stop.information.append(leverans.ovrig_information)
        stop.gods.append(
            Gods(
                leverans=leverans,
                moment=waiting[leverans.pk],
                rader=list(leverans.rader.all()),
                forsenad=leverans.planerad is not None and leverans.planerad < dag,
                kvitteras_har=leverans.till_lager_id is None and not leverans.utlamning,
            )
        )
    return list(stops.values())
