"""The pages of maintenance: what falls due, its two tasks, and the plans."""

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt.inloggad import personen
from cases.gemensamt.uppgiftssida import klart, krav_sida, svara
from cases.mottagare.visning import listnamn
from cases.underhall import actions, forms, planer, queries, visning
from cases.underhall.models import Omgang
from workflows.errors import Hinder, Refused

_PER_SIDA = 25


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """What falls due, the newest first."""
    page = Paginator(queries.lista(personen(request)), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "rader": [(one, listnamn(one.arende.mottagare)) for one in page],
        "skoter_planer": planer.far_skota(personen(request)),
    }
    return render(request, "underhall/lista.html", context)


def planerna(request: HttpRequest) -> HttpResponse:
    """Every plan, and a place to write one."""
    person = personen(request)
    rows = planer.alla(person)
    form = forms.PlanForm(request.POST or None)
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        try:
            planer.spara(person=person, **form.cleaned_data)
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(request, "Planen är sparad.")
            return redirect("underhall:planer")
    page = Paginator(rows, _PER_SIDA).get_page(request.GET.get("sida"))
    status = 422 if request.method == "POST" else 200
    context = {"page_obj": page, "form": form, "hinder": hinder}
    return render(request, "underhall/planer.html", context, status=status)


@require_POST
def ta_bort_plan(request: HttpRequest, nr: int) -> HttpResponse:
    """Take a plan away."""
    gone = planer.ta_bort(nr, person=personen(request))
    messages.success(request, f"Planen är borttagen: {gone.get_aktivitetstyp_display()}.")
    return redirect("underhall:planer")


def kontakta(request: HttpRequest, arende: UUID) -> HttpResponse:
    """A day is agreed, or why not."""
    found = _oppnad(request, arende, "kontakta")
    form = forms.KontaktForm(request.POST or None)

    def gor() -> None:
        actions.kontakta(arende, person=personen(request), sagt=form.svar())

    return _svara(request, found, "kontakta", form, gor)


def besluta_underhall(request: HttpRequest, arende: UUID) -> HttpResponse:
    """How the mottagare can be reached, or that nothing is done."""
    found = _oppnad(request, arende, "besluta_underhall")
    form = forms.UnderhallsbeslutForm(request.POST or None)

    def gor() -> None:
        again, text = form.svar()
        actions.besluta_underhall(arende, person=personen(request), forsok_igen=again, text=text)

    return _svara(request, found, "besluta_underhall", form, gor)


def _oppnad(request: HttpRequest, arende: UUID, handling: str) -> Omgang:
    found = queries.hamta(personen(request), arende)
    krav_sida(request, found.arende, handling)
    return found


def _svara(
    request: HttpRequest,
    omgang: Omgang,
    uppgift: str,
    form: django_forms.Form,
    gor: Callable[[], object],
) -> HttpResponse:
    def carry_out() -> HttpResponse:
        gor()
        return klart(request, omgang.arende, "Ditt svar är sparat.")

    return svara(
        request,
        f"underhall/{uppgift}.html",
        carry_out,
        visar=lambda: visning.huvud(omgang, personen(request)),
        form=form,
    )
