"""The papers of a specialanpassning: file them, read them; and an individ that is restored."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.gemensamt import behorighet, individkort
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.mottagare.models import Atkomst
from cases.specialanpassning import aterstallning, forms, queries, visning
from cases.specialanpassning import dokument as papper
from cases.specialanpassning.actions import HANDLINGAR as EGNA
from cases.specialanpassning.actions_tekniker import HANDLINGAR as TEKNIKERNS
from cases.specialanpassning.models import Dokument
from workflows.errors import Hinder, NotFound, Refused


def dokument(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Every version of every paper, and a place to file one."""
    person = personen(request)
    spec = queries.hamta(person, arende)
    behorighet.krav(person, "lagg_till_dokument", spec.arende)
    slag = request.POST.get("slag", request.GET.get("slag", ""))
    back = request.POST.get("uppgift", request.GET.get("uppgift", ""))
    task = back if back in {*EGNA, *TEKNIKERNS} else ""
    replaces = request.POST.get("ersatter", "")
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            papper.lagg_till_dokument(
                arende,
                person=person,
                slag=slag,
                fil=request.FILES.get("bilaga"),
                ersatter=int(replaces) if replaces.isdigit() else None,
            )
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(request, "Dokumentet är tillagt.")
            if task:
                return redirect(f"specialanpassning:{task}", arende)
            return redirect("specialanpassning:dokument", arende)
    else:
        oppna(person, arende)
    context = {
        **visning.huvud(spec, person),
        "dokumenten": papper.alla(spec),
        "slagen": papper.KAN_LAGGAS_TILL,
        "slag": slag,
        "ersatter": replaces,
        "kan_ersattas": [
            one
            for one in papper.gallande(spec).values()
            if one.slag in dict(papper.KAN_LAGGAS_TILL)
        ],
        "uppgift": task,
        "tillbaka": reverse(f"specialanpassning:{task}", args=[arende])
        if task
        else reverse("arende", args=[arende]),
        "hinder": hinder,
    }
    status = 422 if hinder else 200
    return render(request, "specialanpassning/dokument.html", context, status=status)


@require_safe
def utskrift(request: HttpRequest, arende: UUID, nr: int) -> HttpResponse:
    """What was written here, to be read and printed."""
    person = personen(request)
    spec = queries.hamta(person, arende)
    oppna(person, arende, Atkomst.Vad.SKREV_UT)
    found = Dokument.objects.filter(specialanpassning=spec, pk=nr, bilaga=None).first()
    if found is None:
        raise NotFound("Dokumentet finns inte. Öppna specialanpassningen och välj det därifrån.")
    context = {**visning.huvud(spec, person), "dokumentet": found}
    return render(request, "specialanpassning/utskrift.html", context)


def aterstall(request: HttpRequest, nummer: str) -> HttpResponse:
    """An adapted individ is again as its manufacturer made it."""
    person = personen(request)
    individ = individkort.hamta(nummer)
    aterstallning.krav(person)
    form = forms.AterstallForm(request.POST or None)
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        try:
            aterstallning.aterstall(nummer, person=person, atgard=form.cleaned_data["atgard"])
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(request, f"Individ {nummer} är återställd till CE-märkt skick.")
            return redirect("individkort:kort", nummer)
    context = {"individ": individ, "form": form, "hinder": hinder}
    status = 422 if request.method == "POST" else 200
    return render(request, "specialanpassning/aterstall.html", context, status=status)
