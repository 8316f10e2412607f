"""From the type names in a file to `ItemType`: built-in, the file's own, or an imported file's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workflows.dmn import markup
from workflows.dmn.itemtypes import ItemType
from workflows.feel import (
    FeelSyntaxError,
    FeelType,
    FeelTypeError,
    compile_unary_tests,
    parse_type,
)
from workflows.feel.feeltypes import ANY, ContextType, FunctionType, ListType

# What older editions and some tools write for the standard's own names.
_OTHER_WORDS = {
    "daysAndTimeDuration": "days and time duration",
    "yearsAndMonthsDuration": "years and months duration",
    "integer": "number",
    "int": "number",
    "float": "number",
    "long": "number",
    "double": "number",
    "decimal": "number",
    "<Undefined>": "Any",
}
# Types that hold each other are followed so far when told to FEEL.
MAX_STATIC_DEPTH = 4


@dataclass(slots=True)
class TypeTable:
    """The types one file can name. `imported` pairs an import's name with that file's table."""

    namespace: str
    definitions: Mapping[str, markup.Element]
    imported: Sequence[tuple[str, str, "TypeTable"]] = ()
    unknown: list[str] = field(default_factory=list)
    _made: dict[str, ItemType] = field(default_factory=dict)

    def named(self, ref: str | None, element: markup.Element) -> ItemType | None:
        """The type a reference on `element` means; None where anything goes or none is known."""
        if ref is None or not (name := markup.tidy(ref)):
            return None
        return self._find(*self._without_prefix(name, element))

    def _without_prefix(self, name: str, element: markup.Element) -> tuple[str, str | None]:
        """(name, namespace the prefix stands for). DMN 1.1 wrote QNames, later editions names."""
        prefix, colon, local = name.partition(":")
        if not colon or name in self.definitions:
            return name, None
        return local, element.nsmap.get(prefix)

    def _find(self, name: str, namespace: str | None) -> ItemType | None:
        if namespace and (
            markup.is_feel_namespace(namespace) or markup.is_dmn_namespace(namespace)
        ):
            return builtin(name)
        if namespace and namespace != self.namespace:
            for _, its_namespace, table in self.imported:
                if its_namespace == namespace:
                    return table.by_name(name)
        return self.by_name(name)

    def by_name(self, name: str) -> ItemType | None:
        """The type of that name: the file's own, an import's, or one of FEEL's."""
        if name in self.definitions:
            return self.own(name)
        for alias, _, table in self.imported:
            local = name.removeprefix(f"{alias}.") if alias else name
            if (not alias or local != name) and local in table.definitions:
                return table.own(local)
        plain = name.removeprefix("feel.")
        if plain not in _OTHER_WORDS and not is_builtin(plain):
            self.unknown.append(name)
        return builtin(plain)

    def own(self, name: str) -> ItemType:
        """The file's own type, made at first use: a type that holds itself is known by then."""
        if name not in self._made:
            made = self._made[name] = ItemType(name)
            self._fill(made, self.definitions[name])
        return self._made[name]

    def _fill(self, made: ItemType, element: markup.Element) -> None:
        allowed = _tests(markup.child(element, "allowedValues"))
        constraint = _tests(markup.child(element, "typeConstraint"))
        target = made
        if element.get("isCollection", "false") in {"true", "1"}:
            target = made.element = ItemType(made.name)
            _restrict(made, constraint)
            _restrict(target, allowed)
        else:
            _restrict(made, [*allowed, *constraint])
        self._fill_form(target, element)

    def _fill_form(self, made: ItemType, element: markup.Element) -> None:
        parts = list(markup.children(element, "itemComponent"))
        if parts:
            made.components = {}
            for part in parts:
                name = markup.name_of(part)
                made.components[name] = ItemType(f"{made.name}.{name}")
                self._fill(made.components[name], part)
        elif (function := markup.child(element, "functionItem")) is not None:
            made.is_function = True
            made.parameters = [
                self.named(held.get("typeRef"), held)
                for held in markup.children(function, "parameters")
            ]
            made.result = self.named(function.get("outputTypeRef"), function)
        else:
            made.base = self.named(_type_ref(element), element)

    def for_feel(self) -> dict[str, FeelType]:
        """The types by the names texts may use for them in `instance of`."""
        named = {
            f"{alias}.{name}" if alias else name: its_type
            for alias, _, table in self.imported
            for name, its_type in table.for_feel().items()
        }
        return named | {name: static(self.own(name)) for name in self.definitions}


def _type_ref(element: markup.Element) -> str | None:
    """Editions differ: an attribute, or a child element."""
    held = markup.child(element, "typeRef")
    return element.get("typeRef") if held is None else markup.text(held)


def _tests(element: markup.Element | None) -> list[str]:
    written = markup.text(element)
    return [] if written in {"", "-"} else [written]


def _restrict(made: ItemType, texts: Sequence[str]) -> None:
    for written in texts:
        try:
            made.tests += (compile_unary_tests(written),)
        except FeelSyntaxError:
            continue
        made.test_texts += (written,)


def is_builtin(name: str) -> bool:
    try:
        parse_type(_OTHER_WORDS.get(name, name))
    except FeelTypeError:
        return False
    return True


def builtin(name: str) -> ItemType | None:
    """One of FEEL's own types; None for Any and for what FEEL has no such name for."""
    if not is_builtin(name):
        return None
    leaf = parse_type(_OTHER_WORDS.get(name, name))
    return None if leaf == ANY else ItemType(name, leaf=leaf)


def static(made: ItemType | None, depth: int = 0) -> FeelType:
    """The type as FEEL's analysis knows it. A type that holds itself ends in Any."""
    if made is None or depth > MAX_STATIC_DEPTH:
        return ANY
    if made.element is not None:
        return ListType(static(made.element, depth + 1))
    if made.components is not None:
        return ContextType(
            tuple((name, static(part, depth + 1)) for name, part in made.components.items())
        )
    if made.is_function:
        return FunctionType(
            tuple(static(part, depth + 1) for part in made.parameters),
            static(made.result, depth + 1),
        )
    if made.base is not None:
        return static(made.base, depth + 1)
    return ANY if made.leaf is None else made.leaf
