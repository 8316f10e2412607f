"""Every example of docs/feel.md is true."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from workflows.feel import (
    FeelSyntaxError,
    PythonFunction,
    compile_expression,
    compile_unary_tests,
    to_literal,
)

PAGE = (Path(__file__).parents[3] / "docs" / "feel.md").read_text(encoding="utf-8")

FACTS: dict[str, Any] = {
    "patient_alder": 17,
    "fodd": date(2008, 5, 2),
    "status": "Registrerad",
    "mottagartyp": "Patient",
    "debiteringsform": "Hyra",
    "leveranstid_kod_max": "i17",
    "typ_av_atgard": "Specialanpassning sits",
    "kategori": None,
    "avvikande_baskod": None,
    "baskod": "1496k",
    "kommun": "Ale",
    "ordernummer": 4711,
    "i_lager": True,
    "kund_ar_primarvard": False,
    "verkstalld": date(2026, 3, 4),
    "rader": [
        {"artikel": "26112", "antal": 2, "hjalpmedelstyp": "Huvudhjälpmedel"},
        {"artikel": "31005", "antal": 4, "hjalpmedelstyp": "Tillbehör"},
        {"artikel": "40777", "antal": 1, "hjalpmedelstyp": "Reservdel"},
    ],
}


def weekdays_after(start: date, days: Decimal) -> date:
    """The example's calendar: Monday to Friday."""
    left = int(days)
    while left:
        start += timedelta(days=1)
        left -= start.weekday() < 5
    return start


EXTENSIONS = {"hmc": {"arbetsdagar": PythonFunction(("start", "antal"), weekdays_after)}}


def _blocks(kind: str) -> list[list[str]]:
    blocks = re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    return [line.split("  →  ") for block in blocks for line in block.splitlines()]


def clock() -> datetime:
    return datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("text", "literal"), _blocks("feel"))
def test_expression(text: str, literal: str) -> None:
    outcome = compile_expression(text).evaluate(FACTS, clock=clock, extensions=EXTENSIONS)
    assert to_literal(outcome.value) == literal


@pytest.mark.parametrize(("cell", "answer"), _blocks("cell"))
def test_cell(cell: str, answer: str) -> None:
    entry, _, name = cell.rpartition(" : ")
    outcome = compile_unary_tests(entry).evaluate(FACTS[name])
    assert to_literal(outcome.value) == answer


def test_common_mistakes() -> None:
    """What the page calls wrong is refused or undefined; what it gives instead is read."""
    table = PAGE.split("## Vanliga fel")[1].split("##")[0].replace("\\|\\|", "||")
    rows = [re.findall(r"`([^`]+)`", line) for line in table.splitlines() if line.startswith("| `")]
    assert len(rows) == 7
    for wrong, *right in rows:
        for text in right[-1:]:
            compile_expression(text)
        try:
            outcome = compile_expression(wrong).evaluate({"lista": [1]})
        except FeelSyntaxError:
            continue
        assert outcome.value is None
        assert outcome.warnings
