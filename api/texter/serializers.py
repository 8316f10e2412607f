"""What a client sends and is told of HMC's texts."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text
from cases.meddelanden.texter import LANGST


class TextAsked(Asked):
    """A text written anew."""

    text = Text(max_length=LANGST, allow_blank=True, trim_whitespace=False)


class TextTold(serializers.Serializer[Any]):
    """A text."""

    nyckel = serializers.CharField()
    rubrik = serializers.CharField()
    text = serializers.CharField()
    exempel = serializers.BooleanField(help_text="Texten som webSesam levereras med.")
    andrad = serializers.DateTimeField(allow_null=True)
    andrad_av = serializers.CharField()


class TexterTold(serializers.Serializer[Any]):
    """Every text."""

    poster = TextTold(many=True)
