"""The kinds of field: how each reads what was typed or sent, and how it is kept and shown again."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, TypeAlias

from workflows.forms.limits import MAX_TEXT
from workflows.forms.sentences import number as in_swedish

Value: TypeAlias = str | int | bool | Decimal | date | list[str]

# Control characters, lone surrogates, what no XML holds, and the marks that turn the direction of
# text.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
UNFIT_SAID = "Texten har tecken som inte går att spara. Skriv den för hand."
_NUMBER = re.compile(r"[-+]?\d{1,15}([.,]\d{1,9})?")
_WHOLE = re.compile(r"[-+]?\d{1,12}")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MOST = 10**15
_SPACES = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, "\u2212": "-"})
_WRONG_TYPE = "Värdet har fel typ. Skicka {expected}."


class Unreadable(Exception):
    """What was given can't be read as an answer of this kind; `mening` says what to do."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


class Kind(ABC):
    """One kind of field. Kinds hold no state: a field owns its limits and its words."""

    feel: ClassVar[str] = "string"
    widgets: ClassVar[tuple[str, ...]]
    keywords: ClassVar[frozenset[str]] = frozenset()

    @abstractmethod
    def read_text(self, text: str) -> Value | None:
        """Read what a person typed; None when it is empty. Raises `Unreadable`."""

    @abstractmethod
    def read_json(self, value: object) -> Value | None:
        """Read a value of the API, already decoded from JSON. Raises `Unreadable`."""

    def read_texts(self, texts: Sequence[str]) -> Value | None:
        """Read every value posted under the field's name; only a multiple choice takes several."""
        if len(texts) > 1:
            raise Unreadable("Fältet tar ett svar men fick flera. Skicka ett.")
        return self.read_text(texts[0]) if texts else None

    def show(self, value: Value) -> list[str]:
        """The value as it would have been typed."""
        return [str(value)]

    def keep(self, value: Value) -> object:
        """The value as JSON."""
        return value

    def restore(self, kept: object) -> Value | None:
        """The value that `keep` made."""
        return self.read_json(kept)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unreadable(_WRONG_TYPE.format(expected="en text"))
    return value


class Line(Kind):
    """A text on one line."""

    widgets = ("text",)
    keywords = frozenset({"minLength", "maxLength", "pattern", "format"})
    default_max = 200

    def read_text(self, text: str) -> str | None:
        return self._clean(" ".join(text.split("\n")))

    def read_json(self, value: object) -> str | None:
        return self.read_text(_text(value))

    def _clean(self, text: str) -> str | None:
        if len(text) > MAX_TEXT:
            raise Unreadable(f"Korta texten till högst {MAX_TEXT} tecken.")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        if UNFIT.search(text):
            raise Unreadable(UNFIT_SAID)
        return text.strip() or None


class LongText(Line):
    """A text that may hold several lines."""

    widgets = ("textarea",)
    keywords = frozenset({"minLength", "maxLength"})
    default_max = 4000

    def read_text(self, text: str) -> str | None:
        return self._clean(text)


class Number(Kind):
    """A decimal number: at most 15 digits before the comma and nine after."""

    feel = "number"
    widgets = ("number",)
    keywords = frozenset(
        {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
    )
    shape = _NUMBER
    advice = "Skriv ett tal med siffror, till exempel 12,5."

    def read_text(self, text: str) -> Value | None:
        if not (digits := text.strip().translate(_SPACES)):
            return None
        if not self.shape.fullmatch(digits):
            raise Unreadable(self.advice)
        return self._value(digits.replace(",", "."))

    def _value(self, digits: str) -> Value:
        return Decimal(digits)

    def read_json(self, value: object) -> Value | None:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise Unreadable(_WRONG_TYPE.format(expected="ett tal"))
        # Compared before it is written out: a huge number takes long to write.
        if not -_MOST < value < _MOST:
            raise Unreadable(self.advice)
        exact = Decimal(str(value))
        if exact.adjusted() < -20:
            raise Unreadable(self.advice)
        return self.read_text(format(exact, "f"))

    def show(self, value: Value) -> list[str]:
        return [in_swedish(value)]

    def keep(self, value: Value) -> object:
        return format(value, "f") if isinstance(value, Decimal) else value

    def restore(self, kept: object) -> Value | None:
        return self.read_text(kept) if isinstance(kept, str) else self.read_json(kept)


class Whole(Number):
    """A whole number of at most twelve digits."""

    shape = _WHOLE
    advice = "Skriv ett helt tal med siffror, till exempel 3."

    def _value(self, digits: str) -> Value:
        return int(digits)

    def read_json(self, value: object) -> Value | None:
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e12:
            value = int(value)
        return super().read_json(value)


class Day(Kind):
    """A date."""

    feel = "date"
    widgets = ("date",)

    def read_text(self, text: str) -> date | None:
        if not (written := text.strip()):
            return None
        if parts := _DAY.fullmatch(written):
            try:
                return date(*(int(part) for part in parts.groups()))
            except ValueError:
                raise Unreadable(f"{written} finns inte i kalendern. Rätta datumet.") from None
        raise Unreadable("Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2026-11-23.")

    def read_json(self, value: object) -> date | None:
        return self.read_text(_text(value))

    def keep(self, value: Value) -> object:
        return str(value)


class YesNo(Kind):
    """Yes or no; drawn as two buttons, or as one box to tick."""

    feel = "boolean"
    widgets = ("radios", "checkbox")
    keywords = frozenset({"const"})
    words: ClassVar[dict[str, bool]] = {"ja": True, "nej": False}

    def read_text(self, text: str) -> bool | None:
        if not text:
            return None
        if text not in self.words:
            raise Unreadable("Välj ja eller nej.")
        return self.words[text]

    def read_json(self, value: object) -> bool | None:
        if not isinstance(value, bool):
            raise Unreadable(_WRONG_TYPE.format(expected="true eller false"))
        return value

    def show(self, value: Value) -> list[str]:
        return ["ja" if value else "nej"]


class Choice(Kind):
    """One of the options that the field lists."""

    widgets = ("radios", "select")
    keywords = frozenset({"oneOf"})

    def read_text(self, text: str) -> str | None:
        return text or None

    def read_json(self, value: object) -> str | None:
        return _text(value) or None


class Choices(Kind):
    """Any number of the options that the field lists, in the order given."""

    feel = "list<string>"
    widgets = ("checkboxes",)
    keywords = frozenset({"items", "minItems", "maxItems", "uniqueItems"})

    def read_text(self, text: str) -> list[str] | None:
        return [text] if text else None

    def read_texts(self, texts: Sequence[str]) -> list[str] | None:
        return [text for text in texts if text] or None

    def read_json(self, value: object) -> list[str] | None:
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise Unreadable(_WRONG_TYPE.format(expected="en lista med texter"))
        return value or None

    def show(self, value: Value) -> list[str]:
        return list(value) if isinstance(value, list) else [str(value)]


class Reference(Line):
    """The key of something in a register: an article, a mottagare, an individ."""

    widgets = ("lookup",)
    keywords = frozenset({"x-register"})


class File(Line):
    """The key of a file that has already been received and examined."""

    widgets = ("file",)


LINE, LONG_TEXT, NUMBER, WHOLE, DAY = Line(), LongText(), Number(), Whole(), Day()
YES_NO, CHOICE, CHOICES, REFERENCE, FILE = YesNo(), Choice(), Choices(), Reference(), File()
