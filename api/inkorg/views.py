"""The inbox: what waits for the person, and who has what."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.cursors import page
from api.doors import Door
from api.etags import changes, compare
from api.idempotency import once
from api.inkorg import serializers
from api.schema import PAGED, page_of, query
from cases.gemensamt.uppgifter import min_uppgift
from cases.organisation.models import Anvandare
from tasks import queries, rows
from tasks.queries import WHOSE, Selection
from workflows import engine
from workflows.errors import Forbidden, Hinder, Refused
from workflows.models import UserTask

# A task without a deadline comes after every one that has one.
_NEVER = datetime(2200, 1, 1, tzinfo=UTC)
_ORDER = {
    "frist": ("-priority", "urgency", "created_at", "pk"),
    "nummer": ("-priority", "number", "created_at", "pk"),
    "mottagare": ("-priority", "subject", "created_at", "pk"),
    "nyast": ("-priority", "-created_at", "pk"),
}
_NARROWING = [
    query("typ", "Ärendetyp, till exempel ”leverans”."),
    query("uppgift", "Uppgiftens id i diagrammet, till exempel ”plocka”."),
    query("q", "Ord som ska finnas: nummer, mottagare, artikel, enhet."),
]
_CHOSEN = [
    query("vems", "Vilka uppgifter.", enum=list(WHOSE), default="alla"),
    *_NARROWING,
    query("ordning", "I vilken ordning.", enum=list(_ORDER), default="frist"),
]


def tag(task: UserTask) -> str:
    """Changes when the task changes hands."""
    said = hashlib.sha256(f"{task.pk}:{task.assignee}".encode())
    return f'"{said.hexdigest()[:16]}"'


def tell(task: UserTask, person: Anvandare) -> Mapping[str, Any]:
    """An open task; the mottagare as this person may see it."""
    return serializers.UppgiftTold(
        {
            "id": task.pk,
            "etag": tag(task),
            "uppgift": task.element,
            "namn": task.name,
            "typ": task.case_type,
            "arende": task.case_id,
            "nummer": task.number,
            "mottagare": rows.subject(task, person),
            "vad": task.what,
            "enhet": task.unit,
            "roll": task.role,
            "sista_tid": task.deadline,
            "prioritet": task.priority,
            "tagen_av": task.assignee,
        }
    ).data


class InboxDoor(Door):
    """An address of the inbox."""

    def tell(self, task: UserTask) -> Mapping[str, Any]:
        """An open task, to the person who asks."""
        return tell(task, self.person)

    def selection(self) -> Selection:
        """What the address asks for. Raises `Refused` where it makes no sense."""
        asked = self.request.query_params
        hinder = [
            Hinder(name, f"Välj något av {', '.join(known)}.", name)
            for name, known in (("vems", WHOSE), ("ordning", _ORDER))
            if asked.get(name) and asked[name] not in known
        ]
        if hinder:
            raise Refused(hinder)
        return Selection.read(asked)

    def within(self, tasks: QuerySet[UserTask]) -> QuerySet[UserTask]:
        """Those of the tasks that the key reaches."""
        if self.bound_to is None:
            return tasks
        return tasks.filter(case_id__in=self.cases().values("pk"))


class Inkorg(InboxDoor):
    """Inkorgen."""

    @extend_schema(parameters=[*_CHOSEN, *PAGED], responses=page_of(serializers.UppgiftTold))
    def get(self, request: Request) -> Response:
        """De uppgifter som du kan göra, de mest brådskande först."""
        chosen = self.selection()
        never = Value(_NEVER, output_field=DateTimeField())
        found = self.within(queries.chosen(self.person, chosen)).annotate(
            urgency=Coalesce("deadline", never)
        )
        return self.list(page(request, found, _ORDER[chosen.ordning]), self.tell)


class Antal(InboxDoor):
    """Inkorgens flikar."""

    @extend_schema(parameters=_NARROWING, responses=serializers.AntalTold)
    def get(self, request: Request) -> Response:
        """Hur många uppgifter som är dina, lediga, försenade och ska göras i dag."""
        chosen = self.selection()
        if self.bound_to is None:
            return Response({"antal": queries.counts(self.person, chosen)})
        counted = {
            key: self.within(queries.chosen(self.person, replace(chosen, vems=key))).count()
            for key in WHOSE
        }
        return Response({"antal": counted})


class Nasta(InboxDoor):
    """Ta nästa."""

    @extend_schema(
        request=serializers.UrvalAsked, responses={200: serializers.UppgiftTold, 204: None}
    )
    @once
    def post(self, request: Request) -> Response:
        """Ta den mest brådskande lediga uppgiften i urvalet. 204 när ingen är ledig."""
        chosen = Selection(**self.read(serializers.UrvalAsked))
        if self.bound_to is not None:
            raise Forbidden(
                "Nyckeln gäller bara en enhets ärenden. Läs inkorgen och ta en uppgift ur den."
            )
        task = queries.take_next(self.person, chosen)
        if task is None:
            return Response(status=204)
        task.refresh_from_db()
        return _told(task, self.person)


class TaskDoor(InboxDoor):
    """An address below one open task."""

    def task(self, uppgift: UUID, *, lock: bool = False) -> UserTask:
        """The task. Raises `Forbidden`, `NotYourTurn`, `NotFound`."""
        found = min_uppgift(self.person, uppgift, lock=lock)
        self.within_key(found.case_id)
        return found

    def hold(self, given: str, uppgift: UUID) -> None:
        """Lock the task's process, and raise `Stale` when its ETag is not the `given` one."""
        compare(given, tag(self.task(uppgift, lock=True)))


