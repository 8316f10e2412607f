"""What Celery carries: a knock on the engine's door, naming one row.

The rows are the truth. A knock that comes twice, late or never changes nothing: the engine takes
each row once, and `tick` finds what nobody knocked for.
"""

from uuid import UUID

from celery import shared_task

from cases.gemensamt.viruskontroll import kontrollera_vantande
from cases.hjalpmedel.svinn import skrota_gamla
from cases.kundorder import automat
from cases.underhall.begin import starta_forfallna
from tasks import gallring
from workflows import engine
from workflows.insight import increments
from workflows.placement import asking
from workflows.remedies import carrying
from workflows.transfer import batch
from workflows.watch import round as watch
from workflows.workbench import replays

# Seconds that long work goes on before others get their turn.
_A_WHILE = 10.0


@shared_task(name="tasks.tick")
def tick() -> None:
    engine.tick()
    replays.sweep()


@shared_task(name="tasks.vakt")
def vakt() -> None:
    watch.go_round()
    asking.let_go()


@shared_task(name="tasks.gallra")
def gallra() -> None:
    gallring.gallra()


@shared_task(name="tasks.bilagor")
def bilagor() -> None:
    kontrollera_vantande()


@shared_task(name="tasks.flytta")
def flytta() -> None:
    batch.carry_on(_A_WHILE)


@shared_task(name="tasks.insikt")
def insikt() -> None:
    increments.carry_on(_A_WHILE)


@shared_task(name="tasks.atgarda")
def atgarda() -> None:
    carrying.carry_on(_A_WHILE)


@shared_task(name="tasks.underhall")
def underhall() -> None:
    starta_forfallna()


@shared_task(name="tasks.fyll_pa")
def fyll_pa() -> None:
    automat.fyll_pa()


@shared_task(name="tasks.svinn")
def svinn() -> None:
    skrota_gamla()


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


@shared_task(name="tasks.replay")
def replay(number: str) -> None:
    replays.carry_on(int(number))
