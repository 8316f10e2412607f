"""What the log-in pages post, and their sentences."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


class LoggaInForm(AuthenticationForm):
    """User name and password. The refusal never tells which of them was wrong."""

    error_messages = {
        "invalid_login": "Användarnamnet eller lösenordet stämmer inte. Försök igen.",
        "inactive": "Kontot är avstängt. Be supporten öppna det.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Användarnamn"
        self.fields["password"].label = "Lösenord"
        self.fields["username"].error_messages["required"] = "Skriv ditt användarnamn."
        self.fields["password"].error_messages["required"] = "Skriv ditt lösenord."


class BytLosenordForm(PasswordChangeForm):
    """The old password and the new one twice."""

    error_messages = {
        "password_incorrect": "Det nuvarande lösenordet stämmer inte. Skriv det igen.",
        "password_mismatch": "De två nya lösenorden är olika. Skriv samma i båda fälten.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "old_password": ("Nuvarande lösenord", "Skriv ditt nuvarande lösenord.", ""),
            "new_password1": (
                "Nytt lösenord",
                "Skriv ett nytt lösenord.",
                "Minst 12 tecken. Undvik ditt namn och vanliga ord; en hel mening går bra.",
            ),
            "new_password2": ("Nytt lösenord igen", "Skriv det nya lösenordet en gång till.", ""),
        }
        for name, (label, missing, help_text) in words.items():
            field: forms.Field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.error_messages["required"] = missing
