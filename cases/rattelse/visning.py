"""What the page that all cases share shows of a rättelse."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.gemensamt.arendetyper import Arendetyp, registrera
from cases.gemensamt.kvittens import RATTAR
from cases.gemensamt.models import Arende
from cases.mottagare.visning import listnamn
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from cases.rattelse import berattelse, queries


def registrera_arendetyp() -> None:
    """Made known once, from the app's `ready`."""
    registrera(
        Arendetyp(
            namn=queries.TYP,
            label="Rättelse",
            mall="rattelse/arende.html",
            kontext=_kontext,
            relaterade=_order,
            berattelse=_berattelse,
        )
    )


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    rattelse = queries.hamta(arende.pk)
    # Who else got it is for those who mended it, and for nobody at the unit.
    may_know = har_roll(person, *RATTAR)
    return {
        "rattelse": rattelse,
        "ord": berattelse.om(rattelse),
        "ratt_mottagare": listnamn(rattelse.mottagare) if may_know else "",
    }


def _order(arende: Arende) -> Sequence[Arende]:
    return [arende.galler] if arende.galler else []


def _berattelse(arende: Arende) -> str:
    rattelse = queries.hamta(arende.pk)
    return f"{berattelse.om(rattelse)} Skäl: {rattelse.skal}"
