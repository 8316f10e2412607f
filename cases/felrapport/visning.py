"""What the pages show of a felrapport: the guide's steps, the head, the case page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from cases.felrapport import actions, queries
from cases.felrapport.models import Avvikelse, Felrapport
from cases.gemensamt.arendetyper import Arendetyp, arendetyp, registrera
from cases.gemensamt.band import band
from cases.gemensamt.behorighet import kan, ser
from cases.gemensamt.models import Arende
from cases.gemensamt.uppgifter import mina
from cases.organisation.models import Anvandare
from workflows import clock, engine

# What the one who reports may have to do. The page of the case offers what is in her inbox; what
# only a group may read is not, and is offered beside.
_ANMALARENS = {
    "anmal_avvikelse": "Anmäl avvikelsen",
    "komplettera": "Komplettera felrapporten",
    "aterkoppla": "Svara på svaret",
}


@dataclass(frozen=True)
class Steg:
    """A step of the guide, as components/guide_steps.html draws it."""

    label: str
    state: str
    url: str


def huvud(found: Felrapport, person: Anvandare) -> dict[str, Any]:
    """The head of every page."""
    case = found.arende
    return {
        "felrapport": found,
        "om": galler(found, person),
        "avvikelse": Avvikelse.objects.filter(pk=found.pk).first(),
        "foljder": list(found.foljder.select_related("kreditering")),
        "tjansten": settings.AVVIKELSE_TJANST,
        "inlagg": list(found.inlagg.select_related("av")),
        "band": band(case.mottagare, person) if case.mottagare else None,
    }


def galler(found: Felrapport, person: Anvandare) -> list[tuple[str, str, str]]:
    """What it is about: what it is called, in words, and the address where there is one."""
    lines = []
    case = found.arende.galler
    if case is not None:
        lines.append(rad_om_arende(case, person))
    if found.foljesedel:
        lines.append(("Följesedel", found.foljesedel, ""))
    if found.artikel is not None:
        lines.append(("Artikel", str(found.artikel), ""))
    if found.individ is not None:
        lines.append(("Individ", found.individ.nummer, ""))
    return lines


def rad_om_arende(case: Arende, person: Anvandare) -> tuple[str, str, str]:
    """A case that a report is about: its kind, its number, and its page where she may open it."""
    url = reverse("arende", args=[case.pk]) if ser(person, case.pk) else ""
    return (arendetyp(case.typ).label, case.nummer or "utkast", url)


def registrera_arendetyp() -> None:
    """What the page that all cases share shows of a felrapport."""
    registrera(
        Arendetyp(
            namn=queries.TYP,
            label="Felrapport",
            mall="felrapport/arende.html",
            kontext=_kontext,
            relaterade=_hor_ihop,
            ensam=True,
        )
    )


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    found = queries.hamta(person, arende.pk)
    waits = [task.element for task in engine.open_tasks(arende.pk)]
    offered = set(mina(person).filter(case_id=arende.pk).values_list("element", flat=True))
    return {
        **huvud(found, person),
        "mina_steg": [
            (f"felrapport:{name}", label)
            for name, label in _ANMALARENS.items()
            if name in waits and name not in offered and kan(person, name, arende)
        ],
        "kan_avskriva": "anmal_avvikelse" in waits
        and kan(person, "avskriv_anmalan", arende)
        and found.avvikelse.anmal_senast <= clock.now(),
        "kan_aterkallas": kan(person, "aterkalla", arende)
        and arende.avslutad is None
        and arende.verkstalld is not None
        and actions.kan_aterkallas(found, person),
        "ar_utkast": arende.verkstalld is None and arende.avslutad is None,
    }


def _hor_ihop(arende: Arende) -> Sequence[Arende]:
    """What it is about, and what else has been reported of the same aid."""
    found = [arende.galler] if arende.galler else []
    individ = Felrapport.objects.get(pk=arende.pk).individ_id
    if individ is None:
        return found
    others = Arende.objects.filter(felrapport__individ=individ, verkstalld__isnull=False)
    return [*found, *others.exclude(pk=arende.pk).order_by("skapad")]
