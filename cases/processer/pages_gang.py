"""How a case goes through its process, and the list of those that are under way."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.gemensamt.inloggad import personen
from cases.organisation.roller import har_roll
from cases.processer import gang, gangens_drag, pa_gang
from cases.processer.behorighet import ROLLER, krav_pa_insyn
from cases.processer.pages import agare
from workflows.diagrams import versions
from workflows.workbench import overview
from workflows.workbench.reading import every_step

_SIDA = 50


@require_safe
def arendets_gang(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Where a case stands and how it came there; never what it is about."""
    person = personen(request)
    krav_pa_insyn(person)
    shown = gang.gang(arende, person)
    page = Paginator(gangens_drag.drag_i(arende), _SIDA).get_page(request.GET.get("sida"))
    context = {
        "gang": shown,
        "agare": har_roll(person, *ROLLER),
        "page_obj": page,
        "drag": gangens_drag.berattade(page.object_list, utan_folk=shown.sluten),
    }
    return render(request, "processer/arendets_gang.html", context)


@require_safe
def arenden(request: HttpRequest, namn: str) -> HttpResponse:
    """The cases that run, or those at `?steg=`."""
    agare(request)
    process = overview.find(namn)
    steg = request.GET.get("steg", "")
    page = Paginator(pa_gang.pagar(process, steg), _SIDA).get_page(request.GET.get("sida"))
    names = (
        {one.id: one.name for one in every_step(versions.bundle_of(process.published))}
        if process.published
        else {}
    )
    context = {
        "process": process,
        "steg": names.get(steg, steg),
        "page_obj": page,
        "rader": pa_gang.rader(page.object_list),
    }
    return render(request, "processer/arenden.html", context)
