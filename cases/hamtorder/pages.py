"""The pages of a hämtorder: the list, making it, its receipt and paper, and cancelling it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt import behorighet
from cases.gemensamt.band import band
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.hamtorder import (
    actions_aterregistrera,
    actions_makulera,
    actions_verkstall,
    forms,
    queries,
    urval,
    visning,
)
from cases.hamtorder.models import Hamtorder
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.visning import fodd, listnamn
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder
from workflows.errors import Forbidden, Hinder, Refused

_PER_SIDA = 25


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """The hämtorder of the person's units, or of all for HMC."""
    person = personen(request)
    page = Paginator(queries.lista(person), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "ordrar": [(one, listnamn(one.arende.mottagare)) for one in page],
    }
    return render(request, "hamtorder/lista.html", context)


def ny(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """Hämtplats/Åtgärd first, then the aids and the address, then Verkställ (HO-1 … HO-12)."""
    person = personen(request)
    mottagare = get_object_or_404(
        Mottagare.objects.select_related("baskod", "avvikande_baskod", "kund"), pk=mottagare_id
    )
    kund = _kund(request, person, mottagare)
    if request.method != "POST":
        with transaction.atomic():
            logga_atkomst(person, mottagare, Atkomst.Vad.OPPNADE, objekt="Hämtorder", kund=kund)
    atgard = urval.atgard(request.POST.get("atgard", request.GET.get("atgard", "")))
    context = {
        "mottagare": mottagare,
        "kund": kund,
        "band": band(mottagare, person),
        "atgarder": [
            (value, label, urval.ord_for(value)[1:2]) for value, label in Hamtorder.Atgard.choices
        ],
        "atgard": atgard,
        "steg": "atgard",
        "valda": sorted(urval.med_komponenter(mottagare, forms.valda(request.GET))),
    }
    if not atgard:
        hinder = (
            [Hinder("atgard_saknas", "Välj Hämtplats/Åtgärd först.", "atgard")]
            if "atgard" in request.GET or request.method == "POST"
            else []
        )
        return render(
            request,
            "hamtorder/ny.html",
            {**context, "hinder": hinder},
            status=422 if hinder else 200,
        )
    return _rader(request, person, mottagare, kund, atgard, context)


def _rader(
    request: HttpRequest,
    person: Anvandare,
    mottagare: Mottagare,
    kund: Kund,
    atgard: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    valda = (
        forms.valda(request.POST)
        if request.method == "POST"
        else urval.med_komponenter(mottagare, forms.valda(request.GET))
    )
    hinder: list[Hinder] = []
    asked = request.POST.get("gor", "") if request.method == "POST" else "hamta"
    leaves = asked == "avbryt"
    if leaves and not valda:
        return redirect(f"{reverse('hjalpmedel:bild', args=[mottagare.pk])}?kund={kund.nummer}")
    wrong = asked not in {"hamta", "byt", "avbryt"}
    ifylld = request.POST.get("adress_ifylld", "")
    if wrong:
        form = forms.HamtForm(request.POST, mottagare=mottagare, kund=kund, atgard=atgard)
        hinder = forms.hinder_for_visat(request.POST, mottagare, kund)
        if form.is_valid() and not hinder:
            try:
                order = actions_verkstall.verkstall(
                    mottagare, person=person, kund=kund, svar=form.svar(atgard, valda)
                )
                return redirect("hamtorder:kvitto", order.pk)
            except Refused as no:
                hinder = no.hinder
    else:
        if leaves:
            filled = forms.skrivet(request.POST)
        elif asked == "byt":
            filled, ifylld = forms.bytt(request.POST, mottagare, kund, atgard)
        else:
            filled = forms.forifyllt(mottagare, kund, atgard, request.POST.get("adress_id", ""))
            ifylld = filled.get("adress_id", "")
            typed = forms.skrivet(request.POST)
            filled |= {name: typed[name] for name in ("information", "rengjort")}
        form = forms.HamtForm(initial=filled, mottagare=mottagare, kund=kund, atgard=atgard)
    plats = urval.hamtplats(atgard)
    shown = {
        **context,
        "steg": "rader",
        "hjalp": visning.HJALP[atgard],
        "etikett": Hamtorder.Atgard(atgard).label,
        "form": form,
        "ifylld": ifylld,
        "lamnar": leaves,
        "hinder": hinder,
        "rader": visning.radvyer(urval.innehav_att_lamna(mottagare), plats, valda),
        "skrotas_ord": visning.SKROTAS,
        "direkt": plats.klass == Hamtorder.Klass.DIREKT,
        "forkommet": atgard == Hamtorder.Atgard.FORKOMMET,
    }
    return render(request, "hamtorder/ny.html", shown, status=422 if wrong else 200)


@require_safe
def kvitto(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The number, what happens next and when (HO-12)."""
    person = personen(request)
    oppna(person, arende)
    order = queries.hamta(person, arende)
    return render(
        request,
        "hamtorder/kvitto.html",
        {**visning.huvud(order, person), "skriv_ut": urval.hamtplats(order.atgard).skriv_ut},
    )


@require_safe
def utskrift(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The paper that lies with the goods in a buffertförråd (HO-15)."""
    person = personen(request)
    oppna(person, arende, Atkomst.Vad.SKREV_UT)
    order = queries.hamta(person, arende)
    shown = {**visning.huvud(order, person), "fodd": fodd(order.arende.mottagare)}
    return render(request, "hamtorder/utskrift.html", shown)


@require_POST
def begar_makulering(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The förskrivare asks kundtjänst to cancel."""
    person = personen(request)
    try:
        actions_makulera.begar_makulering(arende, person=person, skal=request.POST.get("skal", ""))
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, "Kundtjänst har fått din begäran och svarar dig.")
    return redirect("arende", arende)


@require_POST
def makulera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst cancels."""
    try:
        skal = request.POST.get("skal", "")
        actions_makulera.makulera(arende, person=personen(request), skal=skal)
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, "Hämtordern är makulerad. Beställaren får ett meddelande.")
    return redirect("arende", arende)


@require_POST
def aterregistrera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst takes back a direct avregistrering that was wrong."""
    try:
        skal = request.POST.get("skal", "")
        actions_aterregistrera.aterregistrera(arende, person=personen(request), skal=skal)
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, "Hjälpmedlen står åter hos mottagaren. Beställaren får veta det.")
    return redirect("arende", arende)


def _kund(request: HttpRequest, person: Anvandare, mottagare: Mottagare) -> Kund:
    """The unit that she works for now, which must have a reason to open the patient."""
    behorighet.krav_uppslag(person)
    actions_verkstall.krav_bestallare(person)
    own = egna_kunder(person)
    asked = request.POST.get("kund", request.GET.get("kund", ""))
    kund = own.filter(nummer=asked).first() or own.first()
    if kund is None:
        raise Forbidden("Du hör inte till någon enhet, så du kan inte lägga en hämtorder.")
    behorighet.krav_mottagare(person, mottagare, kund)
    return kund
