"""What the pages of a hämtorder post."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.urls import reverse

from cases.gemensamt.antal import kronor
from cases.hamtorder.actions_verkstall import Hamtval
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.rules import FYSISK, RING_FORST, Utrett
from cases.hamtorder.urval import hamtplats
from cases.hamtorder.visning import egen_adress
from cases.mottagare.models import Mottagare
from cases.organisation.models import Kund, Leveransadress
from workflows.errors import Hinder

EGEN_ADRESS = "mottagaren"


class HamtForm(forms.Form):
    """Where it is to be fetched (HO-3, HO-4, HO-6)."""

    # What the rules ask for where it is fetched, said at once with all else that lacks.
    villkorliga: frozenset[str] = frozenset({"adressnamn"})

    adress_id = forms.ChoiceField(
        label="Hämta adress från",
        error_messages={"required": "Välj varifrån hämtadressen ska tas."},
    )
    adressnamn = forms.CharField(
        label="Namn",
        max_length=120,
        required=False,
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

    polisanmalan = forms.CharField(
        label="Polisanmälan",
        required=False,
        max_length=200,
        help_text="Diarienumret, eller varför ingen anmälan är gjord.",
    )
    rengjort = forms.BooleanField(
        label="Hjälpmedlen är synligt rena och vid behov desinficerade",
        required=False,
        help_text="Är det inte bekräftat får chauffören och returmottagningen veta det.",
    )

    def __init__(
        self, *args: Any, mottagare: Mottagare, kund: Kund, atgard: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adress_id"].choices = adresser(mottagare, kund)  # type: ignore[attr-defined]
        if atgard == Hamtorder.Atgard.FORKOMMET:
            self._fraga_om_forlusten()
            return
        del self.fields["polisanmalan"]
        if hamtplats(atgard).klass != FYSISK:
            del self.fields["rengjort"]
            return
        needed = {"adressnamn", "gatuadress", "postnr", "postort"}
        self.villkorliga = frozenset(needed | {"telefon"} if atgard in RING_FORST else needed)

    def _fraga_om_forlusten(self) -> None:
        """Nothing is fetched: how it was lost, and whether the police know, instead of where."""
        for name in [one for one in self.fields if one not in {"information", "polisanmalan"}]:
            del self.fields[name]
        lost = self.fields["information"]
        lost.label, lost.help_text = (
            "Hur försvann hjälpmedlet?",
            "När, var det stod sist, och vad du har gjort för att hitta det.",
        )
        self.villkorliga = frozenset({"information", "polisanmalan"})

    def svar(self, atgard: str, rader: frozenset[int]) -> Hamtval:
        """What was answered, once the form holds."""
        said = dict(self.cleaned_data)
        source = said.pop("adress_id", EGEN_ADRESS)
        return Hamtval(
            atgard=atgard,
            rader=rader,
            adress_id=None if source == EGEN_ADRESS else int(source),
            **said,
        )


class TextForm(forms.Form):
    """A sentence to the beställare."""

    villkorliga = frozenset({"text"})
    text = forms.CharField(
        label="Vad har du fått veta, och vad händer nu?",
        required=False,
        max_length=400,
        widget=forms.Textarea,
        help_text="Beställaren får det som meddelande. Skriv inget om mottagarens hälsa.",
    )


class UtredForm(TextForm):
    """How a search ended, and what is charged for what was not found."""

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
    debitering_skal = forms.CharField(label="Varför debiteras det?", required=False, max_length=400)
    field_order = ("resultat", "text")

    def __init__(self, *args: Any, rader: Sequence[Hamtrad], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rader = [rad for rad in rader if rad.oppen]
        for rad in self.rader:
            self.fields[f"belopp-{rad.nr}"] = forms.CharField(
                label=f"Debiteras för {rad.innehav.artikel}, kronor",
                required=False,
                max_length=10,
                help_text="Bara för svinn. Tomt: debiteras inte.",
            )
        self.order_fields([one for one in self.fields if one != "debitering_skal"])

    def sagt(self) -> Utrett:
        """What was answered, once the form holds; what is no amount is 0, which is refused."""
        said = self.cleaned_data
        return Utrett(
            resultat=said["resultat"],
            text=said["text"],
            belopp={
                rad.pk: kronor(text) or Decimal(0)
                for rad in self.rader
                if (text := said[f"belopp-{rad.nr}"].strip())
            },
            debitering_skal=said["debitering_skal"],
        )


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
# The words of the table `hamtplats_atgard` for what is at home, and for a förråd (DMN 5).
_HEMMA, _FORRAD = {"patient", "boende"}, "buffertförråd"


def forifyllt(mottagare: Mottagare, kund: Kund, atgard: str, adress_id: str = "") -> dict[str, Any]:
    """The address that the Hämtplats/Åtgärd suggests, or the one that was chosen."""
    known = dict(adresser(mottagare, kund))
    if adress_id not in known:
        adress_id = _forslag(kund, hamtplats(atgard).adress_forslag, known)
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


def _forslag(kund: Kund, sagt: str, known: Mapping[str, str]) -> str:
    """The address that the table means; none for a förråd that the unit has no address of."""
    if sagt in _HEMMA and EGEN_ADRESS in known:
        return EGEN_ADRESS
    own = Leveransadress.objects.filter(kund=kund).order_by("-forvald", "namn")
    found = own.filter(lager__isnull=sagt != _FORRAD).first()
    if found is None and sagt != _FORRAD:
        found = own.first()
    return str(found.pk) if found else ""


def skrivet(post: QueryDict) -> dict[str, Any]:
    """What was typed, to be shown once more without being judged."""
    return {name: post.get(name, "") for name in HamtForm.base_fields} | {
        "rengjort": "rengjort" in post
    }


def bytt(
    post: QueryDict, mottagare: Mottagare, kund: Kund, atgard: str
) -> tuple[dict[str, Any], str]:
    """What is filled in when another Hämtplats/Åtgärd is chosen, and whose address that is.

    What was typed is kept, but for the address where another one is suggested now.
    """
    typed, filled = skrivet(post), forifyllt(mottagare, kund, atgard)
    suggested, had = filled.get("adress_id", ""), post.get("adress_ifylld", "")
    # What is lost has no address to keep: there was none on the page.
    kept = suggested == had and "adress_id" in post
    return (typed, had) if kept else (typed | filled, suggested)


def hinder_for_visat(post: QueryDict, mottagare: Mottagare, kund: Kund) -> list[Hinder]:
    """Why what is sent is not what was seen: another choice, without its rows or its address."""
    hinder = []
    if post.get("visad", post.get("atgard")) != post.get("atgard"):
        hinder.append(
            Hinder(
                "atgard_bytt",
                "Du har bytt Hämtplats/Åtgärd. Se efter att hjälpmedlen och adressen stämmer med"
                " den, och tryck sedan på Verkställ.",
                "atgard",
            )
        )
    chosen, filled = post.get("adress_id", ""), post.get("adress_ifylld", "")
    known = dict(adresser(mottagare, kund))
    if filled and chosen in known and chosen != filled:
        hinder.append(
            Hinder(
                "adress_inte_hamtad",
                f"Du har valt {known[chosen]}, men adressen nedanför är inte hämtad därifrån."
                " Tryck på Hämta adressen, eller välj den förra igen.",
                "adress_id",
            )
        )
    return hinder


def valda(said: QueryDict) -> frozenset[int]:
    """The aids that are ticked, or that the reader came here for."""
    return frozenset(int(one) for one in said.getlist("rad") if one.isdecimal() and len(one) < 18)


def utfall(post: QueryDict, rader: Sequence[Hamtrad]) -> dict[UUID, str]:
    """How it went with each row."""
    return {rad.pk: post.get(f"utfall-{rad.pk}", "") for rad in rader}


def turen(post: QueryDict) -> str:
    """The run that the post came from; empty when it came from the hämtorder's own page."""
    kept = {name: post[name] for name in ("dag", "omrade") if post.get(name)}
    return f"{reverse('leverans:tur')}?{urlencode(kept)}" if kept else ""
