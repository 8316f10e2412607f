"""One running webSesam for each data folder."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

# The serving process outlives a killed parent for as long as its last request and job take.
ORPHAN_SECONDS = 20.0


class AlreadyRunning(Exception):
    """Somebody else holds the folder. `str()` is a Swedish sentence that says what to do."""


@contextmanager
def only_one(folder: Path, port: int) -> Iterator[None]:
    """Hold the folder for as long as this process or a child of it lives.

    The lock belongs to the open file, so a `kill -9` frees it and no stale file has to be removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "websesam.lock").open("a+", encoding="utf-8") as held:
        _take(held, folder)
        held.truncate(0)
        held.write(f"{os.getpid()} {port}")
        held.flush()
        yield


def _take(held: TextIO, folder: Path) -> None:
    end = time.monotonic() + ORPHAN_SECONDS
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.seek(0)
            pid, _, port = held.read().partition(" ")
            if _lives(pid) or time.monotonic() > end:
                raise AlreadyRunning(
                    f"webSesam körs redan med datakatalogen {folder} (process {pid}, port {port}). "
                    "Stoppa den först, eller välj en annan katalog med --data."
                ) from None
            time.sleep(0.1)
        else:
            return


def _lives(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (ValueError, PermissionError):
        # Not written yet, or somebody else's: a process holds the lock, so it lives.
        return True
    return True
