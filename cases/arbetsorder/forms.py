"""What the pages of an arbetsorder post."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms

from cases.arbetsorder import queries
from cases.arbetsorder.models import Arbetsorder, Utforande
from cases.arbetsorder.svar import Arbetsval, Mal, Planering
from cases.arbetsorder.utkast import KONSULENT
from cases.hjalpmedel.models import Innehav
from cases.hjalpmedel.queries import hos
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare, Grupp, Kund, Leveransadress
from workflows import clock

EGEN_ADRESS = "mottagaren"
_ANNAT = "Annat, eller vet inte"
_MORGON = time(7, 30)


class ArbetsForm(forms.Form):
    """A draft (AO-2). Nothing is demanded before Verkställ, so that it can be saved half done."""

    villkorliga = frozenset({"innehav", "nummer", "telefon", "produktomrade", "akut_motivering"})
    innehav = forms.ChoiceField(label="Hjälpmedel", required=False)
    nummer = forms.CharField(
        label="Eller artikel- eller individnummer",
        required=False,
        max_length=20,
        help_text="När hjälpmedlet inte finns i listan.",
    )
    felbeskrivning = forms.CharField(
        label="Felbeskrivning/Information",
        required=False,
        max_length=4000,
        widget=forms.Textarea,
        help_text="Beskriv med egna ord vad som är fel eller vad du vill ha gjort. Skriv inget om"
        " mottagarens hälsa utöver det som behövs.",
    )
    typ = forms.ChoiceField(label="Typ av åtgärd", required=False)
    akut_motivering = forms.CharField(
        label="Varför är det akut?", required=False, max_length=400, widget=forms.Textarea
    )
    produktomrade = forms.ChoiceField(label="Produktområde", required=False)
    nyforskrivning = forms.BooleanField(
        label="Nyförskrivning: hjälpmedlet är inte levererat än", required=False
    )
    fast_montage = forms.BooleanField(label="Något monteras fast i bostaden", required=False)
    utforande = forms.ChoiceField(
        label="Utförande",
        choices=Utforande.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    kan_komma = forms.BooleanField(
        label="Patienten kan komma till Hjälpmedelscentralen", required=False
    )
    ersattning_behovs = forms.BooleanField(
        label="Patienten behöver ett ersättningshjälpmedel under tiden", required=False
    )
    adress_id = forms.ChoiceField(label="Hämta adress från", required=False)
    telefon = forms.CharField(label="Telefon för tidsbokning", required=False, max_length=30)
    portkod = forms.CharField(label="Portkod", required=False, max_length=20)
    kontaktperson = forms.CharField(label="Kontaktperson", required=False, max_length=80)
    kontakttelefon = forms.CharField(
        label="Kontaktpersonens telefon", required=False, max_length=30
    )
    instruktioner = forms.CharField(label="Vägbeskrivning", required=False, max_length=200)
    kommentar = forms.CharField(label="Kommentar", required=False, max_length=500)
    epost_utanfor = forms.BooleanField(label="Bifogas e-post utanför Sesam", required=False)

    def __init__(
        self, *args: Any, person: Anvandare, mottagare: Mottagare, kund: Kund | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        types = queries.valbara_typer(person)
        self._valj("typ", [(one.kod, one.etikett) for one in types])
        self._valj("innehav", [(str(one.pk), _aid(one)) for one in hos(mottagare)])
        self._valj("adress_id", adresser(mottagare, kund))
        self._valj("produktomrade", produktomraden())

    def _valj(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def svar(self) -> Arbetsval:
        """What was answered, once the form holds."""
        said = dict(self.cleaned_data)
        source = said.pop("adress_id")
        del said["innehav"], said["nummer"]
        return Arbetsval(adress_id=int(source) if source.isdecimal() else None, **said)

    def mal(self, rad: UUID | None = None) -> Mal:
        """Which aid: an ordered row, one of the list, or the number that was typed."""
        if rad is not None:
            return Mal(orderrad=rad)
        number = self.cleaned_data["nummer"].strip()
        if number:
            return Mal(nummer=number)
        chosen = self.cleaned_data["innehav"]
        return Mal(innehav=int(chosen) if chosen else None)


def produktomraden() -> list[tuple[str, str]]:
    """The product areas that have a konsulent group."""
    groups = Grupp.objects.filter(roll=KONSULENT).order_by("namn")
    named = [(g.nyckel, g.namn.removeprefix("HMC konsulent").strip().capitalize()) for g in groups]
    # The group of no area of its own comes last.
    return sorted(((key, name or _ANNAT) for key, name in named), key=lambda one: one[1] == _ANNAT)


def adresser(mottagare: Mottagare, kund: Kund | None) -> list[tuple[str, str]]:
    """What "Hämta adress från" offers: her own unless protected, and the unit's."""
    hers = mottagare.typ == Mottagare.Typ.PATIENT and not mottagare.skyddad
    street = mottagare.gatuadress or "saknas"
    first = [(EGEN_ADRESS, f"Mottagarens adress: {street}")] if hers else []
    return first + enhetens_adresser(kund)


