"""What a person does about an incident: try again, skip with a reason, or give the case up."""

from collections.abc import Iterable
from uuid import UUID

from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.specs import Step
from workflows.diagrams.written import properties_of
from workflows.engine import jobs, moves, wake, walk
from workflows.engine.outbox import KEPT_FOR
from workflows.engine.run import is_parked
from workflows.engine.transaction import move
from workflows.engine.waiting import Open
from workflows.errors import Hinder, NotFound, NotYourTurn, Refused
from workflows.models import Incident, Job, Message, Move, Process, Subscription

_REASON_AT_MOST = 400


@move
def retry(incident_id: int, *, actor: str) -> None:
    """The cause is mended: let the element try again. Raises `NotYourTurn`, `NotFound`."""
    incident = _held(incident_id)
    _resolve(incident, Incident.Resolution.RETRIED, actor, "")
    if incident.kind == Incident.Kind.MESSAGE and incident.message_id is not None:
        now = clock.now()
        Message.objects.filter(pk=incident.message_id).update(
            status=Message.Status.WAITING, look_at=now, expires_at=now + KEPT_FOR
        )
        wake.later("tasks.deliver", str(incident.message_id))
    elif incident.kind == Incident.Kind.JOB and incident.task_id is not None:
        jobs.take_again(incident.task_id)
    elif incident.kind == Incident.Kind.WORK:
        return  # whoever told of it asks `stopped`, and goes on
    elif incident.kind == Incident.Kind.TIMER:
        wake.later("tasks.fire", str(incident.task_id))
    else:
        _wake_token(incident, actor)


@move
def skip(incident_id: int, *, actor: str, reason: str) -> None:
    """Go on without the step. Only a step can be skipped: a gateway must know where to go."""
    _needs_reason(reason)
    incident = _held(incident_id)
    if incident.process is None or incident.task_id is None:
        raise Refused([Hinder("kan_inte_hoppas", "Ett processmeddelande kan inte hoppas över.")])
    _resolve(incident, Incident.Resolution.SKIPPED, actor, reason)
    with moves.moving(incident.process, actor=actor) as moving:
        task = walk.find(moving.workflow, incident.task_id)
        if task is None:
            raise NotYourTurn("Steget är inte aktuellt längre.")
        if not isinstance(task.task_spec, Step):
            raise Refused(
                [
                    Hinder(
                        "kan_inte_hoppas",
                        "Bara ett systemsteg kan hoppas över. Rätta orsaken och försök igen.",
                    )
                ]
            )
        if _must_be_done(task.task_spec):
            raise Refused(
                [
                    Hinder(
                        "kan_inte_hoppas",
                        "Processen tillåter inte att steget hoppas över. Rätta orsaken och försök"
                        " igen.",
                    )
                ]
            )
        Job.objects.filter(pk=incident.task_id).delete()
        moving.before.jobs.pop(incident.task_id, None)
        task.complete()
        moving.run.trail.append(task.task_spec.bpmn_id)
        moves.finish(moving, Move.Kind.SKIP, incident.element, incident.task_id, {"reason": reason})


def may_skip(kind: str, version_id: int | None, element: str) -> bool:
    """Whether what has stopped is a step that its process lets a person pass over."""
    if kind not in (Incident.Kind.STEP, Incident.Kind.JOB) or version_id is None:
        return False
    specs = versions.specs_of(version_id)
    found = [part.task_specs.get(element) for part in (specs.spec, *specs.subprocesses.values())]
    # Several instances of a step have its name with them.
    found += [
        part.task_specs.get(f"{element} [child]")
        for part in (specs.spec, *specs.subprocesses.values())
    ]
    return any(isinstance(one, Step) and not _must_be_done(one) for one in found)


def _must_be_done(spec: Step) -> bool:
    return properties_of(spec.extensions).get("hoppa_over", "").strip().lower() == "nej"


