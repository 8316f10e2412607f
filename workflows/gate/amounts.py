"""Rules of the numbers that an owner writes: what no calendar or list can be counted by."""

from collections.abc import Iterator
from decimal import Decimal

from workflows import feel
from workflows.feel import tree
from workflows.gate.drawing import Drawing
from workflows.gate.expressions import LONGEST, Written, all_written, where
from workflows.gate.findings import Chapter, Finding

_chapter = Chapter("Uttryck")

AMOUNT = _chapter.error(
    "tal-orimligt",
    "Arbetsdagar är ett helt antal, minst 1 räknat från start; en tid är längre än noll; en "
    "prioritet är ett helt tal.",
    "{plats} på {vad} {fel}",
)

_WORKDAYS = "arbetsdagar"
_TIMES = ("deadline", "timeDate", "timeDuration")
# A length of days and time is held against its own kind only, and one of months against its.
_NOTHING = ("PT0S", "P0M")
_NOT_WHOLE = "räknar {antal} arbetsdagar. Skriv ett helt antal."
_TOO_FEW = "räknar {antal} arbetsdagar från start. Skriv ett helt antal, minst 1."
_NO_LENGTH = "är {antal}, som inte är någon tid framåt. Skriv en längre tid, till exempel P3D."
_NOT_INTEGER = "är {antal}. Skriv ett helt tal."


def check(drawing: Drawing) -> Iterator[Finding]:
    """Every number that is written out and can't be meant. What is computed is not judged."""
    for written in all_written(drawing, iso=True):
        for sentence, amount in _faults(written):
            fault = sentence.format(antal=amount[:40])
            yield AMOUNT.on(written.element, fel=fault, **where(written))


def _faults(written: Written) -> Iterator[tuple[str, str]]:
    text = written.text
    if not text or len(text) > LONGEST:
        return
    if written.place in _TIMES and _is_short(text.strip('"')):
        yield _NO_LENGTH, text.strip('"')
        return
    try:
        whole = feel.compile_expression(text).tree
    except feel.FeelSyntaxError:
        return
    if written.place == "priority" and not _is_whole(amount := written_number(whole)):
        yield _NOT_INTEGER, _shown(amount)
    for node in _parts(whole):
        if not isinstance(node, tree.Call):
            continue
        if _calls(node, _WORKDAYS) and len(node.arguments) == 2:
            yield from _workdays(*node.arguments)
    if written.place in _TIMES:
        yield from _lengths(whole)


def _lengths(whole: tree.Node) -> Iterator[tuple[str, str]]:
    """A length alone, or from the start: before another day it may well be."""
    told = [whole]
    if isinstance(whole, tree.Arithmetic) and _is_start(whole.first):
        told = [operand for sign, operand, _ in whole.rest if sign == "+"]
    for node in told:
        if isinstance(node, tree.Call) and _calls(node, "duration") and len(node.arguments) == 1:
            (length,) = node.arguments
            if isinstance(length, tree.Constant) and _is_short(str(length.value)):
                yield _NO_LENGTH, str(length.value)


def _workdays(start: tree.Node, days: tree.Node) -> Iterator[tuple[str, str]]:
    """Another day than the start may be counted back from: two days before a delivery."""
    amount = written_number(days)
    if not _is_whole(amount):
        yield _NOT_WHOLE, _shown(amount)
    elif amount is not None and amount < 1 and _is_start(start):
        yield _TOO_FEW, _shown(amount)


def _is_start(node: tree.Node) -> bool:
    return isinstance(node, tree.Name) and node.name == "start"


def written_number(node: tree.Node) -> Decimal | None:
    """A number that is written out, with its sign; None for what is computed."""
    if isinstance(node, tree.Negation):
        found = written_number(node.operand)
        return None if found is None else -found
    value = node.value if isinstance(node, tree.Constant) else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def _is_whole(amount: Decimal | None) -> bool:
    return amount is None or amount == amount.to_integral_value()


def _is_short(text: str) -> bool:
    """Whether a text is a length of time that ends before it has begun."""
    if not text.startswith(("P", "-P")):
        return False
    try:
        tries = [feel.compile_expression(f'@"{text}" <= @"{none}"') for none in _NOTHING]
    except feel.FeelSyntaxError:
        return False
    return any(one.evaluate().value is True for one in tries)


def _calls(node: tree.Call, name: str) -> bool:
    return isinstance(node.function, tree.Name | tree.Path) and node.function.name == name


def _shown(amount: Decimal | None) -> str:
    return f"{amount:f}".replace(".", ",") if amount is not None else ""


def _parts(whole: tree.Node) -> Iterator[object]:
    waiting: list[object] = [whole]
    for node in waiting:
        yield node
        waiting += tree.children(node)  # type: ignore[arg-type]
