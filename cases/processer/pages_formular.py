"""The forms of a draft: which there are, their questions, each question, and how it will look."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases.processer import forms, formularen, val
from cases.processer.pages import agare
from cases.processer.underlag import Underlag, spara, status, underlag
from workflows.errors import Hinder, NotFound, Refused
from workflows.gate import registered
from workflows.workbench import form_editing, form_places
from workflows.workbench.form_editing import Sheet
from workflows.workbench.form_questions import Question, slug

LANGSTA_NAMN = 80
SPARAT = "Utkastet är sparat. Inget körs förrän du publicerar."
_STEG = {"upp": -1, "ner": 1}


def lista(request: HttpRequest, namn: str) -> HttpResponse:
    """The forms of the draft; posting begins another."""
    agare(request)
    hinder: list[Hinder] = []
    here = underlag(namn)
    if request.method == "POST":
        steg = request.POST.get("steg", "")
        titel = " ".join(request.POST.get("titel", "").split())[:200]
        name = steg or slug(titel)
        hinder = _hinder_for_nytt(here, name, titel)
        if not hinder:
            # A form that asks nothing can't be used: its first question comes with it.
            first = reverse("processer:ny_fraga", args=[namn, name])
            return redirect(f"{first}?{urlencode({'titel': titel})}")
    there = form_places.places(here.bundle)
    context = {
        **_gemensamt(here),
        "hinder": hinder,
        "titel": request.POST.get("titel", request.GET.get("titel", ""))[:200],
        "steg": request.POST.get("steg", request.GET.get("steg", "")),
        "saknas": form_places.without_form(here.bundle),
        "formular": [
            (name, _titel(text), form_places.asked_at(there, name))
            for name, text in sorted(here.bundle.forms().items())
        ],
    }
    return render(request, "processer/formular_lista.html", context, status=status(hinder))


def formular(request: HttpRequest, namn: str, formular: str) -> HttpResponse:
    """One form: its questions in order, what stands around them, and how it will look."""
    person = agare(request)
    here = underlag(namn)
    sheet = _oppnat(here, formular)
    hinder: list[Hinder] = []
    ram = _ram(sheet)
    if request.method == "POST":
        ram = {name: request.POST.get(name, "").strip()[:2000] for name in ram}
        sheet.say(title=ram["_titel"], description=ram["_beskrivning"], submit=ram["_knapp"])
        faults = formularen.fel_i(here.bundle, formular, sheet.written())
        places = {"title": "_titel", "x-submit": "_knapp"}
        hinder = [
            Hinder(one.kod, one.mening, places[one.path]) for one in faults if one.path in places
        ]
        hinder = hinder or _spara(request, here, formular, sheet, person.username)
        if not hinder:
            messages.success(request, SPARAT)
            return redirect("processer:formular", namn, formular)
    return _rita(request, here, formular, sheet, hinder, ram)


@require_POST
def andra(request: HttpRequest, namn: str, formular: str) -> HttpResponse:
    """Move a question up, down or to a place, take it away, or take the whole form away."""
    person = agare(request)
    here = underlag(namn)
    sheet = _oppnat(here, formular)
    gor, falt = request.POST.get("gor", ""), request.POST.get("falt", "")
    if gor == "ta_bort_formular":
        rev = forms.rev(request.POST.get("rev", ""))
        fil = form_editing.file_of(formular)
        hinder = spara(namn, {}, av=person.username, rev=rev, utan=[fil])
        if not hinder:
            messages.success(request, f"Formuläret ”{formular}” är borttaget ur utkastet.")
            return redirect("processer:formular_lista", namn)
        return _rita(request, underlag(namn), formular, sheet, hinder)
    if gor in _STEG:
        sheet.move(falt, _STEG[gor])
    elif gor == "flytta":
        sheet.move(falt, _plats(request.POST.get("plats", "")) - 1 - sheet.place(falt))
    elif gor == "ta_bort":
        sheet.remove(falt)
    else:
        raise Refused([Hinder("gor", "Välj vad som ska göras med frågan.")])
    hinder = _spara(request, here, formular, sheet, person.username)
    if hinder:
        again = underlag(namn)
        return _rita(request, again, formular, _oppnat(again, formular), hinder)
    return redirect(f"{reverse('processer:formular', args=[namn, formular])}#fraga-{falt}")


def _plats(text: str) -> int:
    if not (text.isdecimal() and len(text) < 5):
        raise Refused([Hinder("plats", "Välj vilken plats i ordningen frågan ska ha.", "plats")])
    return int(text)


def ny_fraga(request: HttpRequest, namn: str, formular: str) -> HttpResponse:
    """A question that is not there yet; the first one begins the form."""
    return _fraga(request, namn, formular, "")


def fraga(request: HttpRequest, namn: str, formular: str, falt: str) -> HttpResponse:
    """One question: its words, limits and condition."""
    return _fraga(request, namn, formular, falt)


@require_safe
def visa(request: HttpRequest, namn: str, formular: str) -> HttpResponse:
    """The form as it will look, with answers and facts to try its conditions with."""
    agare(request)
    here = underlag(namn)
    sheet = _oppnat(here, formular)
    part = "processer/formular_visning.html"
    whole = "processer/formular_visa.html"
    context = {**_gemensamt(here), **_visning(request, here, formular, sheet)}
    return render(request, part if "HX-Request" in request.headers else whole, context)


def _fraga(request: HttpRequest, namn: str, formular: str, falt: str) -> HttpResponse:
    person = agare(request)
    here = underlag(namn)
    titel = " ".join(request.POST.get("_titel", request.GET.get("titel", "")).split())[:200]
    sheet = _oppnat(here, formular) if _finns(here, formular) else form_editing.begun(titel)
    if not _finns(here, formular) and not titel:
        raise NotFound("Formuläret finns inte i utkastet. Välj ett i listan.")
    hinder: list[Hinder] = []
    if request.method == "POST":
        asked = formularen.skriven(request.POST)
        only_look = request.POST.get("_kontrollera", "")
        if "byt_sort" not in request.POST:
            hinder = _provad(here, formular, sheet, asked, falt)
        if only_look:
            fields = {one.name: one for one in formularen.falt(asked, hinder)}
            return render(request, "processer/ett_falt.html", {"falt": fields.get(only_look)})
        if "byt_sort" not in request.POST and not hinder:
            hinder = _spara(request, here, formular, sheet, person.username)
            if not hinder:
                messages.success(request, SPARAT)
                return redirect("processer:formular", namn, formular)
            here = underlag(namn)
    elif falt:
        asked = sheet.question(falt)
        hinder = formularen.hinder_for(
            formularen.fel_i(here.bundle, formular, sheet.written()), falt
        )
    else:
        asked = Question(sort=request.GET.get("sort", "kort"), label="", required=True)
    context = {
        **_gemensamt(here),
        "formular": formular,
        "formularets_titel": sheet.schema.get("title", formular),
        "nytt": not _finns(here, formular),
        "fraga": falt,
        "falt": formularen.falt(asked, hinder),
        "fel": [(one.falt, one.mening) for one in hinder],
        "kanda": (known := formularen.kanda(here.bundle, formular, sheet, falt)),
        "ordlista": val.ordlista(known),
    }
    code = status(hinder) if request.method == "POST" else 200
    return render(request, "processer/fraga.html", context, status=code)


def _provad(
    here: Underlag, formular: str, sheet: Sheet, asked: Question, falt: str
) -> list[Hinder]:
    """The question put in its place, and what is wrong with it there."""
    try:
        name = sheet.put(asked, instead_of=falt, facts=registered(here.process.name).facts)
    except Refused as no:
        return no.hinder
    source = sheet.written()
    return formularen.hinder_for(formularen.fel_i(here.bundle, formular, source), name)


def _spara(
    request: HttpRequest, here: Underlag, formular: str, sheet: Sheet, av: str
) -> list[Hinder]:
    rev = forms.rev(request.POST.get("rev", ""))
    files = {form_editing.file_of(formular): sheet.written()}
    return spara(here.process.name, files, av=av, rev=rev)


def _rita(
    request: HttpRequest,
    here: Underlag,
    formular: str,
    sheet: Sheet,
    hinder: Sequence[Hinder],
    ram: Mapping[str, str] | None = None,
) -> HttpResponse:
    source = sheet.written()
    faults = formularen.fel_i(here.bundle, formular, source)
    context = {
        **_gemensamt(underlag(here.process.name) if hinder else here),
        **_visning(request, here, formular, sheet),
        "hinder": hinder,
        "rader": formularen.rader(sheet, faults),
        "fel": [one.mening for one in faults if not one.path.startswith("properties/")],
        "ram": formularen.ramfalt(ram or _ram(sheet), hinder),
        "sorter": formularen.sortval("kort"),
        "fragas_i": form_places.asked_at(form_places.places(here.bundle), formular),
    }
    return render(request, "processer/formular.html", context, status=status(hinder))


def _visning(
    request: HttpRequest, here: Underlag, formular: str, sheet: Sheet
) -> dict[str, object]:
    known = formularen.kanda(here.bundle, formular, sheet, "")
    tried = request.GET if request.method == "GET" else None
    shown = formularen.forhandsvisning(sheet.written(), tried, known)
    return {
        "formular": formular,
        "formularets_titel": sheet.schema.get("title", formular),
        "visning": shown,
    }


def _ram(sheet: Sheet) -> dict[str, str]:
    return {
        "_titel": str(sheet.schema.get("title", "")),
        "_beskrivning": str(sheet.schema.get("description", "")),
        "_knapp": str(sheet.schema.get("x-submit", "Skicka")),
    }


def _gemensamt(here: Underlag) -> dict[str, object]:
    return {"process": here.process, "utkast": here.draft, "rev": here.rev}


def _hinder_for_nytt(here: Underlag, name: str, titel: str) -> list[Hinder]:
    if not titel:
        return [Hinder("titel", "Skriv formulärets rubrik.", "titel")]
    if _finns(here, name):
        mening = f"Det finns redan ett formulär som heter ”{name}”. Öppna det i listan."
        return [Hinder("finns", mening, "titel")]
    if not (name.isascii() and name.replace("-", "_").isidentifier() and len(name) <= LANGSTA_NAMN):
        return [Hinder("namn", "Välj ett av stegen, eller en rubrik med bokstäver.", "steg")]
    return []


def _finns(here: Underlag, formular: str) -> bool:
    return formular in here.bundle.forms()


def _oppnat(here: Underlag, formular: str) -> Sheet:
    text = here.bundle.forms().get(formular)
    if text is None:
        raise NotFound("Formuläret finns inte i utkastet. Välj ett i listan.")
    return form_editing.opened(text)


def _titel(text: str) -> str:
    try:
        return str(form_editing.opened(text).schema.get("title", ""))
    except Refused:
        return ""
