"""Hantera utgångna artiklar, below Dina uppgifter (UA-1, UA-2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.gemensamt import utgangna
from cases.gemensamt.inloggad import personen
from workflows.errors import Hinder, Refused


def hantera(request: HttpRequest) -> HttpResponse:
    """The list, a field to add to it, and ticks to take away from it."""
    forrad = utgangna.forraden(personen(request))
    ticked = request.POST.getlist("ta_bort")
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            if request.POST.get("gor") == "ta_bort":
                gone = utgangna.ta_bort(ticked, forrad)
                words = "1 artikel är borttagen" if gone == 1 else f"{gone} artiklar är borttagna"
                messages.success(request, f"{words} ur listan.")
            else:
                added = utgangna.lagg_till(request.POST.get("artikel", ""), forrad)
                messages.success(request, f"{added} kan tas ut och lämnas tillbaka i ditt förråd.")
            return redirect("utgangna")
        except Refused as no:
            hinder = no.hinder
    context = {
        "forrad": forrad,
        "artiklar": utgangna.lista(forrad),
        "artikel": request.POST.get("artikel", ""),
        "kryssade": ticked,
        "hinder": hinder,
    }
    return render(request, "lager/utgangna.html", context, status=422 if hinder else 200)
