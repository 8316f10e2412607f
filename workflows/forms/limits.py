"""What is too much, and which names are never let in, wherever a form or its answers come from."""

import re
from collections.abc import Iterable, Iterator

MAX_DEFINITION_BYTES = 64 * 1024
MAX_FIELDS = 100
MAX_OPTIONS = 300
MAX_TEXT = 20_000
MAX_INPUT_CHARACTERS = 200_000
MAX_DEPTH = 20

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")

# FEEL's own words, and the names that the engine puts into every context: an answer with such a
# name could not be asked for in a condition. `typename` and `self` poison a stored process.
RESERVED = frozenset(
    {
        "and",
        "between",
        "else",
        "every",
        "external",
        "false",
        "for",
        "function",
        "if",
        "in",
        "instance",
        "item",
        "not",
        "null",
        "of",
        "or",
        "partial",
        "return",
        "satisfies",
        "some",
        "start",
        "then",
        "true",
        "hmc",
        "now",
        "today",
        "typename",
        "self",
        "date",
        "time",
        "duration",
        "number",
        "string",
        "list",
        "context",
    }
)

POISON = frozenset({"typename", "self"})


def is_poison(key: object) -> bool:
    """Whether a key must not reach a stored process: it would be read back as something else."""
    return not isinstance(key, str) or key in POISON or key.startswith("__")


def is_deep(value: object, room: int = MAX_DEPTH) -> bool:
    """Whether lists and objects lie inside each other more than `room` levels down."""
    parts = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list | tuple) or not isinstance(parts, Iterable):
        return False
    return room == 0 or any(is_deep(part, room - 1) for part in parts)


def trouble_with(value: object) -> str | None:
    """Say, in Swedish, why an input from outside can't be taken; None when it can."""
    if is_deep(value):
        return "Svaren är inkapslade i för många nivåer. Skicka ett värde per fält."
    if size_of(value) > MAX_INPUT_CHARACTERS:
        return f"Svaren är längre än {MAX_INPUT_CHARACTERS} tecken. Korta dem."
    if bad := next((key for key in _keys(value) if is_poison(key)), None):
        return f"Namnet ”{str(bad)[:40]}” får inte användas i svaren. Ta bort det."
    return None


def _keys(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _keys(part)


def size_of(value: object) -> int:
    """Characters in the texts of an input, keys included."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(size_of(key) + size_of(part) for key, part in value.items())
    if isinstance(value, list | tuple):
        return sum(size_of(part) for part in value) + len(value)
    return 1
