"""The pages of a felrapport beside the guide: the list, the receipt, and one for each task."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.felrapport import (
    actions,
    actions_avvikelse,
    actions_hmc,
    forms,
    forms_hmc,
    queries,
    visning,
)
from cases.felrapport.models import Avvikelse, Felrapport
from cases.gemensamt import behorighet
from cases.gemensamt.inloggad import personen
from cases.gemensamt.oppning import krav_tur
from cases.gemensamt.pages_arende import oppna
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows.errors import Hinder, NotFound, Refused

_PER_SIDA = 25


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Those she may know of, her drafts among them."""
    person = personen(request)
    page = Paginator(queries.lista(person), _PER_SIDA).get_page(request.GET.get("sida"))
    context = {"page_obj": page, "far_anmala": har_roll(person, *actions.ANMALARE)}
    return render(request, "felrapport/lista.html", context)


@require_safe
def kvitto(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The number, who has it, and when an answer is due."""
    person = personen(request)
    oppna(person, arende)
    found = queries.hamta(person, arende)
    return render(request, "felrapport/kvitto.html", visning.huvud(found, person))


@require_safe
def tagg(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The tag to print and tie to an aid that is held (§2.7)."""
    person = personen(request)
    found = queries.hamta(person, arende)
    if not Avvikelse.objects.filter(pk=arende).exists():
        raise NotFound("Taggen finns bara för en medicinteknisk avvikelse.")
    oppna(person, arende, Atkomst.Vad.SKREV_UT)
    works = found.arende.foljdarenden.filter(typ="arbetsorder", nummer__isnull=False)
    numbers = list(works.values_list("nummer", flat=True))
    shown = {**visning.huvud(found, person), "arbetsordrar": numbers}
    return render(request, "felrapport/tagg.html", shown)


@require_POST
def aterkalla(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The one who reported takes it back before anybody has taken it on."""
    try:
        actions.aterkalla(arende, person=personen(request))
    except Refused as no:
        messages.error(request, no.hinder[0].mening)
    else:
        messages.success(request, "Felrapporten är återkallad.")
    return redirect("arende", arende)


@require_POST
def radera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Throw a draft away."""
    actions.radera(arende, person=personen(request))
    messages.success(request, "Utkastet är borttaget.")
    return redirect("felrapport:lista")


def ta_emot(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The group takes it on."""
    person, found = _oppnad(request, arende, "ta_emot")

    def carry_out() -> str:
        actions_hmc.ta_emot(arende, person=person)
        return "Felrapporten är mottagen. Den som anmälde får veta det."

    return _svara(request, person, found, "ta_emot", carry_out)


def utred(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The group asks, hands over or answers."""
    person, found = _oppnad(request, arende, "utred")
    form = forms_hmc.UtredForm(request.POST or None, felrapport=found)

    def carry_out() -> str:
        actions_hmc.utred(arende, person=person, utredning=form.utredning())
        return "Klart. Den som anmälde får veta det."

    return _svara(request, person, found, "utred", carry_out, form=form)


def anmal_avvikelse(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What the vårdgivare does with a medicinteknisk avvikelse, and what has been notified."""
    person, found = _oppnad(request, arende, "anmal_avvikelse")
    form = forms_hmc.AnmalForm(request.POST or None, avvikelse=found.avvikelse)

    def carry_out() -> str:
        actions_avvikelse.anmal_avvikelse(
            arende,
            person=person,
            anmalan=form.anmalan(),
            filer=request.FILES.getlist("bilagor"),
        )
        return "Anmälan är noterad. HMC kvalitet följer avvikelsen till dess slut."

    return _svara(request, person, found, "anmal_avvikelse", carry_out, form=form)


def avskriv_anmalan(request: HttpRequest, arende: UUID) -> HttpResponse:
    """HMC kvalitet gives up waiting for the notification."""
    person = personen(request)
    found = queries.hamta(person, arende)
    behorighet.krav(person, "avskriv_anmalan", found.arende)
    if request.method != "POST":
        oppna(person, arende)
    form = forms_hmc.AvskrivForm(request.POST or None)

    def carry_out() -> str:
        actions_avvikelse.avskriv_anmalan(arende, person=person, skal=form.cleaned_data["skal"])
        return "Anmälan är avskriven. Avvikelsen kan avslutas när utredningen är klar."

    return _svara(request, person, found, "avskriv_anmalan", carry_out, form=form)


def avsluta_avvikelse(request: HttpRequest, arende: UUID) -> HttpResponse:
    """HMC kvalitet ends the investigation."""
    person, found = _oppnad(request, arende, "avsluta_avvikelse")
    missing = actions_avvikelse.saknade_arbeten(found.avvikelse)
    form = forms_hmc.AvslutForm(request.POST or None, saknade=missing)

    def carry_out() -> str:
        actions_avvikelse.avsluta_avvikelse(
            arende,
            person=person,
            beslut=form.cleaned_data["beslut"],
            text=form.cleaned_data["text"],
            utan_arbete_skal=form.cleaned_data.get("utan_arbete_skal", ""),
            filer=request.FILES.getlist("bilagor"),
        )
        return "Avvikelsen är avslutad och karantänen hävd."

    return _svara(request, person, found, "avsluta_avvikelse", carry_out, form=form)


def komplettera(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The one who reported answers what was asked."""
    person, found = _oppnad(request, arende, "komplettera")
    form = forms.KompletteraForm(request.POST or None)

    def carry_out() -> str:
        actions.komplettera(
            arende,
            person=person,
            text=form.cleaned_data["text"],
            filer=request.FILES.getlist("bilagor"),
        )
        return "Gruppen har fått ditt svar."

    return _svara(request, person, found, "komplettera", carry_out, form=form)


def aterkoppla(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The one who reported says whether the answer is enough."""
    person, found = _oppnad(request, arende, "aterkoppla")
    form = forms.AterkopplaForm(request.POST or None)

    def carry_out() -> str:
        enough = form.cleaned_data["racker"] == forms.JA
        actions.aterkoppla(arende, person=person, racker=enough, text=form.cleaned_data["text"])
        return "Felrapporten är avslutad." if enough else "Felrapporten är öppen igen."

    return _svara(request, person, found, "aterkoppla", carry_out, form=form)


def _oppnad(request: HttpRequest, arende: UUID, handling: str) -> tuple[Anvandare, Felrapport]:
    person = personen(request)
    found = queries.hamta(person, arende)
    behorighet.krav(person, handling, found.arende)
    # Before the log, which knows only those who came in; posted too, for a form reads what only a
    # report that waits for it has.
    krav_tur(found.arende, person, handling)
    if request.method != "POST":
        oppna(person, arende)
    return person, found


def _svara(
    request: HttpRequest,
    person: Anvandare,
    found: Felrapport,
    steg: str,
    carry_out: Callable[[], str],
    **context: Any,
) -> HttpResponse:
    hinder: list[Hinder] = []
    form = context.get("form")
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            messages.success(request, carry_out())
            return redirect("arende", found.pk)
        except Refused as no:
            hinder = no.hinder
    shown = {**visning.huvud(found, person), **context, "hinder": hinder}
    status = 422 if request.method == "POST" else 200
    return render(request, f"felrapport/{steg}.html", shown, status=status)
