"""The assortment: articles, what they cost, what belongs to them and what may stand in for them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.organisation.models import Lager


class Leverantor(models.Model):
    """A supplier."""

    namn = models.CharField(max_length=120, unique=True)
    hemsida = models.URLField(blank=True)

    class Meta:
        verbose_name = "leverantör"
        verbose_name_plural = "leverantörer"

    def __str__(self) -> str:
        return self.namn


class IsoKod(models.Model):
    """A row of ISO 9999: two digits a produktområde, four an undergrupp, six a code of its own."""

    kod = models.CharField(max_length=6, unique=True)
    namn = models.CharField(max_length=160)
    # Digital aids may be sent to an utlämningsställe (KO-20).
    digital = models.BooleanField(default=False)
    aktiv = models.BooleanField(default=True)

    class Meta:
        verbose_name = "ISO-kod"
        verbose_name_plural = "ISO-koder"

    def __str__(self) -> str:
        return f"{self.kod} {self.namn}"


class Artikel(models.Model):
    """Something that can be ordered, by its artikelnummer."""

    class Typ(models.TextChoices):
        HUVUDHJALPMEDEL = "huvudhjalpmedel", "Huvudhjälpmedel"
        TILLBEHOR = "tillbehor", "Tillbehör"
        RESERVDEL = "reservdel", "Reservdel"
        INSTALLNING = "installning", "Inställning"
        TJANST = "tjanst", "Tjänst"

    class Debiteringsform(models.TextChoices):
        HYRA = "hyra", "Hyra"
        KOP = "kop", "Köp"

    class Leveranstid(models.TextChoices):
        SJU = "7", "Leverans inom 7 vardagar"
        SJUTTON = "i17", "Leverans inom 17 vardagar"
        OVER_SJUTTON = "ö17", "Leverans över 17 vardagar"

    nummer = models.CharField("artikelnummer", max_length=8, unique=True)
    benamning = models.CharField("benämning", max_length=200)
    produktnamn = models.CharField(max_length=80, blank=True)
    enhet = models.CharField(max_length=8, default="st")
    typ = models.CharField("artikeltyp", max_length=16, choices=Typ)
    debiteringsform = models.CharField(max_length=4, choices=Debiteringsform)
    # Empty when neither the manual nor the supplier says; then no date is promised from lead time.
    leveranstid = models.CharField(max_length=3, choices=Leveranstid, blank=True)
    individmarkt = models.BooleanField("individmärkt", default=False)
    forbrukning = models.BooleanField("förbrukningsartikel", default=False)
    # The day it left the assortment; null while it is in it.
    utgatt = models.DateField("utgången från", null=True, blank=True)
    iso = models.ForeignKey(IsoKod, models.PROTECT, null=True, blank=True, related_name="artiklar")
    artikelansvar = models.CharField(max_length=80, blank=True)
    servicegrad = models.CharField(max_length=8, blank=True)
    # Shown with the article wherever it is ordered.
    artikeltext = models.CharField(max_length=300, blank=True)
    skrotas_vid_retur = models.BooleanField(default=False)
    # The HMC-lager that keeps it (KO-23).
    lager = models.ForeignKey(Lager, models.PROTECT, related_name="artiklar")
    # A drawing of our own under static/, by file name.
    bild = models.CharField(max_length=60, blank=True)
    # Small letters; with and without å ä ö. Written by `register.spara_artikel` alone.
    search_text = models.TextField(blank=True, editable=False)
    sortnyckel = models.CharField(max_length=440, editable=False, db_index=True)

    class Meta:
        verbose_name_plural = "artiklar"

    def __str__(self) -> str:
        return f"{self.nummer} {self.benamning}"

    @property
    def digital(self) -> bool:
        """Whether it may be sent to an utlämningsställe (KO-20)."""
        return self.iso is not None and self.iso.digital

    def utgangen(self, dag: date) -> bool:
        """Whether it has left the assortment by this day."""
        return self.utgatt is not None and self.utgatt <= dag


class Leverantorsartikel(models.Model):
    """That a supplier sells an article, under which number (AI-2)."""

    artikel = models.ForeignKey(Artikel, models.CASCADE, related_name="leverantorer")
    leverantor = models.ForeignKey(Leverantor, models.PROTECT, related_name="artiklar")
    lev_artnr = models.CharField("leverantörens artikelnummer", max_length=40, blank=True)
    forvald = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "leverantörsartiklar"
        constraints = [
            models.UniqueConstraint(
                fields=["artikel", "leverantor"], name="leverantorsartikel_en_gang"
            ),
            models.UniqueConstraint(
                fields=["artikel"], name="leverantorsartikel_en_forvald", condition=Q(forvald=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leverantor} {self.lev_artnr}".strip()


class Leverantorsdokument(models.Model):
    """A document about an article on its supplier's site, such as how it is put together (AI-7)."""

    artikel = models.ForeignKey(Artikel, models.CASCADE, related_name="dokument")
    rubrik = models.CharField(max_length=120)
    adress = models.URLField()

    class Meta:
        verbose_name = "leverantörsdokument"
        verbose_name_plural = "leverantörsdokument"
        constraints = [
            models.UniqueConstraint(
                fields=["artikel", "rubrik"], name="leverantorsdokument_en_gang"
            )
        ]

    def __str__(self) -> str:
        return self.rubrik


