"""The dry run: the engine parses a bundle and starts it, in a child that may be killed.

A web server has many threads and may not fork, so it keeps one helper process
(`python -m workflows.gate.dry_runs`) that forks for it. A command forks by itself.
"""

import atexit
import base64
import json
from dataclasses import asdict, dataclass

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import DiagramError
from workflows.gate.helper import Helper
from workflows.gate.limits import Stopped, limited

SECONDS = 3.0
MEGABYTES = 512


@dataclass(frozen=True)
class Outcome:
    """How a dry run went: the number of tasks foreseen, or why the engine refused (Swedish)."""

    tasks: int = 0
    mening: str = ""
    element: str = ""
    stopped: bool = False


def forked(bundle: Bundle) -> Outcome:
    """A dry run in a child of this process, which must have a single thread."""
    try:
        answer = limited(lambda: _run(bundle), seconds=SECONDS, megabytes=MEGABYTES)
    except Stopped:
        return Outcome(stopped=True)
    return Outcome(**json.loads(answer))


def _run(bundle: Bundle) -> str:
    # Imported here so that whoever only asks a helper never loads the engine's parser.
    from workflows.diagrams.foreseen import foreseen

    try:
        outcome = Outcome(tasks=foreseen(bundle))
    except DiagramError as error:
        outcome = Outcome(mening=error.mening, element=error.element)
    return json.dumps(asdict(outcome))


_helper = Helper("workflows.gate.dry_runs")
atexit.register(_helper.close)


def helped(bundle: Bundle) -> Outcome:
    """A dry run by this process' helper; for processes with many threads."""
    question = {
        "process_id": bundle.process_id,
        "bpmn": base64.b64encode(bundle.bpmn).decode(),
        "files": bundle.files,
    }
    answer = _helper.ask(json.dumps(question))
    return Outcome(**json.loads(answer)) if answer else Outcome(stopped=True)
