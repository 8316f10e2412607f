"""Which open tasks a person may see and do: asked by the inbox, the pages and the API alike.

A task belongs to a lane's role, perhaps to a group of that role. A vårdgivare's tasks belong to her
unit as well: a förskrivare at another kund sees nothing of them.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from cases.organisation.models import Anvandare
from cases.organisation.roller import VARDGIVARE, roller_pa_sidan
from workflows.errors import Forbidden, NotYourTurn
from workflows.models import UserTask

_BORTA = "Uppgiften är redan utförd eller inte aktuell längre. Öppna ärendet och se vad som hänt."


def mina(person: Anvandare) -> QuerySet[UserTask]:
    """The open tasks that the person may do, whoever has taken them."""
    roller = set(person.roller) if person.is_active else set()
    vard = roller & roller_pa_sidan(VARDGIVARE)
    allowed = Q(role__in=roller - vard)
    if vard:
        allowed |= Q(role__in=vard, scope__in=person.uppdrag.values("kund_id"))
    free = Q(group="")
    if roller - vard:
        free |= Q(group__in=person.grupper.values("nyckel"))
    return UserTask.objects.filter(allowed & free)


def min_uppgift(person: Anvandare, task_id: UUID, *, lock: bool = False) -> UserTask:
    """One open task that the person may do, with its process. One query when all is well.

    With `lock`, inside a transaction, the process is locked by that query: the first lock of a
    move. Raises `NotYourTurn` when it is done already, `Forbidden` when it is not hers to do.
    """
    rows = mina(person).select_related("process")
    if lock:
        rows = rows.select_for_update(of=("process",), no_key=True)
    found = rows.filter(pk=task_id).first()
    if found is not None:
        return found
    if UserTask.objects.filter(pk=task_id).exists():
        raise Forbidden(
            "Uppgiften hör till en annan roll, grupp eller enhet än dina. "
            "Välj en annan ur inkorgen."
        )
    raise NotYourTurn(_BORTA)
