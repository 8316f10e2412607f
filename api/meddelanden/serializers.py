"""What a client is told of the person's messages."""

from typing import Any

from rest_framework import serializers


class MeddelandeTold(serializers.Serializer[Any]):
    """A message."""

    nummer = serializers.IntegerField(source="pk")
    avsandare = serializers.CharField()
    rubrik = serializers.CharField()
    text = serializers.CharField()
    arende = serializers.UUIDField(allow_null=True)
    ankom = serializers.DateTimeField()
    last = serializers.DateTimeField(allow_null=True)


class BorttagnaTold(serializers.Serializer[Any]):
    """How many were removed."""

    antal = serializers.IntegerField()
