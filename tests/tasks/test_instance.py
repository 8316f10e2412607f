"""One running webSesam for each data folder."""

import os
import sys
from pathlib import Path

import pytest

from tasks.instance import AlreadyRunning, only_one
from tests.programs import Program, clean_environment

HOLD = """
import sys, time
from pathlib import Path
from tasks.instance import only_one
with only_one(Path(sys.argv[1]), 8000):
    print("holds", flush=True)
    time.sleep(60)
"""


def test_the_second_is_told_who_was_first(tmp_path: Path) -> None:
    with (
        only_one(tmp_path, 8000),
        pytest.raises(AlreadyRunning, match=rf"process {os.getpid()}, port 8000.*--data"),
        only_one(tmp_path, 8001),
    ):
        pass


def test_folders_do_not_meet_and_a_folder_can_be_taken_again(tmp_path: Path) -> None:
    with only_one(tmp_path / "ena", 8000), only_one(tmp_path / "andra", 8001):
        pass
    with only_one(tmp_path / "ena", 8000):
        assert (tmp_path / "ena" / "websesam.lock").read_text() == f"{os.getpid()} 8000"


def test_a_killed_one_leaves_the_folder_free(tmp_path: Path) -> None:
    holder = Program((sys.executable, "-c", HOLD, str(tmp_path / "d")))
    (tmp_path / "logs").mkdir()
    started = holder.start(
        folder=tmp_path / "logs", environment=clean_environment() | {"PYTHONPATH": "."}
    )
    try:
        started.wait_for("holds")
        with pytest.raises(AlreadyRunning), only_one(tmp_path / "d", 8001):
            pass
    finally:
        started.kill()
    with only_one(tmp_path / "d", 8001):
        pass
