"""Orderrader: what is ordered, and how more is added (KO-7 … KO-15)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cases.gemensamt import inaktuellt
from cases.kundorder import actions, actions_rader, forms, guide, queries, visning
from cases.kundorder.models import Kundorder
from cases.kundorder.stegsida import ordern, personen, rita
from workflows.errors import Hinder, Refused


def orderrader(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What is ordered (KO-7 … KO-14)."""
    order, elsewhere = ordern(request, arende, "orderrader")
    if elsewhere:
        return elsewhere
    if request.method != "POST":
        artikel = request.GET.get("artikel", "")[:8]
        return _rita(request, order, forms.RadForm(initial={"artikel": artikel}))
    doing = request.POST.get("gor", "lagg_till")
    form = forms.RadForm(request.POST if doing == "lagg_till" else None)
    try:
        if doing == "lagg_till":
            return _lagg_till_rad(request, order, form)
        _andra(request, order)
        if doing == "fortsatt":
            order = actions.orderrader(arende, person=personen(request))
            return redirect(f"kundorder:{guide.star_i(order)}", arende)
    except Refused as no:
        return _rita(request, order, form, no.hinder)
    return _klara(request, order)


@require_POST
def lagg_till(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Articles that were ticked in a list, wherever it was shown (KO-15, VK-4).

    Posted as `artikel`, once for each; `antal-<artikelnummer>` says how many of it.
    """
    order, _ = ordern(request, arende, "orderrader")
    try:
        done = actions_rader.lagg_till_rader(
            arende,
            person=personen(request),
            svar=forms.bockade(request.POST),
            version=forms.version(request.POST),
        )
    except Refused as no:
        return _rita(request, order, forms.RadForm(), no.hinder)
    added = ", ".join(rad.artikel.nummer for rad in done.rader)
    messages.success(request, f"Tillagt i ordern: {added}.")
    for hinder in done.nekade:
        messages.warning(request, hinder.mening)
    return redirect("kundorder:orderrader", arende)


def _rita(
    request: HttpRequest, order: Kundorder, form: forms.RadForm, hinder: list[Hinder] | None = None
) -> HttpResponse:
    context = {"form": form, "hinder": hinder or [], **visning.rader_med_summa(order)}
    if request.method == "POST" and hinder:
        context["rader"] = [visning.som_skrivet(vy, request.POST) for vy in context["rader"]]
        if any(one.kod == inaktuellt.ANDRAD for one in hinder):
            context["hinder"] = [*hinder, *_skillnader(context["rader"], request.POST)]
    wrong = bool(hinder) or (form.is_bound and not form.is_valid())
    return rita(request, order, "orderrader", context, status=422 if wrong else 200)


def _skillnader(vyer: Sequence[visning.Radvy], post: Mapping[str, str]) -> list[Hinder]:
    """What is saved now of each row that was typed otherwise, and what was typed of rows that are
    gone."""
    found = []
    rows = {str(one.rad.pk): one.rad for vy in vyer for one in (vy, *vy.delar)}
    for field in post:
        what, _, key = field.partition("-")
        if what not in {"antal", "kommentar"} or not key:
            continue
        typed, rad = post[field].strip(), rows.get(key)
        if rad is None:
            if typed:
                gone = f"Du skrev {what} ”{typed}” på en rad som är borttagen."
                found.append(Hinder(inaktuellt.SPARAD, gone))
        elif typed != (saved := str(getattr(rad, what))):
            about = f"Rad {rad.nr}, {rad.artikel.nummer}, {what}"
            found.append(inaktuellt.skillnad(about, saved, typed, field))
    return found


def _lagg_till_rad(request: HttpRequest, order: Kundorder, form: forms.RadForm) -> HttpResponse:
    if not form.is_valid():
        return _rita(request, order, form)
    actions_rader.lagg_till_rad(
        order.pk,
        person=personen(request),
        svar=form.svar(),
        version=forms.version(request.POST),
    )
    return _klara(request, order)


def _andra(request: HttpRequest, order: Kundorder) -> None:
    changes = forms.radandringar(request.POST, list(queries.rader(order.pk)))
    if changes:
        actions_rader.andra_rader(
            order.pk,
            person=personen(request),
            svar=changes,
            version=forms.version(request.POST),
        )


def _klara(request: HttpRequest, order: Kundorder) -> HttpResponse:
    """The rows anew: in place for htmx, by a redirect otherwise."""
    if request.headers.get("HX-Request"):
        return _rita_anew(request, order)
    return redirect("kundorder:orderrader", order.pk)


def _rita_anew(request: HttpRequest, order: Kundorder) -> HttpResponse:
    fresh = queries.hamta(personen(request), order.pk)
    return rita(
        request,
        fresh,
        "orderrader",
        {"form": forms.RadForm(), **visning.rader_med_summa(fresh)},
    )
