"""The pages of a retur: the list with two ticks a row, and undoing."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from cases.gemensamt import behorighet
from cases.gemensamt.band import band
from cases.hjalpmedel.models import Innehav
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_forrad, egna_kunder
from cases.retur import actions, forms, queries, rules
from workflows.errors import Forbidden, Hinder, Refused


@dataclass(frozen=True)
class Radvy:
    """A row of the list, with what was ticked."""

    innehav: Innehav
    bild: rules.Returbild
    vald: rules.Vald | None

    @property
    def antal(self) -> int:
        """What stands in the field."""
        return self.vald.antal if self.vald else self.bild.kvar


def ny(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """Retur or Skrotas for each row, to one's own förråd; one row when it says which (RE-3)."""
    person = cast(Anvandare, request.user)
    behorighet.krav_uppslag(person)
    actions.krav_forrad(person)
    mottagare = get_object_or_404(
        Mottagare.objects.select_related("baskod", "avvikande_baskod", "kund"), pk=mottagare_id
    )
    kund = _kund(request, person)
    behorighet.krav_mottagare(person, mottagare, kund)
    if request.method != "POST":
        with transaction.atomic():
            logga_atkomst(person, mottagare, Atkomst.Vad.OPPNADE, objekt="Retur", kund=kund)
    forrad = list(egna_forrad(person))
    asked = request.POST.get("lager", request.GET.get("lager", ""))
    lager = next((one for one in forrad if one.nummer == asked), forrad[0])
    rows = queries.att_ta_tillbaka(mottagare)
    if only := request.GET.get("innehav", ""):
        rows = [row for row in rows if str(row.pk) == only]
    chosen = forms.valda(request.POST, rows)
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            retur = actions.verkstall(
                mottagare,
                person=person,
                kund=kund,
                lager=lager,
                valda=chosen,
                information=request.POST.get("information", ""),
            )
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(
                request,
                f"Retur {retur.arende.nummer} är klar. Hjälpmedlen står under Återlämnade"
                " hjälpmedel.",
            )
            return redirect("arende", retur.pk)
    ticked = {one.innehav: one for one in chosen}
    shown = [
        Radvy(row, bild, ticked.get(row.pk))
        for row, bild in zip(rows, queries.bilder(rows, lager), strict=True)
    ]
    context = {
        "mottagare": mottagare,
        "kund": kund,
        "band": band(mottagare, person),
        "forrad": forrad,
        "lager": lager,
        "rader": shown,
        "information": request.POST.get("information", ""),
        "hinder": hinder,
    }
    return render(request, "retur/ny.html", context, status=422 if hinder else 200)


@require_POST
def angra(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst undoes a retur that was wrong."""
    person = cast(Anvandare, request.user)
    try:
        actions.angra(arende, person=person, skal=request.POST.get("skal", ""))
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, "Returen är ångrad. Hjälpmedlen står åter hos mottagaren.")
    return redirect("arende", arende)


def _kund(request: HttpRequest, person: Anvandare) -> Kund:
    own = egna_kunder(person)
    asked = request.POST.get("kund", request.GET.get("kund", ""))
    kund = own.filter(nummer=asked).first() or own.first()
    if kund is None:
        raise Forbidden("Du hör inte till någon enhet, så du kan inte göra en retur.")
    return kund
