"""What a client sends and is told of a felrapport. Defaults and rules are the actions' own."""

from typing import Any

from rest_framework import serializers

from api.arenden.serializers import BilagaTold
from api.fields import Asked, Choice, Day, Flag, Key, Rows, Text, Whole
from api.people import MottagareTold
from cases.felrapport import handelser
from cases.felrapport.models import Felrapport, Foljdatgard

_HANDELSER = [(one.nyckel, one.handelsetyp) for one in handelser.alla().values()]


class FelrapportAsked(Asked):
    """A felrapport, as a draft or to send."""

    handelse = Choice(choices=_HANDELSER)
    kund = Text(max_length=12, allow_blank=True, default="")
    galler = Key(
        allow_null=True, default=None, help_text="Kundordern, hämtordern eller arbetsordern"
    )
    innehav = Whole(allow_null=True, default=None, help_text="”id” ur mottagarens hjälpmedel")
    rad = Key(allow_null=True, default=None, help_text="En rad på ordern som inte har kommit")
    mottagare = Text(max_length=20, allow_blank=True, default="")
    vardrelation = Flag(default=False)
    artikel = Text(max_length=10, allow_blank=True, default="")
    individ = Text(max_length=12, allow_blank=True, default="")
    foljesedel = Text(max_length=20, allow_blank=True, default="")
    datum = Day(allow_null=True, default=None)
    tid = serializers.TimeField(allow_null=True, default=None, help_text="TT:MM")
    beskrivning = Text(max_length=2000, allow_blank=True, default="")
    kommentar = Text(max_length=1000, allow_blank=True, default="")
    ersattning = Flag(default=False)
    kreditering = Flag(default=False)
    skada = Choice(choices=Felrapport.Skada.choices, default="nej")
    risk_for_skada = Flag(default=False)
    orsak_produkt = Choice(choices=Felrapport.Orsak.choices, default="nej")
    verkstall = Flag(default=False, help_text="Skicka den; annars sparas ett utkast")


class FoljdAsked(Asked):
    """What is to follow of an answer."""

    class Meta:
        list_serializer_class = Rows

    slag = Choice(choices=Foljdatgard.Slag.choices)
    antal = Whole(default=1)
    belopp = serializers.DecimalField(
        max_digits=10, decimal_places=2, allow_null=True, default=None
    )
    typ = Text(max_length=12, allow_blank=True, default="")
    text = Text(max_length=400, allow_blank=True, default="")


class FelrapportUtredAsked(Asked):
    """What the group has come to."""

    utfall = Choice(choices=Felrapport.Utfall.choices)
    text = Text(max_length=2000)
    grupp = Text(max_length=60, allow_blank=True, default="")
    grundorsak = Text(max_length=200, allow_blank=True, default="")
    foljder = FoljdAsked(many=True, default=list)


class KompletteringAsked(Asked):
    """The answer to what the group asked."""

    text = Text(max_length=2000)


class AterkopplingAsked(Asked):
    """Whether the answer is enough."""

    racker = Flag()
    text = Text(max_length=2000, allow_blank=True, default="")


class AvvikelseanmalanAsked(Asked):
    """What has been notified of a medicinteknisk avvikelse."""

    lv_dag = Day(allow_null=True, default=None)
    lv_referens = Text(max_length=40, allow_blank=True, default="")
    lv_skal = Text(max_length=400, allow_blank=True, default="")
    ivo_dag = Day(allow_null=True, default=None)
    ivo_skal = Text(max_length=400, allow_blank=True, default="")


class AvvikelseavslutAsked(Asked):
    """How the investigation ended."""

    beslut = Choice(choices=["anvands", "skrotas"])
    text = Text(max_length=1000)
    utan_arbete_skal = Text(
        max_length=400,
        allow_blank=True,
        default="",
        help_text="Varför ett arbete som krävs inte behövs",
    )


class AvskrivningAsked(Asked):
    """Why no notification comes."""

    skal = Text(max_length=400)


class AnnanFelrapportAsked(Asked):
    """Another unit's felrapport, and why."""

    nummer = Text(max_length=12)
    skal = Text(max_length=400)


class InlaggTold(serializers.Serializer[Any]):
    """Something that was said."""

    slag = serializers.CharField(source="get_slag_display")
    text = serializers.CharField()
    av = serializers.CharField(source="av.namn")
    nar = serializers.DateTimeField()


class FoljdTold(serializers.Serializer[Any]):
    """Something that follows of the answer."""

    slag = serializers.CharField()
    antal = serializers.IntegerField()
    belopp = serializers.DecimalField(max_digits=10, decimal_places=2, allow_null=True)
    begard = serializers.DateTimeField(allow_null=True)


class AvvikelseTold(serializers.Serializer[Any]):
    """A medicinteknisk avvikelse."""

    klass = serializers.CharField()
    lex_maria = serializers.CharField()
    anmal_senast = serializers.DateTimeField()
    lv_dag = serializers.DateField(allow_null=True)
    lv_referens = serializers.CharField()
    ivo_dag = serializers.DateField(allow_null=True)
    utreds_senast = serializers.DateTimeField(
        allow_null=True, help_text="När utredningen ska vara hos IVO, vid lex Maria"
    )
    avslutad = serializers.DateTimeField(allow_null=True)


class FelrapportTold(serializers.Serializer[Any]):
    """A felrapport in a list (DU-9)."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    status = serializers.CharField()
    bestallare = serializers.CharField()
    kund = serializers.CharField()
    artikel = serializers.CharField()
    artikelbenamning = serializers.CharField()
    registrerad = serializers.DateTimeField()


class HelFelrapportTold(FelrapportTold):
    """A felrapport with everything in it."""

    uppgifter = serializers.ListField(child=serializers.CharField())
    kategori = serializers.CharField()
    handelsetyp = serializers.CharField()
    ingang = serializers.CharField()
    grupp = serializers.CharField()
    svara_senast = serializers.DateTimeField(allow_null=True)
    mottagaren = MottagareTold(allow_null=True)
    galler = serializers.UUIDField(allow_null=True)
    individ = serializers.CharField()
    beskrivning = serializers.CharField()
    kommentar = serializers.CharField()
    version = serializers.IntegerField()
    inlagg = InlaggTold(many=True)
    foljder = FoljdTold(many=True)
    avvikelse = AvvikelseTold(allow_null=True)
    bilagor = BilagaTold(many=True)
