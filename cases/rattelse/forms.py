"""What the page that mends a receipt posts."""

from typing import Any

from django import forms

from cases.rattelse.models import Rattelse
from cases.rattelse.rules import Svar
from workflows import clock


class RattelseForm(forms.Form):
    """Which row, what was wrong with it, and what is so."""

    villkorliga = frozenset({"individ", "antal", "mottagare"})

    vad = forms.ChoiceField(
        label="Vad blev fel?",
        choices=Rattelse.Vad.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som blev fel."},
    )
    individ = forms.CharField(
        label="Individnummer på den som lämnades",
        max_length=20,
        required=False,
        help_text="När fel individ lästes av. Läs av märkningen hos mottagaren.",
    )
    antal = forms.IntegerField(
        label="Antal som togs emot",
        required=False,
        help_text="När fel antal kvitterades. Skriv 0 om det aldrig kom.",
        error_messages={"invalid": "Ange antalet med siffror."},
    )
    i_lager = forms.BooleanField(
        label="Det som fattas finns i lagret",
        required=False,
        initial=True,
        help_text="Då läggs det tillbaka i lagrets saldo. Är det borta, låt rutan vara tom.",
    )
    mottagare = forms.CharField(
        label="Personnummer eller kundnummer för den som fick det",
        max_length=20,
        required=False,
        help_text="När det levererades till fel mottagare.",
    )
    dag = forms.DateField(
        label="Rätt leveransdag",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Hyran räknas från den dagen.",
        error_messages={
            "required": "Ange rätt leveransdag.",
            "invalid": "Skriv dagen som ÅÅÅÅ-MM-DD.",
        },
    )
    skal = forms.CharField(
        label="Skäl",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Visas för beställaren. Skriv inget om någons hälsa och inga namn.",
        error_messages={"required": "Skriv varför kvittensen rättas."},
    )

    def __init__(self, *args: Any, rader: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rad = forms.ChoiceField(
            label="Vilken rad gäller det?",
            choices=rader,
            widget=forms.RadioSelect,
            initial=rader[0][0] if len(rader) == 1 else None,
            error_messages={
                "required": "Välj vilken rad det gäller.",
                "invalid_choice": "Raden är redan rättad. Välj den rad som gäller nu.",
            },
        )
        self.fields = {"innehav": rad, **self.fields}

    def clean(self) -> dict[str, Any]:
        """A number must be said where it was the number that was wrong."""
        said: dict[str, Any] = super().clean() or {}
        unsaid = said.get("antal") is None and "antal" not in self.errors
        if said.get("vad") == Rattelse.Vad.ANTAL and unsaid:
            self.add_error("antal", "Ange hur många som togs emot.")
        return said

    def svar(self) -> Svar:
        """The answers, once the form is valid."""
        said = self.cleaned_data
        return Svar(
            vad=said["vad"],
            skal=said["skal"],
            dag=said["dag"] or clock.today(),
            individ=said["individ"],
            antal=said["antal"] if said["antal"] is not None else 1,
            i_lager=said["i_lager"],
            mottagare=said["mottagare"],
        )
