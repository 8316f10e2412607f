"""The groups that decisions send work to: the list, a new one, and who is in each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.processer import grupper
from cases.processer.pages import agare
from workflows.errors import Hinder, Refused


def lista(request: HttpRequest) -> HttpResponse:
    """Every group with how many are in it and where it is named; and a new one."""
    person = agare(request)
    hinder: list[Hinder] = []
    said = {key: request.POST.get(key, "") for key in ("namn", "roll")}
    if request.method == "POST":
        try:
            made = grupper.skapa(said["namn"], said["roll"], av=person)
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(request, f"{made.namn} finns nu. Välj vilka som är med.")
            return redirect("processer:grupp", made.nyckel)
    context = {
        "rader": grupper.alla(),
        "roller": grupper.roller(),
        "sagt": said,
        "hinder": hinder,
        "fel": {one.falt: one.mening for one in hinder},
    }
    return render(request, "processer/grupper.html", context, status=422 if hinder else 200)


def grupp(request: HttpRequest, nyckel: str) -> HttpResponse:
    """A group: what it is called, and who is in it."""
    person = agare(request)
    hinder: list[Hinder] = []
    said = request.POST
    # What was there when the page was made: what a colleague has done since stands.
    before, chosen = set(said.getlist("fore")), set(said.getlist("medlemmar"))
    status = 200
    if request.method == "POST":
        named = said.get("namn", "")
        hette = said.get("hette", named)
        try:
            saved = grupper.andra(
                nyckel,
                av=person,
                namn=named if named != hette else None,
                hette=hette,
                lagg_till=chosen - before,
                ta_bort=before - chosen,
            )
        except Refused as no:
            hinder, status = no.hinder, no.status
        else:
            messages.success(request, f"{saved.namn} är sparad.")
            return redirect("processer:grupp", nyckel)
    shown = grupper.sida(nyckel, person)
    now = {one.anvandare for one in shown.folk if one.med}
    context = {
        "sida": shown,
        "namn": said.get("namn", shown.rad.namn),
        "hette": shown.rad.namn if status != 422 else said.get("hette", shown.rad.namn),
        "fore": before if hinder else now,
        "valda": chosen if hinder else now,
        "hinder": hinder,
        "fel": {one.falt: one.mening for one in hinder},
    }
    return render(request, "processer/grupp.html", context, status=status)
