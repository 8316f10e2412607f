"""String functions (DMN 10.3.4.3)."""

from collections.abc import Iterator
from decimal import Decimal

from workflows.feel import feeltypes
from workflows.feel.calls import Undefined
from workflows.feel.library.signatures import NUMBER, TEXT, builtin, integer
from workflows.feel.patterns import Match, PatternError, Program, compiled
from workflows.feel.scope import Scope


@builtin(
    "substring",
    ("string", TEXT),
    ("start position", NUMBER),
    ("length?", NUMBER),
    result=feeltypes.STRING,
)
def substring(scope: Scope, text: str, start: Decimal, length: Decimal | None) -> str:
    place = integer(start, "Platsen")
    if not 1 <= abs(place) <= len(text):
        raise Undefined(f"Texten har {len(text)} tecken; plats {place} finns inte.")
    first = place - 1 if place > 0 else len(text) + place
    if length is None:
        return scope.run.text(text[first:])
    if length < 1:
        raise Undefined("Längden ska vara minst 1.")
    return scope.run.text(text[first : first + int(min(length, Decimal(len(text))))])


@builtin("string length", ("string", TEXT), result=feeltypes.NUMBER)
def string_length(_: Scope, text: str) -> Decimal:
    return Decimal(len(text))


@builtin("upper case", ("string", TEXT), result=feeltypes.STRING)
def upper_case(scope: Scope, text: str) -> str:
    return scope.run.text(text.upper())


@builtin("lower case", ("string", TEXT), result=feeltypes.STRING)
def lower_case(scope: Scope, text: str) -> str:
    return scope.run.text(text.lower())


@builtin("substring before", ("string", TEXT), ("match", TEXT), result=feeltypes.STRING)
def substring_before(scope: Scope, text: str, match: str) -> str:
    before, found, _rest = text.partition(match) if match else ("", "", "")
    return scope.run.text(before if found else "")


@builtin("substring after", ("string", TEXT), ("match", TEXT), result=feeltypes.STRING)
def substring_after(scope: Scope, text: str, match: str) -> str:
    return scope.run.text(text.partition(match)[2] if match else text)


@builtin("contains", ("string", TEXT), ("match", TEXT), result=feeltypes.BOOLEAN)
def contains(scope: Scope, text: str, match: str) -> bool:
    scope.run.room_for(len(text))
    return match in text


@builtin("starts with", ("string", TEXT), ("match", TEXT), result=feeltypes.BOOLEAN)
def starts_with(_: Scope, text: str, match: str) -> bool:
    return text.startswith(match)


@builtin("ends with", ("string", TEXT), ("match", TEXT), result=feeltypes.BOOLEAN)
def ends_with(_: Scope, text: str, match: str) -> bool:
    return text.endswith(match)


def _program(pattern: str, flags: str | None) -> Program:
    try:
        return compiled(pattern, flags or "")
    except PatternError as error:
        raise Undefined(error.mening, "monster") from None


@builtin("matches", ("input", TEXT), ("pattern", TEXT), ("flags?", TEXT), result=feeltypes.BOOLEAN)
def matches(scope: Scope, text: str, pattern: str, flags: str | None) -> bool:
    return _program(pattern, flags).search(text, 0, scope.run.charge) is not None


def _occurrences(scope: Scope, program: Program, text: str) -> Iterator[Match]:
    """The matches from left to right. Undefined when the pattern matches nothing at all, an error
    in XPath.
    """
    if program.search("", 0, scope.run.charge) is not None:
        raise Undefined(
            "Mönstret passar på en tom text och kan inte ersätta eller dela något.", "monster"
        )
    place = 0
    while (match := program.search(text, place, scope.run.charge)) is not None:
        yield match
        place = match.end if match.end > match.start else match.end + 1


Template = list[str | int]


def _template(replacement: str, groups: int) -> Template:
    """A replacement as texts and group numbers: ``$1``, ``\\$`` and ``\\\\`` as XPath has them."""
    made: Template = []
    place = 0
    while place < len(replacement):
        sign, following = replacement[place], replacement[place + 1 : place + 2]
        if sign == "\\":
            if following not in {"\\", "$"}:
                raise Undefined("I en ersättning skrivs \\ som \\\\ och $ som \\$.", "monster")
            made.append(following)
            place += 2
        elif sign == "$":
            place = _group_number(replacement, place + 1, groups, made)
        else:
            made.append(sign)
            place += 1
    return made


def _group_number(replacement: str, place: int, groups: int, made: Template) -> int:
    digits = replacement[place : place + 1]
    if not (digits.isascii() and digits.isdigit()):
        raise Undefined(
            "Efter $ i en ersättning ska ett gruppnummer stå. Skriv \\$ för tecknet.", "monster"
        )
    end = place + 1
    while (
        (more := replacement[end : end + 1])
        and more.isascii()
        and more.isdigit()
        and int(digits + more) <= groups
    ):
        digits += more
        end += 1
    made.append(int(digits))
    return end


def _filled(template: Template, match: Match) -> str:
    return "".join(
        part
        if isinstance(part, str)
        else (match.groups[part] or "")
        if part < len(match.groups)
        else ""
        for part in template
    )


@builtin(
    "replace",
    ("input", TEXT),
    ("pattern", TEXT),
    ("replacement", TEXT),
    ("flags?", TEXT),
    result=feeltypes.STRING,
)
def replace(scope: Scope, text: str, pattern: str, replacement: str, flags: str | None) -> str:
    program = _program(pattern, flags)
    template = _template(replacement, program.groups)
    made: list[str] = []
    place = 0
    for match in _occurrences(scope, program, text):
        piece = text[place : match.start] + _filled(template, match)
        made.append(scope.run.text(piece))
        place = match.end
    scope.run.room_for(sum(map(len, made)))
    return "".join(made) + text[place:]


@builtin(
    "split", ("string", TEXT), ("delimiter", TEXT), result=feeltypes.ListType(feeltypes.STRING)
)
def split(scope: Scope, text: str, delimiter: str) -> list[str]:
    program = _program(delimiter, None)
    made: list[str] = []
    place = 0
    for match in _occurrences(scope, program, text):
        made.append(text[place : match.start])
        place = match.end
    return [*made, text[place:]]
