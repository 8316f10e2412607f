"""Sending: an outbox row for each message that leaves a case, written in the move that sends it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from workflows import clock
from workflows.engine import wake
from workflows.engine.transaction import move
from workflows.models import Message, Process

# How long a message waits for somebody to want it before a person is told.
KEPT_FOR = timedelta(days=30)

# The engine's own message, to itself: its name is none that a diagram may give one.
ASK_AGAIN = "prova igen"


@move
def send(
    name: str,
    key: str,
    payload: dict[str, Any],
    *,
    dedupe: str | None = None,
    expires: datetime | None = None,
) -> Message:
    """Send a message from outside any diagram. The same `dedupe` sends once."""
    return post(
        name, key, payload, sender=None, effective=clock.now(), dedupe=dedupe, expires=expires
    )


@move
def recheck_later(cases: Sequence[UUID], *, actor: str = "") -> None:
    """Ask the conditions of these cases again, in this order, once the move has committed.

    For a move that may not lock them: it holds what comes after processes in the lock order.
    """
    if cases:
        send(ASK_AGAIN, str(cases[0]), {"cases": [str(case) for case in cases], "actor": actor})


def post(
    name: str,
    key: str,
    payload: dict[str, Any],
    *,
    sender: Process | None,
    effective: datetime,
    dedupe: str | None = None,
    expires: datetime | None = None,
) -> Message:
    """Write the outbox row and ask for its delivery. Part of the move that sends it."""
    if not key:
        raise ValueError("A message needs a key.")
    now = clock.now()
    given = {
        "name": name,
        "key": key,
        "payload": payload,
        "sender": sender,
        "effective_at": effective,
        "created_at": now,
        "expires_at": expires or now + KEPT_FOR,
        "look_at": now,
    }
    if dedupe is None:
        message = Message.objects.create(**given)
    else:
        message, _ = Message.objects.get_or_create(dedupe=dedupe, defaults=given)
    if message.status == Message.Status.WAITING:
        wake.later("tasks.deliver", str(message.pk))
    return message


def try_again(process: Process, names: set[str], now: datetime) -> None:
    """A message may have come before anybody waited for it: try those again."""
    waiting = Message.objects.filter(
        status=Message.Status.WAITING,
        name__in=names,
        key__in=process.subscriptions.filter(message__in=names).values("key"),
    )
    if found := list(waiting.values_list("pk", flat=True)):
        Message.objects.filter(pk__in=found).update(look_at=now)
    for message_id in found:
        wake.later("tasks.deliver", str(message_id))
