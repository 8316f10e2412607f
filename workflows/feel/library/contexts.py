"""Context functions (DMN 10.3.4.11)."""

from workflows.feel import feeltypes
from workflows.feel.calls import Undefined
from workflows.feel.library.signatures import ANYTHING, CONTEXT, LIST, TEXT, builtin
from workflows.feel.scope import Scope
from workflows.feel.values import Value

Entries = dict[str, Value]


@builtin("get value", ("m", CONTEXT), ("key", TEXT))
def get_value(_: Scope, m: Entries, key: str) -> Value:
    return m.get(key)


@builtin("get value", ("context", CONTEXT), ("keys", LIST))
def get_nested_value(_: Scope, context: Entries, keys: list[Value]) -> Value:
    value: Value = context
    for key in _texts(keys):
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return value


def _texts(keys: list[Value]) -> list[str]:
    if not keys or not all(isinstance(key, str) for key in keys):
        raise Undefined("Nycklarna ska vara en lista med minst en text.")
    return keys


@builtin("get entries", ("m", CONTEXT), result=feeltypes.ANY_LIST)
def get_entries(scope: Scope, m: Entries) -> list[Value]:
    scope.run.charge(len(m))
    return [{"key": key, "value": value} for key, value in m.items()]


@builtin("context", ("entries", LIST), result=feeltypes.ANY_CONTEXT)
def context(scope: Scope, entries: list[Value]) -> Entries:
    scope.run.charge(len(entries))
    made: Entries = {}
    for entry in entries:
        if not isinstance(entry, dict) or "key" not in entry or "value" not in entry:
            raise Undefined("Varje post ska ha key och value.")
        key = entry["key"]
        if not isinstance(key, str) or key in made:
            raise Undefined("Varje key ska vara en text som inte upprepas.")
        made[key] = entry["value"]
    return made


@builtin(
    "context put",
    ("context", CONTEXT),
    ("key", TEXT),
    ("value", ANYTHING),
    result=feeltypes.ANY_CONTEXT,
)
def context_put(scope: Scope, context: Entries, key: str, value: Value) -> Entries:
    scope.run.charge(len(context))
    return {**context, key: value}


@builtin(
    "context put",
    ("context", CONTEXT),
    ("keys", LIST),
    ("value", ANYTHING),
    result=feeltypes.ANY_CONTEXT,
)
def context_put_nested(scope: Scope, context: Entries, keys: list[Value], value: Value) -> Entries:
    head, *rest = _texts(keys)
    scope.run.charge(len(context))
    if not rest:
        return {**context, head: value}
    inner = context.get(head)
    if not isinstance(inner, dict):
        raise Undefined(f"Det finns ingen kontext i {head}.")
    return {**context, head: context_put_nested(scope, inner, rest, value)}


@builtin("context merge", ("contexts", LIST), result=feeltypes.ANY_CONTEXT)
def context_merge(scope: Scope, contexts: list[Value]) -> Entries:
    made: Entries = {}
    for entry in contexts:
        if not isinstance(entry, dict):
            raise Undefined("Bara kontexter kan slås ihop.")
        scope.run.charge(len(entry))
        made.update(entry)
    return made
