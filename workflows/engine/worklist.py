"""Who has a task: claim, release, hand over, take over. Conditional writes: a miss is an answer."""

from uuid import UUID

from workflows import clock
from workflows.errors import NotYourTurn
from workflows.models import UserTask

_GONE = "Uppgiften är redan utförd."
_TAKEN = "En kollega hann före och har tagit uppgiften. Välj en annan eller ”Ta över”."


def claim(task_id: UUID, *, actor: str) -> None:
    """Take a free task; taking one's own again is fine. Raises `NotYourTurn`."""
    _change(task_id, from_=("", actor), to=actor, miss=_TAKEN)


def release(task_id: UUID, *, actor: str) -> None:
    """Put one's own task back. Raises `NotYourTurn`."""
    _change(
        task_id, from_=("", actor), to="", miss="Uppgiften är inte din, så du kan inte släppa den."
    )


def hand_over(task_id: UUID, *, actor: str, to: str) -> None:
    """Give one's own task, or a free one, to a colleague. Raises `NotYourTurn`."""
    _change(task_id, from_=("", actor), to=to, miss="Uppgiften är inte din att lämna över.")


def take_over(task_id: UUID, *, actor: str, previous: str) -> None:
    """Take a task from the colleague who has it. Raises `NotYourTurn` if it is another by now."""
    _change(
        task_id,
        from_=(previous,),
        to=actor,
        miss="Uppgiften har bytt ägare sedan du läste sidan. Läs in den igen.",
    )


def _change(task_id: UUID, *, from_: tuple[str, ...], to: str, miss: str) -> None:
    changed = UserTask.objects.filter(pk=task_id, assignee__in=from_).update(
        assignee=to, claimed_at=clock.now() if to else None
    )
    if not changed:
        raise NotYourTurn(miss if UserTask.objects.filter(pk=task_id).exists() else _GONE)
