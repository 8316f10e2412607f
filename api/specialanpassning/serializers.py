"""What a client sends and is told of a specialanpassning."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Choice, Day, Flag, Text, Whole
from cases.specialanpassning.dokument import KAN_LAGGAS_TILL
from cases.specialanpassning.models import Dokument, Specialanpassning
from cases.specialanpassning.rules import LANGST


class Kronor(serializers.DecimalField):
    """An amount of money."""

    default_error_messages = {
        "invalid": "Skicka beloppet som text med decimalpunkt, till exempel 4200.00.",
        "max_digits": "Beloppet är för stort.",
        "max_decimal_places": "Ange beloppet med högst två decimaler.",
        "max_whole_digits": "Beloppet är för stort.",
    }


class AnvisningAsked(Asked):
    """The instruction and the functional risks."""

    provat_anpassning = Flag()
    provat_sortiment = Flag()
    provat_utanfor = Flag()
    varfor = Text(max_length=LANGST, allow_blank=True)
    syfte = Text(max_length=LANGST, allow_blank=True)
    egenskaper = Text(max_length=LANGST, allow_blank=True)
    matt = Text(max_length=LANGST, allow_blank=True)
    anvandning = Text(max_length=LANGST, allow_blank=True)
    risker = Text(max_length=LANGST, allow_blank=True)
    atgarder = Text(max_length=LANGST, allow_blank=True)


class BedomSpecialAsked(Asked):
    """The technician's judgement."""

    utfall = Choice(choices=Specialanpassning.Bedomning.choices)
    motivering = Text(max_length=LANGST, allow_blank=True, default="")
    risker = Text(max_length=LANGST, allow_blank=True, default="")
    atgarder = Text(max_length=LANGST, allow_blank=True, default="")
    inom_anvisning = Flag(allow_null=True, default=None)
    namngiven = Flag(default=True)
    klar_senast = Day(allow_null=True, default=None)
    belopp = Kronor(max_digits=10, decimal_places=2, allow_null=True, default=None)
    minuter = Whole(default=0)


class SpecialbeslutAsked(Asked):
    """Yes or no to the cost, and why."""

    ja = Flag()
    skal = Text(max_length=LANGST, allow_blank=True, default="")


class TillverkarsvarAsked(Asked):
    """What the manufacturer answered."""

    tillverkare = Text(max_length=120, allow_blank=True)
    fragad = Day()
    godkanner = Flag()
    svar = Text(max_length=LANGST, allow_blank=True)
    avstar = Flag(default=False)


class TillverkaAsked(Asked):
    """It is made."""

    minuter = Whole(default=0)


class MarkAsked(Asked):
    """Which individ it became."""

    individ = Text(max_length=10, allow_blank=True, default="")
    ce_borttagen = Flag(default=False)
    minuter = Whole(default=0)


class GodkannAsked(Asked):
    """The approval before use."""

    godkanns = Flag()
    utprovad = Flag(default=False)
    instruktioner = Flag(default=False)
    journal = Flag(default=False)
    skal = Text(max_length=LANGST, allow_blank=True, default="")


class SpecialtextAsked(Asked):
    """A few sentences."""

    text = Text(max_length=LANGST)


class DokumentAsked(Asked):
    """A paper, as multipart/form-data. The file is a part `bilaga`."""

    slag = Choice(choices=KAN_LAGGAS_TILL)
    ersatter = serializers.IntegerField(
        required=False, help_text="Dokumentet som det här är en ny version av"
    )
    bilaga = serializers.FileField(required=False)


class AterstallAsked(Asked):
    """What was done to the individ."""

    atgard = Text(max_length=400)


class SpecialdokumentTold(serializers.Serializer[Any]):
    """A version of a paper. `skrivet` is what was written here, `bilaga` a file's id."""

    id = serializers.IntegerField(source="pk")
    slag = serializers.ChoiceField(choices=Dokument.Slag.choices)
    version = serializers.IntegerField()
    galler = serializers.SerializerMethodField()
    nar = serializers.DateTimeField()
    av = serializers.CharField(source="av.namn")
    filnamn = serializers.CharField(source="bilaga.filnamn", default=None, allow_null=True)
    bilaga = serializers.UUIDField(source="bilaga.pk", default=None, allow_null=True)
    skrivet = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()), allow_null=True
    )

    def get_galler(self, row: Dokument) -> bool:
        """Whether no newer version has taken its place."""
        return not hasattr(row, "ersatt_av")


class SpecialanpassningTold(serializers.Serializer[Any]):
    """A specialanpassning in a list."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    arbetsordernummer = serializers.CharField()
    status = serializers.CharField()
    mottagare = serializers.CharField()
    artikel = serializers.CharField(allow_null=True)
    individ = serializers.CharField(allow_null=True)
    klar_senast = serializers.DateField(allow_null=True)


class HelSpecialanpassningTold(SpecialanpassningTold):
    """A specialanpassning with everything in it."""

    uppgifter = serializers.ListField(child=serializers.CharField())
    klass = serializers.CharField()
    ce_marke = serializers.CharField()
    dokumentation = serializers.CharField()
    specialanpassnings_id = serializers.CharField()
    belopp = serializers.DecimalField(10, 2, allow_null=True)
    kostnad_godkand = serializers.BooleanField(allow_null=True)
    tillverkaren_godkanner = serializers.BooleanField(allow_null=True)
    godkand = serializers.BooleanField(allow_null=True)
    saknas = serializers.ListField(
        child=serializers.CharField(), help_text="Dokument som den öppna uppgiften kräver"
    )
    dokument = SpecialdokumentTold(many=True)
