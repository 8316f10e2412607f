"""What a client is told of Insikt. Null is too few to tell, or that there is nothing to tell of."""

from typing import Any

from rest_framework import serializers

_FA = "Null när det är färre än fem, eller annars gick att räkna ut"
_TID = "Sekunder i snitt. Null när det är för få, eller när ingen tid finns"


class TalTold(serializers.Serializer[Any]):
    """The numbers of a step."""

    genomgangar = serializers.IntegerField(source="passes", allow_null=True, help_text=_FA)
    med_vantan = serializers.IntegerField(
        source="timed", allow_null=True, help_text="Genomgångar med känd väntan. " + _FA
    )
    vantan = serializers.IntegerField(source="waited", allow_null=True, help_text=_TID)
    tagna = serializers.IntegerField(
        source="taken", allow_null=True, help_text="Genomgångar som någon hade tagit. " + _FA
    )
    arbete = serializers.IntegerField(source="worked", allow_null=True, help_text=_TID)
    med_tidsgrans = serializers.IntegerField(source="due", allow_null=True, help_text=_FA)
    sena = serializers.IntegerField(source="late", allow_null=True, help_text=_FA)
    sena_procent = serializers.IntegerField(
        source="late_share", allow_null=True, help_text="Av dem med tidsgräns. " + _FA
    )
    ater = serializers.IntegerField(
        source="again",
        allow_null=True,
        help_text="Genomgångar av ett ärende som hade lämnat steget förut. " + _FA,
    )
    ogjorda = serializers.IntegerField(
        source="cut", allow_null=True, help_text="Lämnade utan att göras. " + _FA
    )
    driftstopp = serializers.IntegerField(source="incidents", allow_null=True, help_text=_FA)


class InsiktsstegTold(serializers.Serializer[Any]):
    """A step, and the same step in the version that it is held against."""

    element = serializers.CharField()
    namn = serializers.CharField()
    slag = serializers.CharField()
    tal = TalTold()
    jamfort = TalTold(allow_null=True)


class InsiktsarendenTold(serializers.Serializer[Any]):
    """The cases."""

    paborjade = serializers.IntegerField(source="started", allow_null=True, help_text=_FA)
    avslutade = serializers.IntegerField(source="finished", allow_null=True, help_text=_FA)
    avbrutna = serializers.IntegerField(source="cancelled", allow_null=True, help_text=_FA)
    ledtid = serializers.IntegerField(source="lead", allow_null=True, help_text=_TID)


class InsiktTold(serializers.Serializer[Any]):
    """Where a process is slow, late and sent back."""

    fran = serializers.DateField()
    till = serializers.DateField()
    enhet = serializers.CharField(help_text="Kundnummer; tomt för alla", allow_blank=True)
    version = serializers.IntegerField(allow_null=True, help_text="Null för alla")
    jamfor = serializers.IntegerField(allow_null=True)
    raknat_till = serializers.DateTimeField(allow_null=True)
    arenden = InsiktsarendenTold()
    jamforda_arenden = InsiktsarendenTold(allow_null=True)
    steg = InsiktsstegTold(many=True)
    flaskhalsar = serializers.ListField(child=serializers.CharField())
    skillnader = serializers.ListField(child=serializers.CharField())
