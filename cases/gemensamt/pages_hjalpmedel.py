"""Hjälpmedel: what a patient has, found by personnummer; every look is logged (L3)."""

from typing import cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cases.gemensamt import behorighet
from cases.gemensamt.band import band
from cases.gemensamt.forms_hjalpmedel import SokForm
from cases.gemensamt.vardrelation import bekrafta
from cases.hjalpmedel.queries import aterlamnade, hos
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import hitta_patient
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder
from cases.organisation.roller import har_roll
from workflows.errors import Hinder, NotFound, Refused


def sok(request: HttpRequest) -> HttpResponse:
    """Search by the whole number, and confirm taking part in the care."""
    person = _person(request)
    behorighet.krav_uppslag(person)
    form = SokForm(request.POST or None, person=person)
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        try:
            patient = hitta_patient(form.cleaned_data["nummer"])
            kund = form.cleaned_data.get("kund")
            said = bool(form.cleaned_data.get("vardrelation"))
            bekrafta(person, patient, kund, sagt=said, objekt="Hjälpmedel")
            return redirect(_address(patient, kund))
        except Refused as no:
            hinder = [
                Hinder(h.kod, h.mening, h.falt.replace("identitet", "nummer")) for h in no.hinder
            ]
        except NotFound as no:
            hinder = [Hinder("patient_okand", no.mening, "nummer")]
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "hinder": hinder}
    return render(request, "hjalpmedel/sok.html", context, status=status)


@require_safe
def bild(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """Hjälpmedelsbilden (HM-8): what the patient has, and what has been returned."""
    person = _person(request)
    behorighet.krav_uppslag(person)
    mottagare = get_object_or_404(
        Mottagare.objects.select_related("baskod", "avvikande_baskod", "kund"), pk=mottagare_id
    )
    kund = egna_kunder(person).filter(nummer=request.GET.get("kund", "")).first()
    behorighet.krav_mottagare(person, mottagare, kund)
    with transaction.atomic():
        logga_atkomst(person, mottagare, Atkomst.Vad.OPPNADE, objekt="Hjälpmedel", kund=kund)
    context = {
        "mottagare": mottagare,
        "band": band(mottagare, person),
        "innehav": list(hos(mottagare)),
        "aterlamnade": list(aterlamnade(mottagare)),
        "kan_bestalla": har_roll(person, "forskrivare", "bestallare") and not mottagare.avliden,
    }
    return render(request, "hjalpmedel/bild.html", context)


def _address(patient: Mottagare, kund: Kund | None) -> str:
    address = reverse("hjalpmedel:bild", args=[patient.pk])
    return f"{address}?{urlencode({'kund': kund.nummer})}" if kund else address


def _person(request: HttpRequest) -> Anvandare:
    return cast(Anvandare, request.user)
