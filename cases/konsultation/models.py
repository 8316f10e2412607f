"""A konsultation: the time that is offered, how it went, and what is recommended."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ


class Konsultation(models.Model):
    """Help from a konsulent, begun by an arbetsorder."""

    class Status(models.TextChoices):
        VANTAR = "Väntar på tid"
        BOKAD = "Tid bokad"
        GENOMFORD = "Genomförd"
        EJ_NADD = "Avslutad, mottagaren nåddes inte"
        UTEBLEV = "Avslutad utan besök"
        MAKULERAD = "Makulerad"

    class Form(models.TextChoices):
        BESOK = "besok", "Besök"
        ONLINE = "online", "Onlinebesök"
        TELEFON = "telefon", "Telefon"

    class Utfall(models.TextChoices):
        RAD = "rad", "Råd gavs"
        ARTIKLAR = "artiklar", "Hjälpmedel rekommenderas"
        SPECIALANPASSNING = "specialanpassning", "Specialanpassning rekommenderas"
        NY_TID = "ny_tid", "En ny tid behövs"
        UTEBLEV = "uteblev", "Blev inte av"

    arende = models.OneToOneField(
        Arende,
        models.CASCADE,
        primary_key=True,
        related_name="konsultation",
        verbose_name="ärende",
    )
    # The arbetsorder's case and number: the two case types meet by messages, not by tables.
    arbetsorder = models.UUIDField(unique=True)
    arbetsordernummer = models.CharField(max_length=12)
    artikel = models.ForeignKey(Artikel, models.PROTECT, null=True, blank=True, related_name="+")
    individ = models.ForeignKey(Individ, models.PROTECT, null=True, blank=True, related_name="+")
    beskrivning = models.TextField("vad arbetsordern säger", max_length=2000, blank=True)
    akut = models.BooleanField(default=False)
    # Which of the konsulenter, by the key of their group; empty for any of them.
    grupp = models.CharField(max_length=60, blank=True)
    # When a time must be booked (`sla.csv`); the arbetsorder's type says how many days.
    tid_senast = models.DateTimeField("tid bokas senast")
    form = models.CharField(max_length=8, choices=Form, blank=True)
    tid = models.DateTimeField(null=True, blank=True)
    forsok = models.PositiveSmallIntegerField("antal försök", default=0)
    skal = models.CharField("skäl till sen tid", max_length=400, blank=True)
    utfall = models.CharField(max_length=20, choices=Utfall, blank=True)
    sammanfattning = models.TextField(max_length=2000, blank=True)
    journal = models.BooleanField("antecknat i journalen", default=False)
    minuter = models.PositiveIntegerField(default=0)
    genomford_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "konsultationer"

    def __str__(self) -> str:
        return f"Konsultation {self.arende}"


class Rekommendation(models.Model):
    """An article that the konsulent recommends."""

    konsultation = models.ForeignKey(Konsultation, models.CASCADE, related_name="rekommendationer")
    artikel = models.ForeignKey(Artikel, models.PROTECT, related_name="+")
    antal = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "rekommendationer"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["konsultation", "artikel"], name="rekommendation_en_gang"
            ),
            models.CheckConstraint(condition=Q(antal__gte=1), name="rekommendation_antal"),
        ]

    def __str__(self) -> str:
        return f"{self.antal} {self.artikel}"
