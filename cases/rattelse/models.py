"""A rättelse: what was wrong with a receipt, and what is so."""

from django.db import models
from django.db.models import Q

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from cases.mottagare.models import Mottagare


class Rattelse(models.Model):
    """Why and how an innehav was mended. Its case says for which order (`galler`)."""

    class Vad(models.TextChoices):
        INDIVID = "individ", "Fel individ lästes av"
        ANTAL = "antal", "Fel antal togs emot"
        MOTTAGARE = "mottagare", "Levererades till fel mottagare"

    arende = models.OneToOneField(
        Arende, models.CASCADE, primary_key=True, related_name="rattelse", verbose_name="ärende"
    )
    vad = models.CharField(max_length=10, choices=Vad)
    # What was registered wrong; annulled, and kept.
    innehav = models.OneToOneField(Innehav, models.PROTECT, related_name="rattelse")
    nytt_innehav = models.OneToOneField(
        Innehav, models.PROTECT, null=True, blank=True, related_name="rattat_av"
    )
    individ = models.ForeignKey(Individ, models.PROTECT, null=True, blank=True, related_name="+")
    mottagare = models.ForeignKey(
        Mottagare, models.PROTECT, null=True, blank=True, related_name="+"
    )
    antal = models.PositiveSmallIntegerField(default=1)
    dag = models.DateField("rätt leveransdag")
    # Whether what was registered but never came stands in the lager.
    i_lager = models.BooleanField("finns i lagret", default=True)
    skal = models.CharField("skäl", max_length=400)
    utford = models.DateTimeField("utförd", null=True, blank=True)

    class Meta:
        verbose_name_plural = "rättelser"
        constraints = [
            models.CheckConstraint(
                condition=Q(vad="individ", individ__isnull=False)
                | Q(vad="mottagare", mottagare__isnull=False)
                | Q(vad="antal"),
                name="rattelse_sager_vad_som_ar_ratt",
            ),
            models.CheckConstraint(condition=~Q(skal=""), name="rattelse_har_skal"),
        ]

    def __str__(self) -> str:
        return f"{self.get_vad_display()}: {self.skal}"
