"""One case holding another (AO-6). The held case's process must be locked by the caller.

Set and read under the lock of what it stops, never by a message that may come late.
"""

from collections.abc import Callable
from uuid import UUID

from cases.gemensamt.arendetyper import arendetyp
from cases.gemensamt.models import Arende, Hall
from workflows import clock, engine

# Who knows which group hands over what a case holds from its mottagare.
_OVERLAMNARE: list[Callable[[UUID], str]] = []
# Who knows which row of a held case one that holds it is about.
_KOPPLADE: list[Callable[[UUID], UUID | None]] = []


def registrera_overlamnare(grupp: Callable[[UUID], str]) -> None:
    """`grupp` tells the key of the group that does the work of a case of its kind; empty for
    another kind's, and where no group has it."""
    _OVERLAMNARE.append(grupp)


def overlamnare(arende_id: UUID) -> str:
    """The key of the group that hands over what waits for a visit; empty when none does."""
    held = hallen_av(arende_id, Hall.Vad.OVERLAMNING)
    if held is None:
        return ""
    return next((key for one in _OVERLAMNARE if (key := one(held.av_arende_id))), "")


def registrera_kopplad(rad: Callable[[UUID], UUID | None]) -> None:
    """`rad` tells which row a case of its kind is about; None for another kind's."""
    _KOPPLADE.append(rad)


def kopplade_rader(arende: Arende) -> set[UUID] | None:
    """The rows that those who hold the case are about; None when one of them does not say."""
    about = [_kopplad(other) for other in hallare(arende)]
    rows = {row for row in about if row is not None}
    return rows if len(about) == sum(row is not None for row in about) else None


def _kopplad(arende_id: UUID) -> UUID | None:
    return next((row for one in _KOPPLADE if (row := one(arende_id)) is not None), None)


def satt_hall(arende: Arende, av_arende: Arende, vad: str, skal: str) -> None:
    """Hold `arende` until `av_arende` lets go. Holding what it holds already changes nothing."""
    _, new = Hall.objects.get_or_create(
        arende=arende,
        av_arende=av_arende,
        vad=Hall.Vad(vad),
        slappt=None,
        defaults={"skal": skal, "satt": clock.now()},
    )
    if new and vad == Hall.Vad.OVERLAMNING:
        _fraga_om(arende)


def slapp_hall(arende: Arende, av_arende: Arende) -> bool:
    """Let go of everything that `av_arende` holds here. Whether nothing holds the case any more."""
    held = arende.hall.filter(av_arende=av_arende, slappt__isnull=True)
    handed_over = held.filter(vad=Hall.Vad.OVERLAMNING).exists()
    held.update(slappt=clock.now())
    if handed_over:
        _fraga_om(arende)
    return not arende.hall.filter(slappt__isnull=True).exists()


def _fraga_om(arende: Arende) -> None:
    """Who hands the goods over has changed: what is on its way lies with another group."""
    sent = arendetyp(arende.typ).relaterade(arende)
    engine.recheck_later([one.pk for one in sent if one.avslutad is None])


def slapp_allt(arende: Arende) -> None:
    """Let go of all that holds a case that has ended: there is nothing left to hold."""
    arende.hall.filter(slappt__isnull=True).update(slappt=clock.now())


def hallen(arende: Arende, vad: str) -> bool:
    """Whether something holds this of the case now."""
    return arende.hall.filter(vad=Hall.Vad(vad), slappt__isnull=True).exists()


def hallare(arende: Arende) -> list[UUID]:
    """The cases that hold something of this one now."""
    return list(
        arende.hall.filter(slappt__isnull=True)
        .order_by("av_arende_id")
        .values_list("av_arende_id", flat=True)
        .distinct()
    )


def hallen_av(arende_id: UUID, vad: str) -> Hall | None:
    """What holds this of the case now; the first, where there are several."""
    held = Hall.objects.filter(arende=arende_id, vad=Hall.Vad(vad), slappt__isnull=True)
    return held.order_by("pk").first()


def hall_nu(arende: Arende) -> list[Hall]:
    """What is held of the case now, each with the case that holds it."""
    held = arende.hall.filter(slappt__isnull=True).select_related("av_arende")
    return list(held.order_by("pk"))
