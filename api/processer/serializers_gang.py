"""What a client is told of how a case goes through its process."""

from typing import Any

from rest_framework import serializers


class GangUppgiftTold(serializers.Serializer[Any]):
    """A task that waits."""

    namn = serializers.CharField()
    roll = serializers.CharField()
    grupp = serializers.CharField(help_text="Tomt när den inte ligger hos någon grupp")
    frist = serializers.DateTimeField(allow_null=True)
    sen = serializers.BooleanField()
    hos = serializers.CharField(help_text="Tomt när ingen har tagit den")
    sedan = serializers.DateTimeField()


class GangVantanTold(serializers.Serializer[Any]):
    """A time or a message that is waited for."""

    slag = serializers.CharField()
    mening = serializers.CharField()
    nar = serializers.DateTimeField(allow_null=True)


class GangStoppTold(serializers.Serializer[Any]):
    """A driftstopp of the case."""

    mening = serializers.CharField()
    steg = serializers.CharField()
    nar = serializers.DateTimeField()
    orsak = serializers.CharField(help_text="Nyckeln till orsaken; tom när det är avgjort")
    avgjort = serializers.CharField(help_text="Tomt när ingen har tagit hand om det")
    avgjort_nar = serializers.DateTimeField(allow_null=True)


class GangFlyttTold(serializers.Serializer[Any]):
    """A transfer between versions that the case was part of."""

    nummer = serializers.IntegerField()
    version = serializers.IntegerField()
    nar = serializers.DateTimeField()
    lage = serializers.CharField()
    mening = serializers.CharField()


class GangDragTold(serializers.Serializer[Any]):
    """One move."""

    nar = serializers.DateTimeField()
    vad = serializers.CharField()
    slag = serializers.CharField()
    vem = serializers.CharField()
    vidare = serializers.ListField(child=serializers.CharField())


class GangTold(serializers.Serializer[Any]):
    """How a case goes through its process; never what it is about."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    process = serializers.CharField(source="process.name")
    titel = serializers.CharField(source="process.title")
    version = serializers.IntegerField()
    lage = serializers.CharField()
    borjade = serializers.DateTimeField()
    slutade = serializers.DateTimeField(allow_null=True)
    star = serializers.ListField(child=serializers.CharField(), help_text="Var det står, i ord")
    stilla = serializers.CharField(help_text="Varför det står stilla; tomt när det inte gör det")
    uppgifter = GangUppgiftTold(many=True)
    vantar_pa = GangVantanTold(many=True)
    stopp = GangStoppTold(many=True)
    flyttar = GangFlyttTold(many=True)
    sluten = serializers.BooleanField(
        help_text="Ärendet läses bara av en viss grupp, eller är inte skickat: vem som arbetar med"
        " det och varför det har stannat utelämnas"
    )


class GangSidaTold(GangTold):
    """With some of its moves."""

    drag = GangDragTold(many=True, help_text="Det senaste först, några i taget")
    nasta = serializers.URLField(
        allow_null=True, help_text="Adressen till äldre drag; null när det inte finns fler"
    )


class PagarTold(serializers.Serializer[Any]):
    """A running case."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    version = serializers.IntegerField()
    borjade = serializers.DateTimeField()
    vantar_pa = serializers.ListField(child=serializers.CharField())
    frist = serializers.DateTimeField(allow_null=True)
    sen = serializers.BooleanField()
