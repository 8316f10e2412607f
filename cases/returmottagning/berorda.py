"""Whom a returmottagning concerns at the unit: who prescribed the aid, or those who could have."""

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Innehav
from cases.organisation.models import Anvandare, Kund
from cases.organisation.roller import har_roll
from cases.returmottagning.models import Returmottagning

_FORSKRIVER = ("forskrivare", "bestallare")


def enhet(innehav: Innehav) -> tuple[Kund | None, Anvandare | None]:
    """The unit that an aid belongs to and who ordered it, as far as anybody knows.

    What was there before the orders says neither: then it is the unit and the person that last
    ordered anything for the mottagare [A].
    """
    orders = Arende.objects.filter(verkstalld__isnull=False, kund__isnull=False).select_related(
        "kund", "bestallare"
    )
    order = orders.filter(pk=innehav.arende).first() if innehav.arende else None
    if order is None:
        order = orders.filter(mottagare=innehav.mottagare_id).order_by("-skapad").first()
    ordered = order.bestallare if order else None
    if ordered is not None and not (ordered.is_active and har_roll(ordered, *_FORSKRIVER)):
        ordered = None
    return innehav.kund or (order.kund if order else None), ordered


def berorda(retur: Returmottagning) -> list[Anvandare]:
    """Who is told: the one who ordered, else the unit's förskrivare [A]; perhaps nobody."""
    one = retur.arende.bestallare
    if one.is_active and har_roll(one, *_FORSKRIVER):
        return [one]
    unit = Anvandare.objects.filter(is_active=True, uppdrag__kund=retur.arende.kund_id)
    return [person for person in unit.order_by("pk") if "forskrivare" in person.roller]
