"""The page of a user task: open it, log it, carry out what was posted or draw it anew."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.gemensamt.oppning import krav_tur
from cases.gemensamt.pages_arende import oppna
from cases.organisation.models import Anvandare
from workflows.errors import Hinder, Refused


def personen(request: HttpRequest) -> Anvandare:
    """Who asks: every page has a login."""
    return cast(Anvandare, request.user)


def krav_sida(request: HttpRequest, arende: Arende, handling: str) -> None:
    """Let the person see the task's page. Looking is logged, and asks whether it is her turn.

    Raises `Forbidden`, `NotYourTurn`.
    """
    person = personen(request)
    behorighet.krav(person, handling, arende)
    if request.method != "POST":
        oppna(person, arende.pk)
        krav_tur(arende, person, handling)


def svara(
    request: HttpRequest,
    arende: Arende,
    mall: str,
    form: BaseForm,
    gor: Callable[[], object],
    *,
    klart: str,
    visar: Callable[[], Mapping[str, Any]],
) -> HttpResponse:
    """Carry out a valid post and go to the case; otherwise the page, with every hinder at once.

    `visar` tells what the page shows beside the form.
    """
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        try:
            gor()
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(request, klart)
            return redirect("arende", arende.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, mall, {**visar(), "form": form, "hinder": hinder}, status=status)
