"""Individkort: one marked aid, what belongs to it and, for who may know, whose it is."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt import individkort
from cases.gemensamt.band import band
from cases.gemensamt.forms_hjalpmedel import VardrelationForm
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_hjalpmedel import atergang, oppningsbara
from cases.gemensamt.vardrelation import bekrafta
from cases.hjalpmedel.queries import sok_individ
from cases.organisation.models import Kund
from workflows.errors import Hinder, Refused

_PER_SIDA = 25


@require_safe
def sok(request: HttpRequest) -> HttpResponse:
    """Search by number, or by how it begins or ends (IK-1)."""
    person = personen(request)
    individkort.krav(person)
    sokt = request.GET.get("individ", "").strip()
    found = sok_individ(sokt)
    page = Paginator(found, _PER_SIDA).get_page(request.GET.get("sida")) if sokt else None
    if page is not None and page.paginator.count == 1:
        return redirect("individkort:kort", page[0].nummer)
    rows = [
        (one, individkort.synlig_placering(person, one, individkort.enhet(person, one)))
        for one in page or ()
    ]
    context = {
        "sokt": sokt,
        "page_obj": page,
        "rader": rows,
        "fraga": urlencode({"individ": sokt}),
    }
    return render(request, "individkort/sok.html", context)


@require_safe
def kort(request: HttpRequest, nummer: str) -> HttpResponse:
    """The card (IK-2)."""
    return _rita(request, nummer)


@require_POST
def flytta(request: HttpRequest, nummer: str) -> HttpResponse:
    """Write where it stands; empty takes it away (IK-3)."""
    individkort.krav(personen(request))
    text = request.POST.get("placering", "")
    kund = _enhet(request, nummer)
    try:
        moved = individkort.flytta(
            personen(request), nummer, text, var=request.POST.get("var"), kund=kund
        )
    except Refused as no:
        return _rita(request, nummer, no.hinder, placering=text)
    messages.success(
        request,
        f"Individ {nummer} står nu på {moved.placering}."
        if moved.placering
        else f"Placeringen för individ {nummer} är borttagen.",
    )
    return redirect(_adress(nummer, kund))


@require_POST
def bekrafta_vard(request: HttpRequest, nummer: str) -> HttpResponse:
    """Confirm taking part in the care, to see whose it is (L1)."""
    person = personen(request)
    individkort.krav(person)
    individ = individkort.hamta(nummer)
    form = VardrelationForm(request.POST, person=person)
    hinder: list[Hinder] = []
    if form.is_valid() and individ.mottagare is not None:
        kund = form.cleaned_data.get("kund")
        said = bool(form.cleaned_data.get("vardrelation"))
        try:
            bekrafta(person, individ.mottagare, kund, sagt=said, objekt=f"Individkort {nummer}")
            return redirect(_adress(nummer, kund))
        except Refused as no:
            hinder = no.hinder
    return _rita(request, nummer, hinder, form=form)


@require_safe
def komponenter(request: HttpRequest, nummer: str) -> HttpResponse:
    """The components with their status (HM-9, IK-7)."""
    return _rita(request, nummer, mall="komponenter")


@require_safe
def komponenter_pa_vag(request: HttpRequest, nummer: str) -> HttpResponse:
    """Components that are ordered for this individ (KV-1, KV-2)."""
    return _rita(request, nummer, mall="komponenter_pa_vag")


def _rita(
    request: HttpRequest,
    nummer: str,
    hinder: list[Hinder] | None = None,
    *,
    mall: str = "kort",
    **more: Any,
) -> HttpResponse:
    person = personen(request)
    individkort.krav(person)
    kund = _enhet(request, nummer)
    shown = individkort.oppna(person, nummer, kund)
    context = {
        "kort": shown,
        "individ": shown.individ,
        "band": band(shown.mottagare, person) if shown.mottagare else None,
        "fraga": f"?{urlencode({'kund': kund.nummer})}" if kund else "",
        "form": VardrelationForm(person=person),
        "far_oppna": oppningsbara(person, shown.pa_vag),
        "rader": shown.pa_vag,
        "hinder": hinder or [],
        **atergang(person),
        "placering": shown.placering,
        **more,
    }
    wrong = request.method == "POST"
    return render(request, f"individkort/{mall}.html", context, status=422 if wrong else 200)


def _enhet(request: HttpRequest, nummer: str) -> Kund | None:
    individ = individkort.hamta(nummer)
    return individkort.enhet(personen(request), individ, request.GET.get("kund", ""))


def _adress(nummer: str, kund: Kund | None) -> str:
    question = f"?{urlencode({'kund': kund.nummer})}" if kund else ""
    return reverse("individkort:kort", args=[nummer]) + question
