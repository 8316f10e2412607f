"""Random diagrams, random positions: what a move by hand allows ends with every join right."""

import random

import pytest

from tests.workflows.placement.conftest import Prov
from tests.workflows.transfer.diagrams import pair
from tests.workflows.transfer.test_random import rows_of, something_happens
from workflows import engine
from workflows.diagrams import versions
from workflows.engine import codec
from workflows.errors import Refused
from workflows.models import Move, Process, Subscription
from workflows.placement.placing import goals, place
from workflows.placement.standing import spots

pytestmark = pytest.mark.django_db


def _moved(process: Process, task_id: object, target: str) -> None:
    @engine.move
    def whole() -> None:
        held = engine.lock(process.case_id)
        place(held, task_id, target, actor="pia", reason="Hamnade fel.")  # type: ignore[arg-type]

    whole()


def _happens(prov: Prov, process: Process, chance: random.Random) -> bool:
    """As there, but a message always knows which of several waits it is for."""
    for waits in Subscription.objects.filter(process=process):
        Subscription.objects.filter(pk=waits.pk).update(key=str(waits.task_id))
    return something_happens(prov, process, chance)


@pytest.mark.parametrize("seed", range(120))
def test_what_is_moved_reaches_an_end_and_what_is_refused_is_untouched(
    prov: Prov, seed: int
) -> None:
    chance = random.Random(seed)
    drawn, _, _ = pair(seed)
    prov.facts |= {"belopp": chance.choice([1, 5]), "lista": ["a", "b"], "nummer": "7"}
    prov.publish(drawn)
    process = prov.start()
    for _ in range(chance.randint(0, 6)):
        if not _happens(prov, process, chance):
            break
    process = prov.reload(process)
    if process.status != Process.Status.RUNNING:
        return
    specs = versions.specs_of(process.version_id)
    parts = codec.unpack(bytes(process.state))
    tried = [(spot, goal) for spot, level in spots(parts, specs) for goal in goals(spot, level)]
    for spot, goal in [one for one in tried if one[1].why][:2]:
        before, seen = bytes(process.state), rows_of(process)
        with pytest.raises(Refused):
            _moved(process, spot.task_id, goal.element)
        assert (bytes(prov.reload(process).state), rows_of(process)) == (before, seen)
    allowed = [one for one in tried if not one[1].why]
    if not allowed:
        return
    spot, goal = chance.choice(allowed)
    before, seen = bytes(process.state), rows_of(process)
    try:
        _moved(process, spot.task_id, goal.element)
    except Refused:
        assert (bytes(prov.reload(process).state), rows_of(process)) == (before, seen)
        return
    now = rows_of(process)
    assert str(spot.task_id) not in str(now)
    assert Move.objects.filter(process=process, kind=Move.Kind.PLACED).count() == 1
    for _ in range(300):
        if not _happens(prov, process, chance):
            break
    assert prov.reload(process).status == Process.Status.DONE
