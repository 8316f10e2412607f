"""One running webSesam for each data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Somebody else holds the folder. `str()` is a Swedish sentence that says what to do."""


@contextmanager
def only_one(folder: Path, port: int) -> Iterator[None]:
    """Hold the folder for as long as this process or a child of it lives.

    The lock belongs to the open file, so a `kill -9` frees it and no stale file has to be removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "websesam.lock").open("a+", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.seek(0)
            where = held.read().strip() or "en annan process"
            raise AlreadyRunning(
                f"webSesam körs redan med datakatalogen {folder} ({where}). "
                "Stoppa den först, eller välj en annan katalog med --data."
            ) from None
        held.truncate(0)
        held.write(f"process {os.getpid()}, port {port}")
        held.flush()
        yield
