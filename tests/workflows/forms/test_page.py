"""The owners' page says what is true: its examples run, its list of kinds is the code's."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.workflows.forms.definitions import choice, definition
from workflows.forms import Form, limits, problems

PAGE = (Path(settings.BASE_DIR) / "docs" / "formular.md").read_text()
EXAMPLES = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
KINDS = re.findall(r"^\| [^|]+ \| `(\"[^`]+)` \|", PAGE, re.MULTILINE)
CONDITIONS = [
    condition
    for condition in re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)
    if not condition.startswith('"')
]
TWO = {"oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]}


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_load(example: str) -> None:
    assert problems(example.encode()) == []
    assert Form.load(example).fields


def test_there_is_something_to_test() -> None:
    assert len(EXAMPLES) == 2
    assert len(KINDS) == 13
    assert len(CONDITIONS) == 5


@pytest.mark.parametrize("written", KINDS)
def test_each_kind_can_be_written_so(written: str) -> None:
    filled = written.replace('"oneOf": […]', json.dumps(TWO)[1:-1])
    schema: dict[str, Any] = {"title": "Fråga", **json.loads("{" + filled + "}")}
    source = definition({"svar": schema, "annat": {"type": "string", "title": "Annat"}})
    assert {found.kod for found in problems(source)} <= {"okant_register"}
    assert len(Form.load(source).render_fields()) == 2


@pytest.mark.parametrize("condition", CONDITIONS)
def test_conditions_hold_as_told(condition: str) -> None:
    words = {"oneOf": [{"const": word, "title": word} for word in ("badrum", "kok")]}
    form = Form.load(
        definition(
            {
                "typ": choice("Typ", "rullstol", "lyft"),
                "vikt": {"type": "number", "title": "Vikt"},
                "akut": {"type": "boolean", "title": "Akut"},
                "rum": {"type": "array", "title": "Rum", "items": words},
                "svar": {"type": "string", "title": "Svar", "x-visible-when": condition},
            }
        )
    )
    met = {"typ": "rullstol", "vikt": 131, "akut": True, "rum": ["badrum"]}
    assert "svar" in form.validate(met).shown
    assert "svar" not in form.validate({}).shown


def test_the_limits_are_the_ones_told() -> None:
    assert f"högst {limits.MAX_DEFINITION_BYTES // 1024} kB" in PAGE
    assert f"högst {limits.MAX_FIELDS} fält" in PAGE
    assert f"högst {limits.MAX_OPTIONS} alternativ" in PAGE
