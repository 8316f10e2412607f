"""What a client sends and is told of a konsultation."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Choice, Flag, Rows, Text, Whole
from cases.konsultation.models import Konsultation
from cases.konsultation.rules import LANGST


class Tidpunkt(serializers.DateTimeField):
    """A day and a time."""

    default_error_messages = {
        "invalid": "Skriv tiden som ÅÅÅÅ-MM-DDTTT:MM med tidszon, till exempel"
        " 2026-12-01T13:30+01:00.",
        "date": "Skriv också klockslaget.",
    }


class ErbjudTidAsked(Asked):
    """A time that is booked, or a try that failed."""

    nadd = Flag()
    form = Choice(choices=Konsultation.Form.choices, allow_blank=True, default="")
    tid = Tidpunkt(allow_null=True, default=None)
    skal = Text(max_length=400, allow_blank=True, default="")


class RekommenderadAsked(Asked):
    """An article that is recommended."""

    class Meta:
        list_serializer_class = Rows

    artikel = Text(max_length=10)
    antal = Whole(default=1)


class GenomforAsked(Asked):
    """How it went."""

    utfall = Choice(choices=Konsultation.Utfall.choices)
    sammanfattning = Text(max_length=LANGST, allow_blank=True)
    journal = Flag(default=False)
    artiklar = RekommenderadAsked(many=True, required=False)
    minuter = Whole(default=0)


class KonsultationstextAsked(Asked):
    """A few sentences."""

    text = Text(max_length=LANGST)


class RekommenderadTold(serializers.Serializer[Any]):
    """An article that is recommended."""

    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    antal = serializers.IntegerField()


class KonsultationTold(serializers.Serializer[Any]):
    """A konsultation in a list."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    arbetsordernummer = serializers.CharField()
    status = serializers.CharField()
    mottagare = serializers.CharField()
    akut = serializers.BooleanField()
    tid_senast = serializers.DateTimeField()
    tid = serializers.DateTimeField(allow_null=True)


class HelKonsultationTold(KonsultationTold):
    """A konsultation with everything in it."""

    uppgifter = serializers.ListField(child=serializers.CharField())
    form = serializers.CharField()
    forsok = serializers.IntegerField()
    utfall = serializers.CharField()
    sammanfattning = serializers.CharField()
    rekommenderat = RekommenderadTold(many=True)
