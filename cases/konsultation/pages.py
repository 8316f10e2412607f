"""The pages of a konsultation: the list, and one for each user task."""

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.gemensamt import uppgiftssida
from cases.gemensamt.inloggad import personen
from cases.gemensamt.uppgiftssida import krav_sida
from cases.konsultation import actions, forms, queries, visning
from cases.konsultation.models import Konsultation
from cases.mottagare.visning import listnamn

_PER_SIDA = 25


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Those that she may know of, newest first."""
    page = Paginator(queries.lista(personen(request)), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "rader": [(one, listnamn(one.arende.mottagare)) for one in page],
    }
    return render(request, "konsultation/lista.html", context)


def erbjud_tid(request: HttpRequest, arende: UUID) -> HttpResponse:
    """A time is booked, or one more try has failed."""
    found = _oppnad(request, arende, "erbjud_tid")
    form = forms.TidForm(request.POST or None)

    def gor() -> None:
        actions.erbjud_tid(arende, person=personen(request), sagt=form.svar())

    return _svara(request, found, "erbjud_tid", form, gor, "Sparat.")


def genomfor(request: HttpRequest, arende: UUID) -> HttpResponse:
    """How it went."""
    found = _oppnad(request, arende, "genomfor")
    form = forms.ResultatForm(request.POST or None)

    def gor() -> None:
        actions.genomfor(arende, person=personen(request), sagt=form.svar())

    return _svara(request, found, "genomfor", form, gor, "Sparat. Förskrivaren får veta.")


def folj_upp_forsening(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What kundtjänst has found out, told to the förskrivare."""
    found = _oppnad(request, arende, "folj_upp_forsening")
    form = forms.TextForm(request.POST or None)

    def gor() -> None:
        actions.folj_upp_forsening(arende, person=personen(request), text=form.cleaned_data["text"])

    return _svara(request, found, "folj_upp_forsening", form, gor, "Förskrivaren har fått besked.")


def _oppnad(request: HttpRequest, arende: UUID, handling: str) -> Konsultation:
    found = queries.hamta(personen(request), arende)
    krav_sida(request, found.arende, handling)
    return found


def _svara(
    request: HttpRequest,
    konsultation: Konsultation,
    uppgift: str,
    form: django_forms.Form,
    gor: Callable[[], object],
    klart: str,
) -> HttpResponse:
    def carry_out() -> HttpResponse:
        gor()
        return uppgiftssida.klart(request, konsultation.arende, klart)

    return uppgiftssida.svara(
        request,
        f"konsultation/{uppgift}.html",
        carry_out,
        visar=lambda: visning.huvud(konsultation, personen(request)),
        form=form,
    )
