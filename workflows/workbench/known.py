"""The names that an owner may write in a draft: the case's facts, its answers, its decisions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflows import registry
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import DiagramError, safe_xml
from workflows.feel import FeelType, parse_type
from workflows.feel.library import SIGNATURES
from workflows.forms import BadForm, Form
from workflows.gate import drawing, expressions, registered

_WORDS: Mapping[str, str] = {
    "string": "text",
    "number": "tal",
    "boolean": "true eller false",
    "date": "datum",
    "time": "klockslag",
    "date and time": "tidpunkt",
    "days and time duration": "tid",
    "years and months duration": "månader och år",
    "Any": "vad som helst",
}

_CARRIED: Mapping[str, str] = {
    "hmc": "Arbetsdagar: hmc.arbetsdagar(start, 3) är tre arbetsdagar efter start",
    "processmeddelande": "Innehållet i det meddelande som just har kommit",
}


@dataclass(frozen=True)
class Known:
    """A name that may be written: its FEEL type, what it means, and where it comes from."""

    name: str
    type: FeelType
    what: str
    source: str

    @property
    def kind(self) -> str:
        """The type in words."""
        return kind_word(self.type)


def kind_word(kind: FeelType) -> str:
    """A FEEL type in words; one that has none is written as FEEL does."""
    text = str(kind)
    if text.startswith("list<"):
        return f"lista med {_WORDS.get(text[5:-1], text[5:-1])}"
    return "flera uppgifter" if text.startswith("context<") else _WORDS.get(text, text)


def written_in(bundle: Bundle) -> list[Known]:
    """What is written on the steps and flows of a drawing may ask."""
    found = {one.name: one for one in names_of(bundle)}
    moment = Known("start", parse_type("date and time"), "Bara i tider: när steget nåddes", "")
    found.setdefault(moment.name, moment)
    return sorted(found.values(), key=lambda one: one.name)


def facts_of(bundle: Bundle, *, without_form: str = "") -> list[Known]:
    """What a form may ask of the case: its facts, and the answers of the other forms."""
    found = {one.name: one for one in _answers(bundle, without_form)}
    kind = registry.case_types().get(bundle.process_id)
    described = kind.facts if kind else {}
    for name, its_type in registered(bundle.process_id).facts.items():
        what = described[name].description if name in described else ""
        found[name] = Known(name, its_type, what, "Fakta om ärendet")
    return sorted(found.values(), key=lambda one: one.name)


def names_of(bundle: Bundle) -> list[Known]:
    """What a decision table may ask: the facts, and what the process has decided before."""
    names = registered(bundle.process_id)
    found = {one.name: one for one in _answers(bundle, "")}
    kind = registry.case_types().get(bundle.process_id)
    for name, its_type in names.facts.items():
        what = kind.facts[name].description if kind and name in kind.facts else ""
        found[name] = Known(name, its_type, what, "Fakta om ärendet")
    for name, its_type in _carried(bundle).items():
        told = _CARRIED.get(name, "")
        found.setdefault(name, Known(name, its_type, told, "Beslut som processen har fattat"))
    return sorted(found.values(), key=lambda one: one.name)


def types_of(known: list[Known]) -> dict[str, FeelType]:
    """The names with their types, as the compiler takes them."""
    return {one.name: one.type for one in known}


def functions() -> list[str]:
    """The names of FEEL's own functions."""
    return sorted(SIGNATURES)


def _answers(bundle: Bundle, without: str) -> Iterator[Known]:
    for name, text in sorted(bundle.forms().items()):
        if name == without:
            continue
        try:
            form = Form.load(text)
        except BadForm:
            continue  # the gate tells what is wrong with it
        for field in form.fields.values():
            yield Known(
                field.name, parse_type(field.kind.feel), field.label, f"Svar i ”{form.title}”"
            )


def _carried(bundle: Bundle) -> Mapping[str, FeelType]:
    found: dict[str, FeelType] = {}
    called = [text.encode() for name, text in bundle.files.items() if name.endswith(".bpmn")]
    for data in (bundle.bpmn, *called):
        try:
            found |= expressions.carried(drawing.read(safe_xml(data).getroot()))
        except DiagramError:
            continue  # the gate tells what is wrong with it
    return found
