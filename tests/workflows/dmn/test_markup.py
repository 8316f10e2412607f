"""Files of every edition and tool are read; hostile ones are refused with a sentence."""

import time

import pytest

from tests.workflows.dmn import modeller as m
from workflows.dmn import DmnError, read
from workflows.feel import to_json

EDITIONS = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_is_read(edition: str) -> None:
    xml = m.definitions(m.decision("d", m.literal("1 + 1")), ns=edition)
    assert to_json(read(xml).evaluate("d", {}).value) == 2


@pytest.mark.parametrize("prefix", ["dmn", "semantic", "ns0", "x-1"])
def test_any_prefix_and_a_tools_own_additions(prefix: str) -> None:
    p = prefix
    xml = f"""<?xml version="1.0" encoding="UTF-8"?>
    <!-- saved by a tool -->
    <?tool says?>
    <{p}:definitions xmlns:{p}="{EDITIONS[2]}" xmlns:v="urn:vendor" name="n" namespace="urn:n"
        v:version="7">
      <{p}:extensionElements><v:note decision="x"/></{p}:extensionElements>
      <v:decision id="d" name="d"><v:literalExpression><v:text>666</v:text></v:literalExpression>
      </v:decision>
      <{p}:decision id="d" name="d" v:colour="red">
        <{p}:extensionElements><v:literalExpression/></{p}:extensionElements>
        <{p}:literalExpression><!-- c --><{p}:text><![CDATA[1 < 2]]></{p}:text>
        </{p}:literalExpression>
      </{p}:decision>
    </{p}:definitions>"""
    assert read(xml.encode()).evaluate("d", {}).value is True


BOMB = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"   ",
        b"\x00\xff\xfe",
        b"not xml",
        b"<definitions",
        b"<definitions/>",
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        f'{BOMB}<definitions xmlns="{m.NS}">&k;</definitions>'.encode(),
        f'{BOMB}<definitions xmlns="{m.NS}">&k;</definitions>'.encode("utf-16"),
        f'<!DOCTYPE d SYSTEM "file:///etc/passwd"><definitions xmlns="{m.NS}"/>'.encode(),
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions xmlns="{m.NS}">'
        "&x;</definitions>".encode(),
        b"<a>" * 100_000,
        b" " * 5_000_001,
        m.definitions("<decision/>"),
        m.definitions(m.decision("d", "") * 2),
    ],
    ids=range(15),
)
def test_what_can_not_be_read_is_refused_in_words_and_at_once(xml: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(DmnError) as refused:
        read(xml)
    assert time.monotonic() - begun < 2
    assert refused.value.mening.endswith((".", "."))
    assert refused.value.mening[0].isupper()


def test_an_unknown_reference_is_a_fault_and_the_rest_works() -> None:
    made = read(m.definitions(m.decision("d", m.literal("1"), inputs=["borta"])))
    assert made.faults
    assert to_json(made.evaluate("d", {}).value) == 1


def test_deeply_nested_logic_is_null_or_refused_and_never_a_crash() -> None:
    deep = "<list>" * 120 + m.literal("1") + "</list>" * 120
    outcome = read(m.definitions(m.decision("d", deep))).evaluate("d", {})
    assert outcome.value is not None or outcome.warnings
    with pytest.raises(DmnError):
        read(m.definitions(m.decision("d", "<list>" * 5000 + "</list>" * 5000)))
