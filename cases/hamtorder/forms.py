"""What the pages of a hämtorder post."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from cases.hamtorder.actions_verkstall import Hamtval
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.visning import egen_adress
from cases.mottagare.models import Mottagare
from cases.organisation.models import Kund, Leveransadress

EGEN_ADRESS = "mottagaren"


class HamtForm(forms.Form):
    """Where it is to be fetched (HO-3, HO-4, HO-6)."""

    adress_id = forms.ChoiceField(
        label="Hämta adress från",
        error_messages={"required": "Välj varifrån hämtadressen ska tas."},
    )
    adressnamn = forms.CharField(
        label="Namn",
        max_length=120,
        error_messages={
            "required": "Ange ett namn i hämtadressen. Välj till exempel din egen enhet."
        },
    )
    co = forms.CharField(label="C/o adress", required=False, max_length=80)
    gatuadress = forms.CharField(label="Gatuadress", required=False, max_length=80)
    postnr = forms.CharField(label="Postnummer", required=False, max_length=6)
    postort = forms.CharField(label="Postort", required=False, max_length=40)
    telefon = forms.CharField(
        label="Telefon",
        required=False,
        max_length=30,
        help_text="Ange alltid ett telefonnummer när det ska hämtas hos mottagaren.",
    )
    mobil = forms.CharField(label="Mobiltelefon", required=False, max_length=30)
    portkod = forms.CharField(label="Portkod", required=False, max_length=20)
    instruktioner = forms.CharField(label="Instruktioner", required=False, max_length=200)
    kontaktperson = forms.CharField(label="Kontaktperson", required=False, max_length=80)
    kontakttelefon = forms.CharField(
        label="Kontaktpersonens telefon", required=False, max_length=30
    )
    information = forms.CharField(
        label="Hämtorderinformation",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
        help_text="Det som Hjälpmedelscentralen behöver veta om hämtningen.",
    )

    def __init__(self, *args: Any, mottagare: Mottagare, kund: Kund, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adress_id"].choices = adresser(mottagare, kund)  # type: ignore[attr-defined]

    def svar(self, atgard: str, rader: frozenset[int]) -> Hamtval:
        """What was answered, once the form holds."""
        said = dict(self.cleaned_data)
        source = said.pop("adress_id")
        return Hamtval(
            atgard=atgard,
            rader=rader,
            adress_id=None if source == EGEN_ADRESS else int(source),
            **said,
        )


class TextForm(forms.Form):
    """A sentence to the beställare."""

    text = forms.CharField(
        label="Vad har du fått veta, och vad händer nu?",
        required=False,
        max_length=400,
        widget=forms.Textarea,
        help_text="Beställaren får det som meddelande. Skriv inget om mottagarens hälsa.",
    )


class UtredForm(TextForm):
    """How the search for a main aid ended."""

    resultat = forms.ChoiceField(
        label="Hur slutade eftersökningen?",
        choices=[
            ("hittat", "Hjälpmedlet fanns hos Hjälpmedelscentralen"),
            ("svinn", "Hjälpmedlet hittades inte och räknas som svinn"),
            ("avslag", "Hjälpmedlet är kvar hos mottagaren"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur eftersökningen slutade."},
    )
    field_order = ("resultat", "text")


class MakuleringForm(TextForm):
    """What kundtjänst decides about a request to cancel."""

    beslut = forms.ChoiceField(
        label="Ska hämtordern makuleras?",
        choices=[("ja", "Ja, makulera hämtordern"), ("nej", "Nej, hämta ändå")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om hämtordern ska makuleras."},
    )
    field_order = ("beslut", "text")


def adresser(mottagare: Mottagare, kund: Kund) -> list[tuple[str, str]]:
    """What "Hämta adress från" offers."""
    choices = [(EGEN_ADRESS, "Mottagarens adress")] if egen_adress(mottagare) else []
    own = Leveransadress.objects.filter(kund=kund).order_by("-forvald", "namn")
    return choices + [(str(adress.pk), adress.namn) for adress in own]


_FALT = (
    "co",
    "gatuadress",
    "postnr",
    "postort",
    "telefon",
    "mobil",
    "portkod",
    "instruktioner",
    "kontaktperson",
    "kontakttelefon",
)
_HEMMA = {Hamtorder.Atgard.PRIVAT, Hamtorder.Atgard.DODSBO, Hamtorder.Atgard.BOENDE}


def forifyllt(mottagare: Mottagare, kund: Kund, atgard: str, adress_id: str = "") -> dict[str, Any]:
    """The address that the Hämtplats/Åtgärd suggests, or the one that was chosen."""
    known = dict(adresser(mottagare, kund))
    if adress_id not in known:
        home = atgard in _HEMMA and EGEN_ADRESS in known
        adress_id = EGEN_ADRESS if home else next((k for k in known if k != EGEN_ADRESS), "")
    if adress_id == EGEN_ADRESS:
        source: Mottagare | Leveransadress = mottagare
        name = mottagare.namn
    elif adress_id:
        source = Leveransadress.objects.get(kund=kund, pk=adress_id)
        name = source.namn
    else:
        return {}
    filled = {field: getattr(source, field) for field in _FALT}
    return {"adress_id": adress_id, "adressnamn": name, **filled}


def valda(said: QueryDict) -> frozenset[int]:
    """The aids that are ticked, or that the reader came here for."""
    return frozenset(int(one) for one in said.getlist("rad") if one.isdecimal() and len(one) < 18)


def utfall(post: QueryDict, rader: Sequence[Hamtrad]) -> dict[UUID, str]:
    """How it went with each row."""
    return {rad.pk: post.get(f"utfall-{rad.pk}", "") for rad in rader}
