"""Files broken at random: refused in words or read, asked and analysed, never a crash or a hang."""

import random
import time
from contextlib import suppress
from pathlib import Path

import pytest
from lxml import etree

from workflows.dmn import DmnError, Model, analyse, read
from workflows.dmn.elements import InputData

BPMN = Path(__file__).parents[3] / "bpmn"
FILES = sorted(BPMN.rglob("*.dmn"))
TEXTS = [
    "",
    "-",
    "?",
    "null",
    "1 +",
    "[1..",
    "x" * 2000,
    "for x in 1..1000000000 return x",
    "(" * 300,
    "today()",
    "d(1)",
    '"',
    "not(-)",
    "leveransprioritet",
    "{a: b}.a.b",
    "\u0001".strip("\u0001"),
]
TAGS = [
    "context",
    "invocation",
    "list",
    "literalExpression",
    "decisionTable",
    "functionDefinition",
    "for",
    "filter",
    "conditional",
    "every",
    "relation",
    "decision",
    "inputData",
    "import",
    "itemDefinition",
    "decisionService",
    "businessKnowledgeModel",
    "text",
    "rule",
    "input",
]


def broken(xml: bytes, chance: random.Random) -> bytes:
    """The file after a handful of random changes to its elements."""
    root = etree.fromstring(xml)
    for _ in range(chance.randint(1, 6)):
        elements = list(root.iter())
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randint(0, 5):
            case 0 if one is not root:
                one.getparent().remove(one)
            case 1:
                one.text = chance.choice(TEXTS)
            case 2 if one.attrib:
                one.set(chance.choice(list(one.attrib)), chance.choice([*TEXTS, "#" + one.tag]))
            case 3:
                one.tag = "{" + etree.QName(root).namespace + "}" + chance.choice(TAGS)
            case 4 if one not in other.iterancestors() and one is not other and one is not root:
                other.append(one)
            case _:
                one.set(chance.choice(["typeRef", "hitPolicy", "kind", "href"]), "tFinnsInte")
    made = etree.tostring(root)
    if chance.random() < 0.1:
        at = chance.randrange(len(made))
        made = made[:at] + bytes([chance.randrange(256)]) + made[at + 1 :]
    return made


def use(model: Model) -> None:
    for element in list(model.elements.values()):
        if not isinstance(element, InputData):
            model.evaluate(element, {"vald_prioritet": "Normal leverans", "status": 3})
    for decision in model.decisions:
        model.needs(decision)
    analyse(model)


def run(count: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        xml = broken(chance.choice(FILES).read_bytes(), chance)
        begun = time.monotonic()
        with suppress(DmnError):
            use(read(xml))
        assert time.monotonic() - begun < 10


def test_broken_files_never_crash_the_reader() -> None:
    run(60, seed=20260302)


@pytest.mark.full
def test_thousands_of_broken_files_never_crash_the_reader() -> None:
    run(5000, seed=7)
