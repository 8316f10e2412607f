"""The lists of kundorder below Dina uppgifter (DU-4, DU-5, DU-7, DU-11)."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt import annan_enhet
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna as oppna_arende
from cases.gemensamt.sidor import Sidor
from cases.kundorder import sokning
from cases.kundorder.models import Kundorder
from cases.kundorder.queries import TYP
from cases.kundorder.visning import Radvy, radvyer
from cases.mottagare.visning import listnamn
from cases.organisation.queries import egna_kunder
from workflows.errors import Hinder, Refused

_PER_SIDA = 25


@require_safe
def oppna(request: HttpRequest) -> HttpResponse:
    """Öppna kundorder, and below them öppna lagerpåfyllnader (DU-4)."""
    return _oppna(request)


@require_POST
def annan(request: HttpRequest) -> HttpResponse:
    """The active choice of seeing another unit's order, and why (DU-5)."""
    skal = request.POST.get("skal", "")
    try:
        found = annan_enhet.valj(personen(request), TYP, request.POST.get("nummer", ""), skal)
    except Refused as no:
        return _oppna(request, hinder=no.hinder, skal=skal)
    return redirect("kundorder:detalj", found.pk)


def _oppna(
    request: HttpRequest, hinder: list[Hinder] | None = None, skal: str = ""
) -> HttpResponse:
    person = personen(request)
    asked = request.POST if request.method == "POST" else request.GET
    bestallare, nummer = asked.get("bestallare", "").strip(), asked.get("nummer", "").strip()
    found = sokning.oppna(person, bestallare, nummer)
    orders = Sidor(found.exclude(typ=Kundorder.Typ.PAFYLLNAD), _PER_SIDA)
    page = orders.get_page(request.GET.get("sida"))
    refills = list(found.filter(typ=Kundorder.Typ.PAFYLLNAD)[:_PER_SIDA])
    nobody = not orders.count and not refills
    context = {
        "page_obj": page,
        "ordrar": _rader(page.object_list),
        "pafyllnader": _rader(refills),
        "bestallare": bestallare,
        "nummer": nummer,
        "annan": nobody and annan_enhet.finns(person, TYP, nummer),
        "hinder": hinder or [],
        "skal": skal,
    }
    return render(request, "kundorder/oppna.html", context, status=422 if hinder else 200)


@require_safe
def sok(request: HttpRequest) -> HttpResponse:
    """Sök kundorder: orders of those who work for the same kund (DU-7)."""
    person, asked = personen(request), request.GET
    words = {name: asked.get(name, "").strip() for name in ("bestallare", "kund", "nummer")}
    chosen = asked.get("sortering", "")
    sortering = chosen if chosen in sokning.SORTERINGAR else "kundorder"
    page = None
    if any(words.values()):
        found = sokning.sok(person, **words, sortering=sortering)
        page = Sidor(found, _PER_SIDA).get_page(asked.get("sida"))
    context = {
        "page_obj": page,
        "ordrar": _rader(page.object_list) if page else [],
        **words,
        "kunder": egna_kunder(person),
        "sortering": sortering,
        "sorteringar": [(key, label) for key, (label, _) in sokning.SORTERINGAR.items()],
        "sokt": page is not None,
    }
    return render(request, "kundorder/sok.html", context)


@require_safe
def levererade(request: HttpRequest) -> HttpResponse:
    """Sök levererade kundorder, by order or följesedel (DU-11)."""
    nummer = request.GET.get("nummer", "").strip()
    foljesedel = request.GET.get("foljesedel", "").strip()
    found = sokning.levererade(personen(request), nummer=nummer, foljesedel=foljesedel)
    if found is not None:
        oppna_arende(personen(request), found.order.pk)
    context = {
        "nummer": nummer,
        "foljesedel": foljesedel,
        "sokt": bool(nummer or foljesedel),
        "funnen": found,
        "rader": _med_komponenter(found) if found else [],
    }
    return render(request, "kundorder/levererade.html", context)


def _med_komponenter(found: sokning.Leverad) -> list[tuple[Radvy, list[Radvy]]]:
    parts = {pk: radvyer(rows) for pk, rows in found.komponenter.items()}
    return [(vy, parts.get(vy.rad.pk, [])) for vy in radvyer(found.rader)]


def _rader(orders: Iterable[Kundorder]) -> list[tuple[Kundorder, str]]:
    return [(order, listnamn(order.arende.mottagare)) for order in orders]
