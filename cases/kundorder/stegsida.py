"""What every page of the guide has: the order, who looks, the steps, and the frame around it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from cases.gemensamt import band, behorighet, inaktuellt
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.kundorder import actions_rader, guide, postat, queries, visning
from cases.kundorder.models import Kundorder
from cases.kundorder.oppning import andrad, krav_utkast
from cases.organisation.models import Anvandare
from workflows.errors import Hinder

INAKTUELL = "Ordern har ändrats sedan du öppnade sidan"


def ordern(request: HttpRequest, arende: UUID, steg: str) -> tuple[Kundorder, HttpResponse | None]:
    """The order, or the page where it stands when this part can't be worked with."""
    person = personen(request)
    if request.method != "POST":
        oppna(person, arende)
    order = queries.hamta(person, arende)
    if request.method == "POST":
        # Before any form is judged: who may not order is told that, and not what she filled in.
        behorighet.krav(person, "registrera", order.arende)
        krav_utkast(order)
    star = guide.star_i(order)
    if request.method == "POST" or guide.kan_oppnas(order, steg, star):
        return order, None
    if star:
        return order, redirect(f"kundorder:{star}", arende)
    return order, redirect("arende", arende)


def med_artikel(sida: str, arende: UUID, artikel: str) -> str:
    """The address of a part, told which article the order was begun for (HM-10)."""
    question = f"?{urlencode({'artikel': artikel[:8]})}" if artikel else ""
    return reverse(sida, args=[arende]) + question


def bandet(order: Kundorder, person: Anvandare) -> object:
    """Whom it is for, kept visible through every step."""
    return band.band(order.arende.mottagare, person) if order.arende.mottagare else None


def rita(
    request: HttpRequest,
    order: Kundorder,
    steg: str,
    context: Mapping[str, Any],
    *,
    mall: str = "",
    status: int = 200,
    sedd: int | None = None,
) -> HttpResponse:
    """A page of the part `steg`, drawn by its own template or by `mall`.

    A form that is refused on a page that is no longer true is drawn with what was typed, what has
    changed, and the new version: also when it is refused for something else. `sedd` is the version
    that the page itself has made of the one it showed.
    """
    sent = postat.version(request.POST) if sedd is None else sedd
    if status != 200 and sent is not None and sent != order.version:
        status = 409
        context = {**context, "hinder": _inaktuell(order, context), "hinder_titel": INAKTUELL}
    shown = {
        "order": order,
        "band": bandet(order, personen(request)),
        "vart": visning.vart(order),
        "steps": guide.stegen(order, steg, guide.star_i(order)),
        "kan_angra": actions_rader.gar_att_angra(order),
        **context,
    }
    return render(request, f"kundorder/{mall or steg}.html", shown, status=status)


def _inaktuell(order: Kundorder, context: Mapping[str, Any]) -> Sequence[Hinder]:
    form = context.get("form")
    differing = inaktuellt.skillnader(form) if form is not None and form.initial else []
    return inaktuellt.overst(andrad(order), context.get("hinder", ()), differing)
