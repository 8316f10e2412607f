"""What the pages of the run post."""

from datetime import date, datetime
from typing import Any

from django import forms

from cases.leverans import tur
from cases.leverans.actions_tur import Lamnat
from cases.leverans.models import Leverans
from workflows import clock


class UrvalForm(forms.Form):
    """Which day and which area."""

    dag = forms.DateField(
        label="Dag",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Skriv dagen som ÅÅÅÅ-MM-DD."},
    )
    omrade = forms.ChoiceField(
        label="Område",
        required=False,
        error_messages={"invalid_choice": "Välj ett av områdena."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["omrade"].choices = tur.omraden()  # type: ignore[attr-defined]

    def urval(self) -> tuple[date, str]:
        """The day and area that were asked for; today and all where nothing good was."""
        said = self.cleaned_data if self.is_valid() else {}
        return said.get("dag") or clock.today(), said.get("omrade") or tur.ALLA


class LamnaForm(forms.Form):
    """How it went with one following note."""

    utfall = forms.ChoiceField(choices=Leverans.Utfall.choices, required=False)
    orsak = forms.CharField(max_length=400, required=False)
    mottagen_av = forms.CharField(max_length=120, required=False)
    signatur = forms.CharField(max_length=120, required=False)

    def svar(self, nar: datetime) -> Lamnat:
        """What was said of what was done at `nar`; the rules say what it lacks."""
        self.is_valid()
        return Lamnat(**{name: self.cleaned_data.get(name, "") for name in self.fields}, nar=nar)
