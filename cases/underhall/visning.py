"""What the pages show of maintenance that falls due."""

from collections.abc import Mapping
from typing import Any

from cases.gemensamt import band as vems
from cases.gemensamt.arendetyper import Arendetyp, registrera
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from cases.underhall import queries
from cases.underhall.begin import TYP
from cases.underhall.facts import kontakta_senast
from cases.underhall.models import Omgang


def huvud(omgang: Omgang, person: Anvandare) -> dict[str, Any]:
    """The head of every page: the mottagare as many may see it, and what is due."""
    return {
        "omgang": omgang,
        **vems.huvud(omgang.arende.mottagare, person),
        "kontakta_senast": kontakta_senast(omgang),
    }


def registrera_arendetyp() -> None:
    """What the page that all cases share shows of it. Its arbetsorder says that it is about it."""
    registrera(
        Arendetyp(namn=TYP, label="Underhåll", mall="underhall/arende.html", kontext=_kontext)
    )


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    return huvud(queries.hamta(person, arende.pk), person)
