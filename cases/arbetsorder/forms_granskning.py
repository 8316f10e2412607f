"""What the koordinator and the reviewer answer: enough, something to ask, or another type."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.arbetsorder import queries
from cases.arbetsorder.forms import enhetens_adresser, produktomraden
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.svar import Typbyte
from cases.organisation.models import Anvandare, Grupp


class TypbyteForm(forms.Form):
    """What it is instead, and what that type asks: the pages show what concerns it (W2)."""

    byte = ("akut_motivering", "produktomrade", "telefon", "epost_utanfor")
    villkorliga = frozenset({"typ", "text", "granskning", "adress_id", *byte})
    typ = forms.ChoiceField(label="Rätt typ av åtgärd", required=False)
    akut_motivering = forms.CharField(
        label="Varför är det akut?", required=False, max_length=400, widget=forms.Textarea
    )
    produktomrade = forms.ChoiceField(label="Produktområde", required=False)
    telefon = forms.CharField(
        label="Telefon för tidsbokning",
        required=False,
        max_length=30,
        help_text="Behövs bara när arbetsordern saknar ett.",
    )
    adress_id = forms.ChoiceField(label="Adress", required=False)
    epost_utanfor = forms.BooleanField(label="Bifogas e-post utanför Sesam", required=False)

    def __init__(self, *args: Any, person: Anvandare, order: Arbetsorder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        addresses = [("", ""), *enhetens_adresser(order.arende.kund)]
        self.fields["adress_id"].choices = addresses  # type: ignore[attr-defined]
        self.fields["adress_id"].help_text = _om_adressen(order)
        types = [(one.kod, one.etikett) for one in queries.valbara_typer(person)]
        self.fields["typ"].choices = types  # type: ignore[attr-defined]
        self.fields["produktomrade"].choices = produktomraden()  # type: ignore[attr-defined]

    def typbyte(self, filer: Sequence[Any] = ()) -> Typbyte:
        """What was answered, with the files that came along."""
        said = self.cleaned_data
        return Typbyte(
            typ=said["typ"],
            adress_id=int(said["adress_id"]) if said["adress_id"] else None,
            filer=tuple(filer),
            **{name: said[name] for name in self.byte},
        )


class GranskaForm(TypbyteForm):
    """What the review came to."""

    granskning = forms.ChoiceField(
        label="Vad visade granskningen?",
        choices=Arbetsorder.Granskning.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    typ = forms.ChoiceField(label="Rätt typ av åtgärd", required=False)
    text = forms.CharField(
        label="Fråga eller kommentar till beställaren",
        required=False,
        max_length=400,
        widget=forms.Textarea,
        help_text="Behövs när underlaget ska kompletteras.",
    )
    field_order = ("granskning", "text", "typ")


class TriageForm(TypbyteForm):
    """Which group takes it, or what it is instead."""

    grupp = forms.ModelChoiceField(
        label="Grupp",
        queryset=Grupp.objects.filter(roll="tekniker").order_by("namn"),
        to_field_name="nyckel",
        required=False,
    )
    field_order = ("grupp", "typ")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typ"].label = "Eller byt typ av åtgärd"
        self.fields["typ"].help_text = "Lämna tomt för att behålla den som är vald."


def _om_adressen(order: Arbetsorder) -> str:
    """What becomes of it when no address is chosen; a protected mottagare's own never serves."""
    mottagare = order.arende.mottagare
    if order.hamtad_fran is not None:
        return f"Välj inget för att behålla {order.adressnamn}."
    if mottagare is None or mottagare.skyddad:
        return "Mottagarens egen adress får inte användas. Välj en av enhetens adresser."
    return "Välj inget för mottagarens adress."
