"""Reading the demo world's files: one CSV per table, in the register's `seed` folder."""

import csv
from pathlib import Path


def rows(beside: str, name: str) -> list[dict[str, str]]:
    """The rows of `seed/<name>.csv` beside the module whose `__file__` is given."""
    path = Path(beside).parent / "seed" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
