"""Samleverans over several lager: gathering, and what to do when something was lost (KO-24)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cases.gemensamt.uppgiftssida import klart
from cases.leverans import forms, samling
from cases.leverans.oppning import vantar_pa
from cases.leverans.uppgiftssida import med_formular, oppnad, rita
from workflows.errors import Hinder, Refused


def samla(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What other lager have picked comes here before anything leaves."""
    person, leverans = oppnad(request, arende, "samla")
    rader = samling.kommer(leverans)
    hinder: list[Hinder] = []
    framme, borta = forms.prickade(request.POST, rader), "borta" in request.POST
    if request.method == "POST":
        try:
            samling.samla(
                arende,
                person=person,
                framme=framme,
                delvis=forms.delvis(request.POST, rader),
                borta=borta,
            )
        except Refused as no:
            hinder = no.hinder
        else:
            lost = vantar_pa(arende, "avgor_samleverans")
            words = "Förlusten är anmäld. Kundtjänst avgör hur det går vidare."
            done = "Allt är framme. Nu kan leveransen utlevereras."
            return klart(request, leverans.arende, words if lost else done)
    shown = [
        {
            "rad": rad,
            "antal": request.POST.get(f"antal-{rad.rad}", ""),
            "individer": request.POST.getlist(f"individ-{rad.rad}"),
        }
        for rad in rader
    ]
    context = {"rader": shown, "framme": framme, "borta": borta, "hinder": hinder}
    return rita(request, leverans, "samla", context, wrong=bool(hinder))


def avgor_samleverans(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst: what is here leaves without what was lost, or waits."""
    person, leverans = oppnad(request, arende, "avgor_samleverans")
    form = forms.SamlingsbeslutForm(request.POST or None)

    def carry_out() -> HttpResponse:
        samling.avgor_samleverans(arende, person=person, **form.cleaned_data)
        return klart(request, leverans.arende, "Beslutet är sparat, och beställaren har fått det.")

    return med_formular(request, leverans, "avgor_samleverans", form, carry_out)
