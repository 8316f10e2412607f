"""The pages of processes drawn without code: choose one, start it, answer its tasks."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.fritt import actions, besvarat, facts, queries, utkast
from cases.fritt.forms import fragor, read_post, valda_kunder
from cases.fritt.rules import VARDRELATION
from cases.fritt.uppslag import Fragare
from cases.gemensamt.band import band
from cases.gemensamt.inloggad import personen
from cases.gemensamt.uppgifter import min_uppgift
from workflows.errors import Forbidden, Hinder, Refused
from workflows.forms import Form


@require_safe
def valj(request: HttpRequest) -> HttpResponse:
    """What the person may start."""
    return render(request, "fritt/valj.html", {"processer": queries.startbara(personen(request))})


def starta(request: HttpRequest, process: str) -> HttpResponse:
    """The start form; posting it begins the case."""
    person = personen(request)
    startbar = queries.startbar(process)
    if not queries.far_starta(person, startbar):
        raise Forbidden("Din roll får inte starta den här processen. Välj en annan i listan.")
    kunder = valda_kunder(person, request.POST.get("_kund", ""))
    hinder: list[Hinder] = []
    if request.method == "POST":
        post = read_post(request, process)
        try:
            arende = actions.starta(
                process,
                person=person,
                kund=kunder.vald,
                inlamning=post.inlamning,
                bekraftar_vardrelation=VARDRELATION in request.POST,
                arende_id=post.arende_id,
            )
        except Refused as no:
            hinder = no.hinder
        except IntegrityError:
            if not queries.ar_startat(post.arende_id):
                raise
            return redirect("fritt:kvitto", post.arende_id)  # sent twice at the same moment
        else:
            return redirect("fritt:kvitto", arende.pk)
    context = {
        "startbar": startbar,
        "kunder": kunder,
        "arende_id": _about_to_start(request, process),
        "bekrafta": any(one.falt == VARDRELATION for one in hinder),
    }
    form = startbar.formular or queries.INGET_FORMULAR
    return _draw(request, "fritt/starta.html", form, process, hinder, context)


def uppgift(request: HttpRequest, uppgift_id: UUID) -> HttpResponse:
    """An open task's form beside what is known so far; posting it completes the task."""
    person = personen(request)
    hinder: list[Hinder] = []
    if request.method == "POST":
        post = read_post(request, str(uppgift_id))
        try:
            arende_id = actions.svara(uppgift_id, person=person, inlamning=post.inlamning)
        except Refused as no:
            hinder = no.hinder
        else:
            return redirect("fritt:kvitto", arende_id)
    task = min_uppgift(person, uppgift_id)
    mottagare = besvarat.oppna(person, task).mottagare
    context = {
        "uppgift": task,
        "band": band(mottagare, person) if mottagare else None,
        "besvarat": besvarat.svar_i(task.case_id),
        "tagen_av": task.assignee if task.assignee not in {"", person.username} else "",
        "kanda": facts.kanda(task.case_id, task.case_type),
    }
    form = queries.formular(task)
    return _draw(request, "fritt/uppgift.html", form, str(uppgift_id), hinder, context)


@require_POST
def utkast_start(request: HttpRequest, process: str) -> HttpResponse:
    """Keep what is typed in a start form, and show the questions it leads to."""
    startbar = queries.startbar(process)
    return _keep(request, startbar.formular or queries.INGET_FORMULAR, process, {})


@require_POST
def utkast_uppgift(request: HttpRequest, uppgift_id: UUID) -> HttpResponse:
    """Keep what is typed in a task's form, and show the questions it leads to."""
    task = min_uppgift(personen(request), uppgift_id)
    known = facts.kanda(task.case_id, task.case_type)
    return _keep(request, queries.formular(task), str(uppgift_id), known)


@require_safe
def kvitto(request: HttpRequest, arende_id: UUID) -> HttpResponse:
    """What was done, and what happens next."""
    context = {"receipt": besvarat.kvitto(personen(request), arende_id)}
    return render(request, "fritt/kvitto.html", context)


def _about_to_start(request: HttpRequest, process: str) -> UUID:
    if request.method == "POST":
        return read_post(request, process).arende_id
    kept = queries.utkast(personen(request), process)
    return (kept and kept.arende_id) or uuid4()


def _draw(
    request: HttpRequest,
    template: str,
    form: Form,
    stalle: str,
    hinder: list[Hinder],
    context: Mapping[str, object],
) -> HttpResponse:
    """The form as it was posted, or as the person's draft has it. What was typed is not lost."""
    person = personen(request)
    kanda = cast("Mapping[str, object]", context.get("kanda", {}))
    if request.method == "POST":
        post = read_post(request, stalle)
        waiting = utkast.spara_med_filer(person, stalle, post.skrivet(form), post.nya(form))
        svar = post.med(waiting)
        filer = {**post.inlamning.filer, **utkast.vantande(person, stalle, waiting.values())}
        asked = fragor(form, svar, Fragare(person, filer), kanda=kanda, hinder=hinder)
        return render(request, template, {**context, "fragor": asked}, status=422)
    kept = queries.utkast(person, stalle)
    typed = kept.skrivet if kept else None
    texts = [text for texts in (typed or {}).values() for text in texts]
    fragare = Fragare(person, utkast.vantande(person, stalle, texts))
    asked = fragor(form, typed, fragare, kanda=kanda)
    return render(request, template, {**context, "fragor": asked})


def _keep(
    request: HttpRequest, form: Form, stalle: str, kanda: Mapping[str, object]
) -> HttpResponse:
    person, post = personen(request), read_post(request, stalle)
    kept = utkast.spara(person, stalle, post.skrivet(form))
    fragare = Fragare(person, post.inlamning.filer)
    asked = fragor(form, post.svar, fragare, kanda=kanda, sedda=post.sedda)
    return render(request, "fritt/sparat.html", {"fragor": asked, "sparat": kept.sparat})
