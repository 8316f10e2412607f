"""The pages of lager and transport: one per user task, the list, and the följesedel."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.gemensamt.sidor import Sidor
from cases.gemensamt.uppgiftssida import klart
from cases.hjalpmedel.queries import lediga_individer
from cases.leverans import actions, forms, overlamning, queries
from cases.leverans.models import Leverans
from cases.leverans.uppgiftssida import med_formular, oppnad, rita
from cases.mottagare.models import Atkomst
from cases.mottagare.visning import listnamn
from cases.organisation.models import Anvandare
from cases.organisation.roller import ar_hmc, har_roll
from workflows.errors import Forbidden, Hinder, NotFound, Refused

_PER_SIDA = 25
_FORSLAG = 5


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Open deliveries; any delivery by kundorder, följesedel or its own number."""
    person = personen(request)
    if not ar_hmc(person):
        raise Forbidden("Leveranser visas för Hjälpmedelscentralen. Följ din order i Kundorder.")
    sokt = request.GET.get("nummer", "")
    page = Sidor(queries.lista(person, sokt), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "leveranser": [
            (one, listnamn(one.arende.mottagare) or one.till_lager or "") for one in page
        ],
        "nummer": sokt,
        "kor_turen": har_roll(person, *actions.HANDLINGAR["leverera"]),
        "far_plocka": har_roll(person, "lager"),
    }
    return render(request, "leverans/lista.html", context)


def plocka(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Row by row: how many, or which individer. Works with a scanner and on a phone."""
    person, leverans = oppnad(request, arende, "plocka")
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
            return klart(request, leverans.arende, f"Leverans {leverans.arende.nummer} är plockad.")
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
    return rita(request, leverans, "plocka", context, wrong=bool(hinder))


def utleverera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Hand over to the transport: the följesedel gets its number."""
    person, leverans = oppnad(request, arende, "utleverera")
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions.utleverera(arende, person=person)
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(request, "Följesedeln är klar. Skriv ut den och lägg den med godset.")
            return redirect("leverans:foljesedel", arende)
    return rita(request, leverans, "utleverera", {"hinder": hinder}, wrong=bool(hinder))


@require_safe
def foljesedel(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The paper that goes with the goods."""
    person = personen(request)
    oppna(person, arende, Atkomst.Vad.SKREV_UT)
    leverans = queries.hamta(person, arende)
    if leverans.foljesedel is None:
        raise NotFound("Leveransen har ingen följesedel än. Den skrivs när godset utlevereras.")
    return rita(request, leverans, "foljesedel", {"rader": list(leverans.rader.all())})


def leverera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The driver's page: where, what, and how it went. A tekniker's own is to hand it over."""
    if _lamnar_bara_over(personen(request)):
        return redirect("leverans:lamna_over", arende)
    person, leverans = oppnad(request, arende, "leverera")
    form = forms.UtfallForm(request.POST or None, akut=leverans.kvitteras_senare)

    def carry_out() -> HttpResponse:
        said = form.cleaned_data
        told = actions.leverera(arende, person=person, **said)
        if told.utfall == Leverans.Utfall.LEVERERAD:
            return redirect("leverans:kvittera", arende)
        return klart(request, leverans.arende, "Beställaren får veta hur det gick.")

    return med_formular(request, leverans, "leverera", form, carry_out)


def _lamnar_bara_over(person: Anvandare) -> bool:
    drives = har_roll(person, *actions.HANDLINGAR["leverera"])
    return not drives and har_roll(person, *overlamning.HANDLINGAR["lamna_over"])


def kvittera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The one who receives signs on the driver's phone."""
    person, leverans = oppnad(request, arende, "kvittera")
    form = forms.KvittensForm(request.POST or None, leverans=leverans)

    def carry_out() -> HttpResponse:
        actions.kvittera(arende, person=person, **form.cleaned_data)
        return klart(request, leverans.arende, "Leveransen är kvitterad.")

    return med_formular(request, leverans, "kvittera", form, carry_out)


def ta_tillbaka(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Goods that nobody wanted are back at the lager."""
    person, leverans = oppnad(request, arende, "ta_tillbaka")
    if request.method == "POST":
        actions.ta_tillbaka(arende, person=person)
        return klart(request, leverans.arende, "Godset är tillbaka på hyllan.")
    return rita(request, leverans, "ta_tillbaka", {"rader": list(leverans.rader.all())})
