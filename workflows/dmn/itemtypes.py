"""The types a model defines for itself (item definitions), and what fits them.

DMN 7.3.2 and 10.3.2.9: a value either conforms, or converts without saying (a list of one and its
item, a date and its midnight), or becomes null. Allowed values are part of the type.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflows.dmn.run import Run
from workflows.feel import FeelType, UnaryTests, coerce, conforms
from workflows.feel.feeltypes import CLASS_OF
from workflows.feel.values import Builtin, Function

# Data nested deeper than this is refused rather than followed.
MAX_DEPTH = 100


@dataclass(slots=True, eq=False)
class ItemType:
    """One type. Exactly one of `element`, `components`, `base` and `leaf` says what it is made of;
    none of them: anything goes. `tests` are its allowed values and type constraints; `result` is
    what a function of this type answers."""

    name: str
    element: "ItemType | None" = None
    components: "dict[str, ItemType] | None" = None
    base: "ItemType | None" = None
    leaf: FeelType | None = None
    tests: tuple[UnaryTests, ...] = ()
    test_texts: tuple[str, ...] = ()
    is_function: bool = False
    parameters: "Sequence[ItemType | None]" = ()
    result: "ItemType | None" = None
    exact: type | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        # Nearly every value is of a builtin type already: its class alone tells.
        if self.leaf is not None and not self.tests:
            self.exact = CLASS_OF.get(self.leaf)

    def accepts(self, value: Any, run: Run, depth: int = 0) -> bool:
        """Whether the value conforms as it stands. Null belongs to every type."""
        if value is None:
            return True
        if depth > MAX_DEPTH:
            return False
        return self._has_the_form(value, run, depth) and all(
            run.passes(test, value, {}) for test in self.tests
        )

    def _has_the_form(self, value: Any, run: Run, depth: int) -> bool:
        if self.element is not None:
            return isinstance(value, list) and all(
                self.element.accepts(item, run, depth + 1) for item in value
            )
        if self.components is not None:
            return isinstance(value, Mapping) and all(
                name in value and part.accepts(value[name], run, depth + 1)
                for name, part in self.components.items()
            )
        if self.base is not None:
            return self.base.accepts(value, run, depth + 1)
        if self.is_function:
            # Conforming function types take as many arguments (DMN 10.3.2.9.2).
            return isinstance(value, Builtin) or (
                isinstance(value, Function) and len(value.parameters) == len(self.parameters)
            )
        return self.leaf is None or conforms(value, self.leaf)

    def is_list(self) -> bool:
        """Whether the values of this type are lists."""
        seen: ItemType | None = self
        for _ in range(MAX_DEPTH):
            if seen is None or seen.element is not None:
                break
            if seen.base is None:
                return seen.leaf is not None and conforms([], seen.leaf)
            seen = seen.base
        return seen is not None

    def allowed(self) -> tuple[UnaryTests | None, str]:
        """(its allowed values, their text), or those of the type it is made from."""
        seen = self
        for _ in range(MAX_DEPTH):
            if seen.tests or seen.base is None:
                break
            seen = seen.base
        return (seen.tests[0], seen.test_texts[0]) if seen.tests else (None, "")

    def fit(self, value: Any, run: Run) -> tuple[bool, Any]:
        """(True, the value or what it converts to), or (False, None) where it does not fit."""
        if self.accepts(value, run):
            return True, value
        for candidate in self._conversions(value):
            if self.accepts(candidate, run):
                return True, candidate
        return False, None

    def _conversions(self, value: Any) -> list[Any]:
        if self.is_list():
            return [] if isinstance(value, list) else [[value]]
        if isinstance(value, list):
            return value if len(value) == 1 else []
        leaf = self._root_leaf()
        converted = None if leaf is None else coerce(value, leaf)
        return [] if converted is None else [converted]

    def _root_leaf(self) -> FeelType | None:
        seen: ItemType = self
        for _ in range(MAX_DEPTH):
            if seen.base is None:
                break
            seen = seen.base
        return seen.leaf

    def completed(self, value: Any, depth: int = 0) -> Any:
        """An input with its missing parts written out as null: what was left out is unknown."""
        if depth > MAX_DEPTH:
            return value
        if self.base is not None:
            return self.base.completed(value, depth + 1)
        if self.element is not None and isinstance(value, list):
            return [self.element.completed(item, depth + 1) for item in value]
        if self.components is not None and isinstance(value, Mapping):
            whole = dict(value)
            for name, part in self.components.items():
                whole[name] = part.completed(whole.get(name), depth + 1)
            return whole
        return value


def settle(value: Any, wanted: ItemType | None, run: Run, what: str, element_id: str | None) -> Any:
    """The value as the wanted type has it; null and a warning where it does not fit."""
    if wanted is None or value is None or type(value) is wanted.exact:
        return value
    fits, fitted = wanted.fit(value, run)
    if not fits:
        run.warn(
            "fel_typ",
            f"{what} har ett värde som inte passar typen {wanted.name}. Värdet blev null.",
            element_id,
        )
    return fitted
