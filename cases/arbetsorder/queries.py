"""What lists, pages and the inbox read of an arbetsorder."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from cases.arbetsorder.models import Aktivitet, Arbetsorder, Tidsrad, TypAvAtgard
from cases.gemensamt import behorighet
from cases.gemensamt.arendekallor import Sak
from cases.gemensamt.models import Arende
from cases.mottagare.visning import listnamn, listnummer
from cases.organisation.models import Anvandare
from cases.organisation.roller import ar_hmc
from workflows.registry import TaskFields

TYP = "arbetsorder"
_MED = (
    "arende__mottagare__kund",
    "arende__kund",
    "arende__bestallare",
    "arende__galler",
    "typ",
    "artikel",
    "individ",
    "innehav",
    "produktomrade",
    "grupp",
    "hamtad_fran",
    "ersatter__arende",
)


def uppgiftsfalt(arende: UUID) -> TaskFields:
    """How the open tasks are shown and found in the inbox."""
    order = alla().get(pk=arende)
    mottagare, kund = order.arende.mottagare, order.arende.kund
    return TaskFields(
        number=order.arende.nummer or "",
        subject=listnamn(mottagare),
        what=order.arende.rubrik,
        unit=kund.namn if kund else "",
        scope=order.arende.kund_id,
        search=" ".join(
            str(part)
            for part in (
                order.arende.nummer or "",
                listnamn(mottagare),
                listnummer(mottagare),
                kund or "",
                order.typ or "",
                order.artikel or "",
                order.individ or "",
            )
        ),
    )


def alla() -> QuerySet[Arbetsorder]:
    """Every arbetsorder, with what its pages show."""
    return Arbetsorder.objects.select_related(*_MED)


def hamta(person: Anvandare, arende: UUID) -> Arbetsorder:
    """An arbetsorder with its aktiviteter, if the person may know of it. Raises `NotFound`."""
    found = behorighet.hamta(person, Arende.objects.filter(typ=TYP), pk=arende)
    return med_aktiviteter().get(pk=found.pk)


def med_aktiviteter() -> QuerySet[Arbetsorder]:
    """The same, with who is to come when, and what has been reported."""
    times = Tidsrad.objects.select_related("av").prefetch_related("delar__artikel")
    parts = Aktivitet.objects.select_related("tekniker", "arbetsorder__arende")
    return alla().prefetch_related(
        Prefetch("aktiviteter", parts.prefetch_related(Prefetch("tidsrader", times)))
    )


def lista(person: Anvandare) -> QuerySet[Arbetsorder]:
    """Those that the person may know of, the latest first."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    return alla().filter(arende__in=seen).order_by("-arende__skapad", "arende_id")


def utkast(person: Anvandare) -> QuerySet[Arbetsorder]:
    """Not sent yet."""
    return lista(person).filter(arende__verkstalld__isnull=True, arende__avslutad__isnull=True)


def pagaende(person: Anvandare) -> QuerySet[Arbetsorder]:
    """Sent, and the work is not done and closed (AO-8)."""
    return lista(person).filter(arende__verkstalld__isnull=False, arende__avslutad__isnull=True)


def avslutade(person: Anvandare) -> QuerySet[Arbetsorder]:
    """Closed or cancelled."""
    return lista(person).filter(arende__verkstalld__isnull=False, arende__avslutad__isnull=False)


def pa_individ(person: Anvandare, individ_id: int) -> list[Arbetsorder]:
    """Registrerade ao: what has been ordered on an individ, the latest first (HM-15)."""
    return list(lista(person).filter(individ=individ_id, arende__verkstalld__isnull=False)[:50])


def hos(person: Anvandare, mottagare_id: int) -> list[Arbetsorder]:
    """Registrerade ao: what has been ordered for a mottagare, the latest first (HM-15)."""
    return list(
        lista(person).filter(arende__mottagare=mottagare_id, arende__verkstalld__isnull=False)[:50]
    )


def gjorda(individ_id: int, sedan: datetime) -> list[str]:
    """The codes of the types of work that were ordered on an individ since then and are closed."""
    done = Arbetsorder.objects.filter(
        individ=individ_id,
        arende__verkstalld__gte=sedan,
        arende__status=Arbetsorder.Status.AVSLUTAD,
        typ__isnull=False,
    )
    return list(done.values_list("typ__kod", flat=True).distinct())


def valbara_typer(person: Anvandare) -> Sequence[TypAvAtgard]:
    """The types that she may choose."""
    open_to = Q() if ar_hmc(person) else Q(vem=TypAvAtgard.Vem.ALLA)
    return list(TypAvAtgard.objects.filter(open_to, aktiv=True))


def orderrad(arende: UUID) -> UUID | None:
    """The row of a kundorder that the work belongs to."""
    return Arbetsorder.objects.filter(pk=arende).values_list("orderrad", flat=True).first()


def saker(arende: UUID) -> Sequence[Sak]:
    """The aid that the work is on."""
    found = Arbetsorder.objects.select_related(*_MED).filter(pk=arende).first()
    if found is None or found.artikel is None or found.innehav is None:
        return []
    return [Sak(found.artikel, found.innehav.antal, found.arende.status, found.innehav)]
