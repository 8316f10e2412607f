"""A publication that waits for a second process owner: looked at, approved, declined."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.organisation.models import Anvandare
from cases.processer import godkannande, visning
from cases.processer.pages import agare
from workflows.diagrams import versions
from workflows.errors import Hinder, Refused, Stale
from workflows.models import Approval
from workflows.workbench import approval, drafts

_LIGGER_KVAR = {
    True: "Utkastet ligger kvar och går att ändra.",
    False: "Versionen ligger kvar i listan över versioner.",
}


@require_safe
def visa(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """What is to be published, by whom and why, and what differs from what holds now."""
    person = agare(request)
    found = approval.find(namn, nummer)
    return render(request, "processer/godkannande.html", _context(found, person))


@require_POST
def godkann(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """A second person approves, and it is published."""
    person = agare(request)
    found = approval.find(namn, nummer)
    try:
        passed = approval.look(found, by=person.username)
        made = godkannande.godkann(found, passed, person)
    except Refused as no:
        return _nej(request, found, no.hinder, no.status)
    except Stale as no:
        return _nej(request, found, [Hinder("inaktuellt", no.mening)], no.status)
    if made is not None and made.live_at > made.decided_at:
        messages.success(request, f"Version {made.version.number} är godkänd och planerad.")
    elif made is not None:
        messages.success(request, f"Version {made.version.number} är godkänd och publicerad.")
    return redirect("processer:process", namn)


@require_POST
def avsla(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """Say no, or take one's own back."""
    person = agare(request)
    found = approval.find(namn, nummer)
    try:
        decided = godkannande.avsla(found, person, request.POST.get("skal", ""))
    except Refused as no:
        return _nej(request, found, no.hinder, no.status)
    messages.success(request, _publiceras_inte(decided))
    return redirect("processer:process", namn)


def _publiceras_inte(decided: Approval) -> str:
    if decided.number is not None:
        return f"Version {decided.number} publiceras inte. Den ligger kvar i listan."
    return "Utkastet publiceras inte. Det ligger kvar."


def _nej(request: HttpRequest, found: Approval, hinder: list[Hinder], status: int) -> HttpResponse:
    context = {**_context(found, agare(request)), "hinder": hinder}
    return render(request, "processer/godkannande.html", context, status=status)


def _context(found: Approval, person: Anvandare) -> dict[str, object]:
    definition = found.definition
    published = definition.published
    draft = drafts.of(definition) if found.number is None else None
    bundle = drafts.bundle_of(draft) if draft else None
    if found.number is not None:
        bundle = versions.bundle_of(definition.versions.get(number=found.number))
    differs = (
        visning.skillnader(versions.bundle_of(published), bundle) if published and bundle else []
    )
    return {
        "process": definition,
        "begaran": godkannande.begaran(found, person),
        "ligger_kvar": _LIGGER_KVAR[found.number is None],
        "skillnader": differs,
        "antal": sum(len(one.rader) for one in differs),
    }
