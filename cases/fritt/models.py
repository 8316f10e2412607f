"""What people have answered in processes drawn without code, and what they were about to answer."""

from uuid import UUID, uuid4

from django.conf import settings
from django.db import models

from cases.gemensamt.models import Arende

# Where a draft keeps the id of the case that its page is about to start.
ARENDE = "_arende"


class Svar(models.Model):
    """One answered form. Only ever inserted: a task done twice gives two, and the later holds."""

    arende = models.ForeignKey(Arende, models.CASCADE, related_name="svar", verbose_name="ärende")
    # The start event or user task that asked, in the version that the case ran then: it may have
    # moved since to one that asks otherwise, or not at all.
    element = models.CharField(max_length=100)
    version_id = models.PositiveIntegerField()
    # As `Form.keep` writes them.
    varden = models.JSONField("värden")
    av = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    # One answer given afterwards: it says nothing of the form's others.
    tillagg = models.BooleanField("tillägg", default=False)

    class Meta:
        verbose_name_plural = "svar"

    def __str__(self) -> str:
        return f"{self.element} {self.nar:%Y-%m-%d %H:%M}"


class Utkast(models.Model):
    """A half-filled form, as it was typed. One's own: a colleague starts from her own."""

    anvandare = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="användare"
    )
    # The task's id, or the process that is about to be started.
    stalle = models.CharField("ställe", max_length=60)
    # Field name -> what was typed, as texts.
    skrivet = models.JSONField()
    sparat = models.DateTimeField()

    class Meta:
        verbose_name_plural = "utkast"
        constraints = [
            models.UniqueConstraint(fields=["stalle", "anvandare"], name="utkast_ett_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.stalle} {self.sparat:%Y-%m-%d %H:%M}"

    @property
    def arende_id(self) -> UUID | None:
        """The case that the form is about to start; None for a task's draft."""
        return UUID(self.skrivet[ARENDE][0]) if ARENDE in self.skrivet else None


class VantandeFil(models.Model):
    """A file that came with a form which was sent back, until the form is accepted.

    The content lies apart, named by the id, as an attachment's does.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    utkast = models.ForeignKey(Utkast, models.CASCADE, related_name="filer")
    filnamn = models.CharField(max_length=150)
    innehallstyp = models.CharField("innehållstyp", max_length=100)

    class Meta:
        verbose_name = "väntande fil"
        verbose_name_plural = "väntande filer"

    def __str__(self) -> str:
        return self.filnamn
