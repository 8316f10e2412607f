"""What a client sends and is told of a kundorder. Defaults and rules are the actions' own."""

from typing import Any

from rest_framework import serializers

from api.arenden.serializers import BilagaTold
from api.fields import Asked, Choice, Flag, Key, Rows, Text, Whole
from api.kundorder.serializers_rader import NekadTold
from api.people import KundTold, MottagareTold
from cases.kundorder.models import Kundorder


class NyAsked(Asked):
    """A new draft."""

    nummer = Text(max_length=20, required=False, help_text="Patientens personnummer, om det finns")


class HuvudAsked(Asked):
    """Orderhuvud."""

    typ = Choice(choices=Kundorder.Typ.choices, default=Kundorder.Typ.BESTALLNING)
    forrad = Text(
        max_length=4,
        allow_blank=True,
        default="",
        help_text="Buffertförrådets nummer, vid uttag och lagerpåfyllnad",
    )
    nummer = Text(
        max_length=20,
        allow_blank=True,
        default="",
        help_text="Personnummer, eller kundnummer för en vårdenhet; tomt vid lagerpåfyllnad",
    )
    kund = Text(max_length=8, help_text="Kundnummer för den enhet som beställer")
    till_vardenhet = Flag(default=False)
    till_kop = Flag(default=False)
    vardrelation = Flag(default=False, help_text="Bekräftar att beställaren deltar i vården")


class RadAsked(Asked):
    """A row to add."""

    artikel = Text(max_length=8, help_text="Artikelnummer")
    antal = Whole(default=1)
    kommentar = Text(max_length=500, allow_blank=True, default="")
    individ = Text(
        max_length=10, allow_blank=True, default="", help_text="Vid uttag: individens nummer"
    )
    epost_utanfor = Flag(default=False, help_text="Ett dokument skickas på annat sätt")


class RadandringAsked(Asked):
    """A row to change."""

    class Meta:
        list_serializer_class = Rows

    rad = Key()
    antal = Whole()
    kommentar = Text(max_length=500, allow_blank=True, default="")
    ta_bort = Flag(default=False)
    individ = Text(
        max_length=10,
        allow_blank=True,
        allow_null=True,
        default=None,
        help_text="Vid uttag: individens nummer; null lämnar den som den är",
    )


class RadandringarAsked(Asked):
    """Rows to change."""

    rader = RadandringAsked(many=True, allow_empty=False)


class VerkstallAsked(Asked):
    """Verkställ."""

    underskott_bekraftat = Flag(
        default=False, help_text="Vid uttag: varorna finns på hyllan fast saldot inte räcker"
    )


class LeveransAsked(Asked):
    """Leveransuppgifter."""

    adress_id = Whole(allow_null=True, help_text="En av leveransadresserna; null = mottagarens")
    adressnamn = Text(max_length=120, allow_blank=True)
    gatuadress = Text(max_length=80, allow_blank=True)
    postnr = Text(max_length=6, allow_blank=True)
    postort = Text(max_length=40, allow_blank=True)
    co = Text(max_length=80, allow_blank=True, default="")
    telefon = Text(max_length=30, allow_blank=True, default="")
    mobil = Text(max_length=30, allow_blank=True, default="")
    portkod = Text(max_length=20, allow_blank=True, default="")
    instruktioner = Text(max_length=200, allow_blank=True, default="")
    kontaktperson = Text(max_length=80, allow_blank=True, default="")
    kontakttelefon = Text(max_length=30, allow_blank=True, default="")
    prioritet = Choice(choices=Kundorder.Prioritet.choices, default=Kundorder.Prioritet.NORMAL)
    overenskommen = Flag(default=False)
    samleverans = Flag(default=False)
    ovrig_information = Text(max_length=1000, allow_blank=True, default="")


class RadTold(serializers.Serializer[Any]):
    """A row."""

    id = serializers.UUIDField()
    nr = serializers.IntegerField()
    huvudrad = serializers.UUIDField(allow_null=True)
    ingar = serializers.BooleanField(help_text="Standardkomponent: ingår i hyran för huvudraden")
    kompletterar = serializers.IntegerField(allow_null=True, help_text="Innehavets id")
    komplettering = serializers.CharField(help_text="Vilken individ raden kompletterar, i ord")
    original_artikel = serializers.CharField(allow_null=True, help_text="Det som efterfrågades")
    artikel = serializers.CharField()
    benamning = serializers.CharField()
    antal = serializers.IntegerField()
    kommentar = serializers.CharField()
    debiteringsform = serializers.CharField()
    betalare = serializers.CharField()
    baskod = serializers.CharField(allow_null=True)
    lager = serializers.CharField(help_text="Lagret som varan tas ur")
    apris = serializers.DecimalField(10, 2, allow_null=True)
    belopp = serializers.DecimalField(12, 2, allow_null=True)
    individ = serializers.CharField(allow_null=True, help_text="Vid uttag: vald individ")
    individer = serializers.ListField(
        child=serializers.CharField(), help_text="Vid uttag: de individer som går att välja"
    )
    varning = serializers.CharField(help_text="Vid uttag: det som saldot varnar för; annars tomt")
    summa = serializers.DecimalField(12, 2, allow_null=True, help_text="Med komponenterna")
    epost_utanfor = serializers.BooleanField()
    bilagor = BilagaTold(many=True)
    planerad = serializers.DateField(allow_null=True)
    levererad = serializers.DateField(allow_null=True)
    lage = serializers.CharField(help_text="Hur långt raden har kommit, i ord")
    rest = serializers.IntegerField()


