"""A case moved by hand: chosen, foreseen, done or asked for, and what waits for a second person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tasks import flytta_arende
from tasks.pages_driftstopp import krav_pa_lagare
from workflows.errors import Hinder, NotYourTurn, Refused
from workflows.models import Placement


@require_http_methods(["GET", "HEAD", "POST"])
def flytta(request: HttpRequest, arende_id: UUID) -> HttpResponse:
    """Choose from where to where, see what it means, and do it or ask for it."""
    person = krav_pa_lagare(request)
    shown = flytta_arende.plats(arende_id, person)
    said = {key: request.POST.get(key, "") for key in ("vag", "skal")}
    hinder: list[Hinder] = []
    foreseen = None
    status = 200
    if request.method == "POST":
        try:
            task_id, target = _vag(said["vag"])
            if "flytta" in request.POST:
                made = flytta_arende.flytta(
                    arende_id, task_id, target, person=person, skal=said["skal"]
                )
                return _klart(request, made)
            foreseen = flytta_arende.forhandsvisa(arende_id, task_id, target)
        except Refused as no:
            hinder, status = no.hinder, no.status
        except NotYourTurn as no:
            hinder, status = [Hinder("inaktuellt", no.mening)], no.status
    context = {"plats": shown, "sagt": said, "hinder": hinder, "utsikt": foreseen}
    return render(request, "driftstopp/flytta.html", context, status=status)


@require_safe
def vantar(request: HttpRequest) -> HttpResponse:
    """The moves that wait for a second person."""
    person = krav_pa_lagare(request)
    return render(request, "driftstopp/flyttar.html", {"rader": flytta_arende.vantar(person)})


@require_POST
def godkann(request: HttpRequest, nummer: int) -> HttpResponse:
    """A second person agrees."""
    person = krav_pa_lagare(request)
    try:
        made = flytta_arende.godkann(nummer, person=person)
    except Refused as no:
        messages.error(request, " ".join(one.mening for one in no.hinder))
        return redirect("flyttar")
    return _klart(request, made)


@require_POST
def avsla(request: HttpRequest, nummer: int) -> HttpResponse:
    """Say no, or take one's own back."""
    person = krav_pa_lagare(request)
    try:
        flytta_arende.avsla(nummer, person=person, svar=request.POST.get("skal", ""))
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, "Ärendet flyttas inte.")
    return redirect("flyttar")


def _klart(request: HttpRequest, made: Placement) -> HttpResponse:
    if made.status == Placement.Status.ASKED:
        messages.success(request, "Flytten väntar på att en kollega säger ja. De har fått veta.")
        return redirect("flyttar")
    messages.success(request, f"Ärendet är flyttat till ”{made.target_name}”.")
    return redirect("flytta_arende", made.process.case_id)


def _vag(text: str) -> tuple[UUID, str]:
    """From which task, and to which element: `<task>/<element>`. Raises `Refused`."""
    task_id, _, target = text.partition("/")
    try:
        return UUID(task_id), target[:100]
    except ValueError as error:
        raise Refused([Hinder("till", "Välj vart ärendet ska.", "vag")]) from error
