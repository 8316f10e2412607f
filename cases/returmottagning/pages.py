"""The pages of the return desk: the list, receiving, and what the workshop does."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.gemensamt import behorighet
from cases.gemensamt.pages_arende import oppna
from cases.hjalpmedel.models import Skrotningskod
from cases.mottagare.visning import listnamn
from cases.organisation.models import Anvandare
from cases.organisation.roller import ar_hmc
from cases.returmottagning import actions, forms, queries, visning
from cases.returmottagning.models import Returmottagning, Returrad
from workflows import engine
from workflows.errors import Forbidden, Hinder, NotYourTurn, Refused

_PER_SIDA = 25
_ANDRINGAR = (
    (Returrad.Disposition.REKONDITIONERAS, "Rekonditioneras"),
    (Returrad.Disposition.BEDOMS, "Bedöms av tekniker"),
    (Returrad.Disposition.SKROTAS, "Skrotas"),
)


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """What is on its way in, and what has come."""
    person = _person(request)
    if not ar_hmc(person):
        raise Forbidden("Returer visas för Hjälpmedelscentralen. Följ din hämtorder i Hämtorder.")
    page = Paginator(queries.lista(person), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "returer": [(one, listnamn(one.arende.mottagare)) for one in page],
    }
    return render(request, "returmottagning/lista.html", context)


def ta_emot(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Row by row: did it come, and in what state."""
    person, retur = _oppnad(request, arende, "ta_emot")
    rows = list(retur.rader.all())

    def carry_out() -> HttpResponse:
        actions.ta_emot(arende, person=person, sagt=forms.mottaget(request.POST, rows))
        return _klart(request, retur, "Returen är registrerad.")

    shown = [(rad, forms.skrivet(request.POST, rad)) for rad in rows]
    return _svara(
        request,
        person,
        retur,
        "ta_emot",
        carry_out,
        rows=shown,
        skicken=Returrad.Skick.choices,
        andringar=_ANDRINGAR,
        koder=Skrotningskod.choices,
    )


def rekonditionera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What is fit again goes to its lager, the rest is scrapped with a code."""
    person, retur = _oppnad(request, arende, "rekonditionera")
    waits = {Returrad.Disposition.REKONDITIONERAS, Returrad.Disposition.BEDOMS}
    rows = [rad for rad in retur.rader.all() if rad.disposition in waits]
    said = {rad.nr: request.POST.get(f"rad-{rad.nr}", "") for rad in rows}

    def carry_out() -> HttpResponse:
        actions.rekonditionera(arende, person=person, sagt=said)
        return _klart(request, retur, "Rekonditioneringen är klar.")

    return _svara(
        request,
        person,
        retur,
        "rekonditionera",
        carry_out,
        rows=[(rad, said[rad.nr]) for rad in rows],
        koder=Skrotningskod.choices,
    )


def _person(request: HttpRequest) -> Anvandare:
    return cast(Anvandare, request.user)


def _oppnad(request: HttpRequest, arende: UUID, handling: str) -> tuple[Anvandare, Returmottagning]:
    person = _person(request)
    retur = queries.hamta(person, arende)
    behorighet.krav(person, handling, retur.arende)
    if request.method != "POST":
        oppna(person, arende)
        if all(task.element != handling for task in engine.open_tasks(arende)):
            raise NotYourTurn(
                f"Returen från hämtorder {retur.hamtordernummer} är"
                f" {retur.arende.status.lower()}, så det här är redan gjort. Öppna den och se vad"
                " som hänt."
            )
    return person, retur


def _svara(
    request: HttpRequest,
    person: Anvandare,
    retur: Returmottagning,
    steg: str,
    carry_out: Callable[[], HttpResponse],
    **context: Any,
) -> HttpResponse:
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            return carry_out()
        except Refused as no:
            hinder = no.hinder
    shown = {**visning.huvud(retur, person), **context, "hinder": hinder}
    status = 422 if request.method == "POST" else 200
    return render(request, f"returmottagning/{steg}.html", shown, status=status)


def _klart(request: HttpRequest, retur: Returmottagning, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("arende", retur.pk)
