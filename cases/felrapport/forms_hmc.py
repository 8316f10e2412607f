"""What HMC's pages of a felrapport post, and the vårdgivare's notifications of an avvikelse."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.felrapport.actions_avvikelse import Anmalan
from cases.felrapport.actions_hmc import Utredning, grupper
from cases.felrapport.foljder import Foljd, arbeten
from cases.felrapport.models import Avvikelse, Felrapport, Foljdatgard
from cases.gemensamt.falt import KronorField

_DAG = {"invalid": "Skriv dagen som ÅÅÅÅ-MM-DD."}


def _dag() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class UtredForm(forms.Form):
    """What the group has come to."""

    villkorliga = frozenset({"grupp", "antal", "belopp", "arbete_typ"})
    utfall = forms.ChoiceField(
        label="Vad händer nu?",
        choices=Felrapport.Utfall.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som händer nu."},
    )
    grupp = forms.ChoiceField(
        label="Ny grupp", required=False, help_text="När du lämnar den till en annan grupp."
    )
    text = forms.CharField(
        label="Fråga, skäl eller svar",
        max_length=2000,
        widget=forms.Textarea,
        help_text="Den som anmälde läser det du skriver. Skriv inga personuppgifter.",
        error_messages={"required": "Skriv det som ska sägas: frågan, skälet eller svaret."},
    )
    grundorsak = forms.CharField(
        label="Grundorsak",
        required=False,
        max_length=200,
        help_text="Varför det hände, med några ord. Läses i statistiken, inte av den som anmälde.",
    )
    foljder = forms.MultipleChoiceField(
        label="Det här följer av svaret",
        choices=Foljdatgard.Slag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Beställs av sig självt när du skickar svaret.",
    )
    antal = forms.IntegerField(
        label="Antal som ersätts", required=False, initial=1, min_value=1, max_value=999
    )
    belopp = KronorField(
        label="Belopp att kreditera, kronor",
        required=False,
        error_messages={"invalid": "Skriv beloppet med siffror, till exempel 977,00."},
    )
    arbete_typ = forms.ChoiceField(label="Arbete som behövs", required=False)
    till = forms.CharField(
        label="Till den som ska göra det",
        required=False,
        max_length=400,
        widget=forms.Textarea,
        help_text="Följer med hämtordern, arbetsordern och krediteringen.",
    )

    def __init__(self, *args: Any, felrapport: Felrapport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(one.nyckel, one.namn) for one in grupper(felrapport)]
        self.fields["grupp"].choices = [("", ""), *others]  # type: ignore[attr-defined]
        self.fields["arbete_typ"].choices = [("", ""), *arbeten()]  # type: ignore[attr-defined]
        if not others:
            del self.fields["grupp"]
            outcome = self.fields["utfall"]
            outcome.choices = [  # type: ignore[attr-defined]
                one for one in Felrapport.Utfall.choices if one[0] != Felrapport.Utfall.VIDARE
            ]

    def utredning(self) -> Utredning:
        """The answers, once the form is valid."""
        said = self.cleaned_data
        asked = tuple(
            Foljd(
                slag,
                antal=said["antal"] or 1,
                belopp=said["belopp"] if slag == Foljdatgard.Slag.KREDITERING else None,
                typ=said["arbete_typ"] if slag == Foljdatgard.Slag.ARBETE else "",
                text=said["till"],
            )
            for slag in said["foljder"]
        )
        return Utredning(
            said["utfall"], said["text"], said.get("grupp", ""), asked, said["grundorsak"]
        )


class AnmalForm(forms.Form):
    """What has been notified, to whom and when."""

    villkorliga = frozenset({"lv_dag", "lv_referens", "lv_skal", "ivo_dag", "ivo_skal"})
    lv_dag = forms.DateField(
        label="Anmäld till Läkemedelsverket", required=False, widget=_dag(), error_messages=_DAG
    )
    lv_referens = forms.CharField(
        label="Läkemedelsverkets referensnummer", required=False, max_length=40
    )
    lv_skal = forms.CharField(
        label="Om den inte anmäls: varför?", required=False, max_length=400, widget=forms.Textarea
    )
    ivo_dag = forms.DateField(
        label="Anmäld till IVO (lex Maria)", required=False, widget=_dag(), error_messages=_DAG
    )
    ivo_skal = forms.CharField(
        label="Om den inte anmäls till IVO: varför?",
        required=False,
        max_length=400,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, avvikelse: Avvikelse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if avvikelse.lex_maria == "nej":
            del self.fields["ivo_dag"], self.fields["ivo_skal"]

    def anmalan(self) -> Anmalan:
        """The answers, once the form is valid."""
        return Anmalan(**self.cleaned_data)


class AvslutForm(forms.Form):
    """How the investigation of an avvikelse ended."""

    beslut = forms.ChoiceField(
        label="Vad händer med hjälpmedlet?",
        choices=[("anvands", "Får användas igen"), ("skrotas", "Skrotas")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som ska göras med hjälpmedlet."},
    )
    text = forms.CharField(
        label="Vad visade utredningen?",
        max_length=1000,
        widget=forms.Textarea,
        help_text="Den som anmälde läser det. Skriv inga personuppgifter.",
        error_messages={"required": "Skriv vad utredningen visade."},
    )
    utan_arbete_skal = forms.CharField(
        label="Om ett arbete som krävs inte behövs: varför?",
        required=False,
        max_length=400,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, saknade: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if saknade:
            words = " och ".join(f"”{one}”" for one in saknade)
            self.fields["utan_arbete_skal"].help_text = f"Inte avslutat än: {words}."
        else:
            del self.fields["utan_arbete_skal"]


class AvskrivForm(forms.Form):
    """Why no notification comes."""

    skal = forms.CharField(
        label="Varför blir ingen anmälan gjord?",
        required=False,
        max_length=400,
        widget=forms.Textarea,
    )
