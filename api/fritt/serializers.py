"""What a client sends and is told of processes drawn without code."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Flag, Text
from api.people import KundTold, MottagareTold


class Answers(serializers.DictField):
    """Answers by field name; the form itself says what each may be."""

    default_error_messages = {
        "required": "Fältet saknas. Skicka svaren i det.",
        "null": "Skicka ett objekt med svaren, inte null.",
        "not_a_dict": "Skicka svaren som ett objekt: fältets namn och svaret på det.",
    }


class StartaAsked(Asked):
    """A case to begin."""

    kund = Text(max_length=8, allow_blank=True, default="", help_text="En av dina enheter")
    vardrelation = Flag(default=False, help_text="Bekräftar att du deltar i mottagarens vård")
    svar = Answers(default=dict)


class SvaraAsked(Asked):
    """The answers of a task."""

    svar = Answers()


class ProcessTold(serializers.Serializer[Any]):
    """A process that may be started."""

    process = serializers.CharField()
    titel = serializers.CharField()
    beskrivning = serializers.CharField()
    formular = serializers.DictField(
        allow_null=True, help_text="JSON Schema för ”svar”; null när inget frågas"
    )


class SvarTold(serializers.Serializer[Any]):
    """One answer, in words."""

    fraga = serializers.CharField()
    svar = serializers.CharField()


class AvsnittTold(serializers.Serializer[Any]):
    """One answered form."""

    titel = serializers.CharField()
    av = serializers.CharField()
    nar = serializers.DateTimeField()
    svar = SvarTold(many=True)


class FriUppgiftTold(serializers.Serializer[Any]):
    """An open task with its form."""

    id = serializers.UUIDField()
    namn = serializers.CharField()
    arende = serializers.UUIDField()
    nummer = serializers.CharField()
    mottagare = MottagareTold(allow_null=True)
    tagen_av = serializers.CharField()
    sista_tid = serializers.DateTimeField(allow_null=True)
    formular = serializers.DictField(help_text="JSON Schema för ”svar”")
    besvarat = AvsnittTold(many=True)


class StartatTold(serializers.Serializer[Any]):
    """A case, and what happens next in it."""

    arende = serializers.UUIDField()
    nummer = serializers.CharField()
    titel = serializers.CharField()
    kund = KundTold(allow_null=True)
    status = serializers.CharField()
    hander_nu = serializers.ListField(child=serializers.CharField())
    nar = serializers.CharField()
