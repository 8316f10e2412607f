"""Rekvirerat per beställare, below Dina uppgifter (DU-12)."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.gemensamt.inloggad import personen
from cases.kundorder import postat, rekvirerat
from cases.kundorder.models import Kundorderrad
from cases.kundorder.ordertyp import mottagarnamn
from cases.mottagare.visning import listnamn
from workflows.errors import Hinder, Refused

_PER_SIDA = 50
_FALT = ("bestallare", "mottagare", "artikel", "nummer", "fran", "till")


def rekvirerat_sida(request: HttpRequest) -> HttpResponse:
    """Posted, so that no personnummer stands in an address."""
    person, post = personen(request), request.POST
    said = {name: post.get(name, "").strip() for name in _FALT}
    chosen = {
        "period": (post.get("period", ""), rekvirerat.PERIODER),
        "leverans": (post.get("leverans", ""), rekvirerat.LEVERANSER),
        "sortering": (post.get("sortering", ""), rekvirerat.SORTERINGAR),
    }
    val = {name: said_ if said_ in of else next(iter(of)) for name, (said_, of) in chosen.items()}
    hinder: list[Hinder] = []
    page: Page[Kundorderrad] | None = None
    if request.method == "POST":
        try:
            fran, till = rekvirerat.period(
                val["period"], postat.dag(post, "fran"), postat.dag(post, "till")
            )
            sokt = rekvirerat.Sokt(
                fran,
                till,
                said["bestallare"],
                rekvirerat.for_nummer(said["mottagare"]),
                said["artikel"],
                said["nummer"],
                val["leverans"],
                val["sortering"],
            )
            rows = rekvirerat.sok(person, sokt)
            page = Paginator(rows, _PER_SIDA).get_page(post.get("sida"))
        except Refused as no:
            hinder = [
                Hinder(h.kod, h.mening, h.falt.replace("identitet", "mottagare")) for h in no.hinder
            ]
    elif not said["bestallare"]:
        said["bestallare"] = person.username
    context = {
        **said,
        **val,
        "page_obj": page,
        "rader": [
            (rad, mottagarnamn(rad.order) or listnamn(rad.order.arende.mottagare))
            for rad in page or ()
        ],
        "perioder": rekvirerat.PERIODER.items(),
        "leveranser": [(key, label) for key, (label, _) in rekvirerat.LEVERANSER.items()],
        "sorteringar": [(key, label) for key, (label, _) in rekvirerat.SORTERINGAR.items()],
        "hinder": hinder,
    }
    return render(request, "kundorder/rekvirerat.html", context, status=422 if hinder else 200)
