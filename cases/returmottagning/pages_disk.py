"""The return desk's own page: scan what was handed in, say in what state, and take the next."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cases.gemensamt import ko
from cases.gemensamt.inloggad import personen
from cases.hjalpmedel import skrotningskoder
from cases.organisation.models import Anvandare
from cases.returmottagning import actions_disk, disk, forms, forslag, visning
from cases.returmottagning.begin import TYP
from cases.returmottagning.models import Returrad
from cases.returmottagning.pages import ANDRINGAR
from workflows import engine
from workflows.errors import Hinder, No, Refused

# An aid brings its components, as on a hämtorder (HO-10); each one's state is asked all the same.
_KOM: Mapping[str, str] = {"kom": "ja"}


def ta_emot(request: HttpRequest) -> HttpResponse:
    """Without anything scanned an empty field; with something what it is; then it is taken in.

    The personnummer is posted, so that it never stands in an address.
    """
    person = personen(request)
    disk.krav_disk(person)
    if forms.bara_visas(request.POST):
        return _rita(request, disk.med(person, _valda(request)))
    if "ta_emot" in request.POST:
        return _ta_emot(request, person)
    number = request.POST.get("nummer", request.GET.get("nummer", ""))
    if request.method != "POST" and not number:
        return _rita(request, disk.Fynd())
    try:
        found = disk.sok(person, number, request.POST.get("identitet", ""))
    except Refused as no:
        return _rita(request, disk.Fynd(), nej=no)
    return _rita(request, found)


def _ta_emot(request: HttpRequest, person: Anvandare) -> HttpResponse:
    chosen = _valda(request)

    def gor() -> ko.Svar:
        told = forms.mottaget(request.POST, chosen)
        retur = actions_disk.ta_emot_vid_disk(
            chosen, person=person, sagt=told, hamtorder=request.POST.get("hamtorder", "")
        )
        ended = {row.get_disposition_display().lower() for row in retur.rader.all()}
        said = {one.nr: one for one in told}
        words = [
            f"Retur {retur.arende.nummer} är mottagen: {', '.join(sorted(ended))}.",
            *visning.gick_fore(retur, {row.nr: said[row.innehav_id] for row in retur.rader.all()}),
        ]
        return {
            "mening": " ".join(words),
            "retur": str(retur.pk),
        }

    def nekat(no: No) -> HttpResponse:
        if not isinstance(no, Refused):
            raise no
        return _rita(request, disk.med(person, chosen), nej=no)

    return ko.besvara(request, gor, sedan=lambda _: redirect("returmottagning:disk"), nekat=nekat)


def _valda(request: HttpRequest) -> list[int]:
    asked = request.POST.getlist("innehav")
    return [int(one) for one in asked if one.isdecimal() and len(one) < 18]


def _rita(request: HttpRequest, found: disk.Fynd, *, nej: Refused | None = None) -> HttpResponse:
    typed = "innehav" in request.POST
    tabeller = engine.Tables(TYP)
    told = {one.nr: one for one in forms.mottaget(request.POST, [row.pk for row in found.rader])}
    context = {
        "fynd": found,
        "nummer": request.POST.get("nummer", request.GET.get("nummer", "")),
        "identitet": request.POST.get("identitet", ""),
        "bekraftad": request.POST.get("hamtorder", ""),
        "rows": [
            (
                row.pk,
                row,
                found.kvar[row.pk],
                forms.skrivet(request.POST, row.pk)
                | {"forslag": forslag.i_forvag(row, told[row.pk], tabeller)}
                if typed
                else _KOM,
                found.kvar[row.pk],
            )
            for row in found.rader
        ],
        "skicken": Returrad.Skick.choices,
        "andringar": ANDRINGAR,
        "koder": skrotningskoder.valbara(),
        "nyckel_en_gang": ko.ny_nyckel(),
        "hinder": _hinder(nej),
        **_vidare(found),
    }
    return render(request, "returmottagning/disk.html", context, status=422 if nej else 200)


def _hinder(nej: Refused | None) -> list[Hinder]:
    return nej.hinder if nej else []


def _vidare(found: disk.Fynd) -> dict[str, Any]:
    """Where to go on with what is not taken in here."""
    if found.vidare is None:
        return {}
    if found.uppgift == "ta_emot":
        where = reverse("returmottagning:ta_emot", args=[found.vidare])
        return {"vidare": where, "vidare_ord": "Ta emot returen"}
    return {"vidare": reverse("arende", args=[found.vidare]), "vidare_ord": "Öppna hämtordern"}
