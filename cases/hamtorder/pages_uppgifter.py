"""One page per user task of a hämtorder."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.gemensamt import behorighet, ko, turkallor
from cases.gemensamt.inloggad import personen
from cases.gemensamt.uppgiftssida import klart, krav_sida, svara
from cases.hamtorder import actions, forms, queries, visning
from cases.hamtorder.models import Hamtorder
from cases.organisation.models import Anvandare
from workflows.errors import Hinder, No, Refused

_HAMTAT = "Hämtningen är noterad. Beställaren får veta hur det gick."
_INGEN_HEMMA = "Ingen hemma. Ett nytt försök planeras."


def hamta(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Where, what, and how it went row by row; posted from here or from the run (docs/ko.md)."""
    if request.method == "POST":
        return _hamtad(request, arende)
    person, order = _oppnad(request, arende, "hamta")
    return _rita_hamta(request, person, order)


def _hamtad(request: HttpRequest, arende: UUID) -> HttpResponse:
    person = personen(request)
    if not ko.fran_kon(request):
        behorighet.krav(person, "hamta", queries.hamta(person, arende).arende)

    def carry_out() -> dict[str, str]:
        done = ko.gjort(request)
        turkallor.krav_dagen(request.POST.get("dag", ""), done)
        order = queries.hamta(person, arende)
        home = "ingen_hemma" not in request.POST
        actions.hamta(
            arende,
            person=person,
            utfall=forms.utfall(request.POST, [rad for rad in order.rader.all() if rad.oppen]),
            ingen_hemma=not home,
            orsak=request.POST.get("orsak", ""),
            nar=done,
        )
        return {"mening": _HAMTAT if home else _INGEN_HEMMA}

    def refused(no: No) -> HttpResponse:
        if not isinstance(no, Refused):
            raise no
        return _rita_hamta(request, person, queries.hamta(person, arende), no.hinder)

    back = forms.turen(request.POST)
    return ko.besvara(
        request,
        carry_out,
        sedan=lambda _: redirect(back) if back else redirect("arende", arende),
        nekat=refused,
    )


def _rita_hamta(
    request: HttpRequest, person: Anvandare, order: Hamtorder, hinder: Sequence[Hinder] = ()
) -> HttpResponse:
    rows = [rad for rad in order.rader.all() if rad.oppen]
    said = forms.utfall(request.POST, rows)
    context = {
        **visning.huvud(order, person),
        "rows": [(rad, said[rad.pk]) for rad in rows],
        "orsak": request.POST.get("orsak", ""),
        "ingen_hemma": "ingen_hemma" in request.POST,
        "nyckel": ko.ny_nyckel(),
        "hinder": hinder,
    }
    return render(request, "hamtorder/hamta.html", context, status=422 if hinder else 200)


def bekrafta_aterlamnat(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The HMC looks whether what was handed back at the try-out is there."""
    person, order = _oppnad(request, arende, "bekrafta_aterlamnat")

    def carry_out() -> HttpResponse:
        missing = [rad.pk for rad in order.rader.all() if f"saknas-{rad.pk}" in request.POST]
        actions.bekrafta_aterlamnat(arende, person=person, saknas=missing)
        return klart(request, order.arende, "Återlämnandet är bekräftat.")

    return _svara(request, person, order, "bekrafta_aterlamnat", carry_out)


def utred(request: HttpRequest, arende: UUID) -> HttpResponse:
    """How the search for a main aid ended."""
    person, order = _oppnad(request, arende, "utred")
    form = forms.UtredForm(request.POST or None, rader=list(order.rader.all()))

    def carry_out() -> HttpResponse:
        actions.utred(arende, person=person, sagt=form.sagt())
        return klart(request, order.arende, "Eftersökningen är avslutad. Beställaren får veta.")

    return _svara(request, person, order, "utred", carry_out, form=form)


def folj_upp_retur(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Why nothing has come, told to the beställare."""
    person, order = _oppnad(request, arende, "folj_upp_retur")
    form = forms.TextForm(request.POST or None)

    def carry_out() -> HttpResponse:
        actions.folj_upp_retur(arende, person=person, text=form.cleaned_data["text"])
        return klart(request, order.arende, "Beställaren har fått besked.")

    return _svara(request, person, order, "folj_upp_retur", carry_out, form=form)


def avgor_makulering(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst decides about a request to cancel."""
    person, order = _oppnad(request, arende, "avgor_makulering")
    form = forms.MakuleringForm(request.POST or None)

    def carry_out() -> HttpResponse:
        actions.avgor_makulering(
            arende,
            person=person,
            makuleras=form.cleaned_data["beslut"] == "ja",
            text=form.cleaned_data["text"],
        )
        return klart(request, order.arende, "Beställaren har fått besked.")

    return _svara(request, person, order, "avgor_makulering", carry_out, form=form)


def _oppnad(request: HttpRequest, arende: UUID, handling: str) -> tuple[Anvandare, Hamtorder]:
    person = personen(request)
    order = queries.hamta(person, arende)
    krav_sida(request, order.arende, handling)
    return person, order


def _svara(
    request: HttpRequest,
    person: Anvandare,
    order: Hamtorder,
    steg: str,
    carry_out: Callable[[], HttpResponse],
    *,
    form: BaseForm | None = None,
    **context: Any,
) -> HttpResponse:
    return svara(
        request,
        f"hamtorder/{steg}.html",
        carry_out,
        visar=lambda: {**visning.huvud(order, person), **context},
        form=form,
    )
