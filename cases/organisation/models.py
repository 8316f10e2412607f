"""Who orders, who pays, where goods lie and when the turbil goes."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from cases.organisation.roller import ROLLER, etiketter


class Betalare(models.Model):
    """Who gets the bill. The manual names one without a number."""

    nummer = models.CharField(max_length=8, null=True, blank=True, unique=True)
    namn = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "betalare"
        constraints = [
            models.UniqueConstraint(
                fields=["namn"], name="betalare_namn_utan_nummer", condition=Q(nummer__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.namn}" if self.nummer else self.namn


class Baskod(models.Model):
    """Payment responsibility: the kommun's code, with `k` when the kommun itself pays."""

    class Sida(models.TextChoices):
        REGION = "region", "Region, primärvård"
        KOMMUN = "kommun", "Kommun"

    kod = models.CharField(max_length=5, unique=True)
    namn = models.CharField(max_length=80)
    sida = models.CharField(max_length=8, choices=Sida)
    betalare = models.ForeignKey(Betalare, models.PROTECT, related_name="baskoder")

    class Meta:
        verbose_name_plural = "baskoder"

    def __str__(self) -> str:
        return f"{self.kod} {self.namn}"


class Turbilomrade(models.Model):
    """A geographic area and its one fixed delivery day a week [S14]."""

    class Veckodag(models.IntegerChoices):
        MANDAG = 0, "måndag"
        TISDAG = 1, "tisdag"
        ONSDAG = 2, "onsdag"
        TORSDAG = 3, "torsdag"
        FREDAG = 4, "fredag"

    namn = models.CharField(max_length=80, unique=True)
    veckodag = models.PositiveSmallIntegerField(choices=Veckodag)
    # Leading digits of the postnummer that belong to the area; the longest match wins.
    postnummer = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "turbilområden"
        constraints = [
            models.CheckConstraint(condition=Q(veckodag__lte=4), name="turbil_pa_vardag")
        ]

    def __str__(self) -> str:
        return f"{self.namn} ({self.get_veckodag_display()})"


