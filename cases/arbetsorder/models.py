"""An arbetsorder: work on an aid, what was planned, who did it, how long it took."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from cases.organisation.models import Adress, Grupp, Leveransadress


class Utforande(models.TextChoices):
    """Where the work is done."""

    HAMTAS = "hamtas", "Hämtas för åtgärd"
    PLATS = "plats", "Utföres på plats"
    LAMNAS = "lamnas", "Hjälpmedel lämnas till HMC"


class TypAvAtgard(models.Model):
    """A kind of work that may be ordered (`typ_av_atgard_arbetsorder.csv`). Edited by HMC."""

    class Enhet(models.TextChoices):
        ARBETSDAGAR = "arbetsdagar", "arbetsdagar"
        ARBETSTIMMAR = "arbetstimmar", "arbetstimmar"
        TIMMAR = "timmar", "timmar"

    class Bilaga(models.TextChoices):
        FRIVILLIG = "frivillig", "Frivillig"
        KRAVS = "kravs", "Krävs"

    class Vem(models.TextChoices):
        ALLA = "alla", "Förskrivare, beställare och HMC"
        HMC = "hmc", "Bara HMC"

    kod = models.SlugField(max_length=12, unique=True)
    etikett = models.CharField(max_length=80, unique=True)
    # What it is for, in the förskrivare's words: shown where she chooses.
    hjalp = models.CharField("hjälptext", max_length=300)
    # Words that she may describe it with, separated by spaces; what the guide looks among.
    ord = models.CharField("sökord", max_length=400, blank=True)
    # How soon work begins and is done, counted from Verkställ; null where nothing is promised.
    start_inom = models.PositiveSmallIntegerField("påbörjas inom", null=True, blank=True)
    start_enhet = models.CharField(max_length=12, choices=Enhet, default=Enhet.ARBETSDAGAR)
    klar_inom = models.PositiveSmallIntegerField(null=True, blank=True)
    klar_enhet = models.CharField(max_length=12, choices=Enhet, default=Enhet.ARBETSDAGAR)
    debitering = models.CharField(max_length=80, blank=True)
    bilaga = models.CharField(max_length=10, choices=Bilaga, default=Bilaga.FRIVILLIG)
    akut = models.BooleanField(default=False)
    # Whether the cost is to be approved before a specialanpassning begins.
    kostnadsforslag = models.BooleanField("kostnadsförslag", default=False)
    # Whether the aid comes back to the HMC with the work: no hämtorder is needed.
    tas_tillbaka = models.BooleanField(default=False)
    # What the type itself says of how it is done; empty where the beställare chooses.
    utforande = models.CharField("utförande", max_length=8, choices=Utforande, blank=True)
    vem = models.CharField("får väljas av", max_length=5, choices=Vem, default=Vem.ALLA)
    ordning = models.PositiveSmallIntegerField(default=0)
    aktiv = models.BooleanField(default=True)

    class Meta:
        verbose_name = "typ av åtgärd"
        verbose_name_plural = "typer av åtgärd"
        ordering = ["ordning", "etikett"]

    def __str__(self) -> str:
        return self.etikett

    @property
    def start_ord(self) -> str:
        """How soon work begins, in words; empty where nothing is promised."""
        return f"{self.start_inom} {self.get_start_enhet_display()}" if self.start_inom else ""

    @property
    def klar_ord(self) -> str:
        """How soon it is done, in words; empty where nothing is promised."""
        return f"{self.klar_inom} {self.get_klar_enhet_display()}" if self.klar_inom else ""


class Arbetsorder(Adress):
    """Work ordered on an aid (AO-1 … AO-8). The address is its own, whatever the source does."""

    class Status(models.TextChoices):
        UTKAST = "Utkast"
        REGISTRERAD = "Registrerad"
        MOTTAGEN = "Mottagen"
        PLANERAD = "Planerad"
        PABORJAD = "Påbörjad"
        VANTAR = "Väntar"
        FARDIGRAPPORTERAD = "Färdigrapporterad"
        AVSLUTAD = "Avslutad"
        MAKULERAD = "Makulerad"
        RADERAD = "Raderad"

    class Kalla(models.TextChoices):
        """Who asked for it: the patient may ask kundtjänst for a repair herself [S13]."""

        ENHET = "enhet", "Enheten"
        PATIENT = "patient", "Patient eller närstående, genom kundtjänst"
        FELRAPPORT = "felrapport", "Felrapport"
        UNDERHALLSPLAN = "underhallsplan", "Underhållsplan"

    class Granskning(models.TextChoices):
        GODKAND = "godkand", "Underlaget räcker"
        KOMPLETTERA = "komplettera", "Underlaget ska kompletteras"
        BYT_TYP = "byt_typ", "Typ av åtgärd är fel"

    class Vantar(models.TextChoices):
        PATIENT = "patient", "Patienten går inte att nå"
        MATERIAL = "material", "Material eller reservdel"
        TILLVERKARE = "tillverkare", "Svar från tillverkaren"
        KOSTNAD = "kostnad", "Kostnadsbeslut"

    arende = models.OneToOneField(
        Arende, models.CASCADE, primary_key=True, related_name="arbetsorder", verbose_name="ärende"
    )
    kalla = models.CharField("beställd av", max_length=14, choices=Kalla, default=Kalla.ENHET)
    artikel = models.ForeignKey(Artikel, models.PROTECT, null=True, blank=True, related_name="+")
    individ = models.ForeignKey(
        Individ, models.PROTECT, null=True, blank=True, related_name="arbetsordrar"
    )
    innehav = models.ForeignKey(
        Innehav, models.PROTECT, null=True, blank=True, related_name="arbetsordrar"
    )
    # The kundorder's row that it is coupled to; `arende.galler` is the kundorder (AO-5).
    orderrad = models.UUIDField(null=True, blank=True)
    typ = models.ForeignKey(
        TypAvAtgard, models.PROTECT, null=True, blank=True, related_name="arbetsordrar"
    )
    utforande = models.CharField("utförande", max_length=8, choices=Utforande, blank=True)
    # The konsulent group of the product area; asked for a konsultation.
    produktomrade = models.ForeignKey(
        Grupp, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="produktområde"
    )
    nyforskrivning = models.BooleanField("nyförskrivning", default=False)
    fast_montage = models.BooleanField("monteras fast i bostaden", default=False)
    felbeskrivning = models.TextField("felbeskrivning/information", max_length=4000, blank=True)
    kommentar = models.CharField(max_length=500, blank=True)
    ersattning_behovs = models.BooleanField("ersättningshjälpmedel behövs", default=False)
    kan_komma = models.BooleanField("patienten kan komma till HMC", default=False)
    akut_motivering = models.CharField(max_length=400, blank=True)
    epost_utanfor = models.BooleanField("bifogas e-post utanför Sesam", default=False)
    # Whose address it is: the mottagare's own when null.
    hamtad_fran = models.ForeignKey(
        Leveransadress, models.PROTECT, null=True, blank=True, related_name="+"
    )
    adressnamn = models.CharField("namn i adressen", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=0)
    andrad = models.DateTimeField("ändrad")

    # The diagram of its own that has it now: specialanpassning or konsultation.
    underprocess = models.CharField(max_length=20, blank=True)
    # That it came to nothing there: what it was to be done on is not released by itself.
    blev_inte_av = models.BooleanField(default=False)
    # What was promised when it was sent or got another type: a type that is changed later changes
    # no promise that has been made.
    utlovad_start = models.DateTimeField("påbörjas senast", null=True, blank=True)
    utlovad_klar = models.DateTimeField("klar senast", null=True, blank=True)
    # What HMC has said.
    # The group that the triage chose, where the table knows none.
    grupp = models.ForeignKey(Grupp, models.PROTECT, null=True, blank=True, related_name="+")
    granskning = models.CharField(max_length=12, choices=Granskning, blank=True)
    granskning_text = models.CharField("fråga till beställaren", max_length=400, blank=True)
    # When the aid came to the workshop: it is then to be brought back, however the work goes.
    hamtad = models.DateTimeField("hämtad till verkstaden", null=True, blank=True)
    parkerad_till = models.DateTimeField(null=True, blank=True)
    vantar = models.CharField("väntar på", max_length=12, choices=Vantar, blank=True)
    kontaktforsok = models.PositiveSmallIntegerField("kontaktförsök utan svar", default=0)
    paborjad = models.DateTimeField("påbörjad", null=True, blank=True)
    fardig = models.DateTimeField("färdigrapporterad", null=True, blank=True)
    utlatande = models.TextField("utlåtande", max_length=2000, blank=True)
    # It could not be mended: the beställare orders another and has this one fetched.
    byt_ut = models.BooleanField("hjälpmedlet ska bytas ut", default=False)
    makulering_begard = models.DateTimeField("makulering begärd", null=True, blank=True)
    makulering_skal = models.CharField("skäl till makulering", max_length=400, blank=True)
    makulerad = models.DateTimeField(null=True, blank=True)
    makulerad_orsak = models.CharField("orsak", max_length=400, blank=True)
    # What became of the coupled order when this one was cancelled.
    leveransval = models.CharField(max_length=12, blank=True)
    ersatter = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="ersatt_av"
    )

    class Meta:
        verbose_name = "arbetsorder"
        verbose_name_plural = "arbetsordrar"
        indexes = [models.Index(fields=["orderrad"], name="arbetsorder_rad")]

    def __str__(self) -> str:
        return f"Arbetsorder {self.arende}"


class Aktivitet(models.Model):
    """A part of an arbetsorder with a number of its own, `<ao>-<n>`: one visit, one trade."""

    class Lage(models.TextChoices):
        OPLANERAD = "oplanerad", "Inte planerad"
        PLANERAD = "planerad", "Planerad"
        PABORJAD = "paborjad", "Påbörjad"
        KLAR = "klar", "Klar"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arbetsorder = models.ForeignKey(Arbetsorder, models.CASCADE, related_name="aktiviteter")
    nr = models.PositiveSmallIntegerField("nummer")
    vad = models.CharField(max_length=80)
    lage = models.CharField("läge", max_length=10, choices=Lage, default=Lage.OPLANERAD)
    tekniker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    fran = models.DateTimeField("från", null=True, blank=True)
    till = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "aktiviteter"
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["arbetsorder", "nr"], name="aktivitet_nr_en_gang"),
            models.CheckConstraint(
                condition=Q(fran__isnull=True, till__isnull=True) | Q(till__gt=F("fran")),
                name="aktivitet_tid_framat",
            ),
        ]

    def __str__(self) -> str:
        return self.nummer

    @property
    def nummer(self) -> str:
        """`26480001-1`."""
        return f"{self.arbetsorder.arende}-{self.nr}"


class Tidsrad(models.Model):
    """Time reported on an aktivitet. The comment is read by the förskrivare [S7]."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aktivitet = models.ForeignKey(Aktivitet, models.CASCADE, related_name="tidsrader")
    av = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dag = models.DateField()
    minuter = models.PositiveSmallIntegerField()
    kommentar = models.CharField(max_length=1000)
    skriven = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tidsrader"
        ordering = ["dag", "skriven"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minuter__gte=1, minuter__lte=1440), name="tidsrad_minuter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.minuter} min {self.dag}"


class Forbrukat(models.Model):
    """A part that was put in."""

    tidsrad = models.ForeignKey(Tidsrad, models.CASCADE, related_name="delar")
    artikel = models.ForeignKey(Artikel, models.PROTECT, related_name="+")
    antal = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = "förbrukad del"
        verbose_name_plural = "förbrukade delar"
        constraints = [
            models.CheckConstraint(condition=Q(antal__gte=1), name="forbrukat_antal"),
            models.UniqueConstraint(fields=["tidsrad", "artikel"], name="forbrukat_en_gang"),
        ]

    def __str__(self) -> str:
        return f"{self.antal} {self.artikel}"
