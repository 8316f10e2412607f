"""Wake a worker when the move has committed. By name: the engine need not know Celery's tasks.

A wake-up may be lost (the broker is down, the machine stops): the rows are the truth, and the
sweep finds them.
"""

from celery import current_app
from django.db import transaction


def later(task: str, *args: str) -> None:
    """Ask for a Celery task by name after commit."""

    # A function and no partial: Django names it when it fails, and only functions have names.
    def knock() -> None:
        current_app.signature(task, args).apply_async(ignore_result=True, retry=False)

    transaction.on_commit(knock, robust=True)
