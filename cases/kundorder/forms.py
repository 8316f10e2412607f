"""What the pages of a kundorder post."""

from typing import Any

from django import forms
from django.http import QueryDict

from cases.kundorder import granskning, visning
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import Huvud, Leveransval, NyRad
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare, Kund, Lager
from cases.organisation.queries import egna_forrad, egna_kunder
from workflows.errors import Hinder

PATIENT, VARDENHET = "patient", "vardenhet"
EGEN_ADRESS = "mottagaren"


class HuvudForm(forms.Form):
    """Orderhuvud (KO-1 … KO-3, KO-16)."""

    villkorliga = frozenset({"forrad", "nummer"})

    typ = forms.ChoiceField(
        label="Ordertyp",
        choices=[
            (Kundorder.Typ.BESTALLNING, "Beställning"),
            (Kundorder.Typ.UTTAG, "Uttag ur eget förråd"),
            (Kundorder.Typ.PAFYLLNAD, "Lagerpåfyllnad"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ordertyp."},
    )
    forrad = forms.ModelChoiceField(
        label="Buffertförråd",
        queryset=Lager.objects.none(),
        required=False,
        empty_label="Välj förråd",
        help_text="Välj vid uttag ur eget förråd och vid lagerpåfyllnad. Lämna annars tomt.",
        error_messages={"invalid_choice": "Välj ett buffertförråd som din enhet har."},
    )
    mottagartyp = forms.ChoiceField(
        label="Mottagartyp",
        choices=[(PATIENT, "Patient"), (VARDENHET, "Vårdenhet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om ordern gäller en patient eller en vårdenhet."},
    )
    nummer = forms.CharField(
        label="Personnummer eller kundnummer",
        max_length=20,
        help_text="Patientens personnummer med 12 siffror, eller vårdenhetens kundnummer.",
        error_messages={"required": "Ange patientens personnummer eller vårdenhetens kundnummer."},
    )
    kund = forms.ModelChoiceField(
        label="Kund/leveransadress",
        queryset=Kund.objects.none(),
        error_messages={
            "required": "Välj vilken enhet som beställer.",
            "invalid_choice": "Välj en enhet som du arbetar för.",
        },
    )
    till_kop = forms.BooleanField(
        label="Ändra debiteringsform till köp",
        required=False,
        help_text="Bara för en vårdenhet, och bara innan den första artikeln är registrerad.",
    )
    vardrelation = forms.BooleanField(
        label="Jag deltar i vården av patienten, eller behöver uppgifterna för mitt arbete",
        required=False,
        help_text="Behövs en gång om dagen för varje patient. Ditt val loggas.",
    )

    def __init__(
        self, *args: Any, person: Anvandare, bekraftad: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kund"].queryset = egna_kunder(person)  # type: ignore[attr-defined]
        own = egna_forrad(person)
        if own.exists():
            self.fields["forrad"].queryset = own  # type: ignore[attr-defined]
            self.fields["nummer"].help_text += " Lämna tomt vid lagerpåfyllnad."
        else:
            # Nothing to choose among; who posts another kind all the same is told why not (V18).
            del self.fields["forrad"]
            self.fields["typ"].widget = forms.HiddenInput()
            self.fields["typ"].required = False
        if self.data.get("typ") == Kundorder.Typ.PAFYLLNAD:
            for falt in ("mottagartyp", "nummer"):
                self.fields[falt].required = False
        if bekraftad:
            # Hjälpmedel has asked already, and the answer holds for a day (L1).
            del self.fields["vardrelation"]

    def svar(self) -> Huvud:
        """What was answered, once the form holds."""
        said = self.cleaned_data
        return Huvud(
            nummer=said["nummer"],
            kund_id=said["kund"].pk,
            typ=said["typ"] or Kundorder.Typ.BESTALLNING,
            forrad_id=forrad.pk if (forrad := said.get("forrad")) else None,
            till_vardenhet=said["mottagartyp"] == VARDENHET,
            till_kop=said["till_kop"],
            vardrelation=said.get("vardrelation", False),
        )


class RadForm(forms.Form):
    """A row to add (KO-8). What is no number is searched for."""

    artikel = forms.CharField(
        label="Artikel",
        max_length=100,
        help_text="Artikelnummer, namn, produkt, leverantörens nummer eller ISO-kod.",
        error_messages={
            "required": "Ange ett artikelnummer, eller något att söka efter.",
            "max_length": "Skriv högst 100 tecken.",
        },
    )
    antal = forms.IntegerField(
        label="Antal",
        required=False,
        help_text="Lämna tomt för ett.",
        error_messages={"invalid": "Ange antalet med siffror, till exempel 2."},
    )
    kommentar = forms.CharField(
        label="Kommentar",
        required=False,
        max_length=500,
        help_text="Kommentar som ska tillhöra orderraden.",
    )
    epost_utanfor = forms.BooleanField(required=False)

    def svar(self) -> NyRad:
        """What was answered, once the form holds."""
        said = self.cleaned_data
        antal = 1 if said["antal"] is None else said["antal"]
        return NyRad(
            artikel=said["artikel"],
            antal=antal,
            kommentar=said["kommentar"],
            epost_utanfor=said["epost_utanfor"],
        )


class LeveransForm(forms.Form):
    """Leveransuppgifter (KO-17 … KO-24)."""

    adress_id = forms.ChoiceField(
        label="Hämta leveransadress från",
        error_messages={"required": "Välj varifrån leveransadressen ska hämtas."},
    )
    adressnamn = forms.CharField(
        label="Namn",
        max_length=120,
        error_messages={"required": "Ange namn i leveransadressen."},
    )
    co = forms.CharField(label="C/o adress", required=False, max_length=80)
    gatuadress = forms.CharField(
        label="Gatuadress",
        max_length=80,
        error_messages={"required": "Ange gatuadress i leveransadressen."},
    )
    postnr = forms.CharField(
        label="Postnummer",
        max_length=6,
        error_messages={
            "required": "Ange postnumret med fem siffror, till exempel 541 37.",
        },
    )
    postort = forms.CharField(
        label="Postort",
        max_length=40,
        error_messages={"required": "Ange postort i leveransadressen."},
    )
    telefon = forms.CharField(
        label="Telefon",
        max_length=30,
        help_text="Ange alltid ett telefonnummer när det ska hem till mottagaren.",
        error_messages={
            "required": "Ange ett telefonnummer till mottagaren eller kontaktpersonen, så att"
            " chauffören kan ringa före leveransen.",
        },
    )
    mobil = forms.CharField(label="Mobiltelefon", required=False, max_length=30)
    portkod = forms.CharField(label="Portkod", required=False, max_length=20)
    instruktioner = forms.CharField(label="Instruktioner", required=False, max_length=200)
    kontaktperson = forms.CharField(label="Kontaktperson", required=False, max_length=80)
    kontakttelefon = forms.CharField(
        label="Kontaktpersonens telefon", required=False, max_length=30
    )
    prioritet = forms.ChoiceField(
        label="Leveransprioritet",
        choices=Kundorder.Prioritet.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj leveransprioritet."},
    )
    overenskommen = forms.BooleanField(
        label="Den akuta leveransen är överenskommen med HMC",
        required=False,
        help_text="Behövs bara när en beställningsvara ska levereras akut.",
    )
    samleverans = forms.BooleanField(
        label="Samleverans önskas",
        required=False,
        help_text="Allt levereras vid samma tillfälle, när det sista har kommit. Kräver mer än en"
        " rad.",
    )
    ovrig_information = forms.CharField(
        label="Övrig information",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
        help_text="Texten står först på kundordern.",
    )

    def __init__(self, *args: Any, order: Kundorder, hamtar: bool = False, **kwargs: Any) -> None:
        """`hamtar` says that an address is about to be filled in: nothing has to be there yet."""
        super().__init__(*args, **kwargs)
        self.fields["adress_id"].choices = adresser(order)  # type: ignore[attr-defined]
        said = self.data if self.is_bound else self.initial
        home = said.get("adress_id") == EGEN_ADRESS
        reached = any(said.get(other) for other in ("mobil", "kontakttelefon"))
        self.fields["telefon"].required = home and not reached
        if hamtar:
            for name in ("adressnamn", "gatuadress", "postnr", "postort", "telefon"):
                self.fields[name].required = False

    def svar(self) -> Leveransval:
        """What was answered, once the form holds."""
        said = dict(self.cleaned_data)
        source = said.pop("adress_id")
        return Leveransval(adress_id=None if source == EGEN_ADRESS else int(source), **said)


class InleveransForm(forms.Form):
    """Goods that have come to a lager."""

    lager = forms.ModelChoiceField(
        label="Lager",
        queryset=Lager.objects.filter(typ=Lager.Typ.HMC).order_by("nummer"),
        error_messages={"required": "Välj vilket lager som varorna har kommit till."},
    )
    artikel = forms.CharField(
        label="Artikel", max_length=8, error_messages={"required": "Ange ett artikelnummer."}
    )
    antal = forms.IntegerField(
        label="Antal",
        error_messages={
            "required": "Ange hur många som har kommit.",
            "invalid": "Ange antalet med siffror, till exempel 2.",
        },
    )
    individer = forms.CharField(
        label="Individnummer",
        required=False,
        widget=forms.Textarea,
        help_text="Bara för individmärkta artiklar: ett individnummer på varje rad.",
    )

    def nummer(self) -> list[str]:
        """The individnummer, one each."""
        return str(self.cleaned_data["individer"]).split()


def adresser(order: Kundorder) -> list[tuple[str, str]]:
    """What "Hämta leveransadress från" offers: never a protected person's own address."""
    choices = []
    mottagare = order.arende.mottagare
    if mottagare is not None and mottagare.typ == Mottagare.Typ.PATIENT and not mottagare.skyddad:
        choices.append((EGEN_ADRESS, "Mottagarens adress"))
    return choices + [(str(adress.pk), adress.namn) for adress in granskning.adresser(order)]


def leverans_initial(order: Kundorder) -> dict[str, Any]:
    """The order's leveransuppgifter as the form shows them."""
    source = str(order.hamtad_fran_id) if order.hamtad_fran_id else EGEN_ADRESS
    return {"adress_id": source, **visning.leveransuppgifter(order)}


def ifylld(order: Kundorder) -> str:
    """Which of the offered addresses is the one that is filled in; empty when none of them is."""
    source = leverans_initial(order)["adress_id"]
    return source if source in dict(adresser(order)) else ""


def hinder_for_adress(post: QueryDict, order: Kundorder) -> list[Hinder]:
    """Why what is sent is not what was seen: an address that is chosen but not fetched (KO-18)."""
    filled = post.get("adress_ifylld", "")
    name = dict(adresser(order)).get(chosen := post.get("adress_id", ""))
    if not filled or name is None or chosen == filled:
        return []
    said = f"Du har valt {name}, men adressen nedanför är inte hämtad därifrån."
    what = f"{said} Tryck på Hämta adressen, eller välj den förra igen."
    return [Hinder("adress_inte_hamtad", what, "adress_id")]
