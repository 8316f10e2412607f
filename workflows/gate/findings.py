"""What the gate says: a rule, and a finding of it on one element.

Each rule is declared beside the check that applies it and gathers itself here, so that
`docs/kontrollera.md` can be held against the code.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a bundle. An `error` stops it from being published, a `warning` doesn't.

    `element` is the id in the diagram, or None when the fault concerns the whole file.
    `mening` is Swedish and says what to do.
    """

    rule: str
    element: str | None
    mening: str
    level: Level


class Drawn(Protocol):
    """Something in the diagram that a sentence can name."""

    id: str

    @property
    def vad(self) -> str: ...


@dataclass(frozen=True)
class Rule:
    """What must hold (`krav`, for the list of rules) and what is said where it doesn't."""

    id: str
    chapter: str
    level: Level
    krav: str
    mening: str

    def on(self, element: str | None, /, **words: object) -> Finding:
        """The finding of this rule on an element; `words` fill the gaps in the sentence."""
        sentence = self.mening.format(**words)
        return Finding(self.id, element, sentence[:1].upper() + sentence[1:], self.level)

    def at(self, drawn: Drawn, /, **words: object) -> Finding:
        """The finding on something drawn, which the sentence calls `{vad}`."""
        return self.on(drawn.id or None, vad=drawn.vad, **words)


RULES: dict[str, Rule] = {}


class RuleTwice(ValueError):
    """Two rules were declared by one id."""


class Chapter:
    """A group of rules under one heading in the list of rules."""

    def __init__(self, heading: str) -> None:
        self.heading = heading

    def error(self, id_: str, krav: str, mening: str) -> Rule:
        """Declare a rule that must hold before a process may be published."""
        return self._declare(Rule(id_, self.heading, "error", krav, mening))

    def warning(self, id_: str, krav: str, mening: str) -> Rule:
        """Declare a rule whose breach is worth a look, but runs."""
        return self._declare(Rule(id_, self.heading, "warning", krav, mening))

    @staticmethod
    def _declare(rule: Rule) -> Rule:
        if rule.id in RULES:
            raise RuleTwice(rule.id)
        RULES[rule.id] = rule
        return rule


def ok(findings: list[Finding]) -> bool:
    """Whether nothing stands in the way of running it."""
    return all(finding.level != "error" for finding in findings)
