"""The codes for scrapping: everybody at HMC who scraps meets them, kundtjänst changes them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.gemensamt.inloggad import personen
from cases.hjalpmedel import skrotningskoder
from cases.hjalpmedel.models import Skrotningskod
from workflows.errors import Hinder, Refused


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Every code, also those that can't be chosen."""
    skrotningskoder.krav(personen(request))
    return render(request, "skrotningskoder/lista.html", {"koder": Skrotningskod.objects.all()})


def ny(request: HttpRequest) -> HttpResponse:
    """A code of HMC's own."""
    skrotningskoder.krav(personen(request))
    return _andra(request, Skrotningskod(), ny=True)


def andra(request: HttpRequest, kod: str) -> HttpResponse:
    """What a code says, and whether it may be chosen."""
    skrotningskoder.krav(personen(request))
    return _andra(request, skrotningskoder.hamta(kod), ny=False)


def _andra(request: HttpRequest, row: Skrotningskod, *, ny: bool) -> HttpResponse:
    hinder: list[Hinder] = []
    if request.method == "POST":
        said = {
            "kod": request.POST.get("kod", "") if ny else row.kod,
            "text": request.POST.get("text", ""),
            "valbar": "valbar" in request.POST,
        }
        row = Skrotningskod(**said)
        try:
            saved = skrotningskoder.spara(
                personen(request), row.kod, text=row.text, valbar=row.valbar, ny=ny
            )
        except Refused as no:
            hinder = no.hinder
        else:
            messages.success(request, f"{saved} är sparad.")
            return redirect("skrotningskoder")
    context = {"kod": row, "ny": ny, "hinder": hinder}
    status = 422 if hinder else 200
    return render(request, "skrotningskoder/andra.html", context, status=status)
