"""What the pages show of a konsultation."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.gemensamt import band as vems
from cases.gemensamt import bestallning
from cases.gemensamt.arendetyper import Arendetyp, registrera
from cases.gemensamt.models import Arende
from cases.konsultation import queries
from cases.konsultation.begin import TYP
from cases.konsultation.models import Konsultation
from cases.organisation.models import Anvandare


def huvud(konsultation: Konsultation, person: Anvandare) -> dict[str, Any]:
    """The head of every page: the mottagare as many may see it, and what it is about."""
    return {
        "konsultation": konsultation,
        **vems.huvud(konsultation.arende.mottagare, person),
    }


def registrera_arendetyp() -> None:
    """What the page that all cases share shows of a konsultation."""
    registrera(
        Arendetyp(
            namn=TYP,
            label="Konsultation",
            mall="konsultation/arende.html",
            kontext=_kontext,
            relaterade=_arbetsorder,
        )
    )


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    found = queries.hamta(person, arende.pk)
    recommended = list(found.rekommendationer.select_related("artikel"))
    whose = found.arende.mottagare
    drafts = bestallning.utkast(person) if recommended else []
    return {
        **huvud(found, person),
        "rekommenderat": recommended,
        "specialanpassas": found.utfall == Konsultation.Utfall.SPECIALANPASSNING
        and whose is not None
        and bestallning.far_bestalla(person),
        "mottagare": whose,
        "kund": arende.kund,
        "nummer": (whose.identitet or "") if whose else "",
        "utkasten": [one for one in drafts if one.mottagare_id == arende.mottagare_id],
        "far_bestalla": bestallning.far_bestalla(person),
    }


def _arbetsorder(arende: Arende) -> Sequence[Arende]:
    return [arende.galler] if arende.galler else []
