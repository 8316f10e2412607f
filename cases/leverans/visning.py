"""What the pages show of a leverans: where it goes, and what may be said of for whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.gemensamt.arendetyper import Arendetyp, registrera
from cases.gemensamt.band import band
from cases.gemensamt.models import Arende
from cases.leverans import queries
from cases.leverans.begin import TYP
from cases.leverans.models import Leverans
from cases.mottagare.visning import SKYDDAD, listnamn, listnummer
from cases.organisation.models import Anvandare


def registrera_arendetyp() -> None:
    """What the page that all cases share shows of a leverans."""
    registrera(
        Arendetyp(
            namn=TYP,
            label="Leverans",
            mall="leverans/arende.html",
            kontext=_kontext,
            relaterade=_kundorder,
        )
    )


def huvud(leverans: Leverans, person: Anvandare) -> dict[str, Any]:
    """The head of every page and paper: address, and the mottagare as many may see it."""
    mottagare = leverans.arende.mottagare
    return {
        "adressrader": [
            line
            for line in (
                _adressnamn(leverans),
                f"c/o {leverans.co}" if leverans.co else "",
                leverans.gatuadress,
                leverans.postadress,
            )
            if line
        ],
        "for_vem": listnamn(mottagare),
        "for_nummer": listnummer(mottagare),
        "band": band(mottagare, person) if mottagare else None,
    }


def _adressnamn(leverans: Leverans) -> str:
    """A protected person's name stands on no paper, not even where the unit was named after her."""
    mottagare = leverans.arende.mottagare
    if mottagare is not None and mottagare.skyddad and leverans.adressnamn == mottagare.namn:
        return SKYDDAD
    return leverans.adressnamn


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    leverans = queries.hamta(person, arende.pk)
    return {
        "leverans": leverans,
        "rader": list(leverans.rader.all()),
        **huvud(leverans, person),
    }


def _kundorder(arende: Arende) -> Sequence[Arende]:
    order = Leverans.objects.values_list("kundorder", flat=True).get(pk=arende.pk)
    return list(Arende.objects.filter(pk=order))
