"""Inventering: what the books say stands in a lager or a förråd, counted article by article."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.artiklar.models import Artikel
from cases.gemensamt import inventering
from cases.gemensamt.inloggad import personen
from cases.gemensamt.inventering import Raknat
from cases.hjalpmedel.models import Individ, Saldo
from cases.organisation.models import Lager
from workflows.errors import Hinder, NotFound, Refused

_PER_SIDA = 50


@require_safe
def valj(request: HttpRequest) -> HttpResponse:
    """Where one may count."""
    return render(request, "lager/valj.html", {"lager": inventering.egna_lager(personen(request))})


def saldon(request: HttpRequest, nummer: str) -> HttpResponse:
    """Everything that the books have in a lager, and when each was last counted. Posted when all is
    counted: from then on individer may be taken there (KO-5)."""
    lager = _lager(request, nummer)
    hinder: list[Hinder] = []
    if request.method == "POST":
        try:
            inventering.avsluta(lager, person=personen(request))
        except Refused as no:
            hinder = no.hinder
        else:
            words = f"{lager} är inventerat. Nu går det att ta ut individer därifrån."
            messages.success(request, words)
            return redirect("lager:saldon", lager.nummer)
    artikel = request.GET.get("artikel", "").strip()
    if artikel:
        return redirect("lager:inventera", lager.nummer, artikel)
    page = Paginator(_saldon(lager), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {"lager": lager, "page_obj": page, "hinder": hinder}
    return render(request, "lager/saldon.html", context, status=422 if hinder else 200)


def inventera(request: HttpRequest, nummer: str, artikel: str) -> HttpResponse:
    """Count one article: how many, or which individer."""
    lager = _lager(request, nummer)
    found = Artikel.objects.filter(nummer=artikel).first()
    if found is None:
        raise NotFound("Det finns ingen artikel med det numret. Kontrollera märkningen.")
    posted = request.method == "POST"
    counted = request.POST.get("antal", "").strip()
    ticked = request.POST.getlist("individ")
    others = request.POST.get("andra", "")
    hinder: list[Hinder] = []
    if posted:
        number = int(counted) if counted.isdecimal() and len(counted) < 7 else -1
        raknat = Raknat(number, {*ticked, *others.split()}, request.POST.get("skal", ""))
        try:
            changed = inventering.rakna(lager, found, raknat, person=personen(request))
        except Refused as no:
            hinder = no.hinder
        else:
            words = f"Saldot ändrades med {changed:+d}." if changed else "Saldot stämde."
            messages.success(request, f"{found} är räknad i {lager}. {words}")
            return redirect("lager:saldon", lager.nummer)
    booked = Individ.objects.filter(artikel=found, lager=lager, plats=Individ.Plats.LAGER)
    context = {
        "lager": lager,
        "artikel": found,
        "saldo": Saldo.objects.filter(lager=lager, artikel=found).first(),
        "individer": list(booked.order_by("placering", "nummer")) if found.individmarkt else [],
        "prickade": ticked,
        "andra": others,
        "antal": counted,
        "skal": request.POST.get("skal", ""),
        "hinder": hinder,
    }
    return render(request, "lager/inventera.html", context, status=422 if hinder else 200)


def _lager(request: HttpRequest, nummer: str) -> Lager:
    found = Lager.objects.filter(nummer=nummer).first()
    if found is None:
        raise NotFound("Det finns inget lager med det numret. Välj ett i listan.")
    inventering.krav(personen(request), found)
    return found


def _saldon(lager: Lager) -> QuerySet[Saldo]:
    rows = Saldo.objects.filter(lager=lager).select_related("artikel")
    return rows.order_by("placering", "artikel__nummer")
