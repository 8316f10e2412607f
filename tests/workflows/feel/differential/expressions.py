"""Random expressions that are right by their types, for a second opinion."""

import random
from typing import Any

CONTEXT: dict[str, Any] = {
    "antal": 7,
    "pris": 12.5,
    "status": "Registrerad",
    "akut": True,
    "okand": None,
    "tal": [3, 1, 2, 5],
    "texter": ["a", "bb", "a"],
    "rader": [{"artikel": "A1", "antal": 2}, {"artikel": "B2", "antal": 5}],
    "patient": {"alder": 17, "kommun": "Ale"},
}


class Maker:
    """Makes expressions of a wanted kind, ever simpler the deeper they nest."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def pick(self, *choices: str) -> str:
        return self.chance.choice(choices)

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.pick(
                "0",
                "1",
                "2",
                "3",
                "10",
                "0.5",
                "antal",
                "pris",
                "patient.alder",
                "tal[1]",
                "tal[-1]",
            )
        n, m = self.number(depth - 1), self.number(depth - 2)
        return self.pick(
            f"({n} + {m})",
            f"{n} - {m}",
            f"{n} * {m}",
            f"-{n}",
            f"(if {self.truth(depth - 1)} then {n} else {m})",
            f"sum({self.numbers(depth - 1)})",
            f"count({self.numbers(depth - 1)})",
            f"max({self.numbers(depth - 1)})",
            f"min({n}, {m})",
            f"floor({n})",
            f"ceiling({n})",
            f"abs({n})",
            f"string length({self.text(depth - 1)})",
            f"{self.date(depth - 1)}.{self.pick('year', 'month', 'day', 'weekday')}",
            f"{self.moment(depth - 1)}.{self.pick('day', 'hour', 'minute', 'second')}",
            f"({self.date(depth - 1)} - {self.date(depth - 2)}).days",
            f"day of year({self.date(depth - 1)})",
            f"week of year({self.date(depth - 1)})",
            f"({self.numbers(depth - 1)})[1]",
            f"modulo({n}, 3)",
        )

    def text(self, depth: int) -> str:
        if depth <= 0:
            return self.pick('"a"', '"bb"', '""', '"Åsa"', "status", "patient.kommun", "texter[2]")
        s, t = self.text(depth - 1), self.text(depth - 2)
        return self.pick(
            f"{s} + {t}",
            f"upper case({s})",
            f"string({self.date(depth - 1)})",
            f"string({self.date(depth - 1)} - {self.date(depth - 2)})",
            f"day of week({self.date(depth - 1)})",
            f"lower case({s})",
            f"substring before({s}, {t})",
            f"substring after({s}, {t})",
            f"(if {self.truth(depth - 1)} then {s} else {t})",
            f'string join(["x", {s}], "-")',
            f'replace({s}, "[a-e]", "*")',
        )

    def numbers(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("tal", "[1, 2, 3]", "rader.antal", "[4]")
        x = self.numbers(depth - 1)
        return self.pick(
            f"({x})[item > {self.number(depth - 2)}]",
            f"(for i in {x} return i + {self.number(depth - 2)})",
            f"(for i in 1..4 return i * {self.number(depth - 2)})",
            f"append({x}, {self.number(depth - 2)})",
            f"concatenate({x}, tal)",
            f"reverse({x})",
            f"distinct values({x})",
            f"[{self.number(depth - 1)}, {self.number(depth - 2)}]",
        )

    def date(self, depth: int) -> str:
        if depth <= 0:
            return self.pick('date("2026-03-01")', 'date("2024-02-29")', "date(2025, 12, 31)")
        d = self.date(depth - 1)
        return self.pick(
            f'({d} + duration("P1M"))',
            f'({d} - duration("P1Y"))',
            f'({d} + duration("P3D"))',
            f"date({d}.year, {d}.month, 1)",
        )

    def moment(self, depth: int) -> str:
        if depth <= 0:
            return self.pick(
                'date and time("2026-03-01T08:30:00")',
                f'date and time({self.date(0)}, time("23:59:59"))',
            )
        span = self.pick("PT1H", "P1DT30M", "P2M")
        return f'({self.moment(depth - 1)} {self.pick("+", "-")} duration("{span}"))'

    def truth(self, depth: int) -> str:
        if depth <= 0:
            return self.pick(
                "true", "false", "akut", "antal > 3", 'status = "Registrerad"', "okand = null"
            )
        n, m, s = self.number(depth - 1), self.number(depth - 2), self.text(depth - 1)
        return self.pick(
            f"{n} {self.pick('<', '<=', '>', '>=', '=', '!=')} {m}",
            f"({self.truth(depth - 1)}) and ({self.truth(depth - 2)})",
            f"({self.truth(depth - 1)}) or ({self.truth(depth - 2)})",
            f"not({self.truth(depth - 1)})",
            f"{n} between 1 and 20 + abs({m})",
            f"{n} in [1..10]",
            f"{n} in ({m}, > 20)",
            f'{s} in ("a", status)',
            f"{self.date(depth - 1)} {self.pick('<', '=', '>=')} {self.date(depth - 2)}",
            f"{self.moment(depth - 1)} {self.pick('<', '=', '>=')} {self.moment(depth - 2)}",
            f"contains({s}, {self.text(depth - 2)})",
            f"starts with({s}, {self.text(depth - 2)})",
            f"(some i in {self.numbers(depth - 1)} satisfies i > {m})",
            f"(every i in {self.numbers(depth - 1)} satisfies i > {m})",
            f"list contains({self.numbers(depth - 1)}, {m})",
            f"okand > {m} or {self.truth(depth - 1)}",
            f"okand > {m} and {self.truth(depth - 1)}",
        )

    def expression(self) -> str:
        return self.chance.choice([self.number, self.text, self.numbers, self.truth])(
            self.chance.randint(1, 3)
        )
