"""Every component on one page, so that a browser can look at them all."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from cases.gemensamt.diagram import drawing
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as product
from tests.e2e.diagrams import SMALL
from workflows import clock
from workflows.errors import Hinder, NotYourTurn, Refused

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

_PAGE = Path(__file__).with_suffix(".html")


class Questions(forms.Form):
    """One of each widget."""

    namn = forms.CharField(label="Namn", max_length=40, help_text="Som det står på skylten.")
    text = forms.CharField(label="Beskriv behovet", widget=forms.Textarea)
    antal = forms.IntegerField(label="Antal")
    dag = forms.DateField(label="Önskad dag", required=False, widget=forms.DateInput)
    sida = forms.ChoiceField(
        label="Sida", choices=[("h", "Höger"), ("v", "Vänster")], widget=forms.RadioSelect
    )
    delar = forms.MultipleChoiceField(
        label="Tillbehör",
        required=False,
        choices=[("a", "Armstöd"), ("b", "Bromsar")],
        widget=forms.CheckboxSelectMultiple,
    )
    lager = forms.ChoiceField(label="Lager", choices=[("10", "10 HMC Skövde")])
    lovar = forms.BooleanField(label="Mottagaren vet om beställningen")
    fil = forms.FileField(label="Underlag", required=False)


def delar(request: HttpRequest) -> HttpResponse:
    """The page. A POST shows the form with its faults."""
    form = Questions(request.POST if request.method == "POST" else None)
    now = clock.now()
    event = SimpleNamespace
    context = {
        "form": form,
        "late": now - timedelta(days=4),
        "soon": now + timedelta(hours=30),
        "calm": now + timedelta(days=20),
        "hinder": [
            Hinder("ko-9", "Välj leveransadress innan du verkställer.", "lager"),
            Hinder("ko-3", "Minst en rad ska ha en artikel. Lägg till en artikel."),
        ],
        "receipt": event(
            title="Kundordern är verkställd",
            number="26480012",
            next=["Lagret plockar artiklarna.", "Turbilen kör ut dem till Ekedalsgatan 14."],
            when="Väntad leverans: torsdag 2026-12-03.",
            links=[("Visa ordern", "/"), ("Ny kundorder", "/")],
        ),
        "band": event(
            name="Lille Skutt",
            identity="20030303-0303",
            commune="Skövde",
            payer="1912 Skövde Kommun",
            facts=[("Kön", "Man")],
            warnings=[
                ("shield", "danger", "Skyddade personuppgifter"),
                ("warning", "warning", "Avvikande baskod"),
            ],
        ),
        "steps": [
            event(label="Mottagare", state="done", url="/"),
            event(label="Leverans", state="done", url="/"),
            event(label="Rader", state="current", url=""),
            event(label="Tillbehör", state="open", url="/"),
            event(label="Granska och skicka", state="blocked", url=""),
        ],
        "timeline": [
            event(title="Verkställd", state="done", when=now - timedelta(days=2), who="Miriam"),
            event(title="Försenad: artikel 78004 är slut", state="late", when=now, text="Ny dag."),
            event(title="Plockas på lager 10", state="now", who="Lager", link=("Visa", "/")),
            event(title="Körs ut", state="coming", when="väntas 2026-12-03"),
        ],
        "page_obj": Paginator(range(400), 20).get_page(request.GET.get("sida", 7)),
        "diagram": drawing(
            "prov",
            "Provprocess",
            SMALL,
            done=["start", "registrera"],
            active=["plocka"],
            names={"registrera": "Registrera", "plocka": "Plocka", "kvittera": "Kvittera"},
        ),
        "rows": [("Rullator inomhus", "late"), ("Duschpall", "today"), ("Tyngdtäcke", "")],
    }
    template = engines["django"].from_string(_PAGE.read_text(encoding="utf-8"))
    return HttpResponse(template.render(context, request), status=422 if form.errors else 200)


def hinder(request: HttpRequest) -> HttpResponse:
    """A refusal by the rules."""
    raise Refused([Hinder("ko-9", "Välj leveransadress innan du verkställer.")])


def upptagen(request: HttpRequest) -> HttpResponse:
    """A refusal because somebody was first."""
    raise NotYourTurn("Kim Kundtjänst har redan gjort uppgiften.")


def trasig(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return render(request, "finns/inte.html")


urlpatterns = [
    path("delar/", delar, name="delar"),
    path("delar/hinder/", hinder),
    path("delar/upptagen/", upptagen),
    path("delar/trasig/", trasig),
    *product,
]
