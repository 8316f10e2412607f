"""The komponentbild, the accessories of an aid, and completing one that is delivered (KH-1 … 7)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cases.artiklar.models import Artikel
from cases.artiklar.tillbehor import passar, sok_tillbehor, vanligaste
from cases.gemensamt.inloggad import personen
from cases.kundorder import (
    actions_komponenter,
    actions_rader,
    komplettering,
    postat,
    queries,
    traffar,
    visning,
)
from cases.kundorder.models import Kundorder
from cases.kundorder.stegsida import ordern, rita
from cases.kundorder.visning import Radvy
from workflows.errors import Hinder, Refused

STEG = "orderrader"
BORTA = "Raden är redan borttagen."


def komponenter(request: HttpRequest, arende: UUID, rad: UUID) -> HttpResponse:
    """The components of an aid: quantity, comment, remove (KH-2, KH-4)."""
    order, elsewhere = ordern(request, arende, STEG)
    if elsewhere:
        return elsewhere
    hinder: list[Hinder] = []
    if request.method == "POST":
        rows = [one for one in queries.rader(arende) if one.huvudrad_id == rad]
        try:
            actions_rader.andra_rader(
                arende,
                person=personen(request),
                svar=postat.radandringar(request.POST, rows),
                version=postat.version(request.POST),
            )
        except Refused as no:
            hinder = no.hinder
        else:
            if request.POST.get("gor") == "ater":
                return redirect("kundorder:orderrader", arende)
            return redirect("kundorder:komponenter", arende, rad)
    shown = _raden(order, rad)
    if shown is None:
        messages.info(request, BORTA)
        return redirect("kundorder:orderrader", arende)
    parts = [visning.som_skrivet(vy, request.POST) if hinder else vy for vy in shown.delar]
    context = {"vy": shown, "delar": parts, "hinder": hinder}
    return rita(request, order, STEG, context, mall="komponenter", status=422 if hinder else 200)


def tillbehor(request: HttpRequest, arende: UUID, rad: UUID) -> HttpResponse:
    """Vanligaste tillbehören till an aid in the order, or those that were searched (KH-3)."""
    order, elsewhere = ordern(request, arende, STEG)
    if elsewhere:
        return elsewhere
    hinder: list[Hinder] = []
    if request.method == "POST" and not _soker(request):
        try:
            actions_komponenter.bestall_tillbehor(
                arende,
                rad,
                person=personen(request),
                artiklar=request.POST.getlist("artikel"),
                version=postat.version(request.POST),
            )
            return redirect("kundorder:komponenter", arende, rad)
        except Refused as no:
            hinder = no.hinder
    shown = _raden(order, rad)
    if shown is None:
        messages.info(request, BORTA)
        return redirect("kundorder:orderrader", arende)
    context = {"vy": shown, "sjalv": True, **_urval(request, order, shown.rad.artikel)}
    context["hinder"] = hinder
    return rita(request, order, STEG, context, mall="tillbehor", status=422 if hinder else 200)


def komplettera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Komplettera levererad individ: which of the mottagare's individer (KH-6).

    Opened for one row by `rad`, or from the top for every accessory that belongs to nothing yet.
    """
    order, elsewhere = ordern(request, arende, STEG)
    if elsewhere:
        return elsewhere
    hinder: list[Hinder] = []
    if request.method == "POST":
        chosen = request.POST.get("innehav", "")
        try:
            actions_komponenter.komplettera(
                arende,
                person=personen(request),
                rader=postat.nycklar(request.POST.getlist("rad")),
                innehav=int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None,
                version=postat.version(request.POST),
            )
            return redirect("kundorder:orderrader", arende)
        except Refused as no:
            hinder = no.hinder
    asked = postat.nycklar((request.POST if hinder else request.GET).getlist("rad"))
    rows = komplettering.kompletterande(queries.rader(arende))
    ticked = {rad.pk for rad in rows if (rad.pk in asked if asked else not rad.kompletterar_id)}
    concerned = [rad for rad in rows if rad.pk in ticked]
    context = {
        "bockade": [(rad, rad.pk in ticked) for rad in rows],
        "individer": komplettering.individer(order, concerned),
        "vald": concerned[0].kompletterar_id if len(concerned) == 1 else None,
        "hinder": hinder,
    }
    return rita(request, order, STEG, context, mall="komplettera", status=422 if hinder else 200)


def tillbehor_till_individ(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Accessories to an individ that the mottagare has; each becomes a row (KH-6)."""
    order, elsewhere = ordern(request, arende, STEG)
    if elsewhere:
        return elsewhere
    said = (request.POST or request.GET).get("innehav", "")
    innehav = int(said) if said.isdecimal() and len(said) < 19 else 0
    hinder: list[Hinder] = []
    if request.method == "POST" and not _soker(request):
        try:
            actions_komponenter.bestall_till_individ(
                arende,
                innehav,
                person=personen(request),
                artiklar=request.POST.getlist("artikel"),
                version=postat.version(request.POST),
            )
            return redirect("kundorder:orderrader", arende)
        except Refused as no:
            hinder = no.hinder
    aid = komplettering.individ_hos(order, innehav)
    if aid is None:
        messages.info(request, "Individen finns inte hos mottagaren. Välj en annan.")
        return redirect("kundorder:komplettera", arende)
    context = {"innehav": aid, **_urval(request, order, aid.artikel), "hinder": hinder}
    return rita(request, order, STEG, context, mall="tillbehor", status=422 if hinder else 200)


def _raden(order: Kundorder, rad: UUID) -> Radvy | None:
    rows = visning.rader_med_summa(order)["rader"]
    return next((vy for vy in rows if vy.rad.pk == rad and not vy.rad.huvudrad_id), None)


def _soker(request: HttpRequest) -> bool:
    return request.POST.get("gor") == "sok"


def _urval(request: HttpRequest, order: Kundorder, artikel: Artikel) -> dict[str, object]:
    """The usual accessories under their headings, or what was searched among all of them.

    What was ticked before a search and is not among the hits is `kvar`, still ticked.
    """
    person = personen(request)
    asked = request.POST or request.GET
    produktnamn = asked.get("produktnamn", artikel.produktnamn)
    benamning = asked.get("benamning", "")
    sokt = _soker(request) or "sokt" in request.POST or "benamning" in request.GET
    ticked = request.POST.getlist("artikel")
    if sokt:
        found = sok_tillbehor(artikel, produktnamn, benamning)
        groups = [("Sökträffar", found)] if found else []
    else:
        groups = vanligaste(artikel)
    shown = {one.nummer for _, articles in groups for one in articles}
    kept = [one for one in passar(artikel) if one.nummer in ticked and one.nummer not in shown]
    return {
        "artikel": artikel,
        "produktnamn": produktnamn,
        "benamning": benamning,
        "sokt": sokt,
        "kvar": traffar.traffar(order, person, kept, ticked),
        "grupper": [
            (heading, traffar.traffar(order, person, articles, ticked))
            for heading, articles in groups
        ],
        "sjalv_vald": artikel.nummer in ticked,
    }
