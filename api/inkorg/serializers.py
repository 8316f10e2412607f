"""What a client sends and is told of the inbox."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text
from tasks.queries import WHOSE


class UrvalAsked(Asked):
    """Which tasks to take the next one from."""

    typ = Text(max_length=40, allow_blank=True, default="")
    uppgift = Text(max_length=100, allow_blank=True, default="")
    q = Text(max_length=100, allow_blank=True, default="")


class TaOverAsked(Asked):
    """Why a colleague's task is taken."""

    skal = Text(max_length=400, allow_blank=True, default="")


class LamnaOverAsked(Asked):
    """Who is to have it, and why."""

    till = Text(max_length=150, help_text="Kollegans användar-id")
    skal = Text(max_length=400, allow_blank=True, default="")


class UppgiftTold(serializers.Serializer[Any]):
    """An open task."""

    id = serializers.UUIDField()
    etag = serializers.CharField(help_text="Skickas i If-Match för att ta, släppa eller lämna")
    uppgift = serializers.CharField(help_text="Uppgiftens id i diagrammet, till exempel ”plocka”")
    namn = serializers.CharField()
    typ = serializers.CharField()
    arende = serializers.UUIDField()
    nummer = serializers.CharField()
    mottagare = serializers.CharField()
    vad = serializers.CharField()
    enhet = serializers.CharField()
    roll = serializers.CharField()
    sista_tid = serializers.DateTimeField(allow_null=True)
    prioritet = serializers.IntegerField()
    tagen_av = serializers.CharField(help_text="Användar-id; tomt när uppgiften är ledig")


class AntalTold(serializers.Serializer[Any]):
    """How many there are of each."""

    antal = serializers.DictField(
        child=serializers.IntegerField(), help_text=f"Antal för {', '.join(WHOSE)}."
    )