class Kund(models.Model):
    """A unit that orders, by its kundnummer."""

    class Organisation(models.TextChoices):
        KOMMUN = "kommun", "Kommun"
        REGION = "region", "Regionen"
        HABILITERING = "habilitering", "Habilitering"
        PRIVAT = "privat", "Privat vårdgivare"

    nummer = models.CharField(max_length=8, unique=True)
    namn = models.CharField(max_length=120)
    organisation = models.CharField(max_length=12, choices=Organisation)
    betalare = models.ForeignKey(Betalare, models.PROTECT, related_name="kunder")
    # HMC-lager that delivers when the article does not say; null: the article's own.
    leverans_fran = models.ForeignKey(
        "Lager", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "kunder"

    def __str__(self) -> str:
        return f"{self.nummer} {self.namn}"


class Lager(models.Model):
    """Where goods lie: HMC's own lager, or a unit's buffertförråd."""

    class Typ(models.TextChoices):
        HMC = "hmc", "HMC-lager"
        BUFFERT = "buffert", "Buffertförråd"
        # Where what nobody can find stands in the books, until it turns up or is scrapped.
        SVINN = "svinn", "Svinnlager"

    nummer = models.CharField(max_length=4, unique=True)
    namn = models.CharField(max_length=120)
    typ = models.CharField(max_length=8, choices=Typ)
    kund = models.ForeignKey(Kund, models.PROTECT, null=True, blank=True, related_name="forrad")
    # Printed under Instruktioner so that the driver finds the place.
    platskod = models.CharField(max_length=13, blank=True)
    # Uttag of an individartikel needs an inventory first (KO-5).
    inventerat = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "lager"
        constraints = [
            models.CheckConstraint(
                condition=Q(typ__in=["hmc", "svinn"], kund__isnull=True)
                | Q(typ="buffert", kund__isnull=False),
                name="lager_buffert_har_kund",
            ),
            models.UniqueConstraint(
                fields=["typ"], name="lager_ett_svinnlager", condition=Q(typ="svinn")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.namn}"


class Adress(models.Model):
    """The address fields of the manual's forms (HO-4, KO-25)."""

    co = models.CharField("c/o adress", max_length=80, blank=True)
    gatuadress = models.CharField(max_length=80, blank=True)
    postnr = models.CharField("postnummer", max_length=5, blank=True)
    postort = models.CharField(max_length=40, blank=True)
    telefon = models.CharField(max_length=30, blank=True)
    mobil = models.CharField("mobiltelefon", max_length=30, blank=True)
    portkod = models.CharField(max_length=20, blank=True)
    instruktioner = models.CharField(max_length=200, blank=True)
    kontaktperson = models.CharField(max_length=80, blank=True)
    kontakttelefon = models.CharField("kontaktpersonens telefon", max_length=30, blank=True)

    class Meta:
        abstract = True

    @property
    def postadress(self) -> str:
        """`541 37 SKÖVDE`; empty when there is none."""
        number = f"{self.postnr[:3]} {self.postnr[3:]}" if self.postnr else ""
        return f"{number} {self.postort}".strip()


class Leveransadress(Adress):
    """A place that a kund gets deliveries to. `lager` says that it is the unit's buffertförråd."""

    kund = models.ForeignKey(Kund, models.CASCADE, related_name="adresser")
    namn = models.CharField(max_length=120)
    lager = models.ForeignKey(
        Lager, models.PROTECT, null=True, blank=True, related_name="leveransadresser"
    )
    turbilomrade = models.ForeignKey(
        Turbilomrade, models.PROTECT, null=True, blank=True, related_name="adresser"
    )
    forvald = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "leveransadresser"
        constraints = [
            models.UniqueConstraint(fields=["kund", "namn"], name="leveransadress_en_gang"),
            models.UniqueConstraint(
                fields=["kund"], name="leveransadress_en_forvald", condition=Q(forvald=True)
            ),
        ]

    def __str__(self) -> str:
        return self.namn


class Grupp(models.Model):
    """A part of a role that decisions send work to, such as the konsulenter for wheelchairs."""

    nyckel = models.SlugField(max_length=60, unique=True)
    namn = models.CharField(max_length=120)
    # The name without regard to case, by which there is one group: databases fold differently.
    vikt = models.CharField(max_length=250, unique=True, editable=False)
    roll = models.CharField(
        max_length=20, choices=[(role.key, role.label) for role in ROLLER.values()]
    )

    class Meta:
        verbose_name_plural = "grupper"

    def __str__(self) -> str:
        return self.namn

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.vikt = self.namn.casefold()
        if "namn" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "vikt"}
        super().save(*args, **kwargs)


class Anvandare(AbstractUser):
    """A person who logs in. `username` is the användar-id."""

    # Keys of `roller.ROLLER`.
    roller = models.JSONField(default=list, blank=True)
    grupper = models.ManyToManyField(Grupp, blank=True, related_name="medlemmar")
    kunder = models.ManyToManyField(Kund, through="Uppdrag", blank=True, related_name="anvandare")
    betalare = models.ForeignKey(Betalare, models.PROTECT, null=True, blank=True, related_name="+")
    telefon = models.CharField(max_length=30, blank=True)
    mobil = models.CharField("mobiltelefon", max_length=30, blank=True)
    fax = models.CharField(max_length=30, blank=True)
    # ISO 9999 prefixes that the person may prescribe from; empty with `alla_produktomraden`.
    produktomraden = models.JSONField(default=list, blank=True)
    alla_produktomraden = models.BooleanField("fullständiga accessrättigheter", default=False)
    # "Undantag finns" (BK-2, BK-3): may set and remove avvikande baskod whatever the organisation.
    far_andra_baskod = models.BooleanField(default=False)

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"

    def __str__(self) -> str:
        return self.namn

    @property
    def namn(self) -> str:
        """First and last name, or the användar-id for one who has none."""
        return self.get_full_name() or self.username

    def inom_produktomrade(self, iso: str) -> bool:
        """Whether an ISO code is among those that the person may prescribe from.

        With no area said there is no limit: one answers for one's own right to prescribe [S5].
        """
        if self.alla_produktomraden or not self.produktomraden or not iso:
            return True
        return any(iso.startswith(area) for area in self.produktomraden)

    @property
    def rolltext(self) -> str:
        """The person's roles in words."""
        return ", ".join(etiketter(self.roller))


class Gruppandring(models.Model):
    """What was changed of a group, by whom and when. Only ever inserted.

    Whom it was about is told by her name as it is now, and is gone when she is.
    """

    class Vad(models.TextChoices):
        SKAPAD = "skapad", "Skapad som {namn}"
        NAMN = "namn", "Bytte namn från {forr} till {namn}"
        MED = "med", "{om} är med"
        UTE = "ute", "{om} är inte med längre"

    grupp = models.ForeignKey(Grupp, models.CASCADE, related_name="andringar")
    vad = models.CharField(max_length=6, choices=Vad)
    om = models.ForeignKey(Anvandare, models.CASCADE, null=True, related_name="+")
    # The group's, never a person's.
    forr = models.CharField("förr", max_length=120, blank=True)
    namn = models.CharField(max_length=120, blank=True)
    av = models.ForeignKey(Anvandare, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        verbose_name = "gruppändring"
        verbose_name_plural = "gruppändringar"

    def __str__(self) -> str:
        om = self.om.namn if self.om else ""
        return self.Vad(self.vad).label.format(om=om, forr=self.forr, namn=self.namn)


class Uppdrag(models.Model):
    """That a person works for a kund. The one that is `forvald` is filled in to begin with."""

    anvandare = models.ForeignKey(Anvandare, models.CASCADE, related_name="uppdrag")
    kund = models.ForeignKey(Kund, models.CASCADE, related_name="uppdrag")
    forvald = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "uppdrag"
        constraints = [
            models.UniqueConstraint(fields=["anvandare", "kund"], name="uppdrag_en_gang"),
            models.UniqueConstraint(
                fields=["anvandare"], name="uppdrag_ett_forvalt", condition=Q(forvald=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anvandare} för {self.kund}"
