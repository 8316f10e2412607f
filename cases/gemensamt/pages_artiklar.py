"""Varukatalog, Sök artikel and Artikelinformation (VK, SA, AI)."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.artiklar import katalog
from cases.artiklar.models import Artikel
from cases.artiklar.sok import MEST, Traffar, sok_falt
from cases.gemensamt import artikelvisning, bestallning
from cases.gemensamt.arendetyper import arendetyp
from cases.gemensamt.forms_artiklar import SokArtikelForm
from cases.gemensamt.inloggad import personen
from cases.hjalpmedel.queries import lediga_individer
from cases.mottagare.visning import listnamn
from workflows import clock
from workflows.errors import NotFound

PER_SIDA = 50


class Traffsidor(Paginator):  # type: ignore[type-arg]
    """Pages of hits, which are counted to a limit."""

    def __init__(self, traffar: Traffar) -> None:
        self._antal = min(traffar.antal, MEST)
        hits: Any = traffar.artiklar
        super().__init__(hits, PER_SIDA)

    @cached_property
    def count(self) -> int:
        """As far as it is counted."""
        return self._antal


@require_safe
def varukatalog(request: HttpRequest, kod: str = "") -> HttpResponse:
    """Produktområden, undergrupper, ISO-koder, and the articles of a code (VK-1 … VK-5)."""
    person = personen(request)
    here = katalog.hamta(kod) if kod else None
    page = None
    if here is not None:
        page = Paginator(katalog.artiklar(kod), PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "har": here,
        "vagen": katalog.vagen(kod),
        "grenar": katalog.grenar(kod) if len(kod) < katalog.LANGST else [],
        "rubrik_for_koden": {0: "ISO-kod", 2: "Undergrupp"}.get(len(kod), "ISO-kod"),
        "page_obj": page,
        "rader": artikelvisning.listade(page.object_list, person) if page else [],
        **_order(request),
    }
    return render(request, "artiklar/varukatalog.html", context)


@require_safe
def sok(request: HttpRequest) -> HttpResponse:
    """Find articles by what one remembers of them (SA-1 … SA-4)."""
    person = personen(request)
    form = SokArtikelForm(request.GET)
    asked = form.is_valid() and not form.svar().tom
    context: dict[str, Any] = {"form": form, "sokt": asked, **_order(request)}
    if asked:
        found = sok_falt(form.svar())
        page = Traffsidor(found).get_page(request.GET.get("sida"))
        context |= {
            "page_obj": page,
            "fler_an": MEST if found.antal > MEST else 0,
            "rattat": dict(found.rattat),
            "rader": artikelvisning.listade(page.object_list, person),
        }
    status = 200 if form.is_valid() else 422
    return render(request, "artiklar/sok.html", context, status=status)


@require_safe
def artikel(request: HttpRequest, nummer: str) -> HttpResponse:
    """Artikelinformation: all that is known of an article, and Beställ (AI-1 … AI-7)."""
    person = personen(request)
    found = _artikel(nummer)
    expired = found.utgangen(clock.today())
    order = _order(request)
    draft = order["order"]
    if draft is not None:
        # One day for one article: the same as the order's own pages say.
        due = arendetyp(draft.typ).leveransdag(draft.pk, found)
    else:
        due = artikelvisning.beraknad_leverans(found, person)
    context = {
        "artikel": found,
        "utgangen": expired,
        "leverantorer": list(
            found.leverantorer.select_related("leverantor").order_by("-forvald", "leverantor__namn")
        ),
        "priser": artikelvisning.prislista(found),
        "forrad": artikelvisning.forrad(found, person),
        "leverans": None if expired else due,
        "leverans_till": artikelvisning.egen_leveransadress(person),
        "delar": list(found.standardkomponenter.select_related("komponent")),
        "tillbehor": found.tillbehor.filter(tillbehor__utgatt__isnull=True)
        .select_related("tillbehor")
        .order_by("tillbehor__sortnyckel"),
        "ersatts_av": list(found.ersattningar.select_related("ersattning")),
        "dokument": list(found.dokument.order_by("rubrik")),
        "far_bestalla": bestallning.far_bestalla(person) and not expired,
        "utkasten": [(one, listnamn(one.mottagare)) for one in bestallning.utkast(person)],
        **order,
    }
    return render(request, "artiklar/artikel.html", context)


@require_safe
def individer(request: HttpRequest, nummer: str) -> HttpResponse:
    """Which individer of an article may be taken from a lager (AI-4, KO-6)."""
    found = _artikel(nummer)
    said = request.GET.get("lager", "")
    own = artikelvisning.lagren(personen(request))
    place = next((one for one in own if one.nummer == said), None)
    if place is None:
        raise NotFound("Förrådet är inte ditt. Välj ett av dina egna förråd i Artikelinformation.")
    context = {
        "artikel": found,
        "lager": place,
        "individer": list(lediga_individer(found, place)),
        **_order(request),
    }
    return render(request, "artiklar/individer.html", context)


def _artikel(nummer: str) -> Artikel:
    found = Artikel.objects.select_related("iso", "lager").filter(nummer=nummer).first()
    if found is None:
        raise NotFound(f"Det finns ingen artikel {nummer}. Sök på namnet i Sök artikel.")
    return found


def _order(request: HttpRequest) -> Mapping[str, Any]:
    """The draft that the page was reached from, which links lead on with."""
    said = request.GET.get("order", "")
    if not said:
        return {"order": None, "med_order": "", "order_stangd": False}
    order = bestallning.utkastet(personen(request), said)
    return {
        "order": order,
        "order_for": listnamn(order.mottagare) if order else "",
        "med_order": f"?order={order.pk}" if order else "",
        "order_stangd": order is None,
    }
