"""A task as a line of the inbox, and the colleagues it may pass between."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from cases.meddelanden.utskick import skicka
from cases.mottagare.visning import DOLD, far_se_patienter
from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER, VARDGIVARE
from tasks import addresses
from workflows import registry
from workflows.models import UserTask

# Two names and a task's may be longer together than a message's heading.
_HEADING_AT_MOST = 160


@dataclass(frozen=True)
class Row:
    """One line. `vems` is empty for a free task, `min` for one's own, else the colleague's name."""

    id: UUID
    name: str
    number: str
    subject: str
    what: str
    unit: str
    case_type: str
    role: str
    deadline: datetime | None
    vems: str
    url: str
    case_url: str
    gone: bool = False

    @property
    def state(self) -> str:
        """What the screen must know to see that the line has changed."""
        return "borta" if self.gone else self.vems


def of(tasks: Iterable[UserTask], user: Anvandare) -> list[Row]:
    """Lines for tasks; the colleagues' names are read together."""
    listed = list(tasks)
    others = {task.assignee for task in listed if task.assignee} - {user.username}
    names = (
        {person.username: person.namn for person in Anvandare.objects.filter(username__in=others)}
        if others
        else {}
    )
    return [_row(task, user, names) for task in listed]


def parse_seen(given: list[str]) -> dict[UUID, str]:
    """What a screen shows: `<id>:<state>` per line."""
    seen = {}
    for text in given[:200]:
        task_id, _, state = text.partition(":")
        if found := parse_ids([task_id]):
            seen[found[0]] = state
    return seen


def parse_ids(given: list[str]) -> list[UUID]:
    """The ids among texts; what is none is left out."""
    found = []
    for text in given:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def changed(tasks: QuerySet[UserTask], seen: dict[UUID, str], user: Anvandare) -> list[Row]:
    """The lines that are no longer as the screen shows them."""
    now = {row.id: row for row in of(tasks.filter(pk__in=seen), user)}
    differing = [row for task_id, row in now.items() if row.state != seen[task_id]]
    gone = [
        _gone(task_id) for task_id, state in seen.items() if task_id not in now and state != "borta"
    ]
    return [*differing, *gone]


def tag(changed_rows: list[Row], count: int) -> str:
    """An ETag of what an answer says."""
    said = "|".join([str(count), *(f"{row.id}:{row.state}" for row in changed_rows)])
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:16]}"'


def colleagues(task: UserTask) -> list[Anvandare]:
    """Those in whose inbox the task lies: its role, its group, and for a vårdgivare its kund."""
    people = Anvandare.objects.filter(is_active=True)
    if task.group:
        people = people.filter(grupper__nyckel=task.group)
    if task.role in ROLLER and ROLLER[task.role].side == VARDGIVARE:
        people = people.filter(kunder=task.scope)
    named = people.order_by("first_name", "last_name", "username")
    return [one for one in named if task.role in one.roller]


def colleague(task: UserTask, given: str) -> Anvandare | None:
    """The chosen colleague, if she may have the task."""
    return next((one for one in colleagues(task) if one.username == given), None)


def tell_previous(task: UserTask, by: Anvandare, word: str) -> None:
    """Tell the colleague whose task was taken over."""
    previous = Anvandare.objects.filter(username=task.assignee).first()
    if previous is not None:
        _tell(
            previous,
            f"{by.namn} har tagit över {task.name} {task.number}",
            word or "Du behöver inte göra något mer i den uppgiften.",
            task,
        )


def tell_new(task: UserTask, by: Anvandare, to: Anvandare, word: str) -> None:
    """Tell the colleague who got a task."""
    _tell(
        to,
        f"{by.namn} har lämnat över {task.name} {task.number}",
        word or "Uppgiften ligger i din inkorg under Mina.",
        task,
    )


def _tell(to: Anvandare, heading: str, text: str, task: UserTask) -> None:
    skicka(till=to, rubrik=heading.strip()[:_HEADING_AT_MOST], text=text, arende=task.case_id)


def subject(task: UserTask, user: Anvandare) -> str:
    """Whose it is: some see their own tasks in a patient's case without being shown whose."""
    return task.subject if far_se_patienter(user) or not task.subject else DOLD


def _row(task: UserTask, user: Anvandare, names: dict[str, str]) -> Row:
    mine = task.assignee == user.username
    return Row(
        id=task.pk,
        name=task.name,
        number=task.number or "Utkast",
        subject=subject(task, user),
        what=task.what,
        unit=task.unit,
        case_type=registry.case_type(task.case_type).label,
        role=ROLLER[task.role].label if task.role in ROLLER else task.role,
        deadline=task.deadline,
        vems="min" if mine else names.get(task.assignee, task.assignee),
        url=addresses.of(task),
        case_url=reverse("arende", args=[task.case_id]),
    )


def _gone(task_id: UUID) -> Row:
    return Row(
        id=task_id, name="", number="", subject="", what="", unit="", case_type="", role="",
        deadline=None, vems="", url="", case_url="", gone=True,
    )  # fmt: skip
