"""Byte baskod/betalare, from Orderrader (BK-5)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cases.gemensamt import baskod
from cases.gemensamt.forms_baskod import BaskodForm
from cases.gemensamt.inloggad import personen
from cases.kundorder import actions_baskod, postat
from cases.kundorder.stegsida import bandet, ordern
from workflows.errors import Hinder, Refused


def byt_baskod(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Who pays for the patient now, and who is to; the rows follow."""
    order, elsewhere = ordern(request, arende, "orderrader")
    if elsewhere:
        return elsewhere
    person, patient = personen(request), order.arende.mottagare
    back = reverse("kundorder:orderrader", args=[arende])
    if patient is None or patient.baskod_id is None:
        return redirect(back)
    may = baskod.ratt(person, order.arende.kund, arende=arende)
    form = BaskodForm(request.POST or None, mottagare=patient, ratt=may)
    hinder: list[Hinder] = []
    if request.method == "POST":
        baskod.krav(may, request.POST)
        if form.is_valid():
            try:
                actions_baskod.byt_baskod(
                    arende,
                    person=person,
                    baskod=form.svar(),
                    version=postat.version(request.POST),
                )
                messages.success(request, "Baskoden är bytt, och raderna har den nya betalaren.")
                return redirect(back)
            except Refused as no:
                hinder = no.hinder
    context = {
        "order": order,
        "mottagare": patient,
        "band": bandet(order, person),
        "form": form,
        "hinder": hinder,
        "tillbaka": back,
        "nej": baskod.EJ_BEHORIG,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "hjalpmedel/byt_baskod.html", context, status=status)
