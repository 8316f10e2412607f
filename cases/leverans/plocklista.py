"""What there is to pick in one lager, in the order it is walked: shelf by shelf (decisions)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Saldo
from cases.hjalpmedel.queries import lediga
from cases.leverans.begin import TYP
from cases.leverans.models import Leverans, Leveransrad
from cases.organisation.models import Anvandare, Lager

# After every shelf that has a name.
_UTAN_HYLLA = "\uffff"
ORDNINGAR = {"hylla": "hylla", "dag": "planerad dag"}


@dataclass(frozen=True)
class Plocklisterad:
    """A row of the list: how many are left of it, where it lies, individer that may be taken."""

    rad: Leveransrad
    kvar: int
    placering: str
    forslag: Sequence[Individ] = field(default_factory=tuple)


@dataclass(frozen=True)
class Lagerlista:
    """A lager's list from outside: how many rows wait, and how many of them are urgent."""

    lager: Lager
    att_plocka: int
    akuta: int


def listor(person: Anvandare) -> list[Lagerlista]:
    """The list of each of HMC's lager."""
    counted = {
        lager: (rows, urgent)
        for lager, rows, urgent in _vantande(person)
        .values_list("lager")
        .annotate(rows=Count("pk"), urgent=Count("pk", filter=Q(leverans__akut=True)))
    }
    return [
        Lagerlista(lager, *counted.get(lager.pk, (0, 0)))
        for lager in Lager.objects.filter(typ=Lager.Typ.HMC).order_by("nummer")
    ]


def rader(person: Anvandare, lager: Lager, ordning: str = "hylla") -> QuerySet[Leveransrad]:
    """Every row that waits in this lager: urgent ones first, then by shelf and planned day."""
    shelf = _hylla()
    by = ("hylla", "leverans__planerad") if ordning == "hylla" else ("leverans__planerad", "hylla")
    return (
        _vantande(person)
        .filter(lager=lager)
        .annotate(hylla=shelf)
        # No more tables in one question than PostgreSQL weighs the order of (join_collapse_limit).
        .select_related("artikel", "leverans__arende", "leverans__lager")
        .prefetch_related("individer", "kompletterar__individ", "kompletterar__artikel")
        .order_by("-leverans__akut", *by, "leverans__kundordernummer", "nr", "pk")
    )


def visade(lager: Lager, rows: Iterable[Leveransrad]) -> list[Plocklisterad]:
    """The rows of a page, each marked one with its own individer to look for."""
    listed = list(rows)
    marked = {rad.artikel_id for rad in listed if rad.artikel.individmarkt}
    free: dict[int, list[Individ]] = defaultdict(list)
    for individ in lediga(lager, marked).exclude(Exists(_avlasta())):
        free[individ.artikel_id].append(individ)
    shown = []
    for rad in listed:
        left = 0 if rad.brist else rad.antal - rad.hittat
        mine = [free[rad.artikel_id].pop(0) for _ in range(min(left, len(free[rad.artikel_id])))]
        shelf = mine[0].placering if mine else rad.hylla  # type: ignore[attr-defined]
        shown.append(Plocklisterad(rad, left, "" if shelf == _UTAN_HYLLA else shelf, mine))
    return shown


def nasta(person: Anvandare, lager: Lager, artikel_id: int) -> Leveransrad | None:
    """The row that one of the article goes to: the most urgent, then the one planned first."""
    return (
        _vantande(person)
        .filter(lager=lager, artikel=artikel_id, brist=False, hittat__lt=F("antal"))
        .order_by("-leverans__akut", "leverans__planerad", "leverans__arende__skapad", "pk")
        .first()
    )


def _vantande(person: Anvandare) -> QuerySet[Leveransrad]:
    waiting = Arende.objects.filter(
        typ=TYP, status=Leverans.Status.FOR_PLOCKNING, avslutad__isnull=True
    )
    seen = behorighet.far_se(person, waiting)
    # Found from the few cases that are open: the rows of a lager are all that it ever sent.
    return Leveransrad.objects.filter(leverans__in=seen.values("pk"))


def _hylla() -> Case:
    """The shelf of the first free individ, or of the article."""
    free = (
        Individ.objects.filter(artikel=OuterRef("artikel"), lager=OuterRef("lager"), karantan=False)
        .exclude(placering="")
        .order_by("placering")
    )
    shelf = Saldo.objects.filter(artikel=OuterRef("artikel"), lager=OuterRef("lager")).exclude(
        placering=""
    )
    none = Value(_UTAN_HYLLA, output_field=CharField())
    return Case(
        When(
            artikel__individmarkt=True,
            then=Coalesce(Subquery(free.values("placering")[:1]), none),
        ),
        default=Coalesce(Subquery(shelf.values("placering")[:1]), none),
        output_field=CharField(),
    )


def _avlasta() -> QuerySet[Leveransrad]:
    """The open rows that an individ has been read off for."""
    return Leveransrad.objects.filter(
        individer=OuterRef("pk"),
        plockat=0,
        leverans__arende__status=Leverans.Status.FOR_PLOCKNING,
    )
