"""The draft in words: every step in a list, each changed by a form. Needs no script."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases.organisation.models import Anvandare
from cases.processer import forms, val, visning
from cases.processer.banor import andra_bana, banor
from cases.processer.pages import agare
from cases.processer.stegform import StegForm
from cases.processer.stegord import way_in_words
from cases.processer.tillagg import UppgiftForm
from workflows.errors import Hinder, Refused, Stale
from workflows.gate.findings import Finding
from workflows.workbench import drafts, lanes, overview, verdicts, ways
from workflows.workbench.edits import Edit, edited
from workflows.workbench.known import written_in
from workflows.workbench.reading import Step, every_step, name_of

# A page that is read, and sends its own forms to itself.
_METHODS = ["GET", "HEAD", "POST"]
_SAVED = "Utkastet är sparat. Inget körs förrän du publicerar."


@dataclass(frozen=True)
class Rad:
    """A step in the list, with what is wrong with it."""

    steg: Step
    fynd: list[Finding]


@require_http_methods(_METHODS)
def lista(request: HttpRequest, namn: str) -> HttpResponse:
    """Every step, gateway and event in the order that a case meets them, and the lanes."""
    person = agare(request)
    definition = overview.find(namn)
    if request.method == "POST":
        _save(request, namn, person, lambda edit: andra_bana(edit, request.POST))
        return redirect(f"{reverse('processer:text', args=[namn])}#banor")
    bundle, rev = drafts.read(definition)
    edit = Edit(bundle)
    found = [(_stands_at(edit, one), one) for one in verdicts.of(bundle)]
    # A step is reached by its id in the address; what the check says of others is listed below.
    steps = [one for one in every_step(bundle) if one.id and "/" not in one.id]
    known = {one.id for one in steps}
    context = {
        "process": definition,
        "rev": rev,
        "rader": [Rad(one, [said for at, said in found if at == one.id]) for one in steps],
        "ovriga": [said for at, said in found if at not in known],
        "antal": visning.antal_fynd([said for _, said in found]),
        "banor": banor(edit),
        "lediga": val.roller(lanes.free_roles(edit)),
    }
    return render(request, "processer/text.html", context)


def _stands_at(edit: Edit, finding: Finding) -> str | None:
    """The step that a finding is shown at: of a flow, the step that it leads from."""
    for node in edit.drawn.nodes():
        if any(flow.id == finding.element for flow in node.flows_out):
            return node.id
    return finding.element


@require_http_methods(_METHODS)
def steg(request: HttpRequest, namn: str, element: str) -> HttpResponse:
    """One step: what is set on it, changed by a form."""
    person = agare(request)
    definition = overview.find(namn)
    bundle, rev = drafts.read(definition)
    edit = Edit(bundle)
    node = edit.node(element)
    posted = request.POST if request.method == "POST" else None
    form = StegForm(edit, node, val.underlag(bundle), posted)
    hinder: list[Hinder] = []
    status = 422 if form.is_bound else 200
    if form.is_bound:
        try:
            form.samma_vagar()
            if form.is_valid():
                form.andrar()
                files = {f"{bundle.process_id}.bpmn": edit.written()}
                drafts.change(namn, files, by=person.username, rev=forms.rev_av(request))
                messages.success(request, _SAVED)
                return redirect("processer:text", namn)
        except Refused as no:
            hinder, status = no.hinder, no.status
        except Stale as no:
            hinder, status = [Hinder("inaktuellt", no.mening)], no.status
    # As it was read: the form may have changed the other on its way to being refused.
    read = Edit(bundle)
    context = {
        "process": definition,
        "steg": next(one for one in every_step(bundle) if one.id == element),
        # What was read stays what was read: the same page sent again is as stale as it was.
        "rev": forms.rev(request.POST.get("rev", "")) if form.is_bound else rev,
        "rev_nu": rev if status == Stale.status else None,
        "form": form,
        "uppgift": UppgiftForm(node, namn),
        "vagar": [(one.id, way_in_words(one)) for one in node.flows_out if one.id],
        "mal": [(one.id, name_of(one)) for one in ways.goals(node)],
        "hinder": hinder,
        "fynd": [one for one in verdicts.of(bundle) if _stands_at(read, one) == element],
        "kanda": (kanda := written_in(bundle)),
        "ordlista": val.ordlista(kanda),
    }
    return render(request, "processer/text_steg.html", context, status=status)


@require_POST
def lagg_till(request: HttpRequest, namn: str, element: str) -> HttpResponse:
    """Something new after a step, or on it; its own form follows."""
    person = agare(request)
    made: list[str] = []

    def change(edit: Edit) -> None:
        form = UppgiftForm(edit.node(element), namn, request.POST)
        made.append(form.lagg_till(edit, element))

    _save(request, namn, person, change)
    return redirect("processer:text_steg", namn, made[0])


@require_POST
def vag(request: HttpRequest, namn: str, element: str) -> HttpResponse:
    """Draw a flow from a step to another, or take one away."""
    person = agare(request)
    till, flode = request.POST.get("till", ""), request.POST.get("flode", "")

    def change(edit: Edit) -> None:
        node = edit.node(element)
        if flode:
            ways.disconnect(edit, node, flode)
        else:
            ways.connect(edit, node, till)

    _save(request, namn, person, change)
    return redirect(f"{reverse('processer:text_steg', args=[namn, element])}#leder-vidare")


@require_POST
def ta_bort(request: HttpRequest, namn: str, element: str) -> HttpResponse:
    """Take away a step; what led to it leads to what followed it."""
    person = agare(request)
    _save(request, namn, person, lambda edit: edit.remove(edit.node(element)))
    return redirect("processer:text", namn)


def _save(
    request: HttpRequest, namn: str, person: Anvandare, change: Callable[[Edit], None]
) -> None:
    bundle, _ = drafts.read(overview.find(namn))
    rev = forms.rev(request.POST.get("rev", ""))
    drafts.change(namn, edited(bundle, change), by=person.username, rev=rev)
    messages.success(request, _SAVED)
