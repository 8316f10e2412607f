"""What Celery carries: a knock on the engine's door, naming one row.

The rows are the truth. A knock that comes twice, late or never changes nothing: the engine takes
each row once, and `tick` finds what nobody knocked for.
"""

from uuid import UUID

from celery import shared_task

from tasks import gallring
from workflows import engine


@shared_task(name="tasks.tick")
def tick() -> None:
    engine.tick()


@shared_task(name="tasks.gallra")
def gallra() -> None:
    gallring.gallra()


@shared_task(name="tasks.run_job")
def run_job(job_id: str) -> None:
    engine.run_job(UUID(job_id))


@shared_task(name="tasks.deliver")
def deliver(message_id: str) -> None:
    engine.deliver(UUID(message_id))


@shared_task(name="tasks.fire")
def fire(timer_id: str) -> None:
    engine.fire(UUID(timer_id))


@shared_task(name="tasks.recheck")
def recheck(case_id: str) -> None:
    engine.recheck(UUID(case_id))
