"""The example of docs/api.md, run as it stands by a Python of its own."""

import re
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from api.nycklar import skapa
from cases.organisation.models import Anvandare
from tests.programs import ROOT, Program, clean_environment
from workflows.diagrams import versions


def test_the_example_orders_a_bed_from_start_to_receipt(
    worker: None, live_server: LiveServer, tmp_path: Path
) -> None:
    versions.seed()
    call_command("ladda_demo", verbosity=0)
    [example] = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), re.DOTALL
    )
    script = tmp_path / "exempel.py"
    script.write_text(example, encoding="utf-8")
    people = {"FORSKRIVARE": "miriam", "LAGER": "lotta.lager", "TRANSPORT": "tore.transport"}
    environment = {"WEBSESAM": live_server.url} | {
        name: skapa(Anvandare.objects.get(username=who), "prov", ["lasa", "skriva"], dagar=1)[1]
        for name, who in people.items()
    }
    done = Program((sys.executable, str(script))).finish(
        environment=clean_environment() | environment
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert re.fullmatch(r"Kundorder \d{8}", said[0])
    assert re.fullmatch(r"Följesedel \d+", said[1])
    assert sorted(line.split()[0] for line in said[2:]) == [
        "55433",
        "55434",
        "75178",
    ], said


@pytest.mark.parametrize("name", ["WEBSESAM_API_LASA", "WEBSESAM_API_SKRIVA"])
def test_the_rates_that_are_told_are_those_of_the_settings(name: str) -> None:
    settings = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    rate = re.search(rf'"{name}", default="(\d+)/min"', settings)
    assert rate is not None
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert f"{rate[1]} " in text[text.index("## Hur ofta") :]
