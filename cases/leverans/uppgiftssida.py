"""What the pages of a leverans's user tasks share: opening, form, drawing and leaving."""

from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.gemensamt import behorighet
from cases.gemensamt.pages_arende import oppna
from cases.leverans import facts, queries, visning
from cases.leverans.models import Leverans
from cases.leverans.oppning import inte_din_tur, vantar_pa
from cases.organisation.models import Anvandare
from workflows.errors import Hinder, Refused


def oppnad(request: HttpRequest, arende: UUID, handling: str) -> tuple[Anvandare, Leverans]:
    """The leverans, if this is what is to be done with it now.

    Raises `NotFound`, `Forbidden`, `NotYourTurn`.
    """
    person = cast(Anvandare, request.user)
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
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        try:
            return carry_out()
        except Refused as no:
            hinder = no.hinder
    context = {"form": form, "hinder": hinder, "rader": list(leverans.rader.all())}
    return rita(request, leverans, steg, context, wrong=request.method == "POST")


def rita(
    request: HttpRequest,
    leverans: Leverans,
    steg: str,
    context: Mapping[str, Any],
    *,
    wrong: bool = False,
) -> HttpResponse:
    """The page of a task, by the template of its name."""
    person = cast(Anvandare, request.user)
    shown = {
        "leverans": leverans,
        "senast": facts.senast(leverans),
        **visning.huvud(leverans, person),
        **context,
    }
    return render(request, f"leverans/{steg}.html", shown, status=422 if wrong else 200)


def klart(request: HttpRequest, leverans: Leverans, words: str) -> HttpResponse:
    """Say that it is done, on the page of the case."""
    messages.success(request, words)
    return redirect("arende", leverans.pk)
