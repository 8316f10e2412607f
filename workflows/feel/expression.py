"""Expressions and input entries: compiled once, kept, evaluated many times."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from workflows.feel import ranges
from workflows.feel.compiling import TreeCompiler
from workflows.feel.errors import BudgetExceeded, FeelWarning
from workflows.feel.exchange import ATOMS
from workflows.feel.feeltypes import FeelType
from workflows.feel.library.conversion import charge_parts
from workflows.feel.naming import spaced
from workflows.feel.needs import Needs, needs_of
from workflows.feel.parsing import parse_expression, parse_unary_tests
from workflows.feel.scope import NOTHING, Budget, Run, Scope
from workflows.feel.tree import Node, Tests
from workflows.feel.values import Function, Parameter, Value

CACHE_SIZE = 4096
Types = tuple[tuple[str, FeelType], ...]


class Evaluation(NamedTuple):
    """A result, and why anything in it became null."""

    value: Value
    warnings: tuple[FeelWarning, ...]


# `Evaluation(…)` past its generated constructor, which costs as much as the whole of `a > 3`.
_evaluation = partial(tuple.__new__, Evaluation)


def _exhausted(scope: Scope, error: BudgetExceeded | RecursionError) -> None:
    mening = (
        error.mening
        if isinstance(error, BudgetExceeded)
        else "Uttrycket går för djupt. Dela upp det."
    )
    scope.run.warn("budget", mening, (1, 1))


class Expression:
    """A compiled expression. Immutable; may be shared between threads."""

    __slots__ = ("_code", "_needs", "text", "tree")

    def __init__(self, text: str, tree: Node, types: Types) -> None:
        self.text = text
        self.tree = tree
        self._code = TreeCompiler(dict(types)).code(tree, inner=False)
        self._needs: Needs | None = None

    @property
    def names(self) -> frozenset[str]:
        """The names it takes from its context; the library's own functions are not among them."""
        return self._all_needs().names

    @property
    def paths(self) -> frozenset[str]:
        """The same with what is read of them: ``patient.alder``."""
        return self._all_needs().paths

    def _all_needs(self) -> Needs:
        if self._needs is None:
            self._needs = needs_of(self.tree)
        return self._needs

    def value_in(self, scope: Scope) -> Value:
        """Its value in ``scope``, which gathers the warnings: for callers who evaluate many at
        once.
        """
        try:
            value = self._code(scope)
            if type(value) is list or type(value) is dict:
                charge_parts(scope, value)
        except (BudgetExceeded, RecursionError) as error:
            _exhausted(scope, error)
            return None
        return value

    def evaluate(
        self,
        context: Mapping[str, Any] = NOTHING,
        *,
        clock: Callable[[], datetime] | None = None,
        extensions: Mapping[str, Any] | None = None,
        budget: Budget | None = None,
    ) -> Evaluation:
        """Its value with ``context``'s names. Never raises for what the expression does: that is
        null and a warning.

        ``clock`` answers `now()`, in the zone `today()` is to be read in; ``extensions`` are
        namespaces of `PythonFunction`. Raises TypeError when the context holds something that is no
        data.
        """
        run = Run(clock, extensions, budget)
        value = self.value_in(Scope(context, run))
        return _evaluation((value, tuple(run.warnings)))

    def as_function(
        self,
        parameters: Iterable[Parameter],
        context: Mapping[str, Any] = NOTHING,
        *,
        name: str = "",
    ) -> Function:
        """A function value with this expression as its body, closed over ``context``."""
        formals = tuple(parameters)
        names = [formal.name for formal in formals]

        def body(arguments: Any, caller: Scope) -> Value:
            return self._code(
                Scope({**context, **dict(zip(names, arguments, strict=True))}, caller.run)
            )

        return Function(formals, body, name)


@dataclass(frozen=True, slots=True)
class _Tested:
    tests: list[ranges.Test]
    negated: bool


class UnaryTests:
    """A compiled input entry: ``-``, ``< 5, [7..9]``, ``not("a")``. Immutable; may be shared
    between threads.
    """

    __slots__ = ("_needs", "_single", "_tests", "_texts", "negated", "text", "tree")

    def __init__(self, text: str, tree: Tests, types: Types) -> None:
        self.text = text
        self.tree = tree
        compiler = TreeCompiler(dict(types))
        self._tests = [ranges.test(compiler, node, inner=False) for node in tree.tests]
        self.negated = tree.negated
        self._single = self._tests[0] if len(self._tests) == 1 and not tree.negated else None
        self._texts = ranges.text_set(tree.tests)
        self._needs: Needs | None = None

    @property
    def names(self) -> frozenset[str]:
        """The names it takes from its context, ``?`` not among them."""
        return self._all_needs().names

    @property
    def paths(self) -> frozenset[str]:
        return self._all_needs().paths

    def _all_needs(self) -> Needs:
        if self._needs is None:
            self._needs = needs_of(self.tree)
        return self._needs

    @property
    def accepts_all(self) -> bool:
        """Whether it is ``-``."""
        return not self._tests

    def value_in(self, scope: Scope, input_value: Any) -> bool | None:
        """Whether the input passes: true, false or null. ``scope`` gathers the warnings."""
        kind = type(input_value)
        if kind is str and self._texts is not None:
            return (input_value in self._texts) is not self.negated
        if not self._tests:
            return True
        value = input_value if kind in ATOMS or kind is Decimal else scope.converted(input_value)
        try:
            if self._single is not None:
                return self._single(scope, value)
            answer = ranges.any_of(self._tests, scope, value)
        except (BudgetExceeded, RecursionError) as error:
            _exhausted(scope, error)
            return None
        return answer if not self.negated or answer is None else not answer

    def evaluate(
        self,
        input_value: Any,
        context: Mapping[str, Any] = NOTHING,
        *,
        clock: Callable[[], datetime] | None = None,
        extensions: Mapping[str, Any] | None = None,
        budget: Budget | None = None,
    ) -> Evaluation:
        """Whether ``input_value`` passes; keywords as for `Expression.evaluate`."""
        run = Run(clock, extensions, budget)
        value = self.value_in(Scope(context, run), input_value)
        return _evaluation((value, tuple(run.warnings)))


@lru_cache(maxsize=CACHE_SIZE)
def _expression(text: str, names: frozenset[str], types: Types) -> Expression:
    return Expression(text, parse_expression(text, names, [name for name, _ in types]), types)


@lru_cache(maxsize=CACHE_SIZE)
def _unary_tests(text: str, names: frozenset[str], types: Types) -> UnaryTests:
    return UnaryTests(text, parse_unary_tests(text, names, [name for name, _ in types]), types)


def compile_expression(
    text: str, *, names: Iterable[str] = (), types: Mapping[str, FeelType] | None = None
) -> Expression:
    """The compiled expression, kept for next time.

    ``names`` are the names in scope, nested ones included: needed only where a name holds signs or
    keywords, such as ``Pre-bureau risk``. ``types`` are types of one's own for `instance of`.
    Raises FeelSyntaxError.
    """
    return _expression(text, spaced(names), tuple((types or {}).items()))


def compile_unary_tests(
    text: str, *, names: Iterable[str] = (), types: Mapping[str, FeelType] | None = None
) -> UnaryTests:
    """The compiled input entry, kept for next time; as `compile_expression`."""
    return _unary_tests(text, spaced(names), tuple((types or {}).items()))
