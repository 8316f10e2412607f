"""What a client sends and is told of the published processes."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text
from api.processer.serializers_godkannande import BegaranTold
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


class UtkastOmdomeTold(OmdomeTold):
    """What the check says of a draft as it was at `rev`."""

    rev = serializers.IntegerField()


class VersionTold(serializers.Serializer[Any]):
    """The version of a process that new cases take."""

    process = serializers.CharField()
    titel = serializers.CharField()
    typ = serializers.CharField()
    version = serializers.IntegerField()
    digest = serializers.CharField()
    publicerad = serializers.DateTimeField(allow_null=True)
    anteckning = serializers.CharField()


class LagetTold(serializers.Serializer[Any]):
    """How much of a process runs, waits, is late and has stopped."""

    pagar = serializers.IntegerField(source="running")
    vantar = serializers.IntegerField(source="waiting")
    sena = serializers.IntegerField(source="late")
    driftstopp = serializers.IntegerField(source="stopped")
    star_stilla = serializers.IntegerField(source="still")


class ProcesstegTold(serializers.Serializer[Any]):
    """A step in words, and how many wait there."""

    id = serializers.CharField(source="steg.id")
    slag = serializers.CharField(source="steg.kind")
    namn = serializers.CharField(source="steg.name")
    roll = serializers.CharField(source="steg.role")
    vantar = serializers.IntegerField(source="laget.waiting")
    sena = serializers.IntegerField(source="laget.late")
    sedan = serializers.DateTimeField(source="laget.since", allow_null=True)


class PlaneradTold(serializers.Serializer[Any]):
    """A version that new cases will take."""

    version = serializers.IntegerField(source="version.number")
    fran = serializers.DateTimeField(source="live_at")
    anteckning = serializers.CharField(source="note")


class ProcesslageTold(serializers.Serializer[Any]):
    """A process as it runs now."""

    process = serializers.CharField()
    titel = serializers.CharField()
    version = serializers.IntegerField()
    laget = LagetTold()
    planerad = PlaneradTold(allow_null=True)
    vantar = BegaranTold(allow_null=True, help_text="Publiceringen som väntar på en andra person")
    utkast = serializers.IntegerField(allow_null=True, help_text="Utkastets rev, om det finns ett")
    rev = serializers.IntegerField(
        help_text="Skicka den med ändringen av det du läst, utkastet eller annars det som gäller"
    )
    steg = ProcesstegTold(many=True)


class VersionsradTold(serializers.Serializer[Any]):
    """A version in the list."""

    version = serializers.IntegerField(source="version.number")
    digest = serializers.CharField(source="version.digest")
    galler = serializers.BooleanField()
    fran = serializers.DateTimeField(allow_null=True)
    planerad = serializers.DateTimeField(allow_null=True)
    av = serializers.CharField()
    godkand_av = serializers.CharField(help_text="Tomt där ingen andra person behövdes")
    varfor = serializers.CharField()
    trots = serializers.ListField(
        child=serializers.CharField(), help_text="Vad som var rött eller oläst"
    )
    skal = serializers.CharField(help_text="Varför det publicerades ändå")
    pagar = serializers.IntegerField()


class ProcessfilerTold(serializers.Serializer[Any]):
    """A version or a draft as files by name, as they lie in a folder of `bpmn/`."""

    process = serializers.CharField()
    version = serializers.IntegerField(allow_null=True)
    rev = serializers.IntegerField(allow_null=True)
    filer = serializers.DictField(child=serializers.CharField())


class SkillnadTold(serializers.Serializer[Any]):
    """One difference."""

    slag = serializers.ChoiceField(["added", "removed", "changed"], source="kind")
    var = serializers.CharField(source="where")
    element = serializers.CharField()
    mening = serializers.CharField()
    skrivet = serializers.CharField(
        source="written", help_text="FEEL som meningen säger i ord; tom när den står i meningen"
    )


class SkillnaderTold(serializers.Serializer[Any]):
    """What differs between two versions."""

    skillnader = SkillnadTold(many=True)


class UtkastAsked(Asked):
    """Files for a draft: those of the same name are replaced, the others are kept."""

    filer = Files(
        child=Text(max_length=MAX_BYTES, trim_whitespace=False),
        help_text="Diagram (.bpmn), tabeller (.dmn), formulär (.form.json) och scenarier.txt",
    )
    rev = serializers.IntegerField(
        required=False,
        allow_null=True,
        help_text="Processens rev när du läste det du ändrar; utelämnas för ett nytt utkast ur det"
        " som gäller när det sparas",
    )
    utan = serializers.ListField(
        child=Text(max_length=200), required=False, default=list, help_text="Filer som tas bort"
    )


class NyProcessAsked(Asked):
    """A new process: its files, or what an empty drawing begins with."""

    filer = Files(
        child=Text(max_length=MAX_BYTES, trim_whitespace=False),
        required=False,
        default=dict,
        help_text="Diagram (.bpmn), tabeller (.dmn), formulär (.form.json) och scenarier.txt",
    )
    titel = Text(
        max_length=120, required=False, default="", help_text="Utan filer: vad processen heter"
    )
    startas_av = Text(
        max_length=40, required=False, default="", help_text="Rollen som startar ärenden"
    )
    utfors_av = Text(
        max_length=40, required=False, default="", help_text="Rollen som gör den första uppgiften"
    )


class RevAsked(Asked):
    """The draft as it was read."""

    rev = serializers.IntegerField()


class PubliceraAsked(Asked):
    """The draft (by its rev) or an earlier version, why, and from when."""

    rev = serializers.IntegerField(required=False, allow_null=True)
    version = serializers.IntegerField(required=False, allow_null=True)
    anteckning = Text(max_length=400, help_text="Vad är nytt, och varför?")
    fran = serializers.DateTimeField(
        required=False, allow_null=True, help_text="Gäller från; utelämnas för att publicera nu"
    )
    skal = Text(
        max_length=400,
        required=False,
        allow_blank=True,
        help_text="Varför det publiceras trots röda scenarier eller olästa skillnader",
    )
    underskrift = Text(
        max_length=200, required=False, allow_blank=True, help_text="Ditt namn, där skäl ges"
    )


class TillbakatagenTold(serializers.Serializer[Any]):
    """What was taken back, and the rev of the draft that came of it."""

    version = serializers.IntegerField(source="release.version.number")
    fran = serializers.DateTimeField(source="release.live_at")
    utkast = serializers.IntegerField(
        source="draft.rev",
        default=None,
        help_text="Utkastets rev; null när ett annat utkast är öppet eller inget blev till",
    )


class PubliceradTold(serializers.Serializer[Any]):
    """What was decided."""

    version = serializers.IntegerField(source="version.number")
    fran = serializers.DateTimeField(source="live_at")
