"""The band that says whose it is, on every page that concerns a mottagare."""

from dataclasses import dataclass, field
from typing import Any

from cases.mottagare.models import Mottagare
from cases.mottagare.visning import Visad, listnamn, listnummer, visad
from cases.organisation.models import Anvandare


@dataclass(frozen=True)
class Band:
    """What components/band.html draws. `warnings` are (icon, color, words)."""

    name: str
    identity: str
    identity_label: str
    payer: str
    warnings: list[tuple[str, str, str]]
    commune: str = ""
    url: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)


def band(mottagare: Mottagare, person: Anvandare) -> Band:
    """The band for a mottagare, with no more than this person may see."""
    shown = visad(mottagare, person)
    patient = mottagare.typ == Mottagare.Typ.PATIENT
    return Band(
        name=shown.namn,
        identity=shown.nummer or shown.fodd,
        identity_label=_label(shown, patient=patient),
        payer=shown.baskod,
        warnings=[("warning", "warning", said) for said in shown.varningar],
    )


def huvud(mottagare: Mottagare | None, person: Anvandare) -> dict[str, Any]:
    """What the head of a task's page says of whom it is for, as many may see it."""
    return {
        "for_vem": listnamn(mottagare),
        "for_nummer": listnummer(mottagare),
        "band": band(mottagare, person) if mottagare else None,
    }


def _label(shown: Visad, *, patient: bool) -> str:
    if not patient:
        return "Kundnummer"
    return "Personnummer" if shown.nummer else "Född"
