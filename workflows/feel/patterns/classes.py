"""Sets of characters: ranges, categories, blocks, their complements and differences (XML Schema,
appendix F).
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

Predicate = Callable[[str], bool]

_BLOCKS: dict[str, tuple[int, int]] = {
    "BasicLatin": (0x0000, 0x007F),
    "Latin-1Supplement": (0x0080, 0x00FF),
    "LatinExtended-A": (0x0100, 0x017F),
    "LatinExtended-B": (0x0180, 0x024F),
    "IPAExtensions": (0x0250, 0x02AF),
    "SpacingModifierLetters": (0x02B0, 0x02FF),
    "CombiningDiacriticalMarks": (0x0300, 0x036F),
    "Greek": (0x0370, 0x03FF),
    "GreekandCoptic": (0x0370, 0x03FF),
    "Cyrillic": (0x0400, 0x04FF),
    "Armenian": (0x0530, 0x058F),
    "Hebrew": (0x0590, 0x05FF),
    "Arabic": (0x0600, 0x06FF),
    "Devanagari": (0x0900, 0x097F),
    "Thai": (0x0E00, 0x0E7F),
    "Georgian": (0x10A0, 0x10FF),
    "HangulJamo": (0x1100, 0x11FF),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GreekExtended": (0x1F00, 0x1FFF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "SuperscriptsandSubscripts": (0x2070, 0x209F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "LetterlikeSymbols": (0x2100, 0x214F),
    "NumberForms": (0x2150, 0x218F),
    "Arrows": (0x2190, 0x21FF),
    "MathematicalOperators": (0x2200, 0x22FF),
    "BoxDrawing": (0x2500, 0x257F),
    "Dingbats": (0x2700, 0x27BF),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7A3),
    "PrivateUse": (0xE000, 0xF8FF),
}
_KINDS = {
    "L": "ultmo",
    "M": "nce",
    "N": "dlo",
    "P": "cdseifo",
    "Z": "slp",
    "S": "mcko",
    "C": "cfon",
}
_CATEGORIES = frozenset(
    {*_KINDS, *(kind + part for kind, parts in _KINDS.items() for part in parts)}
)


def named(name: str) -> Predicate | None:
    """The predicate of ``\\p{name}``, None when there is no such category or block."""
    if name in _CATEGORIES:
        return lambda character: unicodedata.category(character).startswith(name)
    block = _BLOCKS.get(name.removeprefix("Is")) if name.startswith("Is") else None
    if block is None:
        return None
    low, high = block
    return lambda character: low <= ord(character) <= high


def _is_space(character: str) -> bool:
    return character in " \t\n\r"


def _is_digit(character: str) -> bool:
    return unicodedata.category(character) == "Nd"


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] not in "PZC"


def _is_initial(character: str) -> bool:
    return character in "_:" or unicodedata.category(character) in {"Lu", "Ll", "Lt", "Lo", "Nl"}


def _is_name(character: str) -> bool:
    return (
        _is_initial(character)
        or character in "-.·"
        or unicodedata.category(character) in {"Nd", "Mn", "Mc", "Me", "Lm"}
    )


_ESCAPES: dict[str, Predicate] = {
    "s": _is_space,
    "d": _is_digit,
    "w": _is_word,
    "i": _is_initial,
    "c": _is_name,
}


def escape_class(letter: str) -> Predicate | None:
    """The predicate of ``\\d``, ``\\S`` …; None when the letter names no class."""
    found = _ESCAPES.get(letter.lower())
    if found is None or letter.islower():
        return found
    return complement(found)


def complement(predicate: Predicate) -> Predicate:
    """Every character that ``predicate`` refuses."""
    return lambda character: not predicate(character)


def case_variants(character: str) -> set[str]:
    """What the flag i holds to be the same: ``[A-Z]`` has the kelvin sign, whose small letter is k
    (XPath functions 7.6.1.1).
    """
    lower, upper = character.lower(), character.upper()
    return {lower, upper, lower.upper(), upper.lower()}


@dataclass(slots=True)
class CharacterSet:
    """``[…]``: characters, ranges and classes; or their complement, perhaps less another set."""

    ranges: list[tuple[str, str]] = field(default_factory=list)
    classes: list[Predicate] = field(default_factory=list)
    negated: bool = False
    without: "CharacterSet | None" = None
    fold: bool = False

    def _has(self, character: str) -> bool:
        return any(low <= character <= high for low, high in self.ranges) or any(
            inside(character) for inside in self.classes
        )

    def _has_variant(self, character: str) -> bool:
        return any(
            len(variant) == 1 and self._has(variant) for variant in case_variants(character)
        ) or any(low == high and character in case_variants(low) for low, high in self.ranges)

    def __call__(self, character: str) -> bool:
        found = self._has(character)
        if not found and self.fold:
            found = self._has_variant(character)
        if found is self.negated:
            return False
        return self.without is None or not self.without(character)
