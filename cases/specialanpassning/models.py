"""A specialanpassning: what was asked for, what was judged and decided, and every paper of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.artiklar.models import Artikel
from cases.gemensamt.antal import i_kronor
from cases.gemensamt.models import Arende, Bilaga
from cases.hjalpmedel.models import Individ


class Specialanpassning(models.Model):
    """One adaptation of one aid for one mottagare, begun by an arbetsorder."""

    class Status(models.TextChoices):
        ANVISNING = "Väntar på anvisning"
        BEDOMS = "Bedöms"
        KOSTNAD = "Väntar på kostnadsbeslut"
        TILLVERKARE = "Väntar på tillverkaren"
        TILLVERKAS = "Tillverkas"
        GODKANNS = "Väntar på godkännande"
        GODKAND = "Levererad och godkänd"
        UTVARDERAD = "Utvärderad"
        EJ_MOJLIG = "Avslutad, inte möjlig"
        AVSLAGEN = "Avslagen av kostnadsansvarig"
        AVSTOD = "Avslutad, förskrivaren avstod"
        NEJ_TILLVERKARE = "Avslutad, tillverkaren sa nej"
        OTILLATEN = "Avslutad, inte tillåten"
        MAKULERAD = "Makulerad"

    class Bedomning(models.TextChoices):
        MOJLIG = "mojlig", "Ja, den går att göra"
        KOMPLETTERA = "komplettera", "Anvisningen behöver kompletteras"
        EJ_MOJLIG = "ej_mojlig", "Nej, den går inte att göra"

    arende = models.OneToOneField(
        Arende,
        models.CASCADE,
        primary_key=True,
        related_name="specialanpassning",
        verbose_name="ärende",
    )
    # The arbetsorder's case and number: the two case types meet by messages, not by tables.
    arbetsorder = models.UUIDField(unique=True)
    arbetsordernummer = models.CharField(max_length=12)
    artikel = models.ForeignKey(Artikel, models.PROTECT, null=True, blank=True, related_name="+")
    individ = models.ForeignKey(Individ, models.PROTECT, null=True, blank=True, related_name="+")
    beskrivning = models.TextField("vad arbetsordern säger", max_length=2000, blank=True)
    kostnadsforslag_onskas = models.BooleanField("kostnadsförslag önskas", default=False)

    bedomning = models.CharField("bedömning", max_length=12, choices=Bedomning, blank=True)
    motivering = models.CharField(max_length=1000, blank=True)
    klar_senast = models.DateField("klar senast", null=True, blank=True)
    inom_anvisning = models.BooleanField("inom tillverkarens anvisning", null=True, blank=True)
    namngiven = models.BooleanField("för en namngiven patient", default=True)

    # Kronor, the whole of the work.
    belopp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    ansokt = models.BooleanField("ansökt om kostnaden", null=True, blank=True)
    kostnad_godkand = models.BooleanField("kostnaden godkänd", null=True, blank=True)
    kostnad_skal = models.CharField("skäl till kostnadsbeslutet", max_length=1000, blank=True)

    tillverkare = models.CharField(max_length=120, blank=True)
    fragad = models.DateField("tillverkaren frågad", null=True, blank=True)
    tillverkaren_godkanner = models.BooleanField(null=True, blank=True)
    tillverkarens_svar = models.CharField(max_length=1000, blank=True)
    avstar_efter_svar = models.BooleanField("avstår efter svaret", default=False)

    # What the table answered, in its own words.
    klass = models.CharField(max_length=60, blank=True)
    ce_marke = models.CharField("CE-märkning", max_length=120, blank=True)
    dokumentation = models.CharField(max_length=200, blank=True)
    specialanpassnings_id = models.CharField(max_length=20, blank=True)

    godkand = models.BooleanField("godkänd", null=True, blank=True)
    godkand_nar = models.DateTimeField("godkänd när", null=True, blank=True)
    underkand_skal = models.CharField("vad som inte stämde", max_length=1000, blank=True)

    class Meta:
        verbose_name_plural = "specialanpassningar"

    def __str__(self) -> str:
        return f"Specialanpassning {self.arende}"

    @property
    def kostnaden(self) -> str:
        """What the unit is asked to pay, in words."""
        return i_kronor(self.belopp or 0)


class Dokument(models.Model):
    """A paper of a specialanpassning: a file, or what somebody has written and signed here.

    Only ever inserted (MDR, L9): a new version names the one it takes the place of.
    """

    class Slag(models.TextChoices):
        UNDERLAG = "underlag", "Underlag från arbetsordern"
        ANVISNING = "anvisning", "Specialanpassningsanvisning"
        FUNKTIONELL_RISK = "funktionell_risk", "Funktionell riskanalys"
        TEKNISK_RISK = "teknisk_risk", "Teknisk riskanalys"
        TILLVERKARE = "tillverkare", "Tillverkarens skriftliga svar"
        RITNING = "ritning", "Ritning eller foto"
        MARKNING = "markning", "Foto av märkningen"
        TEKNISK = "teknisk", "Teknisk dokumentation"
        UTLATANDE = "utlatande", "Utlåtande enligt MDR bilaga XIII"
        ART55 = "art55", "Dokumentation enligt MDR artikel 5.5"
        GODKANNANDE = "godkannande", "Förskrivarens godkännande"
        UTVARDERING = "utvardering", "Utvärdering"
        ANNAT = "annat", "Annat"

    specialanpassning = models.ForeignKey(
        Specialanpassning, models.PROTECT, related_name="dokument"
    )
    slag = models.CharField(max_length=20, choices=Slag)
    # Exactly one of the two: a file, or pairs of question and answer.
    bilaga = models.ForeignKey(Bilaga, models.PROTECT, null=True, blank=True, related_name="+")
    skrivet = models.JSONField(null=True, blank=True)
    ersatter = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ersatt_av",
        verbose_name="ersätter",
    )
    version = models.PositiveSmallIntegerField(default=1)
    av = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        verbose_name_plural = "dokument"
        ordering = ["nar", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bilaga__isnull=True, skrivet__isnull=False)
                | Q(bilaga__isnull=False, skrivet__isnull=True),
                name="dokument_fil_eller_text",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_slag_display()}, version {self.version}"


class Arbetstid(models.Model):
    """Time that a technician has worked: the arbetsorder is told when the work is over."""

    specialanpassning = models.ForeignKey(Specialanpassning, models.CASCADE, related_name="tider")
    uppgift = models.CharField(max_length=60)
    dag = models.DateField()
    minuter = models.PositiveIntegerField()
    av = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "arbetstider"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.uppgift}: {self.minuter} min"
