"""What a client sends and is told of an arbetsorder. Defaults and rules are the actions' own."""

from typing import Any

from rest_framework import serializers

from api.arenden.serializers import BilagaTold
from api.fields import Asked, Choice, Flag, Key, Rows, Text, Whole
from api.people import MottagareTold
from cases.arbetsorder.models import Aktivitet, Arbetsorder, TypAvAtgard, Utforande
from cases.arbetsorder.typlista import FALT


class ArbetsvalAsked(Asked):
    """What is to be done. What is left out is empty."""

    typ = Text(max_length=12, allow_blank=True, default="", help_text="”kod” ur typerna")
    utforande = Choice(choices=Utforande.choices, allow_blank=True, default="")
    produktomrade = Text(
        max_length=60, allow_blank=True, default="", help_text="Konsulentgruppens nyckel"
    )
    nyforskrivning = Flag(default=False)
    fast_montage = Flag(default=False)
    felbeskrivning = Text(max_length=4000, allow_blank=True, default="")
    kommentar = Text(max_length=500, allow_blank=True, default="")
    ersattning_behovs = Flag(default=False)
    kan_komma = Flag(default=False)
    akut_motivering = Text(max_length=400, allow_blank=True, default="")
    epost_utanfor = Flag(default=False)
    adress_id = Whole(
        allow_null=True, default=None, help_text="En av enhetens adresser; null: mottagarens egen"
    )
    telefon = Text(max_length=30, allow_blank=True, default="")
    portkod = Text(max_length=20, allow_blank=True, default="")
    instruktioner = Text(max_length=200, allow_blank=True, default="")
    kontaktperson = Text(max_length=80, allow_blank=True, default="")
    kontakttelefon = Text(max_length=30, allow_blank=True, default="")


class NyArbetsorderAsked(ArbetsvalAsked):
    """A draft to begin. One of `hjalpmedel`, `rad` and `objekt` says which aid it is."""

    mottagare = Whole(help_text="Mottagarens id, ur svaret på en sökning")
    kund = Text(max_length=12, allow_blank=True, default="")
    hjalpmedel = Whole(allow_null=True, default=None, help_text="”id” ur mottagarens hjälpmedel")
    rad = Key(allow_null=True, default=None, help_text="”id” ur en kundorders rader")
    objekt = Text(
        max_length=20, allow_blank=True, default="", help_text="Artikel- eller individnummer"
    )


class AoKompletteraAsked(Asked):
    """The answer to what HMC asked."""

    text = Text(max_length=400)


class TypbyteAsked(Asked):
    """What it is instead, and what that type asks. Empty keeps what is written already; files are
    attached with `bilagor/` first."""

    typ = Text(max_length=12, allow_blank=True, default="", help_text="”kod” ur typerna")
    produktomrade = Text(
        max_length=60, allow_blank=True, default="", help_text="Konsulentgruppens nyckel"
    )
    akut_motivering = Text(max_length=400, allow_blank=True, default="")
    telefon = Text(max_length=30, allow_blank=True, default="")
    adress_id = Whole(
        allow_null=True, default=None, help_text="En av enhetens adresser; null behåller adressen"
    )
    epost_utanfor = Flag(default=False)


class TriageAsked(TypbyteAsked):
    """Which group takes it, or what it is instead."""

    grupp = Text(max_length=60, allow_blank=True, default="", help_text="Gruppens nyckel")


class GranskaAsked(TypbyteAsked):
    """What the review came to."""

    granskning = Choice(choices=Arbetsorder.Granskning.choices)
    text = Text(max_length=400, allow_blank=True, default="")


class PlaneraAsked(Asked):
    """A time slot, or what is waited for and until when."""

    fran = serializers.DateTimeField(allow_null=True, default=None)
    till = serializers.DateTimeField(allow_null=True, default=None)
    tekniker = Text(
        max_length=150, allow_blank=True, default="", help_text="Användar-id; tomt: du själv"
    )
    vantar = Choice(choices=Arbetsorder.Vantar.choices, allow_blank=True, default="")
    parkera_till = serializers.DateTimeField(allow_null=True, default=None)
    text = Text(max_length=400, allow_blank=True, default="")


class DelAsked(Asked):
    """A part that was put in."""

    class Meta:
        list_serializer_class = Rows

    artikel = Text(max_length=8)
    antal = Whole(min_value=1, max_value=999, default=1)


class TidAsked(Asked):
    """Time on an aktivitet."""

    aktivitet = Key()
    minuter = Whole(min_value=1, max_value=1440)
    kommentar = Text(max_length=1000)
    delar = DelAsked(many=True, default=list)


class AktivitetAsked(Asked):
    """Another aktivitet."""

    vad = Text(max_length=80)


class UtforAsked(Asked):
    """Whether it is done, and what was found."""

    klart = Flag()
    utlatande = Text(max_length=2000, allow_blank=True, default="")
    byt_ut = Flag(default=False, help_text="Gick inte att laga: hjälpmedlet ska bytas ut")
    gods_som_vanligt = Flag(
        default=False,
        help_text="Godset på kundordern är kvar på lagret och ska levereras som vanligt",
    )


