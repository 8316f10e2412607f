"""FEEL and a decision table, apart from everything else."""

import time
from collections.abc import Callable
from decimal import Decimal

from benchmarks.figures import Figure
from workflows import dmn, feel


def measure(*, quick: bool) -> list[Figure]:
    """`a > 3 and b = "x"` and a table of 15 rules and 6 inputs."""
    times = 2_000 if quick else 20_000
    compiled = feel.compile_expression('a > 3 and b = "x"')
    context = {"a": Decimal(5), "b": "x"}
    expression = _microseconds(lambda: compiled.evaluate(context), times)
    model = dmn.read(_table().encode())
    inputs = {f"i{n}": Decimal(14) for n in range(6)}
    table = _microseconds(lambda: model.evaluate("tabell", inputs), times // 10)
    return [
        Figure("feel.villkor", expression, "µs", 5),
        Figure("dmn.tabell_15x6", table, "µs", 60),
    ]


def _microseconds(work: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        for _ in range(times):
            work()
        best = min(best, (time.process_time() - begun) / times * 1e6)
    return best


def _table() -> str:
    inputs = "".join(
        f'<input id="in{n}"><inputExpression id="ie{n}" typeRef="number"><text>i{n}</text>'
        "</inputExpression></input>"
        for n in range(6)
    )
    rules = "".join(
        f'<rule id="r{row}">'
        + "".join(f'<inputEntry id="e{row}_{n}"><text>{row}</text></inputEntry>' for n in range(6))
        + f'<outputEntry id="o{row}"><text>"rad {row}"</text></outputEntry></rule>'
        for row in range(15)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" '
        f'namespace="urn:d"><decision id="tabell" name="tabell"><decisionTable id="t" '
        f'hitPolicy="UNIQUE">{inputs}<output id="ut" name="ut" typeRef="string"/>{rules}'
        "</decisionTable></decision></definitions>"
    )
