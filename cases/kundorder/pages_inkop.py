"""What inköp does with an order: buys what lacks, tells of new days, and what suppliers shipped."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.gemensamt import behorighet
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.kundorder import (
    actions_direktinkop,
    actions_efter,
    actions_inkop,
    direktinkop,
    direktregler,
    postat,
    queries,
    visning,
)
from cases.kundorder.models import Kundorder
from cases.kundorder.stegsida import bandet
from cases.mottagare.models import Atkomst
from cases.mottagare.visning import listnamn
from workflows.errors import Hinder, NotFound, Refused

_UTFALL = (
    (actions_direktinkop.VANTAR, "Väntar fortfarande"),
    (actions_direktinkop.LEVERERAD, "Levererat till mottagaren"),
    (actions_direktinkop.KOMMER_INTE, "Kommer inte"),
)


def kop_in(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Inköp tells what has been ordered from the supplier and when it is expected."""
    order = _ordern(request, arende, "kop_in")
    rader = queries.restnoterade(arende)
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions_efter.kop_in(
                arende,
                person=personen(request),
                svar=postat.inkop(request.POST, rader),
                task_id=postat.uppgift(request.POST),
            )
            messages.success(request, f"Inköpet till kundorder {order.arende.nummer} är noterat.")
            return redirect("arende", arende)
        except Refused as no:
            hinder = no.hinder
    context = {
        "rader": [
            {
                "rad": rad,
                "nummer": request.POST.get(f"nummer-{rad.nr}", rad.bestallningsnummer),
                "vantas": request.POST.get(f"vantas-{rad.nr}", ""),
                "direkt": f"direkt-{rad.nr}" in request.POST,
            }
            for rad in rader
        ],
        "gar_direkt": direktregler.gar_direkt(order),
        "vart": visning.vart(order),
    }
    return _rita(request, order, "kop_in", hinder, context)


def andra_vantas(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The supplier has changed its day: inköp tells which and why (KO-26)."""
    order = _ordern(request, arende, "andra_vantas")
    rader = actions_inkop.vantade(arende)
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions_inkop.andra_vantas(
                arende,
                person=personen(request),
                vantas={told.rad: told.vantas for told in postat.inkop(request.POST, rader)},
                orsak=request.POST.get("orsak", ""),
            )
            messages.success(request, "Dagen är ändrad. Flyttas leveransen får beställaren veta.")
            return redirect("arende", arende)
        except Refused as no:
            hinder = no.hinder
    context = {
        "rader": [
            (rad, request.POST.get(f"vantas-{rad.nr}", f"{rad.vantas:%Y-%m-%d}")) for rad in rader
        ],
        "orsak": request.POST.get("orsak", ""),
    }
    return _rita(request, order, "andra_vantas", hinder, context)


def bekrafta_direktinkop(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Inköp tells what a supplier has delivered to the mottagare, or will not."""
    order = _ordern(request, arende, "bekrafta_direktinkop")
    waited = direktinkop.pa_vag(arende)
    post = request.POST
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions_direktinkop.bekrafta_direktinkop(
                arende,
                person=personen(request),
                svar=postat.direktbesked(post, waited),
                dag=postat.dag(post, "dag"),
                mottagen_av=post.get("mottagen_av", ""),
                orsak=post.get("orsak", ""),
                task_id=postat.uppgift(post),
            )
            messages.success(request, "Beskedet är noterat, och beställaren har fått det.")
            return redirect("arende", arende)
        except Refused as no:
            hinder = no.hinder
    chosen = {one.pk: post.get(f"utfall-{one.pk}", actions_direktinkop.VANTAR) for one in waited}
    context = {
        "vantade": [
            {
                "begaran": one,
                "utfall": chosen[one.pk],
                "rader": [
                    (part, post.get(f"individer-{part.rad.nr}", "")) for part in one.rader.all()
                ],
            }
            for one in waited
        ],
        "val": _UTFALL,
        "dag": post.get("dag", ""),
        "mottagen_av": post.get("mottagen_av", ""),
        "orsak": post.get("orsak", ""),
    }
    return _rita(request, order, "bekrafta_direktinkop", hinder, context)


@require_safe
def direktinkopsorder(request: HttpRequest, arende: UUID, begaran: UUID) -> HttpResponse:
    """The paper that tells the supplier what to ship, and where (L1696)."""
    person = personen(request)
    oppna(person, arende, Atkomst.Vad.SKREV_UT)
    order = queries.hamta(person, arende)
    paper = direktinkop.papper(arende, begaran)
    if paper is None:
        raise NotFound(
            "Det finns ingen direktinköpsorder som väntar på leverantören. Den kan vara levererad"
            " eller makulerad."
        )
    context = {
        "order": order,
        "papper": paper,
        "vart": visning.vart(order),
        "for_vem": listnamn(order.arende.mottagare),
    }
    return render(request, "kundorder/direktinkopsorder.html", context)


def _ordern(request: HttpRequest, arende: UUID, handling: str) -> Kundorder:
    order = queries.hamta(personen(request), arende)
    behorighet.krav(personen(request), handling, order.arende)
    if request.method != "POST" and order.arende.mottagare:
        oppna(personen(request), arende)
    return order


def _rita(
    request: HttpRequest,
    order: Kundorder,
    mall: str,
    hinder: list[Hinder],
    context: Mapping[str, Any],
) -> HttpResponse:
    shown = {
        "order": order,
        "band": bandet(order, personen(request)),
        "hinder": hinder,
        "uppgift": request.GET.get("uppgift", request.POST.get("uppgift", "")),
        **context,
    }
    return render(request, f"kundorder/{mall}.html", shown, status=422 if hinder else 200)
