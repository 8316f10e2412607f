"""What a client sends and is told of running cases that change version."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text
from api.processer.serializers import Files
from workflows.transfer.judging import Fate


class FlyttProvTold(serializers.Serializer[Any]):
    """A case whose way through the process may be looked at."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()


class FlyttGruppTold(serializers.Serializer[Any]):
    """Cases with one fate for one reason."""

    utfall = serializers.ChoiceField([one.value for one in Fate])
    mening = serializers.CharField()
    anmarkningar = serializers.ListField(child=serializers.CharField())
    antal = serializers.IntegerField()
    prov = FlyttProvTold(many=True)
    kan = serializers.BooleanField(help_text="Kan flyttas")


class FlyttValTold(serializers.Serializer[Any]):
    """An element that cases stand on, what would take over, and what could."""

    element = serializers.CharField()
    namn = serializers.CharField()
    antal = serializers.IntegerField()
    valt = serializers.CharField(help_text="Elementet som tar vid; tomt om inget")
    bland = serializers.SerializerMethodField()

    def get_bland(self, val: Any) -> list[str]:
        """The ids to choose among."""
        return [id_ for id_, _ in val.bland]


class UtsiktTold(serializers.Serializer[Any]):
    """What becomes of the running cases."""

    pagar = serializers.IntegerField(help_text="Ärenden i andra versioner")
    redan = serializers.IntegerField(help_text="Ärenden som redan går som den här versionen")
    kan = serializers.IntegerField()
    val_behovs = serializers.IntegerField()
    gar_klart = serializers.IntegerField()
    fastnar = serializers.IntegerField()
    grupper = FlyttGruppTold(many=True)
    val = FlyttValTold(many=True)


class FlyttRestTold(serializers.Serializer[Any]):
    """Cases that did not go, for one reason."""

    mening = serializers.CharField()
    antal = serializers.IntegerField()
    prov = FlyttProvTold(many=True)


class FlyttTold(serializers.Serializer[Any]):
    """How far a transfer has come."""

    id = serializers.IntegerField(source="flytt.pk")
    version = serializers.IntegerField(source="flytt.target.number")
    skal = serializers.CharField(source="flytt.reason")
    av = serializers.CharField()
    nar = serializers.DateTimeField(source="flytt.begun_at")
    arbetar = serializers.BooleanField()
    antal = serializers.DictField(
        child=serializers.IntegerField(),
        help_text=(
            "held väntar på klartecken, waiting på tur, moved flyttad, refused inte flyttad,"
            " returning på väg tillbaka, returned tillbaka, stayed kvar i den nya, left lämnad"
        ),
    )
    rester = FlyttRestTold(many=True)


class FlyttAsked(Asked):
    """Why, how many first, and what takes over where the owner chooses otherwise."""

    skal = Text(max_length=400, help_text="Varför ärendena flyttas; står i deras historik")
    antal = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, help_text="Utelämnas för att flytta alla"
    )
    val = Files(
        child=Text(max_length=100, allow_blank=True),
        default=dict,
        help_text="Gammalt element och det som tar vid; tomt för det som ska gå klart",
    )
