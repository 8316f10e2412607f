"""What a case costs as it grows, and what a waiting case costs."""

import statistics
import time
from uuid import uuid4

from benchmarks.figures import Figure
from tests.workflows.draw import draw
from workflows import engine, registry
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.models import Process
from workflows.registry import CaseType

_LOOP = draw(
    "start > m > a > x", "x > b : false", "x > m", "b > slut", user="a b", xor="m x",
    process_id="matning",
)  # fmt: skip
_BRANCHES = draw(
    "start > p", "p > a > q", "p > b > q", "p > c > q", "q > slut", user="a b c", par="p q",
    process_id="grenar",
)  # fmt: skip


def measure(*, quick: bool) -> list[Figure]:
    """The 1 000th step against the 2nd, and the state with three branches open."""
    for name, bpmn in (("matning", _LOOP), ("grenar", _BRANCHES)):
        registry.register_case_type(CaseType(name, name))
        versions.publish(Bundle(name, bpmn), case_type=name)
    rounds = 200 if quick else 1000
    process = engine.start("matning", case_id=uuid4(), actor="bench")
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        _complete(process)
        taken.append(time.process_time() - begun)
    first, last = statistics.median(taken[1:12]), statistics.median(taken[-11:])
    branches = engine.start("grenar", case_id=uuid4(), actor="bench")
    return [
        Figure(f"tillvaxt.steg_{rounds}_mot_2", last / first, "×", 1.3),
        Figure("tillstand.tre_grenar", len(branches.state), "byte", 1024, 25_800, "SpiffArena"),
    ]


@engine.move
def _complete(process: Process) -> None:
    engine.complete(engine.lock(process.case_id), "a", actor="bench")
