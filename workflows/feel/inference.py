"""What type an expression has, as far as its text tells; what cannot be right is remarked on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from workflows.feel import tree
from workflows.feel.access_types import AccessTypes
from workflows.feel.arithmetic import TABLES
from workflows.feel.errors import FeelTypeError, Position
from workflows.feel.feeltypes import (
    ANY,
    ANY_CONTEXT,
    BOOLEAN,
    DAY_TIME,
    NULL,
    NUMBER,
    YEAR_MONTH,
    ContextType,
    FeelType,
    FunctionType,
    ListType,
    RangeType,
    parse_type,
    type_of,
)
from workflows.feel.kinds import (
    item_of,
    joined,
    result_of,
    unknown,
    word_for,
)
from workflows.feel.library import SIGNATURES
from workflows.feel.remarks import Names
from workflows.feel.signature_check import called, value_class


@dataclass
class Inference(AccessTypes):
    """Walks a tree and gathers findings; ``own`` are the model's types by name."""

    own: Mapping[str, FeelType] = field(default_factory=dict)

    def type(self, node: tree.Node, names: Names) -> FeelType:
        """The type of ``node``; findings are gathered on the way."""
        return _RULES[type(node)](self, node, names)

    # -- calculation and comparison

    def arithmetic(self, node: tree.Arithmetic, names: Names) -> FeelType:
        kind = self.type(node.first, names)
        for sign, operand, position in node.rest:
            kind = self.calculated(sign, kind, self.type(operand, names), position)
        return kind

    def calculated(self, sign: str, a: FeelType, b: FeelType, position: Position) -> FeelType:
        a, b = item_of(a), item_of(b)
        if unknown(a) or unknown(b):
            return ANY
        if (value_class(a), value_class(b)) in TABLES[sign]:
            return result_of(sign, a, b)
        verb = {"+": "läggas ihop", "-": "dras från varandra", "**": "upphöjas"}.get(
            sign, "räknas så"
        )
        return self.remark(
            "rakning", f"{word_for(a).capitalize()} och {word_for(b)} kan inte {verb}.", position
        )

    def negation(self, node: tree.Negation, names: Names) -> FeelType:
        kind = item_of(self.type(node.operand, names))
        if unknown(kind) or kind in {NUMBER, DAY_TIME, YEAR_MONTH}:
            return kind
        return self.remark(
            "rakning", f"Minus kan inte stå framför {word_for(kind)}.", node.position
        )

    def comparison(self, node: tree.Comparison, names: Names) -> FeelType:
        left, right = self.type(node.left, names), self.type(node.right, names)
        self.compare(left, right, node.position, ordered=node.operator not in {"=", "!="})
        return BOOLEAN

    def between(self, node: tree.Between, names: Names) -> FeelType:
        value = self.type(node.value, names)
        for bound in (node.low, node.high):
            self.compare(value, self.type(bound, names), bound.position, ordered=True)
        return BOOLEAN

    def membership(self, node: tree.Membership, names: Names) -> FeelType:
        value = self.type(node.value, names)
        for test in node.tests:
            self.test(test, value, names)
        return BOOLEAN

    def test(self, node: tree.Node, value: FeelType, names: Names) -> None:
        """Remark on a positive unary test that a value of this type can never pass."""
        if isinstance(node, tree.HalfRange):
            endpoint = self.type(node.endpoint, names)
            self.compare(value, endpoint, node.position, ordered=node.operator not in {"=", "!="})
            return
        if isinstance(node, tree.Interval):
            for bound in (node.start, node.end):
                self.compare(value, self.type(bound, names), node.position, ordered=True)
            return
        found = self.type(node, names.with_names({"?": value}))
        if isinstance(found, RangeType) and not isinstance(value, RangeType):
            self.compare(value, found.endpoint, node.position, ordered=False)
        elif found != BOOLEAN or isinstance(node, tree.Constant):
            held = item_of(found)
            held = held.endpoint if isinstance(held, RangeType) else held
            self.compare(item_of(value), held, node.position, ordered=False)

    def logic(self, node: tree.Logic, names: Names) -> FeelType:
        for part in node.parts:
            self.truth(part, names, f"Ett led i {node.kind}")
        return BOOLEAN

    def truth(self, node: tree.Node, names: Names, what: str) -> None:
        kind = self.type(node, names)
        if kind not in {BOOLEAN, ANY, NULL}:
            mening = f"{what} ska vara sant eller falskt, inte {word_for(kind)}."
            self.remark("villkor", mening, node.position)

    def conditional(self, node: tree.If, names: Names) -> FeelType:
        self.truth(node.condition, names, "Villkoret efter if")
        return joined([self.type(node.then, names), self.type(node.otherwise, names)])

    def instance_of(self, node: tree.InstanceOf, names: Names) -> FeelType:
        self.type(node.value, names)
        try:
            parse_type(node.type, self.own, lenient=False)
        except FeelTypeError as error:
            self.remark("typ", error.mening, node.position)
        return BOOLEAN

    # -- structures

    def interval(self, node: tree.Interval, names: Names) -> FeelType:
        start, end = self.type(node.start, names), self.type(node.end, names)
        self.compare(start, end, node.position, ordered=True)
        return RangeType(joined([start, end]))

    def half_range(self, node: tree.HalfRange, names: Names) -> FeelType:
        return RangeType(self.type(node.endpoint, names))

    def list(self, node: tree.ListNode, names: Names) -> FeelType:
        return ListType(joined([self.type(item, names) for item in node.items]))

    def context(self, node: tree.ContextNode, names: Names) -> FeelType:
        entries: dict[str, FeelType] = {}
        for key, value in node.entries:
            inside = names.with_names(entries)
            if isinstance(value, tree.FunctionNode):
                inside = inside.with_names({key: ANY})
            entries[key] = self.type(value, inside)
        return ContextType(tuple(entries.items())) if entries else ANY_CONTEXT

    # -- loops and functions

    def rounds(self, iterators: Sequence[tree.Iterator], names: Names) -> Names:
        for iterator in iterators:
            source = self.type(iterator.source, names)
            if iterator.end is not None:
                self.compare(
                    source, self.type(iterator.end, names), iterator.position, ordered=True
                )
            elif isinstance(source, RangeType):
                source = source.endpoint
            names = names.with_names({iterator.name: item_of(source)})
        return names

    def loop(self, node: tree.For, names: Names) -> FeelType:
        return ListType(
            self.type(node.body, self.rounds(node.iterators, names.with_names({"partial": ANY})))
        )

    def quantified(self, node: tree.Quantified, names: Names) -> FeelType:
        self.truth(node.body, self.rounds(node.iterators, names), "Villkoret efter satisfies")
        return BOOLEAN

    def function(self, node: tree.FunctionNode, names: Names) -> FeelType:
        kinds: dict[str, FeelType] = {}
        for name, text in node.parameters:
            try:
                kinds[name] = ANY if text is None else parse_type(text, self.own)
            except FeelTypeError as error:
                kinds[name] = self.remark("typ", error.mening, node.position)
        if node.external:
            mening = "Funktioner i Java eller PMML körs inte. Skriv funktionen i FEEL."
            return self.remark("extern_funktion", mening, node.position)
        return FunctionType(tuple(kinds.values()), self.type(node.body, names.with_names(kinds)))

    def call(self, node: tree.Call, names: Names) -> FeelType:
        arguments = [self.type(argument, names) for argument in node.arguments]
        if isinstance(node.function, tree.Name):
            signatures = SIGNATURES.get(node.function.name)
            bound = names.types.get(node.function.name, NULL)
            if signatures is not None and bound != ANY and not isinstance(bound, FunctionType):
                result, mening = called(node, signatures, arguments)
                return self.remark("argument", mening, node.position) if mening else result
        function = self.type(node.function, names)
        if isinstance(function, FunctionType):
            return self.applied(node, function)
        if unknown(function):
            return ANY
        return self.remark(
            "ingen_funktion", f"{word_for(function).capitalize()} är ingen funktion.", node.position
        )

    def applied(self, node: tree.Call, function: FunctionType) -> FeelType:
        if node.names is None and len(node.arguments) != len(function.parameters):
            mening = (
                f"Funktionen tar {len(function.parameters)} argument men får {len(node.arguments)}."
            )
            self.remark("argument", mening, node.position)
        return function.result


Rule = Callable[..., FeelType]
_RULES: Mapping[type, Rule] = {
    tree.Constant: lambda _self, node, _names: type_of(node.value),
    tree.AtLiteral: Inference.at,
    tree.Name: Inference.name,
    tree.Path: Inference.path,
    tree.Filter: Inference.filter,
    tree.Call: Inference.call,
    tree.ListNode: Inference.list,
    tree.ContextNode: Inference.context,
    tree.Interval: Inference.interval,
    tree.HalfRange: Inference.half_range,
    tree.Arithmetic: Inference.arithmetic,
    tree.Negation: Inference.negation,
    tree.Comparison: Inference.comparison,
    tree.Between: Inference.between,
    tree.Membership: Inference.membership,
    tree.Logic: Inference.logic,
    tree.If: Inference.conditional,
    tree.For: Inference.loop,
    tree.Quantified: Inference.quantified,
    tree.InstanceOf: Inference.instance_of,
    tree.FunctionNode: Inference.function,
}
