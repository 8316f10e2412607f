"""The ways to stand: looked through for every process there is, and kept."""

import time
from pathlib import Path

import pytest
from lxml import etree

from tests.workflows.draw import boundary, draw, timer
from workflows.gate.drawing import Scope, read
from workflows.placement import markings
from workflows.placement.markings import Markings, Undecided

FILES = sorted((Path(__file__).parents[3] / "bpmn").glob("*/*.bpmn"))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_level_of_every_process_is_decided_within_a_second(file: Path) -> None:
    for scope in read(etree.parse(file).getroot()).scopes:
        begun = time.process_time()
        assert Markings(scope).decided(), scope.id
        assert time.process_time() - begun < 1, scope.id


def _scope(*flows: str, **drawn: str) -> Scope:
    return read(etree.fromstring(draw(*flows, **drawn))).scopes[0]  # type: ignore[arg-type]


def test_what_is_undecided_is_not_looked_through_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markings, "MOST", 2)
    many = Markings(_scope("start > a > b > slut", user="a b"))
    with pytest.raises(Undecided):
        _ = many.reachable
    monkeypatch.setattr(markings, "MOST", 20_000)
    with pytest.raises(Undecided):
        _ = many.reachable


def _reminded(*flows: str, **drawn: str) -> Markings:
    watch = boundary("t", "a", timer("P1D"), cancel=False)
    return Markings(_scope(*flows, extra=watch, **drawn))


def test_a_reminder_that_joins_nothing_is_a_branch_of_its_own() -> None:
    found = _reminded("start > a > b > slut", "t > n > m > slut", user="a b n m")
    assert found.branches == (frozenset({"n", "m"}),)
    assert found.reachable == {("start",), ("a",), ("b",), ("slut",), ()}
    assert found.apart(("a", "m", "n")) == (("a",), ("m", "n"))


@pytest.mark.parametrize(
    ("flows", "drawn"),
    [
        (("start > a > b > slut", "t > b"), {"user": "a b"}),
        (("start > p", "p > a > q", "p > b > q", "q > slut", "t > q"),
         {"user": "a b", "par": "p q"}),
        (("start > a > b > slut", "t > p", "p > n > slut", "p > m > slut"),
         {"user": "a b n m", "par": "p"}),
    ],
    ids=["comes back", "joins", "splits"],
)  # fmt: skip
def test_what_meets_or_splits_is_judged_with_the_rest(
    flows: tuple[str, ...], drawn: dict[str, str]
) -> None:
    assert _reminded(*flows, **drawn).branches == ()
