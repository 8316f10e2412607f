"""What is missing of a case that stands still, made anew from where the case itself stands."""

from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from workflows.engine import jobs, moves, waiting, walk
from workflows.engine.run import Trouble, is_parked
from workflows.engine.transaction import move
from workflows.errors import Hinder, Refused
from workflows.models import Incident, Job, Move, Process
from workflows.watch.round import look_again
from workflows.watch.rows import Rows, rows_of

_SENTENCE = "Steget har stannat utan att någon fick veta det. Rätta orsaken och försök igen."


@move
def mend(case_id: UUID, *, actor: str) -> None:
    """Bring the rows of a case in step with its state. Raises `NotFound`, and `NotYourTurn` when
    it has ended; `Refused` where nothing is missing."""
    process = moves.lock(case_id)
    with moves.moving(process, actor=actor) as under_way:
        rows = rows_of([process.pk])[process.pk]
        seen = under_way.before
        missing = _missing(seen, rows)
        untold = [task for task in walk.tasks_of(under_way.workflow) if is_parked(task)]
        untold = [task for task in untold if task.id not in rows.told]
        stopped = [job for job, turn in rows.jobs.items() if turn is None and job not in rows.told]
        if not missing and not untold and not stopped and not _goes_on(under_way):
            raise Refused(
                [
                    Hinder(
                        "inget_fattas",
                        "Inget fattas längre i ärendet. Läs in listan igen och se om det står"
                        " stilla av något annat.",
                    )
                ]
            )
        _forget(seen, rows)
        under_way.run.troubles += [
            Trouble(task, Incident.Kind.STEP, _SENTENCE, "") for task in untold
        ]
        moves.finish(under_way, Move.Kind.MENDED, "", None, {})
    for job in Job.objects.filter(pk__in=stopped).values_list("pk", flat=True):
        jobs.take_again(job)
    if Process.objects.filter(pk=process.pk, status=Process.Status.RUNNING).exists():
        look_again(process.pk)


def _missing(seen: waiting.Open, rows: Rows) -> bool:
    return bool(
        seen.tasks.keys() - rows.tasks.keys()
        or seen.timers.keys() - rows.timers.keys()
        or {key for key in seen.messages if key[0] not in seen.stuck} - rows.messages
        or seen.jobs.keys() - rows.jobs.keys()
    )


def _forget(seen: waiting.Open, rows: Rows) -> None:
    """Take what has no row as new: the move then writes it."""
    for open_, there in ((seen.tasks, rows.tasks), (seen.jobs, rows.jobs)):
        for task_id in open_.keys() - there.keys():
            open_.pop(task_id)
    for task_id in seen.timers.keys() - rows.timers.keys():
        seen.timers.pop(task_id)
    for key in seen.messages.keys() - rows.messages:
        if key[0] not in seen.stuck:
            seen.messages.pop(key)


def _goes_on(under_way: moves.Moving) -> bool:
    """Whether something should have gone on by itself."""
    return any(
        task.state == TaskState.READY and not task.task_spec.manual and not is_parked(task)
        for task in walk.tasks_of(under_way.workflow)
    )
