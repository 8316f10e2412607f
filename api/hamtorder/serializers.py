"""What a client sends and is told of a hämtorder. Defaults and rules are the actions' own."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Choice, Flag, Key, Keys, Rows, Text, Whole, Wholes
from api.people import MottagareTold
from cases.hamtorder import urval
from cases.hamtorder.models import Hamtorder, Hamtrad


class Hamtplats(Choice):
    """A Hämtplats/Åtgärd by its value, or by a label that it has or has had."""

    def to_internal_value(self, data: Any) -> str:
        """Raises `ValidationError` for what names none of them."""
        known = urval.atgard(data) if isinstance(data, str) else ""
        return str(super().to_internal_value(known or data))


class HamtAsked(Asked):
    """A hämtorder to make."""

    mottagare = Whole(help_text="Mottagarens id, ur svaret på en sökning")
    kund = Text(max_length=12, allow_blank=True, default="")
    atgard = Hamtplats(choices=Hamtorder.Atgard.choices)
    rader = Wholes(max_length=999, help_text="”id” ur mottagarens hjälpmedel")
    adress_id = Whole(
        allow_null=True, default=None, help_text="En av enhetens adresser; null: mottagarens egen"
    )
    adressnamn = Text(max_length=120, allow_blank=True, default="")
    co = Text(max_length=80, allow_blank=True, default="")
    gatuadress = Text(max_length=80, allow_blank=True, default="")
    postnr = Text(max_length=6, allow_blank=True, default="")
    postort = Text(max_length=40, allow_blank=True, default="")
    telefon = Text(max_length=30, allow_blank=True, default="")
    mobil = Text(max_length=30, allow_blank=True, default="")
    portkod = Text(max_length=20, allow_blank=True, default="")
    instruktioner = Text(max_length=200, allow_blank=True, default="")
    kontaktperson = Text(max_length=80, allow_blank=True, default="")
    kontakttelefon = Text(max_length=30, allow_blank=True, default="")
    information = Text(max_length=1000, allow_blank=True, default="")
    polisanmalan = Text(
        max_length=200,
        allow_blank=True,
        default="",
        help_text="Av det som är förkommet: diarienumret, eller varför ingen anmälan är gjord",
    )
    rengjort = Flag(default=False, help_text="Synligt rent och vid behov desinficerat")


class HamtutfallAsked(Asked):
    """How it went with one row."""

    class Meta:
        list_serializer_class = Rows

    rad = Key(help_text="”id” ur hämtorderns rader")
    utfall = Choice(choices=["hamtad", "saknas", "vagrad"])


class HamtningAsked(Asked):
    """How the pick-up went."""

    rader = HamtutfallAsked(many=True, default=list)
    ingen_hemma = Flag(default=False)
    orsak = Text(max_length=400, allow_blank=True, default="")


class AterlamnatAsked(Asked):
    """What was not there."""

    saknas = Keys(max_length=999, default=list)


class SvinnAsked(Asked):
    """What is charged for one row."""

    class Meta:
        list_serializer_class = Rows

    rad = Key(help_text="”id” ur hämtorderns rader")
    belopp = serializers.DecimalField(
        max_digits=8, decimal_places=2, help_text="Kronor utan moms, bara för svinn"
    )


class UtredAsked(Asked):
    """How a search ended."""

    resultat = Choice(choices=["hittat", "svinn", "avslag"])
    text = Text(max_length=400)
    debitera = SvinnAsked(many=True, default=list)
    debitering_skal = Text(max_length=400, allow_blank=True, default="")


class BeskedAsked(Asked):
    """A sentence to the beställare."""

    text = Text(max_length=400)


class BegarAsked(Asked):
    """Why it should be cancelled."""

    skal = Text(max_length=400)


class AvgorAsked(Asked):
    """What kundtjänst decides."""

    makuleras = Flag()
    text = Text(max_length=400, allow_blank=True, default="")


class HamtMakuleraAsked(Asked):
    """Why it is cancelled, for the beställare."""

    skal = Text(max_length=400, allow_blank=True, default="")


class HamtradTold(serializers.Serializer[Any]):
    """A row."""

    id = serializers.UUIDField()
    nr = serializers.IntegerField()
    hjalpmedel = serializers.IntegerField(source="innehav_id")
    artikel = serializers.CharField(source="innehav.artikel.nummer")
    benamning = serializers.CharField(source="innehav.artikel.benamning")
    individ = serializers.CharField(source="innehav.individ.nummer", default="")
    antal = serializers.IntegerField()
    skrotas = serializers.BooleanField()
    utfall = serializers.ChoiceField(choices=Hamtrad.Utfall.choices)


class HamtorderTold(serializers.Serializer[Any]):
    """A hämtorder in a list."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    status = serializers.CharField()
    atgard = serializers.CharField()
    mottagare = serializers.CharField()
    bestallare = serializers.CharField()
    kund = serializers.CharField()
    registrerad = serializers.DateTimeField()


class HosAndraAsked(Asked):
    """A patient's hämtorder in every unit, by the whole personnummer and a reason (DU-10)."""

    mottagare = Text(max_length=20, help_text="Patientens hela personnummer")
    skal = Text(max_length=400)
    nummer = Text(
        max_length=16,
        allow_blank=True,
        default="",
        help_text="Hämtordernumret, eller dess första siffror",
    )
    stangda = Flag(default=False, help_text="Också stängda och makulerade")


class HelHamtorderTold(HamtorderTold):
    """A hämtorder with everything in it."""

    klass = serializers.CharField()
    uppgifter = serializers.ListField(
        child=serializers.CharField(), help_text="Det som väntar på någon nu"
    )
    planerad = serializers.DateField(allow_null=True)
    hamtad = serializers.DateField(allow_null=True)
    hyra_stoppad = serializers.DateTimeField(allow_null=True)
    adress = serializers.ListField(child=serializers.CharField())
    mottagaren = MottagareTold(allow_null=True)
    information = serializers.CharField()
    polisanmalan = serializers.CharField()
    rengjort = serializers.BooleanField()
    rader = HamtradTold(many=True)
