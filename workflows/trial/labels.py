"""What people call the facts of a bundle: by name, or by the words that they are asked with."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from lxml import etree

from workflows import dmn
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.written import feel_text
from workflows.diagrams.xml import BPMN, SPIFF
from workflows.dmn.boxed import Literal
from workflows.dmn.columns import Column
from workflows.dmn.table import DecisionTable
from workflows.facts import Fact
from workflows.spelling import dictionary, plain, spelled
from workflows.trial.tables import model_of
from workflows.trial.unfit import Unfit

_LONGEST = 120
# What these are named is an id.
_IDS = ("message", "lane", "property", "signal", "dataObject")
# Words that part a name from its value in a sentence.
_PARTED = re.compile(r"\s(?:är|blir)\s")
_STRINGS = re.compile(r'"([^"]*)"')
_TEXTS = re.compile(r'\s*(?:not\s*\(\s*)?"[^"]*"(?:\s*,\s*"[^"]*")*\s*\)?\s*')


class Labels:
    """The words for each fact, and the fact for some words. A question is called what it asks, a
    fact what its table calls it, else what it is named, spelled as elsewhere in the process."""

    def __init__(self, bundle: Bundle, facts: Mapping[str, Fact], answers: Mapping[str, Fact]):
        self._facts = {**answers, **facts}
        words = _words(bundle, facts)
        called = {name: one.label or _spelled(name, words) for name, one in facts.items()}
        called |= {name: label for name, label in _columns(bundle).items() if name in facts}
        called |= {name: one.description for name, one in answers.items() if name not in facts}
        self._called = {name: _tidy(label) or name for name, label in called.items()}

    def of(self, name: str) -> str:
        """What people call it; its own name where the words would be another's too."""
        label = self._called.get(name, name)
        if not 0 < len(label) <= _LONGEST or set(label) & set('”“"'):
            return name
        same = [one for one, other in self._called.items() if fold(other) == fold(label)]
        return label if len(same) == 1 and self._named(label) in ("", name) else name

    def find(self, called: str) -> str:
        """The fact by that name or those words. Raises `Unfit`."""
        if named := self._named(called):
            return named
        hits = [name for name, label in self._called.items() if fold(label) == fold(called)]
        if len(hits) == 1:
            return hits[0]
        told = [n for n, one in self._facts.items() if fold(one.description) == fold(called)]
        if len(told) == 1 and not hits:
            return told[0]
        raise Unfit(f"Uppgiften ”{called}” finns inte. {self._instead(called)}")

    def _named(self, called: str) -> str:
        return next((name for name in self._facts if fold(name) == fold(called)), "")

    def _instead(self, called: str) -> str:
        words = {fold(label): label for label in self._called.values()}
        near = get_close_matches(fold(called), words, n=3)
        if near:
            return f"Menade du ”{'” eller ”'.join(words[one] for one in near)}”?"
        return "Skriv något som processen får fråga om: det står under ”Vad man kan skriva”."


def fold(text: str) -> str:
    """Words that are read alike: a name and its words, whatever the letters' case."""
    return " ".join(plain(text.replace("_", " ")).split())


def columns(bundle: Bundle) -> Iterator[tuple[str, Column]]:
    """The fact that an input column of a table asks, where it asks just that, with the column."""
    for text in bundle.tables().values():
        try:
            model = model_of(text)
        except dmn.DmnError:
            continue  # the gate tells what is wrong with it
        for decision in {id(one): one for one in model.decisions.values()}.values():
            if isinstance(decision.logic, DecisionTable):
                for column in decision.logic.columns:
                    if isinstance(column.expression, Literal):
                        yield column.expression.text.strip(), column


def choices(bundle: Bundle, name: str) -> tuple[list[str], bool]:
    """The texts that a table takes for a fact, and whether it takes no others."""
    found: dict[str, None] = {}
    listed: list[str] = []
    for asked, column in columns(bundle):
        if asked != name:
            continue
        permitted = column.permitted[1]
        listed += _STRINGS.findall(permitted) if permitted else []
        for cell in column.cells:
            if not cell.is_any and _TEXTS.fullmatch(cell.text):
                found |= dict.fromkeys(_STRINGS.findall(cell.text))
    if listed:
        return list(dict.fromkeys(listed)), True
    compared = re.compile(rf'(?<![\w.]){re.escape(name)}\s*!?=\s*"([^"]*)"')
    within = re.compile(rf"(?<![\w.]){re.escape(name)}\s+in\s*\(([^)]*)\)")
    for text in _conditions(bundle):
        found |= dict.fromkeys(compared.findall(text))
        for many in within.findall(text):
            found |= dict.fromkeys(_STRINGS.findall(many))
    return list(found), False


def groups_in(bundle: Bundle) -> Iterator[str]:
    """The facts that say which group a task goes to."""
    for found in bundle.tree.getroot().iter(f"{{{SPIFF}}}property"):
        if found.get("name") == "group":
            yield feel_text(found.get("value"))


def _conditions(bundle: Bundle) -> Iterator[str]:
    for node in bundle.tree.getroot().iter():
        if isinstance(node.tag, str) and node.text and "=" in node.text:
            yield node.text
        if isinstance(node.tag, str) and "=" in (value := node.get("value", "")):
            yield value


def _columns(bundle: Bundle) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, column in columns(bundle):
        if column.label and not _PARTED.search(column.label):
            found.setdefault(name, column.label)
    return found


def _tidy(label: str) -> str:
    return " ".join(label.split())


def _spelled(name: str, words: Mapping[str, str]) -> str:
    if not name.replace("_", "").islower():
        return name
    return spelled(name, words).capitalize()


def _words(bundle: Bundle, facts: Mapping[str, Fact]) -> Mapping[str, str]:
    """The words of what is written in the process, by how a name spells them."""
    root = bundle.tree.getroot()
    texts = [one.description for one in facts.values()]
    texts += [
        node.get("name", "")
        for node in root.iter()
        if isinstance(node.tag, str) and etree.QName(node).localname not in _IDS
    ]
    texts += [node.text or "" for node in root.iter(f"{{{BPMN}}}documentation")]
    return dictionary(texts)
