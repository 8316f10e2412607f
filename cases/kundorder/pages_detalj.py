"""The order in detail: everything on it, and what may be done with it now (KO-27)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.gemensamt import annan_enhet, behorighet
from cases.gemensamt.band import band
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.gemensamt.pages_laneforbindelse import rita
from cases.kundorder import queries, visning
from workflows.errors import NotFound


@require_safe
def detalj(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The order as on its confirmation; also another unit's, for who has said why (DU-5)."""
    person = personen(request)
    found = annan_enhet.oppna(person, queries.TYP, arende)
    context = {
        "arende": found,
        "band": band(found.mottagare, person) if found.mottagare else None,
        "egen": behorighet.ser(person, arende),
        **visning.kontext(queries.for_arende(arende), person),
    }
    return render(request, "kundorder/detalj.html", context)


@require_safe
def laneforbindelse(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The loan's paper for what is on the order (LÅ-4)."""
    person = personen(request)
    found = oppna(person, arende)
    order = queries.hamta(person, arende)
    if found.mottagare is None or found.verkstalld is None:
        raise NotFound("Låneförbindelsen skrivs ut när ordern är skickad och gäller en mottagare.")
    context = {"order": order, "kund": found.kund, "band": band(found.mottagare, person)}
    return rita(request, person, found.mottagare, found.kund, context, arende=arende)
