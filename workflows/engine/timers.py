"""Timers: one goes off when it is due, by its own id, or a person is told why it could not."""

import logging
from uuid import UUID

from django.db import OperationalError
from SpiffWorkflow.util.task import TaskState

from workflows import clock
from workflows.diagrams.specs import DueTimer
from workflows.engine import moves, walk
from workflows.engine.transaction import move
from workflows.models import Incident, Move, Process, Timer

logger = logging.getLogger(__name__)


def fire(timer_id: UUID) -> bool:
    """Let a due timer go off. Returns False when it is gone or not due any longer, or when the
    case could not go on: then a person is told.

    Its effect is dated by when it was due, not by when a worker woke.
    """
    try:
        return _fire(timer_id)
    except OperationalError:
        raise  # the database is away or busy: the sweep finds the timer again
    except Exception as error:  # whatever the case meets is shown to a person
        logger.exception("Timer %s could not go off", timer_id)
        _stop_timer(timer_id, error)
        return False


@move
def _fire(timer_id: UUID) -> bool:
    row = Timer.objects.filter(pk=timer_id).values_list("process__case_id", flat=True).first()
    if row is None:
        return False
    process = moves.lock(row)
    timer = Timer.objects.filter(pk=timer_id).first()
    if timer is None or timer.due_at > clock.now():
        return False
    with moves.moving(process, actor="", effective=timer.due_at) as under_way:
        task = walk.find(under_way.workflow, timer_id)
        if task is None or task.state != TaskState.WAITING:
            timer.delete()
            return False
        walk.fire(task)
        details = {"due": timer.due_at.isoformat()}
        moves.finish(under_way, Move.Kind.TIMER, timer.element, timer_id, details)
    return True


@move
def retime(process: Process, *, actor: str) -> None:
    """The facts that times are made of have changed: what waits for such a time waits for the new
    one. The caller holds the process, and has saved what changed.

    SpiffWorkflow keeps the time that was first reckoned. What has gone off stays so; a time that
    counts from when its wait began (`start`), or that can't be told any more, is left as it is.
    """
    with moves.moving(process, actor=actor) as under_way:
        moved: dict[str, str] = {}
        for task, old in under_way.before.timers.values():
            expression = next(
                d.expression for d in walk.definitions(task) if isinstance(d, DueTimer)
            )
            if not under_way.run.is_of_facts(expression):
                continue
            moment = under_way.run.moment(task, expression)
            if moment is not None and (due := moment.isoformat()) != old:
                task.internal_data["event_value"] = moved[task.task_spec.bpmn_id] = due
        if moved:
            moves.finish(under_way, Move.Kind.RECHECK, "", None, {"due": moved})


@move
def _stop_timer(timer_id: UUID, error: Exception) -> None:
    case_id = Timer.objects.filter(pk=timer_id).values_list("process__case_id", flat=True).first()
    if case_id is None:
        return  # it went off, or was taken away, in the same moment
    process = moves.lock(case_id)
    timer = Timer.objects.filter(pk=timer_id).first()
    told = Incident.objects.filter(task_id=timer_id, resolved_at__isnull=True).exists()
    if timer is not None and not told:
        sentence = getattr(error, "mening", "") or (
            "Tiden gick ut, men ärendet kunde inte gå vidare. Rätta orsaken och försök igen."
        )
        Incident.objects.create(
            process=process,
            task_id=timer_id,
            element=timer.element,
            kind=Incident.Kind.TIMER,
            sentence=sentence[:500],
            detail=f"{type(error).__name__}: {error}",
            created_at=clock.now(),
        )
