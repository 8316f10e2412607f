"""Which names an expression takes from outside."""

from typing import NamedTuple

from workflows.feel import tree
from workflows.feel.library import BUILTINS


class Needs(NamedTuple):
    """Free names, and the dotted paths read of them."""

    names: frozenset[str]
    paths: frozenset[str]


Bound = frozenset[str]
_ALWAYS = frozenset({"?"})


def _dotted(node: tree.Node) -> list[str] | None:
    """``a.b.c`` as its names, None when the path begins with something else."""
    if isinstance(node, tree.Name):
        return [node.name]
    if isinstance(node, tree.Path):
        before = _dotted(node.source)
        return None if before is None else [*before, node.name]
    return None


class _Walk:
    def __init__(self) -> None:
        self.paths: set[tuple[str, ...]] = set()

    def visit(self, node: tree.Node | tree.Iterator | tree.Tests, bound: Bound) -> None:
        match node:
            case tree.Name() | tree.Path() if (dotted := _dotted(node)) is not None:
                if dotted[0] not in bound and not (len(dotted) == 1 and dotted[0] in BUILTINS):
                    self.paths.add(tuple(dotted))
            case tree.Filter(_, source, condition):
                self.visit(source, bound)
                self.visit(condition, bound | {"item"})
            case tree.ContextNode(_, entries):
                self.entries(entries, bound)
            case tree.For(_, iterators, body):
                self.loop(iterators, body, bound | {"partial"})
            case tree.Quantified(_, _, iterators, body):
                self.loop(iterators, body, bound)
            case tree.FunctionNode(_, parameters, body, _):
                self.visit(body, bound | {name for name, _ in parameters})
            case _:
                for child in tree.children(node):
                    self.visit(child, bound)

    def entries(self, entries: tuple[tuple[str, tree.Node], ...], bound: Bound) -> None:
        for key, value in entries:
            # A function may call itself by its entry's name.
            own = {key} if isinstance(value, tree.FunctionNode) else set()
            self.visit(value, bound | own)
            bound |= {key}

    def loop(self, iterators: tuple[tree.Iterator, ...], body: tree.Node, bound: Bound) -> None:
        for iterator in iterators:
            self.visit(iterator, bound)
            bound |= {iterator.name}
        self.visit(body, bound)


def needs_of(node: tree.Node | tree.Tests) -> Needs:
    """The free names of a tree. A name in a filter may be an item's entry or come from outside: it
    counts.
    """
    walk = _Walk()
    walk.visit(node, _ALWAYS)
    return Needs(
        frozenset(path[0] for path in walk.paths), frozenset(".".join(path) for path in walk.paths)
    )
