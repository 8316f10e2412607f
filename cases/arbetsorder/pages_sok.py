"""Öppna arbetsorder, Sök arbetsorder, another unit's, and what an individ has had (DU-6, DU-8)."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.arbetsorder import queries, sokning, visning
from cases.gemensamt import annan_enhet, behorighet, individkort, mottagaren
from cases.gemensamt.band import band
from cases.gemensamt.inloggad import personen
from cases.mottagare.visning import listnamn
from workflows.errors import Hinder, Refused

_PER_SIDA = 25


@require_safe
def oppna(request: HttpRequest) -> HttpResponse:
    """Her own open arbetsorder, or those that the search finds."""
    return _oppna(request)


@require_POST
def annan(request: HttpRequest) -> HttpResponse:
    """The active choice of seeing another unit's arbetsorder, and why (L1723, DMN 15)."""
    skal = request.POST.get("skal", "")
    number = sokning.arbetsordernummer(request.POST.get("nummer", ""))
    try:
        found = annan_enhet.valj(personen(request), queries.TYP, number, skal)
    except Refused as no:
        return _oppna(request, hinder=no.hinder, skal=skal)
    return redirect("arbetsorder:detalj", found.pk)


@require_safe
def detalj(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The whole arbetsorder; also another unit's, for who has said why."""
    person = personen(request)
    found = annan_enhet.oppna(person, queries.TYP, arende)
    order = queries.med_aktiviteter().get(pk=arende)
    context = {
        **visning.huvud(order, person),
        "arende": found,
        "band": band(found.mottagare, person) if found.mottagare else None,
        "egen": behorighet.ser(person, arende),
    }
    return render(request, "arbetsorder/detalj.html", context)


@require_safe
def sok(request: HttpRequest) -> HttpResponse:
    """Sök arbetsorder: of those who work for the same kund (DU-8)."""
    person, asked = personen(request), request.GET
    words = {name: asked.get(name, "").strip() for name in ("bestallare", "nummer")}
    page = None
    if any(words.values()):
        page = Paginator(sokning.sok(person, **words), _PER_SIDA).get_page(asked.get("sida"))
    context = {
        "page_obj": page,
        "ordrar": [(one, listnamn(one.arende.mottagare)) for one in page] if page else [],
        **words,
        "sokt": page is not None,
    }
    return render(request, "arbetsorder/sok.html", context)


@require_safe
def pa_individ(request: HttpRequest, nummer: str) -> HttpResponse:
    """Registrerade ao: the arbetsorder of an individ (HM-15, IK-6)."""
    person = personen(request)
    individkort.krav(person)
    individ = individkort.hamta(nummer)
    found = queries.pa_individ(person, individ.pk)
    context = {
        "individ": individ,
        "ordrar": [(one, listnamn(one.arende.mottagare)) for one in found],
        "antal": len(found),
    }
    return render(request, "arbetsorder/pa_individ.html", context)


@require_safe
def hos_mottagare(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """Registrerade ao: the arbetsorder of a mottagare (HM-15). Opening her is logged."""
    person = personen(request)
    kund = mottagaren.enhet(person, mottagare_id, request.GET.get("kund", ""))
    found = mottagaren.oppna(person, mottagare_id, kund, objekt="Registrerade ao")
    rows = queries.hos(person, found.pk)
    context = {
        "mottagare": found,
        "band": band(found, person),
        "kund": kund,
        "ordrar": [(one, listnamn(found)) for one in rows],
        "antal": len(rows),
    }
    return render(request, "arbetsorder/hos_mottagare.html", context)


def _oppna(
    request: HttpRequest, hinder: list[Hinder] | None = None, skal: str = ""
) -> HttpResponse:
    person = personen(request)
    asked = request.POST if request.method == "POST" else request.GET
    bestallare, nummer = asked.get("bestallare", "").strip(), asked.get("nummer", "").strip()
    found = Paginator(sokning.oppna(person, bestallare, nummer), _PER_SIDA)
    page = found.get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "ordrar": [(one, listnamn(one.arende.mottagare)) for one in page],
        "bestallare": bestallare,
        "nummer": nummer,
        "annan": not found.count
        and annan_enhet.finns(person, queries.TYP, sokning.arbetsordernummer(nummer)),
        "hinder": hinder or [],
        "skal": skal,
    }
    return render(request, "arbetsorder/oppna.html", context, status=422 if hinder else 200)
