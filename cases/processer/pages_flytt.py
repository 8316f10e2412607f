"""Running cases to the version that new ones follow: foreseen, moved, taken back."""

from collections import Counter
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.processer import flytt, visning
from cases.processer.forms import FlyttForm
from cases.processer.pages import agare
from workflows.diagrams import versions
from workflows.errors import Hinder, No, NotFound, Refused
from workflows.models import Definition, Transfer
from workflows.transfer import batch
from workflows.workbench import overview, sides

# The latest are enough to find one's way back.
_FLYTTAR = 20


@require_safe
def forutse(request: HttpRequest, namn: str) -> HttpResponse:
    """What would become of the running cases in the draft (or `?till=` a version)."""
    agare(request)
    definition = overview.find(namn)
    till = request.GET.get("till") or sides.DRAFT
    context: dict[str, object] = {"process": definition, "till": till}
    try:
        context["utsikt"] = flytt.utsikt(definition, till, {})
    except Refused as no:
        context["hinder"] = no.hinder
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"processer/{'utsikt' if part else 'forutse'}.html", context)


def flytta(request: HttpRequest, namn: str) -> HttpResponse:
    """What can move to the published version; try choices out, and begin."""
    person = agare(request)
    definition = overview.find(namn)
    if definition.published is None:
        raise NotFound("Processen är inte publicerad, så det finns inget att flytta till.")
    chosen = flytt.valda(request.POST.dict())
    form = FlyttForm(request.POST if "flytta" in request.POST else None)
    hinder: list[Hinder] = []
    if form.is_bound and form.is_valid():
        try:
            ready = batch.looked(
                definition,
                chosen=chosen,
                reason=form.cleaned_data["skal"],
                first=form.cleaned_data["antal"],
            )
            made = batch.begin(ready, by=person.username)
        except Refused as no:
            hinder = no.hinder
        else:
            return redirect("processer:flytt", namn, made.pk)
    number = str(definition.published.number)
    shown = flytt.utsikt(definition, number, chosen)
    context = {
        "process": definition,
        "version": definition.published,
        "form": form,
        "hinder": hinder,
        "utsikt": shown,
        "bild": visning.bild(
            "ny",
            f"{definition.title}, version {number}",
            versions.bundle_of(definition.published),
            antal=_dar_de_star(shown),
        ),
        "pagaende": batch.current(definition),
        "tidigare": Transfer.objects.filter(definition=definition)
        .select_related("target")
        .order_by("-pk")[:_FLYTTAR],
        "provat": bool(chosen),
    }
    status = 422 if form.is_bound else 200
    return render(request, "processer/flytta.html", context, status=status)


def _dar_de_star(utsikt: flytt.Utsikt) -> dict[str, overview.Standing]:
    """How many would stand at each step of the new version."""
    counts: Counter[str] = Counter()
    for one in utsikt.val:
        if one.valt:
            counts[one.valt] += one.antal
    return {element: overview.Standing(count) for element, count in counts.items()}


@require_safe
def en_flytt(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """How far a transfer has come, what did not go and why, and what can be done now."""
    agare(request)
    definition = overview.find(namn)
    context = {"process": definition, "lage": flytt.lage(_flytten(definition, nummer))}
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"processer/{'flytt_lage' if part else 'flytt'}.html", context)


@require_POST
def resten(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """Move the rest too."""
    return _gor(request, namn, nummer, lambda pk, by: batch.go_on(pk), "")


@require_POST
def lat_vara(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """Let what has not moved go on as it is."""
    said = "De som inte är flyttade går klart på sin version."
    return _gor(request, namn, nummer, lambda pk, by: batch.leave(pk, by=by), said)


@require_POST
def tillbaka(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """Take back what has not gone on since."""
    return _gor(request, namn, nummer, lambda pk, by: batch.regret(pk, by=by), "")


def _gor(
    request: HttpRequest,
    namn: str,
    nummer: int,
    does: Callable[[int, str], Transfer],
    said: str,
) -> HttpResponse:
    person = agare(request)
    found = _flytten(overview.find(namn), nummer)
    try:
        does(found.pk, person.username)
    except No as no:
        messages.error(request, no.mening)
    else:
        if said:
            messages.success(request, said)
    return redirect("processer:flytt", namn, nummer)


def _flytten(definition: Definition, nummer: int) -> Transfer:
    found = (
        Transfer.objects.filter(definition=definition, pk=nummer).select_related("target").first()
    )
    if found is None:
        raise NotFound("Flytten finns inte. Välj en i listan över flyttar.")
    return found
