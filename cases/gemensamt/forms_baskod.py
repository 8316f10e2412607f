"""What Byte baskod/betalare posts (BK-1)."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.gemensamt.baskod import Ratt
from cases.mottagare.models import Mottagare
from cases.organisation.models import Baskod


def valbara(mottagare: Mottagare) -> QuerySet[Baskod]:
    """The baskoder that may be set: all but her own and the one that holds (BK-4)."""
    now = [pk for pk in (mottagare.baskod_id, mottagare.avvikande_baskod_id) if pk is not None]
    return Baskod.objects.exclude(pk__in=now).order_by("kod")


class BaskodForm(forms.Form):
    """Another baskod, or none: only what the person may choose is asked."""

    avvikande_baskod = forms.ModelChoiceField(
        label="Avvikande baskod",
        queryset=Baskod.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Välj en av baskoderna i listan."},
    )
    ta_bort = forms.BooleanField(label="Ta bort avvikande baskod", required=False)

    def __init__(self, *args: Any, mottagare: Mottagare, ratt: Ratt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["avvikande_baskod"].queryset = valbara(mottagare)  # type: ignore[attr-defined]
        if not ratt.ange:
            del self.fields["avvikande_baskod"]
        if not ratt.ta_bort or mottagare.avvikande_baskod_id is None:
            del self.fields["ta_bort"]

    def clean(self) -> dict[str, Any]:
        """Either another one or none, and something."""
        said = super().clean() or {}
        chosen, removed = said.get("avvikande_baskod"), said.get("ta_bort")
        if not self.errors and not chosen and not removed:
            field = next(iter(self.fields), None)
            self.add_error(field, "Välj en baskod, eller gå tillbaka om inget ska ändras.")
        if chosen and removed:
            self.add_error("ta_bort", "Välj en baskod eller ta bort den, inte båda.")
        return said

    def svar(self) -> Baskod | None:
        """The chosen baskod; None removes the avvikande one."""
        chosen: Baskod | None = self.cleaned_data.get("avvikande_baskod")
        return chosen
