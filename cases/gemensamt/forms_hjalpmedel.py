"""What the search for a patient's aids posts."""

from typing import Any

from django import forms

from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder


class SokForm(forms.Form):
    """A patient by personnummer (HM-1). Posted, so that the number never stands in an address."""

    nummer = forms.CharField(
        label="Personnummer",
        max_length=20,
        help_text="12 siffror utan bindestreck.",
        error_messages={"required": "Ange patientens personnummer."},
    )
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
