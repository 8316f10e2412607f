"""What a client sends and is told of replays."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text
from workflows.models import Replay
from workflows.workbench.replays import AT_MOST, USUALLY


class UppspelningAsked(Asked):
    """Which finished cases the draft is held against: the last of those that fit."""

    antal = serializers.IntegerField(min_value=1, max_value=AT_MOST, default=USUALLY)
    fran = serializers.DateField(required=False, allow_null=True, help_text="Avslutade från")
    till = serializers.DateField(required=False, allow_null=True, help_text="Till och med")
    version = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    enhet = Text(max_length=20, required=False, allow_blank=True, help_text="Kundnummer")


class RegelTold(serializers.Serializer[Any]):
    """A rule that makes a difference, and in how many cases."""

    slag = serializers.CharField()
    regel = serializers.CharField()
    antal = serializers.IntegerField()


class UppspelningTold(serializers.Serializer[Any]):
    """How far a replay has come, and what came of it."""

    nummer = serializers.IntegerField()
    status = serializers.ChoiceField(Replay.Status.values)
    urval = serializers.CharField()
    antal = serializers.IntegerField(source="laget.antal")
    klara = serializers.IntegerField(source="laget.klara")
    samma = serializers.IntegerField(source="laget.samma")
    annorlunda = serializers.IntegerField(source="laget.annorlunda")
    kanda_till = serializers.IntegerField(source="laget.kanda_till")
    regler = RegelTold(many=True)
    last = serializers.DateTimeField(allow_null=True)


class SkillnadIArendeTold(serializers.Serializer[Any]):
    """One difference of a case."""

    slag = serializers.CharField()
    element = serializers.CharField()
    mening = serializers.CharField()
    regel = serializers.CharField()


class UppspelatTold(serializers.Serializer[Any]):
    """One case of a replay."""

    arende = serializers.UUIDField()
    nummer = serializers.CharField()
    utfall = serializers.CharField()
    skillnader = SkillnadIArendeTold(many=True)
    kand_till = serializers.CharField()
    forut = serializers.ListField(child=serializers.CharField())
    nu = serializers.ListField(child=serializers.CharField())
