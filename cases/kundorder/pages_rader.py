"""Orderrader: what is ordered, and how more is found and added (KO-7 … KO-15)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from cases.artiklar import favoriter
from cases.artiklar.models import Artikel
from cases.gemensamt import behorighet, inaktuellt
from cases.gemensamt.inloggad import personen
from cases.kundorder import (
    actions,
    actions_rader,
    betalning,
    ersattning,
    forms,
    guide,
    komplettering,
    postat,
    queries,
    traffar,
    visning,
)
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.stegsida import ordern, rita
from workflows.errors import Hinder, Refused

STEG = "orderrader"


def orderrader(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What is ordered (KO-7 … KO-14)."""
    order, elsewhere = ordern(request, arende, STEG)
    if elsewhere:
        return elsewhere
    if request.method != "POST":
        artikel = request.GET.get("artikel", "")[:8]
        return _rita(request, order, form=forms.RadForm(initial={"artikel": artikel}))
    doing = request.POST.get("gor", "lagg_till")
    if doing in {"lagg_till", "sok"}:
        return _lagg_till_eller_sok(request, order, doing)
    return _andra_rader(request, order, doing)


@require_POST
def lagg_till(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Articles that were ticked in a list, wherever it was shown (KO-15, VK-4).

    Posted as `artikel`, once for each; `antal-<artikelnummer>` says how many of it.
    """
    order, _ = ordern(request, arende, STEG)
    try:
        done = actions_rader.lagg_till_rader(
            arende,
            person=personen(request),
            svar=postat.bockade(request.POST),
            version=postat.version(request.POST),
        )
    except Refused as no:
        return _rita(request, order, hinder=no.hinder, sokt=request.POST.get("sokt", ""))
    added = ", ".join(rad.artikel.nummer for rad in done.rader)
    messages.success(request, f"Tillagt i ordern: {added}.")
    for hinder in done.nekade:
        messages.warning(request, hinder.mening)
    return _vidare(order, done.rader)


@require_safe
def sok_artikel(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The hits alone, while one types."""
    person = personen(request)
    order = queries.hamta(person, arende)
    behorighet.krav(person, "registrera", order.arende)
    context = {"order": order, "sokning": _sokning(request, order, request.GET.get("artikel", ""))}
    return render(request, "kundorder/sokning.html", context)


@require_POST
def favorit(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Make an article one's own, or no longer; what was ticked meanwhile stays ticked."""
    person = personen(request)
    order, _ = ordern(request, arende, STEG)
    nummer = request.POST.get("favorit", "")
    was = favoriter.favoriter(person).filter(nummer=nummer).exists()
    now = favoriter.satt(person, nummer, ja=not was) is not None and not was
    if request.headers.get("HX-Request"):
        context = {"order": order, "nummer": nummer, "favorit": now}
        return render(request, "kundorder/stjarna.html", context)
    return _rita(request, order, sokt=request.POST.get("sokt", ""))


def _lagg_till_eller_sok(request: HttpRequest, order: Kundorder, doing: str) -> HttpResponse:
    """The field takes a number, which is added, or anything else, which is looked for."""
    form = forms.RadForm(request.POST)
    said = request.POST.get("artikel", "").strip()
    if doing == "sok" or (said and not Artikel.objects.filter(nummer=said).exists()):
        found = _sokning(request, order, said)
        if doing == "sok" or found.antal:
            return _rita(request, order, form=form, sokning=found)
    if not form.is_valid():
        return _rita(request, order, form=form)
    try:
        rad = actions_rader.lagg_till_rad(
            order.pk,
            person=personen(request),
            svar=form.svar(),
            filer=request.FILES.getlist("bilaga"),
            version=postat.version(request.POST),
        )
    except Refused as no:
        return _rita(request, order, form=form, hinder=no.hinder)
    return _vidare(order, [rad])


def _vidare(order: Kundorder, added: Iterable[Kundorderrad]) -> HttpResponse:
    """To the rows, by way of the equivalents where there are any (EA-1)."""
    offered = [str(one.rad.pk) for one in ersattning.alla_forslag(order, added)]
    if not offered:
        return redirect("kundorder:orderrader", order.pk)
    asked = urlencode({"rad": offered}, doseq=True)
    return redirect(f"{reverse('kundorder:ersattning', args=[order.pk])}?{asked}")


def _sokning(request: HttpRequest, order: Kundorder, text: str) -> traffar.Sokning:
    ticked = request.POST.getlist("artikel")
    return traffar.sokning(order, personen(request), text.strip(), ticked)


def _andra_rader(request: HttpRequest, order: Kundorder, doing: str) -> HttpResponse:
    sedd = None
    try:
        _andra(request, order, rakna=doing == "rakna")
        # The rows are saved also where the next step is refused: the page that is then drawn has
        # the version they got, or her own change would stop her when she tries again.
        order = queries.hamta(personen(request), order.pk)
        sedd = order.version
        if doing == "fortsatt":
            order = actions.orderrader(order.pk, person=personen(request))
            return redirect(f"kundorder:{guide.star_i(order)}", order.pk)
    except Refused as no:
        return _rita(request, order, hinder=no.hinder, sedd=sedd)
    if doing == "rakna":
        return _rita(request, order, sedd=sedd)
    return redirect("kundorder:orderrader", order.pk)


def _andra(request: HttpRequest, order: Kundorder, *, rakna: bool) -> None:
    """Save what was changed in the rows. While one only counts nothing is taken away."""
    changes = postat.radandringar(request.POST, list(queries.rader(order.pk)))
    if rakna:
        changes = [replace(change, ta_bort=False) for change in changes]
    if changes:
        actions_rader.andra_rader(
            order.pk,
            person=personen(request),
            svar=changes,
            version=postat.version(request.POST),
        )


def _rita(
    request: HttpRequest,
    order: Kundorder,
    *,
    form: forms.RadForm | None = None,
    hinder: list[Hinder] | None = None,
    sokning: traffar.Sokning | None = None,
    sokt: str = "",
    sedd: int | None = None,
) -> HttpResponse:
    """The page as it stands. `sedd` is the version that the rows got when they were saved here:
    what was typed in them and ticked is kept."""
    person = personen(request)
    rows = visning.rader_med_summa(order)
    if request.method == "POST" and (hinder or sedd):
        rows["rader"] = [visning.som_skrivet(vy, request.POST) for vy in rows["rader"]]
    shown = [vy.rad for vy in rows["rader"]]
    before, again = traffar.som_forra_gangen(order, person)
    context: dict[str, Any] = {
        **rows,
        "betalningsansvar": betalning.ansvar(order),
        "form": form or forms.RadForm(),
        "hinder": _med_skillnader(hinder or [], rows["rader"], request.POST),
        "sokning": sokning or (_sokning(request, order, sokt) if sokt else None),
        "favoriter": traffar.mina_favoriter(order, person),
        "forra": before,
        "forra_traffar": again,
        "kan_komplettera": {rad.pk for rad in komplettering.kompletterande(shown)},
        "likvardiga": {one.rad.pk for one in ersattning.alla_forslag(order, shown)},
    }
    unread = form is not None and form.is_bound and sokning is None and not form.is_valid()
    status = 422 if hinder or unread else 200
    return rita(request, order, STEG, context, status=status, sedd=sedd)


# What is typed in a row, as the page calls it.
_RADFALT = {"antal": "Antal", "kommentar": "Kommentar"}


def _med_skillnader(
    hinder: list[Hinder], vyer: Sequence[visning.Radvy], post: Mapping[str, str]
) -> list[Hinder]:
    """With what is saved now, where somebody has changed the order meanwhile."""
    if all(one.kod != inaktuellt.ANDRAD for one in hinder):
        return hinder
    return [*hinder, *_skillnader(vyer, post)]


def _skillnader(vyer: Sequence[visning.Radvy], post: Mapping[str, str]) -> list[Hinder]:
    """What is saved now of each row that was typed otherwise, and what was typed of rows that are
    gone."""
    found = []
    rows = {str(one.rad.pk): one.rad for vy in vyer for one in (vy, *vy.delar)}
    for field in post:
        what, _, key = field.partition("-")
        if what not in _RADFALT or not key:
            continue
        label = _RADFALT[what]
        typed, rad = post[field].strip(), rows.get(key)
        if rad is None:
            if typed:
                gone = f"{label}: du skrev ”{typed}” på en rad som är borttagen."
                found.append(Hinder(inaktuellt.SPARAD, gone))
        elif typed != (saved := str(getattr(rad, what))):
            about = f"Rad {rad.nr}, {rad.artikel.nummer}, {label}"
            found.append(inaktuellt.skillnad(about, saved, typed, field))
    return found
