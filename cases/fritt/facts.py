"""What diagrams and tables may ask in a process drawn without code: the answers to its forms."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from cases.fritt.models import Svar
from workflows import registry
from workflows.diagrams import questions
from workflows.models import Process


def fakta(arende: UUID) -> Mapping[str, Any]:
    """Every answer of the case by the field's name, the latest where it was given twice.

    One query. What nobody has answered yet is null.
    """
    running = Process.objects.filter(case_id=OuterRef("arende_id")).values("version_id")
    rows = (
        Svar.objects.filter(arende_id=arende)
        .order_by("pk")
        .values_list("element", "version_id", "varden", "tillagg", Subquery(running))
    )
    found: dict[str, Any] = {}
    for element, asked_in, kept, added, runs in rows:
        for name in questions.facts_of(runs):
            found.setdefault(name, None)
        form = questions.form_of(asked_in, element)
        if form is None:
            continue
        # An answer taken back in a later round is gone: hidden fields leave none.
        if not added:
            found |= dict.fromkeys(form.fields)
        found |= form.restore(kept)
    return found


def kanda(arende: UUID, typ: str) -> Mapping[str, Any]:
    """What a form may ask: the answers so far, and the facts of the case's type."""
    kind = registry.case_type(typ)
    answers = fakta(arende)
    if kind.runs_any or kind.read_facts is None:
        return answers
    return {**answers, **kind.read_facts(arende)}
