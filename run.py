#!/usr/bin/env python3
"""webSesam with one command: `python3 run.py` starts it, `python3 run.py test` tests it.

Needs nothing but Python 3.11 and a package index that pip can reach. Only the standard library is
used here, since this file is what fetches everything else.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

HELP = """\
python3 run.py [--port N] [--data KATALOG] [--no-demo]   startar webSesam
python3 run.py test [argument till pytest …]             kör testerna
"""


def _works(*command: str | Path) -> bool:
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def ensure_venv() -> None:
    """Make .venv, also where Debian's python3-venv (and with it ensurepip) is missing."""
    if _works(PYTHON, "-c", "pass"):
        return
    print(f"Skapar en virtuell miljö i {VENV} …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if _works(sys.executable, "-m", "venv", VENV):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not _works(sys.executable, "-m", "venv", "--without-pip", VENV):
        sys.exit(
            f"Det gick inte att skapa en virtuell miljö i {VENV}. "
            "Kontrollera att katalogen går att skriva i och att disken inte är full."
        )


def pip_command() -> list[str]:
    """The pip inside .venv or, where there is none, the machine's own pip working on .venv."""
    if _works(PYTHON, "-m", "pip", "--version"):
        return [str(PYTHON), "-m", "pip"]
    if _works(sys.executable, "-m", "pip", "--version"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    sys.exit(
        "Python saknar pip på den här datorn. Installera det först, "
        "på Debian och Ubuntu: sudo apt-get install python3-pip"
    )


def install(lock: Path) -> None:
    """Install exactly what the lock names; skipped when this very lock is installed already."""
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / f"{lock.stem}.installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installerar det som webSesam behöver (någon minut första gången) …", flush=True)
    command = [
        *pip_command(),
        "install",
        "-qq",
        "--disable-pip-version-check",
        "--require-hashes",
        "--only-binary=:all:",
        "--requirement",
        str(lock),
    ]
    if subprocess.run(command, check=False).returncode != 0:
        sys.exit(
            "Installationen gick inte igenom; orsaken står ovanför. "
            "Når datorn Pythons paketregister? I ett nät som inspekterar TLS behöver pip veta "
            "var certifikatet finns: PIP_CERT=/sökväg/till/ca.pem python3 run.py"
        )
    stamp.write_text(wanted)


def require_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        sys.exit(f"Det går inte att skapa datakatalogen {folder}. Välj en annan med --data.")
    if not os.access(folder, os.W_OK | os.X_OK):
        sys.exit(f"Det går inte att skriva i datakatalogen {folder}. Välj en annan med --data.")


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py", usage=HELP, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="visar den här hjälpen")
    parser.add_argument("--port", type=int, default=8000, help="port på den här datorn (8000)")
    parser.add_argument("--data", type=Path, help="var databasen och filerna ligger (./data)")
    parser.add_argument("--no-demo", action="store_true", help="utan demodata")
    return parser.parse_args(arguments)


def start(arguments: list[str]) -> None:
    options = parse(arguments)
    if options.data:
        # Read by the settings. Resolved here: it is relative to where the person stands.
        os.environ["WEBSESAM_DATA"] = str(options.data.expanduser().resolve())
    require_writable(Path(os.environ.get("WEBSESAM_DATA", ROOT / "data")))
    ensure_venv()
    install(ROOT / "requirements.txt")
    os.chdir(ROOT)
    command = [str(PYTHON), "manage.py", "up", "--port", str(options.port)]
    os.execv(PYTHON, [*command, "--no-demo"] if options.no_demo else command)


def test(arguments: list[str]) -> None:
    ensure_venv()
    install(ROOT / "requirements-dev.txt")
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "pytest", *arguments])


def main() -> None:
    if os.name != "posix":
        sys.exit("webSesam körs på Linux och macOS. På Windows: kör samma kommando i WSL.")
    if sys.hexversion < 0x030B0000:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"webSesam behöver Python 3.11 eller senare; det här är Python {found}.")
    if sys.argv[1:2] == ["test"]:
        test(sys.argv[2:])
    start(sys.argv[1:])


if __name__ == "__main__":
    main()
