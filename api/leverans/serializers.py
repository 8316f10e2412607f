"""What a client sends and is told of a leverans. Defaults and rules are the actions' own."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Choice, Day, Flag, Key, Rows, Text, Texts, Whole
from api.people import MottagareTold
from cases.leverans.models import Leverans


class PlockradAsked(Asked):
    """What was found of a row."""

    class Meta:
        list_serializer_class = Rows

    rad = Key(help_text="”rad” ur leveransens rader")
    antal = Whole()
    individer = Texts(child=Text(max_length=20), max_length=999, default=list)


class PlockAsked(Asked):
    """What was found."""

    rader = PlockradAsked(many=True, allow_empty=False)
    brist_bekraftad = Flag(default=False, help_text="Det som fattas finns inte på hyllan")


class SkannaAsked(Asked):
    """What was read off."""

    kod = Text(max_length=20, help_text="Individnummer eller artikelnummer")
    antal = Whole(min_value=1, max_value=999, default=1)
    rad = Whole(allow_null=True, default=None, help_text="”id” ur plocklistan; annars väljs raden")


class FrammeradAsked(Asked):
    """How much of a row is here."""

    class Meta:
        list_serializer_class = Rows

    rad = Key(help_text="”rad” ur leveransens rader")
    antal = Whole()
    individer = Texts(child=Text(max_length=20), max_length=999, default=list)


class SamlaAsked(Asked):
    """What has come from other lager."""

    framme = Texts(child=Key(), max_length=200, help_text="”rad” för varje rad som är framme")
    delvis = FrammeradAsked(many=True, default=list, help_text="Rader där något har kommit bort")
    borta = Flag(default=False, help_text="Det som inte är framme har kommit bort")


class SamlingsbeslutAsked(Asked):
    """Kundtjänst's decision when something was lost."""

    beslut = Choice(choices=["skicka", "vanta"])


class MottagenradAsked(Asked):
    """What came of a row."""

    class Meta:
        list_serializer_class = Rows

    rad = Key(help_text="”rad” ur leveransens rader")
    antal = Whole()
    individer = Texts(child=Text(max_length=20), max_length=999, default=list)
    anmarkning = Text(max_length=200, allow_blank=True, default="")


class UppackningAsked(Asked):
    """What a förråd found when it unpacked."""

    rader = MottagenradAsked(many=True, allow_empty=False)


class UtfallAsked(Asked):
    """How it went at the door."""

    utfall = Choice(choices=Leverans.Utfall.choices)
    orsak = Text(max_length=400, allow_blank=True, default="")
    mottagen_av = Text(
        max_length=120,
        allow_blank=True,
        default="",
        help_text="Vem som tog emot: krävs när en akut leverans är levererad",
    )


class KvittensAsked(Asked):
    """The receipt."""

    mottagen_av = Text(max_length=120)
    signatur = Text(max_length=120)


class BeslutAsked(Asked):
    """What kundtjänst decided."""

    beslut = Choice(choices=Leverans.Beslut.choices)
    dag = Day(default=None, allow_null=True, help_text="Dagen för ett nytt försök")


class UppfoljningAsked(Asked):
    """What was found out about a late receipt."""

    anteckning = Text(max_length=400)


class LeveransradTold(serializers.Serializer[Any]):
    """A row to pick."""

    rad = serializers.UUIDField()
    nr = serializers.IntegerField()
    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    individmarkt = serializers.BooleanField(source="artikel.individmarkt")
    lager = serializers.CharField(source="lager.nummer")
    antal = serializers.IntegerField()
    hittat = serializers.IntegerField(help_text="Avläst vid hyllan")
    plockat = serializers.IntegerField()
    restnoterat = serializers.IntegerField()
    mottaget = serializers.IntegerField(
        allow_null=True, help_text="Det som kom till ett förråd; null tills det är uppackat"
    )
    anmarkning = serializers.CharField()
    individer = serializers.SerializerMethodField()
    kommentar = serializers.CharField()
    komplettering = serializers.CharField(help_text="Vilken levererad individ raden kompletterar")
    lediga_individer = serializers.SerializerMethodField(
        help_text="Några som kan plockas, när leveransen väntar på plock"
    )

    def get_individer(self, row: Any) -> list[str]:
        """The picked ones, by number."""
        return [one.nummer for one in row.individer.all()]

    def get_lediga_individer(self, row: Any) -> list[str]:
        """What the view found free, by row."""
        free: dict[Any, list[str]] = self.context["lediga"]
        return free.get(row.rad, [])


class PlocklisteradTold(serializers.Serializer[Any]):
    """A row of a lager's plocklista."""

    id = serializers.IntegerField()
    leverans = serializers.UUIDField()
    kundordernummer = serializers.CharField()
    akut = serializers.BooleanField()
    planerad = serializers.DateField(allow_null=True)
    hylla = serializers.CharField()
    artikel = serializers.CharField()
    benamning = serializers.CharField()
    individmarkt = serializers.BooleanField()
    antal = serializers.IntegerField()
    hittat = serializers.IntegerField()
    brist = serializers.BooleanField(help_text="Det som inte är avläst finns inte på hyllan")
    lediga_individer = serializers.ListField(child=serializers.CharField())


class AvlastRadTold(serializers.Serializer[Any]):
    """How a row stands after what was read off."""

    id = serializers.IntegerField()
    hittat = serializers.IntegerField()
    antal = serializers.IntegerField()
    brist = serializers.BooleanField()
    ord = serializers.CharField(
        help_text="Vad som blev av raden när leveransen är klar; annars tom"
    )


class AvlastTold(serializers.Serializer[Any]):
    """What came of it."""

    mening = serializers.CharField()
    plockad = serializers.BooleanField(help_text="Om hela leveransen är klar")
    rader = AvlastRadTold(many=True)


class LeveransTold(serializers.Serializer[Any]):
    """A leverans in a list."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    kundordernummer = serializers.CharField()
    foljesedel = serializers.CharField(allow_null=True)
    status = serializers.CharField()
    lager = serializers.CharField()
    till_lager = serializers.CharField(help_text="Förrådet som en lagerpåfyllnad går till")
    mottagare = serializers.CharField()
    planerad = serializers.DateField(allow_null=True)
    akut = serializers.BooleanField()


class HelLeveransTold(LeveransTold):
    """A leverans with everything in it."""

    kundorder = serializers.UUIDField()
    uppgift = serializers.CharField(help_text="Det som ska göras nu; tomt när inget väntar")
    senast = serializers.DateTimeField()
    adress = serializers.ListField(child=serializers.CharField())
    mottagaren = MottagareTold(allow_null=True)
    information = serializers.CharField()
    rader = LeveransradTold(many=True)
    utfall = serializers.CharField()
    orsak = serializers.CharField()
    mottagen_av = serializers.CharField()
    kvitterad = serializers.DateTimeField(allow_null=True)
