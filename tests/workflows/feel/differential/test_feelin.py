"""Our evaluator against `feelin`, the bpmn.io editors'. Where they differ the standard decides."""

import json
import random
import shutil
import subprocess
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.feel.differential.expressions import CONTEXT, Maker
from workflows.feel import compile_expression, compile_unary_tests, to_json

HERE = Path(__file__).parent

# Expression, what feelin says, what the standard says, and where.
KNOWN_DIFFERENCES: list[tuple[str, Any, Any, str]] = [
    ("1 + [2]", None, 3, "10.3.2.15: a singleton list is unwrapped outside an operator's domain"),
    ("0 between 1 and 0", True, False, "table 55: e1 >= e2 and e1 <= e3"),
    ("5 in [10..1]", True, False, "table 55: e1 >= e2 and e1 <= e3"),
    ("1 in null", None, False, "table 55: e1 = e2, and nothing but null equals null"),
    ('"x" < 1', False, None, "table 52: both must be of the same kind"),
    ('substring("abc", 5)', "", None, "table 74: the start position lies within the string"),
    ("sublist([1, 2, 3], 2, 5)", [2, 3], None, "table 75: the length lies within the list"),
    ("insert before([1], 2, 5)", [1, 5], None, "table 75: the position lies within the list"),
    ("remove([1], 5)", [1], None, "table 75: the position lies within the list"),
    ('replace("abc", "x*", "-")', "-a-b-c-", None, "XPath 7.6.3: a pattern that matches nothing"),
    ("string(1.10)", "1.1", "1.10", "10.3.2.3.1: a number carries its scale"),
    ('min(["a", "b"])', None, "a", "table 75: a list of comparable items"),
    ('@"P1Y" = @"P365D"', True, None, "10.3.2.2: two datatypes, so neither equal nor not"),
    ('@"P1Y" > @"P1D"', True, None, "table 54: no order between the two kinds of duration"),
    ('duration("P1D") * 1.5', None, "P1DT12H", "table 59: a duration times a number"),
    ('duration("PT1H") / duration("PT1M")', None, 60, "table 59: a duration by its own kind"),
    ('get value({a: {b: 2}}, ["a", "b"])', None, 2, "DMN 1.4: a list of keys"),
    (
        "for i in 1..2 return partial",
        "error",
        [[], [[]]],
        "10.3.2.14: partial is the results so far",
    ),
    (
        'string(years and months duration(date("2024-02-29"), date("2026-03-01")))',
        "P2Y1D",
        "P2Y",
        "10.3.2.3.8: years and months have no days",
    ),
]

UNARY = [
    ("-", 5),
    ('"a", "b"', "b"),
    ('not("a", "b")', "c"),
    ("[1..5]", 5),
    ("]1..5[", 5),
    ("(1..5]", 5),
    ("< 10, > 20", 15),
    ("? > 3 and ? < 8", 5),
    ("[1, 2, 3]", 2),
    ('starts with(?, "a")', "abc"),
    ("null", None),
    ("not(null)", 3),
    ("true", False),
]


@pytest.fixture(scope="module")
def feelin() -> Path:
    """The folder with feelin installed; the reason is said when that is impossible here."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("Node and npm are not installed: no second opinion on FEEL here")
    with (HERE / "package.json").open() as held:
        # Tests run beside each other: nobody reads what another is half through installing.
        flock(held, LOCK_EX)
        if not (HERE / "node_modules" / "feelin").is_dir():
            command = ["npm", "ci", "--no-audit", "--no-fund"]
            done = subprocess.run(
                command, cwd=HERE, capture_output=True, text=True, timeout=180, check=False
            )
            if done.returncode:
                pytest.skip(f"npm could not install feelin: {done.stderr.strip()[-200:]}")
    return HERE


def _asked(folder: Path, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    lines = "\n".join(json.dumps(question) for question in questions) + "\n"
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run(
        [node, "second_opinion.mjs"],
        cwd=folder,
        input=lines,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _near(ours: Any, theirs: Any) -> bool:
    """Equal but for the binary fractions of JavaScript."""
    if isinstance(ours, bool) or isinstance(theirs, bool) or ours is None or theirs is None:
        return ours is theirs
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= 1e-9 * max(1, abs(ours), abs(theirs))
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_near, ours, theirs))
    return bool(ours == theirs)


def _ours(text: str) -> Any:
    return to_json(compile_expression(text).evaluate(CONTEXT).value)


def test_random_expressions(feelin: Path) -> None:
    maker = Maker(random.Random(20260301))
    texts = [maker.expression() for _ in range(1500)]
    answers = _asked(feelin, [{"text": text, "context": CONTEXT} for text in texts])
    differing = [
        (text, answer, _ours(text))
        for text, answer in zip(texts, answers, strict=True)
        if "error" in answer or not _near(_ours(text), answer["value"])
    ]
    assert not differing, differing[:10]


def test_input_entries(feelin: Path) -> None:
    answers = _asked(feelin, [{"text": text, "input": value} for text, value in UNARY])
    ours = [compile_unary_tests(text).evaluate(value).value for text, value in UNARY]
    assert [answer["value"] for answer in answers] == ours


@pytest.mark.parametrize(("text", "theirs", "ours", "why"), KNOWN_DIFFERENCES)
def test_known_difference(feelin: Path, text: str, theirs: Any, ours: Any, why: str) -> None:
    """A difference that has gone is taken off the list."""
    answer = _asked(feelin, [{"text": text, "context": CONTEXT}])[0]
    assert answer.get("value", "error") == theirs, why
    assert _ours(text) == ours, why
