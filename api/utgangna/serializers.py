"""What a client sends and is told of expired articles that a förråd handles."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text


class UtgangenAsked(Asked):
    """An article to handle, or to handle no longer."""

    artikel = Text(max_length=20)


class UtgangenTold(serializers.Serializer[Any]):
    """An article, the förråd that handle it and what stands there."""

    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    forrad = serializers.ListField(child=serializers.CharField())
    kvar = serializers.IntegerField()


class UtgangnaTold(serializers.Serializer[Any]):
    """The whole list."""

    poster = UtgangenTold(many=True)
