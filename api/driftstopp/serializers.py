"""What a client sends and is told of a driftstopp."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text


class SkalAsked(Asked):
    """Why."""

    skal = Text(max_length=400, allow_blank=True)


class DriftstoppTold(serializers.Serializer[Any]):
    """Something that the engine could not do by itself."""

    nummer = serializers.IntegerField()
    slag = serializers.CharField()
    mening = serializers.CharField()
    detalj = serializers.CharField()
    nar = serializers.DateTimeField()
    arende = serializers.CharField()
    arende_id = serializers.UUIDField(allow_null=True)
    kan_hoppas = serializers.BooleanField()
    kan_avbrytas = serializers.BooleanField()


class GjortTold(serializers.Serializer[Any]):
    """How it went."""

    stoppade_igen = serializers.BooleanField()


class StillaTold(serializers.Serializer[Any]):
    """A case that nobody and nothing can move."""

    nummer = serializers.IntegerField()
    process = serializers.CharField()
    arende = serializers.CharField()
    arende_id = serializers.UUIDField()
    steg = serializers.CharField(help_text="Elementets id i diagrammet; tomt om det inte är känt")
    mening = serializers.CharField()
    forslag = serializers.CharField()
    sedan = serializers.DateTimeField()
    kan_aterstallas = serializers.BooleanField()


class StillaOrsakTold(serializers.Serializer[Any]):
    """What cases stand still for together, in words, and one of them."""

    nyckel = serializers.CharField()
    rubrik = serializers.CharField(help_text="Processen och steget")
    mening = serializers.CharField(help_text="Vad som har hänt i exemplet")
    forslag = serializers.CharField(help_text="Vad som kan göras i exemplet")
    antal = serializers.IntegerField()
    sedan = serializers.DateTimeField()
    exempel = serializers.CharField()
    exempel_id = serializers.UUIDField()


class AterstalltTold(serializers.Serializer[Any]):
    """How it went."""

    kan_ga_vidare = serializers.BooleanField()
