"""Work on what strangers have drawn, where time and memory end before patience does."""

import contextlib
import os
import resource
import select
import signal
from collections.abc import Callable
from time import monotonic

MEGABYTE = 1024 * 1024
MAX_ANSWER = 4 * MEGABYTE


class Stopped(Exception):
    """The work took too long, too much memory, or broke down. Nothing came of it."""


def limited(job: Callable[[], str], *, seconds: float, megabytes: int) -> str:
    """The text that `job` returns, worked out in a child process of its own.

    `megabytes` is what the child may take on top of what this process already holds. Raises
    `Stopped`. The child is forked, so call it only from a process with a single thread.
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _work(job, write_end, seconds, megabytes)
    os.close(write_end)
    answer, whole = _listen(read_end, monotonic() + seconds)
    os.close(read_end)
    if not whole:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not whole or status != 0:
        raise Stopped
    return answer.decode()


def _work(job: Callable[[], str], write_end: int, seconds: float, megabytes: int) -> None:
    """The child's whole life. Whatever happens, it ends here and says nothing on its own."""
    code = 1
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 2)
        cpu = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        most = _held() + megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        answer = job().encode()
        while answer:
            answer = answer[os.write(write_end, answer) :]
        code = 0
    finally:
        os._exit(code)


def _held() -> int:
    """Bytes of address space that this process holds."""
    with open("/proc/self/statm") as pages:  # noqa: PTH123 - no path: the kernel's own counter
        return int(pages.read().split()[0]) * resource.getpagesize()


def _listen(read_end: int, until: float) -> tuple[bytes, bool]:
    """What the child wrote before it closed its end; False when it did not get that far."""
    heard = b""
    while (left := until - monotonic()) > 0 and len(heard) <= MAX_ANSWER:
        ready, _, _ = select.select([read_end], [], [], left)
        if not ready:
            break
        part = os.read(read_end, 65536)
        if not part:
            return heard, True
        heard += part
    return heard, False
