"""What a client sends and is told of the registers."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Choice, Flag, Text
from api.people import KundTold
from cases.mottagare.models import Mottagare


class MottagareAsked(Asked):
    """A mottagare to find. Posted, so that the number never stands in an address."""

    mottagartyp = Choice(choices=Mottagare.Typ.values, default=Mottagare.Typ.PATIENT)
    nummer = Text(max_length=20, help_text="Personnummer, tolv siffror, eller kundnummer")
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


class PersonTold(serializers.Serializer[Any]):
    """Who asks."""

    anvandare = serializers.CharField()
    namn = serializers.CharField()
    roller = serializers.ListField(child=serializers.CharField())
    kunder = KundTold(many=True)
