"""Wake a worker when the move has committed. By name: the engine need not know Celery's tasks.

A wake-up may be lost (the broker is down, the machine stops): the rows are the truth, and the
sweep finds them.
"""

from functools import partial

from celery import current_app
from django.db import transaction


def later(task: str, *args: str) -> None:
    """Ask for a Celery task by name after commit."""
    transaction.on_commit(partial(_send, task, *args), robust=True)


def _send(task: str, *args: str) -> None:
    current_app.signature(task, args).apply_async(ignore_result=True, retry=False)
