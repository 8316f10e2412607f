"""Cases for the tests of what all case types share."""

from cases.gemensamt.models import Arende
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare, Kund
from workflows import clock


def arende(
    bestallare: Anvandare,
    kund: Kund | None = None,
    mottagare: Mottagare | None = None,
    typ: str = "prov",
    *,
    skickat: bool = True,
) -> Arende:
    now = clock.now()
    return Arende.objects.create(
        typ=typ,
        bestallare=bestallare,
        kund=kund,
        mottagare=mottagare,
        skapad=now,
        verkstalld=now if skickat else None,
    )
