"""A move by hand: done at once, or asked for and done when a second person agrees."""

from uuid import UUID

from django.db.models import QuerySet

from workflows import clock
from workflows.engine import moves
from workflows.engine.transaction import move
from workflows.errors import Forbidden, Hinder, No, NotFound, NotYourTurn, Refused
from workflows.models import Placement, Process
from workflows.placement import placing
from workflows.placement.placing import SHORTEST_REASON, foresee, place

Status = Placement.Status
_LONGEST = 400


def ask(
    case_id: UUID, task_id: UUID, target: str, *, by: str, reason: str, second: bool
) -> Placement:
    """Move a token, or with `second` ask for it. Raises `Refused`, `NotYourTurn`, `NotFound`."""
    reason = reason.strip()
    wrong = []
    if len(reason) < SHORTEST_REASON:
        sentence = f"Skriv varför ärendet flyttas, med minst {SHORTEST_REASON} tecken."
        wrong.append(Hinder("skal", sentence, "skal"))
    if len(reason) > _LONGEST:
        wrong.append(Hinder("skal", f"Skriv kortare varför: högst {_LONGEST} tecken.", "skal"))
    if not target:
        wrong.append(Hinder("till", "Välj vart ärendet ska.", "till"))
    if wrong:
        raise Refused(wrong)
    judge_beforehand(case_id)
    return _asked(case_id, task_id, target, by=by, reason=reason, second=second)


@move
def _asked(
    case_id: UUID, task_id: UUID, target: str, *, by: str, reason: str, second: bool
) -> Placement:
    process = moves.lock(case_id)
    if process.status != Process.Status.RUNNING:
        raise NotYourTurn("Ärendet är avslutat, så det finns inget att flytta.")
    let_go(case_id)
    foreseen = foresee(process, task_id, target)
    if Placement.objects.filter(process=process, status=Status.ASKED).exists():
        sentence = "En flytt av ärendet väntar redan på klartecken. Avgör eller ta tillbaka den."
        raise Refused([Hinder("vantar", sentence)])
    now = clock.now()
    made = Placement.objects.create(
        process=process,
        task_id=task_id,
        source=foreseen.spot.element[:100],
        target=target,
        source_name=foreseen.spot.name[:200],
        target_name=foreseen.goal.name[:200],
        reason=reason,
        status=Status.ASKED if second else Status.DONE,
        by=by,
        asked_at=now,
        decided_at=None if second else now,
    )
    if not second:
        place(process, task_id, target, actor=by, reason=reason)
    return made


def agree(number: int, *, by: str) -> Placement:
    """A second person says yes, and the token is moved. Raises `Forbidden` for the one who asked,
    `NotYourTurn` when it is decided or the case has gone on."""
    judge_asked_beforehand(number)
    return _agreed(number, by)


def judge_beforehand(case_id: UUID) -> None:
    """What takes long to judge is judged and kept before anybody has to wait for the case."""
    process = Process.objects.filter(case_id=case_id, status=Process.Status.RUNNING).first()
    if process is not None:
        placing.judge_beforehand(process)


def judge_asked_beforehand(number: int) -> None:
    """The same, for what waits for a second person."""
    for asked in waiting().filter(pk=number):
        placing.judge_beforehand(asked.process)


@move
def _agreed(number: int, by: str) -> Placement:
    asked = _held(number)
    if asked.by == by:
        raise Forbidden("Du har själv begärt flytten. Be en kollega säga ja.")
    place(
        asked.process, asked.task_id, asked.target, actor=asked.by, reason=asked.reason, agreed=by
    )
    return _decided(asked, Status.DONE, by, "")


@move
def decline(number: int, *, by: str, answer: str) -> Placement:
    """Say no, or take one's own back. Raises `Refused` without a reason where it is another's."""
    asked = _held(number)
    if asked.by != by and not answer.strip():
        raise Refused([Hinder("skal", "Skriv varför, så att den som frågade förstår.", "skal")])
    return _decided(asked, Status.DECLINED, by, answer.strip()[:_LONGEST])


def waiting() -> QuerySet[Placement]:
    """What waits for a second person, the oldest first."""
    return (
        Placement.objects.filter(status=Status.ASKED)
        .select_related("process__version__definition")
        .order_by("asked_at", "pk")
    )


def came_to_nothing(case_id: UUID) -> QuerySet[Placement]:
    """What was asked of a case and did not come about, the latest first."""
    return (
        Placement.objects.filter(
            process__case_id=case_id, status__in=(Status.DECLINED, Status.OVERTAKEN)
        )
        .select_related("process__version__definition")
        .order_by("-decided_at", "-pk")
    )


def let_go(case_id: UUID | None = None) -> None:
    """Let go of what waits where the case has gone on from where it stood."""
    rows = waiting() if case_id is None else waiting().filter(process__case_id=case_id)
    for row in rows:
        try:
            if row.process.status != Process.Status.RUNNING:
                raise NotYourTurn("Ärendet är avslutat.")
            foresee(row.process, row.task_id, row.target)
        except NotYourTurn:
            Placement.objects.filter(pk=row.pk, status=Status.ASKED).update(
                status=Status.OVERTAKEN,
                answer="Ärendet har gått vidare.",
                decided_at=clock.now(),
            )
        except No:
            continue  # it stands where it stood: whoever answers is told why it can't be moved


def _held(number: int) -> Placement:
    case_id = Placement.objects.values_list("process__case_id", flat=True).filter(pk=number).first()
    if case_id is None:
        raise NotFound("Flytten finns inte. Välj en i listan.")
    process = moves.lock(case_id)
    asked = Placement.objects.get(pk=number)
    if asked.status != Status.ASKED:
        raise NotYourTurn("Flytten är redan avgjord. Läs in listan igen.")
    asked.process = process
    return asked


def _decided(asked: Placement, status: Status, by: str, answer: str) -> Placement:
    asked.status, asked.decided_by, asked.answer = status, by, answer
    asked.decided_at = clock.now()
    asked.save(update_fields=["status", "decided_by", "answer", "decided_at"])
    return asked
