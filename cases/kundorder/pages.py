"""The pages of the guide: one per part, and the receipt."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt import behorighet
from cases.gemensamt.band import band
from cases.gemensamt.pages_arende import oppna
from cases.kundorder import actions, actions_rader, forms, guide, queries, visning
from cases.kundorder.models import Kundorder
from cases.organisation.models import Anvandare
from workflows.errors import Hinder, Refused


@require_POST
def ny(request: HttpRequest) -> HttpResponse:
    """Begin an order; from Hjälpmedel with the patient's number filled in."""
    order = actions.ny(person=_person(request), nummer=request.POST.get("nummer", ""))
    return redirect("kundorder:orderhuvud", order.pk)


def orderhuvud(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Whom the order is for (KO-1 … KO-3)."""
    person = _person(request)
    order, elsewhere = _order(request, arende, "orderhuvud")
    if elsewhere:
        return elsewhere
    if request.method != "POST":
        mottagare = order.arende.mottagare
        initial = {
            "mottagartyp": forms.VARDENHET if order.till_vardenhet else forms.PATIENT,
            "nummer": order.skrivet_nummer,
            "kund": order.arende.kund_id,
            "till_kop": order.till_kop,
        }
        form = forms.HuvudForm(initial=initial, person=person)
        return _draw(request, order, "orderhuvud", {"form": form, "klar": mottagare is not None})
    form = forms.HuvudForm(request.POST, person=person)
    hinder: list[Hinder] = []
    if form.is_valid():
        try:
            actions.orderhuvud(
                arende, person=person, svar=form.svar(), version=forms.version(request.POST)
            )
            return redirect("kundorder:orderrader", arende)
        except Refused as no:
            hinder = no.hinder
    return _draw(request, order, "orderhuvud", {"form": form, "hinder": hinder}, status=422)


def orderrader(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What is ordered (KO-7 … KO-14)."""
    order, elsewhere = _order(request, arende, "orderrader")
    if elsewhere:
        return elsewhere
    if request.method != "POST":
        return _draw_rader(request, order, forms.RadForm())
    doing = request.POST.get("gor", "lagg_till")
    form = forms.RadForm(request.POST if doing == "lagg_till" else None)
    try:
        if doing == "lagg_till":
            return _lagg_till(request, order, form)
        _andra_rader(request, order)
        if doing == "fortsatt":
            actions.orderrader(arende, person=_person(request))
            return redirect("kundorder:leveransuppgifter", arende)
    except Refused as no:
        return _draw_rader(request, order, form, no.hinder)
    return _rader_klara(request, order)


def leveransuppgifter(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Where and how (KO-17 … KO-24)."""
    person = _person(request)
    order, elsewhere = _order(request, arende, "leveransuppgifter")
    if elsewhere:
        return elsewhere
    if request.method != "POST":
        form = forms.LeveransForm(initial=forms.leverans_initial(order), order=order)
        return _draw(request, order, "leveransuppgifter", {"form": form})
    form = forms.LeveransForm(request.POST, order=order)
    hinder: list[Hinder] = []
    if form.is_valid():
        version = forms.version(request.POST)
        try:
            if request.POST.get("gor") == "hamta":
                actions.hamta_leveransadress(
                    arende, person=person, svar=form.svar(), version=version
                )
                return redirect("kundorder:leveransuppgifter", arende)
            actions.leveransuppgifter(arende, person=person, svar=form.svar(), version=version)
            return redirect("kundorder:verkstall", arende)
        except Refused as no:
            hinder = no.hinder
    return _draw(request, order, "leveransuppgifter", {"form": form, "hinder": hinder}, status=422)


def verkstall(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Everything once more; the button sends the order (KO-25)."""
    order, elsewhere = _order(request, arende, "verkstall")
    if elsewhere:
        return elsewhere
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            actions.verkstall(arende, person=_person(request), version=forms.version(request.POST))
            return redirect("kundorder:kvitto", arende)
        except Refused as no:
            hinder = no.hinder
    elif visning.vart(order).dold:
        return redirect("kundorder:leveransuppgifter", arende)
    context = {**visning.rader_med_summa(order), "hinder": hinder}
    return _draw(request, order, "verkstall", context, status=422 if hinder else 200)


@require_safe
def kvitto(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The number, what happens next and when (KO-25)."""
    person = _person(request)
    oppna(person, arende)
    order = queries.hamta(person, arende)
    if order.arende.verkstalld is None:
        return redirect("kundorder:orderhuvud", arende)
    context = {
        "order": order,
        "receipt": visning.kvitto(order),
        "band": _band(order, person),
        **visning.rader_med_summa(order),
    }
    return render(request, "kundorder/kvitto.html", context)


@require_POST
def radera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Radera on the head: the draft is taken away (L1085)."""
    actions.radera(arende, person=_person(request))
    messages.success(request, "Utkastet är raderat.")
    return redirect("kundorder:lista")


@require_POST
def avbryt(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Avbryt on the rows: all are taken away, for a day (KO-14)."""
    actions_rader.avbryt_rader(arende, person=_person(request), version=forms.version(request.POST))
    messages.success(
        request, "Alla rader är borttagna. Du kan hämta tillbaka dem inom ett dygn från Utkast."
    )
    return redirect("kundorder:orderhuvud", arende)


@require_POST
def angra(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Get back what Avbryt took away."""
    actions_rader.angra_avbryt(arende, person=_person(request))
    messages.success(request, "Raderna är tillbaka i ordern.")
    return redirect("kundorder:orderhuvud", arende)


def _person(request: HttpRequest) -> Anvandare:
    return cast(Anvandare, request.user)


def _order(request: HttpRequest, arende: UUID, steg: str) -> tuple[Kundorder, HttpResponse | None]:
    """The order, or the page where it stands when this part can't be worked with."""
    person = _person(request)
    if request.method != "POST":
        oppna(person, arende)
    order = queries.hamta(person, arende)
    if request.method == "POST":
        # Before any form is judged: who may not order is told that, and not what she filled in.
        behorighet.krav(person, "registrera", order.arende)
    star = guide.star_i(order)
    if request.method == "POST" or guide.kan_oppnas(steg, star):
        return order, None
    if star:
        return order, redirect(f"kundorder:{star}", arende)
    return order, redirect("arende", arende)


def _band(order: Kundorder, person: Anvandare) -> object:
    return band(order.arende.mottagare, person) if order.arende.mottagare else None


def _draw(
    request: HttpRequest,
    order: Kundorder,
    steg: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "order": order,
        "band": _band(order, _person(request)),
        "vart": visning.vart(order),
        "steps": guide.stegen(order, steg, guide.star_i(order)),
        "kan_angra": actions_rader.gar_att_angra(order),
        **context,
    }
    return render(request, f"kundorder/{steg}.html", shown, status=status)


def _draw_rader(
    request: HttpRequest, order: Kundorder, form: forms.RadForm, hinder: list[Hinder] | None = None
) -> HttpResponse:
    context = {"form": form, "hinder": hinder or [], **visning.rader_med_summa(order)}
    if request.method == "POST" and hinder:
        context["rader"] = [visning.som_skrivet(vy, request.POST) for vy in context["rader"]]
    wrong = bool(hinder) or (form.is_bound and not form.is_valid())
    return _draw(request, order, "orderrader", context, status=422 if wrong else 200)


def _lagg_till(request: HttpRequest, order: Kundorder, form: forms.RadForm) -> HttpResponse:
    if not form.is_valid():
        return _draw_rader(request, order, form)
    actions_rader.lagg_till_rad(
        order.pk,
        person=_person(request),
        svar=form.svar(),
        version=forms.version(request.POST),
    )
    return _rader_klara(request, order)


def _andra_rader(request: HttpRequest, order: Kundorder) -> None:
    changes = forms.radandringar(request.POST, list(queries.rader(order.pk)))
    if changes:
        actions_rader.andra_rader(
            order.pk,
            person=_person(request),
            svar=changes,
            version=forms.version(request.POST),
        )


def _rader_klara(request: HttpRequest, order: Kundorder) -> HttpResponse:
    """The rows anew: in place for htmx, by a redirect otherwise."""
    if request.headers.get("HX-Request"):
        fresh = queries.hamta(_person(request), order.pk)
        return _draw(
            request,
            fresh,
            "orderrader",
            {"form": forms.RadForm(), **visning.rader_med_summa(fresh)},
        )
    return redirect("kundorder:orderrader", order.pk)
