"""What a client sends and is told of a kundorder after Verkställ."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Choice, Day, Flag, Key, Rows, Text, Texts, Whole
from cases.kundorder.actions_direktinkop import KOMMER_INTE, LEVERERAD, VANTAR


class BegaranAsked(Asked):
    """A request to cancel."""

    skal = Text(max_length=400, help_text="Varför ordern ska makuleras")


class KundorderMakuleraAsked(Asked):
    """Why it is cancelled, for the beställare."""

    skal = Text(max_length=400, allow_blank=True, default="")


class BedomMakuleringAsked(Asked):
    """Kundtjänst's answer to a request to cancel."""

    makuleras = Flag()
    svar = Text(max_length=400, allow_blank=True, default="")


class StamAvAkutAsked(Asked):
    """Kundtjänst's answer to an urgent order."""

    akut = Flag()
    svar = Text(max_length=400, allow_blank=True, default="")


class InkopsradAsked(Asked):
    """A row that inköp has ordered."""

    class Meta:
        list_serializer_class = Rows

    rad = Key()
    bestallningsnummer = Text(max_length=30, allow_blank=True)
    vantas = Day(allow_null=True)
    direkt = Flag(
        default=False, help_text="Leverantören skickar direkt till mottagaren (direktinköp)"
    )


class InkopAsked(Asked):
    """What inköp has ordered."""

    rader = InkopsradAsked(many=True, allow_empty=False)


class DirektindividerAsked(Asked):
    """The new individnummer of a row that a supplier has delivered."""

    class Meta:
        list_serializer_class = Rows

    rad = Key()
    nummer = Texts(child=Text(max_length=20), max_length=999, default=list)


class DirektbeskedAsked(Asked):
    """What has become of one direktinköp."""

    class Meta:
        list_serializer_class = Rows

    begaran = Key()
    utfall = Choice(choices=[LEVERERAD, VANTAR, KOMMER_INTE])
    individer = DirektindividerAsked(many=True, default=list)


class BekraftaDirektinkopAsked(Asked):
    """What suppliers have delivered to the mottagare, or will not."""

    besked = DirektbeskedAsked(many=True, allow_empty=False)
    dag = Day(allow_null=True, default=None, help_text="När det levererades")
    mottagen_av = Text(max_length=120, allow_blank=True, default="")
    orsak = Text(max_length=400, allow_blank=True, default="", help_text="Varför det inte kommer")


class VantasradAsked(Asked):
    """A row whose supplier has changed its day."""

    class Meta:
        list_serializer_class = Rows

    rad = Key()
    vantas = Day(allow_null=True)


class VantasAsked(Asked):
    """New days from a supplier, and why."""

    rader = VantasradAsked(many=True, allow_empty=False)
    orsak = Text(max_length=400)


class InleveransAsked(Asked):
    """Goods that have come to a lager."""

    lager = Text(max_length=4, help_text="Lagrets nummer")
    artikel = Text(max_length=8, help_text="Artikelnummer")
    antal = Whole()
    individer = Texts(child=Text(max_length=20), max_length=999, default=list)


class InleveransTold(serializers.Serializer[Any]):
    """How many orders waited for the goods."""

    vantade = serializers.IntegerField()


class MakuleradTold(serializers.Serializer[Any]):
    """What was cancelled."""

    gjort = serializers.CharField()