class ForseningAsked(Asked):
    """Why it is late."""

    text = Text(max_length=400)


class AoSkalAsked(Asked):
    """Why it should be cancelled."""

    skal = Text(max_length=400)


class AoOrsakAsked(Asked):
    """Why it is cancelled: the beställare reads it."""

    orsak = Text(max_length=400)


class AoBeslutAsked(Asked):
    """Whether it is cancelled, and why."""

    makuleras = Flag()
    text = Text(max_length=400)


class LeveransvalAsked(Asked):
    """Whether the order that was held is delivered all the same."""

    leverera = Flag()


class AoAnnanAsked(Asked):
    """Another unit's arbetsorder or aktivitet, by its whole number and a reason."""

    nummer = Text(max_length=16)
    skal = Text(max_length=400)


class TypAsked(Asked):
    """What a type of work promises and asks for."""

    etikett = Text(max_length=80)
    hjalp = Text(max_length=300)
    ord = Text(max_length=400, allow_blank=True, default="")
    start_inom = Whole(min_value=1, max_value=365, allow_null=True, default=None)
    start_enhet = Choice(choices=TypAvAtgard.Enhet.choices, default="arbetsdagar")
    klar_inom = Whole(min_value=1, max_value=365, allow_null=True, default=None)
    klar_enhet = Choice(choices=TypAvAtgard.Enhet.choices, default="arbetsdagar")
    debitering = Text(max_length=80, allow_blank=True, default="")
    bilaga = Choice(choices=TypAvAtgard.Bilaga.choices, default="frivillig")
    utforande = Choice(choices=Utforande.choices, allow_blank=True, default="")
    akut = Flag(default=False)
    kostnadsforslag = Flag(default=False)
    tas_tillbaka = Flag(default=False)
    vem = Choice(choices=TypAvAtgard.Vem.choices, default="alla")
    aktiv = Flag(default=True)


class NyTypAsked(TypAsked):
    """A type that is not there yet."""

    kod = Text(max_length=12, help_text="Stora bokstäver, siffror och _")


class TypAvAtgardTold(serializers.Serializer[Any]):
    """A type of work."""

    kod = serializers.CharField()
    etikett = serializers.CharField()
    hjalp = serializers.CharField()
    paborjas_inom = serializers.CharField(source="start_ord")
    klar_inom = serializers.CharField(source="klar_ord")
    bilaga = serializers.ChoiceField(choices=TypAvAtgard.Bilaga.choices)
    debitering = serializers.CharField()


class HelTypTold(serializers.ModelSerializer[TypAvAtgard]):
    """A type of work with everything that HMC may change of it."""

    class Meta:
        model = TypAvAtgard
        fields = ("kod", *FALT)


class ForbrukatTold(serializers.Serializer[Any]):
    """A part."""

    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    antal = serializers.IntegerField()


class TidsradTold(serializers.Serializer[Any]):
    """Reported time."""

    dag = serializers.DateField()
    minuter = serializers.IntegerField()
    kommentar = serializers.CharField()
    av = serializers.CharField(source="av.namn")
    delar = ForbrukatTold(source="delar.all", many=True)


class AktivitetTold(serializers.Serializer[Any]):
    """A part of the work."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    vad = serializers.CharField()
    lage = serializers.ChoiceField(choices=Aktivitet.Lage.choices)
    tekniker = serializers.CharField(source="tekniker.namn", default="")
    fran = serializers.DateTimeField(allow_null=True)
    till = serializers.DateTimeField(allow_null=True)
    tidsrader = TidsradTold(source="tidsrader.all", many=True)


class ArbetsorderTold(serializers.Serializer[Any]):
    """An arbetsorder in a list."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    status = serializers.CharField()
    typ = serializers.CharField()
    mottagare = serializers.CharField()
    bestallare = serializers.CharField()
    kund = serializers.CharField()
    registrerad = serializers.DateTimeField(allow_null=True)


class HelArbetsorderTold(ArbetsorderTold):
    """An arbetsorder with everything in it."""

    uppgifter = serializers.ListField(
        child=serializers.CharField(), help_text="Det som väntar på någon nu"
    )
    artikel = serializers.CharField()
    individ = serializers.CharField()
    kundorder = serializers.UUIDField(allow_null=True)
    haller = serializers.BooleanField(help_text="Om kundordern väntar på arbetsordern")
    utforande = serializers.CharField()
    felbeskrivning = serializers.CharField()
    fraga = serializers.CharField(help_text="Vad Hjälpmedelscentralen frågar")
    adress = serializers.ListField(child=serializers.CharField())
    mottagaren = MottagareTold(allow_null=True)
    paborjas_senast = serializers.DateTimeField(allow_null=True)
    klar_senast = serializers.DateTimeField(allow_null=True)
    vantar = serializers.CharField()
    parkerad_till = serializers.DateTimeField(allow_null=True)
    utlatande = serializers.CharField()
    byt_ut = serializers.BooleanField()
    makulerad_orsak = serializers.CharField()
    aktiviteter = AktivitetTold(many=True)
    bilagor = BilagaTold(many=True)
