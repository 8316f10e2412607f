"""What a client is told of a version, whole."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.processer.serializers import SkillnadTold


class ProcessdokumentSattTold(serializers.Serializer[Any]):
    """Something set on a step."""

    namn = serializers.CharField(source="name")
    ord = serializers.CharField(source="words", help_text="I ord, där det finns sådana")
    skrivet = serializers.CharField(
        source="written", allow_blank=True, help_text="Som det är skrivet, där orden är andra"
    )


class ProcessdokumentVagTold(serializers.Serializer[Any]):
    """Where a case goes from a step, and when."""

    villkor = serializers.SerializerMethodField()
    vart = serializers.SerializerMethodField()

    def get_villkor(self, way: tuple[str, str]) -> str:
        """When; empty for always."""
        return way[0]

    def get_vart(self, way: tuple[str, str]) -> str:
        """Where."""
        return way[1]


class ProcessdokumentStegTold(serializers.Serializer[Any]):
    """A step in words."""

    id = serializers.CharField(source="step.id")
    slag = serializers.CharField(source="step.kind")
    namn = serializers.CharField(source="step.name")
    roll = serializers.CharField(source="step.role", allow_blank=True)
    var = serializers.CharField(
        source="place", allow_blank=True, help_text="Delprocessen, och steget det händer under"
    )
    beskrivning = serializers.CharField(source="step.what", allow_blank=True)
    tidsgrans = ProcessdokumentSattTold(source="deadline", allow_null=True)
    formular = serializers.CharField(
        source="form", allow_blank=True, help_text="Formulärets id; tomt för en egen sida"
    )
    tabell = serializers.CharField(source="table", allow_blank=True, help_text="Beslutets id")
    installningar = ProcessdokumentSattTold(source="settings", many=True)
    vidare = ProcessdokumentVagTold(source="step.onward", many=True)


class ProcessdokumentKapitelTold(serializers.Serializer[Any]):
    """A diagram step by step: the process's own first, then those that it calls."""

    titel = serializers.CharField(source="title")
    beskrivning = serializers.CharField(source="what", allow_blank=True)
    hinder = serializers.CharField(
        source="trouble", allow_blank=True, help_text="Varför det inte går att läsa"
    )
    steg = ProcessdokumentStegTold(source="steps", many=True)


class ProcessdokumentFragaTold(serializers.Serializer[Any]):
    """A part of a form."""

    namn = serializers.CharField(source="name", allow_blank=True, help_text="Tomt för en rubrik")
    fraga = serializers.CharField(source="label")
    sort = serializers.CharField(allow_blank=True)
    kravs = serializers.BooleanField(source="needed")
    hjalp = serializers.CharField(source="help", allow_blank=True)
    granser = serializers.ListField(child=serializers.CharField(), source="limits")
    alternativ = serializers.ListField(child=serializers.CharField(), source="options")
    nar = serializers.CharField(source="when", allow_blank=True, help_text="Tomt: visas alltid")


class ProcessdokumentFormularTold(serializers.Serializer[Any]):
    """A form in words."""

    id = serializers.CharField()
    titel = serializers.CharField(source="title")
    beskrivning = serializers.CharField(source="description", allow_blank=True)
    knapp = serializers.CharField(source="submit", allow_blank=True)
    hinder = serializers.CharField(source="trouble", allow_blank=True)
    fragor = ProcessdokumentFragaTold(source="asked", many=True)


class ProcessdokumentTabellTold(serializers.Serializer[Any]):
    """A decision table as it is written."""

    id = serializers.CharField()
    namn = serializers.CharField(source="name")
    beskrivning = serializers.CharField(source="what", allow_blank=True)
    traffregel = serializers.CharField(source="hit_policy")
    kolumner = serializers.ListField(child=serializers.CharField(), source="columns")
    rader = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(allow_blank=True)), source="rows"
    )
    anteckningar = serializers.ListField(
        child=serializers.CharField(allow_blank=True), source="notes"
    )


class ProcessdokumentOrdTold(serializers.Serializer[Any]):
    """A name that conditions, times or tables ask for."""

    namn = serializers.CharField(source="name")
    sort = serializers.CharField(source="kind")
    betyder = serializers.CharField(source="what")


class ProcessdokumentTold(serializers.Serializer[Any]):
    """A version told whole."""

    process = serializers.CharField(source="process.name")
    titel = serializers.CharField(source="process.title")
    version = serializers.IntegerField(source="version.number")
    galler = serializers.BooleanField(source="rad.galler")
    fran = serializers.DateTimeField(source="rad.fran", allow_null=True)
    planerad = serializers.DateTimeField(source="rad.planerad", allow_null=True)
    av = serializers.CharField(source="rad.av")
    godkand_av = serializers.CharField(source="rad.godkand_av", allow_blank=True)
    varfor = serializers.CharField(source="rad.varfor", allow_blank=True)
    trots = serializers.ListField(child=serializers.CharField(), source="rad.trots")
    skal = serializers.CharField(source="rad.skal", allow_blank=True)
    jamfort_med = serializers.IntegerField(
        source="forut", allow_null=True, help_text="Versionen före; null för den första"
    )
    skillnader = serializers.SerializerMethodField()
    kapitel = ProcessdokumentKapitelTold(source="innehall.chapters", many=True)
    formular = ProcessdokumentFormularTold(source="innehall.forms", many=True)
    tabeller = ProcessdokumentTabellTold(source="innehall.tables", many=True)
    ord = ProcessdokumentOrdTold(source="innehall.names", many=True)

    @extend_schema_field(SkillnadTold(many=True))
    def get_skillnader(self, one: Any) -> Any:
        """The differences under all headings."""
        rows = [row for group in one.skillnader for row in group.rader]
        return SkillnadTold(rows, many=True).data
