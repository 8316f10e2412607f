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


class LeverantorTold(serializers.Serializer[Any]):
    """Who sells an article, under which number."""

    namn = serializers.CharField(source="leverantor.namn")
    lev_artnr = serializers.CharField()
    hemsida = serializers.CharField(source="leverantor.hemsida")
    forvald = serializers.BooleanField()


class PrisTold(serializers.Serializer[Any]):
    """What an article costs from a day on."""

    form = serializers.CharField()
    belopp = serializers.DecimalField(10, 2)
    fran = serializers.DateField()


class SaldoTold(serializers.Serializer[Any]):
    """What may be taken from a lager; `individer` for an individmärkt article."""

    lager = serializers.CharField(source="lager.nummer")
    namn = serializers.CharField(source="lager.namn")
    antal = serializers.IntegerField()
    individer = serializers.ListField(child=serializers.CharField())


class DokumentTold(serializers.Serializer[Any]):
    """A document on the supplier's site."""

    rubrik = serializers.CharField()
    adress = serializers.URLField()


class HelArtikelTold(ArtikelTold):
    """An article with all that Artikelinformation shows."""

    apris = serializers.DecimalField(10, 2, allow_null=True)
    artikelansvar = serializers.CharField()
    servicegrad = serializers.CharField()
    leverantorer = LeverantorTold(many=True)
    priser = PrisTold(many=True)
    saldo = SaldoTold(many=True)
    beraknad_leverans = serializers.DateField(allow_null=True)
    dokument = DokumentTold(many=True)
    standardkomponenter = serializers.ListField(child=serializers.CharField())
    tillbehor = serializers.ListField(child=serializers.CharField())
    ersattningar = serializers.ListField(child=serializers.CharField())


class GrenTold(serializers.Serializer[Any]):
    """A code of ISO 9999, with how many articles lie in it and below."""

    kod = serializers.CharField()
    namn = serializers.CharField()
    antal = serializers.IntegerField()


class KatalogTold(serializers.Serializer[Any]):
    """A place in the varukatalog: what lies below it, and the articles of the very code."""

    kod = serializers.CharField()
    namn = serializers.CharField()
    grenar = GrenTold(many=True)
    poster = ArtikelTold(many=True)
    nasta = serializers.URLField(allow_null=True)


class PersonTold(serializers.Serializer[Any]):
    """Who asks."""

    anvandare = serializers.CharField()
    namn = serializers.CharField()
    roller = serializers.ListField(child=serializers.CharField())
    kunder = KundTold(many=True)
