"""Reads XPath regular expressions into a tree; what the standard calls an error is PatternError."""

from dataclasses import dataclass

from workflows.feel.patterns.classes import CharacterSet, Predicate, complement, escape_class, named

MAX_PATTERN = 2000
MAX_NESTING = 40
MAX_COUNT = 1000


class PatternError(ValueError):
    """The pattern, its flags or its replacement is none by XPath's rules."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


@dataclass(frozen=True, slots=True)
class One:
    """One character that ``test`` accepts."""

    test: Predicate


@dataclass(frozen=True, slots=True)
class Anchor:
    """``^`` or ``$``"""

    sign: str


@dataclass(frozen=True, slots=True)
class BackReference:
    group: int


@dataclass(frozen=True, slots=True)
class Group:
    """A parenthesis; ``number`` is None when it captures nothing."""

    body: "Pattern"
    number: int | None


@dataclass(frozen=True, slots=True)
class Repeat:
    body: "Pattern"
    least: int
    most: int | None
    lazy: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    branches: tuple["Pattern", ...]


Pattern = One | Anchor | BackReference | Group | Repeat | Sequence | Choice

_LITERAL_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"} | {sign: sign for sign in "\\|.-^?*+{}()[]$"}
_SPECIAL = frozenset("?*+{}()|[]")


class _Reader:
    def __init__(self, pattern: str, flags: str) -> None:
        self.text = _without_blanks(pattern) if "x" in flags else pattern
        self.fold = "i" in flags
        self.dot_all = "s" in flags
        self.at = 0
        self.groups = 0
        self.closed: set[int] = set()
        self.depth = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self, sign: str) -> bool:
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def choice(self) -> Pattern:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise PatternError("Mönstret är nästlat för djupt.")
        branches = [self.branch()]
        while self.take("|"):
            branches.append(self.branch())
        self.depth -= 1
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def branch(self) -> Pattern:
        parts: list[Pattern] = []
        while self.peek() and self.peek() not in "|)":
            parts.append(self.quantified(self.atom()))
        return Sequence(tuple(parts))

    def atom(self) -> Pattern:
        sign = self.peek()
        self.at += 1
        if sign == "(":
            return self.group()
        if sign == "[":
            return One(self.character_class())
        if sign == ".":
            return One(
                (lambda _: True) if self.dot_all else (lambda character: character not in "\n\r")
            )
        if sign in "^$":
            return Anchor(sign)
        if sign == "\\":
            return self.escape()
        if sign in _SPECIAL:
            raise PatternError(
                f"Tecknet {sign} i mönstret har inget att stå vid. Skriv \\{sign} i stället."
            )
        return self.character(sign)

    def character(self, sign: str) -> One:
        return One(CharacterSet([(sign, sign)], fold=self.fold))

    def group(self) -> Pattern:
        number: int | None = None
        if self.take("?"):
            if not self.take(":"):
                raise PatternError("Mönster har inga framåt- eller bakåtblickar.")
        else:
            self.groups += 1
            number = self.groups
        body = self.choice()
        if not self.take(")"):
            raise PatternError("Mönstret saknar en parentes ).")
        if number is not None:
            self.closed.add(number)
        return Group(body, number)

    def escape(self) -> Pattern:
        sign = self.peek()
        self.at += 1
        if sign.isdigit() and sign != "0":
            return self.back_reference(int(sign))
        if sign in _LITERAL_ESCAPES and sign:
            return self.character(_LITERAL_ESCAPES[sign])
        return One(CharacterSet(classes=[self.class_escape(sign)]))

    def back_reference(self, number: int) -> Pattern:
        while self.peek().isdigit() and number * 10 + int(self.peek()) <= self.groups:
            number = number * 10 + int(self.peek())
            self.at += 1
        if number not in self.closed:
            raise PatternError(f"Mönstret hänvisar till grupp {number}, som inte finns där.")
        return BackReference(number)

    def class_escape(self, sign: str) -> Predicate:
        if sign in {"p", "P"} and self.take("{"):
            name, closed, _ = self.text[self.at :].partition("}")
            found = named(name)
            if not closed or found is None:
                raise PatternError("Mönstret nämner en teckenklass som inte finns.")
            self.at += len(name) + 1
            return found if sign == "p" else complement(found)
        escaped = escape_class(sign) if sign else None
        if escaped is None:
            raise PatternError(f"\\{sign} betyder inget i ett mönster.")
        return escaped

    def character_class(self) -> CharacterSet:
        made = CharacterSet(negated=self.take("^"), fold=self.fold)
        first = True
        while first or self.peek() != "]":
            if not self.peek():
                raise PatternError("Mönstret saknar en hakparentes ].")
            if not first and self.take("-["):
                made.without = self.character_class()
                break
            self.class_part(made, first=first)
            first = False
        if not self.take("]"):
            raise PatternError("Mönstret saknar en hakparentes ].")
        return made

    def class_part(self, made: CharacterSet, *, first: bool) -> None:
        low = self.class_character(made)
        if low is None:
            return
        follows = self.text[self.at + 1 : self.at + 2]
        if self.peek() == "-" and follows not in {"]", "[", ""} and not (low == "-" and first):
            self.at += 1
            high = self.class_character(made)
            if high is None or high < low:
                raise PatternError("Mönstret har ett teckenintervall i fel ordning.")
            made.ranges.append((low, high))
        else:
            made.ranges.append((low, low))

    def class_character(self, made: CharacterSet) -> str | None:
        """A single character, or None when a class such as ``\\d`` was read into ``made``."""
        sign = self.peek()
        self.at += 1
        if sign in "[]":
            raise PatternError(f"Skriv \\{sign} för tecknet {sign} i en teckenklass.")
        if sign != "\\":
            return sign
        sign = self.peek()
        self.at += 1
        if sign and sign in _LITERAL_ESCAPES:
            return _LITERAL_ESCAPES[sign]
        made.classes.append(self.class_escape(sign))
        return None

    def quantified(self, body: Pattern) -> Pattern:
        sign = self.peek()
        if not sign or sign not in "?*+{":
            return body
        self.at += 1
        least, most = {"?": (0, 1), "*": (0, None), "+": (1, None)}.get(sign) or self.counts()
        return Repeat(body, least, most, self.take("?"))

    def counts(self) -> tuple[int, int | None]:
        inner, closed, _ = self.text[self.at :].partition("}")
        low, comma, high = inner.partition(",")
        if not closed or not low.isdecimal() or (high and not high.isdecimal()) or len(inner) > 12:
            raise PatternError("Antalet i klamrar skrivs {2}, {2,} eller {2,5}.")
        self.at += len(inner) + 1
        least = int(low)
        most = (int(high) if high else None) if comma else least
        if max(least, most or 0) > MAX_COUNT or (most is not None and most < least):
            raise PatternError(f"Antalet i klamrar ska stiga och vara högst {MAX_COUNT}.")
        return least, most


def _without_blanks(pattern: str) -> str:
    """Flag ``x``: white space outside character classes is left out."""
    kept: list[str] = []
    depth = 0
    escaped = False
    for sign in pattern:
        if not escaped:
            depth += (sign == "[") - (sign == "]" and depth > 0)
        if depth or sign not in " \t\n\r":
            kept.append(sign)
        escaped = sign == "\\" and not escaped
    return "".join(kept)


def parse(pattern: str, flags: str) -> Pattern:
    """The tree of a pattern. Raises PatternError."""
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"Mönstret är längre än {MAX_PATTERN} tecken.")
    reader = _Reader(pattern, flags)
    tree = reader.choice()
    if reader.at < len(reader.text):
        raise PatternError("Mönstret har en parentes ) för mycket.")
    return tree
