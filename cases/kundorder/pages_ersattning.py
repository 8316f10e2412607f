"""Ersättningsartiklar: an equivalent that comes as soon or sooner (EA-1 … EA-3)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cases.gemensamt.inloggad import personen
from cases.kundorder import actions_ersattning, ersattning, postat, queries
from cases.kundorder.stegsida import ordern, rita
from workflows.errors import Hinder, Refused


def ersattning_sida(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What is offered for the rows named by `rad`, or for all; Verkställ takes the choice back."""
    order, elsewhere = ordern(request, arende, "orderrader")
    if elsewhere:
        return elsewhere
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions_ersattning.ersatt(
                arende,
                person=personen(request),
                val=postat.radval(request.POST),
                version=postat.version(request.POST),
            )
            return redirect("kundorder:orderrader", arende)
        except Refused as no:
            hinder = no.hinder
    asked = postat.nycklar(request.GET.getlist("rad"))
    offers = ersattning.alla_forslag(
        order, [rad for rad in queries.rader(arende) if not asked or rad.pk in asked]
    )
    if not offers:
        return redirect("kundorder:orderrader", arende)
    context = {"forslag": offers, "hinder": hinder}
    return rita(
        request, order, "orderrader", context, mall="ersattning", status=422 if hinder else 200
    )
