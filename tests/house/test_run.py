"""`python3 run.py` on machines that lack this or that."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.programs import ROOT, Program, clean_environment, free_port

# A Python like Debian's without python3-venv: venv fails where it would have put pip in place.
WITHOUT_ENSUREPIP = """\
#!/bin/sh
case "$*" in "-m venv /"*) exit 1;; esac
exec "{python}" "$@"
"""


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "en mapp" / ".venv"
    monkeypatch.setattr(run, "VENV", folder)
    monkeypatch.setattr(run, "PYTHON", folder / "bin" / "python")
    return folder


@pytest.fixture
def empty(venv: Path) -> Path:
    """An environment without a pip of its own: made in a moment."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    return venv


@pytest.fixture
def without_ensurepip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    wrapper = tmp_path / "python3"
    wrapper.write_text(WITHOUT_ENSUREPIP.format(python=sys.executable))
    wrapper.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(wrapper))
    return wrapper


def test_without_python3_venv_the_machines_own_pip_fills_the_environment(
    venv: Path, without_ensurepip: Path
) -> None:
    run.ensure_venv()
    assert run.pip_command() == [
        str(without_ensurepip),
        "-m",
        "pip",
        "--python",
        str(venv / "bin" / "python"),
    ]
    listed = subprocess.run([*run.pip_command(), "list"], capture_output=True, check=False)
    assert listed.returncode == 0, listed.stderr


def test_a_broken_environment_is_made_anew(venv: Path) -> None:
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to("/nowhere/python3")
    (venv / "left").touch()
    run.ensure_venv()
    assert not (venv / "left").exists()
    assert run.pip_command() == [str(venv / "bin" / "python"), "-m", "pip"]


def test_an_installed_lock_is_not_installed_again(
    empty: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("")
    run.install(lock)
    # With no Python left, any attempt to install would end the program.
    shutil.rmtree(empty / "bin")
    capfd.readouterr()
    run.install(lock)
    assert capfd.readouterr().out == ""


@pytest.mark.usefixtures("empty")
def test_an_installation_that_fails_says_what_to_do_and_is_tried_again(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("utan-kontrollsumma==1.0\n")
    for _ in range(2):
        with pytest.raises(SystemExit, match=r"Installationen gick inte igenom.*PIP_CERT"):
            run.install(lock)


def test_a_data_folder_that_cannot_be_made_is_said_before_anything_is_fetched(
    tmp_path: Path,
) -> None:
    (tmp_path / "fil").touch()
    done = Program((sys.executable, str(ROOT / "run.py"), "--data", str(tmp_path / "fil" / "d")))
    finished = done.finish(environment=clean_environment())
    assert finished.returncode == 1
    assert "Det går inte att skapa datakatalogen" in finished.stderr
    assert finished.stdout == ""


@pytest.mark.parametrize("word", ["--port=abc", "--okand", "starta"])
def test_what_it_does_not_know_is_refused_with_the_usage(word: str) -> None:
    finished = Program((sys.executable, str(ROOT / "run.py"), word)).finish(
        environment=clean_environment()
    )
    assert finished.returncode == 2
    assert "python3 run.py test" in finished.stderr


@pytest.mark.full
def test_a_fresh_copy_in_a_folder_with_spaces_starts_from_anywhere(tmp_path: Path) -> None:
    copy = tmp_path / "webb sesam å"
    ignore = shutil.ignore_patterns(".venv", ".git", "data", "node_modules", "*_cache")
    shutil.copytree(ROOT, copy, ignore=ignore)
    port = free_port()
    program = Program(
        (sys.executable, str(copy / "run.py"), "--port", str(port), "--data", "hos mig")
    )
    environment = clean_environment()
    with program.running(
        folder=tmp_path, environment=environment, until="webSesam är igång", cwd=tmp_path
    ):
        assert (tmp_path / "hos mig" / "websesam.sqlite3").exists()
    assert not (copy / "data").exists()
