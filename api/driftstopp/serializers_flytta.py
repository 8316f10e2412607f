"""What a client sends and is told of cases moved by hand."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text


class FlyttmalTold(serializers.Serializer[Any]):
    """Where it could go, or why it can't."""

    element = serializers.CharField()
    namn = serializers.CharField()
    varfor_inte = serializers.CharField(help_text="Tomt där det går")


class FlyttstegTold(serializers.Serializer[Any]):
    """Where the case stands, and where it could go from there."""

    uppgift = serializers.UUIDField()
    element = serializers.CharField()
    namn = serializers.CharField()
    niva = serializers.CharField(help_text="Delprocessen; tomt i processen själv")
    varfor_inte = serializers.CharField(help_text="Tomt där det går att flytta härifrån")
    till = FlyttmalTold(many=True)


class HandflyttTold(serializers.Serializer[Any]):
    """A move by hand."""

    nummer = serializers.IntegerField()
    arende_id = serializers.UUIDField()
    arende = serializers.CharField()
    fran = serializers.CharField()
    till = serializers.CharField()
    skal = serializers.CharField()
    av = serializers.CharField()
    nar = serializers.DateTimeField()
    lage = serializers.CharField(
        help_text="asked väntar, done flyttat, declined avslaget, overtaken inte längre aktuellt"
    )
    svar = serializers.CharField(help_text="Varför inte; tomt tills den är avgjord, och vid ett ja")
    avgjord_av = serializers.CharField(help_text="Tomt tills någon har svarat")


class PlatsTold(serializers.Serializer[Any]):
    """A case and where it stands."""

    arende_id = serializers.UUIDField()
    nummer = serializers.CharField()
    process = serializers.CharField()
    fyra_ogon = serializers.BooleanField(help_text="En andra person ska säga ja")
    fran = FlyttstegTold(many=True)
    nekade = HandflyttTold(many=True, help_text="Begärda men inte gjorda, den senaste först")


class VagAsked(Asked):
    """From where to where."""

    uppgift = serializers.UUIDField(help_text="Ur `fran`")
    till = Text(max_length=100, help_text="Elementets id")


class HandflyttAsked(VagAsked):
    """The same, and why."""

    skal = Text(max_length=400, allow_blank=True, help_text="Minst 10 tecken; står i historiken")


class SvarAsked(Asked):
    """Why not."""

    skal = Text(max_length=400, default="", allow_blank=True)


class FlyttutsiktTold(serializers.Serializer[Any]):
    """What a move would do, by the elements' names."""

    fran = serializers.CharField(source="spot.name")
    till = serializers.CharField(source="goal.name")
    tider_slutar = serializers.ListField(child=serializers.CharField(), source="stops")
    tider_borjar = serializers.ListField(child=serializers.CharField(), source="begins")
    hoppas_over = serializers.ListField(child=serializers.CharField(), source="passes")
    gors_igen = serializers.ListField(child=serializers.CharField(), source="again")
    varning = serializers.CharField(source="warning")
