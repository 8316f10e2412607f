"""From tree to closures: one closure per part, made once and run many times."""

from collections.abc import Mapping

from workflows.feel import access, loops, operators, ranges, tree
from workflows.feel.calls import call
from workflows.feel.code import Code
from workflows.feel.feeltypes import FeelType
from workflows.feel.iso import read_literal
from workflows.feel.scope import Scope
from workflows.feel.tree import Node
from workflows.feel.values import Value


class TreeCompiler:
    """Compiles one tree; ``types`` are the model's own types, for `instance of` and typed parameters."""

    def __init__(self, types: Mapping[str, FeelType]) -> None:
        self.types = types

    def code(self, node: Node, *, inner: bool) -> Code:
        """The closure of ``node``. ``inner`` says that names may be bound nearer than the caller's context."""
        simple = _OPERATORS.get(type(node))
        if simple is not None:
            return simple(self, node, inner=inner)
        return self._special(node, inner=inner)

    def _special(self, node: Node, *, inner: bool) -> Code:
        match node:
            case tree.Constant(_, value):
                return lambda _: value
            case tree.AtLiteral():
                return _at(node)
            case tree.Name():
                return access.name(node, inner=inner)
            case tree.ContextNode():
                return access.context(self, node)
            case tree.For():
                return loops.for_loop(self, node)
            case tree.Quantified():
                return loops.quantified(self, node)
            case tree.FunctionNode():
                return loops.function(self, node)
        raise AssertionError(f"no code for {node}")


def _at(node: tree.AtLiteral) -> Code:
    value = read_literal(node.text)
    if value is not None:
        return lambda _: value
    mening = f'@"{node.text}" är varken datum, klockslag, tidpunkt eller varaktighet.'

    def run(scope: Scope) -> Value:
        scope.run.warn("literal", mening, node.position)
        return None

    return run


def _call(compiler: TreeCompiler, node: tree.Call, *, inner: bool) -> Code:
    function = compiler.code(node.function, inner=inner)
    arguments = tuple(compiler.code(argument, inner=inner) for argument in node.arguments)
    names, position = node.names, node.position

    def run(scope: Scope) -> Value:
        return call(
            function(scope), scope, [argument(scope) for argument in arguments], names, position
        )

    return run


_OPERATORS = {
    tree.Arithmetic: operators.arithmetic,
    tree.Negation: operators.negation,
    tree.Comparison: operators.comparison,
    tree.Between: operators.between,
    tree.Logic: operators.logic,
    tree.If: operators.conditional,
    tree.InstanceOf: operators.instance_of,
    tree.Interval: ranges.interval,
    tree.HalfRange: ranges.half_range_value,
    tree.Membership: ranges.membership,
    tree.Path: access.path,
    tree.Filter: access.filtered,
    tree.ListNode: access.list_literal,
    tree.Call: _call,
}
