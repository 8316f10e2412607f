"""What may be cut off in the middle: each finds what it needs in the database."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from cases.arbetsorder import actions, actions_hmc, aktiviteter
from cases.arbetsorder.models import Aktivitet, Arbetsorder
from cases.arbetsorder.svar import Planering, Tid, Typbyte
from cases.organisation.models import Anvandare
from workflows import clock, engine

DAGEN = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def _vem(namn: str) -> Anvandare:
    return Anvandare.objects.get(username=namn)


def _order() -> Arbetsorder:
    return Arbetsorder.objects.get()


def verkstall() -> None:
    """Miriam sends the work on an ordered row: from here the delivery is held."""
    actions.verkstall(_order().pk, person=_vem("miriam"))


def byt_typ() -> None:
    """Tim gives it the right type, with its promises."""
    actions_hmc.granska(_order().pk, person=_vem("tim"), granskning="byt_typ", byte=Typbyte("ANP"))


def granska() -> None:
    actions_hmc.granska(_order().pk, person=_vem("tim"), granskning="godkand")


def planera() -> None:
    slot = Planering(fran=clock.now() + timedelta(hours=2), till=clock.now() + timedelta(hours=3))
    actions_hmc.planera(_order().pk, person=_vem("tim"), svar=slot)


def rapportera() -> None:
    """Time and a part."""
    part = _order().aktiviteter.exclude(lage=Aktivitet.Lage.KLAR).get()
    told = Tid(45, "Bytte bromsvajer", (("55434", 1),))
    aktiviteter.rapportera(_order().pk, part.pk, person=_vem("tim"), tid=told)


def utfor() -> None:
    """It is done, and the kundorder is to be told."""
    actions_hmc.utfor(_order().pk, person=_vem("tim"), klart=True, utlatande="Bromsen tar igen.")


def svep() -> None:
    """A worker carries out what waits: messages reach their cases, and theirs in turn."""
    while engine.tick().messages:
        pass


GARNINGAR: Mapping[str, Callable[[], None]] = {
    "verkstall": verkstall,
    "byt_typ": byt_typ,
    "granska": granska,
    "planera": planera,
    "rapportera": rapportera,
    "utfor": utfor,
    "svep": svep,
}
