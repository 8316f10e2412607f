"""Sök felrapport, below Dina uppgifter (DU-9); another unit's by its whole number."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.felrapport import queries, visning
from cases.felrapport.oppning import hamta
from cases.gemensamt import annan_enhet
from cases.gemensamt.behorighet import ser
from cases.gemensamt.inloggad import personen
from cases.organisation.queries import egna_kunder
from workflows.errors import Hinder, Refused

_PER_SIDA = 25


@require_safe
def sok(request: HttpRequest) -> HttpResponse:
    """By who reported, kund and number; any of them, and the first digits are enough."""
    return _sok(request)


@require_POST
def annan(request: HttpRequest) -> HttpResponse:
    """The active choice of seeing another unit's report, and why."""
    person, skal = personen(request), request.POST.get("skal", "")
    try:
        found = annan_enhet.valj(person, queries.TYP, request.POST.get("nummer", ""), skal)
    except Refused as no:
        return _sok(request, no.hinder, skal)
    return redirect("felrapport:detalj", found.pk)


@require_safe
def detalj(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The report as it was written; also another unit's, for who has said why."""
    person = personen(request)
    if ser(person, arende):
        return redirect("arende", arende)
    annan_enhet.oppna(person, queries.TYP, arende)
    return render(request, "felrapport/detalj.html", visning.huvud(hamta(arende), person))


def _sok(request: HttpRequest, hinder: list[Hinder] | None = None, skal: str = "") -> HttpResponse:
    person = personen(request)
    asked = request.POST if request.method == "POST" else request.GET
    words = {name: asked.get(name, "").strip() for name in ("bestallare", "kund", "nummer")}
    page = None
    if any(words.values()):
        page = Paginator(queries.sok(person, **words), _PER_SIDA).get_page(asked.get("sida"))
    nobody = page is not None and not page.paginator.count
    context = {
        **words,
        "page_obj": page,
        "kunder": egna_kunder(person),
        "sokt": page is not None,
        "annan": nobody and annan_enhet.finns(person, queries.TYP, words["nummer"]),
        "hinder": hinder or [],
        "skal": skal,
    }
    return render(request, "felrapport/sok.html", context, status=422 if hinder else 200)
