"""Kundtjänst's page: what is receipted in an order, and what was wrong with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.gemensamt.band import band
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.hjalpmedel.models import Innehav
from cases.rattelse import actions, forms, queries
from workflows.errors import Hinder, Refused


def ratta(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Choose the row, say what was wrong, what is so and why."""
    person = personen(request)
    order = queries.hamta_order(person, arende)
    rader = list(queries.kvitterat(arende))
    form = forms.RattelseForm(
        request.POST or None,
        rader=[(str(row.pk), _label(row)) for row in rader],
        initial={"dag": rader[0].levererad} if rader else {},
    )
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ratta(
                arende, person=person, innehav=int(form.cleaned_data["innehav"]), svar=form.svar()
            )
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(
                request, "Kvittensen är rättad. Beställaren har fått ett meddelande om det."
            )
            return redirect("arende", made.pk)
    if request.method != "POST":
        oppna(person, arende)
    context = {
        "order": order,
        "form": form,
        "hinder": hinder,
        "rader": rader,
        "band": band(order.mottagare, person) if order.mottagare else None,
    }
    wrong = request.method == "POST"
    return render(request, "rattelse/ratta.html", context, status=422 if wrong else 200)


def _label(row: Innehav) -> str:
    which = f"individ {row.individ}" if row.individ else f"{row.antal} st"
    part = " (komponent)" if row.komponent_till_id else ""
    back = f", återlämnad {row.aterlamnad:%Y-%m-%d}" if row.aterlamnad else ""
    return f"{row.artikel}{part}, {which}, levererad {row.levererad:%Y-%m-%d}{back}"
