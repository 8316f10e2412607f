"""The order in detail: everything on it, and what may be done with it now (KO-27)."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.gemensamt import behorighet
from cases.gemensamt.band import band
from cases.kundorder import annan_enhet, queries, visning
from cases.organisation.models import Anvandare


@require_safe
def detalj(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The order as on its confirmation; also another unit's, for who has said why (DU-5)."""
    person = cast(Anvandare, request.user)
    found = annan_enhet.oppna(person, arende)
    context = {
        "arende": found,
        "band": band(found.mottagare, person) if found.mottagare else None,
        "egen": behorighet.ser(person, arende),
        **visning.kontext(queries.for_arende(arende), person),
    }
    return render(request, "kundorder/detalj.html", context)
