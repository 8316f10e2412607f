"""A table changed in its file: what was asked for, and not a byte beside it."""

import random
from pathlib import Path

import pytest

from tests.programs import ROOT
from workflows import dmn
from workflows.dmn.editing import TableText
from workflows.dmn.elements import Decision
from workflows.dmn.table import DecisionTable
from workflows.dmn.why import missed_cells

FILES = sorted((ROOT / "bpmn").glob("*/*.dmn"))
# Everything a tool may do to a file: a prefix, CDATA, entities, comments, tags without room, a `>`
# in an attribute, windows' line ends, another edition, elements of its own.
ODD = (
    b"\xef\xbb\xbf<?xml version='1.0' encoding=\"utf-8\"?>\r\n<!-- <rule> -->\r\n"
    b'<d:definitions xmlns:d="http://www.omg.org/spec/DMN/20180521/MODEL/" xmlns:t="urn:tool"'
    b' id="m" name="a &gt; b" namespace="urn:m">\r\n'
    b'  <d:decision id="D"  name=\'Gr\xc3\xa5 > "x"\'>\r\n'
    b'    <d:decisionTable id="T" hitPolicy="FIRST" t:note="a>b">\r\n'
    b'      <d:input id="i1" label="Slag"><d:inputExpression><d:text>slag</d:text>'
    b"</d:inputExpression></d:input>\r\n"
    b'      <d:output id="o1" name="svar"/><d:annotation name="K\xc3\xa4lla"/>\r\n'
    b'      <d:rule id="r1"><t:extra><t:rule/></t:extra><d:inputEntry id="c1"><d:text>'
    b"<![CDATA[\"a<b\"]]></d:text></d:inputEntry><d:outputEntry id='c2'><d:text/></d:outputEntry>"
    b"<d:annotationEntry><d:text>l&amp;g \xe2\x80\x93</d:text></d:annotationEntry></d:rule>\r\n"
    b'      <d:rule id="r2"  ><d:inputEntry id="c3"/><d:outputEntry id="c4">'
    b"<d:text>1<!-- x --></d:text></d:outputEntry></d:rule>\r\n"
    b"    </d:decisionTable>\r\n  </d:decision>\r\n</d:definitions>\r\n<!-- sist -->"
)


def tables(data: bytes) -> list[str]:
    found = dict.fromkeys(dmn.read(data).decisions.values())
    return [one.id for one in found if isinstance(one.logic, DecisionTable)]


def table(data: bytes, decision: str) -> DecisionTable:
    found = dmn.read(data).find(decision)
    assert isinstance(found, Decision)
    assert isinstance(found.logic, DecisionTable)
    return found.logic


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_putting_back_what_is_there_gives_the_same_bytes(path: Path) -> None:
    data = path.read_bytes()
    for decision in tables(data):
        text = TableText(data, decision)
        for number, row in enumerate(text.rows(), 1):
            assert text.put(number, row.cells, row.note) == data


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_read_is_what_the_engine_reads(path: Path) -> None:
    data = path.read_bytes()
    for decision in tables(data):
        made = table(data, decision)
        rows = TableText(data, decision).rows()
        assert [row.id for row in rows] == [rule.id for rule in made.rules]
        width = len(made.columns)
        for at, row in enumerate(rows):
            cells = [one or "-" for one in row.cells[:width]]
            assert cells == [column.cells[at].text for column in made.columns]


@pytest.mark.parametrize(
    "data", [*(path.read_bytes() for path in FILES), ODD], ids=range(len(FILES) + 1)
)
def test_there_and_back_again_is_the_same_file(data: bytes) -> None:
    """A row added and taken away, moved down and up, a cell changed and changed back, a column."""
    chance = random.Random(len(data))
    for decision in tables(data):
        text = TableText(data, decision)
        rows = text.rows()
        for number in {1, len(rows), chance.randint(1, len(rows))}:
            row = rows[number - 1]
            added = text.add(number, ["-"] * len(row.cells), "Ny & <b>")
            assert TableText(added, decision).remove(number + 1) == data
            top = text.add(0, row.cells, "")
            assert TableText(top, decision).rows()[0].cells == row.cells
            down = text.move(number, 1)
            if number < len(rows):
                assert TableText(down, decision).rows()[number].id == row.id
                assert TableText(down, decision).move(number + 1, -1) == data
            else:
                assert down == data
            others = TableText(text.put(number, ["1"] * len(row.cells), "x"), decision).rows()
            assert others[number - 1].cells == ("1",) * len(row.cells)
            assert [one for at, one in enumerate(others, 1) if at != number] == [
                one for at, one in enumerate(rows, 1) if at != number
            ]
        wider = TableText(text.add_input('Ny "fråga"', "a < 1", "string"), decision)
        assert wider.rows()[0].cells[len(table(data, decision).columns)] == "-"
        assert wider.remove_input(len(table(data, decision).columns) + 1) == data


