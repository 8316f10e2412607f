"""A helper process of this process, which may fork where a process with many threads may not."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Lock


class Helper:
    """Runs a module that answers a line for each line: started when first asked, started anew if
    it ends."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None
        self._owner = 0

    def ask(self, question: str) -> str:
        """The answer, or nothing where the helper ended. One at a time; the helper itself keeps
        the time."""
        with self._lock:
            process = self._alive()
            try:
                answer = self._asked(process, question)
            except BrokenPipeError:
                answer = ""
            if not answer:
                self._process = None
            return answer

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
            self._process = subprocess.Popen(  # noqa: S603 - a module of our own
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=Path(__file__).resolve().parents[2],
            )
        return self._process
