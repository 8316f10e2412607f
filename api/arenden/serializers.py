"""What a client is told of any case."""

from typing import Any

from rest_framework import serializers

from api.inkorg.serializers import UppgiftTold
from api.people import KundTold, MottagareTold
from cases.gemensamt.models import Bilaga


class ArendeTold(serializers.Serializer[Any]):
    """A case in a list."""

    id = serializers.UUIDField()
    typ = serializers.CharField()
    nummer = serializers.CharField(allow_null=True)
    rubrik = serializers.CharField()
    status = serializers.CharField()
    mottagare = serializers.CharField()
    kund = KundTold(allow_null=True)
    bestallare = serializers.CharField()
    skapad = serializers.DateTimeField()
    avslutad = serializers.DateTimeField(allow_null=True)


class HandelseTold(serializers.Serializer[Any]):
    """A line of the timeline."""

    vad = serializers.CharField(source="title")
    lage = serializers.ChoiceField(["done", "now", "late", "coming"], source="state")
    nar = serializers.DateTimeField(source="when", allow_null=True)
    vem = serializers.CharField(source="who")
    text = serializers.CharField()


class BeslutTold(serializers.Serializer[Any]):
    """What a table decided, and why."""

    var = serializers.CharField()
    tabell = serializers.CharField()
    indata = serializers.DictField(child=serializers.CharField())
    rader = serializers.ListField(child=serializers.CharField())
    resultat = serializers.CharField()
    nar = serializers.DateTimeField()


class BilagaTold(serializers.Serializer[Any]):
    """An attachment."""

    id = serializers.UUIDField()
    filnamn = serializers.CharField()
    innehallstyp = serializers.CharField()
    storlek = serializers.IntegerField(help_text="Byte")
    uppladdad = serializers.DateTimeField()
    kontroll = serializers.ChoiceField(
        choices=Bilaga.Kontroll.choices, help_text="Vad som är känt om virus i filen"
    )


class HeltArendeTold(ArendeTold):
    """A case with everything that its page shows, whatever its type."""

    mottagaren = MottagareTold(allow_null=True)
    uppgifter = UppgiftTold(many=True, help_text="De som du kan göra")
    tidslinje = HandelseTold(many=True)
    beslut = BeslutTold(many=True)
    bilagor = BilagaTold(many=True)
    relaterade = ArendeTold(many=True)
