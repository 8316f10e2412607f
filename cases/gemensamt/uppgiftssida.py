"""The page of a user task: open it, log it, carry out what was posted or draw it anew."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.gemensamt import behorighet
from cases.gemensamt.inloggad import personen
from cases.gemensamt.models import Arende
from cases.gemensamt.oppning import krav_tur
from cases.gemensamt.pages_arende import oppna
from workflows.errors import Hinder, Refused


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
    mall: str,
    gor: Callable[[], HttpResponse],
    *,
    visar: Callable[[], Mapping[str, Any]],
    form: BaseForm | None = None,
) -> HttpResponse:
    """Carry out a valid post and answer as `gor` says; otherwise the page, with every hinder at
    once and all that was typed.

    `visar` tells what the page shows beside the form.
    """
    hinder: list[Hinder] = []
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return gor()
        except Refused as no:
            hinder = no.hinder
    status = 422 if request.method == "POST" else 200
    return render(request, mall, {**visar(), "form": form, "hinder": hinder}, status=status)


def klart(request: HttpRequest, arende: Arende, words: str) -> HttpResponse:
    """Back to the case, with a receipt."""
    messages.success(request, words)
    return redirect("arende", arende.pk)
