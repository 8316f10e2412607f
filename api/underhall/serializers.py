"""What a client sends and is told of maintenance and its plans."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Choice, Day, Flag, Text, Whole
from cases.hjalpmedel.models import Underhall
from cases.underhall.models import Omgang
from cases.underhall.rules import LANGST


class KontaktAsked(Asked):
    """How it went to reach the mottagare."""

    utfall = Choice(choices=Omgang.Utfall.choices)
    dag = Day(allow_null=True, default=None)
    text = Text(max_length=LANGST, allow_blank=True, default="")


class UnderhallsbeslutAsked(Asked):
    """How the mottagare can be reached, or that nothing is done."""

    forsok_igen = Flag()
    text = Text(max_length=LANGST)


class PlanAsked(Asked):
    """A plan, for the number of an article or an individ."""

    galler = Text(max_length=10)
    aktivitetstyp = Choice(choices=Underhall.choices)
    intervall = Whole(help_text="Månader")
    kalla = Text(max_length=200)


class PlanTold(serializers.Serializer[Any]):
    """A plan."""

    id = serializers.IntegerField(source="pk")
    aktivitetstyp = serializers.ChoiceField(choices=Underhall.choices)
    artikel = serializers.CharField(source="artikel.nummer", default=None, allow_null=True)
    individ = serializers.CharField(source="individ.nummer", default=None, allow_null=True)
    intervall = serializers.IntegerField()
    kalla = serializers.CharField()


class UnderhallTold(serializers.Serializer[Any]):
    """Maintenance that falls due."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    status = serializers.CharField()
    mottagare = serializers.CharField()
    individ = serializers.CharField()
    aktivitetstyp = serializers.ChoiceField(choices=Underhall.choices)
    forfaller = serializers.DateField()
    kontakta_senast = serializers.DateTimeField()
    bokad = serializers.DateField(allow_null=True)
    text = serializers.CharField()
