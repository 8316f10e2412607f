"""The kinds of question that a step's form asks: what is written, and what is chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from cases.gemensamt.falt import FeelRuta
from cases.processer.forms import gar_att_spara
from cases.processer.lastform import LastForm

_LONGEST_FEEL = 2000


class StegFalt(LastForm):
    """A form whose questions depend on the step."""

    @property
    def asks(self) -> bool:
        """Whether an expression is written in any of its fields."""
        return any(isinstance(one.widget, FeelRuta) for one in self.fields.values())

    def text(
        self,
        name: str,
        label: str,
        value: str,
        *,
        help_: str = "",
        rows: int = 0,
        feel: bool = False,
        longest: int = _LONGEST_FEEL,
    ) -> None:
        """Something written, in FEEL or in words."""
        self.fields[name] = forms.CharField(
            label=label,
            required=False,
            max_length=longest,
            help_text=help_,
            initial=value,
            # A field of one line would run the lines together.
            widget=FeelRuta()
            if feel
            else forms.Textarea({"rows": rows or 3})
            if rows or "\n" in value
            else forms.TextInput(),
            error_messages={"max_length": f"Skriv högst {longest} tecken under {label}."},
            validators=[gar_att_spara],
        )

    def choice(
        self,
        name: str,
        label: str,
        pairs: list[tuple[str, str]],
        current: str,
        *,
        help_: str = "",
        empty: str = "Välj …",
    ) -> None:
        """A choice among what there is; what is set but no longer there stands until changed."""
        known = {value for value, _ in pairs}
        gone = [(current, f"{current} (finns inte längre)")] if current not in {"", *known} else []
        self.fields[name] = forms.ChoiceField(
            label=label,
            required=False,
            choices=[("", empty), *pairs, *gone],
            help_text=help_,
            initial=current,
            error_messages={"invalid_choice": f"Välj ett av svaren under {label}."},
        )


def pairs_of(choices: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """What may be chosen, as a field takes it."""
    return [(one["value"], one["label"]) for one in choices]
