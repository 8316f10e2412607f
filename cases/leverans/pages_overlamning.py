"""The tekniker hands over the goods that an arbetsorder needed first (AO-6)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cases.gemensamt import behorighet
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.gemensamt.uppgiftssida import klart
from cases.leverans import forms, overlamning, queries
from cases.leverans.oppning import inte_din_tur, vantar_pa
from cases.leverans.uppgiftssida import med_formular


def lamna_over(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Whoever receives the goods at the visit signs for them."""
    person = personen(request)
    leverans = queries.hamta(person, arende)
    behorighet.krav(person, "lamna_over", leverans.arende)
    if request.method != "POST":
        oppna(person, arende)
        if not vantar_pa(arende, "leverera"):
            raise inte_din_tur(leverans)
    form = forms.KvittensForm(request.POST or None, leverans=leverans)

    def carry_out() -> HttpResponse:
        overlamning.lamna_over(arende, person=person, **form.cleaned_data)
        return klart(request, leverans.arende, "Hjälpmedlet är överlämnat till mottagaren.")

    return med_formular(request, leverans, "lamna_over", form, carry_out)