def test_a_file_that_a_tool_wrote_in_its_own_way() -> None:
    text = TableText(ODD, "D")
    first, second = text.rows()
    assert first.cells == ('"a<b"', "", "l&g –")
    assert second.cells == ("", "1", "")
    new = text.put(2, ('< 3 & "]]>"', "1", "Källa"), "Därför > att")
    back = TableText(new, "D").rows()
    assert back[1].cells == ('< 3 & "]]>"', "1", "Källa")
    assert back[1].note == "Därför > att"
    assert back[0] == first
    assert new.startswith(ODD[: ODD.index(b'<d:rule id="r2"')])
    assert new.endswith(b"</d:definitions>\r\n<!-- sist -->")
    assert b"1<!-- x -->" in new  # the cell that was not changed
    assert dmn.read(new).evaluate("D", {"slag": None}).value is None
    filled = TableText(new, "D").put(1, ('"b"', '"ja"', ""), "")
    assert dmn.read(filled).evaluate("D", {"slag": "b"}).value == "ja"


def test_a_new_row_and_column_are_asked_by_the_engine() -> None:
    data = (ROOT / "bpmn/felrapport/felrapport_grupp.dmn").read_bytes()
    text = TableText(data, "felrapport_grupp")
    wider = text.add_input("Hjälpmedel", "artikelgrupp", "string")
    cells = ["false", "-", "-", "-", 'starts with(?, "Säng")', '"HMC sängar"', "null", "3", "null"]
    made = TableText(wider, "felrapport_grupp").add(1, cells, "")
    asked = {"personskada_eller_tillbud": False, "ingang": "individkort", "kategori": "Bemötande"}
    model = dmn.read(made)
    there = model.evaluate(
        "felrapport_grupp", {**asked, "handelsetyp": "x", "artikelgrupp": "Sängar"}
    )
    assert there.value["hmc_grupp"] == "HMC sängar"
    assert [one.row for one in there.matched] == [2]
    other = {**asked, "handelsetyp": "x", "artikelgrupp": "Lyftar"}
    before = dmn.read(data).evaluate("felrapport_grupp", other).value
    assert model.evaluate("felrapport_grupp", other).value == before
    decision = model.find("felrapport_grupp")
    assert isinstance(decision, Decision)
    missed = missed_cells(model, decision, other)
    assert [one.label for one in missed[1]] == ["Hjälpmedel"]
    assert missed[1][0].value == '"Lyftar"'
    assert missed[0][0].label == "Personskada eller tillbud"
    assert missed[-1] == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<definitions/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><definitions/>',
        ODD.replace(b'encoding="utf-8"', b'encoding="iso-8859-1"'),
        ODD.replace(b'id="D"', b'id="E"'),
        ODD.replace(b"</d:rule>", b"", 1),
    ],
)
def test_what_can_not_be_read_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(dmn.DmnError) as no:
        TableText(data, "D")
    assert no.value.mening.endswith(".")


@pytest.mark.parametrize("cell", ["x" * 2001, "a\x00b", "a\ud800b", "a\x1bb", "\ufffe"])
def test_what_a_file_can_not_hold_is_refused(cell: str) -> None:
    text = TableText(ODD, "D")
    with pytest.raises(dmn.DmnError):
        text.put(1, (cell, "", ""), "")
    with pytest.raises(dmn.DmnError):
        text.add(1, (cell, "", ""), "")
    with pytest.raises(dmn.DmnError):
        text.add_input(cell, "a", "string")


@pytest.mark.parametrize(
    "cell", ['</text></inputEntry><rule id="x"/>', "]]>", "&#0;", "<!--", "&b;"]
)
def test_xml_in_a_cell_is_text(cell: str) -> None:
    new = TableText(ODD, "D").put(1, (cell, cell, cell), cell)
    again = TableText(new, "D")
    assert again.rows()[0].cells == (cell, cell, cell)
    assert again.rows()[0].note == cell
    assert len(again.rows()) == 2


def test_rows_that_are_not_there() -> None:
    text = TableText(ODD, "D")
    for number in (0, 3, -1):
        with pytest.raises(dmn.DmnError):
            text.put(number, (), "")
        with pytest.raises(dmn.DmnError):
            text.remove(number)
    with pytest.raises(dmn.DmnError):
        text.remove_input(1)
    assert text.move(1, -1) == ODD
