"""Insikt: where a process is slow, late and sent back, from its history; and the same as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.processer import insikt as insikten
from cases.processer import rules
from cases.processer.insiktsval import DIAGRAMMET, EGEN, FORVALD, PERIODER, val
from cases.processer.pages import agare
from workflows import clock
from workflows.errors import Refused
from workflows.models import Definition
from workflows.workbench import overview


@require_safe
def insikt(request: HttpRequest, namn: str) -> HttpResponse:
    """The numbers on the diagram, in a table and in words, for what is chosen."""
    agare(request)
    process = overview.find(namn)
    context = _valen(request, process)
    try:
        sett = insikten.insikt(val(process, request.GET.dict()))
    except Refused as no:
        return render(
            request,
            "processer/insikt.html",
            {**context, "hinder": no.hinder, "fel": {one.falt: one.mening for one in no.hinder}},
            status=no.status,
        )
    context |= {
        "valt": _valda(sett.val),
        "sett": sett,
        "rader": [rad for rad in sett.rader if rad.har_hant],
        "tysta": [rad.namn for rad in sett.rader if not rad.har_hant],
        "arenden": _arenden(sett),
        "bilder": insikten.bilder(sett),
        "matt": rules.MATTEN[sett.val.matt].namn,
        "rubriker": [
            (matt.namn, nyckel == sett.val.ordna) for nyckel, matt in rules.MATTEN.items()
        ],
        "fraga": request.GET.urlencode(),
    }
    return render(request, "processer/insikt.html", context)


@require_safe
def fil(request: HttpRequest, namn: str) -> HttpResponse:
    """The table as a file. Raises `Refused` as the page does."""
    agare(request)
    process = overview.find(namn)
    sett = insikten.insikt(val(process, request.GET.dict()))
    # The mark that lets a spreadsheet know that it is UTF-8.
    answer = HttpResponse(f"\ufeff{insikten.som_csv(sett)}", "text/csv; charset=utf-8")
    name = f"insikt-{namn}-{sett.val.fran}-{sett.val.till}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _valen(request: HttpRequest, process: Definition) -> dict[str, Any]:
    """What there is to choose among, with what was asked for as it was asked."""
    numbers = [
        str(number)
        for number in process.versions.order_by("-number").values_list("number", flat=True)
    ]
    own = any(request.GET.get(falt) for falt in ("fran", "till"))
    measures = [(nyckel, matt.namn) for nyckel, matt in rules.MATTEN.items()]
    return {
        "process": process,
        "perioder": [*PERIODER.items(), (EGEN, "Egna datum")],
        "versioner": [(one, f"Version {one}") for one in numbers],
        "matten": measures,
        "ordningar": [(DIAGRAMMET, "Som i diagrammet"), *measures],
        "valt": {"period": EGEN if own else FORVALD, **request.GET.dict()},
        "idag": clock.today(),
    }


def _valda(valt: Any) -> dict[str, str]:
    """The choice as the form shows it."""
    own = valt.period == EGEN
    return {
        "period": valt.period,
        "fran": valt.fran.isoformat() if own else "",
        "till": valt.till.isoformat() if own else "",
        "enhet": valt.enhet.nummer if valt.enhet else "",
        "version": str(valt.version.number) if valt.version else "",
        "jamfor": str(valt.jamfor.number) if valt.jamfor else "",
        "matt": valt.matt,
        "ordna": valt.ordna,
    }


def _arenden(sett: insikten.Insikt) -> list[tuple[str, str, str]]:
    """What each number of cases is called, comes to, and came to in the other version."""
    nu, forut = sett.arenden, sett.mot.cases if sett.mot else None
    return [
        ("Påbörjade", rules.antal(nu.started), rules.antal(forut.started) if forut else ""),
        ("Avslutade", rules.antal(nu.finished), rules.antal(forut.finished) if forut else ""),
        ("Avbrutna", rules.antal(nu.cancelled), rules.antal(forut.cancelled) if forut else ""),
        (
            "Ledtid i snitt",
            rules.snitt(nu.lead, nu.finished),
            rules.snitt(forut.lead, forut.finished) if forut else "",
        ),
    ]
