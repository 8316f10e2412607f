"""Driftstopp: what the engine could not do by itself, and what a person does about it."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt.behorighet import LAGAR
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from tasks import driftstopp, flytta_arende, stilla
from workflows import engine
from workflows.errors import Forbidden


def krav_pa_lagare(request: HttpRequest) -> Anvandare:
    """The person, who must be one of those who mend. Raises `Forbidden`."""
    person = cast(Anvandare, request.user)
    if not har_roll(person, *LAGAR):
        raise Forbidden(
            "Driftstopp hanteras av kundtjänst, processägare och administratörer. Be någon av dem."
        )
    return person


def _reason(request: HttpRequest) -> str:
    return request.POST.get("skal", "").strip()


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """The open ones, the oldest first."""
    person = krav_pa_lagare(request)
    page = Paginator(driftstopp.oppna(), 25).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "rader": driftstopp.rader(page.object_list, person),
        "stilla": stilla.antal(),
        "flyttar": flytta_arende.antal_vantar(),
    }
    return render(request, "driftstopp/lista.html", context)


@require_POST
def forsok_igen(request: HttpRequest, nummer: int) -> HttpResponse:
    """The cause is mended: try again."""
    person = krav_pa_lagare(request)
    engine.retry(nummer, actor=person.username)
    if driftstopp.stoppade_igen(nummer):
        messages.warning(request, "Det stoppade igen av samma orsak. Se den nya raden nedan.")
    else:
        messages.success(request, "Ärendet går vidare.")
    return redirect("driftstopp")


@require_POST
def hoppa_over(request: HttpRequest, nummer: int) -> HttpResponse:
    """Go on without the step, saying why."""
    person = krav_pa_lagare(request)
    engine.skip(nummer, actor=person.username, reason=_reason(request))
    messages.success(request, "Steget är överhoppat och ärendet går vidare.")
    return redirect("driftstopp")


@require_POST
def avbryt(request: HttpRequest, nummer: int) -> HttpResponse:
    """Give the case up, or close a driftstopp that has no case to stop, saying why."""
    person = krav_pa_lagare(request)
    engine.give_up(nummer, actor=person.username, reason=_reason(request))
    messages.success(request, "Driftstoppet är avslutat.")
    return redirect("driftstopp")
