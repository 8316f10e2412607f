"""The texts that everybody reads, and the pages where HMC writes them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.gemensamt.inloggad import personen
from cases.meddelanden import texter
from workflows.errors import Hinder, Refused


@login_not_required
@require_safe
def lanevillkor(request: HttpRequest) -> HttpResponse:
    """The general terms, to read and print (ST-5, LÅ-5)."""
    return render(request, "texter/text.html", {"text": texter.las("lanevillkor")})


@login_not_required
@require_safe
def bilaga_1(request: HttpRequest) -> HttpResponse:
    """Bilaga 1 to the låneförbindelse: rules and care (LÅ-3)."""
    return render(request, "texter/text.html", {"text": texter.las("bilaga_1")})


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Every text that can be edited."""
    texter.krav(personen(request))
    return render(request, "texter/lista.html", {"texter": texter.alla()})


def andra(request: HttpRequest, nyckel: str) -> HttpResponse:
    """Write a text anew."""
    person = personen(request)
    texter.krav(person)
    shown = texter.las(nyckel)
    written = request.POST.get("text", shown.text)
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            texter.skriv(person, nyckel, written, version=request.POST.get("version"))
            messages.success(request, f"{shown.rubrik} är sparad och visas nu för alla.")
            return redirect("texter")
        except Refused as no:
            hinder = no.hinder
    context = {"text": shown, "skrivet": written, "hinder": hinder}
    return render(request, "texter/andra.html", context, status=422 if hinder else 200)


@login_not_required
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Who answers what, and the films (SU-1, SU-3). Open: who can't log in asks here too."""
    shown = [texter.las(nyckel) for nyckel in ("support", "filmer")]
    return render(request, "texter/support.html", {"texter": shown})
