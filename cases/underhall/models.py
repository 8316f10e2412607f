"""One time that a plan falls due for an individ: whom was reached, and what became of it."""

from django.db import models
from django.db.models import Q

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Underhall


class Omgang(models.Model):
    """One time that something of the plan is to be done to an individ (§3.6)."""

    class Status(models.TextChoices):
        KONTAKTA = "Kontakta mottagaren"
        EJ_NADD = "Väntar på kostnadsansvarig"
        BESTALLD = "Arbetsorder beställd"
        UTFORD = "Utfört"
        UTAN = "Avslutat utan underhåll"

    class Utfall(models.TextChoices):
        BOKAT = "bokat", "En dag är bestämd"
        EJ_NADD = "ej_nadd", "Mottagaren går inte att nå"
        INTE_AKTUELLT = "inte_aktuellt", "Underhållet är inte aktuellt"

    arende = models.OneToOneField(
        Arende, models.CASCADE, primary_key=True, related_name="omgang", verbose_name="ärende"
    )
    individ = models.ForeignKey(Individ, models.PROTECT, related_name="omgangar")
    aktivitetstyp = models.CharField(max_length=12, choices=Underhall)
    forfaller = models.DateField("förfaller")
    # The plan's own words at the time: the interval in months, and where it comes from.
    intervall = models.PositiveSmallIntegerField("intervall i månader")
    kalla = models.CharField("källa", max_length=200, blank=True)
    utfall = models.CharField(max_length=14, choices=Utfall, blank=True)
    bokad = models.DateField(null=True, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    avstar = models.BooleanField("avstår", default=False)
    utfort = models.BooleanField("utfört", default=False)
    # How many days have been agreed: each makes an arbetsorder of its own.
    forsok = models.PositiveSmallIntegerField("försök", default=0)
    # Something falls due for an individ once at a time: the database refuses a second.
    oppen = models.BooleanField("öppen", default=True)

    class Meta:
        verbose_name = "underhållsomgång"
        verbose_name_plural = "underhållsomgångar"
        constraints = [
            models.UniqueConstraint(
                fields=["individ", "aktivitetstyp"],
                name="omgang_en_oppen",
                condition=Q(oppen=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_aktivitetstyp_display()} {self.individ} {self.forfaller}"
