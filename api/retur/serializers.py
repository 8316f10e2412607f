"""What a client sends and is told of a retur."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Flag, Rows, Text, Whole


class ReturradAsked(Asked):
    """An aid to take back."""

    class Meta:
        list_serializer_class = Rows

    hjalpmedel = Whole(help_text="”id” ur mottagarens hjälpmedel")
    antal = Whole(default=1)
    skrotas = Flag(default=False)


class ReturAsked(Asked):
    """A retur to make."""

    mottagare = Whole(help_text="Mottagarens id, ur svaret på en sökning")
    kund = Text(max_length=12, allow_blank=True, default="")
    lager = Text(max_length=12, help_text="Numret på ett av dina egna förråd")
    rader = ReturradAsked(many=True, allow_empty=False)
    information = Text(max_length=400, allow_blank=True, default="")


class AngraAsked(Asked):
    """Why it was wrong."""

    skal = Text(max_length=400)


class ReturpostTold(serializers.Serializer[Any]):
    """A row."""

    nr = serializers.IntegerField()
    hjalpmedel = serializers.IntegerField(source="innehav_id")
    artikel = serializers.CharField(source="innehav.artikel.nummer")
    benamning = serializers.CharField(source="innehav.artikel.benamning")
    antal = serializers.IntegerField()
    skrotas = serializers.BooleanField()
    tabellens_ord = serializers.CharField()


class EgenReturTold(serializers.Serializer[Any]):
    """A retur to a unit's own store."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    status = serializers.CharField()
    lager = serializers.CharField()
    mottagare = serializers.CharField()
    kund = serializers.CharField()
    gjord = serializers.DateTimeField()


class HelEgenReturTold(EgenReturTold):
    """A retur with its rows."""

    angrad = serializers.DateTimeField(allow_null=True)
    rader = ReturpostTold(many=True)
