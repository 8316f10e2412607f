"""Byte baskod/betalare: who may, as the table says, and the change (BK-1 … BK-5, DMN 11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from cases.gemensamt.arendetyper import alla
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import byt_avvikande_baskod
from cases.organisation.models import Anvandare, Baskod, Kund
from cases.organisation.roller import har_roll
from workflows import engine
from workflows.errors import Forbidden

# The process whose bundle holds the table; a case asks its own version of it.
PROCESS = "kundorder"
ROLLER = ("forskrivare", "bestallare", "kostnadsansvarig")
# V23
EJ_BEHORIG = (
    "Du har inte behörighet att ändra baskoden för mottagaren. Kommun och habilitering anger en"
    " avvikande baskod, Regionen och privata vårdgivare tar bort den. Be en kollega där, eller sök"
    " rättigheten hos Hjälpmedelscentralen."
)


@dataclass(frozen=True)
class Ratt:
    """What a person may do with the avvikande baskod, working for a unit."""

    ange: bool = False
    ta_bort: bool = False


def ratt(person: Anvandare, kund: Kund | None, *, arende: UUID | None = None) -> Ratt:
    """What the table lets the person do (BK-2, BK-3): by her organisation, or by exception."""
    if not har_roll(person, *ROLLER):
        return Ratt()
    asked = {
        "anvandarens_organisation": kund.get_organisation_display() if kund is not None else None,
        "undantag": person.far_andra_baskod,
        "ratt_att_ange_avvikande": person.far_andra_baskod,
        "ratt_att_ta_bort_avvikande": person.far_andra_baskod,
    }
    said = engine.decide(PROCESS, "baskod_behorighet", asked, case_id=arende).value
    if not isinstance(said, dict):
        return Ratt()
    return Ratt(
        ange=said.get("far_ange_avvikande") is True,
        ta_bort=said.get("far_ta_bort_avvikande") is True,
    )


def krav(may: Ratt, post: Mapping[str, str]) -> None:
    """Raise `Forbidden` (V23) for who may do nothing here, or asks for what is another's to do."""
    asks_in_vain = ("avvikande_baskod" in post and not may.ange) or (
        "ta_bort" in post and not may.ta_bort
    )
    if asks_in_vain or may == Ratt():
        raise Forbidden(EJ_BEHORIG)


@engine.move
def byt(
    mottagare: Mottagare,
    baskod: Baskod | None,
    *,
    person: Anvandare,
    kund: Kund | None,
    arende: UUID | None = None,
) -> Mottagare:
    """Set the avvikande baskod, or remove it with None; drafts for the patient follow at once.

    Raises `Forbidden` (V23), `Refused`.
    """
    may = ratt(person, kund, arende=arende)
    if not (may.ange if baskod is not None else may.ta_bort):
        raise Forbidden(EJ_BEHORIG)
    drafts = sorted((case, typ) for typ in alla() for case in alla()[typ].utkast(mottagare.pk))
    for case, _ in drafts:
        engine.lock(case)
    changed = byt_avvikande_baskod(mottagare.pk, baskod, person)
    for case, typ in drafts:
        alla()[typ].ny_betalare(case, person)
    logga_atkomst(
        person,
        mottagare,
        Atkomst.Vad.ANDRADE,
        objekt="Byte av baskod",
        kund=kund,
        arende=arende,
    )
    return changed
