"""What the pages of one's own details post."""

import re
from typing import Any

from django import forms

from cases.organisation.models import Anvandare

_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,}[0-9]")
_ADVICE = "Skriv numret med siffror, till exempel 010-123 45 67."


class UppgifterForm(forms.ModelForm):  # type: ignore[type-arg]
    """Telephone, mobile, fax and e-mail (DU-2); the rest is for those who grant access."""

    class Meta:
        model = Anvandare
        fields = ["telefon", "mobil", "fax", "email"]
        labels = {
            "telefon": "Telefon",
            "mobil": "Mobiltelefon",
            "fax": "Fax",
            "email": "E-post",
        }
        widgets = {name: forms.TextInput({"type": "tel"}) for name in ("telefon", "mobil", "fax")}
        help_texts = {"email": "Adressen i ditt arbete. Hit skickas aldrig uppgifter om mottagare."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["invalid"] = (
            "Skriv en hel e-postadress, till exempel namn@example.se."
        )

    def clean_telefon(self) -> str:
        return self._number("telefon")

    def clean_mobil(self) -> str:
        return self._number("mobil")

    def clean_fax(self) -> str:
        return self._number("fax")

    def _number(self, name: str) -> str:
        number = str(self.cleaned_data[name]).strip()
        if number and not _PHONE.fullmatch(number):
            raise forms.ValidationError(_ADVICE)
        return number
