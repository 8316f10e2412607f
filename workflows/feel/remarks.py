"""What the static analysis gathers, and the names it reads by."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workflows.feel.errors import Finding, Position
from workflows.feel.feeltypes import ANY, FeelType, ListType
from workflows.feel.kinds import ORDERED, alike, item_of, unknown, word_for


@dataclass(frozen=True)
class Names:
    """The names in scope with their types. ``open``: there may be more, as among an unknown item's
    entries.
    """

    types: Mapping[str, FeelType]
    open: bool = False

    def with_names(self, types: Mapping[str, FeelType]) -> "Names":
        return replace(self, types={**self.types, **types})


@dataclass
class Remarks:
    """Findings in the order they are made, none twice."""

    findings: list[Finding] = field(default_factory=list)

    def remark(self, kod: str, mening: str, position: Position) -> FeelType:
        """Note something wrong; answers Any, since nothing more is known of the value."""
        finding = Finding(kod, mening, *position, "error")
        if finding not in self.findings:
            self.findings.append(finding)
        return ANY

    def compare(self, a: FeelType, b: FeelType, position: Position, *, ordered: bool) -> None:
        """Remark on two types whose values can never be compared."""
        if isinstance(a, ListType) != isinstance(b, ListType):
            a, b = item_of(a), item_of(b)
        if unknown(a) or unknown(b):
            return
        if not alike(a, b):
            mening = f"{word_for(a).capitalize()} jämförs med {word_for(b)}. Det blir aldrig sant."
            self.remark("jamforelse", mening, position)
        elif ordered and a not in ORDERED:
            self.remark(
                "jamforelse", f"{word_for(a).capitalize()} kan inte jämföras i storlek.", position
            )
