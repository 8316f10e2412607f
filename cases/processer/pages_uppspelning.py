"""Finished cases replayed through a draft: begun, followed, ended, read."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.processer import forms, visning_uppspelning
from cases.processer.pages import agare
from workflows.errors import Hinder, NotFound, Refused
from workflows.models import Replay
from workflows.workbench import drafts, overview, replays

_SIDA = 50


def uppspelningar(request: HttpRequest, namn: str) -> HttpResponse:
    """Choose which finished cases the draft is held against; those that have been."""
    person = agare(request)
    definition = overview.find(namn)
    if drafts.of(definition) is None:
        raise NotFound("Processen har inget utkast. Börja ett från processens sida.")
    form = forms.UppspelningForm(request.POST or None)
    hinder: list[Hinder] = []
    if form.is_bound and form.is_valid():
        try:
            made = visning_uppspelning.borja(namn, by=person.username, **form.cleaned_data)
        except Refused as no:
            hinder = no.hinder
        else:
            return redirect("processer:uppspelning", namn, made.pk)
    context = {
        "process": definition,
        "form": form,
        "hinder": hinder,
        "rader": definition.replays.order_by("-pk")[:20],
    }
    status = 422 if form.is_bound else 200
    return render(request, "processer/uppspelningar.html", context, status=status)


@require_safe
def uppspelning(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """How far it has come, and what came of it: first what goes otherwise, where any does."""
    person = agare(request)
    replay = replays.find(namn, nummer)
    laget = visning_uppspelning.laget(replay, person)
    outcome = request.GET.get("utfall") or laget.forst
    rows = replay.cases.filter(outcome=outcome).exclude(outcome="").order_by("pk")
    page = Paginator(rows, _SIDA).get_page(request.GET.get("sida"))
    context = {
        "process": replay.definition,
        "uppspelning": replay,
        "laget": laget,
        "utfall": outcome,
        "page_obj": page,
        "arenden": visning_uppspelning.rader(page.object_list, person),
    }
    answer = render(request, "processer/uppspelning.html", context)
    if "HX-Request" in request.headers and replay.status != Replay.Status.RUNNING:
        # Done while it was looked at: the list and what may be done are others now.
        answer["HX-Refresh"] = "true"
    return answer


@require_safe
def uppspelat(request: HttpRequest, namn: str, nummer: int, arende: UUID) -> HttpResponse:
    """What the draft does otherwise with one case, and why."""
    person = agare(request)
    replay = replays.find(namn, nummer)
    row = replay.cases.filter(case_id=arende).exclude(outcome="").first()
    if row is None:
        raise NotFound("Ärendet är inte med i uppspelningen. Välj ett i listan.")
    context = {
        "process": replay.definition,
        "uppspelning": replay,
        "rad": visning_uppspelning.rader([row], person)[0],
    }
    return render(request, "processer/uppspelat.html", context)


@require_POST
def avbryt(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """Stop it."""
    agare(request)
    replays.cancel(namn, nummer)
    messages.success(request, "Uppspelningen är avbruten. Det som hann bli klart står kvar.")
    return redirect("processer:uppspelning", namn, nummer)


@require_POST
def last(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """Say that the differences have been read."""
    replays.mark_read(namn, nummer, by=agare(request).username)
    messages.success(request, "Noterat: du har läst skillnaderna.")
    return redirect("processer:uppspelning", namn, nummer)
