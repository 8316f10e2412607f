"""What the pages of the user tasks share: open, answer, draw anew with what was typed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.arbetsorder import queries, visning
from cases.arbetsorder.models import Arbetsorder
from cases.gemensamt.uppgiftssida import krav_sida, personen
from cases.organisation.models import Anvandare
from workflows.errors import Hinder, Refused


def oppnad(request: HttpRequest, arende: UUID, handling: str) -> tuple[Anvandare, Arbetsorder]:
    """The order, when the task waits; its opening is logged.

    Raises `NotFound`, `Forbidden`, `NotYourTurn`.
    """
    person = personen(request)
    order = queries.hamta(person, arende)
    krav_sida(request, order.arende, handling)
    return person, order


def svara(
    request: HttpRequest,
    order: Arbetsorder,
    steg: str,
    carry_out: Callable[[], HttpResponse],
    **context: Any,
) -> HttpResponse:
    """Carry out what was posted, or draw the page with every hinder and all that was typed."""
    hinder: list[Hinder] = []
    form = context.get("form")
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return carry_out()
        except Refused as no:
            hinder = no.hinder
    shown = {**visning.huvud(order, personen(request)), **context, "hinder": hinder}
    status = 422 if request.method == "POST" else 200
    return render(request, f"arbetsorder/{steg}.html", shown, status=status)


def klart(request: HttpRequest, order: Arbetsorder, words: str) -> HttpResponse:
    """Back to the case, with a receipt."""
    messages.success(request, words)
    return redirect("arende", order.pk)


def las_uuid(text: str) -> UUID | None:
    """An id as it was posted; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
