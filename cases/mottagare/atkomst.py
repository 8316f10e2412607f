"""The access log: written in the same transaction as what it tells of (L3)."""

from datetime import timedelta
from uuid import UUID

from django.db import connection

from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund
from workflows import clock

# How long a confirmed vårdrelation is remembered for a person, a unit and a mottagare (L1).
VARDRELATION_MINNS = timedelta(hours=24)


def logga_atkomst(
    user: Anvandare,
    mottagare: Mottagare,
    vad: str,
    *,
    objekt: str = "",
    skal: str = "",
    kund: Kund | None = None,
    arende: UUID | None = None,
) -> Atkomst:
    """Write that `user` saw or did something. `vad` is one of `Atkomst.Vad`.

    Raises `RuntimeError` outside a transaction: log and deed must not come apart.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The access log is written in the transaction of what it tells of.")
    return Atkomst.objects.create(
        nar=clock.now(),
        anvandare=user,
        roller=" ".join(user.roller),
        kund=kund,
        mottagare=mottagare,
        vad=Atkomst.Vad(vad),
        objekt=objekt,
        skal=skal,
        arende=arende,
    )


def har_bekraftat_vardrelation(user: Anvandare, mottagare: Mottagare, kund: Kund | None) -> bool:
    """Whether she has confirmed, for this unit and lately, that she takes part in the care."""
    return Atkomst.objects.filter(
        anvandare=user,
        mottagare=mottagare,
        kund=kund,
        vad=Atkomst.Vad.BEKRAFTADE,
        nar__gt=clock.now() - VARDRELATION_MINNS,
    ).exists()


def bekraftade_for(user: Anvandare, mottagare_id: int) -> list[int]:
    """The units for which she has lately confirmed taking part in the care of this mottagare."""
    return list(
        Atkomst.objects.filter(
            anvandare=user,
            # By the key, so that a number that no key can be finds nothing rather than fails.
            mottagare__pk=mottagare_id,
            kund__isnull=False,
            vad=Atkomst.Vad.BEKRAFTADE,
            nar__gt=clock.now() - VARDRELATION_MINNS,
        ).values_list("kund_id", flat=True)
    )