@move
def give_up(incident_id: int, *, actor: str, reason: str) -> None:
    """Stop the whole process. What the case then means is its own business.

    A message that does not arrive is left undelivered: the one who sent it goes on. Work beside
    the process is left undone.
    """
    _needs_reason(reason)
    incident = _held(incident_id)
    _resolve(incident, Incident.Resolution.GIVEN_UP, actor, reason)
    if incident.kind in (Incident.Kind.MESSAGE, Incident.Kind.WORK):
        return
    if incident.process is None or incident.process.status != Process.Status.RUNNING:
        return
    for other in Incident.objects.filter(process=incident.process, resolved_at__isnull=True):
        _resolve(other, Incident.Resolution.GIVEN_UP, actor, reason)
    moves.cancel(incident.process, actor=actor, reason=reason)


@move
def report(case_id: UUID, work_id: UUID, *, what: str, sentence: str, detail: str) -> None:
    """Tell a person of work beside a case's process that can't be done by itself. It is told once:
    `work_id` names it until somebody has decided."""
    if stopped([work_id]):
        return
    Incident.objects.create(
        process=Process.objects.filter(case_id=case_id).first(),
        task_id=work_id,
        element=what,
        kind=Incident.Kind.WORK,
        sentence=sentence[:500],
        detail=detail,
        created_at=clock.now(),
    )


def has_stopped(case_id: UUID) -> bool:
    """Whether something in the case waits for a person to mend it."""
    return Incident.objects.filter(process__case_id=case_id, resolved_at__isnull=True).exists()


def stopped(work_ids: Iterable[UUID] | None = None) -> set[UUID]:
    """Which of these, or of all, a person has been told of, and has not said to try again."""
    goes_on = [Incident.Resolution.RETRIED, Incident.Resolution.OVERTAKEN]
    told = Incident.objects.filter(kind=Incident.Kind.WORK)
    if work_ids is not None:
        told = told.filter(task_id__in=list(work_ids))
    return {
        one for one in told.exclude(resolution__in=goes_on).values_list("task_id", flat=True) if one
    }


def _held(incident_id: int) -> Incident:
    """The incident, with its process locked first."""
    incident = Incident.objects.select_related("process").filter(pk=incident_id).first()
    if incident is None:
        raise NotFound("Driftstoppet finns inte.")
    if incident.process is not None:
        incident.process = moves.lock(incident.process.case_id)
    return incident


def _wake_token(incident: Incident, actor: str) -> None:
    if incident.process is None or incident.task_id is None:
        raise NotFound("Driftstoppet hör inte till något ärende.")
    with moves.moving(incident.process, actor=actor) as moving:
        task = walk.find(moving.workflow, incident.task_id)
        if task is None or not is_parked(task):
            raise NotYourTurn("Steget är inte aktuellt längre.")
        walk.wake_parked(task)
        _ask_for_keys(moving.before, incident.task_id)
        moves.finish(moving, Move.Kind.RETRY, incident.element, incident.task_id, {})


def _ask_for_keys(before: Open, task_id: UUID) -> None:
    """A message that the token could not wait for, since its key was null, is new to the rows."""
    waited_for = set(Subscription.objects.filter(task_id=task_id).values_list("message", flat=True))
    for key in [(of, name) for of, name in before.messages if of == task_id]:
        if key[1] not in waited_for:
            before.messages.pop(key)


def _resolve(incident: Incident, resolution: Incident.Resolution, actor: str, reason: str) -> None:
    """Raises `NotYourTurn` for what somebody, or the case's own way on, has closed."""
    open_still = Incident.objects.filter(pk=incident.pk, resolved_at__isnull=True)
    closed = open_still.update(
        resolved_at=clock.now(), resolved_by=actor, resolution=resolution, reason=reason
    )
    if not closed:
        raise NotYourTurn("Driftstoppet är redan avklarat. Läs in listan igen.")


def _needs_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused([Hinder("orsak_saknas", "Skriv varför, så att andra kan förstå.", "orsak")])
    if len(reason) > _REASON_AT_MOST:
        sentence = f"Skriv kortare varför: högst {_REASON_AT_MOST} tecken."
        raise Refused([Hinder("orsak_lang", sentence, "orsak")])
