"""Which open tasks a person may see and do: asked by the inbox, the pages and the API alike.

A task belongs to a lane's role, perhaps to a group of that role. A vårdgivare's tasks belong to her
unit as well: a förskrivare at another kund sees nothing of them.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField

from cases.gemensamt.models import Arende
from cases.mottagare.visning import listnamn, listnummer
from cases.organisation.models import Anvandare, Grupp
from cases.organisation.roller import VARDGIVARE, roller_pa_sidan
from workflows import engine
from workflows.errors import Forbidden, NotYourTurn
from workflows.models import UserTask
from workflows.prepared import Given, Select
from workflows.registry import TaskFields

_VARD = roller_pa_sidan(VARDGIVARE)
_BORTA = "Uppgiften är redan utförd eller inte aktuell längre. Öppna ärendet och se vad som hänt."


def _oppen() -> QuerySet[UserTask]:
    return UserTask.objects.select_related("process").filter(pk=Given("pk", UUIDField()))


_OPPEN = Select(_oppen)
_LAST = Select(lambda: _oppen().select_for_update(of=("process",), no_key=True))


def falt(arende: Arende, vad: str, *sokt: str) -> TaskFields:
    """How the open tasks of a case are shown and found in the inbox: whose, what, which unit.

    `sokt` is what else they are found by.
    """
    whose, kund = arende.mottagare, arende.kund
    number = arende.nummer or ""
    words = [number, listnamn(whose), listnummer(whose), str(kund or ""), *sokt]
    return TaskFields(
        number=number,
        subject=listnamn(whose),
        what=vad,
        unit=kund.namn if kund else "",
        scope=arende.kund_id,
        search=" ".join(word for word in words if word),
    )


def mina(person: Anvandare) -> QuerySet[UserTask]:
    """The open tasks that the person may do, whoever has taken them."""
    roller = set(person.roller) if person.is_active else set()
    vard = roller & _VARD
    allowed = Q(role__in=roller - vard)
    if vard:
        allowed |= Q(role__in=vard, scope__in=person.uppdrag.values("kund_id"))
    free = Q(group="") | Q(group__in=person.grupper.values("nyckel"))
    return UserTask.objects.filter(allowed & free)


def far_gora(person: Anvandare, task: UserTask) -> bool:
    """Whether the task is among `mina`; asks the database only of units and groups."""
    if not person.is_active or task.role not in person.roller:
        return False
    if task.role in _VARD and (
        task.scope is None or not person.uppdrag.filter(kund_id=task.scope).exists()
    ):
        return False
    return not task.group or person.grupper.filter(nyckel=task.group).exists()


def krav_grupp(
    arende: UUID, person: Anvandare, element: str, *, aven: Collection[str] = ()
) -> UserTask | None:
    """The task of the case that waits at this element, if one does.

    Roles in `aven` may do it whichever group it lies with. Raises `Forbidden` where it is another
    group's.
    """
    task = next((one for one in engine.open_tasks(arende) if one.element == element), None)
    if task is None or not task.group or far_gora(person, task):
        return task
    if not set(aven) & set(person.roller):
        group = Grupp.objects.filter(nyckel=task.group).first() or "en annan grupp"
        raise Forbidden(f"Uppgiften ligger hos {group}. Be någon i den gruppen om hjälp.")
    return task


def min_uppgift(person: Anvandare, task_id: UUID, *, lock: bool = False) -> UserTask:
    """One open task that the person may do, with its process.

    With `lock`, inside a transaction, the process is locked by the same query: the first lock of
    a move. Raises `NotYourTurn` when it is done already, `Forbidden` when it is not hers to do.
    """
    found = (_LAST if lock else _OPPEN).one(pk=task_id)
    if found is None:
        raise NotYourTurn(_BORTA)
    if not far_gora(person, found):
        raise Forbidden(
            "Uppgiften hör till en annan roll, grupp eller enhet än dina. "
            "Välj en annan ur inkorgen."
        )
    return found
