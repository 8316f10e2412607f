"""What compiled expressions are made of: closures from a scope to a value."""

from collections.abc import Callable, Mapping
from typing import Protocol

from workflows.feel.feeltypes import FeelType
from workflows.feel.scope import Scope
from workflows.feel.tree import Node
from workflows.feel.values import Value

Code = Callable[[Scope], Value]


class Compiler(Protocol):
    """What the rooms of the compiler need of each other."""

    types: Mapping[str, FeelType]

    def code(self, node: Node, *, inner: bool) -> Code:
        """The closure of ``node``; ``inner`` when something that binds names surrounds it."""
