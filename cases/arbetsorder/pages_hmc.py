"""One page per user task that HMC does with an arbetsorder."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cases.arbetsorder import (
    actions_hmc,
    aktiviteter,
    forms,
    forms_granskning,
    forms_tid,
    klassning,
    koppling,
    queries,
)
from cases.arbetsorder.models import Aktivitet
from cases.arbetsorder.uppgiftssida import las_uuid, oppnad, svara
from cases.gemensamt.inloggad import personen
from cases.gemensamt.uppgiftssida import klart
from cases.organisation.models import Anvandare
from cases.organisation.queries import med_roll
from workflows.errors import NotYourTurn, Refused


def triagera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The koordinator chooses a group."""
    person, order = oppnad(request, arende, "triagera")
    form = forms_granskning.TriageForm(request.POST or None, person=person, order=order)

    def carry_out() -> HttpResponse:
        group = form.cleaned_data["grupp"]
        actions_hmc.triagera(
            arende,
            person=person,
            grupp=group.nyckel if group else "",
            byte=form.typbyte(request.FILES.getlist("bilaga")),
        )
        return klart(request, order.arende, "Arbetsordern är skickad vidare.")

    return svara(request, order, "triagera", carry_out, form=form, **_typer(person))


def granska(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Is there enough to go on, and is the type right?"""
    person, order = oppnad(request, arende, "granska")
    form = forms_granskning.GranskaForm(request.POST or None, person=person, order=order)

    def carry_out() -> HttpResponse:
        actions_hmc.granska(
            arende,
            person=person,
            granskning=form.cleaned_data["granskning"],
            text=form.cleaned_data["text"],
            byte=form.typbyte(request.FILES.getlist("bilaga")),
        )
        return klart(request, order.arende, "Granskningen är sparad.")

    return svara(request, order, "granska", carry_out, form=form, **_typer(person))


def _typer(person: Anvandare) -> dict[str, dict[str, list[str]]]:
    """What each type asks, for the page to show no more than that."""
    return {"typdata": klassning.fragor(queries.valbara_typer(person))}


def hamta_for_atgard(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The driver has fetched it to the workshop."""
    person, order = oppnad(request, arende, "hamta_for_atgard")

    def carry_out() -> HttpResponse:
        actions_hmc.hamta_for_atgard(arende, person=person)
        return klart(request, order.arende, "Hjälpmedlet är hämtat till verkstaden.")

    return svara(request, order, "hamta_for_atgard", carry_out)


def lamna_tillbaka(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The driver has taken it back to the mottagare."""
    person, order = oppnad(request, arende, "lamna_tillbaka")

    def carry_out() -> HttpResponse:
        actions_hmc.lamna_tillbaka(arende, person=person)
        return klart(request, order.arende, "Hjälpmedlet är lämnat tillbaka.")

    return svara(request, order, "lamna_tillbaka", carry_out)


def planera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Book a time, or let the order wait."""
    person, order = oppnad(request, arende, "planera")
    form = forms.PlaneraForm(
        request.POST or None,
        tekniker=med_roll("tekniker"),
        initial={"tekniker": person.username},
    )

    def carry_out() -> HttpResponse:
        said = form.cleaned_data
        actions_hmc.planera(
            arende,
            person=person,
            svar=form.planering(),
        )
        words = "Arbetsordern väntar." if said["vantar"] else "Tiden är bokad."
        return klart(request, order.arende, f"{words} Beställaren har fått besked.")

    return svara(request, order, "planera", carry_out, form=form)


def utfor(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Report time and parts row by row, then that it is done or needs another visit."""
    person, order = oppnad(request, arende, "utfor")
    reports = request.POST.get("gor") == "rapportera"

    def carry_out() -> HttpResponse:
        if reports:
            part = las_uuid(request.POST.get("aktivitet", ""))
            if part is None:
                raise NotYourTurn("Välj vilken aktivitet tiden gäller. Läs in sidan igen.")
            aktiviteter.rapportera(
                arende,
                part,
                person=person,
                tid=forms_tid.tid(request.POST),
            )
            messages.success(request, "Tiden är sparad.")
            return redirect("arbetsorder:utfor", arende)
        actions_hmc.utfor(
            arende,
            person=person,
            klart=request.POST.get("gor") == "klart",
            utlatande=request.POST.get("utlatande", ""),
            byt_ut="byt_ut" in request.POST,
            gods_som_vanligt="gods_som_vanligt" in request.POST,
        )
        return klart(request, order.arende, "Arbetsordern är uppdaterad. Beställaren får veta det.")

    parts = order.aktiviteter.all()
    return svara(
        request,
        order,
        "utfor",
        carry_out,
        oppna_aktiviteter=[part for part in parts if part.lage != Aktivitet.Lage.KLAR],
        skrivet=request.POST,
        gods=koppling.gods_hos_tekniker(order),
        godset=koppling.godset(order),
        kan_bytas=order.innehav is not None and order.innehav.aterlamnad is None,
        delar=[
            (n, number, count)
            for n, (number, count) in enumerate(
                [
                    *zip(request.POST.getlist("del"), request.POST.getlist("antal"), strict=False),
                    *[("", "")] * 3,
                ][:3],
                start=1,
            )
        ],
    )


@require_POST
def ny_aktivitet(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Another trade or visit on the same order."""
    try:
        made = aktiviteter.ny_aktivitet(
            arende, person=personen(request), vad=request.POST.get("vad", "")
        )
    except Refused as no:
        messages.error(request, no.mening)
    else:
        messages.success(request, f"Aktivitet {made} är tillagd.")
    return redirect("arende", arende)


def folj_upp_forsening(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst tells why it is late."""
    person, order = oppnad(request, arende, "folj_upp_forsening")
    form = forms.TextForm(
        request.POST or None,
        etikett="Varför dröjer det, och när blir det gjort?",
        hjalp="Beställaren får det som meddelande.",
    )

    def carry_out() -> HttpResponse:
        actions_hmc.folj_upp_forsening(arende, person=person, text=form.cleaned_data["text"])
        return klart(request, order.arende, "Beställaren har fått besked.")

    return svara(request, order, "folj_upp_forsening", carry_out, form=form)