class AdressvalTold(serializers.Serializer[Any]):
    """One of the unit's addresses."""

    id = serializers.IntegerField()
    namn = serializers.CharField()


class LeveransenTold(serializers.Serializer[Any]):
    """A leverans that answers the order."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    status = serializers.CharField()


class OrderTold(serializers.Serializer[Any]):
    """An order in a list."""

    id = serializers.UUIDField()
    nummer = serializers.CharField(allow_null=True)
    status = serializers.CharField()
    mottagare = serializers.CharField()
    kund = KundTold(allow_null=True)
    bestallare = serializers.CharField()
    andrad = serializers.DateTimeField()


class RekvireratTold(serializers.Serializer[Any]):
    """A row that a beställare has ordered."""

    order = serializers.UUIDField()
    nummer = serializers.CharField()
    verkstalld = serializers.DateTimeField()
    artikel = serializers.CharField()
    benamning = serializers.CharField()
    mottagare = serializers.CharField()
    antal = serializers.IntegerField()
    levererat = serializers.IntegerField()
    levererad = serializers.DateField(allow_null=True)


class DirektinkopsradTold(serializers.Serializer[Any]):
    """A row that a supplier is to ship."""

    begaran = serializers.UUIDField(help_text="Det som bekräftas för sig")
    rad = serializers.UUIDField()
    artikel = serializers.CharField()
    antal = serializers.IntegerField()


class DirektinkopTold(serializers.Serializer[Any]):
    """An order to a supplier that ships to the mottagare."""

    begaran = serializers.UUIDField()
    bestallningsnummer = serializers.CharField()
    vantas = serializers.DateField(allow_null=True)
    rader = DirektinkopsradTold(many=True)


class HelOrderTold(serializers.Serializer[Any]):
    """An order with everything in it."""

    id = serializers.UUIDField()
    nummer = serializers.CharField(allow_null=True)
    status = serializers.CharField()
    steg = serializers.CharField(help_text="Var i guiden utkastet står; tomt när det är skickat")
    kund = KundTold(allow_null=True)
    mottagare = MottagareTold(allow_null=True)
    bestallare = serializers.CharField()
    typ = serializers.CharField()
    forrad = serializers.CharField(allow_null=True, help_text="Buffertförrådets nummer")
    till_vardenhet = serializers.BooleanField()
    till_kop = serializers.BooleanField()
    rader = RadTold(many=True)
    totalt = serializers.DecimalField(12, 2)
    utan_pris = serializers.BooleanField()
    bilagor = BilagaTold(many=True, help_text="Bilagor till hela ordern")
    epost_utanfor = serializers.BooleanField()
    akutavgift = serializers.DecimalField(
        8, 2, allow_null=True, help_text="Vad akut leverans kostar; null utan avgift"
    )
    stams_av = serializers.BooleanField(
        help_text="Kundtjänst stämmer av den akuta leveransen efter Verkställ"
    )
    makulering_begard = serializers.DateTimeField(allow_null=True)
    delad_fran = serializers.UUIDField(
        allow_null=True, help_text="Ordern som den här delades från, när en arbetsorder höll den"
    )
    kan_ga_for_sig = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="Rader som du kan låta gå med dela medan en arbetsorder håller resten",
    )
    leverans = LeveransAsked(help_text="Skicka tillbaka, ändrad, till leveransuppgifter")
    adress_dold = serializers.CharField(help_text="Varför adressen inte visas; annars tomt")
    leveransadresser = AdressvalTold(many=True)
    leveranser = LeveransenTold(many=True)
    direktinkop = DirektinkopTold(many=True)
    kan_angra = serializers.BooleanField()
    skapad = serializers.DateTimeField()
    verkstalld = serializers.DateTimeField(allow_null=True)
    avslutad = serializers.DateTimeField(allow_null=True)
    andrad = serializers.DateTimeField()
    senaste_andring = serializers.CharField()


class LevereradRadTold(RadTold):
    """A row that has come, with its components."""

    komponenter = RadTold(many=True)


class LevereradTold(serializers.Serializer[Any]):
    """What has been delivered of an order."""

    order = OrderTold()
    rader = LevereradRadTold(many=True)


class AnnanAsked(Asked):
    """Another unit's order to see."""

    nummer = Text(max_length=12, help_text="Hela kundordernumret")
    skal = Text(max_length=400, help_text="Varför du behöver se ordern")


class TillagdTold(HelOrderTold):
    """The order after several articles were to be added."""

    nekade = NekadTold(many=True)
