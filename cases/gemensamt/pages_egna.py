"""Baskodshistorik, below Dina uppgifter (BK-7): a patient by number, then the same list (BK-6)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from cases.gemensamt import behorighet
from cases.gemensamt.forms_hjalpmedel import BaskodshistorikForm
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_hjalpmedel import FRAN_EGNA
from cases.gemensamt.vardrelation import bekrafta
from cases.mottagare.register import hitta_patient
from cases.organisation.models import Anvandare
from workflows.errors import Hinder, NotFound, Refused


def baskodshistorik(request: HttpRequest) -> HttpResponse:
    """Posted, so that the number never stands in an address."""
    person = personen(request)
    behorighet.krav_uppslag(person)
    form = BaskodshistorikForm(request.POST or None, person=person)
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_funnen(person, form))
        except Refused as no:
            hinder = [
                Hinder(h.kod, h.mening, h.falt.replace("identitet", "nummer")) for h in no.hinder
            ]
        except NotFound as no:
            hinder = [Hinder("mottagare_okand", no.mening, "nummer")]
    context = {"form": form, "hinder": hinder}
    status = 422 if request.method == "POST" else 200
    return render(request, "start/baskodshistorik.html", context, status=status)


def _funnen(person: Anvandare, form: BaskodshistorikForm) -> str:
    patient, kund = hitta_patient(form.cleaned_data["nummer"]), form.cleaned_data.get("kund")
    said = bool(form.cleaned_data.get("vardrelation"))
    bekrafta(person, patient, kund, sagt=said, objekt="Baskodshistorik")
    asked = {"kund": kund.nummer} if kund else {}
    there = reverse("hjalpmedel:baskodshistorik", args=[patient.pk])
    return f"{there}?{urlencode({**asked, 'fran': FRAN_EGNA})}"
