"""Foresight: every running report held against a changed process, and cases moved there."""

import time
from uuid import uuid4

from benchmarks.figures import Figure
from benchmarks.lagen import states
from benchmarks.reference import begin
from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.parser import build
from workflows.engine import codec
from workflows.models import Definition, Process
from workflows.transfer import batch, foresight
from workflows.transfer.judging import Judge

_WALKS = 40


def measure(*, quick: bool) -> list[Figure]:
    """10 000 running felrapporter (1 000 when quick) wherever a walk by chance leads, foreseen
    against a changed diagram; and real cases of the reference process, moved."""
    many = 1_000 if quick else 10_000
    definition = Definition.objects.get(name="felrapport")
    _fill(definition, many)
    new = _renamed(definition, 'id="utred"', 'id="utred_noga"')
    begun = time.perf_counter()
    found = foresight.foresee(definition, new, {})
    taken = time.perf_counter() - begun
    alone = _each_for_itself(new, definition) * many
    note = f"{found.positions} lägen, {found.movable} kan flyttas, {len(found.groups)} orsaker"
    return [
        Figure(f"flytt.forutse.{many}", taken, "s", 30, alone, "utan lägen", note=note),
        Figure("flytt.ett_arende", _moved_ms(20 if quick else 100), "ms"),
    ]


def _fill(definition: Definition, many: int) -> None:
    version = versions.published(definition.name)
    found = list(states(versions.specs_of(version.pk), _WALKS))
    Process.objects.bulk_create(
        (
            Process(
                version=version,
                case_id=uuid4(),
                state=found[number % len(found)],
                started_at=clock.now(),
            )
            for number in range(many)
        ),
        batch_size=1_000,
    )


def _renamed(definition: Definition, was: str, now: str) -> Bundle:
    """The process with an element under another id."""
    old = versions.bundle_of(versions.published(definition.name))
    id_was, id_now = was.removeprefix("id="), now.removeprefix("id=")
    text = old.bpmn.decode()
    for place in ("id", "sourceRef", "targetRef", "bpmnElement", "attachedToRef"):
        text = text.replace(f"{place}={id_was}", f"{place}={id_now}")
    text = text.replace(f">{id_was[1:-1]}<", f">{id_now[1:-1]}<")
    return Bundle(old.process_id, text.encode(), dict(old.files))


def _each_for_itself(new: Bundle, definition: Definition) -> float:
    """Seconds for one case, judged without remembering any other."""
    specs = build(new)
    rows = list(
        Process.objects.filter(version__definition=definition).values_list("version_id", "state")[
            :60
        ]
    )
    begun = time.perf_counter()
    for version_id, state in rows:
        Judge(specs).judge(version_id, codec.unpack(bytes(state)))
    return (time.perf_counter() - begun) / len(rows)


def _moved_ms(count: int) -> float:
    """A case moved to another version and told of, mean."""
    for _ in range(count):
        begin()
    definition = Definition.objects.get(name="referens")
    new = _renamed(definition, 'id="granska"', 'id="granska_noga"')
    versions.publish(new, case_type=definition.case_type)
    definition.refresh_from_db()
    ready = batch.looked(definition, chosen={}, reason="Mätning", first=None)
    batch.begin(ready, by="")
    begun = time.perf_counter()
    done = batch.carry_on(seconds=600)
    return (time.perf_counter() - begun) * 1000 / done
