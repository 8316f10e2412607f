"""A Django form's question in the one shape that components/form_field.html draws."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from cases.gemensamt.antal import EJ_I_BELOPP
from workflows.forms.fieldview import FieldView, OptionView


class FeelRuta(forms.Textarea):
    """An expression: what it may be made of is offered while it is written (js/feel.js), with
    `varden`: what it may be answered with, as FEEL writes it, and what each is called."""

    def __init__(self, varden: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.varden = varden


# The first that fits; None is the plain line of text.
_WIDGETS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (FeelRuta, "feel"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.DateInput, "date"),
    (forms.NumberInput, "number"),
)


class KronorField(forms.DecimalField):
    """An amount in kronor as it is written in Swedish: 1e5 and 1_000 are none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=10, decimal_places=2, localize=True, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The amount. Raises `ValidationError` for what is not digits and separators."""
        if isinstance(value, str):
            if EJ_I_BELOPP.search(value):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            value = "".join(value.split())
        return super().to_python(value)


def from_bound(bound: BoundField) -> FieldView:
    """The field with what was typed in it and what is wrong with it.

    A form names in `villkorliga` what some of its answers need and others do not.
    """
    field, widget = bound.field, bound.field.widget
    kind = next((name for known, name in _WIDGETS if isinstance(widget, known)), "text")
    typed = _typed(bound, kind)
    return FieldView(
        name=bound.html_name,
        widget=kind,
        label=str(bound.label),
        value=typed[0] if typed else "",
        error=" ".join(sentences(bound)),
        help=str(bound.help_text),
        required=field.required,
        conditional=bound.html_name in getattr(bound.form, "villkorliga", ()),
        options=(
            tuple(OptionView(value, said, selected=False) for value, said in widget.varden)
            if isinstance(widget, FeelRuta)
            else _options(field, frozenset(typed))
        ),
        max_length=getattr(field, "max_length", None),
        input_type=str(getattr(widget, "input_type", "text")) if kind == "text" else "text",
        input_mode="decimal" if kind == "number" else "",
    )


def sentences(bound: BoundField) -> list[str]:
    """What is wrong with the answer. Django's own words for an empty field don't say which."""
    bare = str(forms.Field.default_error_messages["required"])
    return [_missing(bound) if said == bare else str(said) for said in bound.errors]


def _missing(bound: BoundField) -> str:
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return f"Kryssa i rutan {bound.label} för att gå vidare."
    if getattr(bound.field, "choices", None):
        return f"Välj ett svar under {bound.label}."
    return f"Fyll i {bound.label}."


def _typed(bound: BoundField, kind: str) -> list[str]:
    value: Any = bound.value()
    if kind == "checkbox":
        return ["ja"] if value else []
    if value in (None, "") or kind == "file":
        return []
    shown = bound.field.widget.format_value(value)
    return [str(one) for one in shown] if isinstance(shown, list | tuple) else [str(shown)]


def _options(field: forms.Field, chosen: frozenset[str]) -> tuple[OptionView, ...]:
    return tuple(
        OptionView(str(value), str(label), str(value) in chosen)
        for value, label in getattr(field, "choices", ())
        if str(value)
    )
