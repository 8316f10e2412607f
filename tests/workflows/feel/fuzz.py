"""Random inputs for the parser: noise, and expressions with something broken in them."""

import random
from collections.abc import Iterator

_PIECES = [
    *"()[]{},.:@?-+*/<>=\"'\\ \n\t;!#&|~^%$0123456789åäö_’",
    *[
        "**",
        "..",
        "->",
        "<=",
        ">=",
        "!=",
        "//",
        "/*",
        "*/",
        '"a"',
        '"\\u00e5"',
        '@"2026-01-01"',
        "1.5",
        ".5",
        "1..5",
    ],
    *[
        "and",
        "or",
        "in",
        "between",
        "if",
        "then",
        "else",
        "for",
        "return",
        "some",
        "every",
        "satisfies",
        "instance",
        "of",
        "function",
        "true",
        "false",
        "null",
    ],
    *[
        "not(",
        "date and time(",
        "external {",
        "list<number>",
        "item",
        "partial",
        "a b",
        "x-y",
        "string length(",
        "🐎",
    ],
]
_SEEDS = [
    'if a > 3 and b = "x" then [1..5] else {a b: 1, "c": f(x: 2, y: [3])}',
    "for i in 1..5, j in [1, 2][item > 1] return partial[-1] + i * j ** 2",
    'some x in xs satisfies x in (< 5, ]7..9[, "a") or not(x instance of list<context<a: number>>)',
    "{f: function(n: number, m) if n <= 1 then 1 else n * f(n - 1), "
    "r: sort([3, 1], function(x, y) x < y)}.r[-1]",
    'date and time("2026-01-01T00:00:00@Europe/Stockholm").time offset + @"P1DT2H" >= '
    'duration("PT5M")',
    'not("a", "b"), < 5, [1..3], ? > 2',
]


def _noise(chance: random.Random) -> str:
    return "".join(
        chance.choice(_PIECES) + chance.choice(["", "", " "]) for _ in range(chance.randint(0, 25))
    )


def _broken(chance: random.Random) -> str:
    text = chance.choice(_SEEDS)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(text) + 1)
        cut = chance.randint(0, 3)
        text = text[:place] + chance.choice(["", chance.choice(_PIECES)]) + text[place + cut :]
    return text


def _characters(chance: random.Random) -> str:
    return "".join(
        chr(chance.randrange(0x250) if chance.random() < 0.9 else chance.randrange(0xD800))
        for _ in range(12)
    )


def inputs(count: int, seed: int) -> Iterator[str]:
    """``count`` texts, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.choice([_noise, _broken, _broken, _characters])(chance)
