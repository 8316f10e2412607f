"""What a client sends and is told of publishing by two."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text


class BegaranTold(serializers.Serializer[Any]):
    """A publication that waits for a second person, or that was decided."""

    nummer = serializers.IntegerField()
    process = serializers.CharField()
    version = serializers.IntegerField(allow_null=True, help_text="Tomt för utkastet")
    anteckning = serializers.CharField()
    fran = serializers.DateTimeField(allow_null=True)
    trots = serializers.ListField(
        child=serializers.CharField(), help_text="Vad som stod i vägen när det begärdes"
    )
    skal = serializers.CharField(help_text="Varför det publiceras trots anmärkningar")
    av = serializers.CharField()
    nar = serializers.DateTimeField()
    lage = serializers.CharField(help_text="asked, approved, declined eller void")
    svar = serializers.CharField()
    galler = serializers.BooleanField(help_text="Utkastet är detsamma som när det begärdes")


class AvslagAsked(Asked):
    """Why not."""

    skal = Text(max_length=400, default="", allow_blank=True)
