"""What a client sends and is told of a returmottagning."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Choice, Flag, Rows, Text, Whole
from cases.hjalpmedel.models import Skrotningskod
from cases.returmottagning.models import Returrad
from cases.returmottagning.rules import ANDRINGAR


class MottagetAsked(Asked):
    """What came of one row."""

    class Meta:
        list_serializer_class = Rows

    nr = Whole()
    kom = Flag()
    skick = Choice(choices=Returrad.Skick.choices, allow_blank=True, default="")
    avvikelse = Flag(default=False)
    disposition = Choice(
        choices=ANDRINGAR,
        allow_blank=True,
        default="",
        help_text="Bara när det ska göras på annat sätt än tabellen säger",
    )
    skrotningskod = Choice(choices=Skrotningskod.choices, allow_blank=True, default="")
    skal = Text(max_length=400, allow_blank=True, default="")


class TaEmotAsked(Asked):
    """What came."""

    rader = MottagetAsked(many=True, allow_empty=False)


class RekondAsked(Asked):
    """How one row ended."""

    class Meta:
        list_serializer_class = Rows

    nr = Whole()
    resultat = Choice(choices=["i_lager", *Skrotningskod.values])


class RekonditioneraAsked(Asked):
    """How it ended."""

    rader = RekondAsked(many=True, allow_empty=False)


class ReturradTold(serializers.Serializer[Any]):
    """A row."""

    nr = serializers.IntegerField()
    artikel = serializers.CharField(source="innehav.artikel.nummer")
    benamning = serializers.CharField(source="innehav.artikel.benamning")
    individ = serializers.CharField(source="innehav.individ.nummer", default="")
    antal = serializers.IntegerField()
    kom = serializers.BooleanField(allow_null=True)
    skick = serializers.CharField()
    tabellens_ord = serializers.CharField()
    disposition = serializers.ChoiceField(choices=Returrad.Disposition.choices)
    skrotningskod = serializers.CharField()
    skal = serializers.CharField()


class ReturTold(serializers.Serializer[Any]):
    """A returmottagning in a list."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    hamtordernummer = serializers.CharField()
    status = serializers.CharField()
    lager = serializers.CharField()
    mottagare = serializers.CharField()
    hamtad = serializers.DateField()


class HelReturTold(ReturTold):
    """A returmottagning with everything in it."""

    uppgifter = serializers.ListField(child=serializers.CharField())
    rader = ReturradTold(many=True)
