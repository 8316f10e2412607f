"""What is wrong with a form definition, said so that the one who drew it can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a code for machines, a Swedish sentence, and where in the definition it is."""

    kod: str
    mening: str
    path: str


class BadForm(Exception):
    """A definition that can't be used; `problems` says all that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{found.path}: {found.mening}" for found in problems))
        self.problems = problems


class Faults:
    """A list of problems being gathered, at one place in the definition."""

    def __init__(self, path: str = "", found: list[Problem] | None = None) -> None:
        self.path = path
        self.found: list[Problem] = [] if found is None else found

    def at(self, step: str) -> "Faults":
        """The same list, one step further into the definition."""
        return Faults(f"{self.path}/{step}" if self.path else step, self.found)

    def add(self, kod: str, mening: str) -> None:
        """Note a fault here."""
        self.found.append(Problem(kod, mening, self.path))
