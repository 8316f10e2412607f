"""`sort` (DMN 10.3.4.10): stable, with the caller's own order."""

from functools import cmp_to_key

from workflows.feel import feeltypes
from workflows.feel.calls import Undefined, call
from workflows.feel.comparing import order
from workflows.feel.library.signatures import FUNCTION, LIST, builtin
from workflows.feel.scope import Scope
from workflows.feel.values import Value


def _natural(a: Value, b: Value) -> int:
    found = order(a, b)
    if found is None:
        raise Undefined("Värdena har ingen inbördes ordning. Ge sort en funktion som jämför dem.")
    return found


@builtin("sort", ("list", LIST), ("precedes?", FUNCTION), result=feeltypes.ANY_LIST)
def sort(scope: Scope, items: list[Value], precedes: Value) -> list[Value]:
    scope.run.charge(len(items))

    def comes_first(a: Value, b: Value) -> bool:
        answer = call(precedes, scope, [a, b])
        if not isinstance(answer, bool):
            raise Undefined("Funktionen i sort ska svara true eller false för varje par av värden.")
        return answer

    def compare(a: Value, b: Value) -> int:
        scope.run.charge(1)
        if precedes is None:
            return _natural(a, b)
        if comes_first(a, b):
            return -1
        return 1 if comes_first(b, a) else 0

    return sorted(items, key=cmp_to_key(compare))
