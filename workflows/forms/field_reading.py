"""From one property of a definition to a field or a block, noting what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

from workflows.forms import kinds, limits
from workflows.forms.above import Above
from workflows.forms.conditions import Condition
from workflows.forms.fields import Block, Field, Option, Part
from workflows.forms.kinds import Kind
from workflows.forms.options import read_options
from workflows.forms.patterns import is_tame
from workflows.forms.problems import Faults

FILE_REGISTER = "bilaga"
_BLOCKS = frozenset({"heading", "paragraph"})
_BLOCK_WORDS = frozenset({"title", "x-widget", "x-visible-when"})
_COMMON = frozenset(
    {
        "type",
        "title",
        "default",
        "x-widget",
        "x-help",
        "x-visible-when",
        "x-errors",
        "x-unit",
        "x-earliest",
        "x-latest",
        "format",
    }
)
_CHECKED = frozenset(
    {
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minItems",
        "maxItems",
        "const",
    }
)
_PAIRS = (("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems"))
_MOST_RADIOS = 5
_KINDS: Mapping[str, Kind] = {
    "number": kinds.NUMBER,
    "integer": kinds.WHOLE,
    "boolean": kinds.YES_NO,
    "array": kinds.CHOICES,
}


def read_part(name: str, schema: object, above: Above, faults: Faults) -> Part | None:
    """One property as a part of the form; None when it is too broken to go on with."""
    if not limits.NAME.fullmatch(name) or name in limits.RESERVED or limits.is_poison(name):
        faults.add(
            "fel_namn",
            f"”{name[:40]}” kan inte heta så. Ta a–z, siffror och _, och inget av FEEL:s egna ord.",
        )
        return None
    if not isinstance(schema, dict):
        faults.add("inget_falt", "Ett fält är ett JSON-objekt. Skriv { … } efter namnet.")
        return None
    return _Property(name, schema, above, faults).part()


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    schema: Mapping[str, Any]
    above: Above
    faults: Faults

    def part(self) -> Part | None:
        visible_when = self._expression("x-visible-when", "boolean")
        widget = self.schema.get("x-widget")
        if isinstance(widget, str) and widget in _BLOCKS:
            self._refuse_words_beyond(_BLOCK_WORDS)
            return Block(self.name, widget, self._label(4000), visible_when)
        if (kind := self._kind()) is None:
            return None
        self._refuse_words_beyond(_COMMON | kind.keywords)
        options = self._options(kind)
        checked = self._limits(kind, options)
        return Field(
            name=self.name,
            kind=kind,
            widget=self._widget(kind, options),
            label=self._label(200),
            help=self._words("x-help", 1000),
            unit=self._words("x-unit", 20),
            register=self._register(kind),
            options=options,
            limits=checked,
            own_sentences=self._own_sentences(),
            default=self._default(kind, checked),
            earliest=self._expression("x-earliest", "date"),
            latest=self._expression("x-latest", "date"),
            visible_when=visible_when,
        )

    def _note(self, word: str, kod: str, mening: str) -> None:
        self.faults.at(word).add(kod, mening)

    def _refuse_words_beyond(self, known: frozenset[str]) -> None:
        for word in sorted(self.schema.keys() - known):
            self._note(word, "okant_ord", f"”{word[:40]}” används inte här. Ta bort det.")

    def _kind(self) -> Kind | None:
        schema = self.schema
        wanted = schema.get("type")
        if "x-register" in schema or schema.get("x-widget") == "file":
            known: dict[str, Kind] = {
                "string": kinds.REFERENCE if "x-register" in schema else kinds.FILE
            }
        else:
            known = {"string": self._text_kind(), **_KINDS}
        if isinstance(wanted, str) and wanted in known:
            return known[wanted]
        self._note(
            "type",
            "okand_typ",
            "Välj string, number, integer, boolean eller array. Register och filer är string.",
        )
        return None

    def _text_kind(self) -> Kind:
        if "oneOf" in self.schema:
            return kinds.CHOICE
        if self.schema.get("format") == "date":
            return kinds.DAY
        return kinds.LONG_TEXT if self.schema.get("x-widget") == "textarea" else kinds.LINE

    def _words(self, word: str, most: int) -> str:
        text = self.schema.get(word, "")
        if not isinstance(text, str) or len(text) > most:
            self._note(word, "fel_text", f"Skriv en text på högst {most} tecken.")
            return ""
        return text

    def _label(self, most: int) -> str:
        label = self._words("title", most).strip()
        if not label:
            self._note("title", "ingen_rubrik", 'Skriv frågan i "title", så som den ska läsas.')
        return label

    def _expression(self, word: str, gives: str) -> Condition | None:
        text = self.schema.get(word)
        return None if text is None else self.above.read(text, gives, self.faults.at(word))

    def _options(self, kind: Kind) -> tuple[Option, ...]:
        if kind is kinds.CHOICE:
            return read_options(self.schema["oneOf"], self.faults.at("oneOf"))
        if kind is kinds.CHOICES:
            items = self.schema.get("items")
            listed = items.get("oneOf") if isinstance(items, dict) and len(items) == 1 else None
            return read_options(listed, self.faults.at("items"))
        return ()

    def _limits(self, kind: Kind, options: tuple[Option, ...]) -> dict[str, Any]:
        checked = {word: self.schema[word] for word in _CHECKED & self.schema.keys()}
        if isinstance(kind, kinds.Line):
            checked.setdefault("maxLength", kind.default_max)
        self._check_format(kind, checked)
        if kind is kinds.YES_NO and checked.get("const", True) is not True:
            self._note("const", "fel_varde", "En ruta kan bara krävas ikryssad. Skriv true.")
        if "pattern" in checked:
            self._check_pattern(checked["pattern"])
        for least, most in _PAIRS:
            if least in checked and most in checked and checked[least] > checked[most]:
                self._note(least, "omojligt", "Minst är mer än högst. Rätta ett av dem.")
        allowed = [option.value for option in options]
        if kind is kinds.CHOICES:
            return {**checked, "uniqueItems": True, "items": {"enum": allowed}}
        return {"enum": allowed} if kind is kinds.CHOICE else checked

    def _check_format(self, kind: Kind, checked: dict[str, Any]) -> None:
        if kind is kinds.DAY:
            del checked["format"]
        elif checked.get("format", "email") != "email" or (
            "format" in checked and "format" not in kind.keywords
        ):
            self._note("format", "okant_format", "Format är date eller email, för en text.")
        if kind is not kinds.DAY and {"x-earliest", "x-latest"} & self.schema.keys():
            self._note("x-earliest", "okant_ord", "Hör till ett datumfält. Ta bort det.")

    def _check_pattern(self, pattern: str) -> None:
        if not is_tame(pattern):
            self._note(
                "pattern",
                "fel_monster",
                "Mönstret ska stå mellan ^ och $ och får inte ha grupper, eller-streck eller "
                "fler än tre öppna antal. Förenkla det.",
            )
        if "pattern" not in self._own_sentences():
            self._note(
                "x-errors",
                "ingen_mening",
                "Skriv i x-errors.pattern vad som ska rättas.",
            )

    def _widget(self, kind: Kind, options: tuple[Option, ...]) -> str:
        if kind is kinds.CHOICE and len(options) > _MOST_RADIOS:
            usual = "select"
        else:
            usual = "checkbox" if "const" in self.schema else kind.widgets[0]
        widget = self.schema.get("x-widget", usual)
        if widget not in kind.widgets or ("const" in self.schema and widget != "checkbox"):
            listed = ", ".join(kind.widgets)
            self._note("x-widget", "fel_ruta", f"Den här sortens fråga ritas som {listed}.")
            return usual
        return str(widget)

    def _register(self, kind: Kind) -> str:
        if kind is kinds.FILE:
            return FILE_REGISTER
        return self._words("x-register", 40)

    def _own_sentences(self) -> Mapping[str, str]:
        own = self.schema.get("x-errors", {})
        if not isinstance(own, dict) or not all(
            isinstance(text, str) and 0 < len(text) <= 300 for text in own.values()
        ):
            self._note("x-errors", "fel_text", "Skriv en mening på högst 300 tecken för varje fel.")
            return {}
        for word in sorted(own.keys() - _CHECKED - {"required"}):
            self._note(f"x-errors/{word}", "okant_ord", "Det felet finns inte. Ta bort meningen.")
        return own

    def _default(self, kind: Kind, checked: Mapping[str, Any]) -> kinds.Value | None:
        if "default" not in self.schema:
            return None
        try:
            value = kind.read_json(self.schema["default"])
        except kinds.Unreadable as wrong:
            self._note("default", "fel_varde", wrong.mening)
            return None
        if not Draft202012Validator(checked).is_valid(value):
            self._note("default", "fel_varde", "Förvalet bryter mot fältets gränser. Ändra det.")
        return value
