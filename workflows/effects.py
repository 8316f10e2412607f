"""What a step will have written into the facts of its case, told without doing it.

The step and the dry world ask the same function, so that the rule stands in one place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Asked:
    """What a step goes by: a fact of the case by its name; what the tables have answered, by
    decision; as of when it is done; and each group's key by the name that tables give it."""

    fact: Callable[[str], Any]
    answers: Mapping[str, Any]
    effective: datetime
    groups: Mapping[str, str]


# The facts that it will have written, by name. Says nothing of one that it can't know.
Settles = Callable[[Asked], Mapping[str, Any]]
