"""What a client sends and is told of a draft's scenarios and made-up cases."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text
from workflows.trial.sentences import MOST_CHARACTERS


class ScenarierAsked(Asked):
    """The scenarios as text, and the draft as it was read."""

    text = Text(
        max_length=MOST_CHARACTERS,
        trim_whitespace=False,
        allow_blank=True,
        help_text="Scenario: … Givet … När … Då …",
    )
    rev = serializers.IntegerField()


class ScenarioradTold(serializers.Serializer[Any]):
    """A line that does not hold or is not understood, by its number; 0 is the start."""

    rad = serializers.IntegerField()
    mening = serializers.CharField()


class ScenarioTold(serializers.Serializer[Any]):
    """How one scenario went."""

    namn = serializers.CharField(source="name")
    gron = serializers.BooleanField(source="green")
    fel = serializers.SerializerMethodField()

    def get_fel(self, one: Any) -> list[dict[str, Any]]:
        """The lines that did not hold."""
        return _rows(one.wrong)


class ElementTold(serializers.Serializer[Any]):
    """An element of the diagram."""

    element = serializers.CharField()
    vad = serializers.CharField()


class ScenarierTold(serializers.Serializer[Any]):
    """The scenarios of a draft, and how they went."""

    rev = serializers.IntegerField()
    text = serializers.CharField(allow_blank=True)
    korda = serializers.BooleanField(help_text="Nej så länge utkastet har fel som hindrar det")
    stopp = serializers.CharField(allow_blank=True)
    scenarier = ScenarioTold(many=True)
    rader = ScenarioradTold(many=True, help_text="Rader som inte förstås")
    obesokta = ElementTold(many=True)


class ProvaAsked(Asked):
    """One scenario as text: its Givet and När are played, its Då is left unread."""

    text = Text(max_length=MOST_CHARACTERS, trim_whitespace=False)


class OppenTold(serializers.Serializer[Any]):
    """A task that waits."""

    element = serializers.CharField()
    namn = serializers.CharField(source="name")
    roll = serializers.CharField(source="role", allow_blank=True)
    grupp = serializers.CharField(source="group", allow_blank=True)
    senast = serializers.DateTimeField(source="deadline", allow_null=True)


class FristTold(serializers.Serializer[Any]):
    """A time that is watched."""

    element = serializers.CharField()
    namn = serializers.CharField(source="name")
    nar = serializers.DateTimeField(source="due")


class ProvbeslutTold(serializers.Serializer[Any]):
    """A table's answer: what it was asked, and the rows that gave it."""

    element = serializers.CharField()
    beslut = serializers.CharField(source="decision")
    svar = serializers.JSONField(source="value")
    fragade = serializers.DictField(source="inputs")
    rader = serializers.SerializerMethodField()

    def get_rader(self, one: Any) -> list[int]:
        """The numbers of the rows."""
        return [row["row"] for row in one["matched"]]


class ProvstegTold(serializers.Serializer[Any]):
    """What the start, or one line of När, led to."""

    gick = serializers.SerializerMethodField()
    beslut = ProvbeslutTold(many=True, source="decisions")

    def get_gick(self, one: Any) -> list[str]:
        """The elements that were passed."""
        return [each["element"] for each in one["trail"]]


class ProvaTold(serializers.Serializer[Any]):
    """Where a made-up case stands."""

    klockan = serializers.DateTimeField(source="now")
    avslutat = serializers.BooleanField(source="ended")
    steg = ProvstegTold(many=True, source="steps")
    oppna = OppenTold(many=True, source="open")
    frister = FristTold(many=True, source="timers")
    meddelanden = serializers.SerializerMethodField()
    star = serializers.ListField(child=serializers.CharField(), source="standing")
    fel = serializers.SerializerMethodField()
    stannat = serializers.SerializerMethodField()

    def get_meddelanden(self, told: Any) -> list[str]:
        """The messages that the case waits for."""
        return [one["message"] for one in told["messages"]]

    def get_fel(self, told: Any) -> list[dict[str, Any]]:
        """The line that could not be played."""
        return _rows(told["wrong"])

    def get_stannat(self, told: Any) -> list[str]:
        """Where a person would have to look, in words."""
        return [mening for _, mening in told["stuck"]]


def _rows(wrong: Any) -> list[dict[str, Any]]:
    return [{"rad": number, "mening": mening} for number, mening in wrong]
