"""Whatever is done to a diagram, the gate answers in sentences and never breaks."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.workflows.gate.world import CORPUS, NAMES
from workflows.diagrams.bundle import Bundle
from workflows.gate import RULES, check, dry_run

SEEDS = sorted(CORPUS.glob("*.bpmn")) + sorted((CORPUS / "foreign").glob("*.bpmn"))
# Ids and texts that stand somewhere in the corpus, so that a random change often means something.
TEXTS = [
    *("", "prov", "bestall", "finns", "f1", "f3", "End", "a:b", " ", "åäö", "\u202e"),
    *("antal > 3", "=", "${x}", "not(", "9" * 400),
    *("P3D", "R/P1D", "hmc.arbetsdagar(start, 3)"),
]


def _judged(bpmn: bytes) -> None:
    found = check(
        Bundle("prov", bpmn),
        names=NAMES,
        strict_names=bool(len(bpmn) % 2),
        try_out=lambda _: dry_run.Outcome(tasks=1),
    )
    for finding in found:
        assert finding.rule in RULES
        assert finding.mening


def _mutated(seed: Path, pick: random.Random, times: int) -> bytes:
    """A diagram after some random strokes: moved, copied, removed or renamed elements."""
    root = etree.fromstring(seed.read_bytes())
    for _ in range(times):
        elements = [each for each in root.iter() if each is not root]
        if not elements:
            break
        _stroke(pick.choice(elements), elements, pick)
    return etree.tostring(root)


def _stroke(struck: etree._Element, elements: list[etree._Element], pick: random.Random) -> None:
    other = pick.choice(elements)
    match pick.randrange(6):
        case 0:
            struck.getparent().remove(struck)
        case 1 if struck not in list(other.iterancestors()) and other is not struck:
            other.append(struck)
        case 2:
            other.append(etree.fromstring(etree.tostring(struck)))
        case 3 if struck.attrib:
            struck.set(pick.choice(list(struck.attrib)), pick.choice(TEXTS))
        case 4:
            struck.tag = other.tag
        case _:
            struck.text = pick.choice(TEXTS)


@pytest.mark.parametrize("number", range(150))
def test_a_changed_diagram_is_answered(number):
    pick = random.Random(number)
    _judged(_mutated(pick.choice(SEEDS), pick, pick.randrange(1, 12)))


@pytest.mark.full
def test_ten_thousand_changed_diagrams_are_answered():
    for number in range(10_000):
        pick = random.Random(number)
        _judged(_mutated(pick.choice(SEEDS), pick, pick.randrange(1, 25)))


@given(st.binary(max_size=2_000))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_answered(bpmn):
    _judged(bpmn)


@given(st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_diagram_with_bytes_changed_is_answered(data):
    bpmn = bytearray(data.draw(st.sampled_from(SEEDS)).read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        bpmn[data.draw(st.integers(0, len(bpmn) - 1))] = data.draw(st.integers(0, 255))
    _judged(bytes(bpmn))


@pytest.mark.parametrize("number", range(12))
def test_the_dry_run_answers_for_changed_diagrams_too(number):
    pick = random.Random(1_000 + number)
    bundle = Bundle("prov", _mutated(pick.choice(SEEDS), pick, 3))
    outcome = dry_run.forked(bundle)
    assert outcome.stopped or outcome.mening or outcome.tasks
