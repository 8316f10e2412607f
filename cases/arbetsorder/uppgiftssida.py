"""What the pages of the user tasks share: open, answer, draw anew with what was typed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from cases.arbetsorder import queries, visning
from cases.arbetsorder.models import Arbetsorder
from cases.gemensamt import uppgiftssida
from cases.gemensamt.inloggad import personen
from cases.gemensamt.uppgiftssida import krav_sida
from cases.organisation.models import Anvandare


def oppnad(request: HttpRequest, arende: UUID, handling: str) -> tuple[Anvandare, Arbetsorder]:
    """The order, when the task waits; its opening is logged.

    Raises `NotFound`, `Forbidden`, `NotYourTurn`.
    """
    person = personen(request)
    order = queries.hamta(person, arende)
    krav_sida(request, order.arende, handling)
    return person, order


def svara(
    request: HttpRequest,
    order: Arbetsorder,
    steg: str,
    carry_out: Callable[[], HttpResponse],
    *,
    form: BaseForm | None = None,
    **context: Any,
) -> HttpResponse:
    """Carry out what was posted, or draw the page with the order and what is told of it."""
    return uppgiftssida.svara(
        request,
        f"arbetsorder/{steg}.html",
        carry_out,
        visar=lambda: {**visning.huvud(order, personen(request)), **context},
        form=form,
    )


def las_uuid(text: str) -> UUID | None:
    """An id as it was posted; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
