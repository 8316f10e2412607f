"""What kundtjänst answers of an order: whether it is urgent, and whether it may be cancelled."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cases.gemensamt import behorighet
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.kundorder import (
    actions_akut,
    actions_makulera,
    forms_kundtjanst,
    postat,
    prioritet,
    queries,
    visning,
)
from cases.kundorder.models import Kundorder
from cases.kundorder.stegsida import bandet
from workflows.errors import Hinder, Refused


@require_POST
def begar_makulering(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The förskrivare asks kundtjänst to cancel (DMN 12 row 5)."""
    actions_makulera.begar_makulering(
        arende, person=personen(request), skal=request.POST.get("skal", "")
    )
    messages.success(request, "Begäran ligger hos kundtjänst. Du får ett meddelande med svaret.")
    return redirect("arende", arende)


def bedom_makulering(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst cancels, or says why not."""
    form = forms_kundtjanst.BedomMakuleringForm(request.POST or None)

    def carry_out() -> str:
        said = form.cleaned_data
        actions_makulera.bedom_makulering(
            arende,
            person=personen(request),
            makuleras=said["makuleras"] == forms_kundtjanst.JA,
            svar=said["svar"],
            task_id=postat.uppgift(request.POST),
        )
        return "Förskrivaren har fått ditt svar."

    return _svara(request, arende, "bedom_makulering", form, carry_out)


def stam_av_akut(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst agrees that the order is urgent, or changes it to Normal leverans."""
    form = forms_kundtjanst.StamAvAkutForm(request.POST or None)

    def carry_out() -> str:
        said = form.cleaned_data
        actions_akut.stam_av_akut(
            arende,
            person=personen(request),
            akut=said["akut"] == forms_kundtjanst.JA,
            svar=said["svar"],
            task_id=postat.uppgift(request.POST),
        )
        return "Beställaren har fått besked."

    return _svara(request, arende, "stam_av_akut", form, carry_out)


def _svara(
    request: HttpRequest,
    arende: UUID,
    steg: str,
    form: forms_kundtjanst.BedomMakuleringForm | forms_kundtjanst.StamAvAkutForm,
    carry_out: Callable[[], str],
) -> HttpResponse:
    person = personen(request)
    order: Kundorder = queries.hamta(person, arende)
    behorighet.krav(person, steg, order.arende)
    hinder: list[Hinder] = []
    if request.method == "POST":
        if form.is_valid():
            try:
                messages.success(request, carry_out())
                return redirect("arende", arende)
            except Refused as no:
                hinder = no.hinder
    else:
        oppna(person, arende)
    context = {
        "order": order,
        "band": bandet(order, person),
        "form": form,
        "hinder": hinder,
        "avgift": prioritet.akutavgift(),
        "uppgift": request.GET.get("uppgift", request.POST.get("uppgift", "")),
        **visning.rader_med_summa(order),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, f"kundorder/{steg}.html", context, status=status)
