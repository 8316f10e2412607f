"""The turbil's run of a day: what is to be handed over and fetched (decisions "Shape")."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from cases.gemensamt import behorighet, turkallor
from cases.gemensamt.models import Arende
from cases.gemensamt.turkallor import Hamtning
from cases.leverans import overlamning, visning
from cases.leverans.begin import TYP
from cases.leverans.models import Leverans, Leveransrad
from cases.leverans.stopp import Gods, Stopp, Uppdrag, stoppen
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare, Turbilomrade
from cases.organisation.turbil import Omraden
from workflows import clock, engine
from workflows.models import UserTask

# What is done on the run, in the order it is done with one leverans.
MOMENT = ("leverera", "lamna_till_utlamning", "kvittera")
ALLA, UTAN = "alla", "utan"


@dataclass(frozen=True)
class Tur:
    """A day's run of one area, or of all."""

    dag: date
    omrade: str
    stopp: list[Stopp]

    @property
    def leveranser(self) -> list[Gods]:
        """Every following note on the run."""
        return [one for stopp in self.stopp for besok in stopp.besok for one in besok.gods]

    @property
    def hamtningar(self) -> list[Hamtning]:
        """Everything to fetch on the run."""
        return [one for stopp in self.stopp for besok in stopp.besok for one in besok.hamtningar]

    @property
    def kvar(self) -> int:
        """How much there is to do."""
        return len(self.leveranser) + len(self.hamtningar)

    @property
    def lastade(self) -> int:
        """How many the driver has seen on the vehicle."""
        return sum(one.leverans.lastad is not None for one in self.leveranser)


def tur(person: Anvandare, dag: date, omrade: str = ALLA) -> Tur:
    """The run of a day. Today's holds what should have been done before, too."""
    areas = Omraden()
    first = None if dag == clock.today() else dag
    every = [
        *_att_lamna(person, dag, areas),
        *(_att_hamta(one, areas) for one in turkallor.hamtningar(person, first, dag)),
    ]
    kept = [one for one in every if omrade in {ALLA, str(one.omrade.pk) if one.omrade else UTAN}]
    return Tur(dag, omrade, stoppen(kept))


def omraden() -> list[tuple[str, str]]:
    """What may be chosen, with the day that it goes."""
    areas = [(str(area.pk), str(area)) for area in Turbilomrade.objects.order_by("namn")]
    return [(ALLA, "Alla områden"), *areas, (UTAN, "Utanför turbilen")]


@transaction.atomic
def logga_oppnad(person: Anvandare, oppnad: Tur) -> None:
    """The list shows names and addresses: one row for each case, person and day (L3)."""
    objekt = f"Turen {oppnad.dag:%Y-%m-%d}"
    cases = [one.leverans.arende for one in oppnad.leveranser]
    cases += [one.arende for one in oppnad.hamtningar]
    seen = set(
        Atkomst.objects.filter(
            anvandare=person,
            objekt=objekt,
            nar__date=clock.today(),
            arende__in=[arende.pk for arende in cases],
        ).values_list("arende", flat=True)
    )
    for arende in cases:
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


def _att_lamna(person: Anvandare, dag: date, areas: Omraden) -> list[Uppdrag]:
    waiting = dict(
        UserTask.objects.filter(case_type=TYP, element__in=MOMENT).values_list("case_id", "element")
    )
    # What a tekniker is to hand over is on nobody's vehicle (AO-6).
    theirs = overlamning.teknikerns().values("arende")
    return [
        Uppdrag(
            vart=visning.vart(one),
            mottagare=one.arende.mottagare,
            postnr=one.postnr,
            gatuadress=one.gatuadress,
            omrade=areas.for_postnummer(one.postnr),
            akut=one.akut,
            information=one.ovrig_information,
            det=Gods(
                leverans=one,
                moment=waiting[one.pk],
                rader=list(one.rader.all()),
                forsenad=one.planerad is not None and one.planerad < dag,
                kvitteras_har=one.till_lager_id is None and not one.utlamning,
            ),
        )
        for one in _leveranser(person, waiting.keys())
        .filter(_den_dagen(dag))
        .exclude(kundorder__in=theirs)
    ]


def _att_hamta(one: Hamtning, areas: Omraden) -> Uppdrag:
    return Uppdrag(
        vart=one.vart,
        mottagare=one.arende.mottagare,
        postnr=one.postnr,
        gatuadress=one.gatuadress,
        omrade=areas.for_adress(one.postnr, one.omrade),
        akut=False,
        information=one.information,
        det=one,
    )


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
        .order_by("-akut", "arende__skapad", "arende_id")
    )


def _den_dagen(dag: date) -> Q:
    planned = Q(planerad=dag)
    if dag == clock.today():
        planned |= Q(planerad__lt=dag) | Q(planerad__isnull=True) | Q(akut=True)
    return planned
