"""States that a process may be in, found by walking through its diagram on paper."""

import random
from collections.abc import Iterator

from SpiffWorkflow.bpmn import BpmnWorkflow

from workflows.diagrams.parser import Specs
from workflows.engine import codec, walk
from workflows.transfer.trial import Trial, asked_of, go_on, to_rest

_STEPS = 40


def states(specs: Specs, walks: int, *, seed: int = 1) -> Iterator[bytes]:
    """The state at every rest of so many walks from the start, each by chance."""
    asked = asked_of(specs)
    for number in range(walks):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - no secret
        trial = Trial(asked, frozenset(), chance)
        workflow = BpmnWorkflow(specs.spec, specs.subprocesses, script_engine=trial)
        starts = specs.message_starts()
        begun_by = walk.choose_start(workflow, by_message=bool(starts))
        if begun_by is not None:
            to_rest(workflow, trial)
            name = next(d.name for d in walk.definitions(begun_by))
            walk.catch_message(workflow, begun_by, name)
        for _ in range(_STEPS):  # some processes go round for as long as nobody ends them
            if not to_rest(workflow, trial) or workflow.completed:
                break
            yield codec.dump(workflow)
            if trial.stuck is not None or not go_on(workflow, trial):
                break
