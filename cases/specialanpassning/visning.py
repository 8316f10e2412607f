"""What the pages show of a specialanpassning."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.gemensamt import band as vems
from cases.gemensamt import behorighet
from cases.gemensamt.arendetyper import Arendetyp, registrera
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from cases.specialanpassning import dokument, queries, rules
from cases.specialanpassning.begin import TYP
from cases.specialanpassning.models import Specialanpassning


def huvud(spec: Specialanpassning, person: Anvandare) -> dict[str, Any]:
    """The head of every page: the mottagare as many may see it, and what it is about."""
    return {
        "spec": spec,
        **vems.huvud(spec.arende.mottagare, person),
        "marks": spec.klass in rules.MARKS,
    }


def registrera_arendetyp() -> None:
    """What the page that all cases share shows of a specialanpassning."""
    registrera(
        Arendetyp(
            namn=TYP,
            label="Specialanpassning",
            mall="specialanpassning/arende.html",
            kontext=_kontext,
            relaterade=_arbetsorder,
        )
    )


def _kontext(arende: Arende, person: Anvandare) -> Mapping[str, Any]:
    spec = queries.hamta(person, arende.pk)
    return {
        **huvud(spec, person),
        "dokumenten": dokument.alla(spec),
        "far_lagga_till": arende.avslutad is None
        and behorighet.kan(person, "lagg_till_dokument", arende),
    }


def _arbetsorder(arende: Arende) -> Sequence[Arende]:
    return [arende.galler] if arende.galler else []