def enhetens_adresser(kund: Kund | None) -> list[tuple[str, str]]:
    """The unit's addresses, the usual first."""
    own = Leveransadress.objects.filter(kund=kund).order_by("-forvald", "namn") if kund else []
    return [(str(one.pk), f"{one.namn}, {one.gatuadress}".rstrip(", ")) for one in own]


def forifyllt(mottagare: Mottagare, kund: Kund | None, mal: Mal) -> dict[str, Any]:
    """What a new draft begins with."""
    choices = adresser(mottagare, kund)
    return {
        "innehav": str(mal.innehav or ""),
        "nummer": mal.nummer,
        "adress_id": choices[0][0] if choices else "",
        "telefon": "" if mottagare.skyddad else mottagare.mobil or mottagare.telefon,
        "portkod": "" if mottagare.skyddad else mottagare.portkod,
        "nyforskrivning": mal.orderrad is not None,
    }


def ur_utkast(order: Arbetsorder) -> dict[str, Any]:
    """The draft as the form shows it."""
    plain = [name for name in ArbetsForm.base_fields if name not in _EGNA]
    return {
        **{name: getattr(order, name) for name in plain},
        "innehav": str(order.innehav_id or ""),
        "nummer": ""
        if order.innehav_id
        else order.individ.nummer
        if order.individ
        else order.artikel.nummer
        if order.artikel
        else "",
        "typ": order.typ.kod if order.typ else "",
        "produktomrade": order.produktomrade.nyckel if order.produktomrade else "",
        "adress_id": str(order.hamtad_fran_id or EGEN_ADRESS),
    }


_EGNA = {"innehav", "nummer", "typ", "produktomrade", "adress_id"}


class TextForm(forms.Form):
    """A sentence that somebody reads."""

    text = forms.CharField(label="Svar", required=False, max_length=400, widget=forms.Textarea)

    def __init__(self, *args: Any, etikett: str = "Svar", hjalp: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = etikett, hjalp


class JaNejForm(TextForm):
    """A decision and its reason."""

    villkorliga = frozenset({"text"})
    beslut = forms.ChoiceField(
        label="Ska arbetsordern makuleras?",
        choices=[("ja", "Ja, makulera arbetsordern"), ("nej", "Nej, gör arbetet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om arbetsordern ska makuleras."},
    )
    field_order = ("beslut", "text")


class PlaneraForm(forms.Form):
    """A time slot, or what is waited for."""

    villkorliga = frozenset({"dag", "fran", "till", "tekniker", "parkera_till"})
    dag = forms.DateField(label="Dag", required=False, widget=forms.DateInput({"type": "date"}))
    fran = forms.TimeField(label="Från", required=False, widget=forms.TimeInput({"type": "time"}))
    till = forms.TimeField(label="Till", required=False, widget=forms.TimeInput({"type": "time"}))
    tekniker = forms.ModelChoiceField(
        label="Tekniker",
        queryset=Anvandare.objects.none(),
        required=False,
        to_field_name="username",
    )
    vantar = forms.ChoiceField(
        label="Arbetsordern väntar på",
        choices=[("", "Inget, tiden är bokad"), *Arbetsorder.Vantar.choices],
        required=False,
    )
    parkera_till = forms.DateField(
        label="Tas upp igen", required=False, widget=forms.DateInput({"type": "date"})
    )
    text = forms.CharField(
        label="Kommentar till beställaren", required=False, max_length=400, widget=forms.Textarea
    )

    def __init__(self, *args: Any, tekniker: Sequence[Anvandare], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekniker"].queryset = Anvandare.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in tekniker]
        ).order_by("first_name", "last_name")

    def planering(self) -> Planering:
        """What was answered; clock times are Swedish, and a wait ends in the morning."""
        said = self.cleaned_data
        wakes: date | None = said.get("parkera_till")
        return Planering(
            fran=self._moment("fran"),
            till=self._moment("till"),
            tekniker=said["tekniker"],
            vantar=said["vantar"],
            parkera_till=datetime.combine(wakes, _MORGON, tzinfo=clock.STOCKHOLM)
            if wakes
            else None,
            text=said["text"],
        )

    def _moment(self, name: str) -> datetime | None:
        day, at = self.cleaned_data.get("dag"), self.cleaned_data.get(name)
        return datetime.combine(day, at, tzinfo=clock.STOCKHOLM) if day and at else None


def _aid(one: Innehav) -> str:
    marked = f", individ {one.individ.nummer}" if one.individ else ""
    return f"{one.artikel.nummer} {one.artikel.benamning}{marked}"
