"""A form sent from a page that is no longer true: what is saved now, beside what was typed.

Every page with a form draws it anew with what was typed, and says this on top.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.forms import BaseForm

from workflows.errors import Hinder

ANDRAD = "andrad"
SPARAD = "sparad"


def skillnader(form: BaseForm) -> list[Hinder]:
    """What is saved now of each field that was typed otherwise. The form knows it as `initial`."""
    return [
        Hinder(SPARAD, f"{field.label}: {_nu(field, form)}", name)
        for name in form.changed_data
        if (field := form[name]).label
    ]


def skillnad(vad: str, sparat: object, skrivet: object, falt: str) -> Hinder:
    """The same of one thing that stands in no form."""
    return Hinder(SPARAD, f"{vad}: {_mening(str(sparat), str(skrivet))}", falt)


def overst(andrad: Hinder, *others: Iterable[Hinder]) -> Sequence[Hinder]:
    """What has changed stands first, and is said once."""
    rest = [one for hinder in others for one in hinder if one.kod != ANDRAD]
    return [andrad, *rest]


def _nu(field: Any, form: BaseForm) -> str:
    saved = form.get_initial_for_field(field.field, field.name)
    return _mening(_ord(field.field, saved), _ord(field.field, field.data))


def _mening(sparat: str, skrivet: str) -> str:
    now = f"sparat är nu ”{sparat}”" if sparat else "inget är sparat nu"
    return f"{now}, du skrev ”{skrivet}”." if skrivet else f"{now}, du lämnade det tomt."


def _ord(field: Any, value: object) -> str:
    """A value as the page shows it."""
    if isinstance(value, bool) or value == "on":
        return "Ja" if value else "Nej"
    if value is None or value == "":
        return ""
    for choice, label in getattr(field, "choices", ()):
        if str(choice) == str(getattr(value, "pk", value)):
            return str(label)
    return str(value)
