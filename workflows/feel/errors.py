"""What can be wrong with an expression, said in Swedish sentences."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Position = tuple[int, int]


class FeelSyntaxError(ValueError):
    """The text is no FEEL expression. ``line`` and ``column`` count from 1."""

    def __init__(self, line: int, column: int, mening: str) -> None:
        super().__init__(f"Rad {line}, kolumn {column}: {mening}")
        self.line = line
        self.column = column
        self.mening = mening


class FeelTypeError(ValueError):
    """The text names no FEEL type."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


class BudgetExceeded(Exception):
    """An evaluation took more steps, depth or room than its budget allows."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


class FeelWarning(NamedTuple):
    """Why the standard made something null. ``line`` and ``column`` count from 1."""

    kod: str
    mening: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of the static analysis."""

    kod: str
    mening: str
    line: int
    column: int
    niva: Literal["error", "warning"]
