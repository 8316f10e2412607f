"""Writing an arbetsorder: one form that is a draft until Verkställ, and its attachments."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from cases.arbetsorder import actions, forms, queries
from cases.arbetsorder.forslag import forslag
from cases.arbetsorder.klassning import fragor
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.svar import Mal
from cases.arbetsorder.uppgiftssida import las_uuid, oppnad, svara
from cases.gemensamt import arendekallor, behorighet, mottagaren
from cases.gemensamt.band import band
from cases.gemensamt.inaktuellt import ANDRAD, skillnader
from cases.gemensamt.inloggad import personen
from cases.gemensamt.pages_arende import oppna
from cases.gemensamt.uppgiftssida import klart
from cases.hjalpmedel.queries import hos
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder
from cases.organisation.roller import ar_hmc
from workflows.errors import Changed, Forbidden, Hinder, NotYourTurn, Refused


def ny(request: HttpRequest, mottagare_id: int) -> HttpResponse:
    """A new arbetsorder, with what is known of the aid it is reached from (AO-1, AO-2, AO-5)."""
    person = personen(request)
    actions.krav_registrera(person)
    mottagare = get_object_or_404(
        Mottagare.objects.select_related("baskod", "avvikande_baskod", "kund"), pk=mottagare_id
    )
    kund = _kund(request, person, mottagare)
    if request.method != "POST":
        mottagaren.oppna(person, mottagare_id, kund, objekt="Arbetsorder")
    rad = las_uuid(request.POST.get("rad", request.GET.get("rad", "")))
    given: dict[str, Any] = {"person": person, "mottagare": mottagare, "kund": kund}
    if request.method != "POST":
        start = Mal(_tal(request.GET.get("innehav")), rad, request.GET.get("nummer", "")[:20])
        filled = {
            **forms.forifyllt(mottagare, kund, start),
            "typ": request.GET.get("typ", ""),
            "felbeskrivning": _medfoljande(mottagare, start.innehav, request.GET.getlist("med")),
        }
        form = forms.ArbetsForm(initial=filled, **given)
        return _rita(request, form, mottagare, kund, rad=rad)
    form = _skrivet(request, given)
    if not form.is_valid() or _visar_bara(request):
        return _rita(request, form, mottagare, kund, rad=rad)
    try:
        order = actions.ny(
            mottagare,
            person=person,
            kund=kund,
            mal=form.mal(rad),
            svar=form.svar(),
            ersatter=_ersatter(request, person),
        )
    except Refused as no:
        return _rita(request, form, mottagare, kund, rad=rad, hinder=no.hinder)
    return _spara(request, order, form)


def verkstall(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The draft: Spara ändringarna, Verkställ, attachments (AO-2, AO-4)."""
    person = personen(request)
    order = queries.hamta(person, arende)
    behorighet.krav(person, "verkstall", order.arende)
    if order.arende.verkstalld is not None and request.method != "POST":
        return redirect("arende", arende)
    mottagare, kund = order.arende.mottagare, order.arende.kund
    if mottagare is None or order.arende.avslutad is not None:
        raise NotYourTurn("Utkastet är borttaget. Börja på en ny arbetsorder.")
    given: dict[str, Any] = {"person": person, "mottagare": mottagare, "kund": kund}
    if request.method != "POST":
        oppna(person, arende)
        form = forms.ArbetsForm(initial=forms.ur_utkast(order), **given)
        return _rita(request, form, mottagare, kund, order=order)
    form = _skrivet(request, given, forms.ur_utkast(order))
    if not form.is_valid() or _visar_bara(request):
        return _rita(request, form, mottagare, kund, order=order)
    try:
        actions.spara(
            arende,
            person=person,
            svar=form.svar(),
            mal=form.mal(order.orderrad),
            version=_tal(request.POST.get("version")),
        )
    except Changed as no:
        order = queries.hamta(person, arende)
        form = _skrivet(request, given, forms.ur_utkast(order))
        hinder = [*no.hinder, *skillnader(form)]
        return _rita(request, form, mottagare, kund, order=order, hinder=hinder)
    except Refused as no:
        order.refresh_from_db()
        return _rita(request, form, mottagare, kund, order=order, hinder=no.hinder)
    return _spara(request, order, form)


@require_POST
def radera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Radera: the draft is taken away."""
    actions.radera(arende, person=personen(request))
    messages.success(request, "Utkastet är raderat.")
    return redirect("arbetsorder:lista")


@require_POST
def ta_bort_bilaga(request: HttpRequest, arende: UUID, bilaga: UUID) -> HttpResponse:
    """Radera on an attachment's row."""
    actions.ta_bort_bilaga(arende, bilaga, person=personen(request))
    messages.success(request, "Bilagan är borttagen.")
    return redirect("arbetsorder:verkstall", arende)


