"""What the table says of an arbetsorder before it is sent (DMN 9): the diagram asks the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from cases.arbetsorder.models import Arbetsorder, TypAvAtgard
from cases.arbetsorder.queries import TYP, alla
from cases.gemensamt.models import Arende
from workflows import engine


@dataclass(frozen=True)
class Klass:
    """`bilaga` is what must be attached, empty where nothing must."""

    grupp: str
    nyckel: str
    bilaga: str
    kraver_individ: bool
    underprocess: str

    @property
    def konsultation(self) -> bool:
        """Whether a konsulent answers it."""
        return self.underprocess == "konsultation"


def klass(order: Arbetsorder) -> Klass:
    """The table's answer for what is chosen now, in the version that the order runs in, else the
    published one. The type's own row may ask for no attachment."""
    said = engine.decide(TYP, "arbetsorder_grupp", fragat(order), case_id=order.pk).value
    demanded = order.typ is not None and order.typ.bilaga == TypAvAtgard.Bilaga.KRAVS
    return Klass(
        grupp=str(said["hmc_grupp"]),
        nyckel=str(said["grupp"] or ""),
        bilaga=str(said["kraver_bilaga"] or "") if demanded else "",
        kraver_individ=said["kraver_individ"] is True,
        underprocess=str(said["underprocess"]),
    )


def fragat(order: Arbetsorder) -> dict[str, object]:
    """What the table asks."""
    return {
        "typ_av_atgard": order.typ.etikett if order.typ else "",
        "utforande": order.get_utforande_display() or None,
        "produktomrade": produktomrade(order),
        "nyforskrivning": order.nyforskrivning,
        "fast_montage": order.fast_montage,
        "kopplad_till_kundorder": order.orderrad is not None,
    }


def produktomrade(order: Arbetsorder) -> str | None:
    """The product area in the table's words: `manuella rullstolar`."""
    if order.produktomrade is None:
        return None
    return order.produktomrade.namn.removeprefix("HMC ").removeprefix("konsulent ")


def arbetande_grupp(arende: UUID) -> str:
    """The key of the group that does the work; empty for what is none, or a konsulent's."""
    order = alla().filter(pk=arende).first()
    if order is None:
        return ""
    return order.grupp.nyckel if order.grupp else klass(order).nyckel


def fragor(typer: Iterable[TypAvAtgard]) -> dict[str, list[str]]:
    """What each type, by its code, needs to know beside what all do: the form asks no more."""
    return {typ.kod: _fragor(typ) for typ in typer}


def _fragor(typ: TypAvAtgard) -> list[str]:
    said = klass(Arbetsorder(typ=typ))
    found = said.underprocess
    needs = {
        "bilaga": bool(said.bilaga),
        "telefon": bool(typ.utforande),
        "akut": typ.akut,
        "konsultation": found == "konsultation",
        "nyforskrivning": found in {"specialanpassning", "montering"},
        "montering": found == "montering",
    }
    return [name for name, asked in needs.items() if asked]


def satt_underprocess(order: Arbetsorder) -> None:
    """Write which diagram of its own the order goes to now, if any. Does not save."""
    found = klass(order).underprocess
    reviewed = order.granskning == Arbetsorder.Granskning.GODKAND
    goes = found == "konsultation" or (found == "specialanpassning" and reviewed)
    order.underprocess = found if goes else ""


def underprocesser(order: Arbetsorder) -> QuerySet[Arende]:
    """The specialanpassning or konsultation that it has begun. What is written at the order's own
    tasks is not enough: an order that is moved by hand passes them by."""
    return Arende.objects.filter(galler=order.arende, typ__in=("specialanpassning", "konsultation"))
