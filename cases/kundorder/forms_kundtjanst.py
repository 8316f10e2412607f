"""What kundtjänst answers of a kundorder."""

from django import forms

JA, NEJ = "ja", "nej"


class StamAvAkutForm(forms.Form):
    """Kundtjänst's answer to an urgent order (DMN 2 rows 6 and 7)."""

    villkorliga = frozenset({"svar"})

    akut = forms.ChoiceField(
        label="Hur ska ordern levereras?",
        choices=[(JA, "Akut, varorna hinner fram"), (NEJ, "Ändra till normal leverans")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj akut eller normal leverans."},
    )
    svar = forms.CharField(
        label="Svar till beställaren",
        required=False,
        max_length=400,
        widget=forms.Textarea,
        help_text="Behövs när du ändrar till normal leverans.",
    )


class BedomMakuleringForm(forms.Form):
    """Kundtjänst's answer to who asked to cancel (DMN 12 row 5)."""

    villkorliga = frozenset({"svar"})

    makuleras = forms.ChoiceField(
        label="Vad ska hända med ordern?",
        choices=[(JA, "Makulera ordern"), (NEJ, "Ordern blir kvar")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om ordern ska makuleras eller bli kvar."},
    )
    svar = forms.CharField(
        label="Svar till förskrivaren",
        required=False,
        max_length=400,
        widget=forms.Textarea,
        help_text="Behövs när ordern blir kvar.",
    )
