"""Closures for names, paths, filters, lists and contexts."""

from decimal import Decimal

from workflows.feel import tree
from workflows.feel.code import Code, Compiler
from workflows.feel.decimals import fitted, whole
from workflows.feel.errors import Position
from workflows.feel.exchange import ATOMS
from workflows.feel.library import BUILTINS
from workflows.feel.properties import OTHER_DURATION, PROPERTIES
from workflows.feel.scope import MISSING, Scope
from workflows.feel.values import Value, kind_word


def name(node: tree.Name, *, inner: bool) -> Code:
    return _inner_name(node) if inner else _global_name(node)


def _absent(scope: Scope, wanted: str, position: Position) -> Value:
    builtin = BUILTINS.get(wanted)
    if builtin is None:
        scope.run.warn("okant_namn", f"Namnet {wanted} finns inte här.", position)
    return builtin


def _inner_name(node: tree.Name) -> Code:
    wanted, position = node.name, node.position

    def run(scope: Scope) -> Value:
        value = scope.find(wanted)
        return _absent(scope, wanted, position) if value is MISSING else value

    return run


def _global_name(node: tree.Name) -> Code:
    wanted, position = node.name, node.position

    def run(scope: Scope) -> Value:
        value = scope.context.get(wanted, MISSING)
        kind = type(value)
        if kind in ATOMS:
            return value
        if kind is Decimal:
            return fitted(value)
        if kind is int:
            return _INTEGERS.get(value) or scope.converted(value)
        value = scope.global_value(wanted)
        return _absent(scope, wanted, position) if value is MISSING else value

    return run


# Everyday integers, made once.
_INTEGERS = {number: Decimal(number) for number in range(-1000, 10_001) if number}


def path(compiler: Compiler, node: tree.Path, *, inner: bool) -> Code:
    source = compiler.code(node.source, inner=inner)
    wanted, position = node.name, node.position

    def run(scope: Scope) -> Value:
        value = source(scope)
        if type(value) is dict:
            found = value.get(wanted, MISSING)
            if found is not MISSING:
                return found
        return step(scope, value, wanted, position)

    return run


def step(scope: Scope, value: Value, wanted: str, position: Position) -> Value:
    """``value.wanted``: an entry, a property, or for a list what each item has there."""
    kind = type(value)
    if kind is dict and wanted in value:
        return value[wanted]
    if kind is list:
        scope.run.charge(len(value))
        return [step(scope, item, wanted, position) for item in value]
    read = PROPERTIES.get(kind, {}).get(wanted)
    if read is not None:
        return read(value)
    if wanted not in OTHER_DURATION.get(kind, ()):
        what = kind_word(value).capitalize()
        scope.run.warn("okand_egenskap", f"{what} har inget som heter {wanted}.", position)
    return None


def filtered(compiler: Compiler, node: tree.Filter, *, inner: bool) -> Code:
    source = compiler.code(node.source, inner=inner)
    position = node.position
    index = _constant_index(node.condition)
    if index is not None:
        return lambda scope: _item(scope, source(scope), index, position)
    condition = compiler.code(node.condition, inner=True)
    size = weight(node.condition)

    def run(scope: Scope) -> Value:
        value = source(scope)
        if value is None:
            return None
        items = value if type(value) is list else [value]
        return _selected(scope, items, condition, size, position)

    return run


def weight(node: tree.Node | tree.Iterator) -> int:
    """How many parts a tree has: what one evaluation of it costs, in steps."""
    return 1 + sum(weight(child) for child in tree.children(node))


def _constant_index(node: tree.Node) -> Decimal | None:
    if isinstance(node, tree.Constant) and type(node.value) is Decimal:
        return node.value
    if isinstance(node, tree.Negation):
        inner = _constant_index(node.operand)
        return None if inner is None else -inner
    return None


def _item(scope: Scope, value: Value, index: Decimal, position: Position) -> Value:
    if value is None:
        return None
    items = value if type(value) is list else [value]
    place = whole(index)
    if place is None:
        scope.run.warn("plats", "En plats i en lista är ett heltal.", position)
        return None
    if not 1 <= abs(place) <= len(items):
        scope.run.warn(
            "plats", f"Listan har {len(items)} värden; plats {place} finns inte.", position
        )
        return None
    return items[place - 1 if place > 0 else place]


def item_scope(scope: Scope, item: Value) -> Scope:
    """The special context of a filter: ``item``, and a context's own entries before it."""
    inner = scope.nested({"item": item})
    return inner.nested(item) if type(item) is dict else inner


def _selected(
    scope: Scope, items: list[Value], condition: Code, size: int, position: Position
) -> Value:
    if not items:
        return _of_nothing(scope, condition, position)
    chosen: list[Value] = []
    for place, item in enumerate(items):
        scope.run.charge(size)
        result = condition(item_scope(scope, item))
        if result is True:
            chosen.append(item)
        elif place == 0 and type(result) is Decimal:
            return _item(scope, items, result, position)
        elif place == 0 and result is not False and result is not None:
            scope.run.warn(
                "villkor",
                f"Ett urval behöver ett villkor eller en plats, inte {kind_word(result)}.",
                position,
            )
            return None
    return chosen


def _of_nothing(scope: Scope, condition: Code, position: Position) -> Value:
    """An empty list has no item to ask: an index is null, a condition selects nothing, and its
    warnings mean nothing.
    """
    warnings = scope.run.warnings
    before = len(warnings)
    result = condition(scope.nested({"item": None}))
    del warnings[before:]
    return _item(scope, [], result, position) if type(result) is Decimal else []


def list_literal(compiler: Compiler, node: tree.ListNode, *, inner: bool) -> Code:
    items = tuple(compiler.code(item, inner=inner) for item in node.items)
    return lambda scope: [item(scope) for item in items]


def context(compiler: Compiler, node: tree.ContextNode) -> Code:
    """Entries see the entries before them (DMN 10.3.2.6); functions among them see each other and
    themselves.
    """
    keys = [key for key, _ in node.entries]
    position = node.position
    if len(set(keys)) != len(keys):
        double = next(key for key in keys if keys.count(key) > 1)

        def twice(scope: Scope) -> Value:
            scope.run.warn("dubbel_nyckel", f"Kontexten har två värden för {double}.", position)
            return None

        return twice
    entries = tuple((key, compiler.code(value, inner=True)) for key, value in node.entries)

    def run(scope: Scope) -> Value:
        made: dict[str, Value] = {}
        inside = scope.nested(made)
        for key, value in entries:
            made[key] = value(inside)
        return made

    return run
