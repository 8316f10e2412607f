"""Utskrift låneförbindelse: tick which aids, then the paper (LÅ-1, LÅ-2)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.gemensamt import laneforbindelse
from cases.gemensamt.pages_hjalpmedel import oppna
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund
from workflows.errors import Hinder

INGET_VALT = "Bocka i minst ett hjälpmedel som låneförbindelsen ska gälla."


@require_safe
def for_mottagare(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """The paper of what a mottagare has and waits for."""
    oppnad = oppna(request, mottagare_id, "Låneförbindelse")
    return rita(
        request,
        oppnad.person,
        oppnad.mottagare,
        oppnad.kund,
        dict(oppnad.kontext()),
    )


def rita(
    request: HttpRequest,
    person: Anvandare,
    mottagare: Mottagare,
    kund: Kund | None,
    context: Mapping[str, Any],
    *,
    arende: UUID | None = None,
) -> HttpResponse:
    """The choice, or the paper when something is chosen. What is printed is logged (L3)."""
    asked = "skriv" in request.GET
    rows = laneforbindelse.lan(mottagare, request.GET.getlist("val"), arende=arende)
    paper = laneforbindelse.papper(person, mottagare, rows)
    if asked and paper.lan:
        with transaction.atomic():
            logga_atkomst(
                person,
                mottagare,
                Atkomst.Vad.SKREV_UT,
                objekt="Låneförbindelse",
                kund=kund,
                arende=arende,
            )
        return render(request, "laneforbindelse/papper.html", {**context, "papper": paper})
    hinder = [Hinder("inget_valt", INGET_VALT, "val")] if asked else []
    shown = {**context, "lan": rows, "alla": arende is not None, "hinder": hinder}
    return render(request, "laneforbindelse/valj.html", shown, status=422 if hinder else 200)
