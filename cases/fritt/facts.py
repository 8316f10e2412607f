"""What diagrams and tables may ask in a process drawn without code: the answers to its forms."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from cases.fritt.models import Svar
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
        .values_list("element", "varden", Subquery(running))
    )
    found: dict[str, Any] = {}
    for element, kept, version_id in rows:
        for name in questions.facts_of(version_id):
            found.setdefault(name, None)
        form = questions.form_of(version_id, element)
        # An answer taken back in a later round is gone: hidden fields leave none.
        if form is not None:
            found |= dict.fromkeys(form.fields) | form.restore(kept)
    return found
