"""What the pages show of a returmottagning."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.gemensamt.arendetyper import Arendetyp, registrera
from cases.gemensamt.band import band
from cases.gemensamt.models import Arende
from cases.mottagare.visning import listnamn, listnummer
from cases.organisation.models import Anvandare
from cases.returmottagning import actions_karantan, avstamning, queries, rules
from cases.returmottagning.begin import TYP
from cases.returmottagning.models import Returmottagning


def huvud(retur: Returmottagning, person: Anvandare) -> dict[str, Any]:
    """The head of every page: the mottagare as many may see it, and the rows."""
    mottagare = retur.arende.mottagare
    return {
        "retur": retur,
        "rader": list(retur.rader.all()),
        "for_vem": listnamn(mottagare),
        "for_nummer": listnummer(mottagare),
        "band": band(mottagare, person) if mottagare else None,
    }


def gick_fore(retur: Returmottagning, sagt: Mapping[int, rules.Mottaget]) -> list[str]:
    """What of it was held though something else was chosen, by the row's number."""
    rows = retur.rader.filter(nr__in=sagt).select_related("innehav__artikel")
    return rules.gick_fore(
        {row.nr: (str(row.innehav.artikel), row.disposition) for row in rows}, sagt
    )


def registrera_arendetyp() -> None:
    """What the page that all cases share shows of a returmottagning."""
    registrera(
        Arendetyp(
            namn=TYP,
            label="Returmottagning",
            mall="returmottagning/arende.html",
            kontext=_kontext,
            relaterade=_hamtorder,
        )
    )


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    retur = queries.hamta(person, arende.pk)
    charges = arende.debiteringar.select_related("innehav__artikel", "betalare")
    return {
        **huvud(retur, person),
        "debiteringar": list(charges.order_by("pk")),
        "kan_havas": actions_karantan.kan_havas(person, retur),
        "kan_stammas": avstamning.kan_stammas(person, retur),
    }


def _hamtorder(arende: Arende) -> Sequence[Arende]:
    order = Returmottagning.objects.values_list("hamtorder", flat=True).get(pk=arende.pk)
    return list(Arende.objects.filter(pk=order)) if order else []
