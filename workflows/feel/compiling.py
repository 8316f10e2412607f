"""From tree to closures: one closure per part, made once and run many times."""

from collections.abc import Callable, Mapping

from workflows.feel import access, loops, operators, ranges, tree
from workflows.feel.calls import call
from workflows.feel.code import Code
from workflows.feel.feeltypes import FeelType
from workflows.feel.iso import read_literal
from workflows.feel.library import BUILTINS
from workflows.feel.scope import Scope
from workflows.feel.tree import Node
from workflows.feel.values import Builtin, Function, Value


class TreeCompiler:
    """Compiles one tree; ``types`` are the model's own types, for `instance of` and typed
    parameters.
    """

    def __init__(self, types: Mapping[str, FeelType]) -> None:
        self.types = types

    def code(self, node: Node, *, inner: bool) -> Code:
        """The closure of ``node``. ``inner`` says that names may be bound nearer than the caller's
        context.
        """
        plain = _OUTERMOST.get(type(node))
        return (
            plain(self, node) if plain is not None else _MAKERS[type(node)](self, node, inner=inner)
        )


def _constant(node: tree.Constant) -> Code:
    value = node.value
    return lambda _: value


def _at(node: tree.AtLiteral) -> Code:
    value = read_literal(node.text)
    if value is not None:
        return lambda _: value
    mening = f'@"{node.text}" är varken datum, klockslag, tidpunkt eller varaktighet.'

    def run(scope: Scope) -> Value:
        scope.run.warn("literal", mening, node.position)
        return None

    return run


def _callee(compiler: TreeCompiler, node: tree.Node, *, inner: bool) -> Code:
    """What is called. A name bound to no function, like the entry in ``{date: date("…")}``, leaves
    the library's function within reach of calls.
    """
    found = compiler.code(node, inner=inner)
    library = BUILTINS.get(node.name) if isinstance(node, tree.Name) else None
    if library is None:
        return found

    def run(scope: Scope) -> Value:
        value = found(scope)
        return value if isinstance(value, Function | Builtin) else library

    return run


def _call(compiler: TreeCompiler, node: tree.Call, *, inner: bool) -> Code:
    function = _callee(compiler, node.function, inner=inner)
    arguments = tuple(compiler.code(argument, inner=inner) for argument in node.arguments)
    names, position = node.names, node.position

    def run(scope: Scope) -> Value:
        return call(
            function(scope), scope, [argument(scope) for argument in arguments], names, position
        )

    return run


# Parts that mean the same wherever they stand, or bind names themselves.
_OUTERMOST: Mapping[type, Callable[..., Code]] = {
    tree.Constant: lambda _, node: _constant(node),
    tree.AtLiteral: lambda _, node: _at(node),
    tree.ContextNode: access.context,
    tree.For: loops.for_loop,
    tree.Quantified: loops.quantified,
    tree.FunctionNode: loops.function,
}
_MAKERS: Mapping[type, Callable[..., Code]] = {
    tree.Name: lambda _, node, *, inner: access.name(node, inner=inner),
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
