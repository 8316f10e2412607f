"""Functions a model defines: how they are made, and how boxed invocations call them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflows.dmn.boxed import Boxed, Scope
from workflows.dmn.itemtypes import ItemType, settle
from workflows.dmn.run import Run
from workflows.feel import Function, Parameter, call
from workflows.feel import Scope as FeelScope


@dataclass(slots=True)
class Formal:
    """A formal parameter: its name and, if said, its type."""

    name: str
    type: ItemType | None = None


@dataclass(slots=True)
class Recipe:
    """What a function is, apart from where it is made: parameters, body, type of its result."""

    name: str
    element_id: str
    formals: Sequence[Formal]
    body: Boxed
    result: ItemType | None = None

    def function(self, closure: Scope, run: Run) -> Function:
        """The function as a FEEL value; its body sees `closure` and the arguments only."""

        def body(args: Sequence[Any], _scope: object) -> Any:
            return self.apply(args, closure, run)

        return Function(
            parameters=tuple(Parameter(formal.name) for formal in self.formals),
            body=body,
            name=self.name,
        )

    def apply(self, args: Sequence[Any], closure: Scope, run: Run) -> Any:
        """Null, with a warning, where an argument does not fit its parameter (DMN 10.3.2.13.2)."""
        bound = dict(closure)
        for formal, arg in zip(self.formals, args, strict=True):
            value = settle(arg, formal.type, run, f"Parametern {formal.name}", self.element_id)
            if value is None and arg is not None:
                return None
            bound[formal.name] = value
        try:
            value = run.asked(self.name, self.element_id, lambda: self.body.evaluate(bound, run))
        except RecursionError:
            run.warn(
                "for_djupt",
                f"{self.name} anropar sig själv för många gånger. Bryt kretsen.",
                self.element_id,
            )
            return None
        return settle(value, self.result, run, self.name, self.element_id)


@dataclass(slots=True)
class Invocation:
    """A boxed invocation: which function, and an expression for each parameter it binds.

    A parameter nobody binds is unknown (null), as FEEL has it for calls by name.
    """

    callee: Boxed
    bindings: Mapping[str, Boxed]
    element_id: str | None = None

    def evaluate(self, scope: Scope, run: Run) -> Any:
        called = self.callee.evaluate(scope, run)
        args = [value.evaluate(scope, run) for value in self.bindings.values()]
        if called is None:
            run.warn("ingen_funktion", "Det som anropas är ingen funktion.", self.element_id)
            return None
        warned = len(run.feel.warnings)
        value = call(called, FeelScope(scope, run.feel), args, list(self.bindings))
        run.gather(warned, self.element_id)
        return value

    def parts(self) -> Sequence[Boxed]:
        return (self.callee, *self.bindings.values())