class Uppgift(TaskDoor):
    """En uppgift."""

    @extend_schema(responses=serializers.UppgiftTold)
    def get(self, request: Request, uppgift: UUID) -> Response:
        """Uppgiften och vem som har den."""
        return _told(self.task(uppgift), self.person)


class Ta(TaskDoor):
    """Ta."""

    @extend_schema(request=None, responses=serializers.UppgiftTold)
    @once
    @changes
    def post(self, request: Request, uppgift: UUID) -> Response:
        """Ta en ledig uppgift."""
        engine.claim(uppgift, actor=self.person.username)
        return _told(self.task(uppgift), self.person)


class Slapp(TaskDoor):
    """Släpp."""

    @extend_schema(request=None, responses=serializers.UppgiftTold)
    @once
    @changes
    def post(self, request: Request, uppgift: UUID) -> Response:
        """Lägg tillbaka din uppgift i inkorgen."""
        engine.release(uppgift, actor=self.person.username)
        return _told(self.task(uppgift), self.person)


class TaOver(TaskDoor):
    """Ta över."""

    @extend_schema(request=serializers.TaOverAsked, responses=serializers.UppgiftTold)
    @once
    @changes
    def post(self, request: Request, uppgift: UUID) -> Response:
        """Ta uppgiften från en kollega, som får veta det."""
        said = self.read(serializers.TaOverAsked)
        task = self.task(uppgift)
        if not task.assignee:
            engine.claim(uppgift, actor=self.person.username)
        else:
            engine.take_over(uppgift, actor=self.person.username, previous=task.assignee)
            rows.tell_previous(task, self.person, said["skal"])
        return _told(self.task(uppgift), self.person)


class LamnaOver(TaskDoor):
    """Lämna över."""

    @extend_schema(request=serializers.LamnaOverAsked, responses=serializers.UppgiftTold)
    @once
    @changes
    def post(self, request: Request, uppgift: UUID) -> Response:
        """Lämna din uppgift, eller en ledig, till en kollega med samma roll."""
        said = self.read(serializers.LamnaOverAsked)
        task = self.task(uppgift)
        to = rows.colleague(task, said["till"])
        if to is None:
            raise Refused(
                [Hinder("till", "Välj en kollega som har rollen uppgiften kräver.", "till")]
            )
        engine.hand_over(uppgift, actor=self.person.username, to=to.username)
        rows.tell_new(task, self.person, to, said["skal"])
        return _told(self.task(uppgift), self.person)


def _told(task: UserTask, person: Anvandare) -> Response:
    return Response(tell(task, person), headers={"ETag": tag(task)})
