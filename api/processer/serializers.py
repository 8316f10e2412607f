"""What a client sends and is told of the published processes."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text
from workflows.diagrams.xml import MAX_BYTES


class Files(serializers.DictField):
    """Files by name."""

    default_error_messages = {
        "null": "Skicka ett objekt med filerna, inte null.",
        "not_a_dict": "Skicka filerna som ett objekt: filens namn och dess text.",
    }


class DiagramAsked(Asked):
    """A diagram with what runs with it."""

    process = Text(max_length=60, help_text="Processens id")
    bpmn = Text(max_length=MAX_BYTES, trim_whitespace=False, help_text="Diagrammet som text")
    filer = Files(
        child=Text(max_length=MAX_BYTES, trim_whitespace=False),
        default=dict,
        help_text="Beslutstabeller (.dmn) och formulär (.form.json) efter filnamn",
    )


class FyndTold(serializers.Serializer[Any]):
    """One thing that is wrong."""

    regel = serializers.CharField(source="rule")
    element = serializers.CharField(allow_null=True)
    mening = serializers.CharField()
    niva = serializers.ChoiceField(["error", "warning"], source="level")


class OmdomeTold(serializers.Serializer[Any]):
    """What the check says."""

    godkand = serializers.BooleanField()
    fynd = FyndTold(many=True)


class VersionTold(serializers.Serializer[Any]):
    """The version of a process that new cases take."""

    process = serializers.CharField()
    titel = serializers.CharField()
    typ = serializers.CharField()
    version = serializers.IntegerField()
    digest = serializers.CharField()
    publicerad = serializers.DateTimeField(allow_null=True)
    anteckning = serializers.CharField()
