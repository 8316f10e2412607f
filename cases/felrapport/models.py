"""A felrapport: what went wrong, with what, who looks into it and how it was answered."""

import uuid
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.artiklar.models import Artikel
from cases.gemensamt.antal import i_kronor
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from cases.organisation.models import Betalare, Grupp, Kund
from workflows import clock


class Felrapport(models.Model):
    """A report (FR-1 … FR-11). What it is about: the case `arende.galler`, an aid, or nothing."""

    class Ingang(models.TextChoices):
        """What it is about, in the words of the table `felrapport_grupp` (W1)."""

        LEVERANS = "levererad kundorder", "En leverans"
        HJALPMEDEL = "hjälpmedelsbild", "Ett hjälpmedel hos en mottagare"
        INDIVID = "individkort", "Ett märkt hjälpmedel i ett förråd"
        ARBETE = "arbetsorder", "Ett arbete som är utfört eller beställt"
        HAMTNING = "hämtorder", "En hämtning"
        ANNAT = "fristående", "Något annat"

    class Kategori(models.TextChoices):
        REKLAMATION = "Reklamation"
        TILLGANGLIGHET = "Tillgänglighet"
        BEMOTANDE = "Bemötande"

    class Status(models.TextChoices):
        UTKAST = "Utkast"
        NY = "Ny"
        MOTTAGEN = "Mottagen"
        UTREDS = "Under utredning"
        KOMPLETTERING = "Komplettering begärd"
        ATGARDAD = "Åtgärdad"
        AVSLAGEN = "Avslagen"
        AVSLUTAD = "Avslutad"
        ATERKALLAD = "Återkallad"
        RADERAD = "Raderad"

    class Utfall(models.TextChoices):
        KOMPLETTERING = "komplettering", "Be den som anmälde om mer"
        VIDARE = "vidare", "Lämna till en annan grupp"
        ATGARDAD = "åtgärdad", "Svara: åtgärdad"
        AVSLAGEN = "avslagen", "Svara: avslagen"

    class Skada(models.TextChoices):
        """In the words of the table `medteknisk_avvikelse`."""

        NEJ = "nej", "Nej"
        JA = "ja", "Ja"
        ALLVARLIG = "allvarlig vårdskada", "Ja, allvarligt"

    class Orsak(models.TextChoices):
        """Whether the aid was the cause, in the words of the same table."""

        JA = "ja", "Ja"
        OKLART = "oklart", "Det är oklart"
        NEJ = "nej", "Nej"
        SLITAGE = "normal förslitning", "Det är normalt slitage"

    arende = models.OneToOneField(
        Arende, models.CASCADE, primary_key=True, related_name="felrapport", verbose_name="ärende"
    )
    ingang = models.CharField("ingång", max_length=20, choices=Ingang)
    kategori = models.CharField(max_length=16, choices=Kategori)
    # One of `handelser.alla()`; the label itself, as the table asks for it.
    handelsetyp = models.CharField("typ av händelse", max_length=80)
    artikel = models.ForeignKey(Artikel, models.PROTECT, null=True, blank=True, related_name="+")
    individ = models.ForeignKey(
        Individ, models.PROTECT, null=True, blank=True, related_name="felrapporter"
    )
    innehav = models.ForeignKey(
        Innehav, models.PROTECT, null=True, blank=True, related_name="felrapporter"
    )
    # The row of an order that has not come: nobody has it yet.
    rad = models.UUIDField(null=True, blank=True)
    foljesedel = models.CharField("följesedel", max_length=20, blank=True)
    datum = models.DateField(null=True, blank=True)
    tid = models.TimeField(null=True, blank=True)
    beskrivning = models.TextField(
        "beskrivning av händelse/eventuella konsekvenser", max_length=2000, blank=True
    )
    kommentar = models.TextField(max_length=1000, blank=True)
    ersattning_onskas = models.BooleanField("önskas ersättningsvara", default=False)
    kreditering_onskas = models.BooleanField("önskas kreditering", default=False)
    # Whether somebody was hurt or could have been, and by the aid (§2.7).
    skada = models.CharField(max_length=20, choices=Skada, default=Skada.NEJ)
    risk_for_skada = models.BooleanField("risk för skada", default=False)
    orsak_produkt = models.CharField(
        "hjälpmedlet är orsaken", max_length=20, choices=Orsak, default=Orsak.NEJ
    )
    # Who at HMC has it now, and when an answer is due.
    grupp = models.ForeignKey(Grupp, models.PROTECT, null=True, blank=True, related_name="+")
    svara_senast = models.DateTimeField(null=True, blank=True)
    utfall = models.CharField(max_length=14, choices=Utfall, blank=True)
    grundorsak = models.CharField("grundorsak", max_length=200, blank=True)
    # Whether the answer was enough; null while nobody has said.
    racker = models.BooleanField("svaret räcker", null=True, blank=True)
    # Counts every change, so that a page left open is found out before it overwrites another's.
    version = models.PositiveIntegerField(default=1)
    andrad = models.DateTimeField("ändrad")
    andrad_av = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "felrapporter"
        constraints = [
            models.CheckConstraint(
                condition=~Q(ingang="fristående") | Q(innehav__isnull=True),
                name="felrapport_fristaende_utan_innehav",
            )
        ]

    def __str__(self) -> str:
        return f"Felrapport {self.arende}"

    @property
    def personskada_eller_tillbud(self) -> bool:
        """Whether somebody was hurt or could have been."""
        return self.risk_for_skada or self.skada != self.Skada.NEJ

    @property
    def hande(self) -> datetime | None:
        """When it happened, where both the day and the time have been said."""
        if self.datum is None or self.tid is None:
            return None
        return datetime.combine(self.datum, self.tid, tzinfo=clock.STOCKHOLM)


