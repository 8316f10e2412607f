"""The plocklista of a lager: one page, one scanner, many moves (decisions "many-case objects")."""

from collections.abc import Callable, Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases.gemensamt import ko
from cases.gemensamt.inloggad import personen
from cases.leverans import avlasning, plocklista
from cases.organisation.models import Anvandare, Lager
from workflows.errors import Hinder, No, NotFound, Refused

_PER_SIDA = 50
_FLEST = 200


@require_safe
def valj(request: HttpRequest) -> HttpResponse:
    """Which lager one stands in."""
    person = personen(request)
    avlasning.krav_lager(person)
    return render(request, "leverans/plocklistor.html", {"listor": plocklista.listor(person)})


def lista(request: HttpRequest, nummer: str) -> HttpResponse:
    """Everything to pick in a lager; a POST is one thing read off."""
    person, lager = _lager(request, nummer)
    if request.method != "POST":
        return _rita(request, lager)

    def gor() -> ko.Svar:
        return avlasning.skanna(
            lager,
            request.POST.get("kod", ""),
            person=person,
            antal=_tal(request.POST.get("antal", "1")),
            rad_id=_tal(request.POST.get("rad", "")) or None,
        )

    return _svara(request, lager, gor)


@require_POST
def flera(request: HttpRequest, nummer: str) -> HttpResponse:
    """Many read off at once, a line each, each its own move; the result of every line."""
    person, lager = _lager(request, nummer)
    lines = [line.strip() for line in request.POST.get("koder", "").splitlines() if line.strip()]
    key = request.POST.get(ko.NYCKEL, "")
    outcome = []
    for place, kod in enumerate(lines[:_FLEST]):

        def gor(kod: str = kod) -> ko.Svar:
            return avlasning.skanna(lager, kod, person=person)

        try:
            told = ko.en_gang(person, f"{key}:{place}", f"{lager.nummer} {kod}", gor)
            outcome.append((kod, True, str(told["mening"])))
        except No as no:
            outcome.append((kod, False, no.mening))
    # What was not picked, and what there was no room for, stays to be read off again.
    left = [*(kod for kod, done, _ in outcome if not done), *lines[_FLEST:]]
    if not lines:
        nothing = Hinder("inget_avlast", "Läs av minst ett nummer, ett på varje rad.", "koder")
        return _rita(request, lager, no=Refused([nothing]))
    return _rita(request, lager, outcome=outcome, koder="\n".join(left), over=len(lines[_FLEST:]))


@require_POST
def fattas(request: HttpRequest, nummer: str, rad: int) -> HttpResponse:
    """What is not read off of the row is not on the shelf."""
    person, lager = _lager(request, nummer)
    return _svara(request, lager, lambda: avlasning.fattas(rad, person=person))


@require_POST
def angra(request: HttpRequest, nummer: str, rad: int) -> HttpResponse:
    """Nothing of the row was picked after all."""
    person, lager = _lager(request, nummer)
    return _svara(request, lager, lambda: avlasning.angra(rad, person=person))


def _lager(request: HttpRequest, nummer: str) -> tuple[Anvandare, Lager]:
    person = personen(request)
    avlasning.krav_lager(person)
    lager = Lager.objects.filter(nummer=nummer, typ=Lager.Typ.HMC).first()
    if lager is None:
        raise NotFound("Det finns inget HMC-lager med det numret. Välj ett i listan.")
    return person, lager


def _svara(request: HttpRequest, lager: Lager, gor: Callable[[], ko.Svar]) -> HttpResponse:
    back = reverse("leverans:plocklista", args=[lager.nummer])
    return ko.besvara(
        request,
        gor,
        sedan=lambda _: redirect(back),
        nekat=lambda no: _rita(request, lager, no=no),
    )


def _rita(
    request: HttpRequest,
    lager: Lager,
    *,
    no: No | None = None,
    outcome: Sequence[tuple[str, bool, str]] = (),
    koder: str = "",
    over: int = 0,
) -> HttpResponse:
    person = personen(request)
    ordning = request.GET.get("ordning", "hylla")
    if ordning not in plocklista.ORDNINGAR:
        ordning = "hylla"
    rows = plocklista.rader(person, lager, ordning)
    page = Paginator(rows, _PER_SIDA).get_page(request.GET.get("sida"))
    hinder = no.hinder if isinstance(no, Refused) else [Hinder("nej", no.mening)] if no else []
    context = {
        "lager": lager,
        "page_obj": page,
        "rader": plocklista.visade(lager, page),
        "ordning": ordning,
        "ordningar": plocklista.ORDNINGAR,
        "hinder": hinder,
        "kod": request.POST.get("kod", "") if no else "",
        "utfall": outcome,
        "koder": koder,
        "over": over,
        "flest": _FLEST,
        "nyckel": ko.ny_nyckel,
    }
    return render(request, "leverans/plocklista.html", context, status=no.status if no else 200)


def _tal(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isdecimal() and len(plain) < 10 else 0
