"""What the pages of a leverans's user tasks share: opening, form, drawing and leaving."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.gemensamt import behorighet
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.gemensamt.uppgiftssida import svara
from cases.leverans import facts, queries, visning
from cases.leverans.models import Leverans
from cases.leverans.oppning import inte_din_tur, vantar_pa
from cases.organisation.models import Anvandare


def oppnad(request: HttpRequest, arende: UUID, handling: str) -> tuple[Anvandare, Leverans]:
    """The leverans, if this is what is to be done with it now.

    Raises `NotFound`, `Forbidden`, `NotYourTurn`.
    """
    person = personen(request)
    leverans = queries.hamta(person, arende)
    behorighet.krav(person, handling, leverans.arende)
    if request.method != "POST":
        oppna(person, arende)
        if not vantar_pa(arende, handling):
            raise inte_din_tur(leverans)
    return person, leverans


def med_formular(
    request: HttpRequest,
    leverans: Leverans,
    steg: str,
    form: Form,
    carry_out: Callable[[], HttpResponse],
) -> HttpResponse:
    """The page with its form: carried out when it holds, shown again with what was typed."""
    return svara(
        request,
        f"leverans/{steg}.html",
        carry_out,
        visar=lambda: {**_huvud(request, leverans), "rader": list(leverans.rader.all())},
        form=form,
    )


def rita(
    request: HttpRequest,
    leverans: Leverans,
    steg: str,
    context: Mapping[str, Any],
    *,
    wrong: bool = False,
) -> HttpResponse:
    """The page of a task, by the template of its name."""
    shown = {**_huvud(request, leverans), **context}
    return render(request, f"leverans/{steg}.html", shown, status=422 if wrong else 200)


def _huvud(request: HttpRequest, leverans: Leverans) -> dict[str, Any]:
    return {
        "leverans": leverans,
        "senast": facts.senast(leverans),
        **visning.huvud(leverans, personen(request)),
    }
