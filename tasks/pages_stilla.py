"""Cases that stand still: the list, and what is missing made anew."""

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks import stilla
from tasks.pages_driftstopp import krav_pa_lagare
from workflows.errors import Refused


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """By process, step and cause; one of these opened, those that have stood longest first."""
    person = krav_pa_lagare(request)
    key = request.GET.get("orsak", "")
    if not key:
        return render(request, "driftstopp/stilla.html", {"grupper": stilla.grupper(person)})
    group, cases = stilla.grupp(key, person)
    page = Paginator(cases, 25).get_page(request.GET.get("sida"))
    context = {"grupp": group, "page_obj": page, "rader": stilla.rader(page.object_list, person)}
    return render(request, "driftstopp/stilla_grupp.html", context)


@require_POST
def aterstall(request: HttpRequest, nummer: int) -> HttpResponse:
    """Make what is missing anew from where the case itself stands."""
    person = krav_pa_lagare(request)
    try:
        moves = stilla.aterstall(nummer, av=person.username)
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        if moves:
            messages.success(request, "Ärendet är återställt och kan gå vidare.")
        else:
            messages.warning(request, "Det som fattades är gjort, men ärendet står ändå stilla.")
    asked = request.POST.get("orsak", "")
    more = asked and any(one.nyckel == asked for one in stilla.grupper(person))
    return redirect(reverse("star_stilla") + (f"?orsak={quote(asked)}" if more else ""))
