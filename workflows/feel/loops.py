"""Closures for ``for``, ``some``, ``every`` and function literals."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from workflows.feel import tree
from workflows.feel.access import weight
from workflows.feel.code import Code, Compiler
from workflows.feel.decimals import whole
from workflows.feel.errors import FeelTypeError, Position
from workflows.feel.feeltypes import FeelType, parse_type
from workflows.feel.scope import Scope
from workflows.feel.temporal import FeelDate
from workflows.feel.values import Function, Parameter, Range, Value, kind_word

Source = Callable[[Scope], Iterator[Value] | None]


def _whole_numbers(first: Value, last: Value) -> Iterator[Value] | None:
    if type(first) is Decimal and type(last) is Decimal:
        low, high = whole(first), whole(last)
        if low is None or high is None:
            return None
        turn = 1 if low <= high else -1
        return (Decimal(number) for number in range(low, high + turn, turn))
    if type(first) is FeelDate and type(last) is FeelDate:
        low, high = first.number, last.number
        turn = 1 if low <= high else -1
        return (FeelDate.of_number(day) for day in range(low, high + turn, turn))
    return None


def _of_range(span: Range) -> Iterator[Value] | None:
    """The whole numbers or days of a range, ends only when included."""
    steps = _whole_numbers(span.start, span.end)
    if steps is None:
        return None
    return (
        step
        for step in steps
        if (span.start_included or step != span.start) and (span.end_included or step != span.end)
    )


def items_of(value: Value) -> Iterator[Value] | None:
    """What an iteration goes through: a list's items, a range's steps, any other value once."""
    if type(value) is list:
        return iter(value)
    if type(value) is Range:
        return _of_range(value)
    return None if value is None else iter([value])


def _source(compiler: Compiler, node: tree.Iterator) -> Source:
    start = compiler.code(node.source, inner=True)
    position = node.position
    if node.end is None:

        def run(scope: Scope) -> Iterator[Value] | None:
            value = start(scope)
            items = items_of(value)
            if items is None:
                _refuse(scope, f"Det går inte att gå igenom {kind_word(value)}.", position)
            return items

        return run
    end = compiler.code(node.end, inner=True)

    def span(scope: Scope) -> Iterator[Value] | None:
        items = _whole_numbers(start(scope), end(scope))
        if items is None:
            _refuse(
                scope, "Ett intervall att gå igenom behöver två heltal eller två datum.", position
            )
        return items

    return span


def _refuse(scope: Scope, mening: str, position: Position) -> None:
    scope.run.warn("upprepning", mening, position)


class _NotIterable(Exception):
    """An iteration context that holds nothing to go through."""


def _rounds(
    scope: Scope, names: Sequence[str], sources: Sequence[Source], fixed: dict[str, Value]
) -> Iterator[Scope]:
    """One scope per element of the cartesian product, the last iterator fastest."""
    items = sources[0](scope)
    if items is None:
        raise _NotIterable
    for item in items:
        scope.run.charge(1)
        inner = scope.nested({**fixed, names[0]: item})
        if len(sources) == 1:
            yield inner
        else:
            yield from _rounds(inner, names[1:], sources[1:], fixed)


def mentions(node: tree.Node | tree.Iterator, wanted: str) -> bool:
    """Whether an expression uses a name."""
    if isinstance(node, tree.Name) and node.name == wanted:
        return True
    return any(mentions(child, wanted) for child in tree.children(node))


def _with_partial(inner: Scope, results: list[Value]) -> Scope:
    """The scope of a round that reads ``partial``: the results so far, as they are now."""
    inner.run.charge(len(results))
    return inner.nested({"partial": list(results)})


def for_loop(compiler: Compiler, node: tree.For) -> Code:
    names = [iterator.name for iterator in node.iterators]
    sources = [_source(compiler, iterator) for iterator in node.iterators]
    body = compiler.code(node.body, inner=True)
    size = weight(node.body)
    partial = mentions(node.body, "partial") and "partial" not in names

    def run(scope: Scope) -> Value:
        results: list[Value] = []
        try:
            for inner in _rounds(scope, names, sources, {}):
                scope.run.charge(size)
                results.append(body(_with_partial(inner, results) if partial else inner))
        except _NotIterable:
            return None
        return results

    return run


def quantified(compiler: Compiler, node: tree.Quantified) -> Code:
    names = [iterator.name for iterator in node.iterators]
    sources = [_source(compiler, iterator) for iterator in node.iterators]
    body = compiler.code(node.body, inner=True)
    size = weight(node.body)
    deciding = node.kind == "some"

    def run(scope: Scope) -> Value:
        answer: bool | None = not deciding
        try:
            for inner in _rounds(scope, names, sources, {}):
                scope.run.charge(size)
                value = body(inner)
                if value is deciding:
                    return deciding
                if value is not (not deciding):
                    answer = None
        except _NotIterable:
            return None
        return answer

    return run


def function(compiler: Compiler, node: tree.FunctionNode) -> Code:
    position = node.position
    if node.external:

        def external(scope: Scope) -> Value:
            mening = "Funktioner i Java eller PMML körs inte. Skriv funktionen i FEEL."
            scope.run.warn("extern_funktion", mening, position)
            return None

        return external
    names = [name for name, _ in node.parameters]
    body = compiler.code(node.body, inner=True)
    size = weight(node.body)
    try:
        parameters = tuple(Parameter(name, _type(compiler, text)) for name, text in node.parameters)
    except FeelTypeError as error:
        return _untyped(error.mening, position)

    def run(scope: Scope) -> Value:
        def invoke(arguments: Sequence[Value], caller: Scope) -> Value:
            caller.run.charge(size)
            inner = scope.nested(dict(zip(names, arguments, strict=True)))
            inner.run = caller.run
            return body(inner)

        return Function(parameters, invoke)

    return run


def _type(compiler: Compiler, text: str | None) -> FeelType | None:
    return None if text is None else parse_type(text, compiler.types)


def _untyped(mening: str, position: Position) -> Code:
    def run(scope: Scope) -> Value:
        scope.run.warn("typ", mening, position)
        return None

    return run
