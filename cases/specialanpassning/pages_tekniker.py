"""The technician's pages: judge, ask the manufacturer, make and mark."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cases.gemensamt.inloggad import personen
from cases.specialanpassning import actions_tekniker, forms, rules
from cases.specialanpassning.stegsida import oppnad, svara


def bedom(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Whether it can be made, and what it costs."""
    spec = oppnad(request, arende, "bedom")
    form = forms.BedomForm(request.POST or None, kostnad_onskas=spec.kostnadsforslag_onskas)

    def gor() -> None:
        actions_tekniker.bedom(arende, person=personen(request), sagt=form.svar())

    return svara(request, spec, "bedom", form, gor, "Bedömningen är sparad.")


def inhamta_svar(request: HttpRequest, arende: UUID) -> HttpResponse:
    """What the manufacturer answered."""
    spec = oppnad(request, arende, "inhamta_svar")
    form = forms.TillverkareForm(request.POST or None)

    def gor() -> None:
        actions_tekniker.inhamta_svar(arende, person=personen(request), sagt=form.tillverkarsvar())

    return svara(request, spec, "inhamta_svar", form, gor, "Tillverkarens svar är sparat.")


def tillverka(request: HttpRequest, arende: UUID) -> HttpResponse:
    """It is made."""
    spec = oppnad(request, arende, "tillverka")
    form = forms.TillverkaForm(request.POST or None)

    def gor() -> None:
        actions_tekniker.tillverka(
            arende, person=personen(request), minuter=form.cleaned_data["minuter"] or 0
        )

    return svara(request, spec, "tillverka", form, gor, "Märk och dokumentera är nästa steg.")


def mark(request: HttpRequest, arende: UUID) -> HttpResponse:
    """Which individ it became."""
    spec = oppnad(request, arende, "mark")
    form = forms.MarkForm(
        request.POST or None,
        marks=spec.klass in rules.MARKS,
        initial={"individ": spec.individ.nummer if spec.individ else ""},
    )

    def gor() -> None:
        said = form.cleaned_data
        actions_tekniker.mark(
            arende,
            person=personen(request),
            individ=said["individ"],
            ce_borttagen=said.get("ce_borttagen", False),
            minuter=said["minuter"] or 0,
        )

    return svara(request, spec, "mark", form, gor, "Förskrivaren får veta att den kan godkännas.")
