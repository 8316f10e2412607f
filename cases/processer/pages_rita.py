"""The draft as a drawing that is changed on the page."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cases.processer import val
from cases.processer.pages import agare
from workflows.workbench import drafts, overview
from workflows.workbench.known import written_in


# Kept by the browser it would come back as it was before what has been saved since.
@require_safe
@cache_control(no_store=True)
def rita(request: HttpRequest, namn: str) -> HttpResponse:
    """The editor, with the drawing and everything that may be chosen in it.

    Without a draft it opens what is published; the first change that is saved begins one.
    """
    agare(request)
    definition = overview.find(namn)
    bundle, rev = drafts.read(definition)
    underlag = {
        **val.underlag(bundle),
        "xml": bundle.bpmn.decode(),
        "rev": rev,
        "utkast": drafts.of(definition) is not None,
        "fil": f"{bundle.process_id}.bpmn",
        "formularsida": reverse("processer:formular_lista", args=[namn]),
        "tabellsida": reverse("processer:tabell_lista", args=[namn]),
        "spara": reverse("api:processutkast", args=[namn]),
        "omdome": reverse("api:processutkast_omdome", args=[namn]),
        "csrf": get_token(request),
    }
    context = {
        "process": definition,
        "underlag": underlag,
        "ordlista": val.ordlista(written_in(bundle)),
    }
    return render(request, "processer/rita.html", context)
