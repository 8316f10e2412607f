"""What a client sends and is told of the codes for scrapping."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Flag, Text


class SkrotningskodAsked(Asked):
    """What a code means."""

    text = Text(max_length=100, allow_blank=True)
    valbar = Flag(default=True)


class NySkrotningskodAsked(SkrotningskodAsked):
    """A code that is not there yet."""

    kod = Text(max_length=2)


class SkrotningskodTold(serializers.Serializer[Any]):
    """A code."""

    kod = serializers.CharField()
    text = serializers.CharField()
    valbar = serializers.BooleanField(help_text="Om koden kan väljas")


class SkrotningskoderTold(serializers.Serializer[Any]):
    """Every code."""

    poster = SkrotningskodTold(many=True)
