"""What the pages of a specialanpassning post."""

from typing import Any

from django import forms

from cases.gemensamt.falt import KronorField
from cases.specialanpassning.models import Specialanpassning
from cases.specialanpassning.rules import (
    LANGST,
    Anvisning,
    Bedomning,
    Godkannande,
    Tillverkarsvar,
)

_JA_NEJ = [("ja", "Ja"), ("nej", "Nej")]
_SVAR = {"ja": True, "nej": False}


def _text(label: str, *, hjalp: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hjalp,
        max_length=LANGST,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _val(label: str, choices: Any, *, hjalp: str = "", required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hjalp,
        choices=choices,
        required=required,
        widget=forms.RadioSelect,
    )


def _dag(label: str, *, hjalp: str = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hjalp,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Skriv dagen som ÅÅÅÅ-MM-DD."},
    )


def _minuter() -> forms.IntegerField:
    return forms.IntegerField(
        label="Arbetad tid i minuter",
        required=False,
        error_messages={"invalid": "Ange tiden i hela minuter."},
    )


class AnvisningForm(forms.Form):
    """Specialanpassningsanvisning and the functional risks."""

    provat_anpassning = forms.BooleanField(
        label="En anpassning inom tillverkarens anvisning räcker inte"
    )
    provat_sortiment = forms.BooleanField(label="Ett annat hjälpmedel i sortimentet räcker inte")
    provat_utanfor = forms.BooleanField(label="Ett hjälpmedel utanför sortimentet räcker inte")
    varfor = _text("Varför räcker inget annat?")
    syfte = _text("Syfte och behov", hjalp="Vad ska specialanpassningen ge mottagaren?")
    egenskaper = _text("Vad ska ändras, och vilka egenskaper ska det få?")
    matt = _text("Mått, ritning och foton", hjalp="Skriv måtten, eller vilken bilaga de står i.")
    anvandning = _text("Var och hur ska det användas?")
    risker = _text(
        "Vilka risker kan ändringen ge mottagaren?", hjalp="Den funktionella riskanalysen."
    )
    atgarder = _text("Hur minskas riskerna?")

    def svar(self) -> Anvisning:
        """The answers, once the form is valid."""
        return Anvisning(**self.cleaned_data)


class BedomForm(forms.Form):
    """The technician's judgement. What is needed depends on the first answer."""

    villkorliga = frozenset(
        {"motivering", "risker", "atgarder", "inom_anvisning", "klar_senast", "belopp"}
    )
    utfall = _val("Går den att göra?", Specialanpassning.Bedomning.choices)
    motivering = _text(
        "Motivering, eller vad som behöver kompletteras",
        hjalp="Behövs när den inte går att göra som den är beskriven. Visas för förskrivaren.",
        required=False,
    )
    risker = _text(
        "Tekniska risker",
        hjalp="Den tekniska riskanalysen. Behövs när den går att göra.",
        required=False,
    )
    atgarder = _text("Hur riskerna hanteras", required=False)
    inom_anvisning = _val(
        "Ryms ändringen inom tillverkarens anvisning?",
        _JA_NEJ,
        hjalp="Vid nej frågas tillverkaren innan något görs.",
        required=False,
    )
    namngiven = forms.BooleanField(
        label="Den görs för den här mottagaren, inte för en grupp av patienter",
        required=False,
        initial=True,
    )
    klar_senast = _dag(
        "Klar senast", hjalp="Som du och förskrivaren har kommit överens om.", required=False
    )
    belopp = KronorField(
        label="Kostnadsförslag i kronor",
        required=False,
        widget=forms.NumberInput,
        error_messages={"invalid": "Ange beloppet med siffror."},
    )
    minuter = _minuter()

    def __init__(self, *args: Any, kostnad_onskas: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kostnad_onskas:
            del self.fields["belopp"]

    def svar(self) -> Bedomning:
        """The answers, once the form is valid."""
        said = self.cleaned_data
        return Bedomning(
            utfall=said["utfall"],
            motivering=said["motivering"],
            risker=said["risker"],
            atgarder=said["atgarder"],
            inom_anvisning=_SVAR.get(said["inom_anvisning"]),
            namngiven=said["namngiven"],
            klar_senast=said["klar_senast"],
            belopp=said.get("belopp"),
            minuter=said["minuter"] or 0,
        )


class BeslutForm(forms.Form):
    """A yes or a no, and why."""

    beslut = _val("Beslut", _JA_NEJ)
    skal = _text("Kommentar", hjalp="Behövs vid nej. Visas för förskrivaren.", required=False)

    def __init__(self, *args: Any, fraga: str, ja: str, nej: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["beslut"]
        asked.label = fraga
        asked.choices = [("ja", ja), ("nej", nej)]  # type: ignore[attr-defined]

    def svar(self) -> tuple[bool, str]:
        """The answer and the reason, once the form is valid."""
        return self.cleaned_data["beslut"] == "ja", self.cleaned_data["skal"]


class TillverkareForm(forms.Form):
    """What the manufacturer answered."""

    tillverkare = forms.CharField(label="Vem har du frågat?", max_length=120)
    fragad = _dag("När frågade du?")
    godkanner = _val(
        "Får det göras med bibehållen CE-märkning?",
        _JA_NEJ,
        hjalp="Ett ja ska vara skriftligt och finnas bland dokumenten.",
    )
    svar = _text("Vad svarade tillverkaren?")
    avstar = forms.BooleanField(
        label="Avsluta utan specialanpassning efter tillverkarens nej", required=False
    )

    def tillverkarsvar(self) -> Tillverkarsvar:
        """The answers, once the form is valid."""
        said = self.cleaned_data
        return Tillverkarsvar(
            tillverkare=said["tillverkare"],
            fragad=said["fragad"],
            godkanner=_SVAR.get(said["godkanner"]),
            svar=said["svar"],
            avstar=said["avstar"],
        )


class TillverkaForm(forms.Form):
    """It is made."""

    minuter = _minuter()


class MarkForm(forms.Form):
    """Which individ it became, and that the CE mark is gone where it must be."""

    individ = forms.CharField(
        label="Individnummer",
        max_length=10,
        required=False,
        help_text="Läs av märkningen på hjälpmedlet. Lämna tomt om det inte är individmärkt.",
    )
    ce_borttagen = forms.BooleanField(
        label="CE-märkningen är borttagen eller dold, och märkningen sitter på hjälpmedlet",
        required=False,
    )
    minuter = _minuter()

    def __init__(self, *args: Any, marks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not marks:
            del self.fields["ce_borttagen"]


class GodkannForm(forms.Form):
    """The förskrivare's approval before use."""

    godkanns = _val(
        "Godkänner du specialanpassningen?",
        [("ja", "Ja, den får användas"), ("nej", "Nej, den ska göras om")],
    )
    utprovad = forms.BooleanField(label="Den är utprovad med mottagaren", required=False)
    instruktioner = forms.BooleanField(label="Mottagaren har fått instruktioner", required=False)
    journal = forms.BooleanField(label="Det är antecknat i journalen", required=False)
    skal = _text("Vad stämmer inte?", hjalp="Behövs när den ska göras om.", required=False)

    def svar(self) -> Godkannande:
        """The answers, once the form is valid."""
        said = {**self.cleaned_data, "godkanns": _SVAR.get(self.cleaned_data["godkanns"])}
        return Godkannande(**said)


class TextForm(forms.Form):
    """A few sentences."""

    text = _text("Text")

    def __init__(self, *args: Any, fraga: str, hjalp: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = fraga
        self.fields["text"].help_text = hjalp


class AterstallForm(forms.Form):
    """What was done to an individ that is no longer adapted."""

    atgard = forms.CharField(
        label="Vad är gjort?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skriv hur hjälpmedlet åter motsvarar det som tillverkaren CE-märkte.",
    )
