"""What lists, pages and the inbox read of a kundorder."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from cases.artiklar.models import Artikel
from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Innehav
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.ordertyp import mottagarnamn
from cases.mottagare.visning import listnamn, listnummer
from cases.organisation.models import Anvandare
from cases.organisation.roller import ar_hmc
from workflows.registry import TaskFields

TYP = "kundorder"


def uppgiftsfalt(arende: UUID) -> TaskFields:
    """How the open tasks are shown and found in the inbox."""
    order = Kundorder.objects.select_related("arende__mottagare", "arende__kund", "forrad").get(
        pk=arende
    )
    rows = list(rader(arende))
    mains = [rad for rad in rows if rad.huvudrad_id is None]
    first = mains[0].artikel.benamning if mains else ""
    mottagare, kund = order.arende.mottagare, order.arende.kund
    whom = mottagarnamn(order) or listnamn(mottagare)
    return TaskFields(
        number=order.arende.nummer or "",
        subject=whom,
        what=f"{first} och {len(mains) - 1} till" if len(mains) > 1 else first,
        unit=kund.namn if kund else "",
        scope=order.arende.kund_id,
        search=" ".join(
            [
                order.arende.nummer or "",
                whom,
                listnummer(mottagare),
                str(kund or ""),
                *(rad.artikel.nummer for rad in rows),
                *(rad.artikel.benamning for rad in rows),
            ]
        ),
    )


def rader(arende: UUID) -> QuerySet[Kundorderrad]:
    """The order's rows with what a page shows of each, every aid followed by its components."""
    return (
        Kundorderrad.objects.filter(order=arende, borttagen__isnull=True)
        .prefetch_related("begard_i__begaran")
        .select_related(
            "artikel__iso",
            "artikel__lager",
            "lager",
            "betalare",
            "baskod",
            "huvudrad",
            "original_artikel",
            "individ",
            "kompletterar__individ",
            "kompletterar__artikel",
        )
        .order_by(Coalesce("huvudrad__nr", "nr"), F("huvudrad__nr").asc(nulls_first=True), "nr")
    )


def hamta(person: Anvandare, arende: UUID) -> Kundorder:
    """An order, if the person may know of it. Raises `NotFound`."""
    found = behorighet.hamta(person, Arende.objects.filter(typ=TYP), pk=arende)
    return for_arende(found.pk)


def for_arende(arende: UUID) -> Kundorder:
    """An order with all that a page shows of it, for who has been let in."""
    return Kundorder.objects.select_related(
        "arende__mottagare__baskod",
        "arende__mottagare__avvikande_baskod",
        "arende__mottagare__kund__betalare",
        "arende__kund__betalare",
        "arende__process",
        "arende__bestallare__betalare",
        "hamtad_fran",
        "forrad",
        "andrad_av",
    ).get(pk=arende)


def utkast(person: Anvandare) -> QuerySet[Kundorder]:
    """The drafts of the person's units, her own first, the latest change first."""
    return (
        sedda(person)
        .filter(arende__verkstalld__isnull=True, arende__avslutad__isnull=True)
        .order_by("-andrad")
    )


def pagaende(person: Anvandare) -> QuerySet[Kundorder]:
    """Orders that are sent and not yet wholly delivered ("Öppen"), newest first."""
    return (
        sedda(person)
        .filter(arende__verkstalld__isnull=False, arende__avslutad__isnull=True)
        .order_by("-arende__verkstalld")
    )


def avslutade(person: Anvandare) -> QuerySet[Kundorder]:
    """Orders that are delivered or cancelled, the latest first."""
    return (
        sedda(person)
        .filter(arende__verkstalld__isnull=False, arende__avslutad__isnull=False)
        .order_by("-arende__avslutad")
    )


def med_nummer(person: Anvandare, nummer: str) -> Kundorder | None:
    """The order by its kundordernummer, if the person may know of it."""
    return sedda(person).filter(arende__nummer=nummer.strip()).first()


def forra_ordern(order: Kundorder, person: Anvandare) -> Kundorder | None:
    """The latest order that was sent to the same mottagare, of those that the person may see.

    What was cancelled came to nothing, and is not done again.
    """
    if order.arende.mottagare_id is None:
        return None
    return (
        sedda(person)
        .filter(
            arende__mottagare=order.arende.mottagare_id,
            arende__kund=order.arende.kund_id,
            arende__verkstalld__isnull=False,
        )
        .exclude(pk=order.pk)
        .exclude(arende__status=Kundorder.Status.MAKULERAD)
        .order_by("-arende__verkstalld")
        .first()
    )


def utkast_for(mottagare_id: int) -> list[UUID]:
    """Orders for a mottagare that nobody has sent yet."""
    drafts = Arende.objects.filter(
        typ=TYP, mottagare=mottagare_id, verkstalld__isnull=True, avslutad__isnull=True
    )
    return list(drafts.values_list("pk", flat=True))


def vantar_pa(lager_id: int, artikel_id: int) -> list[UUID]:
    """Orders that lack this article from this lager, the one that was sent first coming first."""
    return list(
        Kundorderrad.objects.filter(
            lager=lager_id,
            artikel=artikel_id,
            borttagen__isnull=True,
            order__arende__verkstalld__isnull=False,
            order__arende__avslutad__isnull=True,
        )
        .filter(_med_rest())
        .order_by("order__arende__verkstalld", "order_id")
        .values_list("order_id", flat=True)
        .distinct()
    )


def hyr_nagot(arende: UUID) -> bool:
    """Whether any of it is rented: what is bought has no rent to begin."""
    return rader(arende).filter(debiteringsform=Artikel.Debiteringsform.HYRA).exists()


def restnoterade(arende: UUID) -> list[Kundorderrad]:
    """Rows of the order that lack something."""
    return [rad for rad in rader(arende) if rad.rest]


def _med_rest() -> Q:
    return Q(antal__gt=F("reserverat") + F("i_leverans") + F("levererat") + F("makulerat"))


def sedda(person: Anvandare) -> QuerySet[Kundorder]:
    """Every order that the person may know of."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP, pk=OuterRef("pk")))
    # What follows from the first is said again where the database can use its indexes.
    near = Q(arende__typ=TYP)
    if not ar_hmc(person):
        units = list(person.uppdrag.values_list("kund_id", flat=True))
        near &= Q(arende__kund__in=units) | Q(arende__bestallare=person)
    return Kundorder.objects.filter(Exists(seen), near).select_related(
        "arende__mottagare__kund", "arende__kund", "arende__bestallare", "forrad"
    )


def aterlamnade(rader: Sequence[Kundorderrad]) -> set[UUID]:
    """The rows of which something has come and nothing is left with the mottagare."""
    came = Innehav.objects.filter(rad__in=[rad.pk for rad in rader])
    gone: set[UUID] = set()
    left: set[UUID] = set()
    for rad, returned in came.values_list("rad", "aterlamnad"):
        if rad is not None:
            (left if returned is None else gone).add(rad)
    return gone - left
