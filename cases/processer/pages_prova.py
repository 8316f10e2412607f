"""Scenarios of a draft, and stepping through a made-up case on it."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from cases.processer import forms, provas_visning, val, visning
from cases.processer.pages import agare
from cases.processer.provas import Provning
from cases.processer.provas_visning import Fragor
from workflows.errors import Hinder, NotFound, Refused, Stale
from workflows.models import Definition, Draft
from workflows.trial import asking, sentences
from workflows.workbench import drafts, exchange, overview
from workflows.workbench.known import facts_of

logger = logging.getLogger(__name__)
_NEJ = (Refused, Stale, asking.TookTooLong)


def scenarier(request: HttpRequest, namn: str) -> HttpResponse:
    """The scenarios as text, and how each goes."""
    person = agare(request)
    definition, draft = _draft(namn)
    text = draft.scenarios
    hinder: list[Hinder] = []
    status = 200
    if request.method == "POST":
        text = request.POST.get("text", "").replace("\r\n", "\n")
        rev = forms.rev_av(request)
        try:
            _read(text)
            files = {exchange.SCENARIOS: text.encode()}
            drafts.change(namn, files, by=person.username, rev=rev)
        except _NEJ as no:
            hinder, status = _varfor(no)
        else:
            messages.success(request, "Scenarierna är sparade och körda.")
            return redirect("processer:scenarier", namn)
    context = {
        "process": definition,
        "utkast": draft,
        # What was read stays what was read: the same page sent again is as stale as it was.
        "rev": forms.rev(request.POST.get("rev", "")) if request.method == "POST" else draft.rev,
        "rev_nu": draft.rev if status == Stale.status else None,
        "text": text,
        "hinder": hinder,
        "exempel": sentences.examples(),
        "prov": None if hinder else visning.scenarier(drafts.bundle_of(draft)),
    }
    return render(request, "processer/scenarier.html", context, status=status)


def prova(request: HttpRequest, namn: str) -> HttpResponse:
    """Step through a made-up case on the draft. Nothing of it is kept but in the session."""
    person = agare(request)
    definition, draft = _draft(namn)
    bundle = drafts.bundle_of(draft)
    if not asking.may_run(bundle):
        context = {"process": definition, "fel": True}
        return render(request, "processer/prova.html", context)
    provning = Provning(request, bundle)
    if request.method == "POST" and "_bara_fragor" in request.POST:
        return _fragor(request, provning)
    hinder: list[Hinder] = []
    status = 200
    if request.method == "POST":
        try:
            saved = _happens(request, provning, draft, person.username)
        except _NEJ as no:
            hinder, status = _varfor(no)
        else:
            if saved:
                messages.success(request, "Scenariot är sparat i utkastet.")
                return redirect("processer:scenarier", namn)
            return redirect("processer:prova", namn)
    try:
        where = _where(request, provning, hinder)
    except asking.TookTooLong as no:
        # Kept, it would stop the page each time it is opened.
        provning.begin_anew()
        hinder, status = _varfor(no)
        where = _where(request, provning, hinder)
    except Exception:  # whatever is wrong with it, she must be able to begin anew
        logger.exception("A made-up case of %s can't be shown", namn)
        context = {"process": definition, "trasig": True}
        return render(request, "processer/prova.html", context, status=500)
    context = {
        "process": definition,
        "utkast": draft,
        "hinder": hinder,
        "ordlista": val.ordlista(facts_of(bundle)),
        **where,
    }
    return render(request, "processer/prova.html", context, status=status)


def _varfor(no: Exception) -> tuple[list[Hinder], int]:
    """Why not, and the status that says so."""
    if isinstance(no, Refused):
        return no.hinder, no.status
    kod = "inaktuellt" if isinstance(no, Stale) else "for_lange"
    return [Hinder(kod, getattr(no, "mening", ""))], getattr(no, "status", 422)


def _fragor(request: HttpRequest, provning: Provning) -> HttpResponse:
    """The questions that what is typed leads to, while it is typed. Nothing happens."""
    gor = request.POST.get("gor", "")
    try:
        context = {"fragor": _efter_svaren(provning, gor, request.POST), "gor": gor}
    except _NEJ as no:
        hinder, status = _varfor(no)
        context = {"nekas": hinder[0].mening, "gor": gor}
    else:
        status = 200
    return render(request, "processer/prova_bytt.html", context, status=status)


def _efter_svaren(provning: Provning, gor: str, post: QueryDict) -> Fragor:
    told = provning.played()
    if told is None:
        return provas_visning.startens_fragor(provning, post)
    if gor == "frist":
        return provas_visning.fristens_fragor(provning, told, post)
    return provas_visning.uppgiftens_fragor(provning, told, post.get("element", ""), post)


def _happens(request: HttpRequest, provning: Provning, draft: Draft, by: str) -> bool:
    """Do what was asked. Returns whether a scenario was saved."""
    post = request.POST
    gor = post.get("gor", "")
    if gor == "borja":
        provning.begin(post)
    elif gor == "borja_om":
        provning.begin_anew()
    elif gor == "tillbaka":
        provning.step_back()
    elif gor == "spara":
        text = provning.as_scenario(post.get("namn", ""), provning.played() or {})
        rev = forms.rev(post.get("rev", ""))
        drafts.change(draft.definition.name, {exchange.SCENARIOS: text.encode()}, by=by, rev=rev)
        return True
    else:
        provning.happen(post, provning.played() or {})
    return False


def _where(request: HttpRequest, provning: Provning, hinder: list[Hinder]) -> Mapping[str, Any]:
    """Where the case stands, or what it is started with."""
    post = request.POST if hinder else None
    told = provning.played()
    if told is None:
        return {
            "fragor": provas_visning.startens_fragor(provning, post, hinder),
            "fakta": list(provning.known.kind.facts.values()),
            "borjas_av": val.borjas_av(provning.bundle),
            "skrivet": {name.removeprefix("_"): text for name, text in (post or {}).items()},
        }
    return {
        "laget": told,
        "nu": datetime.fromisoformat(told["now"]),
        "stopp": [mening for _, mening in told["wrong"]],
        "oppna": provas_visning.oppna(
            provning, told, post, hinder, vald=request.GET.get("uppgift", "")
        ),
        "fristfragor": provas_visning.fristens_fragor(provning, told, _om(post, "frist"), hinder)
        if told["timers"]
        else None,
        "vantfragor": provas_visning.vantans_fragor(provning, told, _om(post, "fakta"), hinder),
        "frister": [
            {"namn": one["name"], "nar": datetime.fromisoformat(one["due"])}
            for one in told["timers"]
        ],
        "osagt": [provning.known.labels.of(name) for name in told["unsaid"]],
        "steg": provas_visning.stegen(provning, told),
        "fakta": list(provning.known.kind.facts.values()),
        "bild": visning.bild(
            "prova",
            "Var provkörningen är",
            provning.bundle,
            var=(told["trail"], told["standing"]),
        ),
        "skrivet": {name.removeprefix("_"): text for name, text in (post or {}).items()},
    }


def _om(post: QueryDict | None, gor: str) -> QueryDict | None:
    """The post where it was about this."""
    return post if post is not None and post.get("gor") == gor else None


def _draft(namn: str) -> tuple[Definition, Draft]:
    definition = overview.find(namn)
    draft = drafts.of(definition)
    if draft is None:
        raise NotFound("Processen har inget utkast. Börja ett från processens sida.")
    return definition, draft


def _read(text: str) -> None:
    """Raises `Refused` with a sentence for each line that is not understood."""
    wrong = sentences.parse(text)[1]
    if wrong:
        raise Refused(
            [Hinder("rad", f"Rad {one.number}: {one.mening}", "text") for one in wrong[:20]]
        )
