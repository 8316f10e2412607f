"""Static analysis: what an expression or input entry cannot get right, told before it is run."""

from collections.abc import Iterable, Mapping

from workflows.feel.errors import FeelSyntaxError, Finding
from workflows.feel.expression import compile_expression, compile_unary_tests
from workflows.feel.feeltypes import ANY, NULL, ContextType, FeelType, ListType
from workflows.feel.inference import Inference
from workflows.feel.kinds import alike, item_of, word_for
from workflows.feel.remarks import Names


def _nested(kind: FeelType) -> set[str]:
    """The names inside a type: a context's entries, also through lists."""
    if isinstance(kind, ListType):
        return _nested(kind.item)
    if isinstance(kind, ContextType):
        return {name for name, _ in kind.entries}.union(
            *[_nested(of) for _, of in kind.entries], set()
        )
    return set()


def _mismatch(found: FeelType, expected: FeelType) -> bool:
    if ANY in {found, expected} or found == NULL:
        return False
    if isinstance(found, ListType) != isinstance(expected, ListType):
        found, expected = item_of(found), item_of(expected)
    return ANY not in {found, expected} and not alike(found, expected)


def check(
    text: str,
    declared: Mapping[str, FeelType],
    *,
    unary: FeelType | None = None,
    expected: FeelType | None = None,
    names: Iterable[str] = (),
    types: Mapping[str, FeelType] | None = None,
) -> list[Finding]:
    """Findings about ``text``, in reading order; none means nothing is known to be wrong.

    ``declared`` are the facts with their types, namespaces of functions as context types. With
    ``unary`` the text is an input entry for an input of that type. ``expected`` is the type the
    result should have. ``names`` may be used though their types are unknown. ``types`` are types of
    one's own.
    """
    scope = Names({**dict.fromkeys(names, ANY), **declared})
    known = set(scope.types).union(*[_nested(kind) for kind in declared.values()], set())
    inference = Inference(own=types or {})
    try:
        if unary is not None:
            for node in compile_unary_tests(text, names=known, types=types).tree.tests:
                inference.test(node, unary, scope)
        else:
            node = compile_expression(text, names=known, types=types).tree
            found = inference.type(node, scope)
            if expected is not None and _mismatch(found, expected):
                mening = f"Uttrycket ger {word_for(found)} men ska ge {word_for(expected)}."
                inference.remark("typ", mening, (1, 1))
    except FeelSyntaxError as error:
        return [Finding("syntax", error.mening, error.line, error.column, "error")]
    return sorted(inference.findings, key=lambda finding: (finding.line, finding.column))
