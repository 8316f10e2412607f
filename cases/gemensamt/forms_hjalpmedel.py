"""What the search for a mottagare's aids posts, and what its list is narrowed by."""

from typing import Any

from django import forms

from cases.artiklar.models import Artikel
from cases.gemensamt.hjalpmedelsbild import DEBITERINGAR, Urval
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder

PATIENT, VARDENHET = "patient", "vardenhet"


class UrvalForm(forms.Form):
    """What to show of the list (HM-2 … HM-6). Holds nothing of the mottagare."""

    iso = forms.RegexField(
        label="ISO-kod",
        regex=r"^[0-9]{1,6}$",
        required=False,
        help_text="Hela koden eller de första siffrorna.",
        error_messages={"invalid": "Ange ISO-koden med högst sex siffror, till exempel 1810."},
    )
    artikeltyp = forms.ChoiceField(
        label="Artikeltyp",
        choices=[("", "Alla artikeltyper"), *Artikel.Typ.choices],
        required=False,
    )
    debitering = forms.ChoiceField(
        label="Debiteringsform", choices=list(DEBITERINGAR.items()), required=False
    )
    individer = forms.BooleanField(label="Endast individer", required=False)
    betalare = forms.BooleanField(label="Visa debiteringsform och betalare", required=False)

    def urval(self) -> Urval:
        """What was asked for; everything while it is wrong."""
        said = self.cleaned_data if self.is_valid() else {}
        return Urval(
            iso=said.get("iso", ""),
            artikeltyp=said.get("artikeltyp", ""),
            individer=said.get("individer", False),
            debitering=said.get("debitering", ""),
        )

    def fraga(self) -> dict[str, str]:
        """The same as a question in an address."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}


class VardrelationForm(forms.Form):
    """For which unit one works, and that one takes part in the care (L1)."""

    kund = forms.ModelChoiceField(
        label="Enhet som du arbetar för nu",
        queryset=Kund.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Välj en enhet som du arbetar för."},
    )
    vardrelation = forms.BooleanField(
        label="Jag deltar i vården av patienten, eller behöver uppgifterna för mitt arbete",
        required=False,
        help_text="Behövs en gång om dagen för varje patient. Ditt val loggas.",
    )

    def __init__(self, *args: Any, person: Anvandare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = egna_kunder(person)
        if own:
            self.fields["kund"].queryset = own  # type: ignore[attr-defined]
            self.fields["kund"].required = True
            self.fields["kund"].error_messages["required"] = "Välj vilken enhet du arbetar för nu."
            self.fields["kund"].initial = own[0].pk
        else:
            # HMC works for no unit and needs no vårdrelation (L1).
            del self.fields["kund"], self.fields["vardrelation"]


class BaskodshistorikForm(VardrelationForm):
    """A patient by personnummer (BK-7)."""

    nummer = forms.CharField(
        label="Personnummer",
        max_length=20,
        help_text="12 siffror utan bindestreck.",
        error_messages={"required": "Ange patientens personnummer."},
    )
    field_order = ["nummer", "kund", "vardrelation"]


class SokForm(VardrelationForm):
    """A mottagare by number (HM-1). Posted, so that the number never stands in an address."""

    mottagartyp = forms.ChoiceField(
        label="Mottagare",
        choices=[(PATIENT, "Patient"), (VARDENHET, "Vårdenhet")],
        widget=forms.RadioSelect,
        initial=PATIENT,
        error_messages={"required": "Välj om du söker en patient eller en vårdenhet."},
    )
    nummer = forms.CharField(
        label="Personnummer eller kundnummer",
        max_length=20,
        help_text="Patientens personnummer med 12 siffror utan bindestreck, eller vårdenhetens"
        " kundnummer.",
        error_messages={"required": "Ange patientens personnummer eller vårdenhetens kundnummer."},
    )
    field_order = ["mottagartyp", "nummer", "kund", "vardrelation"]

    @property
    def vardenhet(self) -> bool:
        """Whether a vårdenhet is looked for."""
        return bool(self.cleaned_data["mottagartyp"] == VARDENHET)
