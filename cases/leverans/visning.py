"""What the pages show of a leverans: where it goes, and what may be said of for whom."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cases.gemensamt.arendetyper import Arendetyp, registrera
from cases.gemensamt.band import band
from cases.gemensamt.kvittens import kan_rattas
from cases.gemensamt.models import Arende, Bilaga
from cases.leverans import queries
from cases.leverans.begin import TYP
from cases.leverans.models import Leverans
from cases.mottagare.hemligt import ar_nagons
from cases.mottagare.visning import Vart, listnamn, listnummer, nummer_for
from cases.mottagare.visning import vart as vart_far_visas
from cases.organisation.models import Anvandare, Leveransadress


def registrera_arendetyp(dokument: Callable[[Bilaga], bytes | None]) -> None:
    """What the page that all cases share shows of a leverans."""
    registrera(
        Arendetyp(
            namn=TYP,
            label="Leverans",
            mall="leverans/arende.html",
            kontext=_kontext,
            relaterade=_kundorder,
            dokument=dokument,
        )
    )


def papper(leverans: Leverans) -> dict[str, Any]:
    """What every paper says of where it goes, and of the mottagare as many may see it."""
    mottagare = leverans.arende.mottagare
    return {
        "vart": vart(leverans),
        "for_vem": listnamn(mottagare) or str(leverans.till_lager or ""),
        "for_nummer": listnummer(mottagare),
    }


def huvud(leverans: Leverans, person: Anvandare) -> dict[str, Any]:
    """The head of every page: the paper's, with the mottagare's band."""
    mottagare = leverans.arende.mottagare
    return {
        **papper(leverans),
        "for_nummer": nummer_for(mottagare, person),
        "band": band(mottagare, person) if mottagare else None,
        "sedel": leverans.arende.bilagor.filter(filnamn=leverans.sedelfil).first(),
    }


def vart(leverans: Leverans) -> Vart:
    """Where it goes, as far as pages, papers and answers may say it (L6)."""
    mottagare = leverans.arende.mottagare
    if mottagare is None or not mottagare.skyddad:
        return vart_far_visas(leverans, leverans.adressnamn, mottagare, egen=False)
    own = not _gar_till_enheten(leverans)
    return vart_far_visas(leverans, leverans.adressnamn, mottagare, egen=own)


def _gar_till_enheten(leverans: Leverans) -> bool:
    """A leverans does not say whose its address is: only one of the unit's own is held for that."""
    own = Leveransadress.objects.filter(
        kund=leverans.arende.kund_id, postnr=leverans.postnr, postort__iexact=leverans.postort
    )
    streets = own.values_list("gatuadress", flat=True)
    return ar_nagons(leverans.gatuadress, streets)


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    leverans = queries.hamta(person, arende.pk)
    return {
        "leverans": leverans,
        "rader": list(leverans.rader.all()),
        "kan_rattas": kan_rattas(person, leverans.kundorder),
        **huvud(leverans, person),
    }


def _kundorder(arende: Arende) -> Sequence[Arende]:
    order = Leverans.objects.values_list("kundorder", flat=True).get(pk=arende.pk)
    return list(Arende.objects.filter(pk=order))
