"""Numbers that can't be meant are refused where they are written, in a sentence that says so."""

import pytest

from tests.workflows.gate.world import CORPUS, NAMES
from workflows.diagrams.bundle import Bundle
from workflows.gate import Finding, check, dry_run

DRAWN = (CORPUS / "tal-orimligt.good.bpmn").read_bytes()
ROW = b'name="deadline" value="hmc.arbetsdagar(start, 1)"'
LOOPED = (CORPUS / "antal-gang.good.bpmn").read_bytes()


def _said(diagram: bytes) -> list[Finding]:
    return check(Bundle("prov", diagram), names=NAMES, try_out=dry_run.forked)


def _set(name: str, text: str) -> list[str]:
    written = text.replace('"', "&quot;")
    row = f'name="{name}" value="{written}"'.encode()
    assert ROW in DRAWN
    return [f.mening for f in _said(DRAWN.replace(ROW, row)) if f.rule == "tal-orimligt"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("deadline", "hmc.arbetsdagar(start, -1)", "räknar -1 arbetsdagar från start"),
        ("deadline", "hmc.arbetsdagar(start, 0)", "minst 1"),
        ("deadline", "hmc.arbetsdagar(start, 1.5)", "räknar 1,5 arbetsdagar"),
        ("deadline", "if antal > 3 then hmc.arbetsdagar(start, 0) else null", "minst 1"),
        ("deadline", "-P3D", "är -P3D"),
        ("deadline", "PT0S", "är PT0S"),
        ("deadline", 'duration("-P1M")', "är -P1M"),
        ("deadline", 'start + duration("P0D")', "är P0D"),
        ("priority", "1.5", "Prioriteten på"),
        ("priority", "-0.5", "är -0,5. Skriv ett helt tal."),
    ],
)
def test_what_cannot_be_meant(name: str, text: str, said: str) -> None:
    (sentence,) = _set(name, text)
    assert said in sentence


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deadline", "hmc.arbetsdagar(start, 1)"),
        ("deadline", "hmc.arbetsdagar(start, antal)"),
        ("deadline", 'hmc.arbetsdagar(date and time("2026-12-24T08:00:00"), -2)'),
        ("deadline", "P1M"),
        ("deadline", 'date and time("2026-12-24T08:00:00") + duration("-P2D")'),
        ("priority", "10"),
        ("priority", "-1"),
        ("priority", "if antal > 3 then 10 else 0"),
    ],
)
def test_what_may_be_meant(name: str, text: str) -> None:
    assert _set(name, text) == []


@pytest.mark.parametrize("count", [b"0", b"-1", b"1.5", b"501"])
def test_how_many_times_is_a_whole_number(count: bytes) -> None:
    assert b">antal<" in LOOPED
    found = _said(LOOPED.replace(b">antal<", b">" + count + b"<"))
    assert "antal-gang" in {one.rule for one in found}
