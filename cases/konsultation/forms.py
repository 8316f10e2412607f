"""What the pages of a konsultation post."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms

from cases.konsultation.models import Konsultation
from cases.konsultation.rules import LANGST, Resultat, Tidsforslag
from workflows import clock

_ANTAL = "×x*"


class TidForm(forms.Form):
    """A time that is booked, or a try that failed."""

    villkorliga = frozenset({"form", "dag", "tid", "skal"})
    nadd = forms.ChoiceField(
        label="Nådde du mottagaren?",
        choices=[("ja", "Ja, en tid är bokad"), ("nej", "Nej, jag försöker igen senare")],
        widget=forms.RadioSelect,
    )
    form = forms.ChoiceField(
        label="Hur?",
        choices=Konsultation.Form.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    dag = forms.DateField(
        label="Dag",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Skriv dagen som ÅÅÅÅ-MM-DD."},
    )
    tid = forms.TimeField(
        label="Klockslag",
        required=False,
        help_text="Till exempel 13:30.",
        error_messages={"invalid": "Skriv klockslaget som TT:MM."},
    )
    skal = forms.CharField(
        label="Varför blir det senare än fristen?",
        max_length=400,
        required=False,
        help_text="Behövs bara när tiden är senare. Visas för förskrivaren.",
    )

    def svar(self) -> Tidsforslag:
        """The answers, once the form is valid."""
        said = self.cleaned_data
        when = (
            datetime.combine(said["dag"], said["tid"], tzinfo=clock.STOCKHOLM)
            if said["dag"] and said["tid"]
            else None
        )
        return Tidsforslag(said["nadd"] == "ja", said["form"], when, said["skal"])


class ResultatForm(forms.Form):
    """How it went."""

    villkorliga = frozenset({"artiklar", "journal"})
    utfall = forms.ChoiceField(
        label="Vad ledde den till?",
        choices=Konsultation.Utfall.choices,
        widget=forms.RadioSelect,
    )
    sammanfattning = forms.CharField(
        label="Sammanfattning",
        max_length=LANGST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Visas för förskrivaren. Skriv inga diagnoser.",
    )
    artiklar = forms.CharField(
        label="Artiklar du rekommenderar",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Behövs när hjälpmedel rekommenderas. Ett artikelnummer på varje rad. Skriv antal"
        " efter, till exempel 75178 x 2.",
    )
    journal = forms.BooleanField(
        label="Det är antecknat i journalen",
        required=False,
        help_text="Behövs när konsultationen är gjord.",
    )
    minuter = forms.IntegerField(
        label="Arbetad tid i minuter",
        required=False,
        error_messages={"invalid": "Ange tiden i hela minuter."},
    )

    def clean_artiklar(self) -> Mapping[str, int]:
        """The article numbers, each with how many."""
        found: dict[str, int] = {}
        for line in self.cleaned_data["artiklar"].replace(",", "\n").splitlines():
            number, many = _rad(line)
            if number:
                found[number] = found.get(number, 0) + many
        return found

    def svar(self) -> Resultat:
        """The answers, once the form is valid."""
        said = self.cleaned_data
        return Resultat(
            utfall=said["utfall"],
            sammanfattning=said["sammanfattning"],
            journal=said["journal"],
            artiklar=said["artiklar"],
            minuter=said["minuter"] or 0,
        )


class TextForm(forms.Form):
    """A few sentences to the förskrivare."""

    text = forms.CharField(
        label="Besked till förskrivaren",
        max_length=LANGST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _rad(line: str) -> tuple[str, int]:
    """`75178 x 2` is two of 75178; what can't be read as a number of pieces is none."""
    for sign in _ANTAL:
        line = line.replace(sign, " ")
    words: list[Any] = line.split()
    if not words:
        return "", 0
    if len(words) == 1:
        return words[0], 1
    return words[0], int(words[1]) if words[1].isdigit() else 0