def komplettera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Answer what HMC asked."""
    person, order = oppnad(request, arende, "komplettera")
    form = forms.TextForm(request.POST or None, etikett="Ditt svar")

    def carry_out() -> HttpResponse:
        actions.komplettera(
            arende,
            person=person,
            text=form.cleaned_data["text"],
            filer=request.FILES.getlist("bilaga"),
        )
        return klart(request, order.arende, "Svaret är skickat till Hjälpmedelscentralen.")

    return svara(request, order, "komplettera", carry_out, form=form)


def _spara(request: HttpRequest, order: Arbetsorder, form: forms.ArbetsForm) -> HttpResponse:
    """The draft is saved: keep the files, and send it when that is what was pressed.

    Each is a move of its own, so that a no to one loses nothing of the other.
    """
    person = personen(request)
    hinder: list[Hinder] = []
    try:
        if filer := request.FILES.getlist("bilaga"):
            actions.bifoga(order.pk, person=person, filer=filer)
        if request.POST.get("gor") == "verkstall":
            actions.verkstall(order.pk, person=person)
            return redirect("arbetsorder:kvitto", order.pk)
    except Refused as no:
        hinder = no.hinder
    if not hinder:
        messages.success(request, "Utkastet är sparat.")
        return redirect("arbetsorder:verkstall", order.pk)
    kept = queries.hamta(person, order.pk)
    mottagare = kept.arende.mottagare
    if mottagare is None:
        raise NotYourTurn("Utkastet saknar mottagare. Börja på en ny arbetsorder.")
    return _rita(request, form, mottagare, kept.arende.kund, order=kept, hinder=hinder)


def _rita(
    request: HttpRequest,
    form: forms.ArbetsForm,
    mottagare: Mottagare,
    kund: Kund | None,
    *,
    order: Arbetsorder | None = None,
    rad: UUID | None = None,
    hinder: list[Hinder] | None = None,
) -> HttpResponse:
    person = personen(request)
    types = queries.valbara_typer(person)
    asked = request.POST.get("felbeskrivning", "")
    on_row = order.orderrad if order else rad
    row = arendekallor.rad(on_row) if on_row else None
    if row is not None and row.arende.mottagare_id != mottagare.pk:
        row = None
    chosen = str(form["typ"].value() or "")
    # A draft may lack them; what is sent may not, and the page says so.
    for name in ("felbeskrivning", "typ", "utforande", "adress_id"):
        form.fields[name].required = True
    context: dict[str, Any] = {
        "form": form,
        "mottagare": mottagare,
        "kund": kund,
        "band": band(mottagare, person),
        "order": order,
        "rad": row,
        "ersatter": request.POST.get("ersatter", request.GET.get("ersatter", "")),
        "typdata": fragor(types),
        "vald_typ": next((one for one in types if one.kod == chosen), None),
        "foreslagna": forslag(asked, types) if request.POST.get("gor") == "foresla" else None,
        "valbara": types,
        "bilagor": list(order.arende.bilagor.order_by("uppladdad")) if order else [],
        "hinder": hinder or [],
    }
    wrong = bool(hinder) or (request.method == "POST" and bool(form.errors))
    changed = any(one.kod == ANDRAD for one in hinder or [])
    status = 409 if changed else 422 if wrong else 200
    return render(request, "arbetsorder/verkstall.html", context, status=status)


def _skrivet(
    request: HttpRequest, given: dict[str, Any], sparat: dict[str, Any] | None = None
) -> forms.ArbetsForm:
    """What was typed, beside what is saved; a suggestion that was pressed is the chosen type."""
    posted = request.POST.copy()
    if chosen := posted.get("valj_typ"):
        posted["typ"] = chosen
    return forms.ArbetsForm(posted, initial=sparat, **given)


def _visar_bara(request: HttpRequest) -> bool:
    return request.POST.get("gor") == "foresla" or "valj_typ" in request.POST


def _kund(request: HttpRequest, person: Anvandare, mottagare: Mottagare) -> Kund | None:
    """The unit that she works for now; none for HMC, which takes the aid's own."""
    asked = request.POST.get("kund", request.GET.get("kund", ""))
    if ar_hmc(person):
        kund = Kund.objects.filter(nummer=asked).first() if asked else _enhetens(mottagare)
    else:
        kund = mottagaren.enhet(person, mottagare.pk, asked) or egna_kunder(person).first()
        if kund is None:
            raise Forbidden("Du hör inte till någon enhet, så du kan inte göra en arbetsorder.")
    behorighet.krav_mottagare(person, mottagare, None if ar_hmc(person) else kund)
    return kund


def _enhetens(mottagare: Mottagare) -> Kund | None:
    latest = (
        mottagare.innehav.filter(aterlamnad__isnull=True, kund__isnull=False)
        .select_related("kund")
        .order_by("-levererad")
        .first()
    )
    return latest.kund if latest else mottagare.kund


def _medfoljande(mottagare: Mottagare, innehav: int | None, valda: Sequence[str]) -> str:
    """What more of hers was ticked on the hämtorder that this aid could not stand on (DMN 6)."""
    also = {number for text in valda if (number := _tal(text)) is not None} - {innehav}
    named = [str(one.artikel) for one in hos(mottagare).filter(pk__in=also)]
    return f"Ska också lämnas tillbaka: {', '.join(named)}." if named else ""


def _ersatter(request: HttpRequest, person: Anvandare) -> Arbetsorder | None:
    asked = las_uuid(request.POST.get("ersatter", ""))
    return queries.hamta(person, asked) if asked else None


def _tal(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 18 else None
