"""A transfer: first a few cases, then the rest, and the way back. Rows are the truth.

Each case is its own transaction: it is moved and its row says so, or neither. A worker that dies
leaves rows that wait, and whoever looks next goes on from them.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import OperationalError, transaction
from django.db.models import Count

from workflows import clock
from workflows.engine import codec, moves, wake
from workflows.engine.in_turn import in_turn
from workflows.engine.transaction import move
from workflows.errors import Hinder, No, NotFound, NotYourTurn, Refused
from workflows.models import Definition, Process, Transfer, TransferCase, Version
from workflows.transfer import foresight
from workflows.transfer.taking_over import take_back, take_over

logger = logging.getLogger(__name__)

Status = TransferCase.Status
_UNDER_WAY = (Status.WAITING, Status.RETURNING)
_SHORTEST_REASON = 5
_AT_ONCE = 1000


@dataclass(frozen=True)
class Ready:
    """What may be moved, foreseen: the processes, the oldest first."""

    definition: Definition
    target: Version
    chosen: Mapping[str, str]
    processes: list[int]
    reason: str
    first: int | None


def looked(
    definition: Definition, *, chosen: Mapping[str, str], reason: str, first: int | None
) -> Ready:
    """Foresee a transfer to the published version, which may take seconds: before any lock.

    `first` is how many are moved to begin with; None is all. Raises `Refused`.
    """
    target = definition.published
    wrong = []
    if target is None:
        raise Refused(
            [Hinder("version", "Publicera processen först: det finns inget att flytta till.")]
        )
    if len(reason.strip()) < _SHORTEST_REASON:
        wrong.append(Hinder("skal", "Skriv varför ärendena flyttas, så att andra förstår.", "skal"))
    if first is not None and first < 1:
        wrong.append(
            Hinder("antal", "Flytta minst ett ärende, eller lämna tomt för alla.", "antal")
        )
    if wrong:
        raise Refused(wrong)
    processes = foresight.movable(definition, target, chosen)
    if not processes:
        raise Refused(
            [
                Hinder(
                    "inga",
                    "Inget ärende kan flyttas. Välj vilka steg som tar vid,"
                    " eller låt dem gå klart.",
                )
            ]
        )
    return Ready(definition, target, chosen, processes, reason.strip(), first)


@transaction.atomic
def begin(ready: Ready, *, by: str) -> Transfer:
    """Write down what shall move, and wake a worker. Raises `Refused` while another is under way,
    or when something else has been published since."""
    definition = Definition.objects.select_for_update(of=("self",)).get(pk=ready.definition.pk)
    if definition.published_id != ready.target.pk:
        raise Refused(
            [
                Hinder(
                    "version",
                    "En annan version gäller nu. Läs in sidan igen och se vad som kan flyttas.",
                )
            ]
        )
    if (open_one := current(definition)) is not None:
        raise Refused(
            [
                Hinder(
                    "pagar",
                    f"En flytt till version {open_one.target.number} är inte avslutad. Flytta"
                    " resten, låt dem vara eller ta tillbaka den först.",
                )
            ]
        )
    transfer = Transfer.objects.create(
        definition=definition,
        target=ready.target,
        chosen=dict(ready.chosen),
        reason=ready.reason[:400],
        by=by,
        begun_at=clock.now(),
    )
    first = len(ready.processes) if ready.first is None else ready.first
    TransferCase.objects.bulk_create(
        (
            TransferCase(
                transfer=transfer,
                process_id=process_id,
                status=Status.WAITING if number < first else Status.HELD,
            )
            for number, process_id in enumerate(ready.processes)
        ),
        batch_size=_AT_ONCE,
    )
    wake.later("tasks.flytta")
    return transfer


@transaction.atomic
def go_on(transfer_id: int) -> Transfer:
    """Move the rest too. Raises `NotYourTurn` when something else has been published since."""
    transfer = _open(transfer_id)
    if transfer.definition.published_id != transfer.target_id:
        raise NotYourTurn("En annan version gäller nu. Låt resten vara och börja en ny flytt.")
    transfer.cases.filter(status=Status.HELD).update(status=Status.WAITING)
    wake.later("tasks.flytta")
    return transfer


@transaction.atomic
def leave(transfer_id: int, *, by: str) -> Transfer:
    """Let what has not moved stay, and the transfer be done."""
    return _close(_open(transfer_id), by)


@transaction.atomic
def regret(transfer_id: int, *, by: str) -> Transfer:
    """Take everything back that has not gone on since; what has not moved stays."""
    transfer = _found(transfer_id)
    if not transfer.cases.filter(status=Status.MOVED).exists():
        raise NotYourTurn("Det finns inget flyttat ärende att ta tillbaka.")
    later = Transfer.objects.filter(definition=transfer.definition, pk__gt=transfer.pk)
    if later.filter(cases__status__in=(Status.MOVED, *_UNDER_WAY)).exists():
        raise NotYourTurn("En senare flytt har gjorts. Ta tillbaka den först.")
    _close(transfer, by)
    transfer.cases.filter(status=Status.MOVED).update(status=Status.RETURNING)
    wake.later("tasks.flytta")
    return transfer


def current(definition: Definition) -> Transfer | None:
    """The transfer under way: somebody must say whether the rest shall move, or it is working."""
    return (
        Transfer.objects.filter(definition=definition, cases__status__in=(Status.HELD, *_UNDER_WAY))
        .select_related("target")
        .distinct()
        .first()
    )


def counts(transfer: Transfer) -> dict[str, int]:
    """How many cases have each status."""
    rows = transfer.cases.values_list("status").annotate(Count("pk"))
    return {status: dict(rows).get(status, 0) for status in Status.values}


def carry_on(seconds: float) -> int:
    """Move what waits, for a while; knock again where more is left. Returns how many were done."""
    waiting = TransferCase.objects.filter(status__in=_UNDER_WAY)
    done, more = in_turn(waiting, "process", one, seconds)
    if more:
        wake.later("tasks.flytta")
    return done


def one(row_id: int) -> bool:
    """Move a case that waits, or take it back. What can't go says why; False when it was done."""
    try:
        _judge_beforehand(row_id)
        return _carried_out(row_id)
    except OperationalError:
        raise  # the database is away or busy: the row still waits
    except No as no:
        hinder = getattr(no, "hinder", None)
        return _told(row_id, " ".join(one.mening for one in hinder) if hinder else no.mening)
    except Exception:  # one that can't go must not stop the others
        logger.exception("Case %s of a transfer could not go", row_id)
        return _told(row_id, "Det gick inte att genomföra. Ärendet står kvar som det är.")


