"""What a client sends and is told of aids and individer."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Flag, Text
from api.people import MottagareTold


class PlaceringAsked(Asked):
    """Where an individ stands."""

    placering = Text(max_length=40, allow_blank=True, help_text="Tom tar bort placeringen.")


class BekraftaAsked(Asked):
    """That one takes part in the care of whoever has the individ."""

    kund = Text(max_length=8, allow_blank=True, default="", help_text="Enheten du arbetar för nu")
    vardrelation = Flag(default=False, help_text="Bekräftar att du deltar i vården")


class BaskodAsked(Asked):
    """Byte av baskod."""

    avvikande_baskod = Text(
        max_length=5, allow_null=True, help_text="Baskodens kod; null tar bort den avvikande"
    )


class InnehavTold(serializers.Serializer[Any]):
    """An aid that a mottagare has or has had."""

    id = serializers.IntegerField()
    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    individ = serializers.CharField(source="individ.nummer", default=None, allow_null=True)
    komponent_till = serializers.IntegerField(source="komponent_till_id", allow_null=True)
    antal = serializers.IntegerField()
    aterlamnat = serializers.IntegerField()
    agare = serializers.CharField(source="get_agare_display")
    debiteringsform = serializers.CharField()
    apris = serializers.DecimalField(10, 2, allow_null=True)
    betalare = serializers.CharField(source="betalare.namn", default=None, allow_null=True)
    bestalld = serializers.DateField(allow_null=True)
    levererad = serializers.DateField()
    aterlamnad = serializers.DateField(allow_null=True)
    arende = serializers.UUIDField(allow_null=True)


class HarTold(InnehavTold):
    """An aid that the mottagare has."""

    hamtas = serializers.BooleanField(help_text="En hämtorder är på väg.")

    def to_representation(self, instance: Any) -> Any:
        """A row of the picture: the innehav, and whether it is to be fetched."""
        return {**InnehavTold(instance.innehav).data, "hamtas": instance.hamtas}


class VantadTold(serializers.Serializer[Any]):
    """Something ordered that has not come."""

    rad = serializers.UUIDField()
    arende = serializers.UUIDField(source="arende.pk")
    nummer = serializers.CharField(source="arende.nummer")
    bestallare = serializers.CharField(source="arende.bestallare.namn")
    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    antal = serializers.IntegerField()
    aterstar = serializers.IntegerField()
    bestalld = serializers.DateField()
    planerad = serializers.DateField(allow_null=True)
    debiteringsform = serializers.CharField()
    kompletterar = serializers.CharField(
        source="kompletterar.individ.nummer",
        default=None,
        allow_null=True,
        help_text="Den levererade individ som komponenten hör till.",
    )
    huvudrad = serializers.UUIDField(allow_null=True)


class HjalpmedelTold(serializers.Serializer[Any]):
    """Hjälpmedelsbilden."""

    mottagare = MottagareTold()
    innehav = HarTold(many=True)
    forbrukning = HarTold(many=True)
    vantar = VantadTold(many=True)
    komponenter_pa_vag = VantadTold(many=True)
    aterlamnade = InnehavTold(many=True)


class BaskodTold(serializers.Serializer[Any]):
    """A baskod and who pays."""

    kod = serializers.CharField()
    namn = serializers.CharField()
    betalare = serializers.CharField(source="betalare.namn")


class BaskodenTold(serializers.Serializer[Any]):
    """The baskod that holds, and what the asker may do with it."""

    mottagare = MottagareTold()
    galler = BaskodTold(allow_null=True)
    ordinarie = BaskodTold(allow_null=True)
    avvikande = serializers.BooleanField()
    far_ange = serializers.BooleanField()
    far_ta_bort = serializers.BooleanField()
    valbara = BaskodTold(many=True)


class PeriodTold(serializers.Serializer[Any]):
    """Which baskod held, and when."""

    baskod = serializers.CharField(source="baskod.kod")
    namn = serializers.CharField(source="baskod.namn")
    avvikande = serializers.BooleanField()
    fran = serializers.DateField()
    till = serializers.DateField(allow_null=True)


class BaskoderTold(serializers.Serializer[Any]):
    """Baskodshistoriken."""

    poster = PeriodTold(many=True)


class StegTold(serializers.Serializer[Any]):
    """A status that has been reached."""

    status = serializers.CharField()
    nar = serializers.DateTimeField()
    lager = serializers.CharField()


class BestallareTold(serializers.Serializer[Any]):
    """Who ordered."""

    anvandare = serializers.CharField(source="username")
    namn = serializers.CharField()
    telefon = serializers.CharField()
    mobil = serializers.CharField()
    epost = serializers.CharField(source="email")


class OrdinationTold(serializers.Serializer[Any]):
    """Ordinationsöversikten."""

    mottagare = MottagareTold()
    bestallare = BestallareTold(allow_null=True)
    kund = serializers.CharField()
    betalare = serializers.CharField()
    avser = serializers.CharField()
    nummer = serializers.CharField(allow_null=True, help_text="Kundordernumret")
    arende = serializers.UUIDField(allow_null=True)
    artikel = serializers.CharField()
    benamning = serializers.CharField()
    enhet = serializers.CharField()
    individ = serializers.CharField(allow_null=True)
    komponent_till = serializers.CharField()
    antal = serializers.IntegerField()
    agare = serializers.CharField()
    bestalld = serializers.DateField(allow_null=True)
    planerad = serializers.DateField(allow_null=True)
    levererad = serializers.DateField(allow_null=True)
    aterlamnad = serializers.DateField(allow_null=True)
    samleverans = serializers.BooleanField()
    bestallningsnummer = serializers.CharField()
    leveransstatus = StegTold(many=True)


class IndividTold(serializers.Serializer[Any]):
    """An individ in a list."""

    nummer = serializers.CharField()
    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    plats = serializers.CharField(source="get_plats_display")
    lager = serializers.CharField(source="lager.nummer", default=None, allow_null=True)
    placering = serializers.CharField()


class KomponentTold(serializers.Serializer[Any]):
    """A component of an individ."""

    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    enhet = serializers.CharField(source="artikel.enhet")
    antal = serializers.IntegerField()
    status = serializers.CharField()


class KortTold(IndividTold):
    """Individkortet."""

    serienummer = serializers.CharField()
    agare = serializers.CharField(source="get_agare_display")
    senaste_fu = serializers.DateField(allow_null=True)
    senaste_besiktning = serializers.DateField(allow_null=True)
    specialanpassning = serializers.CharField()
    kortstext = serializers.CharField()
    karantan = serializers.BooleanField()
    leverantor = serializers.CharField()
    mottagare = MottagareTold(allow_null=True)
    mottagare_dold = serializers.CharField(help_text="Varför mottagaren inte visas.")
    maste_bekrafta = serializers.BooleanField(
        help_text="Mottagaren visas när du har bekräftat vårdrelationen."
    )
    innehav = serializers.IntegerField(allow_null=True)
    kan_flytta = serializers.BooleanField()
    komponenter = KomponentTold(many=True)
    komponenter_pa_vag = VantadTold(many=True)


class LanTold(serializers.Serializer[Any]):
    """An aid that the låneförbindelse may cover."""

    nyckel = serializers.CharField(help_text="Skickas i val.")
    artikel = serializers.CharField(source="rad.artikel.nummer")
    benamning = serializers.CharField(source="rad.artikel.benamning")
    individ = serializers.CharField(source="rad.individ.nummer", default=None, allow_null=True)
    antal = serializers.IntegerField(source="rad.antal")
    dag = serializers.DateField(allow_null=True)
    vald = serializers.BooleanField()


class LaneforbindelseTold(serializers.Serializer[Any]):
    """Låneförbindelsen."""

    mottagare = MottagareTold()
    hjalpmedel = LanTold(many=True)
    text = serializers.CharField()
    exempel = serializers.BooleanField(help_text="Texten är ett exempel.")
    bilaga_1 = serializers.CharField()
