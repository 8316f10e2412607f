"""The driver's run on a phone: one page that holds all of it, also where there is no signal."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt import ko, turkallor
from cases.gemensamt.inloggad import personen
from cases.leverans import actions, actions_tur, forms_tur, tur
from cases.leverans.models import Leverans
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows import clock
from workflows.errors import Forbidden, No

_KORTMENING = {
    Leverans.Status.KVITTERAD: "Levererad och kvitterad.",
    Leverans.Status.UTLAMNINGSSTALLE: "Lämnad på utlämningsstället.",
    Leverans.Status.LEVERERAD: "Levererad. Kvittensen återstår.",
    Leverans.Status.EJ_HEMMA: "Ingen hemma. Ta med godset tillbaka; ett nytt försök planeras.",
    Leverans.Status.VAGRAD: "Togs inte emot. Ta med godset tillbaka; kundtjänst avgör.",
}


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """The run of a day and an area."""
    return _rita(request, request.GET)


@require_POST
def lasta(request: HttpRequest) -> HttpResponse:
    """Seen on the vehicle, by the following note's number."""
    person = _foraren(request)

    def gor() -> dict[str, Any]:
        number = request.POST.get("foljesedel", "")
        leverans = actions_tur.lasta(number, person=person, nar=ko.gjort(request))
        return {
            "mening": f"Följesedel {leverans.foljesedel} är lastad.",
            "leverans": str(leverans.pk),
        }

    return ko.besvara(
        request,
        gor,
        sedan=lambda _: redirect(_tillbaka(request)),
        nekat=lambda no: _rita(request, request.POST, no=no),
    )


@require_POST
def lamna(request: HttpRequest, arende: UUID) -> HttpResponse:
    """How it went with one following note at its stop."""
    person = _foraren(request)

    def gor() -> dict[str, Any]:
        done = ko.gjort(request)
        turkallor.krav_dagen(request.POST.get("dag", ""), done)
        svar = forms_tur.LamnaForm(request.POST).svar(done)
        leverans = actions_tur.lamna(arende, person=person, svar=svar)
        return {"mening": _KORTMENING.get(leverans.arende.status, "Sparat.")}  # type: ignore[call-overload]

    return ko.besvara(
        request,
        gor,
        sedan=lambda _: redirect(_tillbaka(request)),
        nekat=lambda no: _rita(request, request.POST, no=no, arende=arende),
    )


@login_not_required
@require_safe
def arbetare(request: HttpRequest) -> HttpResponse:
    """The service worker, served from here since it may look after no more than is below it."""
    source = Path(settings.BASE_DIR) / "static" / "js" / "tur-arbetare.js"
    return HttpResponse(
        source.read_text(encoding="utf-8"),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


def _foraren(request: HttpRequest) -> Anvandare:
    person = personen(request)
    if not har_roll(person, *actions.HANDLINGAR["leverera"]):
        raise Forbidden("Turen körs av transport. Be någon med den rollen om hjälp.")
    return person


def _rita(
    request: HttpRequest, asked: QueryDict, *, no: No | None = None, arende: UUID | None = None
) -> HttpResponse:
    person = _foraren(request)
    urval = forms_tur.UrvalForm(asked)
    dag, omrade = urval.urval()
    oppnad = tur.tur(person, dag, omrade)
    tur.logga_oppnad(person, oppnad)
    context = {
        "tur": oppnad,
        "kommer": dag > clock.today(),
        "omraden": tur.omraden(),
        "nyckel": ko.ny_nyckel(),
        "ritad": int(clock.now().timestamp() * 1000),
        "nej": no.mening if no else "",
        "nekad": arende,
        "skrivet": asked if no else {},
    }
    return render(request, "leverans/tur.html", context, status=no.status if no else 200)


def _tillbaka(request: HttpRequest) -> str:
    kept = {name: request.POST[name] for name in ("dag", "omrade") if request.POST.get(name)}
    return f"{reverse('leverans:tur')}?{urlencode(kept)}"
