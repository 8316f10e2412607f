"""The documentation of a version: to read and print, and as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.processer import dokument_pdf, visning
from cases.processer.dokument import dokument
from cases.processer.pages import agare
from workflows.errors import Hinder, Refused
from workflows.workbench.table_views import policy_words


@require_safe
def visa(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """A version told whole: what it does, what is new in it, who published it and why."""
    agare(request)
    told = dokument(namn, nummer)
    context = {
        "process": told.process,
        "version": told.version,
        "dokument": told,
        "rad": told.rad,
        "innehall": told.innehall,
        "bild": visning.bild("dokument", told.titel, told.bundle),
        "tabeller": [(one, policy_words(one.hit_policy)) for one in told.innehall.tables],
    }
    return render(request, "processer/dokument.html", context)


@require_safe
def pdf(request: HttpRequest, namn: str, nummer: int) -> HttpResponse:
    """The same as a PDF."""
    agare(request)
    return som_pdf(namn, nummer)


def som_pdf(namn: str, nummer: int) -> HttpResponse:
    """The PDF as an answer. Raises `NotFound`, `Refused` where it is too large."""
    told = dokument(namn, nummer)
    if not told.ryms_som_pdf:
        raise Refused(
            [
                Hinder(
                    "for_stor",
                    "Processen har för många steg för en PDF. Läs dokumentationen på sidan, eller"
                    " skriv ut den därifrån.",
                )
            ]
        )
    answer = HttpResponse(dokument_pdf.pdf(told), "application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{told.filnamn}"'
    return answer
