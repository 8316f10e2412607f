"""The types of what an expression reads: names, literals, properties, entries, selected items."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workflows.feel import tree
from workflows.feel.feeltypes import (
    ANY,
    BOOLEAN,
    DAY_TIME,
    NULL,
    NUMBER,
    STRING,
    ContextType,
    FeelType,
    ListType,
    RangeType,
    type_of,
)
from workflows.feel.iso import read_literal
from workflows.feel.kinds import item_of, nearest, unknown, word_for
from workflows.feel.library import SIGNATURES
from workflows.feel.properties import OTHER_DURATION, PROPERTIES
from workflows.feel.remarks import Names, Remarks
from workflows.feel.signature_check import value_class

_PROPERTY_TYPES: Mapping[str, FeelType] = {
    "time offset": DAY_TIME,
    "timezone": STRING,
    "start included": BOOLEAN,
    "end included": BOOLEAN,
}


@dataclass
class AccessTypes(Remarks):
    """The part of the inference that looks something up."""

    @abstractmethod
    def type(self, node: tree.Node, names: Names) -> FeelType:
        """The type of ``node``; findings are gathered on the way."""

    def name(self, node: tree.Name, names: Names) -> FeelType:
        found = names.types.get(node.name)
        if found is not None:
            return found
        # A function of the library has no one type as a value: its signatures may be several.
        if node.name in SIGNATURES or names.open:
            return ANY
        hint = nearest(node.name, [*names.types, *SIGNATURES])
        # Names of ours are written together: what has a space in it was meant as a text.
        hint = hint or (f' Är det en text skrivs den "{node.name}".' if " " in node.name else "")
        return self.remark("okant_namn", f"Uppgiften {node.name} finns inte.{hint}", node.position)

    def at(self, node: tree.AtLiteral, _: Names) -> FeelType:
        value = read_literal(node.text)
        if value is not None:
            return type_of(value)
        mening = f'@"{node.text}" är varken datum, klockslag, tidpunkt eller varaktighet.'
        return self.remark("literal", mening, node.position)

    def path(self, node: tree.Path, names: Names) -> FeelType:
        return self.step(self.type(node.source, names), node)

    def step(self, kind: FeelType, node: tree.Path) -> FeelType:
        if isinstance(kind, ListType):
            return ListType(self.step(kind.item, node))
        if isinstance(kind, ContextType):
            return self.entry(kind, node)
        if unknown(kind):
            return ANY
        if isinstance(kind, RangeType) and node.name in {"start", "end"}:
            return kind.endpoint
        known = self.properties(kind)
        if node.name in known:
            return _PROPERTY_TYPES.get(node.name, NUMBER)
        hint = nearest(node.name, sorted(known))
        mening = f"{word_for(kind).capitalize()} har inget som heter {node.name}.{hint}"
        return self.remark("okand_egenskap", mening, node.position)

    def properties(self, kind: FeelType) -> set[str]:
        owner = value_class(kind)
        return set(PROPERTIES.get(owner, {})).union(OTHER_DURATION.get(owner, ()))

    def entry(self, kind: ContextType, node: tree.Path) -> FeelType:
        entries = dict(kind.entries)
        if node.name in entries:
            return entries[node.name]
        if not entries:
            return ANY
        hint = nearest(node.name, list(entries))
        return self.remark(
            "okand_egenskap", f"Här finns inget som heter {node.name}.{hint}", node.position
        )

    def filter(self, node: tree.Filter, names: Names) -> FeelType:
        source = self.type(node.source, names)
        item = item_of(source)
        entries = dict(item.entries) if isinstance(item, ContextType) else {}
        loose = unknown(item) or (isinstance(item, ContextType) and not entries)
        inside = replace(names.with_names({"item": item, **entries}), open=names.open or loose)
        condition = self.type(node.condition, inside)
        if condition == NUMBER:
            return item
        if condition not in {BOOLEAN, ANY, NULL}:
            mening = f"Ett urval behöver ett villkor eller en plats, inte {word_for(condition)}."
            self.remark("villkor", mening, node.position)
        return ListType(item) if condition in {BOOLEAN, NULL} else ANY