class Inlagg(models.Model):
    """What was said between the one who reported and those who look into it. Only ever added."""

    class Slag(models.TextChoices):
        FRAGA = "fraga", "HMC frågar"
        KOMPLETTERING = "komplettering", "Kompletterad"
        LAMNAD = "lamnad", "Lämnad till en annan grupp"
        SVAR = "svar", "HMC svarar"
        ATERKOPPLING = "aterkoppling", "Återkoppling"

    felrapport = models.ForeignKey(Felrapport, models.CASCADE, related_name="inlagg")
    slag = models.CharField(max_length=14, choices=Slag)
    text = models.TextField(max_length=2000)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        verbose_name = "inlägg"
        verbose_name_plural = "inlägg"
        ordering = ["nar", "pk"]

    def __str__(self) -> str:
        return f"{self.get_slag_display()}: {self.text[:40]}"


class Foljdatgard(models.Model):
    """What a report leads to. Its id is what the message that asks for it is known by."""

    class Slag(models.TextChoices):
        ERSATTNING = "ersattning", "Ersättningsvara utan kostnad"
        KREDITERING = "kreditering", "Kreditering"
        HAMTNING = "hamtning", "Hämtorder"
        ARBETE = "arbete", "Arbetsorder"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    felrapport = models.ForeignKey(Felrapport, models.CASCADE, related_name="foljder")
    slag = models.CharField(max_length=12, choices=Slag)
    antal = models.PositiveSmallIntegerField(default=1)
    # Kronor, of a credit.
    belopp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    # The code of a type of work.
    typ = models.CharField(max_length=12, blank=True)
    text = models.CharField(max_length=400, blank=True)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    # When it was asked for; null while the move that does it is not through.
    begard = models.DateTimeField("begärd", null=True, blank=True)

    class Meta:
        verbose_name = "följdåtgärd"
        verbose_name_plural = "följdåtgärder"
        ordering = ["nar", "pk"]

    def __str__(self) -> str:
        return f"{self.get_slag_display()} för {self.felrapport}"


class Kreditering(models.Model):
    """A sum to be given back, for the invoice basis (M-FR-KREDIT). Only ever added."""

    foljdatgard = models.OneToOneField(
        Foljdatgard, models.PROTECT, primary_key=True, related_name="kreditering"
    )
    kund = models.ForeignKey(Kund, models.PROTECT, related_name="+")
    betalare = models.ForeignKey(Betalare, models.PROTECT, related_name="+")
    innehav = models.ForeignKey(Innehav, models.PROTECT, null=True, blank=True, related_name="+")
    # Kronor.
    belopp = models.DecimalField(max_digits=10, decimal_places=2)
    skal = models.CharField("skäl", max_length=400)
    dag = models.DateField()

    class Meta:
        verbose_name_plural = "krediteringar"
        constraints = [models.CheckConstraint(condition=Q(belopp__gt=0), name="kreditering_belopp")]

    def __str__(self) -> str:
        return f"{i_kronor(self.belopp)} till {self.kund}"


# The kind of file that ends an avvikelse which has been notified.
AVSLUTSBREV = "avslutsbrev"


class Avvikelse(models.Model):
    """A medicinteknisk avvikelse (§2.7): how it is classed, who was told when, how it ended."""

    felrapport = models.OneToOneField(
        Felrapport, models.CASCADE, primary_key=True, related_name="avvikelse"
    )
    individ = models.ForeignKey(
        Individ, models.PROTECT, null=True, blank=True, related_name="avvikelser"
    )
    # What the table `medteknisk_avvikelse` said.
    klass = models.CharField(max_length=60)
    anmals_till_lv = models.BooleanField("anmäls till Läkemedelsverket", default=True)
    lex_maria = models.CharField(max_length=40)
    # Codes of the works that are to be done before it ends, separated by spaces.
    kraver_arbeten = models.CharField(max_length=60, blank=True)
    anmal_senast = models.DateTimeField()
    # HMC kvalitet gave up waiting for the notification.
    avskriven = models.DateTimeField(null=True, blank=True)
    avskriven_skal = models.CharField(max_length=400, blank=True)
    # To Läkemedelsverket: the day and its number, or why not.
    lv_dag = models.DateField(null=True, blank=True)
    lv_referens = models.CharField(max_length=40, blank=True)
    lv_skal = models.CharField(max_length=400, blank=True)
    # To IVO (lex Maria): the day, or why not.
    ivo_dag = models.DateField(null=True, blank=True)
    ivo_skal = models.CharField(max_length=400, blank=True)
    beslut = models.CharField(
        max_length=10,
        choices=[("anvands", "Får användas igen"), ("skrotas", "Skrotas")],
        blank=True,
    )
    utredning = models.CharField(max_length=1000, blank=True)
    # Why a work that was asked for was not needed.
    utan_arbete_skal = models.CharField(max_length=400, blank=True)
    avslutad = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "avvikelser"

    def __str__(self) -> str:
        return f"{self.klass}: {self.felrapport}"

    @property
    def utreds_senast(self) -> datetime | None:
        """When the investigation is to be with IVO, counted from the day of the event (lex Maria,
        HSLF-FS 2017:41); None where it isn't notified there."""
        notified = self.ivo_dag is not None or (
            self.lex_maria.startswith("ja") and not self.ivo_skal
        )
        event = self.felrapport.datum
        if not notified or event is None:
            return None
        last = event + timedelta(days=settings.LEX_MARIA_DAGAR)
        return datetime.combine(last, time(23, 59), tzinfo=clock.STOCKHOLM)
