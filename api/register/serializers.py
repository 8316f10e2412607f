"""What a client sends and is told of the registers."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Flag, Text
from api.people import KundTold, MottagareTold


class MottagareAsked(Asked):
    """A patient to find. Posted, so that the number never stands in an address."""

    nummer = Text(max_length=20, help_text="Personnummer, tolv siffror")
    kund = Text(max_length=8, allow_blank=True, default="", help_text="Enheten du arbetar för nu")
    vardrelation = Flag(default=False, help_text="Bekräftar att du deltar i vården")


class ArtikelTold(serializers.Serializer[Any]):
    """An article."""

    nummer = serializers.CharField()
    benamning = serializers.CharField()
    produktnamn = serializers.CharField()
    enhet = serializers.CharField()
    typ = serializers.CharField(source="get_typ_display")
    debiteringsform = serializers.CharField()
    leveranstid = serializers.CharField(source="get_leveranstid_display")
    individmarkt = serializers.BooleanField()
    utgatt = serializers.DateField(allow_null=True)
    iso = serializers.CharField(source="iso.kod", default=None, allow_null=True)
    lager = serializers.CharField(source="lager.nummer")
    artikeltext = serializers.CharField()


class TraffarTold(serializers.Serializer[Any]):
    """What was found, and which words were read as others."""

    poster = ArtikelTold(many=True)
    nasta = serializers.URLField(allow_null=True)
    rattat = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class HelArtikelTold(ArtikelTold):
    """An article with what it costs today."""

    apris = serializers.DecimalField(10, 2, allow_null=True)


class InnehavTold(serializers.Serializer[Any]):
    """An aid that a mottagare has or has had."""

    id = serializers.IntegerField()
    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    individ = serializers.CharField(source="individ.nummer", default=None, allow_null=True)
    komponent_till = serializers.IntegerField(source="komponent_till_id", allow_null=True)
    antal = serializers.IntegerField()
    debiteringsform = serializers.CharField()
    apris = serializers.DecimalField(10, 2, allow_null=True)
    levererad = serializers.DateField()
    aterlamnad = serializers.DateField(allow_null=True)
    arende = serializers.UUIDField(allow_null=True)


class HjalpmedelTold(serializers.Serializer[Any]):
    """Hjälpmedelsbilden."""

    mottagare = MottagareTold()
    innehav = InnehavTold(many=True)
    aterlamnade = InnehavTold(many=True)


class PersonTold(serializers.Serializer[Any]):
    """Who asks."""

    anvandare = serializers.CharField()
    namn = serializers.CharField()
    roller = serializers.ListField(child=serializers.CharField())
    kunder = KundTold(many=True)
