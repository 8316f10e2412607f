"""Kvittera BMB: what is on its way to one's own förråd, and what came when it was unpacked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.gemensamt import behorighet
from cases.gemensamt.inloggad import personen
from cases.leverans import forms, forrad, oppning, queries
from cases.organisation.queries import egna_forrad
from workflows.errors import Hinder, Refused


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """What is on its way to the person's förråd (domain 2.4)."""
    person = personen(request)
    forrad.krav_vardgivare(person)
    context = {
        "leveranser": list(forrad.att_kvittera(person)),
        "forrad": list(egna_forrad(person)),
    }
    return render(request, "leverans/bmb.html", context)


def kvittera_bmb(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Unpack: each individ ticked or scanned, each other row by number, remarks noted."""
    person = personen(request)
    leverans = queries.hamta(person, arende)
    behorighet.krav(person, "kvittera_bmb", leverans.arende)
    forrad.krav_eget(person, leverans)
    rader = [rad for rad in leverans.rader.all() if rad.plockat]
    hinder: list[Hinder] = []
    posted = request.method == "POST"
    told = {one.rad: one for one in forms.mottaget(request.POST, rader)}
    if posted:
        try:
            forrad.kvittera_bmb(arende, person=person, mottaget=list(told.values()))
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(
                request,
                f"Följesedel {leverans.foljesedel} är kvitterad. Det som kom ligger i"
                f" {leverans.till_lager}.",
            )
            return redirect("kvittera_bmb")
    elif not oppning.vantar_pa(arende, "leverera", "kvittera_bmb"):
        raise oppning.inte_din_tur(leverans)
    shown = [
        (
            rad,
            told[rad.rad].individer,
            request.POST.get(f"antal-{rad.rad}", rad.plockat),
            told[rad.rad].anmarkning,
        )
        for rad in rader
    ]
    context = {"leverans": leverans, "rader": shown, "hinder": hinder}
    return render(request, "leverans/kvittera_bmb.html", context, status=422 if hinder else 200)
