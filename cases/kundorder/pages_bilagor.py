"""Comment and attachments: to a row, and to the whole order (KO-8, KO-11, KO-22)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cases.gemensamt.inloggad import personen
from cases.kundorder import actions_bilagor, postat, queries
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.stegsida import ordern, rita
from workflows.errors import Hinder, Refused


def radbilagor(request: HttpRequest, arende: UUID, rad: UUID) -> HttpResponse:
    """Bifoga kommentar/bilaga to a row."""
    return _sida(request, arende, rad)


def bilagor(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Bifoga bilaga to the whole order."""
    return _sida(request, arende, None)


@require_POST
def ta_bort_bilaga(request: HttpRequest, arende: UUID, bilaga: UUID) -> HttpResponse:
    """Take an attachment away, and return to where it was shown."""
    order, _ = ordern(request, arende, "orderrader")
    kept = order.arende.bilagor.filter(pk=bilaga).first()
    actions_bilagor.ta_bort_bilaga(arende, bilaga, person=personen(request))
    messages.success(request, f"Bilagan {kept} är borttagen.")
    if kept is not None and kept.rad is not None:
        return redirect("kundorder:radbilagor", arende, kept.rad)
    return redirect("kundorder:bilagor", arende)


def bifoga_till_ordern(request: HttpRequest, arende: UUID) -> int | None:
    """What was posted of KO-22 together with a part of the guide. Returns the version since."""
    version = postat.version(request.POST)
    order = queries.hamta(personen(request), arende)
    filer = request.FILES.getlist("bilaga")
    elsewhere = "epost_utanfor" in request.POST
    if not filer and elsewhere == order.epost_utanfor:
        return version
    actions_bilagor.bifoga(
        arende, person=personen(request), filer=filer, epost_utanfor=elsewhere, version=version
    )
    return None if version is None else version + 1


def _sida(request: HttpRequest, arende: UUID, rad: UUID | None) -> HttpResponse:
    steg = "orderrader" if rad else "leveransuppgifter"
    order, elsewhere = ordern(request, arende, steg)
    if elsewhere:
        return elsewhere
    row = next((one for one in queries.rader(arende) if one.pk == rad), None)
    if rad is not None and row is None and request.method != "POST":
        messages.info(request, "Raden är redan borttagen.")
        return redirect("kundorder:orderrader", arende)
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions_bilagor.bifoga(
                arende,
                person=personen(request),
                rad=rad,
                kommentar=request.POST.get("kommentar", ""),
                filer=request.FILES.getlist("bilaga"),
                epost_utanfor="epost_utanfor" in request.POST,
                version=postat.version(request.POST),
            )
        except Refused as no:
            hinder = no.hinder
        else:
            if request.POST.get("gor") == "ater":
                return redirect(_tillbaka(order, row))
            return redirect(request.path)
    target = row or order
    context = {
        "rad": row,
        "tillbaka": _tillbaka(order, row),
        "kommentar": request.POST.get("kommentar", row.kommentar if row else ""),
        "epost_utanfor": "epost_utanfor" in request.POST if hinder else target.epost_utanfor,
        "bilagor": list(order.arende.bilagor.filter(rad=rad).order_by("uppladdad")),
        "hinder": hinder,
    }
    return rita(request, order, steg, context, mall="bilagor", status=422 if hinder else 200)


def _tillbaka(order: Kundorder, rad: Kundorderrad | None) -> str:
    """Where one came from: a component's page is its aid's."""
    if rad is None:
        return reverse("kundorder:leveransuppgifter", args=[order.pk])
    if rad.huvudrad_id is not None:
        return reverse("kundorder:komponenter", args=[order.pk, rad.huvudrad_id])
    return reverse("kundorder:orderrader", args=[order.pk])
