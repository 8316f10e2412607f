"""Finished cases replayed through a draft: a thousand, begun and read as an owner does it."""

import time

from benchmarks.figures import Figure
from benchmarks.people import worker
from benchmarks.reference import begin, posted
from cases.fritt import actions
from workflows.models import UserTask
from workflows.workbench import drafts, replays


def measure(*, quick: bool) -> list[Figure]:
    """Three forms a case, each held against its own version and against the draft."""
    count = 50 if quick else 1000
    for _ in range(count):
        task: UserTask | None = begin()
        while task is not None:
            case = actions.svara(task.pk, person=worker(), inlamning=posted(task))
            task = UserTask.objects.filter(case_id=case).first()
    drafts.change("referens", {"scenarier.txt": b""}, by="bench")
    begun = time.perf_counter()
    made = replays.begin("referens", by="bench", count=count)
    while replays.carry_on(made.pk):
        pass
    taken = time.perf_counter() - begun
    told = replays.progress(made)
    return [
        Figure(
            "uppspelning.tusen_arenden",
            taken * 1000 / count,
            "s",
            60,
            note=f"{count} ärenden på {taken:.1f} s, {told.get('same', 0)} samma väg",
        )
    ]
