"""What a client sends and is told of a mended receipt. The rules are the actions' own."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Choice, Day, Flag, Text, Whole
from cases.rattelse.models import Rattelse


class RattelseAsked(Asked):
    """Which row, what was wrong with it, and what is so."""

    innehav = Whole(help_text="”id” ur kvittensens rader")
    vad = Choice(choices=Rattelse.Vad.choices)
    dag = Day(help_text="Rätt leveransdag; hyran räknas från den")
    skal = Text(max_length=400)
    individ = Text(max_length=20, allow_blank=True, default="")
    antal = Whole(default=1, min_value=0, max_value=999)
    i_lager = Flag(default=True, help_text="Det som fattas finns i lagret")
    mottagare = Text(
        max_length=20, allow_blank=True, default="", help_text="Personnummer eller kundnummer"
    )


class KvitteratTold(serializers.Serializer[Any]):
    """A row of the receipts."""

    id = serializers.IntegerField()
    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    individ = serializers.CharField(source="individ.nummer", default="")
    antal = serializers.IntegerField()
    komponent_till = serializers.IntegerField(source="komponent_till_id", allow_null=True)
    levererad = serializers.DateField()
    aterlamnad = serializers.DateField(allow_null=True)


class KvittensTold(serializers.Serializer[Any]):
    """What an order's receipts say."""

    kundorder = serializers.UUIDField()
    nummer = serializers.CharField()
    rader = KvitteratTold(many=True)


class RattelseTold(serializers.Serializer[Any]):
    """A mended receipt. The case itself is told by /arenden/."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    vad = serializers.CharField()
    text = serializers.CharField()
    dag = serializers.DateField()
    innehav = serializers.IntegerField(help_text="Det som är annullerat")
    nytt_innehav = serializers.IntegerField(allow_null=True, help_text="Det som gäller nu")
