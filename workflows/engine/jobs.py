"""Background steps: carried out after commit, outside any transaction, until they are done.

A job is taken by a lease. A worker that dies loses the lease; another takes the job again with
the same idempotency key (`Tillfalle.job_id`), so the step can see that it has been here before.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.db.models import F

from workflows import clock, feel, registry
from workflows.diagrams import versions
from workflows.engine import moves, wake
from workflows.engine.run import literal
from workflows.engine.transaction import move
from workflows.models import Incident, Job
from workflows.registry import Tillfalle

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
ATTEMPTS = 6
_FIRST_PAUSE = timedelta(seconds=10)


def run_job(job_id: UUID) -> bool:
    """Carry out a job if it is its turn. Returns whether it was done now."""
    job = _take(job_id)
    if job is None:
        return False
    specs = versions.specs_of(job.process.version_id)
    case_type = registry.case_type(versions.case_type_for(specs.process_id))
    try:
        step = registry.find_step(case_type.namn, job.element)
        step.function(
            job.process.case_id,
            tillfalle=Tillfalle(
                element=job.element,
                process_id=job.process_id,
                effective=job.effective_at,
                actor=job.actor,
                item=feel.to_python(literal(job.item)) if job.item else None,
                message=job.message,
                job_id=job.pk,
            ),
        )
    except Exception as error:  # whatever a step meets is tried again, then shown to a person
        logger.exception("Job %s (%s) failed", job.pk, job.element)
        _failed(job, error)
        return False
    return _done(job)


def _take(job_id: UUID) -> Job | None:
    """The job, leased to us; None when it is done, not due, or another worker's."""
    now = clock.now()
    taken = Job.objects.filter(pk=job_id, take_at__lte=now).update(
        take_at=now + LEASE, attempts=F("attempts") + 1
    )
    return Job.objects.select_related("process").filter(pk=job_id).first() if taken else None


@move
def _done(job: Job) -> bool:
    process = moves.lock(job.process.case_id)
    if not Job.objects.filter(pk=job.pk).exists():
        return False  # cancelled, or another worker was first
    if process.status != process.Status.RUNNING:
        job.delete()
        return False
    return moves.finish_job(process, job.pk, actor=job.actor, effective=job.effective_at)


@move
def _failed(job: Job, error: Exception) -> None:
    moves.lock(job.process.case_id)
    now = clock.now()
    last = job.attempts >= ATTEMPTS
    pause = _FIRST_PAUSE * 4 ** (job.attempts - 1)
    # Not the one that another worker has taken since our lease ended, nor one that was cancelled.
    ours = Job.objects.filter(pk=job.pk, attempts=job.attempts).update(
        take_at=None if last else now + pause, last_error=f"{type(error).__name__}: {error}"
    )
    if ours and last:
        Incident.objects.create(
            process=job.process,
            task_id=job.pk,
            element=job.element,
            kind=Incident.Kind.JOB,
            sentence=(
                getattr(error, "mening", "")
                or f"Bakgrundssteget ”{_name(job)}” misslyckades {ATTEMPTS} gånger. "
                "Rätta orsaken och försök igen."
            )[:500],
            detail=f"{type(error).__name__}: {error}",
            created_at=now,
        )


@move
def take_again(job_id: UUID) -> None:
    """Give a stopped job a fresh start."""
    Job.objects.filter(pk=job_id).update(take_at=clock.now(), attempts=0, last_error="")
    wake.later("tasks.run_job", str(job_id))


def _name(job: Job) -> str:
    return versions.specs_of(job.process.version_id).names().get(job.element, job.element)
