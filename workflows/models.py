"""The engine's tables. `Process.state` is the truth; the rest is what others may search and tell.

Open things (user tasks, timers, subscriptions, jobs) are deleted when they are done: what
happened is told by `Move`, and a list of what is open never wades through what was.
"""

import uuid

from django.db import models
from django.db.models import Q

from workflows.models_approval import Approval
from workflows.models_history import Move, MoveDetail
from workflows.models_insight import CaseDay, Counted, ElementDay
from workflows.models_placement import Placement
from workflows.models_remedies import Remedy, RemedyCase
from workflows.models_replay import Replay, ReplayedCase
from workflows.models_transfer import Transfer, TransferCase
from workflows.models_versions import Definition, Draft, Release, Version
from workflows.models_watch import Watch, WatchMark

__all__ = [
    "Approval",
    "CaseDay",
    "Counted",
    "Definition",
    "Draft",
    "ElementDay",
    "Incident",
    "Job",
    "Message",
    "Move",
    "MoveDetail",
    "Placement",
    "Process",
    "Release",
    "Remedy",
    "RemedyCase",
    "Replay",
    "ReplayedCase",
    "Subscription",
    "Timer",
    "Transfer",
    "TransferCase",
    "UserTask",
    "Version",
    "Watch",
    "WatchMark",
]


class Process(models.Model):
    """One running diagram. Nobody but the engine reads or writes `state`."""

    class Status(models.IntegerChoices):
        RUNNING = 1, "Pågår"
        DONE = 2, "Avslutad"
        CANCELLED = 3, "Avbruten"

    version = models.ForeignKey(Version, models.PROTECT, related_name="processes")
    case_id = models.UUIDField(unique=True)
    status = models.PositiveSmallIntegerField(choices=Status, default=Status.RUNNING)
    # Never jsonb: it reorders keys and task data is lost.
    state = models.BinaryField()
    rev = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "processes"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=[1, 2, 3]), name="process_status_known")
        ]
        # Which versions somebody still follows is asked of what runs, not of all that has ended.
        indexes = [
            models.Index(fields=["version", "id"], name="process_running", condition=Q(status=1))
        ]

    def __str__(self) -> str:
        return f"Process {self.pk}"


class UserTask(models.Model):
    """A task that waits for a person now, with what the inbox needs to find and show it."""

    task_id = models.UUIDField(primary_key=True)
    process = models.ForeignKey(Process, models.CASCADE, related_name="user_tasks", db_index=False)
    case_id = models.UUIDField()
    case_type = models.CharField(max_length=40)
    element = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    group = models.CharField(max_length=60, blank=True)
    scope = models.BigIntegerField(null=True, blank=True)
    number = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    what = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    search = models.TextField(blank=True)
    priority = models.SmallIntegerField(default=0)
    deadline = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    assignee = models.CharField(max_length=40, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["process"], name="task_process"),
            models.Index(fields=["case_id"], name="task_case"),
            models.Index(fields=["role", "deadline", "-priority"], name="task_role"),
            models.Index(fields=["scope", "deadline"], name="task_scope"),
            models.Index(fields=["role", "group", "scope"], name="task_post"),
            models.Index(
                fields=["assignee", "deadline"], name="task_assignee", condition=~Q(assignee="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Timer(models.Model):
    """Something that happens at a time. Found by `due_at`, never by looking through cases."""

    task_id = models.UUIDField(primary_key=True)
    process = models.ForeignKey(Process, models.CASCADE, related_name="timers")
    element = models.CharField(max_length=100)
    due_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.element} {self.due_at:%Y-%m-%d %H:%M}"


class Subscription(models.Model):
    """A process that waits for a message of this name with this key."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="subscriptions")
    task_id = models.UUIDField()
    element = models.CharField(max_length=100)
    message = models.CharField(max_length=80)
    key = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["message", "key"], name="subscription_key")]
        constraints = [
            models.UniqueConstraint(fields=["task_id", "message"], name="subscription_once")
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.key}"


class Message(models.Model):
    """A process message on its way: the outbox and the receiver's letter box in one row."""

    class Status(models.TextChoices):
        WAITING = "waiting", "På väg"
        DELIVERED = "delivered", "Framme"
        INCIDENT = "incident", "Stoppad"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    sender = models.ForeignKey(
        Process, models.CASCADE, null=True, blank=True, related_name="sent_messages"
    )
    dedupe = models.CharField(max_length=200, null=True, blank=True, unique=True)
    effective_at = models.DateTimeField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # When the sweep next looks whether somebody waits for it: those that nobody wants yet must
    # not stand in the way of the others.
    look_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["look_at"], name="message_waiting", condition=Q(status="waiting")),
            models.Index(fields=["name", "key"], name="message_key", condition=Q(status="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"


class Job(models.Model):
    """A background step to carry out. Its id is the task's, and the idempotency key."""

    id = models.UUIDField(primary_key=True, editable=False)
    process = models.ForeignKey(Process, models.CASCADE, related_name="jobs")
    element = models.CharField(max_length=100)
    actor = models.CharField(max_length=40, blank=True)
    message = models.JSONField(null=True, blank=True)
    # What a multi-instance step was made for, as a FEEL literal.
    item = models.TextField(blank=True)
    effective_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # When it may next be taken: now for a new one, the lease's end for one under way, and
    # the end of the pause for one that failed. Null when it has stopped at an incident.
    take_at = models.DateTimeField(null=True, blank=True, db_index=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.element


class Incident(models.Model):
    """Something the engine can't do by itself. A person sees it, mends the cause and decides."""

    class Kind(models.TextChoices):
        STEP = "step", "Steg"
        CONDITION = "condition", "Villkor"
        JOB = "job", "Bakgrundssteg"
        MESSAGE = "message", "Processmeddelande"
        TIMER = "timer", "Tid"
        # What a case waits for that no element of its diagram does.
        WORK = "work", "Arbete vid sidan"

    class Resolution(models.TextChoices):
        RETRIED = "retried", "Försökt igen"
        SKIPPED = "skipped", "Överhoppad"
        GIVEN_UP = "given_up", "Ärendet avbrutet"
        # Nobody decided: the case has gone another way since.
        OVERTAKEN = "overtaken", "Inte längre aktuellt"

    process = models.ForeignKey(
        Process, models.CASCADE, null=True, blank=True, related_name="incidents"
    )
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="incidents"
    )
    task_id = models.UUIDField(null=True, blank=True)
    element = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind)
    sentence = models.CharField(max_length=500)
    detail = models.TextField(blank=True)
    created_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=40, blank=True)
    resolution = models.CharField(max_length=10, choices=Resolution, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"], name="incident_open", condition=Q(resolved_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.sentence
