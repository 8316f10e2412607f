"""What a client sends and is told of what stands in a lager."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text, Texts, Whole


class RaknatAsked(Asked):
    """What was counted of an article."""

    artikel = Text(max_length=12)
    antal = Whole(min_value=0, max_value=99_999, default=0, help_text="Inte för individmärkta")
    individer = Texts(child=Text(max_length=10), max_length=2000, default=list)
    skal = Text(max_length=200, allow_blank=True, default="")


class AndratTold(serializers.Serializer[Any]):
    """How much the count changed the books."""

    andrat = serializers.IntegerField()


class InventeratTold(serializers.Serializer[Any]):
    """Whether all is counted."""

    inventerat = serializers.BooleanField()


class LagersaldoTold(serializers.Serializer[Any]):
    """What the books have of an article."""

    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    placering = serializers.CharField()
    antal = serializers.IntegerField()
    reserverat = serializers.IntegerField()
    sakerhetslager = serializers.IntegerField()
    inventerad = serializers.DateTimeField(allow_null=True)
