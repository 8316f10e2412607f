"""What lists, pages and the inbox read of a returmottagning."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.mottagare.visning import listnamn, listnummer
from cases.organisation.models import Anvandare
from cases.returmottagning.begin import TYP
from cases.returmottagning.models import Returmottagning, Returrad
from workflows.registry import TaskFields


def uppgiftsfalt(arende: UUID) -> TaskFields:
    """How the open tasks are shown and found in the inbox."""
    retur = Returmottagning.objects.select_related("arende__mottagare", "lager").get(pk=arende)
    rows = list(retur.rader.select_related("innehav__artikel", "innehav__individ"))
    first = rows[0].innehav.artikel.benamning if rows else ""
    mottagare = retur.arende.mottagare
    return TaskFields(
        number=retur.hamtordernummer or retur.arende.nummer or "",
        subject=listnamn(mottagare),
        what=f"{first} och {len(rows) - 1} till" if len(rows) > 1 else first,
        unit=str(retur.lager),
        scope=None,
        search=" ".join(
            [
                retur.hamtordernummer,
                retur.arende.nummer or "",
                listnamn(mottagare),
                listnummer(mottagare),
                *(row.innehav.artikel.nummer for row in rows),
                *(row.innehav.individ.nummer for row in rows if row.innehav.individ),
            ]
        ),
    )


def har_tagit_emot(hamtorder: UUID) -> bool:
    """Whether anything of a hämtorder has come in, by its case."""
    return Returrad.objects.filter(returmottagning__hamtorder=hamtorder, kom=True).exists()


def hamta(person: Anvandare, arende: UUID) -> Returmottagning:
    """A returmottagning with its rows, if the person may know of it. Raises `NotFound`."""
    found = behorighet.hamta(person, Arende.objects.filter(typ=TYP), pk=arende)
    rows = Returrad.objects.select_related("innehav__artikel", "innehav__individ")
    return (
        Returmottagning.objects.select_related("arende__mottagare__kund", "arende__kund", "lager")
        .prefetch_related(Prefetch("rader", rows))
        .get(pk=found.pk)
    )


def lista(person: Anvandare) -> QuerySet[Returmottagning]:
    """Those that the person may know of, newest first."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    return (
        Returmottagning.objects.filter(arende__in=seen)
        .select_related("arende__mottagare__kund", "lager")
        .order_by("-arende__skapad", "arende_id")
    )
