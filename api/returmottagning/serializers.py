"""What a client sends and is told of a returmottagning."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Choice, Flag, Rows, Text, Whole
from cases.returmottagning.models import Returrad


class MottagetFields(Asked):
    """What is said of an aid that came, or did not."""

    kom = Flag()
    skick = Choice(choices=Returrad.Skick.choices, allow_blank=True, default="")
    avvikelse = Flag(default=False)
    disposition = Text(
        max_length=16,
        allow_blank=True,
        default="",
        help_text="rekonditioneras, bedoms eller skrotas: bara när det ska göras på annat sätt än"
        " tabellen säger",
    )
    skrotningskod = Text(
        max_length=2, allow_blank=True, default="", help_text="Ur /api/v1/skrotningskoder/"
    )
    skal = Text(max_length=400, allow_blank=True, default="")
    debitera = Flag(
        allow_null=True,
        default=None,
        help_text="Om betalaren debiteras för onormalt slitage, eller för det som är förkommet",
    )
    belopp = serializers.DecimalField(
        max_digits=8, decimal_places=2, allow_null=True, default=None, help_text="Kronor utan moms"
    )
    debitering_skal = Text(max_length=400, allow_blank=True, default="")


class MottagetAsked(MottagetFields):
    """What came of one row."""

    class Meta:
        list_serializer_class = Rows

    nr = Whole()


class InlamnatAsked(MottagetFields):
    """What lies on the desk of one aid."""

    class Meta:
        list_serializer_class = Rows

    hjalpmedel = Whole(help_text="Ur svaret på en sökning vid disken")
    antal = Whole(allow_null=True, default=None)


class DiskSokAsked(Asked):
    """What was scanned."""

    nummer = Text(max_length=20, help_text="Individ- eller artikelnummer")
    identitet = Text(
        max_length=13,
        allow_blank=True,
        default="",
        help_text="Personnummer eller kundnummer, när hjälpmedlet saknar individnummer",
    )


class DiskAsked(Asked):
    """What is taken in."""

    hamtorder = Text(
        max_length=12,
        allow_blank=True,
        default="",
        help_text="Numret på hämtordern som hjälpmedlet står på, som bekräftelse",
    )
    rader = InlamnatAsked(many=True, allow_empty=False)


class StamAvAsked(Asked):
    """What the reconciliation showed."""

    text = Text(max_length=400, allow_blank=True)


class DiskfyndradTold(serializers.Serializer[Any]):
    """An aid that may be taken in."""

    hjalpmedel = serializers.IntegerField(source="pk")
    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    individ = serializers.CharField(source="individ.nummer", default="")
    karantan = serializers.BooleanField(
        source="individ.karantan", default=False, help_text="I karantän: rör inte, rengör inte"
    )
    kvar = serializers.SerializerMethodField()

    def get_kvar(self, row: Any) -> int:
        """How many the mottagare has."""
        return int(max(1, row.antal - row.aterlamnat))


class DiskfyndTold(serializers.Serializer[Any]):
    """What was found on the desk."""

    rader = DiskfyndradTold(many=True)
    hamtorder = serializers.CharField(help_text="Hämtordern som det står på")
    mening = serializers.CharField(help_text="Varför inget kan tas emot här")
    vidare = serializers.UUIDField(allow_null=True, help_text="Ärendet att gå vidare med")


class UtanOrderTold(serializers.Serializer[Any]):
    """What came without a hämtorder."""

    id = serializers.UUIDField(source="pk")
    nummer = serializers.CharField(source="arende.nummer")
    lager = serializers.CharField()
    kom = serializers.DateField(source="hamtad")


class KomInteTold(serializers.Serializer[Any]):
    """What was fetched and did not come."""

    id = serializers.UUIDField(source="returmottagning.pk")
    nummer = serializers.CharField(source="returmottagning.arende.nummer")
    hamtorder = serializers.CharField(source="returmottagning.hamtordernummer")
    artikel = serializers.CharField(source="innehav.artikel.nummer")
    individ = serializers.CharField(source="innehav.individ.nummer", default="")
    antal = serializers.IntegerField()
    lager = serializers.CharField(source="returmottagning.lager")
    disposition = serializers.CharField()


class ForsenadTold(serializers.Serializer[Any]):
    """What should have come back by now."""

    id = serializers.UUIDField(source="arende.pk")
    nummer = serializers.CharField(source="arende.nummer")
    artikel = serializers.CharField(source="innehav.artikel.nummer")
    individ = serializers.CharField(source="innehav.individ.nummer", default="")
    antal = serializers.IntegerField()
    lager = serializers.CharField(source="innehav.artikel.lager")
    senast = serializers.DateField()
    lage = serializers.CharField()


class BortaTold(serializers.Serializer[Any]):
    """What stands on the svinnlager of an article."""

    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    antal = serializers.IntegerField()
    individer = serializers.ListField(child=serializers.CharField())
    senast = serializers.DateTimeField(allow_null=True, help_text="När det senaste kom bort")


class AvstamningTold(serializers.Serializer[Any]):
    """What there is to look into."""

    forsenade = ForsenadTold(many=True)
    kom_inte = KomInteTold(many=True)
    utan_order = UtanOrderTold(many=True)
    borta = BortaTold(many=True, help_text="Det som står på svinnlagret")


class TaEmotAsked(Asked):
    """What came."""

    rader = MottagetAsked(many=True, allow_empty=False)


class RekondAsked(Asked):
    """How one row ended."""

    class Meta:
        list_serializer_class = Rows

    nr = Whole()
    resultat = Text(max_length=8, help_text="”i_lager”, eller en kod ur /api/v1/skrotningskoder/")


class RekonditioneraAsked(Asked):
    """How it ended."""

    rader = RekondAsked(many=True, allow_empty=False)


class HavAsked(Asked):
    """What is let go of, and what was found."""

    nr = Whole(help_text="Radens nummer")
    text = Text(max_length=400, allow_blank=True)


class ReturradTold(serializers.Serializer[Any]):
    """A row."""

    nr = serializers.IntegerField()
    artikel = serializers.CharField(source="innehav.artikel.nummer")
    benamning = serializers.CharField(source="innehav.artikel.benamning")
    individ = serializers.CharField(source="innehav.individ.nummer", default="")
    antal = serializers.IntegerField()
    kom = serializers.BooleanField(allow_null=True)
    skick = serializers.CharField()
    tabellens_ord = serializers.CharField()
    disposition = serializers.ChoiceField(choices=Returrad.Disposition.choices)
    skrotningskod = serializers.CharField()
    skal = serializers.CharField()
    karantan = serializers.BooleanField(source="halls", help_text="Väntar på kvalitet")


class ReturTold(serializers.Serializer[Any]):
    """A returmottagning in a list."""

    id = serializers.UUIDField()
    nummer = serializers.CharField()
    hamtordernummer = serializers.CharField()
    status = serializers.CharField()
    lager = serializers.CharField()
    mottagare = serializers.CharField()
    hamtad = serializers.DateField()


class HelReturTold(ReturTold):
    """A returmottagning with everything in it."""

    lamnad = serializers.BooleanField(help_text="Lämnad vid disken, inte hämtad")
    avstamd = serializers.DateTimeField(allow_null=True)
    uppgifter = serializers.ListField(child=serializers.CharField())
    rader = ReturradTold(many=True)
