"""What a client sends and is told of groups."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text


class GruppTold(serializers.Serializer[Any]):
    """A group: how many are in it, and where it is named."""

    nyckel = serializers.CharField()
    namn = serializers.CharField()
    roll = serializers.CharField()
    antal = serializers.IntegerField()
    anvands = serializers.ListField(child=serializers.CharField())


class GruppmedlemTold(serializers.Serializer[Any]):
    """Somebody who has the group's role."""

    anvandare = serializers.CharField()
    namn = serializers.CharField()
    med = serializers.BooleanField()


class EnGruppTold(serializers.Serializer[Any]):
    """A group with those who may be in it."""

    grupp = GruppTold(source="rad")
    folk = GruppmedlemTold(many=True)
    vantar = serializers.IntegerField(help_text="Uppgifter som väntar på gruppen")
    last = serializers.CharField(help_text="Varför du inte får ändra vilka som är med; oftast tomt")


class NyGruppAsked(Asked):
    """A new group."""

    namn = Text(max_length=120, allow_blank=True)
    roll = Text(max_length=20, allow_blank=True, help_text="Rollens nyckel, en av HMC:s")


class GruppAsked(Asked):
    """What is to be changed; what is left out stays."""

    namn = Text(max_length=120, required=False, allow_blank=True)
    hette = Text(
        max_length=120,
        required=False,
        help_text="Namnet som det nya ersätter; 409 om en kollega har hunnit byta det",
    )
    lagg_till = serializers.ListField(
        child=Text(max_length=150), default=list, max_length=200, help_text="Användar-id"
    )
    ta_bort = serializers.ListField(
        child=Text(max_length=150), default=list, max_length=200, help_text="Användar-id"
    )
