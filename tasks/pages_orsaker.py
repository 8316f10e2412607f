"""Driftstopp by their cause: looked at, tried on paper, done about many, and how it went."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tasks import orsaker
from tasks.pages_driftstopp import krav_pa_lagare
from workflows.errors import Hinder, Refused
from workflows.remedies import carrying
from workflows.remedies.doing import Order


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Every cause, what most have stopped for first."""
    person = krav_pa_lagare(request)
    context = {"orsaker": orsaker.alla(person), "senaste": orsaker.senaste()}
    return render(request, "driftstopp/orsaker.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def en(request: HttpRequest, nyckel: str) -> HttpResponse:
    """One cause: choose what to do, see what would come of it, and do it about all of them."""
    person = krav_pa_lagare(request)
    cause, shown = orsaker.en(nyckel, person)
    choices = orsaker.val(cause)
    said = {key: request.POST.get(key, "") for key in ("atgard", "skal", "faktum", "varde")}
    hinder: list[Hinder] = []
    looked = None
    if request.method == "POST":
        order = Order(said["atgard"], said["skal"], said["faktum"], said["varde"][:400])
        try:
            if "utfor" in request.POST:
                made = carrying.begin(
                    cause, order, by=person.username, up_to=_tal(request.POST.get("hogst", ""))
                )
                return redirect("driftstopp_atgard", made.pk)
            looked = orsaker.forhandsvisa(cause, order, person)
        except Refused as no:
            hinder = no.hinder
    context = {
        "orsak": shown,
        "val": choices,
        "fakta": orsaker.fakta(cause),
        "sagt": said if said["atgard"] else {**said, "atgard": choices[0].nyckel},
        "hinder": hinder,
        "utsikt": looked,
        "hogst": _tal(request.POST.get("hogst", "")) or shown.hogst,
    }
    status = 422 if hinder else 200
    return render(request, "driftstopp/orsak.html", context, status=status)


@require_safe
def atgard(request: HttpRequest, nummer: int) -> HttpResponse:
    """How far it has come, and what became of each."""
    person = krav_pa_lagare(request)
    context = {"lage": orsaker.lage(carrying.find(nummer), person)}
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"driftstopp/{'atgard_lage' if part else 'atgard'}.html", context)


def _tal(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
