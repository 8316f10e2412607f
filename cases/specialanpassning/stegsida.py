"""A task's page: open it, log it, draw it with its checklist, and carry out what was posted."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse

from cases.gemensamt import uppgiftssida
from cases.gemensamt.inloggad import personen
from cases.gemensamt.uppgiftssida import krav_sida
from cases.specialanpassning import dokument, queries, visning
from cases.specialanpassning.models import Specialanpassning


def oppnad(request: HttpRequest, arende: UUID, handling: str) -> Specialanpassning:
    """The case, if the person may do this with it now. Looking is logged.

    Raises `NotFound`, `Forbidden`, `NotYourTurn`.
    """
    spec = queries.hamta(personen(request), arende)
    krav_sida(request, spec.arende, handling)
    return spec


def svara(
    request: HttpRequest,
    spec: Specialanpassning,
    uppgift: str,
    form: forms.Form,
    gor: Callable[[], object],
    klart: str,
) -> HttpResponse:
    """Carry out a valid post and go to the case; otherwise the page, with every hinder at once."""

    def carry_out() -> HttpResponse:
        gor()
        return uppgiftssida.klart(request, spec.arende, klart)

    return uppgiftssida.svara(
        request,
        f"specialanpassning/{uppgift}.html",
        carry_out,
        form=form,
        visar=lambda: {
            **visning.huvud(spec, personen(request)),
            "uppgift": uppgift,
            "checklista": dokument.checklista(spec, uppgift),
            "lasta": [one for one in dokument.gallande(spec).values() if one.skrivet],
        },
    )
