"""The pages beside the guide: lists, cancelling, buying what lacks, taking goods in."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.artiklar.models import Artikel
from cases.gemensamt import behorighet
from cases.gemensamt.band import band
from cases.gemensamt.pages_arende import oppna
from cases.kundorder import (
    actions_efter,
    actions_inkop,
    actions_makulera,
    actions_rader,
    forms,
    makulering,
    postat,
    queries,
)
from cases.kundorder.ordertyp import mottagarnamn
from cases.mottagare.visning import listnamn
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows.errors import Forbidden, Hinder, Refused

_PER_SIDA = 25
_VISA = {"utkast": "Utkast", "pagaende": "Pågående", "avslutade": "Avslutade"}


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Drafts, open orders and those that are done; an order by its number."""
    person = _person(request)
    nummer = request.GET.get("nummer", "").strip()
    if nummer and (found := queries.med_nummer(person, nummer)):
        return redirect("arende", found.pk)
    shown = request.GET.get("visa", "pagaende")
    visa = shown if shown in _VISA else "pagaende"
    listor = {
        "utkast": queries.utkast,
        "pagaende": queries.pagaende,
        "avslutade": queries.avslutade,
    }
    page = Paginator(listor[visa](person), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "ordrar": [
            (order, mottagarnamn(order) or listnamn(order.arende.mottagare)) for order in page
        ],
        "visa": visa,
        "flikar": [(name, label, listor[name](person).count()) for name, label in _VISA.items()],
        "nummer": nummer,
        "kan_bestalla": har_roll(person, "forskrivare", "bestallare"),
        "angra_bara": {order.pk for order in page if actions_rader.gar_att_angra(order)},
    }
    return render(request, "kundorder/lista.html", context, status=404 if nummer else 200)


@require_POST
def makulera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Makulera order, or what is left of it (KO-27, DMN 12)."""
    what = actions_makulera.makulera(arende, person=_person(request))
    messages.success(
        request,
        "Ordern är makulerad. Det som var reserverat är släppt."
        if what == makulering.ALLT
        else "Det som återstod av ordern är makulerat.",
    )
    return redirect("arende", arende)


def kop_in(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Inköp tells what has been ordered from the supplier and when it is expected."""
    person = _person(request)
    order = queries.hamta(person, arende)
    behorighet.krav(person, "kop_in", order.arende)
    rader = queries.restnoterade(arende)
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions_efter.kop_in(
                arende,
                person=person,
                svar=postat.inkop(request.POST, rader),
                task_id=postat.uppgift(request.POST),
            )
            messages.success(request, f"Inköpet till kundorder {order.arende.nummer} är noterat.")
            return redirect("arende", arende)
        except Refused as no:
            hinder = no.hinder
    elif order.arende.mottagare:
        oppna(person, arende)
    context = {
        "order": order,
        "band": band(order.arende.mottagare, person) if order.arende.mottagare else None,
        "rader": [
            (
                rad,
                request.POST.get(f"nummer-{rad.nr}", rad.bestallningsnummer),
                request.POST.get(f"vantas-{rad.nr}", ""),
            )
            for rad in rader
        ],
        "hinder": hinder,
        "uppgift": request.GET.get("uppgift", request.POST.get("uppgift", "")),
    }
    return render(request, "kundorder/kop_in.html", context, status=422 if hinder else 200)


def andra_vantas(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The supplier has changed its day: inköp tells which and why (KO-26)."""
    person = _person(request)
    order = queries.hamta(person, arende)
    behorighet.krav(person, "andra_vantas", order.arende)
    rader = [rad for rad in queries.restnoterade(arende) if rad.vantas is not None]
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions_inkop.andra_vantas(
                arende,
                person=person,
                vantas={told.rad: told.vantas for told in postat.inkop(request.POST, rader)},
                orsak=request.POST.get("orsak", ""),
            )
            messages.success(request, "Dagen är ändrad. Flyttas leveransen får beställaren veta.")
            return redirect("arende", arende)
        except Refused as no:
            hinder = no.hinder
    elif order.arende.mottagare:
        oppna(person, arende)
    context = {
        "order": order,
        "band": band(order.arende.mottagare, person) if order.arende.mottagare else None,
        "rader": [
            (rad, request.POST.get(f"vantas-{rad.nr}", f"{rad.vantas:%Y-%m-%d}")) for rad in rader
        ],
        "orsak": request.POST.get("orsak", ""),
        "hinder": hinder,
    }
    return render(request, "kundorder/andra_vantas.html", context, status=422 if hinder else 200)


def inleverans(request: HttpRequest) -> HttpResponse:
    """Goods have come to a lager: the orders that wait for them go on."""
    person = _person(request)
    if not har_roll(person, "lager", "inkop"):
        raise Forbidden("Inleverans görs av lager eller inköp. Be någon med den rollen om hjälp.")
    form = forms.InleveransForm(request.POST or None)
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        artikel = Artikel.objects.filter(nummer=form.cleaned_data["artikel"].strip()).first()
        if artikel is None:
            hinder = [
                Hinder(
                    "artikel_okand",
                    "Det finns ingen artikel med det numret. Kontrollera följesedeln.",
                    "artikel",
                )
            ]
        else:
            try:
                waited = actions_efter.inleverera(
                    form.cleaned_data["lager"].pk,
                    artikel.pk,
                    form.cleaned_data["antal"],
                    person=person,
                    individer=form.nummer(),
                )
            except Refused as no:
                hinder = no.hinder
            else:
                words = "En order väntade" if waited == 1 else f"{waited} ordrar väntade"
                messages.success(
                    request,
                    f"{artikel} är inlagd i lagret."
                    + (f" {words} på den och har gått vidare i tur och ordning." if waited else ""),
                )
                return redirect("kundorder:inleverans")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "hinder": hinder}
    return render(request, "kundorder/inleverans.html", context, status=status)


def _person(request: HttpRequest) -> Anvandare:
    return cast(Anvandare, request.user)
