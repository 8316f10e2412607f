"""The start page, the messages and one's own details."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt.forms import UppgifterForm
from cases.gemensamt.inloggad import personen
from cases.gemensamt.menu import egna_lankar
from cases.meddelanden import lasning, nyheter, texter
from cases.organisation.models import Anvandare
from cases.organisation.queries import egna_forrad, egna_kunder

_PER_PAGE = 25
_ON_START = 5


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """News, support, the way into the work, and the latest messages (ST-7 … ST-13)."""
    context = {
        "nyheter": nyheter.aktuella(),
        "meddelanden": lasning.lista(personen(request))[:_ON_START],
        "lankar": texter.lankar(),
    }
    return render(request, "start/start.html", context)


@require_safe
def meddelanden(request: HttpRequest) -> HttpResponse:
    """The person's messages (ME-1)."""
    page = Paginator(lasning.lista(personen(request)), _PER_PAGE).get_page(request.GET.get("sida"))
    return render(request, "start/meddelanden.html", {"page_obj": page})


@require_safe
def meddelande(request: HttpRequest, nummer: int) -> HttpResponse:
    """One message; opening it is reading it (ME-2)."""
    found = lasning.las(personen(request), nummer)
    return render(request, "start/meddelande.html", {"meddelande": found})


@require_POST
def ta_bort(request: HttpRequest, nummer: int) -> HttpResponse:
    """Ta bort meddelande (ME-2)."""
    lasning.ta_bort(personen(request), nummer)
    messages.success(request, "Meddelandet är borttaget.")
    return redirect("meddelanden")


@require_POST
def ta_bort_alla(request: HttpRequest) -> HttpResponse:
    """Ta bort samtliga meddelanden (ME-3)."""
    number = lasning.ta_bort_alla(personen(request))
    words = "Meddelandet är borttaget." if number == 1 else f"{number} meddelanden är borttagna."
    messages.success(request, words if number else "Det fanns inga meddelanden att ta bort.")
    return redirect("meddelanden")


@require_safe
def dina_uppgifter(request: HttpRequest) -> HttpResponse:
    """Who the person is to webSesam (DU-1)."""
    person = personen(request)
    context = {
        "person": person,
        "kunder": egna_kunder(person).select_related("betalare", "leverans_fran"),
        "forrad": egna_forrad(person),
        "lankar": egna_lankar(person),
    }
    return render(request, "start/dina_uppgifter.html", context)


def andra_uppgifter(request: HttpRequest) -> HttpResponse:
    """Telephone, fax and e-mail (DU-2)."""
    person = Anvandare.objects.get(pk=personen(request).pk)
    form = UppgifterForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Dina uppgifter är sparade.")
        return redirect("dina_uppgifter")
    status = 422 if form.is_bound else 200
    return render(request, "start/andra_uppgifter.html", {"form": form}, status=status)


@login_not_required
@require_safe
def tillganglighet(request: HttpRequest) -> HttpResponse:
    """How accessible webSesam is, and how to report what is not."""
    return render(request, "start/tillganglighet.html")
