"""What a FEEL text in a model stands in: the names it may use, the types, the language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from workflows.dmn import markup
from workflows.dmn.boxed import Boxed, Literal, Unreadable
from workflows.dmn.columns import Cell
from workflows.dmn.itemtypes import ItemType
from workflows.dmn.typetable import TypeTable, static
from workflows.feel import (
    FeelSyntaxError,
    FeelType,
    UnaryTests,
    compile_expression,
    compile_unary_tests,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The names in reach with their types, and the names that may follow a dot."""

    types: TypeTable
    named_types: Mapping[str, FeelType]
    declared: Mapping[str, FeelType]
    members: frozenset[str]
    made_types: Mapping[str, ItemType | None] = field(default_factory=dict)
    is_feel: bool = True

    def seeing(self, names: Mapping[str, ItemType | None]) -> "Surroundings":
        """The same with more names in reach."""
        more = {name: static(made) for name, made in names.items() if name}
        made_types = {**self.made_types, **names}
        return replace(self, declared={**self.declared, **more}, made_types=made_types)

    @property
    def names(self) -> Iterable[str]:
        return self.members.union(self.declared)

    def type_of(self, element: markup.Element | None) -> ItemType | None:
        """The type its `typeRef` names."""
        return None if element is None else self.types.named(element.get("typeRef"), element)

    def literal(self, written: str, element: markup.Element) -> Boxed:
        """A FEEL text as an expression. An empty one is null."""
        element_id = element.get("id")
        text = written or "null"
        if foreign := self._foreign(element):
            return Unreadable("frammande_sprak", foreign, element_id, text)
        try:
            expression = compile_expression(text, names=self.names, types=self.named_types)
        except FeelSyntaxError as fault:
            return Unreadable("syntaxfel", str(fault), element_id, text)
        return Literal(text, expression, self.declared, element_id)

    def cell(self, element: markup.Element) -> Cell:
        """An input entry. An empty one is `-`, as editors leave it."""
        written = markup.text(element)
        element_id = element.get("id")
        if written in {"", "-"}:
            return Cell("-", None, "", element_id)
        if foreign := self._foreign(element):
            return Cell(written, None, foreign, element_id)
        try:
            tests = compile_unary_tests(written, names=self.names, types=self.named_types)
        except FeelSyntaxError as fault:
            return Cell(written, None, str(fault), element_id)
        return Cell(written, tests, "", element_id)

    def tests(self, element: markup.Element | None) -> tuple[UnaryTests | None, str]:
        """(allowed values, their text); (None, "") where everything is allowed."""
        written = markup.text(element)
        if written in {"", "-"}:
            return None, ""
        try:
            return compile_unary_tests(written, names=self.names, types=self.named_types), written
        except FeelSyntaxError:
            return None, written

    def _foreign(self, element: markup.Element) -> str:
        """Why the text is not run, if it is in another language than FEEL."""
        language = element.get("expressionLanguage")
        if self.is_feel if language is None else markup.is_feel_language(language):
            return ""
        return "Uttrycket är skrivet på ett annat språk än FEEL och körs inte. Skriv om det i FEEL."
