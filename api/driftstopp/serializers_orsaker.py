"""What a client sends and is told of driftstopp by their cause."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Text
from workflows.models import Remedy


class OrsakTold(serializers.Serializer[Any]):
    """Driftstopp of one cause."""

    nyckel = serializers.CharField()
    rubrik = serializers.CharField(help_text="Processen och steget")
    slag = serializers.CharField()
    mening = serializers.CharField()
    detalj = serializers.CharField()
    antal = serializers.IntegerField()
    aldst = serializers.DateTimeField()
    exempel = serializers.CharField()
    exempel_id = serializers.UUIDField(allow_null=True)
    hogst = serializers.IntegerField(help_text="Skicka den när du åtgärdar dem du har läst")


class AtgardsvalTold(serializers.Serializer[Any]):
    """Something that can be done about a cause."""

    nyckel = serializers.CharField()
    namn = serializers.CharField()
    forklaring = serializers.CharField()


class EnOrsakTold(serializers.Serializer[Any]):
    """One cause, and what can be done about it."""

    orsak = OrsakTold()
    val = AtgardsvalTold(many=True)
    fakta = serializers.SerializerMethodField(help_text="Uppgifter som kan få ett värde")

    def get_fakta(self, told: Any) -> dict[str, str]:
        """The question in words, by its name."""
        return dict(told["fakta"])


class AtgardAsked(Asked):
    """What to do about those of a cause."""

    atgard = serializers.ChoiceField(Remedy.What.choices)
    skal = Text(max_length=400, default="", allow_blank=True, help_text="Varför; inte för retry")
    faktum = Text(max_length=100, default="", allow_blank=True, help_text="Vid give: uppgiften")
    varde = Text(max_length=400, default="", allow_blank=True, help_text="Vid give: värdet")


class AtgardaAsked(AtgardAsked):
    """The same, about those that were read."""

    hogst = serializers.IntegerField(min_value=1, help_text="Ur orsaken som du läste den")


class DriftstoppsprovTold(serializers.Serializer[Any]):
    """A case to look at."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()


class UtfallTold(serializers.Serializer[Any]):
    """What would come of it for so many."""

    mening = serializers.CharField()
    antal = serializers.IntegerField()
    bra = serializers.BooleanField()
    prov = DriftstoppsprovTold(many=True)


class ForhandsvisningTold(serializers.Serializer[Any]):
    """What would come of it, tried on the oldest."""

    provade = serializers.IntegerField()
    alla = serializers.IntegerField()
    utfall = UtfallTold(many=True)


class AtgardsradTold(serializers.Serializer[Any]):
    """What became of one."""

    nummer = serializers.IntegerField()
    arende = serializers.CharField()
    arende_id = serializers.UUIDField(allow_null=True)
    lage = serializers.CharField(help_text="waiting, done, again (stannade igen) eller refused")
    mening = serializers.CharField()


class AtgardTold(serializers.Serializer[Any]):
    """How far what is done about many has come."""

    nummer = serializers.IntegerField(source="atgard.pk")
    atgard = serializers.CharField(source="atgard.what")
    rubrik = serializers.CharField(source="atgard.title")
    skal = serializers.CharField(source="atgard.reason")
    av = serializers.CharField()
    arbetar = serializers.BooleanField()
    antal = serializers.DictField(child=serializers.IntegerField())
    rader = AtgardsradTold(many=True)
