"""What the pages of maintenance post."""

from django import forms

from cases.hjalpmedel.models import Underhall
from cases.underhall.models import Omgang
from cases.underhall.rules import LANGST, Kontakt

_SVAR = {"ja": True, "nej": False}


class KontaktForm(forms.Form):
    """How it went to reach the mottagare."""

    utfall = forms.ChoiceField(
        label="Hur gick det?", choices=Omgang.Utfall.choices, widget=forms.RadioSelect
    )
    dag = forms.DateField(
        label="Dag",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="När en dag är bestämd. Arbetsordern beställs med den.",
        error_messages={"invalid": "Skriv dagen som ÅÅÅÅ-MM-DD."},
    )
    text = forms.CharField(
        label="Kommentar",
        max_length=LANGST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Behövs när ingen dag är bestämd.",
    )

    def svar(self) -> Kontakt:
        """The answers, once the form is valid."""
        said = self.cleaned_data
        return Kontakt(said["utfall"], said["dag"], said["text"])


class UnderhallsbeslutForm(forms.Form):
    """How the mottagare can be reached, or that nothing is done."""

    beslut = forms.ChoiceField(
        label="Vad ska hända?",
        choices=[("ja", "Försök igen"), ("nej", "Underhållet ska inte göras")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Hur kan mottagaren nås, eller varför ska det inte göras?",
        max_length=LANGST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def svar(self) -> tuple[bool | None, str]:
        """The answers, once the form is valid."""
        return _SVAR.get(self.cleaned_data["beslut"]), self.cleaned_data["text"]


class PlanForm(forms.Form):
    """A plan."""

    galler = forms.CharField(label="Artikelnummer eller individnummer", max_length=10)
    aktivitetstyp = forms.ChoiceField(label="Vad ska göras?", choices=Underhall.choices)
    intervall = forms.IntegerField(
        label="Intervall i månader",
        error_messages={"invalid": "Ange intervallet i hela månader."},
    )
    kalla = forms.CharField(
        label="Källa",
        max_length=200,
        help_text="Tillverkarens anvisning eller myndighetens krav, som intervallet kommer ifrån.",
    )
