"""A cell of a decision table in plain words. What has none stands as it is written."""

from workflows import feel
from workflows.feel import tree
from workflows.workbench.said import Unsaid, Words, listed

ANYTHING = "vad som helst"
_BOUNDS = {"<": "mindre än", "<=": "högst", ">": "mer än", ">=": "minst"}


def answer_in_words(text: str, words: Words) -> str:
    """What a row answers; a condition or a name as elsewhere."""
    return words.plain(text) or text


def asked_in_words(text: str, words: Words, asks: str) -> str:
    """What a row asks of the input `asks`: `mer än 5`, `”Säng” eller ”Lyft”`, `ja`."""
    try:
        found = feel.compile_unary_tests(text).tree
        if not found.tests:
            return ANYTHING
        asked = _asked(asks)
        told = listed([_test(one, words, asked) for one in found.tests], "eller")
    except (feel.FeelSyntaxError, Unsaid, RecursionError):
        return text
    return f"inte {told}" if found.negated else told


def _asked(text: str) -> tree.Node | None:
    try:
        return feel.compile_expression(text).tree
    except feel.FeelSyntaxError:
        return None


def _test(test: tree.Node, words: Words, asked: tree.Node | None) -> str:
    if isinstance(test, tree.HalfRange) and test.operator in _BOUNDS:
        return f"{_BOUNDS[test.operator]} {words.part(test.endpoint)}"
    if isinstance(test, tree.Interval):
        low, high = words.part(test.start), words.part(test.end)
        if test.start_included and test.end_included:
            return f"från {low} till {high}"
        least = "minst" if test.start_included else "mer än"
        most = "högst" if test.end_included else "mindre än"
        return f"{least} {low} och {most} {high}"
    if isinstance(test, tree.Constant) and test.value is None:
        return "tomt"
    if isinstance(test, tree.Constant):
        return words.answer(asked, test)
    if isinstance(test, tree.Name | tree.Path | tree.Call):
        return words.part(test)
    raise Unsaid
