"""The pages beside the guide: lists, cancelling, taking goods in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.artiklar.models import Artikel
from cases.gemensamt.inloggad import personen
from cases.gemensamt.sidor import Sidor, raknat
from cases.kundorder import (
    actions_dela,
    actions_efter,
    actions_makulera,
    actions_rader,
    forms,
    makulering,
    queries,
)
from cases.kundorder.ordertyp import mottagarnamn
from cases.mottagare.visning import listnamn
from cases.organisation.roller import har_roll
from workflows.errors import Forbidden, Hinder, Refused

_PER_SIDA = 25
_VISA = {"utkast": "Utkast", "pagaende": "Pågående", "avslutade": "Avslutade"}


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Drafts, open orders and those that are done; an order by its number."""
    person = personen(request)
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
    page = Sidor(listor[visa](person), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "ordrar": [
            (order, mottagarnamn(order) or listnamn(order.arende.mottagare)) for order in page
        ],
        "visa": visa,
        "flikar": [(name, label, raknat(listor[name](person))) for name, label in _VISA.items()],
        "nummer": nummer,
        "kan_bestalla": har_roll(person, "forskrivare", "bestallare"),
        "angra_bara": {order.pk for order in page if actions_rader.gar_att_angra(order)},
    }
    return render(request, "kundorder/lista.html", context, status=404 if nummer else 200)


@require_POST
def makulera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Makulera order, or what is left of it (KO-27, DMN 12)."""
    skal = request.POST.get("skal", "")
    what = actions_makulera.makulera(arende, person=personen(request), skal=skal)
    messages.success(
        request,
        "Ordern är makulerad. Det som var reserverat är släppt."
        if what == makulering.ALLT
        else "Det som återstod av ordern är makulerat.",
    )
    return redirect("arende", arende)


@require_POST
def dela(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What an arbetsorder does not concern goes on in an order of its own (AO-6)."""
    new = actions_dela.dela(arende, person=personen(request))
    messages.success(
        request,
        f"Det som inte väntar på arbetsordern går nu i kundorder {new.arende.nummer}. Resten står"
        " kvar i den delade ordern.",
    )
    return redirect("arende", new.pk)


def inleverans(request: HttpRequest) -> HttpResponse:
    """Goods have come to a lager: the orders that wait for them go on."""
    person = personen(request)
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
