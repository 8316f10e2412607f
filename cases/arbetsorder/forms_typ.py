"""What the page of a type of work posts."""

from typing import Any

from django import forms

from cases.arbetsorder.models import TypAvAtgard, Utforande
from cases.arbetsorder.typlista import FALT


class TypForm(forms.Form):
    """A type of work. Whether what is written holds is `typlista`'s to say."""

    kod = forms.CharField(
        label="Kod", required=False, max_length=12, help_text="Kan inte ändras sedan."
    )
    etikett = forms.CharField(
        label="Heter",
        required=False,
        max_length=80,
        help_text="Tabellen som väljer grupp läser namnet. Ändrar du det: kontrollera gruppen i"
        " listan efteråt.",
    )
    hjalp = forms.CharField(
        label="När den ska väljas", required=False, max_length=300, widget=forms.Textarea
    )
    ord = forms.CharField(
        label="Ord som beställaren kan tänkas skriva",
        required=False,
        max_length=400,
        help_text="Med mellanslag emellan. Förslagen letar bland dem.",
    )
    start_inom = forms.IntegerField(label="Påbörjas inom", required=False, min_value=1)
    start_enhet = forms.ChoiceField(
        label="Påbörjas inom, räknat i", choices=TypAvAtgard.Enhet.choices
    )
    klar_inom = forms.IntegerField(label="Klar inom", required=False, min_value=1)
    klar_enhet = forms.ChoiceField(label="Klar inom, räknat i", choices=TypAvAtgard.Enhet.choices)
    debitering = forms.CharField(label="Debitering", required=False, max_length=80)
    bilaga = forms.ChoiceField(label="Bilaga", choices=TypAvAtgard.Bilaga.choices)
    utforande = forms.ChoiceField(
        label="Utförande",
        required=False,
        choices=[("", "Beställaren väljer"), *Utforande.choices],
    )
    vem = forms.ChoiceField(label="Får väljas av", choices=TypAvAtgard.Vem.choices)
    akut = forms.BooleanField(label="Akut: beställaren motiverar varför", required=False)
    kostnadsforslag = forms.BooleanField(
        label="Kostnaden godkänns före specialanpassningen", required=False
    )
    tas_tillbaka = forms.BooleanField(
        label="Hjälpmedlet följer med tillbaka, utan hämtorder", required=False
    )
    aktiv = forms.BooleanField(label="Kan väljas", required=False)

    def __init__(self, *args: Any, typ: TypAvAtgard, ny: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(typ, name) for name in FALT}
        if not ny:
            del self.fields["kod"]
