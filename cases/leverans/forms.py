"""What the pages of a leverans post."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from cases.leverans.models import Leverans, Leveransrad
from cases.leverans.rules import Mottaget, Plockat


class UtfallForm(forms.Form):
    """How it went at the door."""

    villkorliga = frozenset({"orsak", "mottagen_av"})

    utfall = forms.ChoiceField(
        label="Hur gick leveransen?",
        choices=Leverans.Utfall.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur leveransen gick."},
    )
    orsak = forms.CharField(
        label="Orsak eller anteckning",
        required=False,
        max_length=400,
        widget=forms.Textarea,
        help_text="Behövs när godset inte togs emot. Skriv inget om mottagarens hälsa.",
    )
    mottagen_av = forms.CharField(
        label="Mottagen av",
        required=False,
        max_length=120,
        help_text="Behövs när det är levererat. Underskriften får vänta till klockan 8 nästa"
        " arbetsdag.",
    )

    def __init__(self, *args: Any, akut: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not akut:
            del self.fields["mottagen_av"]


class KvittensForm(forms.Form):
    """Leverans skall kvitteras."""

    mottagen_av = forms.CharField(
        label="Mottagen av",
        max_length=120,
        help_text="Namnet på den som tar emot.",
        error_messages={"required": "Ange vem som tog emot leveransen."},
    )
    signatur = forms.CharField(
        label="Underskrift",
        max_length=120,
        help_text="Den som tar emot skriver sitt namn här.",
        error_messages={"required": "Den som tar emot skriver sitt namn som underskrift."},
    )

    def __init__(self, *args: Any, leverans: Leverans, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mottagen_av"].initial = leverans.mottagen_av
        if leverans.kvitteras_senare:
            self.fields["signatur"].help_text = (
                "Den som tar emot skriver sitt namn här. Är det redan lämnat utan underskrift"
                " kvitterar du för HMC med ditt eget namn."
            )


class BeslutForm(forms.Form):
    """What is done with goods that could not be handed over."""

    villkorliga = frozenset({"dag"})

    beslut = forms.ChoiceField(
        label="Hur går det vidare?",
        choices=Leverans.Beslut.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur det går vidare."},
    )
    dag = forms.DateField(
        label="Dag för nytt försök",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Kom överens om dagen med mottagaren eller beställaren.",
        error_messages={"invalid": "Skriv dagen som ÅÅÅÅ-MM-DD."},
    )

    def __init__(self, *args: Any, utlamning: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if utlamning:
            del self.fields["dag"]
            self.fields["beslut"].choices = [  # type: ignore[attr-defined]
                (Leverans.Beslut.NYTT_FORSOK.value, "Låt godset stå kvar 14 dagar till"),
                (Leverans.Beslut.TILLBAKA.value, Leverans.Beslut.TILLBAKA.label),
            ]


class UppfoljningForm(forms.Form):
    """What was found out about a receipt that is late."""

    anteckning = forms.CharField(
        label="Vad fick du veta?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skriv inget om mottagarens hälsa.",
        error_messages={"required": "Skriv vad du fick veta."},
    )


def plockat(post: QueryDict, rader: Sequence[Leveransrad]) -> list[Plockat]:
    """What was posted of each row.

    Of a marked article the individnummer are the count; of others a quantity that is no number is
    -1, which no shelf has.
    """
    found = []
    for rad in rader:
        if rad.artikel.individmarkt:
            numbers = [n.strip() for n in post.getlist(f"individ-{rad.rad}") if n.strip()]
            found.append(Plockat(rad.rad, len(numbers), tuple(numbers)))
        else:
            found.append(Plockat(rad.rad, _whole(post.get(f"antal-{rad.rad}", ""))))
    return found


def skrivet(post: QueryDict, rad: Leveransrad) -> dict[str, Any]:
    """What was typed for a row, to be shown again."""
    numbers = post.getlist(f"individ-{rad.rad}")
    return {
        "individer": (numbers + [""] * rad.antal)[: max(rad.antal, len(numbers))],
        "antal": post.get(f"antal-{rad.rad}", ""),
    }


def avlast(rad: Leveransrad) -> dict[str, Any]:
    """What has been read off of a row already; of an untouched one all that is ordered."""
    numbers = [individ.nummer for individ in rad.individer.all()]
    return {
        "individer": numbers + [""] * (rad.antal - len(numbers)),
        "antal": rad.hittat if rad.hittat or rad.brist else rad.antal,
    }


def prickade(post: QueryDict, rader: Sequence[Leveransrad]) -> list[UUID]:
    """The rows that are ticked as here."""
    ticked = set(post.getlist("framme"))
    return [rad.rad for rad in rader if str(rad.rad) in ticked]


def delvis(post: QueryDict, rader: Sequence[Leveransrad]) -> list[Plockat]:
    """How much is here of the rows that are not ticked; an empty field is nothing."""
    found = []
    for rad in rader:
        if rad.artikel.individmarkt:
            numbers = tuple(dict.fromkeys(post.getlist(f"individ-{rad.rad}")))
            found.append(Plockat(rad.rad, len(numbers), numbers))
        else:
            found.append(Plockat(rad.rad, _whole(post.get(f"antal-{rad.rad}", "") or "0")))
    return found


class SamlingsbeslutForm(forms.Form):
    """Kundtjänst's decision when something was lost on the way to a samleverans."""

    beslut = forms.ChoiceField(
        label="Hur går det vidare?",
        choices=[
            ("skicka", "Skicka det som är framme nu, resten kommer senare"),
            ("vanta", "Vänta och skicka allt tillsammans"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj skicka det som är framme, eller vänta."},
    )


def mottaget(post: QueryDict, rader: Sequence[Leveransrad]) -> list[Mottaget]:
    """What a förråd says has come of each row; of a marked article the ticked individer."""
    told = []
    for rad in rader:
        note = post.get(f"anmarkning-{rad.rad}", "")
        if rad.artikel.individmarkt:
            numbers = tuple(dict.fromkeys(post.getlist(f"individ-{rad.rad}")))
            told.append(Mottaget(rad.rad, len(numbers), numbers, note))
        else:
            count = _whole(post.get(f"antal-{rad.rad}", ""))
            told.append(Mottaget(rad.rad, count, anmarkning=note))
    return told


def _whole(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isdecimal() and len(plain) < 7 else -1
