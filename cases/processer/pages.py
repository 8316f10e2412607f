"""Processer: what runs and where it waits, the versions, and what differs between them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.gemensamt.inloggad import personen
from cases.organisation.models import Anvandare
from cases.processer import godkannande, visning
from cases.processer.behorighet import krav_pa_agare
from workflows.diagrams import versions
from workflows.models import Definition, Transfer
from workflows.workbench import drafts, exchange, overview, sides
from workflows.workbench.tables import tables_of


def agare(request: HttpRequest) -> Anvandare:
    """The person, who must be a process owner. Raises `Forbidden`."""
    person = personen(request)
    krav_pa_agare(person)
    return person


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Every process with what runs, waits, is late and has stopped."""
    agare(request)
    return render(request, "processer/lista.html", {"rader": overview.lines()})


@require_safe
def process(request: HttpRequest, namn: str) -> HttpResponse:
    """One process: where its cases wait, on the diagram and step by step, and its versions."""
    person = agare(request)
    definition = overview.find(namn)
    standing = overview.standing(definition)
    bundle = versions.bundle_of(definition.published) if definition.published else None
    rows = visning.versionsrader(definition)
    context = {
        "process": definition,
        "rad": overview.line(definition),
        "utkast": drafts.of(definition),
        "begaran": godkannande.vantar(definition, person),
        "bild": bundle and visning.bild("nu", definition.title, bundle, antal=standing),
        "steg": visning.steg(bundle, standing) if bundle else [],
        "versioner": rows,
        "kvar": sum(row.pagar for row in rows if row.version.pk != definition.published_id),
        "har_flyttat": Transfer.objects.filter(definition=definition).exists(),
    }
    return render(request, "processer/process.html", context)


@require_safe
def version(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """One version as it was: diagram, steps, tables, files."""
    agare(request)
    definition, found = sides.version(namn, nummer)
    bundle = versions.bundle_of(found)
    row = next(one for one in visning.versionsrader(definition) if one.version.pk == found.pk)
    context = {
        "process": definition,
        "version": found,
        "rad": row,
        "utkast": (draft := drafts.of(definition)),
        "rev": drafts.rev_of(definition, draft),
        "bild": visning.bild("version", f"{definition.title}, version {nummer}", bundle),
        "steg": visning.steg(bundle, {}),
        "tabeller": tables_of(bundle).values(),
    }
    return render(request, "processer/version.html", context)


@require_safe
def filer(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """A version as a zip that can be put in `bpmn/`."""
    agare(request)
    _, found = sides.version(namn, nummer)
    answer = HttpResponse(exchange.packed(versions.bundle_of(found)), "application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{namn}-v{nummer}.zip"'
    return answer


@require_safe
def jamfor(request: HttpRequest, namn: str) -> HttpResponse:
    """What differs between two versions, or a version and the draft."""
    agare(request)
    definition = overview.find(namn)
    choices = [str(row.version.number) for row in visning.versionsrader(definition)]
    draft = drafts.of(definition)
    if draft is not None:
        choices.insert(0, sides.DRAFT)
    till = request.GET.get("till") or (choices[0] if choices else "")
    fran = request.GET.get("fran") or _before(till, choices, definition)
    old, new = sides.side(namn, fran), sides.side(namn, till)
    found = visning.skillnader(old, new)
    context = {
        "process": definition,
        "val": [(one, _called(one)) for one in choices],
        "fran": fran,
        "till": till,
        "fran_ord": _called(fran),
        "till_ord": _called(till),
        "skillnader": found,
        "antal": sum(len(one.rader) for one in found),
        "forut": visning.bild("forut", _called(fran), old, marken=visning.marken(found)),
        "nu": visning.bild("nu", _called(till), new, marken=visning.marken(found)),
    }
    return render(request, "processer/jamfor.html", context)


def _before(till: str, choices: list[str], definition: Definition) -> str:
    if till == sides.DRAFT and definition.published is not None:
        return str(definition.published.number)
    at = choices.index(till) + 1 if till in choices else 0
    return choices[min(at, len(choices) - 1)] if choices else ""


def _called(which: str) -> str:
    return "Utkastet" if which == sides.DRAFT else f"Version {which}"
