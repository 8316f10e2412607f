"""The pages of a retur: those that are made, the list with one choice a row, and undoing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt import behorighet, utgangna
from cases.gemensamt.band import band
from cases.gemensamt.inloggad import personen
from cases.hjalpmedel.models import Innehav
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.visning import listnamn
from cases.organisation.models import Anvandare, Kund, Lager
from cases.organisation.queries import egna_forrad, egna_kunder
from cases.organisation.roller import har_roll
from cases.retur import actions, forms, queries, rules
from workflows.errors import Forbidden, Hinder, Refused

_PER_SIDA = 25


@dataclass(frozen=True)
class Radvy:
    """A row of the list, with what was ticked. `hamtas`: ticked to go on a hämtorder instead."""

    innehav: Innehav
    bild: rules.Returbild
    vald: rules.Vald | None
    hamtas: bool = False

    @property
    def antal(self) -> int:
        """What stands in the field."""
        return self.vald.antal if self.vald else self.bild.kvar


@dataclass(frozen=True)
class _Sagt:
    """What the page is about, and what was chosen on it."""

    mottagare: Mottagare
    kund: Kund
    forrad: Sequence[Lager]
    lager: Lager
    rows: Sequence[Innehav]
    valda: Sequence[rules.Vald]
    hyrda: frozenset[int]


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """The returer of the person's units, or of all for HMC: where one that was wrong is found."""
    person = personen(request)
    page = Paginator(queries.lista(person), _PER_SIDA).get_page(request.GET.get("sida"))
    returer = [(one, listnamn(one.arende.mottagare)) for one in page]
    return render(request, "retur/lista.html", {"page_obj": page, "returer": returer})


def ny(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """Retur or Skrotas for each row, to one's own förråd; one row when it says which (RE-3)."""
    person = personen(request)
    said = _sagt(request, person, mottagare_id)
    if request.method != "POST":
        with transaction.atomic():
            logga_atkomst(
                person, said.mottagare, Atkomst.Vad.OPPNADE, objekt="Retur", kund=said.kund
            )
        return _rita(request, person, said)
    if request.POST.get("gor") == "avbryt":
        if said.valda or said.hyrda:
            return _rita(request, person, said, lamnar=True)
        return redirect(_address("hjalpmedel:bild", said))
    try:
        if expired := request.POST.get("tillat", ""):
            added = utgangna.lagg_till(expired, said.forrad)
            messages.success(request, f"{added} kan läggas i ditt förråd.")
            return _rita(request, person, said)
        return _verkstall(request, person, said)
    except Refused as no:
        return _rita(request, person, said, hinder=no.hinder)


def _verkstall(request: HttpRequest, person: Anvandare, said: _Sagt) -> HttpResponse:
    """The bought ones are returned; the rented ones go on to a hämtorder, ticked there."""
    on = _address("hamtorder:ny", said, rad=sorted(said.hyrda))
    if said.hyrda and not said.valda:
        return redirect(on)
    retur = actions.verkstall(
        said.mottagare,
        person=person,
        kund=said.kund,
        lager=said.lager,
        valda=said.valda,
        information=request.POST.get("information", ""),
    )
    done = f"Retur {retur.arende.nummer} är klar. Hjälpmedlen står under Återlämnade hjälpmedel."
    if said.hyrda:
        messages.success(request, f"{done} Gör nu hämtordern för det hyrda.")
        return redirect(on)
    messages.success(request, done)
    return redirect("arende", retur.pk)


def _sagt(request: HttpRequest, person: Anvandare, mottagare_id: int) -> _Sagt:
    behorighet.krav_uppslag(person)
    actions.krav_forrad(person)
    mottagare = get_object_or_404(
        Mottagare.objects.select_related("baskod", "avvikande_baskod", "kund"), pk=mottagare_id
    )
    kund = _kund(request, person)
    behorighet.krav_mottagare(person, mottagare, kund)
    # The förråd of the unit that she works for now comes first.
    forrad = sorted(egna_forrad(person), key=lambda one: (one.kund_id != kund.pk, one.namn))
    asked = request.POST.get("lager", request.GET.get("lager", ""))
    rows = queries.att_ta_tillbaka(mottagare)
    if only := request.GET.get("innehav", ""):
        rows = [row for row in rows if str(row.pk) == only]
    chosen = forms.valda(request.POST, rows)
    if only and request.method != "POST":
        # Who asks for one aid from its pop-up means to give it back.
        chosen = [
            rules.Vald(row.pk, row.antal - row.aterlamnat)
            for row in rows
            if row.debiteringsform == "kop"
        ]
    return _Sagt(
        mottagare=mottagare,
        kund=kund,
        forrad=forrad,
        lager=next((one for one in forrad if one.nummer == asked), forrad[0]),
        rows=rows,
        valda=chosen,
        hyrda=forms.hyrda(request.POST, rows) if _hamtar(person) else frozenset(),
    )


def _rita(
    request: HttpRequest,
    person: Anvandare,
    said: _Sagt,
    *,
    hinder: Sequence[Hinder] = (),
    lamnar: bool = False,
) -> HttpResponse:
    ticked = {one.innehav: one for one in said.valda}
    shown = [
        Radvy(row, bild, ticked.get(row.pk), hamtas=row.pk in said.hyrda)
        for row, bild in zip(said.rows, queries.bilder(said.rows, said.lager), strict=True)
    ]
    context = {
        "mottagare": said.mottagare,
        "kund": said.kund,
        "band": band(said.mottagare, person),
        "forrad": said.forrad,
        "lager": said.lager,
        "rader": shown,
        "hamtar": _hamtar(person),
        "en": "innehav" in request.GET,
        "lamnar": lamnar,
        "information": request.POST.get("information", ""),
        "hinder": hinder,
    }
    return render(request, "retur/ny.html", context, status=422 if hinder else 200)


@require_POST
def angra(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst undoes a retur that was wrong."""
    person = personen(request)
    try:
        actions.angra(arende, person=person, skal=request.POST.get("skal", ""))
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, "Returen är ångrad. Hjälpmedlen står åter hos mottagaren.")
    return redirect("arende", arende)


def _hamtar(person: Anvandare) -> bool:
    """Whether she makes hämtorder too: who only looks after a förråd does not."""
    return har_roll(person, "forskrivare", "bestallare")


def _address(name: str, said: _Sagt, rad: Sequence[int] = ()) -> str:
    asked = urlencode([("kund", said.kund.nummer), *(("rad", one) for one in rad)])
    return f"{reverse(name, args=[said.mottagare.pk])}?{asked}"


def _kund(request: HttpRequest, person: Anvandare) -> Kund:
    own = egna_kunder(person)
    asked = request.POST.get("kund", request.GET.get("kund", ""))
    kund = own.filter(nummer=asked).first() or own.first()
    if kund is None:
        raise Forbidden("Du hör inte till någon enhet, så du kan inte göra en retur.")
    return kund
