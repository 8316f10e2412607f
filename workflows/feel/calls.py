"""Invoking functions: positional and named arguments, typed parameters, depth (DMN 10.3.2.13)."""

from collections.abc import Sequence

from workflows.feel.coercion import coerced
from workflows.feel.errors import BudgetExceeded, Position
from workflows.feel.scope import Scope
from workflows.feel.values import Builtin, Function, Value, kind_word

NOWHERE: Position = (1, 1)


class Undefined(Exception):
    """A function has no value for its arguments: the call is null, with this sentence as its
    warning.
    """

    def __init__(self, mening: str, kod: str = "argument") -> None:
        super().__init__(mening)
        self.mening = mening
        self.kod = kod


def _label(function: Function) -> str:
    return f"Funktionen {function.name}" if function.name else "Funktionen"


def _bound(
    function: Function, arguments: Sequence[Value], names: Sequence[str] | None
) -> list[Value]:
    parameters = function.parameters
    if names is None:
        if len(arguments) != len(parameters):
            raise Undefined(
                f"{_label(function)} tar {len(parameters)} argument men fick {len(arguments)}."
            )
        given = list(arguments)
    else:
        wanted = [parameter.name for parameter in parameters]
        unknown = [name for name in names if name not in wanted]
        if unknown or len(set(names)) != len(names):
            shown, misfit = ", ".join(wanted) or "inga", (unknown or [*names])[0]
            raise Undefined(f"{_label(function)} har parametrarna {shown}; {misfit} passar inte.")
        by_name = dict(zip(names, arguments, strict=True))
        given = [by_name.get(name) for name in wanted]
    for place, parameter in enumerate(parameters):
        if parameter.type is not None:
            given[place], fits = coerced(given[place], parameter.type)
            if not fits:
                raise Undefined(
                    f"{_label(function)}: parametern {parameter.name} ska vara {parameter.type}.",
                    "typ",
                )
    return given


def _applied(
    function: Function, scope: Scope, arguments: Sequence[Value], names: Sequence[str] | None
) -> Value:
    given = _bound(function, arguments, names)
    run = scope.run
    run.charge(1)
    run.depth -= 1
    if run.depth < 0:
        raise BudgetExceeded(
            "Funktioner anropar varandra för djupt. Skriv om uttrycket utan så många anrop."
        )
    try:
        value = function.body(given, scope)
    finally:
        run.depth += 1
    if function.result is None:
        return value
    made, fits = coerced(value, function.result)
    if not fits:
        raise Undefined(
            f"{_label(function)} gav {kind_word(value)} i stället för {function.result}.", "typ"
        )
    return made


def call(
    function: Value,
    scope: Scope,
    arguments: Sequence[Value],
    names: Sequence[str] | None = None,
    position: Position = NOWHERE,
) -> Value:
    """The result of ``function`` for the arguments, named when ``names`` is given.

    Null and a warning in ``scope`` when it is no function or the arguments don't fit.
    """
    try:
        if isinstance(function, Builtin):
            named = None if names is None else dict(zip(names, arguments, strict=True))
            return function.call(scope, arguments, named)
        if isinstance(function, Function):
            return _applied(function, scope, arguments, names)
    except Undefined as problem:
        scope.run.warn(problem.kod, problem.mening, position)
        return None
    if function is not None:
        scope.run.warn(
            "ingen_funktion",
            f"Här anropas {kind_word(function)} som om det vore en funktion.",
            position,
        )
    return None
