"""What stands above a field: the names that its conditions may ask for."""

from collections.abc import Mapping

from workflows import feel
from workflows.feel.kinds import nearest
from workflows.forms.conditions import Condition, compile_condition
from workflows.forms.fields import Field
from workflows.forms.problems import Faults


class Above:
    """The facts, and the answers given so far, while a definition is read from the top."""

    def __init__(self, facts: Mapping[str, feel.FeelType] | None, asked: list[str]) -> None:
        self._facts_are_known = facts is not None
        self._types: dict[str, feel.FeelType] = dict(facts or {})
        self._to_come = set(asked)

    def add(self, field: Field) -> None:
        """Let the fields below ask for this one's answer."""
        self._to_come.discard(field.name)
        self._types[field.name] = feel.parse_type(field.kind.feel)

    def read(self, text: object, gives: str, faults: Faults) -> Condition | None:
        """Compile an expression that gives the FEEL type `gives`, noting what is wrong with it."""
        if not isinstance(text, str) or len(text) > 500:
            faults.add("fel_feel", "Skriv ett FEEL-uttryck som text, högst 500 tecken.")
            return None
        bare = text.removeprefix("=")
        try:
            found = compile_condition(bare, self._types)
        except feel.FeelSyntaxError as wrong:
            faults.add("fel_feel", f"{wrong.mening} (tecken {wrong.column})")
            return None
        unknown = found.names - self._types.keys()
        for name in sorted(unknown if self._facts_are_known else unknown & self._to_come):
            faults.add(
                "okant_namn",
                f"”{name}” är varken en fråga längre upp eller ett känt faktum."
                f"{nearest(name, list(self._types)) or ' Rätta villkoret.'}",
            )
        if not unknown:
            self._check_types(bare, gives, faults)
        return found

    def _check_types(self, text: str, gives: str, faults: Faults) -> None:
        expected = feel.parse_type(gives)
        for finding in feel.check(text, self._types, expected=expected, names=tuple(self._types)):
            faults.add("fel_typ", finding.mening)
