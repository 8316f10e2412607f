"""The analysis against trying every value: random small tables, the same gaps and overlaps."""

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import Any

import pytest

from tests.workflows.dmn import modeller as m
from workflows.dmn import analyse
from workflows.feel import compile_unary_tests

Cells = tuple[str, Sequence[Any], Callable[[random.Random], str]]


def _number(chance: random.Random) -> str:
    low = chance.randint(0, 6)
    high = chance.randint(low, 7)
    return chance.choice(
        [
            "-",
            f"{low}",
            f"< {low}",
            f">= {low}",
            f"[{low}..{high}]",
            f"({low}..{high}]",
            f"[{low}..{high}[",
            f"not({low})",
            f"not([{low}..{high}])",
            f"{low}, {high}",
            f"< {low}, > {high}",
            f"? >= {low} and ? < {high}",
        ]
    )


def _text(chance: random.Random) -> str:
    return chance.choice(["-", '"a"', '"a", "b"', 'not("a")', '? = "c"', 'starts with(?, "a")'])


def _truth(chance: random.Random) -> str:
    return chance.choice(["-", "true", "false", "not(true)"])


COLUMNS: Sequence[Cells] = [
    ("number", [Decimal(half) / 2 for half in range(-4, 20)], _number),
    ("string", ["a", "b", "c", "något annat"], _text),
    ("boolean", [True, False], _truth),
]


def _hits(rows: Sequence[Sequence[str]], values: Sequence[Any]) -> list[int]:
    return [
        row
        for row, cells in enumerate(rows, 1)
        if all(
            compile_unary_tests(cell).evaluate(value).value is True
            for cell, value in zip(cells, values, strict=True)
        )
    ]


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST"])
@pytest.mark.parametrize("seed", range(60))
def test_what_the_analysis_finds_is_what_trying_finds(policy: str, seed: int) -> None:
    chance = random.Random(seed)
    columns = [chance.choice(COLUMNS) for _ in range(chance.randint(1, 2))]
    rows = [[cell(chance) for _, _, cell in columns] for _ in range(chance.randint(1, 4))]
    names = [f"x{at}" for at in range(len(columns))]
    table = m.table(policy, names, ["ut"], [[*row, "1"] for row in rows])
    given = "".join(m.given(name, kind) for name, (kind, _, _) in zip(names, columns, strict=True))
    found = analyse(m.model(given + m.decision("d", table, inputs=names)))

    hits = [_hits(rows, values) for values in product(*(values for _, values, _ in columns))]
    assert any(one.kod == "lucka" for one in found) is ([] in hits)
    hidden = {
        row for one in found for row in one.rows if one.kod in {"skymd_rad", "oanvandbar_rad"}
    }
    counted = {hit[0] for hit in hits if hit} if policy == "FIRST" else set().union(*hits)
    assert hidden == set(range(1, len(rows) + 1)) - counted
    if policy == "UNIQUE":
        both = {pair for hit in hits for pair in combinations(hit, 2)}
        assert {one.rows for one in found if one.kod == "overlapp"} == both
