"""The pages of the return desk: the list, receiving, and what the workshop does."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt import behorighet
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.hjalpmedel import skrotningskoder
from cases.mottagare.visning import listnamn
from cases.organisation.models import Anvandare
from cases.organisation.roller import ar_hmc, har_roll
from cases.returmottagning import (
    actions,
    actions_karantan,
    avstamning,
    forms,
    forslag,
    queries,
    visning,
)
from cases.returmottagning.begin import TYP
from cases.returmottagning.models import HOS_TEKNIKER, Returmottagning, Returrad
from workflows import engine
from workflows.errors import Forbidden, Hinder, NotYourTurn, Refused

_PER_SIDA = 25
ANDRINGAR = (
    (Returrad.Disposition.REKONDITIONERAS, "Rekonditioneras"),
    (Returrad.Disposition.BEDOMS, "Bedöms av tekniker"),
    (Returrad.Disposition.SKROTAS, "Skrotas"),
)


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """What is on its way in, and what has come."""
    person = personen(request)
    if not ar_hmc(person):
        raise Forbidden("Returer visas för Hjälpmedelscentralen. Följ din hämtorder i Hämtorder.")
    page = Paginator(queries.lista(person), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "tar_emot": har_roll(person, "lager"),
        "stammer_av": avstamning.far_se(person),
        "returer": [(one, listnamn(one.arende.mottagare)) for one in page],
    }
    return render(request, "returmottagning/lista.html", context)


def ta_emot(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Row by row: did it come, and in what state."""
    person, retur = _oppnad(request, arende, "ta_emot")
    rows = list(retur.rader.all())
    numbers = [rad.nr for rad in rows]

    def carry_out() -> HttpResponse:
        told = forms.mottaget(request.POST, numbers)
        done = actions.ta_emot(arende, person=person, sagt=told)
        words = visning.gick_fore(done, {one.nr: one for one in told})
        return _klart(request, retur, " ".join(["Returen är registrerad.", *words]))

    told = {one.nr: one for one in forms.mottaget(request.POST, numbers)}
    tabeller = engine.Tables(TYP, retur.pk)
    shown = [
        (
            rad.nr,
            rad.innehav,
            rad.antal,
            {
                **forms.skrivet(request.POST, rad.nr),
                "forslag": forslag.i_forvag(rad.innehav, told[rad.nr], tabeller),
            },
        )
        for rad in rows
    ]
    return _svara(
        request,
        person,
        retur,
        "ta_emot",
        carry_out,
        rows=shown,
        skicken=Returrad.Skick.choices,
        andringar=ANDRINGAR,
        koder=skrotningskoder.valbara(),
    )


def rekonditionera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What is fit again goes to its lager, the rest is scrapped with a code."""
    person, retur = _oppnad(request, arende, "rekonditionera")
    waiting = [rad for rad in retur.rader.all() if rad.disposition in HOS_TEKNIKER]
    rows = [rad for rad in waiting if not (rad.halls or rad.skrotad)]
    said = {rad.nr: request.POST.get(f"rad-{rad.nr}", "") for rad in rows}
    said |= {
        rad.nr: request.POST[f"rad-{rad.nr}"] for rad in waiting if f"rad-{rad.nr}" in request.POST
    }

    koder = actions.koder_vid_rekond(rows)

    def carry_out() -> HttpResponse:
        actions.rekonditionera(arende, person=person, sagt=said)
        return _klart(request, retur, "Det är noterat.")

    return _svara(
        request,
        person,
        retur,
        "rekonditionera",
        carry_out,
        rows=[(rad, said[rad.nr], koder[rad.nr].items()) for rad in rows],
        halls=[rad for rad in waiting if rad.halls],
    )


@require_POST
def hav_karantan(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kvalitet lets go of what the return desk held."""
    person = personen(request)
    behorighet.krav(person, "hav_karantan", queries.hamta(person, arende).arende)
    nr = request.POST.get("nr", "")
    try:
        actions_karantan.hav_karantan(
            arende,
            person=person,
            nr=int(nr) if nr.isdecimal() and len(nr) < 5 else 0,
            text=request.POST.get("skal", ""),
        )
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, "Karantänen är hävd. En tekniker bedömer hjälpmedlet.")
    return redirect("arende", arende)


def _oppnad(request: HttpRequest, arende: UUID, handling: str) -> tuple[Anvandare, Returmottagning]:
    person = personen(request)
    retur = queries.hamta(person, arende)
    behorighet.krav(person, handling, retur.arende)
    if request.method != "POST":
        oppna(person, arende)
        if all(task.element != handling for task in engine.open_tasks(arende)):
            raise NotYourTurn(
                f"{retur.vad} är {retur.arende.status.lower()}, så det här är redan gjort. Öppna"
                " den och se vad som hänt."
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
    decides = request.method == "POST" and not forms.bara_visas(request.POST)
    if decides:
        try:
            return carry_out()
        except Refused as no:
            hinder = no.hinder
    shown = {**visning.huvud(retur, person), **context, "hinder": hinder}
    status = 422 if decides else 200
    return render(request, f"returmottagning/{steg}.html", shown, status=status)


def _klart(request: HttpRequest, retur: Returmottagning, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("arende", retur.pk)
