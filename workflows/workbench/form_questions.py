"""One question of a form in the words of its page, and as its definition says it."""

import re
from dataclasses import dataclass
from typing import Any

from workflows.errors import Hinder
from workflows.forms.limits import NAME, RESERVED, is_poison
from workflows.spelling import plain
from workflows.workbench.form_sorts import Schema, Sort, sort_of, sorts

# What a question keeps when it becomes one of another sort.
_KEPT = ("title", "x-help", "x-visible-when", "x-errors")
# What only asks for a question, and stands for nothing in a heading.
_ONLY_ASKED = ("x-help", "x-errors")
_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,9})?")


@dataclass(frozen=True)
class Question:
    """One part of a form in the words that its page asks for; numbers and lists as typed."""

    sort: str
    label: str
    name: str = ""
    help: str = ""
    unit: str = ""
    required: bool = False
    least: str = ""
    most: str = ""
    options: str = ""
    visible_when: str = ""

    @property
    def kind(self) -> Sort | None:
        """Its sort; None for one that this page knows no words for."""
        return sorts().get(self.sort)


def slug(text: str) -> str:
    """A name that conditions can use, made of what people read: a-z, digits and underscore."""
    letters = plain(text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", letters).strip("_").lstrip("0123456789_")[:40].rstrip("_")
    return words if words and words not in RESERVED else f"svar_{words}".rstrip("_")[:40]


def may_be_named(name: str) -> bool:
    """Whether conditions can ask by this name."""
    return bool(NAME.fullmatch(name)) and name not in RESERVED and not is_poison(name)


def faults_of(question: Question, name: str, *, taken: bool) -> list[Hinder]:
    """What is missing before it is a question at all."""
    sort = question.kind
    found = []
    if sort is None:
        found.append(Hinder("sort", "Välj vilken sorts fråga det är.", "sort"))
    if not question.label.strip():
        found.append(Hinder("fraga", "Skriv frågan så som den ska läsas.", "fraga"))
    if taken:
        found.append(
            Hinder("namn", f"En annan fråga heter redan ”{name}”. Välj ett annat.", "namn")
        )
    elif not may_be_named(name):
        mening = (
            f"”{name[:40]}” kan inte vara ett namn. Ta a–z, siffror och _, med en bokstav först."
        )
        found.append(Hinder("namn", mening, "namn"))
    if sort is not None:
        found += _limits_said(question, sort)
    return found


def _limits_said(question: Question, sort: Sort) -> list[Hinder]:
    found = []
    if sort.options and not question.options.strip():
        found.append(
            Hinder("alternativ", "Skriv minst ett alternativ, ett på varje rad.", "alternativ")
        )
    if not sort.dated:
        for word, typed in (("minst", question.least), ("hogst", question.most)):
            if typed and not _NUMBER.fullmatch(typed.replace(" ", "")):
                found.append(Hinder(word, "Skriv ett tal med siffror, eller lämna tomt.", word))
    return found


def schema_of(question: Question, before: Schema) -> Schema:
    """The property: what the page says, and what the file said that the page has no words for."""
    sort = sorts()[question.sort]
    same = sort_of(before) == sort
    kept = dict(before) if same else {word: before[word] for word in _KEPT if word in before}
    if not sort.asks:
        for word in _ONLY_ASKED:
            kept.pop(word, None)
    made = kept if same else {**sort.made, "title": "", **kept}
    made["title"] = question.label.strip()
    if sort.asks:
        set_or_leave_out(made, "x-help", question.help.strip())
    if sort.unit:
        set_or_leave_out(made, "x-unit", question.unit.strip())
    for word, typed in ((sort.least, question.least), (sort.most, question.most)):
        if word:
            set_or_leave_out(made, word, typed.strip() if sort.dated else _number(typed))
    if sort.options and not (same and question.options == options_shown(before)):
        _set_options(made, _options(question.options), many=sort.key == "flera_val")
    if sort.key == "ruta":
        set_or_leave_out(made, "const", True if question.required else None)
    set_or_leave_out(made, "x-visible-when", question.visible_when.strip())
    return made


def set_or_leave_out(schema: Schema, word: str, value: object) -> None:
    """Say a word, or leave it out where there is nothing to say."""
    if value in ("", None):
        schema.pop(word, None)
    elif schema.get(word) != value or isinstance(value, bool):
        schema[word] = value


def _number(typed: str) -> object:
    plain = typed.replace(" ", "").replace(",", ".")
    if not plain:
        return None
    return float(plain) if "." in plain else int(plain)


def shown(schema: Schema, word: str) -> str:
    """A limit as it would be typed."""
    value = schema.get(word, "") if word else ""
    return value if isinstance(value, str) else str(value).replace(".", ",")


def _set_options(made: Schema, options: list[dict[str, str]], *, many: bool) -> None:
    if many:
        made["items"] = {"oneOf": options}
    else:
        made["oneOf"] = options
        if made.get("x-widget") not in ("radios", "select"):
            made.pop("x-widget", None)


def _options(typed: str) -> list[dict[str, str]]:
    """One a line: its text, or `value = text` where the value is to be another."""
    found = []
    for line in filter(None, map(str.strip, typed.splitlines())):
        value, told, title = line.partition(" = ")
        found.append(
            {"const": value.strip(), "title": title.strip()}
            if told
            else {"const": slug(line), "title": line}
        )
    return found


def options_shown(schema: Schema) -> str:
    """The options of a choice as they would be typed, one a line."""
    items = schema.get("items")
    listed = schema.get("oneOf") or (items.get("oneOf") if isinstance(items, dict) else None)
    if not isinstance(listed, list):
        return ""
    return "\n".join(_line(one) for one in listed if isinstance(one, dict))


def _line(option: dict[str, Any]) -> str:
    value, title = str(option.get("const")), str(option.get("title"))
    return title if value == slug(title) and " = " not in title else f"{value} = {title}"
