"""FEEL in forms: when a question is asked, and which dates it takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows import clock, feel


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled FEEL expression over the answers above the field and the facts of the case."""

    text: str
    expression: feel.Expression

    @property
    def names(self) -> frozenset[str]:
        """The names that the expression asks for."""
        return frozenset(self.expression.names)

    def value(self, context: Mapping[str, Any]) -> object:
        """What the expression gives, as a Python value; `context` is in FEEL's own values."""
        return feel.to_python(self.expression.evaluate(context, clock=clock.now).value)

    def holds(self, context: Mapping[str, Any]) -> bool:
        """Whether it is true; null ("not known yet") is not."""
        return self.value(context) is True

    def day(self, context: Mapping[str, Any]) -> date | None:
        """The date it gives; None when it gives no date."""
        found = self.value(context)
        return found if type(found) is date else None


def compile_condition(text: str, names: Iterable[str]) -> Condition:
    """Compile, letting `names` be known. Raises `feel.FeelSyntaxError`."""
    return Condition(text, feel.compile_expression(text, names=names))
