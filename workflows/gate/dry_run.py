"""The dry run: the engine parses a bundle and starts it, in a child that may be killed.

A web server has many threads and may not fork, so it keeps one helper process
(`python -m workflows.gate.dry_runs`) that forks for it. A command forks by itself.
"""

import atexit
import base64
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import DiagramError
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


class Helper:
    """The helper process of this process: started when first asked, started anew if it ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None
        self._owner = 0

    def ask(self, bundle: Bundle) -> Outcome:
        """A dry run by the helper. One at a time; the helper itself keeps the time."""
        question = json.dumps(
            {
                "process_id": bundle.process_id,
                "bpmn": base64.b64encode(bundle.bpmn).decode(),
                "files": bundle.files,
            }
        )
        with self._lock:
            process = self._alive()
            try:
                answer = self._asked(process, question)
            except BrokenPipeError:
                answer = ""
            if not answer:
                self._process = None
                return Outcome(stopped=True)
            return Outcome(**json.loads(answer))

    @staticmethod
    def _asked(process: "subprocess.Popen[str]", question: str) -> str:
        if process.stdin is None or process.stdout is None:
            return ""
        process.stdin.write(question + "\n")
        process.stdin.flush()
        return process.stdout.readline()

    def close(self) -> None:
        """End the helper; the next question starts another."""
        if self._process and self._owner == os.getpid():
            self._process.kill()
            self._process.communicate()
        self._process = None

    def _alive(self) -> subprocess.Popen[str]:
        # A server that forks its workers after the first question must not share one helper.
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._owner = os.getpid()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "workflows.gate.dry_runs"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=Path(__file__).resolve().parents[2],
            )
        return self._process


_helper = Helper()
atexit.register(_helper.close)


def helped(bundle: Bundle) -> Outcome:
    """A dry run by this process' helper; for processes with many threads."""
    return _helper.ask(bundle)
