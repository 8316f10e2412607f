"""The band that says whose it is, on every page that concerns a mottagare."""

from dataclasses import dataclass, field

from cases.mottagare.models import Mottagare
from cases.mottagare.visning import visad
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
        identity=shown.nummer,
        identity_label="Personnummer" if patient else "Kundnummer",
        payer=shown.baskod,
        warnings=[("warning", "warning", said) for said in shown.varningar],
    )
