"""The pages of the guide: one per part, and the receipt. The rows have a module of their own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.gemensamt.vardrelation import ar_bekraftad
from cases.kundorder import (
    actions,
    actions_rader,
    forms,
    postat,
    prioritet,
    queries,
    uttag,
    visning,
)
from cases.kundorder.kvitto import kvitto_for
from cases.kundorder.models import Kundorder
from cases.kundorder.pages_bilagor import bifoga_till_ordern
from cases.kundorder.stegsida import bandet, med_artikel, ordern, rita
from cases.organisation.queries import egna_kunder
from workflows.errors import Hinder, Refused


@require_POST
def ny(request: HttpRequest) -> HttpResponse:
    """Begin an order; from Hjälpmedel with the mottagare and the unit filled in (KO-1)."""
    person, post = personen(request), request.POST
    order = actions.ny(
        person=person,
        nummer=post.get("nummer", ""),
        kund=egna_kunder(person).filter(nummer=post.get("kund", "")).first(),
        till_vardenhet=post.get("mottagartyp") == forms.VARDENHET,
    )
    return redirect(med_artikel("kundorder:orderhuvud", order.pk, post.get("artikel", "")))


def orderhuvud(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Whom the order is for (KO-1 … KO-3)."""
    person = personen(request)
    order, elsewhere = ordern(request, arende, "orderhuvud")
    if elsewhere:
        return elsewhere
    initial = {
        "typ": order.typ,
        "forrad": order.forrad_id,
        "mottagartyp": forms.VARDENHET if order.till_vardenhet else forms.PATIENT,
        "nummer": order.skrivet_nummer,
        "kund": order.arende.kund_id,
        "till_kop": order.till_kop,
    }
    if request.method != "POST":
        bekraftad = ar_bekraftad(person, order.skrivet_nummer, order.arende.kund)
        form = forms.HuvudForm(initial=initial, person=person, bekraftad=bekraftad)
        return rita(request, order, "orderhuvud", {"form": form})
    form = forms.HuvudForm(request.POST, initial=initial, person=person)
    hinder: list[Hinder] = []
    if form.is_valid():
        try:
            actions.orderhuvud(
                arende, person=person, svar=form.svar(), version=postat.version(request.POST)
            )
            artikel = request.GET.get("artikel", "")
            return redirect(med_artikel("kundorder:orderrader", arende, artikel))
        except Refused as no:
            hinder = no.hinder
    return rita(request, order, "orderhuvud", {"form": form, "hinder": hinder}, status=422)


def leveransuppgifter(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Where and how (KO-17 … KO-24)."""
    person = personen(request)
    order, elsewhere = ordern(request, arende, "leveransuppgifter")
    if elsewhere:
        return elsewhere
    initial = forms.leverans_initial(order)
    if request.method != "POST":
        form = forms.LeveransForm(initial=initial, order=order)
        return _rita_leverans(request, order, form)
    hamtar = request.POST.get("gor") == "hamta"
    form = forms.LeveransForm(request.POST, initial=initial, order=order, hamtar=hamtar)
    hinder: list[Hinder] = []
    version = None
    try:
        # Files can't be shown again, so they are kept whatever else is wrong.
        version = bifoga_till_ordern(request, arende)
        hinder = [] if hamtar else forms.hinder_for_adress(request.POST, order)
        if form.is_valid() and hamtar:
            actions.hamta_leveransadress(arende, person=person, svar=form.svar(), version=version)
            return redirect("kundorder:leveransuppgifter", arende)
        if form.is_valid() and not hinder:
            actions.leveransuppgifter(arende, person=person, svar=form.svar(), version=version)
            return redirect("kundorder:verkstall", arende)
    except Refused as no:
        hinder = no.hinder
    return _rita_leverans(request, queries.hamta(person, arende), form, hinder, version)


def _rita_leverans(
    request: HttpRequest,
    order: Kundorder,
    form: forms.LeveransForm,
    hinder: list[Hinder] | None = None,
    sedd: int | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "hinder": hinder or [],
        "ifylld": form.data.get("adress_ifylld", "") if form.is_bound else forms.ifylld(order),
        "orderbilagor": list(order.arende.bilagor.filter(rad=None).order_by("uppladdad")),
        "epost_utanfor": order.epost_utanfor,
        "akutregler": prioritet.AKUTREGLER,
        "avgift": prioritet.akutavgift(),
        **visning.rader_med_summa(order),
    }
    status = 422 if form.is_bound else 200
    return rita(request, order, "leveransuppgifter", context, status=status, sedd=sedd)


def verkstall(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Everything once more; the button sends the order (KO-25)."""
    order, elsewhere = ordern(request, arende, "verkstall")
    if elsewhere:
        return elsewhere
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions.verkstall(
                arende,
                person=personen(request),
                version=postat.version(request.POST),
                underskott_bekraftat="underskott_bekraftat" in request.POST,
            )
            return redirect("kundorder:kvitto", arende)
        except Refused as no:
            hinder = no.hinder
    elif not uttag.ar_uttag(order) and visning.vart(order).dold:
        return redirect("kundorder:leveransuppgifter", arende)
    context = {
        **visning.rader_med_summa(order),
        "hinder": hinder,
        "hyr_nagot": queries.hyr_nagot(arende),
    }
    return rita(request, order, "verkstall", context, status=422 if hinder else 200)


@require_safe
def kvitto(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The number, what happens next and when (KO-25)."""
    person = personen(request)
    oppna(person, arende)
    order = queries.hamta(person, arende)
    if order.arende.verkstalld is None:
        return redirect("kundorder:orderhuvud", arende)
    context = {
        "order": order,
        "arende": order.arende,
        "egen": True,
        "receipt": kvitto_for(order),
        "band": bandet(order, person),
        **visning.kontext(order, person),
    }
    return render(request, "kundorder/kvitto.html", context)


@require_POST
def radera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Radera on the head: the draft is taken away (L1085)."""
    actions.radera(arende, person=personen(request))
    messages.success(request, "Utkastet är raderat.")
    return redirect("kundorder:lista")


@require_POST
def avbryt(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Avbryt on the rows: all are taken away, for a day (KO-14)."""
    actions_rader.avbryt_rader(
        arende, person=personen(request), version=postat.version(request.POST)
    )
    messages.success(
        request, "Alla rader är borttagna. Du kan hämta tillbaka dem inom ett dygn från Utkast."
    )
    return redirect("kundorder:orderhuvud", arende)


@require_POST
def angra(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Get back what Avbryt took away."""
    actions_rader.angra_avbryt(arende, person=personen(request))
    messages.success(request, "Raderna är tillbaka i ordern.")
    return redirect("kundorder:orderhuvud", arende)