def _judge_beforehand(row_id: int) -> None:
    """To rehearse a new way of standing may take seconds, in which nobody should wait for the case;
    what is judged is kept, so the move itself seldom has to."""
    row = TransferCase.objects.select_related("transfer__target", "process").get(pk=row_id)
    if row.status == Status.WAITING and row.process.status == Process.Status.RUNNING:
        judge = foresight.judge_to(row.transfer.target, row.transfer.chosen)
        judge.judge(row.process.version_id, codec.unpack(bytes(row.process.state)))


@move
def _carried_out(row_id: int) -> bool:
    case_id = TransferCase.objects.values_list("process__case_id", flat=True).get(pk=row_id)
    process = moves.lock(case_id)
    # Held, so that nobody lets it be, or takes everything back, while it moves.
    row = (
        TransferCase.objects.select_for_update(of=("self",))
        .select_related("transfer__target")
        .get(pk=row_id)
    )
    transfer = row.transfer
    if row.status == Status.WAITING:
        judge = foresight.judge_to(transfer.target, transfer.chosen)
        take_over(process, transfer.target, judge, actor=transfer.by, reason=transfer.reason)
        row.status, row.rev = Status.MOVED, process.rev
    elif row.status == Status.RETURNING:
        take_back(process, row.rev or 0, actor=transfer.closed_by, reason=transfer.reason)
        row.status = Status.RETURNED
    else:
        return False
    row.done_at = clock.now()
    row.save(update_fields=["status", "rev", "done_at"])
    return True


@move
def _told(row_id: int, sentence: str) -> bool:
    for was, now in ((Status.WAITING, Status.REFUSED), (Status.RETURNING, Status.STAYED)):
        TransferCase.objects.filter(pk=row_id, status=was).update(
            status=now, sentence=sentence[:400], done_at=clock.now()
        )
    return True


def _close(transfer: Transfer, by: str) -> Transfer:
    transfer.closed_at, transfer.closed_by = clock.now(), by
    transfer.save(update_fields=["closed_at", "closed_by"])
    transfer.cases.filter(status__in=(Status.HELD, Status.WAITING)).update(status=Status.LEFT)
    return transfer


def _open(transfer_id: int) -> Transfer:
    transfer = _found(transfer_id)
    if not transfer.cases.filter(status=Status.HELD).exists():
        raise NotYourTurn("Inget ärende väntar på klartecken. Läs in sidan igen.")
    return transfer


def _found(transfer_id: int) -> Transfer:
    found = Transfer.objects.select_for_update(of=("self",)).filter(pk=transfer_id).first()
    if found is None:
        raise NotFound("Flytten finns inte. Välj en i listan över flyttar.")
    return found
