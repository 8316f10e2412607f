"""Delivery: a message reaches the one case that waits for it, exactly once, or a person is told."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import OperationalError

from workflows import clock, registry
from workflows.diagrams import versions
from workflows.engine import moves
from workflows.engine.outbox import ASK_AGAIN
from workflows.engine.transaction import move
from workflows.models import Incident, Message, Process, Subscription

logger = logging.getLogger(__name__)

# A message that nobody waits for yet is looked at again this often.
_LOOK_AGAIN = timedelta(minutes=1)


def deliver(message_id: UUID) -> bool:
    """Give a waiting message to the case that waits for it, or start the case that it begins.

    Returns False when nobody waits yet, when it is delivered already, or when its receiver could
    not go on with it: then a person is told.
    """
    try:
        return _ask_again(message_id) or _deliver(message_id)
    except OperationalError:
        raise  # the database is away or busy: the sweep finds the message again
    except Exception as error:  # whatever the receiver meets is shown to a person
        logger.exception("Message %s could not be received", message_id)
        _stop_broken(message_id, error)
        return False


def _ask_again(message_id: UUID) -> bool:
    """Carry out a `recheck_later`: each case a move of its own. Asking twice changes nothing."""
    message = Message.objects.filter(
        pk=message_id, name=ASK_AGAIN, status=Message.Status.WAITING
    ).first()
    if message is None:
        return False
    failed: Exception | None = None
    for case_id in message.payload["cases"]:
        try:
            moves.recheck(UUID(case_id), actor=message.payload["actor"])
        except OperationalError:
            raise
        except Exception as error:  # one that fails must not stop the others
            logger.exception("Case %s could not be asked again", case_id)
            failed = failed or error
    if failed is not None:
        raise failed
    return _take(message)


@move
def _deliver(message_id: UUID) -> bool:
    message = Message.objects.filter(pk=message_id, status=Message.Status.WAITING).first()
    if message is None:
        return False
    waiting = list(
        Subscription.objects.filter(message=message.name, key=message.key).values_list(
            "process__case_id", "task_id"
        )[:2]
    )
    if len(waiting) > 1:
        _stop(message, "Flera ärenden väntar på samma processmeddelande. Avgör vilket det gäller.")
        return False
    if not waiting:
        return _begin_case(message)
    case_id, task_id = waiting[0]
    process = moves.lock(case_id)
    # Asked again under the lock: another worker may have delivered it while we waited.
    if not _take(message):
        return False
    if process.status != Process.Status.RUNNING or not moves.receive(message, process, task_id):
        _put_back(message)
        return False
    return True


def _begin_case(message: Message) -> bool:
    process_id = versions.message_starts().get(message.name)
    if process_id is None:
        if _too_late(message):
            return _take(message)
        if message.expires_at <= clock.now():
            _stop(message, f"Ingen tog emot processmeddelandet ”{message.name}” ({message.key}).")
        else:
            _look_again(message)
        return False
    begin = registry.case_type(versions.case_type_for(process_id)).start_by_message
    if begin is None:
        _stop(message, f"Processen ”{process_id}” kan inte startas av ett processmeddelande.")
        return False
    if not _take(message):
        return False
    begin(message.name, message.payload, message.effective_at)
    return True


def _too_late(message: Message) -> bool:
    """Whether it has come to a case that has ended, to which it means nothing any more."""
    asked = [
        kind.too_late[message.name]
        for kind in registry.case_types().values()
        if message.name in kind.too_late
    ]
    cases = [case_of(UUID(message.key)) for case_of in asked]
    ended = Process.objects.exclude(status=Process.Status.RUNNING)
    return bool(cases) and ended.filter(case_id__in=cases).exists()


def _take(message: Message) -> bool:
    return bool(
        Message.objects.filter(pk=message.pk, status=Message.Status.WAITING).update(
            status=Message.Status.DELIVERED, delivered_at=clock.now()
        )
    )


def _put_back(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(status=Message.Status.WAITING, delivered_at=None)
    _look_again(message)


def _look_again(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(look_at=clock.now() + _LOOK_AGAIN)


@move
def _stop_broken(message_id: UUID, error: Exception) -> None:
    message = Message.objects.get(pk=message_id)
    sentence = getattr(error, "mening", "") or (
        f"Processmeddelandet ”{message.name}” ({message.key}) kunde inte tas emot. "
        "Rätta orsaken och försök igen."
    )
    _stop(message, sentence, detail=f"{type(error).__name__}: {error}")


def _stop(message: Message, sentence: str, *, detail: str = "") -> None:
    stopped = Message.objects.filter(pk=message.pk, status=Message.Status.WAITING).update(
        status=Message.Status.INCIDENT
    )
    if stopped:
        Incident.objects.create(
            message=message,
            process=message.sender,
            element=message.name,
            kind=Incident.Kind.MESSAGE,
            sentence=sentence[:500],
            detail=detail,
            created_at=clock.now(),
        )
