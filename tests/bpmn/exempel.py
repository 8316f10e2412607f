"""How an example of a table is written: the facts, the row that decides, what it answers."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Exempel:
    """`svar` names the outputs worth telling; `rad` is None where the table's default answers."""

    rad: int | None
    fakta: dict[str, Any]
    svar: dict[str, Any] | str | None
