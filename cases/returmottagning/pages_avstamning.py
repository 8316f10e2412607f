"""The reconciliation list, and ticking off what has been looked into (W10)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt.inloggad import personen
from cases.mottagare.visning import listnamn
from cases.organisation.models import Lager
from cases.organisation.roller import har_roll
from cases.returmottagning import avstamning
from workflows.errors import Refused


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """What came unasked and what did not come, for one lager or all."""
    person = personen(request)
    avstamning.krav(person)
    places = Lager.objects.filter(typ=Lager.Typ.HMC).order_by("nummer")
    chosen = places.filter(nummer=request.GET.get("lager", "")).first()
    found = avstamning.lista(person, chosen)
    context = {
        "alla_lager": places,
        "lager": chosen,
        "tar_emot": har_roll(person, "lager"),
        "utan_order": [(one, listnamn(one.arende.mottagare)) for one in found.utan_order],
        "kom_inte": [
            (rad, listnamn(rad.returmottagning.arende.mottagare)) for rad in found.kom_inte
        ],
        "borta": found.borta,
        "forsenade": [(one, listnamn(one.arende.mottagare)) for one in found.forsenade],
    }
    return render(request, "returmottagning/avstamning.html", context)


@require_POST
def stam_av(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What was out of order has been looked into."""
    person = personen(request)
    try:
        avstamning.stam_av(arende, person=person, text=request.POST.get("skal", ""))
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
        return redirect("arende", arende)
    messages.success(request, "Returen är avstämd.")
    return redirect("returmottagning:avstamning")
