"""The pages of an utlämningsställe, and of kundtjänst when a delivery did not go as planned."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cases.gemensamt.uppgiftssida import klart
from cases.leverans import actions_kundtjanst, actions_utlamning, forms
from cases.leverans.oppning import vantar_pa
from cases.leverans.uppgiftssida import med_formular, oppnad, rita


def lamna_till_utlamning(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The goods stand at the utlämningsställe."""
    person, leverans = oppnad(request, arende, "lamna_till_utlamning")
    if request.method == "POST":
        actions_utlamning.lamna_till_utlamning(arende, person=person)
        return klart(
            request, leverans.arende, "Godset finns att hämta. Beställaren har fått veta det."
        )
    context = {"rader": list(leverans.rader.all())}
    return rita(request, leverans, "lamna_till_utlamning", context)


def lamna_ut(request: HttpRequest, arende: UUID) -> HttpResponse:
    """The one who fetches it signs."""
    person, leverans = oppnad(request, arende, "lamna_ut")
    form = forms.KvittensForm(request.POST or None, leverans=leverans)

    def carry_out() -> HttpResponse:
        actions_utlamning.lamna_ut(arende, person=person, **form.cleaned_data)
        return klart(request, leverans.arende, "Godset är hämtat och kvitterat.")

    return med_formular(request, leverans, "lamna_ut", form, carry_out)


def avgora(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst: a new try, or back to the lager."""
    person, leverans = oppnad(request, arende, "avgora")
    form = forms.BeslutForm(request.POST or None, utlamning=leverans.utlamning)

    def carry_out() -> HttpResponse:
        said = form.cleaned_data
        actions_kundtjanst.avgora(arende, person=person, beslut=said["beslut"], dag=said.get("dag"))
        return klart(
            request, leverans.arende, "Beslutet är sparat. Den som ska göra nästa sak ser det."
        )

    return med_formular(request, leverans, "avgora", form, carry_out)


def folj_upp_kvittens(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Kundtjänst: why nobody has signed."""
    person, leverans = oppnad(request, arende, "folj_upp_kvittens")
    form = forms.UppfoljningForm(request.POST or None)

    def carry_out() -> HttpResponse:
        actions_kundtjanst.folj_upp_kvittens(arende, person=person, **form.cleaned_data)
        if vantar_pa(arende, "kvittera"):
            return klart(request, leverans.arende, "Anteckningen är sparad. Kvittensen återstår.")
        return klart(request, leverans.arende, "Anteckningen är sparad.")

    return med_formular(request, leverans, "folj_upp_kvittens", form, carry_out)
