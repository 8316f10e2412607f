"""One case holding another (AO-6). The held case's process must be locked by the caller.

Set and read under the lock of what it stops, never by a message that may come late.
"""

from cases.gemensamt.models import Arende, Hall
from workflows import clock


def satt_hall(arende: Arende, av_arende: Arende, vad: str, skal: str) -> None:
    """Hold `arende` until `av_arende` lets go. Holding what it holds already changes nothing."""
    Hall.objects.get_or_create(
        arende=arende,
        av_arende=av_arende,
        vad=Hall.Vad(vad),
        slappt=None,
        defaults={"skal": skal, "satt": clock.now()},
    )


def slapp_hall(arende: Arende, av_arende: Arende) -> bool:
    """Let go of everything that `av_arende` holds here. Whether nothing holds the case any more."""
    arende.hall.filter(av_arende=av_arende, slappt__isnull=True).update(slappt=clock.now())
    return not arende.hall.filter(slappt__isnull=True).exists()


def slapp_allt(arende: Arende) -> None:
    """Let go of all that holds a case that has ended: there is nothing left to hold."""
    arende.hall.filter(slappt__isnull=True).update(slappt=clock.now())


def hallen(arende: Arende, vad: str) -> bool:
    """Whether something holds this of the case now."""
    return arende.hall.filter(vad=Hall.Vad(vad), slappt__isnull=True).exists()
