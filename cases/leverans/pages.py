"""The pages of lager and transport: one per user task, the list, and the följesedel."""

from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.gemensamt import behorighet
from cases.gemensamt.pages_arende import oppna
from cases.hjalpmedel.queries import lediga_individer
from cases.leverans import actions, facts, forms, queries, visning
from cases.leverans.models import Leverans
from cases.mottagare.visning import listnamn
from cases.organisation.models import Anvandare
from cases.organisation.roller import ar_hmc, har_roll
from workflows import engine
from workflows.errors import Forbidden, Hinder, NotFound, NotYourTurn, Refused

_PER_SIDA = 25
_FORSLAG = 5


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Open deliveries; any delivery by kundorder, följesedel or its own number."""
    person = _person(request)
    if not ar_hmc(person):
        raise Forbidden("Leveranser visas för Hjälpmedelscentralen. Följ din order i Kundorder.")
    sokt = request.GET.get("nummer", "")
    page = Paginator(queries.lista(person, sokt), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "leveranser": [(one, listnamn(one.arende.mottagare)) for one in page],
        "nummer": sokt,
        "kor_turen": har_roll(person, *actions.HANDLINGAR["leverera"]),
        "far_plocka": har_roll(person, "lager"),
    }
    return render(request, "leverans/lista.html", context)


def plocka(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Row by row: how many, or which individer. Works with a scanner and on a phone."""
    person, leverans = _oppnad(request, arende, "plocka")
    rader = list(leverans.rader.all())
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions.plocka(
                arende,
                person=person,
                plockat=forms.plockat(request.POST, rader),
                brist_bekraftad="brist" in request.POST,
            )
        except Refused as no:
            hinder = no.hinder
        else:
            return _klart(request, leverans, f"Leverans {leverans.arende.nummer} är plockad.")
    shown = [
        {
            "rad": rad,
            "forslag": list(lediga_individer(rad.artikel, rad.lager)[:_FORSLAG])
            if rad.artikel.individmarkt
            else [],
            **(forms.skrivet(request.POST, rad) if request.method == "POST" else forms.avlast(rad)),
        }
        for rad in rader
    ]
    context = {"rader": shown, "hinder": hinder, "brist": "brist" in request.POST}
    return _draw(request, leverans, "plocka", context, wrong=bool(hinder))


def samla(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Samleverans: what other lager have picked comes here before anything leaves (KO-24)."""
    person, leverans = _oppnad(request, arende, "samla")
    rader = [rad for rad in leverans.rader.all() if facts.hamtas_fran_annat_lager(leverans, rad)]
    hinder: list[Hinder] = []
    framme = forms.prickade(request.POST, rader)
    if request.method == "POST":
        try:
            actions.samla(arende, person=person, framme=framme)
        except Refused as no:
            hinder = no.hinder
        else:
            return _klart(request, leverans, "Allt är framme. Nu kan leveransen utlevereras.")
    context = {"rader": rader, "framme": framme, "hinder": hinder}
    return _draw(request, leverans, "samla", context, wrong=bool(hinder))


def utleverera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Hand over to the transport: the följesedel gets its number."""
    person, leverans = _oppnad(request, arende, "utleverera")
    if request.method == "POST":
        actions.utleverera(arende, person=person)
        messages.success(request, "Följesedeln är klar. Skriv ut den och lägg den med godset.")
        return redirect("leverans:foljesedel", arende)
    return _draw(request, leverans, "utleverera", {})


@require_safe
def foljesedel(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The paper that goes with the goods."""
    person = _person(request)
    oppna(person, arende)
    leverans = queries.hamta(person, arende)
    if leverans.foljesedel is None:
        raise NotFound("Leveransen har ingen följesedel än. Den skrivs när godset utlevereras.")
    return _draw(request, leverans, "foljesedel", {"rader": list(leverans.rader.all())})


def leverera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The driver's page: where, what, and how it went."""
    person, leverans = _oppnad(request, arende, "leverera")
    form = forms.UtfallForm(request.POST or None)

    def carry_out() -> HttpResponse:
        said = form.cleaned_data
        told = actions.leverera(arende, person=person, utfall=said["utfall"], orsak=said["orsak"])
        if told.utfall == Leverans.Utfall.LEVERERAD:
            return redirect("leverans:kvittera", arende)
        return _klart(request, leverans, "Beställaren får veta hur det gick.")

    return _with_form(request, leverans, "leverera", form, carry_out)


def kvittera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The one who receives signs on the driver's phone."""
    person, leverans = _oppnad(request, arende, "kvittera")
    form = forms.KvittensForm(request.POST or None)

    def carry_out() -> HttpResponse:
        actions.kvittera(arende, person=person, **form.cleaned_data)
        return _klart(request, leverans, "Leveransen är kvitterad.")

    return _with_form(request, leverans, "kvittera", form, carry_out)


def ta_tillbaka(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Goods that nobody wanted are back at the lager."""
    person, leverans = _oppnad(request, arende, "ta_tillbaka")
    if request.method == "POST":
        actions.ta_tillbaka(arende, person=person)
        return _klart(request, leverans, "Godset är tillbaka på hyllan.")
    return _draw(request, leverans, "ta_tillbaka", {"rader": list(leverans.rader.all())})


def _person(request: HttpRequest) -> Anvandare:
    return cast(Anvandare, request.user)


def _oppnad(request: HttpRequest, arende: UUID, handling: str) -> tuple[Anvandare, Leverans]:
    """The leverans, if this is what is to be done with it now.

    Raises `NotFound`, `Forbidden`, `NotYourTurn`.
    """
    person = _person(request)
    leverans = queries.hamta(person, arende)
    behorighet.krav(person, handling, leverans.arende)
    if request.method != "POST":
        oppna(person, arende)
        if all(task.element != handling for task in engine.open_tasks(arende)):
            raise NotYourTurn(
                f"Leverans {leverans.arende.nummer} är {leverans.arende.status.lower()}, så det"
                " här är redan gjort eller inte aktuellt. Öppna leveransen och se vad som hänt."
            )
    return person, leverans


def _with_form(
    request: HttpRequest,
    leverans: Leverans,
    steg: str,
    form: forms.UtfallForm | forms.KvittensForm,
    carry_out: Callable[[], HttpResponse],
) -> HttpResponse:
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        try:
            return carry_out()
        except Refused as no:
            hinder = no.hinder
    context = {"form": form, "hinder": hinder, "rader": list(leverans.rader.all())}
    return _draw(request, leverans, steg, context, wrong=request.method == "POST")


def _draw(
    request: HttpRequest,
    leverans: Leverans,
    steg: str,
    context: Mapping[str, Any],
    *,
    wrong: bool = False,
) -> HttpResponse:
    person = _person(request)
    shown = {
        "leverans": leverans,
        "senast": facts.senast(leverans),
        **visning.huvud(leverans, person),
        **context,
    }
    return render(request, f"leverans/{steg}.html", shown, status=422 if wrong else 200)


def _klart(request: HttpRequest, leverans: Leverans, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("arende", leverans.pk)
