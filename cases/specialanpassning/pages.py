"""The pages of a specialanpassning: the list, and what the förskrivare and who pays are asked."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.gemensamt.inloggad import personen
from cases.mottagare.visning import listnamn
from cases.specialanpassning import actions, dokument, forms, queries
from cases.specialanpassning.models import Dokument, Specialanpassning
from cases.specialanpassning.stegsida import oppnad, svara

_PER_SIDA = 25
# The written questions of the instruction, back to the fields they came from.
_FALT = ("varfor", "syfte", "egenskaper", "matt", "anvandning")
_RISKFALT = ("risker", "atgarder")


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Those that she may know of, newest first."""
    page = Paginator(queries.lista(personen(request)), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {
        "page_obj": page,
        "rader": [(one, listnamn(one.arende.mottagare)) for one in page],
    }
    return render(request, "specialanpassning/lista.html", context)


def utfarda_anvisning(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The instruction; what was said before is there to be changed."""
    spec = oppnad(request, arende, "utfarda_anvisning")
    form = forms.AnvisningForm(request.POST or None, initial=_sagt_forr(spec))

    def gor() -> None:
        actions.utfarda_anvisning(arende, person=personen(request), sagt=form.svar())

    return svara(
        request, spec, "utfarda_anvisning", form, gor, "Anvisningen är lämnad till teknikern."
    )


def ansok_om_kostnad(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Ask those who pay, or go without it."""
    spec = oppnad(request, arende, "ansok_om_kostnad")
    form = forms.BeslutForm(
        request.POST or None,
        fraga="Vill du gå vidare?",
        ja="Ja, ansök hos kostnadsansvarig",
        nej="Nej, avsluta utan specialanpassning",
    )

    def gor() -> None:
        yes, why = form.svar()
        actions.ansok_om_kostnad(arende, person=personen(request), ansoker=yes, skal=why)

    return svara(request, spec, "ansok_om_kostnad", form, gor, "Ditt svar är registrerat.")


def besluta_kostnad(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Whether the unit pays."""
    spec = oppnad(request, arende, "besluta_kostnad")
    form = forms.BeslutForm(
        request.POST or None, fraga="Godkänns kostnaden?", ja="Ja, godkänn", nej="Nej, avslå"
    )

    def gor() -> None:
        yes, why = form.svar()
        actions.besluta_kostnad(arende, person=personen(request), godkanns=yes, skal=why)

    return svara(
        request,
        spec,
        "besluta_kostnad",
        form,
        gor,
        "Beslutet är registrerat.",
    )


def godkann(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Approve before use, or say what is wrong."""
    spec = oppnad(request, arende, "godkann")
    form = forms.GodkannForm(request.POST or None)

    def gor() -> None:
        actions.godkann(arende, person=personen(request), sagt=form.svar())

    return svara(request, spec, "godkann", form, gor, "Ditt svar är registrerat.")


def utvardera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """How it works after a while."""
    spec = oppnad(request, arende, "utvardera")
    form = forms.TextForm(
        request.POST or None,
        fraga="Hur fungerar specialanpassningen för mottagaren?",
        hjalp="Behöver den ändras görs en ny arbetsorder.",
    )

    def gor() -> None:
        actions.utvardera(arende, person=personen(request), text=form.cleaned_data["text"])

    return svara(request, spec, "utvardera", form, gor, "Uppföljningen är sparad.")


def folj_upp_forsening(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What kundtjänst has found out, told to the förskrivare."""
    spec = oppnad(request, arende, "folj_upp_forsening")
    form = forms.TextForm(request.POST or None, fraga="Besked till förskrivaren")

    def gor() -> None:
        actions.folj_upp_forsening(arende, person=personen(request), text=form.cleaned_data["text"])

    return svara(request, spec, "folj_upp_forsening", form, gor, "Förskrivaren har fått besked.")


def _sagt_forr(spec: Specialanpassning) -> dict[str, Any]:
    """The latest instruction, to be completed; from the beginning what the arbetsorder says."""
    kept = {one.slag: one for one in dokument.gallande(spec).values() if one.skrivet}
    said: dict[str, Any] = {"egenskaper": spec.beskrivning[:1000]}
    for slag, fields in (
        (Dokument.Slag.ANVISNING, _FALT),
        (Dokument.Slag.FUNKTIONELL_RISK, _RISKFALT),
    ):
        if slag in kept:
            said |= {
                field: answer
                for field, (_, answer) in zip(fields, kept[slag].skrivet or [], strict=True)
            }
    if Dokument.Slag.ANVISNING in kept:
        said |= dict.fromkeys(("provat_anpassning", "provat_sortiment", "provat_utanfor"), True)
    return said
