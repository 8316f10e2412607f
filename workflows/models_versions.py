"""Processes by name, their versions, and which of them new cases take."""

from django.db import models


class Definition(models.Model):
    """A process by name, with the version that new cases take."""

    name = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    case_type = models.CharField(max_length=40)
    published = models.ForeignKey(
        "Version", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Rises with all that changes a draft or what one is begun from; a draft's rev is taken from it,
    # so that none comes back.
    draft_rev = models.PositiveIntegerField(default=0)
    # The release whose time has not come; kept here so that whoever starts a case sees it at once.
    planned = models.ForeignKey("Release", models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """What a process was at a time. Immutable; named by the digest of what runs."""

    class Source(models.TextChoices):
        FILE = "file", "Fil"
        OWNER = "owner", "Processägare"

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    bpmn = models.BinaryField()
    # Tables and forms by file name, as text.
    files = models.JSONField(default=dict)
    # Its examples; like the layout they are no part of what runs.
    scenarios = models.TextField(blank=True)
    note = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.FILE)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["definition", "digest"], name="version_once"),
            models.UniqueConstraint(fields=["definition", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.definition.name} {self.number}"


class Release(models.Model):
    """A version that new cases take from `live_at`: who decided it, and why. Only ever inserted,
    but for `withdrawn_at`: one whose time had not come can be taken back."""

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="releases")
    version = models.ForeignKey(Version, models.PROTECT, related_name="releases")
    live_at = models.DateTimeField()
    # Empty when it came from a file.
    by = models.CharField(max_length=40, blank=True)
    # Who approved it, where a second person had to.
    approved_by = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=400, blank=True)
    decided_at = models.DateTimeField()
    # What was red or unread when it was decided, a sentence a line, and why it was done all the
    # same: signed by `by`. Empty when nothing stood in the way.
    despite = models.TextField(blank=True)
    reason = models.CharField(max_length=400, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.version} {self.live_at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """What an owner is changing. Nothing runs it until it is published."""

    definition = models.OneToOneField(Definition, models.CASCADE, related_name="draft")
    # Null for a process that has no version yet.
    based_on = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    bpmn = models.BinaryField()
    files = models.JSONField(default=dict)
    scenarios = models.TextField(blank=True)
    # What a release that was taken back said was new: it is proposed again.
    note = models.CharField(max_length=400, blank=True)
    # Rises with every save, so that two who change it at once do not write over each other.
    rev = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=40)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Draft of {self.definition_id}"
