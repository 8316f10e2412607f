"""What a client sends and is told of an order's rows: components, equivalents, attachments."""

from typing import Any

from rest_framework import serializers

from api.fields import Asked, Key, Rows, Text, Texts, Whole

_MANGA = 200


class ArtikelAsked(Asked):
    """An article to order."""

    class Meta:
        list_serializer_class = Rows

    artikel = Text(max_length=8, help_text="Artikelnummer")
    antal = Whole(default=1)


class ArtiklarAsked(Asked):
    """Several articles to order."""

    artiklar = ArtikelAsked(many=True, allow_empty=False)


class TillbehorAsked(Asked):
    """Accessories to an aid."""

    artiklar = Texts(child=Text(max_length=8), max_length=_MANGA, help_text="Artikelnummer")


class IndividtillbehorAsked(TillbehorAsked):
    """Accessories to an individ that the mottagare has."""

    innehav = Whole(min_value=1, help_text="Innehavets id, ur ”komplettera”")


class KompletteraAsked(Asked):
    """Which individ the rows complete."""

    rader = serializers.ListField(child=Key(), max_length=_MANGA)
    innehav = Whole(allow_null=True, min_value=1, help_text="null: de kompletterar ingen")


class RadvalAsked(Asked):
    """Which article is ordered on a row."""

    class Meta:
        list_serializer_class = Rows

    rad = Key()
    artikel = Text(max_length=8, help_text="Artikelnummer")


class ErsattningAsked(Asked):
    """What is chosen among the equivalents."""

    val = RadvalAsked(many=True, allow_empty=False)


class BilagorAsked(Asked):
    """Comment and files, as multipart/form-data. Each file is a part `bilaga`."""

    rad = Key(required=False, help_text="Raden; utelämna för hela ordern")
    kommentar = Text(max_length=500, allow_blank=True, required=False)
    epost_utanfor = serializers.BooleanField(
        required=False, help_text="Dokumentet skickas på annat sätt"
    )
    bilaga = serializers.ListField(child=serializers.FileField(), required=False)


class NekadTold(serializers.Serializer[Any]):
    """Why an article could not be ordered."""

    kod = serializers.CharField()
    mening = serializers.CharField()


class TraffTold(serializers.Serializer[Any]):
    """An article to choose, with what it costs and when it comes to this order."""

    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    produktnamn = serializers.CharField(source="artikel.produktnamn")
    enhet = serializers.CharField(source="artikel.enhet")
    typ = serializers.CharField(source="artikel.get_typ_display")
    leverantor = serializers.CharField()
    lev_artnr = serializers.CharField()
    debiteringsform = serializers.CharField()
    apris = serializers.DecimalField(10, 2, allow_null=True)
    planerad = serializers.DateField(allow_null=True)
    leveranstid = serializers.CharField(source="artikel.get_leveranstid_display")
    lager = serializers.CharField(source="artikel.lager.nummer")
    i_lager = serializers.IntegerField()
    i_forrad = serializers.IntegerField(allow_null=True, help_text="null: enheten har inget förråd")
    likvardig = serializers.CharField(source="likvardig.nummer", default=None, allow_null=True)
    favorit = serializers.BooleanField()
    hinder = serializers.CharField(help_text="Varför den inte kan beställas; annars tomt")
    antal = serializers.IntegerField(help_text="Så många som förra gången, annars 1")


class SokningTold(serializers.Serializer[Any]):
    """The best hits, and how many there are."""

    antal = serializers.IntegerField()
    rattat = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    traffar = TraffTold(many=True)


class ForraTold(serializers.Serializer[Any]):
    """What the last order to the same mottagare held."""

    kundorder = serializers.UUIDField(allow_null=True)
    nummer = serializers.CharField(allow_null=True)
    traffar = TraffTold(many=True)


class TillbehorsgruppTold(serializers.Serializer[Any]):
    """Accessories under a heading."""

    rubrik = serializers.CharField()
    traffar = TraffTold(many=True)


class PaVagTold(serializers.Serializer[Any]):
    """An accessory that is on its way already."""

    kundorder = serializers.UUIDField(source="order_id")
    nummer = serializers.CharField(source="order.arende.nummer")
    artikel = serializers.CharField(source="artikel.nummer")
    antal = serializers.IntegerField()


class IndividvalTold(serializers.Serializer[Any]):
    """An individ that the mottagare has."""

    innehav = serializers.IntegerField(source="innehav.pk")
    individ = serializers.CharField(source="innehav.individ.nummer")
    artikel = serializers.CharField(source="innehav.artikel.nummer")
    benamning = serializers.CharField(source="innehav.artikel.benamning")
    levererad = serializers.DateField(source="innehav.levererad")
    tar_emot = serializers.BooleanField(help_text="Om sortimentet säger att allt passar")
    pa_vag = PaVagTold(many=True)


class KompletteraTold(serializers.Serializer[Any]):
    """Rows that can complete, and the individer."""

    rader = serializers.ListField(child=serializers.UUIDField())
    individer = IndividvalTold(many=True)


class ErsattningsvalTold(serializers.Serializer[Any]):
    """An article that may be chosen for a row."""

    artikel = serializers.CharField(source="artikel.nummer")
    benamning = serializers.CharField(source="artikel.benamning")
    lager = serializers.CharField()
    planerad = serializers.DateField(allow_null=True)
    apris = serializers.DecimalField(10, 2, allow_null=True)
    skillnad = serializers.DecimalField(10, 2, allow_null=True)
    vald = serializers.BooleanField()
    sparrad = serializers.BooleanField()


class ForslagTold(serializers.Serializer[Any]):
    """What is offered for a row, the original first."""

    rad = serializers.UUIDField(source="rad.pk")
    val = ErsattningsvalTold(many=True)


class FavoritTold(serializers.Serializer[Any]):
    """An article that is one's own."""

    artikel = serializers.CharField(source="nummer")
    benamning = serializers.CharField()
