"""Many incidents done one by one in the background. Rows are the truth.

Each is its own transaction: it is done and its row says so, or neither. A worker that dies leaves
rows that wait, and whoever looks next goes on from them.
"""

import logging
from collections.abc import Iterable

from django.db import OperationalError, transaction
from django.db.models import Count

from workflows import clock
from workflows.engine import moves, wake
from workflows.engine.in_turn import in_turn
from workflows.engine.transaction import move
from workflows.errors import Hinder, No, NotFound, Refused
from workflows.models import Remedy, RemedyCase
from workflows.remedies.causes import Cause
from workflows.remedies.doing import Order, check, do

logger = logging.getLogger(__name__)

Status = RemedyCase.Status
_AT_ONCE = 500


@transaction.atomic
def begin(cause: Cause, order: Order, *, by: str, up_to: int) -> Remedy:
    """Write down what shall be done about the incidents that were looked at, and wake a worker.

    `up_to` is the last of those: what stops anew is not done again by asking twice. Raises
    `Refused`, also where all of them are under way already.
    """
    check(cause, order)
    remedy = Remedy.objects.create(
        what=order.what,
        title=cause.label[:200],
        cause=cause.example.sentence[:500],
        reason=order.reason.strip()[:400],
        fact=order.fact if order.what == Remedy.What.GIVE else "",
        value=order.value if order.what == Remedy.What.GIVE else "",
        by=by,
        begun_at=clock.now(),
    )
    RemedyCase.objects.bulk_create(
        (RemedyCase(remedy=remedy, incident_id=n) for n in _seen(cause.numbers, up_to)),
        batch_size=_AT_ONCE,
        ignore_conflicts=True,
    )
    if not remedy.cases.exists():
        raise Refused(
            [
                Hinder(
                    "pagar",
                    "De här driftstoppen är redan på gång eller avklarade. Läs in listan igen.",
                )
            ]
        )
    wake.later("tasks.atgarda")
    return remedy


def find(number: int) -> Remedy:
    """A remedy. Raises `NotFound`."""
    found = Remedy.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("Åtgärden finns inte. Välj en i listan.")
    return found


def counts(remedy: Remedy) -> dict[str, int]:
    """How many of its incidents have each status."""
    rows = dict(remedy.cases.values_list("status").annotate(Count("pk")))
    return {status: rows.get(status, 0) for status in Status.values}


def carry_on(seconds: float) -> int:
    """Do what waits, for a while; knock again where more is left. Returns how many were done."""
    waiting = RemedyCase.objects.filter(status=Status.WAITING)
    done, more = in_turn(waiting, "incident__process", one, seconds)
    if more:
        wake.later("tasks.atgarda")
    return done


def one(row_id: int) -> bool:
    """Do one that waits. What can't be done says why; False when it was done already."""
    try:
        return _carried_out(row_id)
    except OperationalError:
        raise  # the database is away or busy: the row still waits
    except Refused as no:
        return _told(row_id, " ".join(one.mening for one in no.hinder))
    except No as no:
        return _told(row_id, no.mening)
    except Exception:  # one that can't be done must not stop the others
        logger.exception("Incident %s of a remedy could not be done", row_id)
        return _told(row_id, "Det gick inte att genomföra. Driftstoppet står kvar.")


@move
def _carried_out(row_id: int) -> bool:
    found = RemedyCase.objects.filter(pk=row_id)
    case_id = found.values_list("incident__process__case_id", flat=True).first()
    if case_id is not None:
        moves.lock(case_id)
    # Held after the process, as all else is: two workers never do the same.
    row = found.select_for_update(of=("self",)).select_related("remedy").first()
    if row is None or row.status != Status.WAITING:
        return False
    remedy = row.remedy
    order = Order(remedy.what, remedy.reason, remedy.fact, remedy.value)
    came = do(row.incident_id, order, actor=remedy.by)
    row.status = Status.AGAIN if came.again else Status.DONE
    row.sentence, row.done_at = came.sentence[:400], clock.now()
    row.save(update_fields=["status", "sentence", "done_at"])
    return True


@move
def _told(row_id: int, sentence: str) -> bool:
    RemedyCase.objects.filter(pk=row_id, status=Status.WAITING).update(
        status=Status.REFUSED, sentence=sentence[:400], done_at=clock.now()
    )
    return True


def _seen(numbers: Iterable[int], up_to: int) -> list[int]:
    return [number for number in numbers if number <= up_to]