class Pris(models.Model):
    """What an article costs from a day on. Rent is kronor a month, a sale is kronor once."""

    artikel = models.ForeignKey(Artikel, models.CASCADE, related_name="priser")
    form = models.CharField(max_length=4, choices=Artikel.Debiteringsform)
    belopp = models.DecimalField(max_digits=10, decimal_places=2)
    fran = models.DateField("fr.o.m.")

    class Meta:
        verbose_name_plural = "priser"
        constraints = [
            models.UniqueConstraint(fields=["artikel", "form", "fran"], name="pris_en_gang"),
            models.CheckConstraint(condition=Q(belopp__gte=0), name="pris_inte_negativt"),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.belopp} från {self.fran}"


class Standardkomponent(models.Model):
    """A component that always comes with the main article, at no price of its own (KH-5)."""

    huvudartikel = models.ForeignKey(Artikel, models.CASCADE, related_name="standardkomponenter")
    komponent = models.ForeignKey(Artikel, models.PROTECT, related_name="+")
    antal = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name_plural = "standardkomponenter"
        constraints = [
            models.UniqueConstraint(
                fields=["huvudartikel", "komponent"], name="standardkomponent_en_gang"
            ),
            models.CheckConstraint(condition=Q(antal__gte=1), name="standardkomponent_antal"),
        ]

    def __str__(self) -> str:
        return f"{self.antal} {self.komponent}"


class Tillbehor(models.Model):
    """Vanligaste tillbehören till a product (KH-3): what it accepts as a component."""

    huvudartikel = models.ForeignKey(Artikel, models.CASCADE, related_name="tillbehor")
    tillbehor = models.ForeignKey(Artikel, models.PROTECT, related_name="passar_till")
    rubrik = models.CharField(max_length=80, default="Övriga komponenter")

    class Meta:
        verbose_name = "tillbehör"
        verbose_name_plural = "tillbehör"
        constraints = [
            models.UniqueConstraint(fields=["huvudartikel", "tillbehor"], name="tillbehor_en_gang")
        ]

    def __str__(self) -> str:
        return f"{self.tillbehor} till {self.huvudartikel}"


class Ersattning(models.Model):
    """An equivalent article that may be offered instead (EA-1). `forvald` is ticked beforehand."""

    artikel = models.ForeignKey(Artikel, models.CASCADE, related_name="ersattningar")
    ersattning = models.ForeignKey(Artikel, models.PROTECT, related_name="ersatter")
    forvald = models.BooleanField(default=False)

    class Meta:
        verbose_name = "ersättning"
        verbose_name_plural = "ersättningar"
        constraints = [
            models.UniqueConstraint(fields=["artikel", "ersattning"], name="ersattning_en_gang"),
            models.CheckConstraint(
                condition=~Q(artikel=models.F("ersattning")), name="ersattning_inte_sig_sjalv"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ersattning} i stället för {self.artikel}"


class Favorit(models.Model):
    """An article that a person wants near at hand when she orders."""

    anvandare = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="favoriter"
    )
    artikel = models.ForeignKey(Artikel, models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "favoriter"
        constraints = [
            models.UniqueConstraint(fields=["anvandare", "artikel"], name="favorit_en_gang")
        ]

    def __str__(self) -> str:
        return f"{self.artikel} för {self.anvandare}"


class Synonym(models.Model):
    """A word that people search for, and the word of the assortment that it means."""

    ord = models.CharField(max_length=40)
    betyder = models.CharField(max_length=40)

    class Meta:
        verbose_name_plural = "synonymer"
        constraints = [models.UniqueConstraint(fields=["ord", "betyder"], name="synonym_en_gang")]

    def __str__(self) -> str:
        return f"{self.ord} = {self.betyder}"


class Sokord(models.Model):
    """A word that some article can be found by: what a misspelling is mended against."""

    ord = models.CharField(max_length=40, unique=True)

    class Meta:
        verbose_name = "sökord"
        verbose_name_plural = "sökord"

    def __str__(self) -> str:
        return self.ord


class Sokform(models.Model):
    """A sökord with one letter left out. Two words one slip apart have such a form in common."""

    sokord = models.ForeignKey(Sokord, models.CASCADE, related_name="former")
    form = models.CharField(max_length=40, db_index=True)

    class Meta:
        verbose_name = "sökform"
        verbose_name_plural = "sökformer"

    def __str__(self) -> str:
        return self.form
