"""The pages of processes drawn without code: choose one, start it, answer its tasks."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.fritt import actions, besvarat, queries
from cases.fritt.forms import Fragor, fragor, valda_kunder
from cases.fritt.rules import VARDRELATION
from cases.fritt.uppslag import NY_FIL, Fragare
from cases.gemensamt.uppgifter import min_uppgift
from cases.organisation.models import Anvandare
from workflows.errors import Forbidden, Hinder, Refused
from workflows.forms import Form


@require_safe
def valj(request: HttpRequest) -> HttpResponse:
    """What the person may start."""
    return render(request, "fritt/valj.html", {"processer": queries.startbara(_person(request))})


def starta(request: HttpRequest, process: str) -> HttpResponse:
    """The start form; posting it begins the case."""
    person = _person(request)
    startbar = queries.startbar(process)
    if not queries.far_starta(person, startbar):
        raise Forbidden("Din roll får inte starta den här processen. Välj en annan i listan.")
    form = startbar.formular or queries.INGET_FORMULAR
    asked = _asked(request, form, process, {})
    kunder = valda_kunder(person, request.POST.get("_kund", ""))
    hinder: list[Hinder] = []
    if request.method == "POST" and not asked.nya:
        try:
            arende = actions.starta(
                process,
                person=person,
                kund=kunder.vald,
                svar=asked.svar,
                filer=asked.filer,
                bekraftar_vardrelation=VARDRELATION in request.POST,
            )
        except Refused as no:
            hinder = no.hinder
        else:
            return redirect("fritt:kvitto", arende.pk)
    context = {
        "startbar": startbar,
        "kunder": kunder,
        "bekrafta": any(one.falt == VARDRELATION for one in hinder),
    }
    return _draw(request, "fritt/starta.html", asked, hinder, context)


def uppgift(request: HttpRequest, uppgift_id: UUID) -> HttpResponse:
    """An open task's form beside what is known so far; posting it completes the task."""
    person = _person(request)
    task = min_uppgift(person, uppgift_id)
    form = queries.formular(task)
    asked = _asked(request, form, str(uppgift_id), queries.kanda_fakta(task) if form.asks else {})
    hinder: list[Hinder] = []
    if request.method == "POST" and not asked.nya:
        try:
            arende_id = actions.svara(uppgift_id, person=person, svar=asked.svar, filer=asked.filer)
        except Refused as no:
            hinder = no.hinder
        else:
            return redirect("fritt:kvitto", arende_id)
    context = {
        "uppgift": task,
        "arende": besvarat.oppna(person, task),
        "besvarat": besvarat.svar_i(task.case_id),
        "tagen_av": task.assignee if task.assignee not in {"", person.username} else "",
    }
    return _draw(request, "fritt/uppgift.html", asked, hinder, context)


@require_POST
def utkast_start(request: HttpRequest, process: str) -> HttpResponse:
    """Keep what is typed in a start form, and show the questions it leads to."""
    startbar = queries.startbar(process)
    form = startbar.formular or queries.INGET_FORMULAR
    return _keep(request, form, process, {})


@require_POST
def utkast_uppgift(request: HttpRequest, uppgift_id: UUID) -> HttpResponse:
    """Keep what is typed in a task's form, and show the questions it leads to."""
    task = min_uppgift(_person(request), uppgift_id)
    form = queries.formular(task)
    return _keep(request, form, str(uppgift_id), queries.kanda_fakta(task) if form.asks else {})


@require_safe
def kvitto(request: HttpRequest, arende_id: UUID) -> HttpResponse:
    """What was done, and what happens next."""
    context = {"receipt": besvarat.kvitto(_person(request), arende_id)}
    return render(request, "fritt/kvitto.html", context)


def _person(request: HttpRequest) -> Anvandare:
    return cast(Anvandare, request.user)


def _asked(request: HttpRequest, form: Form, stalle: str, known: Mapping[str, object]) -> Fragor:
    """The questions as they stand: with what is posted, or with the person's own draft."""
    filer = {
        name: cast("UploadedFile[Any]", request.FILES[name])
        for name in form.fields
        if name in request.FILES
    }
    fragare = Fragare(_person(request), filer)
    if request.method != "POST":
        kept = queries.utkast(fragare.person, stalle)
        return fragor(form, stalle, kept.skrivet if kept else None, known, fragare)
    posted = request.POST.copy()
    for name in filer:
        posted[name] = f"{NY_FIL}{name}"
    return fragor(form, stalle, posted, known, fragare)


def _draw(
    request: HttpRequest,
    template: str,
    asked: Fragor,
    hinder: list[Hinder],
    context: Mapping[str, object],
) -> HttpResponse:
    posted = request.method == "POST"
    if posted:
        actions.spara_utkast(_person(request), asked.stalle, asked.skrivet())
    drawn = {**context, "fragor": asked.med_fel(hinder), "hinder": hinder}
    return render(request, template, drawn, status=422 if posted else 200)


def _keep(
    request: HttpRequest, form: Form, stalle: str, known: Mapping[str, object]
) -> HttpResponse:
    asked = _asked(request, form, stalle, known)
    kept = actions.spara_utkast(_person(request), stalle, asked.skrivet())
    response = render(request, "fritt/sparat.html", {"fragor": asked, "sparat": kept.sparat})
    if not asked.andrade:
        response.headers["HX-Reswap"] = "none"
    return response
