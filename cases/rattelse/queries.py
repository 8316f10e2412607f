"""What pages, the API and the actions read about receipts and what mended them."""

from uuid import UUID

from django.db.models import F, QuerySet

from cases.gemensamt import behorighet
from cases.gemensamt.kvittens import RATTAR, finns
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from cases.rattelse.models import Rattelse
from workflows.errors import Forbidden, NotFound

TYP = "rattelse"
# Who also mends it where somebody's whereabouts are protected.
RATTAR_SKYDDAD = ("gruppchef",)


def hamta_order(person: Anvandare, order: UUID) -> Arende:
    """The order whose receipts are to be mended. Raises `Forbidden`, `NotFound`."""
    if not har_roll(person, *RATTAR):
        raise Forbidden(
            "En kvittens rättas av kundtjänst eller gruppchef. Ring kundtjänst och berätta vad som"
            " är fel."
        )
    found = behorighet.hamta(
        person, Arende.objects.select_related("mottagare", "kund", "bestallare"), pk=order
    )
    if not finns(order):
        raise NotFound("Ordern har ingen kvittens att rätta. Det finns en när något är kvitterat.")
    return found


def kvitterat(order: UUID) -> QuerySet[Innehav]:
    """What the receipts of an order say that somebody has: main aids before their components."""
    return (
        Innehav.objects.filter(arende=order, annullerad=False)
        .select_related("artikel", "individ", "mottagare", "komponent_till__artikel")
        .order_by("levererad", F("komponent_till_id").asc(nulls_first=True), "pk")
    )


def individ(nummer: str) -> Individ | None:
    """The individ of that number, as it stands now."""
    return (
        Individ.objects.select_related("artikel", "lager", "mottagare")
        .filter(nummer=nummer.strip())
        .first()
    )


def hamta(arende: UUID) -> Rattelse:
    """A rättelse with what it was about."""
    return Rattelse.objects.select_related(
        "arende__galler",
        "innehav__artikel",
        "innehav__individ",
        "nytt_innehav__individ",
        "nytt_innehav__mottagare",
        "individ",
        "mottagare",
    ).get(pk=arende)
