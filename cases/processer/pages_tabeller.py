"""The decision tables of a draft: which there are, their rows, each row, and trying them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases.processer import forms, tabellerna, val
from cases.processer.pages import agare
from cases.processer.pages_formular import SPARAT
from cases.processer.underlag import Underlag, spara, status, underlag
from workflows import dmn
from workflows.errors import Hinder, NotFound, Refused
from workflows.workbench.known import Known
from workflows.workbench.table_editing import TableFile, refusal, table_files
from workflows.workbench.table_views import RowView, TableView

_STEG = {"upp": -1, "ner": 1}


@require_safe
def lista(request: HttpRequest, namn: str) -> HttpResponse:
    """The decision tables beside the diagram."""
    agare(request)
    here = underlag(namn)
    context = {**_gemensamt(here), "filer": table_files(here.bundle).items()}
    return render(request, "processer/tabell_lista.html", context)


@require_safe
def tabell(request: HttpRequest, namn: str, fil: str) -> HttpResponse:
    """The tables of a file with what is wrong on their rows, and values to try them with."""
    agare(request)
    here = underlag(namn)
    return _rita(request, here, TableFile(here.bundle, fil), [])


@require_POST
def andra(request: HttpRequest, namn: str, fil: str) -> HttpResponse:
    """Move a row, take it away, or add or take away a column that asks something."""
    person = agare(request)
    here = underlag(namn)
    file = TableFile(here.bundle, fil)
    post = request.POST
    beslut, gor = post.get("beslut", ""), post.get("gor", "")
    text = file.text(beslut)
    row = _tal(post.get("rad", ""))
    ways: dict[str, Callable[[], bytes]] = {
        "upp": lambda: text.move(row, -1),
        "ner": lambda: text.move(row, 1),
        "ta_bort": lambda: text.remove(row),
        "ny_kolumn": lambda: text.add_input(*_fragad(file, beslut, post)),
        "ta_bort_kolumn": lambda: text.remove_input(_tal(post.get("kolumn", ""))),
    }
    if gor not in ways:
        raise Refused([Hinder("gor", "Välj vad som ska göras med raden.")])
    try:
        new = ways[gor]()
    except dmn.DmnError as no:
        raise refusal(no) from no
    rev = forms.rev(post.get("rev", ""))
    hinder = spara(namn, {fil: new}, av=person.username, rev=rev)
    if hinder:
        again = underlag(namn)
        return _rita(request, again, TableFile(again.bundle, fil), hinder)
    to = min(max(row + _STEG.get(gor, 0), 1), len(text.rules))
    place = f"#rad-{beslut}-{to}" if gor in _STEG else f"#tabell-{beslut}"
    return redirect(f"{reverse('processer:tabell', args=[namn, fil])}{place}")


def ny_rad(request: HttpRequest, namn: str, fil: str, beslut: str) -> HttpResponse:
    """A row that is not there yet, below another or at the top."""
    return _rad(request, namn, fil, beslut, None)


def rad(request: HttpRequest, namn: str, fil: str, beslut: str, nummer: int) -> HttpResponse:
    """One row, cell by cell."""
    return _rad(request, namn, fil, beslut, nummer)


def _rad(
    request: HttpRequest, namn: str, fil: str, beslut: str, nummer: int | None
) -> HttpResponse:
    person = agare(request)
    here = underlag(namn)
    file = TableFile(here.bundle, fil)
    view = file.view(beslut)
    efter = min(_tal(request.POST.get("efter", request.GET.get("efter", ""))), len(view.rows))
    shown = tabellerna.tom(view.columns) if nummer is None else _row(view, nummer)
    typed = None
    hinder: list[Hinder] = []
    if request.method == "POST":
        typed = tabellerna.skriven(request.POST, view.columns)
        # The row is known by its id: a colleague may have moved it since.
        place = _place(view, request.POST.get("id", ""), nummer)
        if nummer is not None and place is None:
            # Taken away meanwhile: what was typed goes back where the row was.
            efter = min(nummer - 1, len(view.rows))
        new, shown, hinder = _provad(here, file, beslut, place, efter, typed)
        look = request.POST.get("_kontrollera", "")
        if look:
            fields = {one.name: one for one in tabellerna.falt(shown, typed)}
            return render(request, "processer/ett_falt.html", {"falt": fields.get(look)})
        if not hinder:
            rev = forms.rev(request.POST.get("rev", ""))
            hinder = spara(namn, {fil: new}, av=person.username, rev=rev)
            if not hinder:
                messages.success(request, SPARAT)
                at = place or efter + 1
                page = reverse("processer:tabell", args=[namn, fil])
                return redirect(f"{page}#rad-{beslut}-{at}")
            here = underlag(namn)
    context = {
        **_gemensamt(here),
        "fil": fil,
        "tabell": view,
        "nummer": nummer,
        "efter": efter,
        "id": request.POST.get("id", "") or (shown.id if nummer else ""),
        "falt": tabellerna.falt(shown, typed),
        "anmarkningar": shown.remarks,
        "fel": [(one.falt, one.mening) for one in hinder],
        **_ordlista(file.offered(file.decision(beslut))),
    }
    code = status(hinder) if request.method == "POST" else 200
    return render(request, "processer/rad.html", context, status=code)


def _provad(
    here: Underlag,
    file: TableFile,
    beslut: str,
    place: int | None,
    efter: int,
    typed: tuple[Sequence[str], str],
) -> tuple[bytes, RowView, list[Hinder]]:
    """(the file with the row in it, the row as the analysis sees it there, what hinders it)."""
    text = file.text(beslut)
    try:
        new = text.put(place, *typed) if place else text.add(efter, *typed)
    except dmn.DmnError as no:
        empty = tabellerna.tom(file.view(beslut).columns)
        return b"", empty, [Hinder("cell", no.mening, tabellerna.cellnamn(0))]
    there = replace(here.bundle, files={**here.bundle.files, file.file: new.decode()})
    shown = _row(TableFile(there, file.file).view(beslut), place or efter + 1)
    return new, shown, tabellerna.hinder(shown)


def _rita(
    request: HttpRequest, here: Underlag, file: TableFile, hinder: Sequence[Hinder]
) -> HttpResponse:
    tried = request.GET.get("beslut", "")
    shown = []
    for decision in file.decisions:
        view = file.view(decision.id)
        typed = request.GET if decision.id == tried else QueryDict()
        fields, values = tabellerna.proverad(view, typed)
        told = None
        if decision.id == tried and not any(one.error for one in fields):
            view, told = file.tried(view, values)
        asked = {one.asks for one in view.columns if one.side == "in"}
        fakta = [one for one in file.offered(decision) if one.name not in asked]
        shown.append({"tabell": view, "falt": fields, "svar": told, "fakta": fakta})
    known = list({one.name: one for d in file.decisions for one in file.offered(d)}.values())
    context = {
        **_gemensamt(here),
        "fil": file.file,
        "hinder": hinder,
        "tabeller": shown,
        **_ordlista(known),
    }
    return render(request, "processer/tabell.html", context, status=status(hinder))


def _row(view: TableView, nummer: int) -> RowView:
    if not 1 <= nummer <= len(view.rows):
        raise NotFound("Raden finns inte i tabellen. Någon kan ha tagit bort den.")
    return view.rows[nummer - 1]


def _place(view: TableView, row_id: str, nummer: int | None) -> int | None:
    """Where the row is now; None for one that is new, or that a colleague has taken away."""
    if nummer is None:
        return None
    if not row_id:
        return _row(view, nummer).number
    return next((one.number for one in view.rows if one.id == row_id), None)


def _fragad(file: TableFile, beslut: str, post: QueryDict) -> tuple[str, str, str]:
    """(the label, the name, the type) of a fact that a new column asks."""
    offered = file.offered(file.decision(beslut))
    found = next((one for one in offered if one.name == post.get("faktum", "")), None)
    if found is None:
        raise Refused([Hinder("faktum", "Välj vilket faktum kolumnen ska fråga.", "faktum")])
    label = " ".join(post.get("rubrik", "").split())[:60]
    return label or found.name, found.name, str(found.type)


def _tal(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _ordlista(known: list[Known]) -> dict[str, object]:
    return {"kanda": known, "ordlista": val.ordlista(known)}


def _gemensamt(here: Underlag) -> dict[str, object]:
    return {"process": here.process, "utkast": here.draft, "rev": here.rev}
