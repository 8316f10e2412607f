"""Cancelling an arbetsorder: asking, deciding, and what becomes of the order it held."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cases.arbetsorder import actions_makulera, forms
from cases.arbetsorder.uppgiftssida import oppnad, svara
from cases.gemensamt.inloggad import personen
from cases.gemensamt.uppgiftssida import klart
from workflows.errors import Refused


@require_POST
def begar_makulering(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The förskrivare asks kundtjänst to cancel."""
    try:
        actions_makulera.begar_makulering(
            arende, person=personen(request), skal=request.POST.get("skal", "")
        )
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, "Kundtjänst har fått din begäran och svarar dig.")
    return redirect("arende", arende)


@require_POST
def makulera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """HMC cancels, with a reason."""
    try:
        actions_makulera.makulera(
            arende, person=personen(request), orsak=request.POST.get("skal", "")
        )
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, "Arbetsordern är makulerad. Beställaren får ett meddelande.")
    return redirect("arende", arende)


def avgor_makulering(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst answers a request to cancel."""
    person, order = oppnad(request, arende, "avgor_makulering")
    form = forms.JaNejForm(
        request.POST or None, etikett="Svar", hjalp="Beställaren får det som meddelande."
    )

    def carry_out() -> HttpResponse:
        actions_makulera.avgor_makulering(
            arende,
            person=person,
            makuleras=form.cleaned_data["beslut"] == "ja",
            text=form.cleaned_data["text"],
        )
        return klart(request, order.arende, "Beställaren har fått besked.")

    return svara(request, order, "avgor_makulering", carry_out, form=form)


def avgor_kopplad(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The kundorder is cancelled: is the work to be done all the same?"""
    person, order = oppnad(request, arende, "avgor_kopplad")
    form = forms.JaNejForm(request.POST or None, etikett="Varför?")

    def carry_out() -> HttpResponse:
        actions_makulera.avgor_kopplad(
            arende,
            person=person,
            makuleras=form.cleaned_data["beslut"] == "ja",
            text=form.cleaned_data["text"],
        )
        return klart(request, order.arende, "Beslutet är sparat.")

    return svara(request, order, "avgor_kopplad", carry_out, form=form)


def valj_leverans(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What is to happen with the order that the cancelled arbetsorder held."""
    person, order = oppnad(request, arende, "valj_leverans")

    def carry_out() -> HttpResponse:
        actions_makulera.valj_leverans(
            arende, person=person, leverera=request.POST.get("val") == "leverera"
        )
        return klart(request, order.arende, "Kundordern är släppt för leverans.")

    return svara(request, order, "valj_leverans", carry_out)
