"""What is said of two versions of a process."""

import json
import re
from dataclasses import replace

from tests.workflows.draw import boundary, draw, properties, timer
from workflows.diagrams.bundle import Bundle
from workflows.workbench.compare import Change, compare, marks
from workflows.workbench.reading import every_step, steps

FORM = (
    '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","title":"F",'
    '"properties":{"a":{"title":"Vad?","type":"string"}}}'
)
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="D">
<decision id="grupp" name="Grupp"><decisionTable hitPolicy="FIRST">
<input label="Slag"><inputExpression><text>slag</text></inputExpression></input>
<output name="grupp"/>{rader}</decisionTable></decision></definitions>"""


def _rule(*cells: str) -> str:
    first, second = cells
    return (
        f"<rule><inputEntry><text>{first}</text></inputEntry>"
        f"<outputEntry><text>{second}</text></outputEntry></rule>"
    )


def _prov(*flows: str, **given: object) -> Bundle:
    return Bundle("prov", draw(*flows, **given))  # type: ignore[arg-type]


def _said(changes: list[Change]) -> list[str]:
    return [one.mening for one in changes]


def test_the_same_drawn_elsewhere_is_no_difference() -> None:
    plain = _prov("start > a > slut", user="a")
    moved = replace(plain, bpmn=plain.bpmn.replace(b"><bpmn:process", b">\n  <bpmn:process"))
    assert compare(plain, moved) == []


def test_whose_a_step_is_matters_only_where_somebody_does_it() -> None:
    lanes = (
        '<bpmn:laneSet id="l"><bpmn:lane id="b" name="{}"><bpmn:flowNodeRef>{}</bpmn:flowNodeRef>'
        "</bpmn:lane></bpmn:laneSet>"
    )

    def drawn(role: str, whose: str) -> Bundle:
        return _prov("start > a > slut", user="a", extra=lanes.format(role, whose))

    [told] = compare(drawn("lager", "a"), drawn("kundtjanst", "a"))
    assert "görs nu av" in told.mening
    assert [one.element for one in compare(drawn("lager", "slut"), drawn("transport", "slut"))] == [
        ""
    ]


def test_elements_that_come_and_go_are_marked() -> None:
    changes = compare(_prov("start > a > slut", user="a"), _prov("start > b > slut", user="b"))
    assert marks(changes)["b"] == "added"
    assert marks(changes)["a"] == "removed"
    assert any("är ny." in said for said in _said(changes))


def test_a_deadline_and_a_time_say_what_they_were() -> None:
    def drawn(deadline: str, wait: str) -> Bundle:
        return _prov(
            "start > a > slut",
            "sen > slut",
            user="a",
            inside={"a": properties(deadline=deadline)},
            extra=boundary("sen", "a", timer(wait)),
        )

    before = drawn('duration("P5D")', 'duration("P1D")')
    after = drawn('duration("P3D")', 'duration("P2D")')
    said = " ".join(_said(compare(before, after)))
    assert "Klart senast är nu ”3 dygn” i stället för ”5 dygn”" in said
    assert "Tid är nu ”2 dygn” i stället för ”1 dygn”" in said


def test_a_condition_says_what_it_was() -> None:
    flows = ("start > x", "x > a : belopp > {}", "x > slut", "a > slut")
    before, after = (
        _prov(*(flow.replace("{}", limit) for flow in flows), user="a", xor="x")
        for limit in ("3", "5")
    )
    [change] = compare(before, after)
    assert "Villkor är nu ”belopp är större än 5” i stället för" in change.mening
    assert "”belopp är större än 3”." in change.mening


def test_what_has_no_words_or_is_told_alike_is_told_as_it_is_written() -> None:
    flows = ("start > x", "x > a : {}", "x > slut", "a > slut")

    def drawn(condition: str) -> Bundle:
        asked = (flow.replace("{}", condition) for flow in flows)
        return _prov(*asked, user="a", xor="x")

    [odd] = compare(drawn("belopp > 3"), drawn("belopp * 2 > 3"))
    assert "”belopp * 2 > 3” i stället för ”belopp är större än 3”" in odd.mening
    [spaced] = compare(drawn("belopp > 3"), drawn("belopp >  3"))
    assert "”belopp >  3” i stället för ”belopp > 3”" in spaced.mening


def test_a_table_is_compared_cell_by_cell() -> None:
    def tabled(*rules: str) -> Bundle:
        plain = _prov("start > a > slut", user="a")
        return replace(plain, files={"g.dmn": TABLE.replace("{rader}", "".join(rules))})

    before = tabled(_rule('"säng"', '"hmc"'), _rule("-", '"kund"'))
    after = tabled(_rule('"säng"', '"sangar"'), _rule('"lift"', '"hmc"'), _rule("-", '"kund"'))
    changes = compare(before, after)
    assert [(one.where, one.kind) for one in changes] == [
        ("Tabellen Grupp", "changed"),
        ("Tabellen Grupp", "added"),
    ]
    assert "Rad 1, grupp: ”sangar” i stället för ”hmc”." in _said(changes)
    assert any(said.startswith("Rad 2 är ny: Slag") for said in _said(changes))
    assert _said(compare(after, before))[-1].startswith("Rad 2 är borttagen")


def test_rows_are_held_against_each_other_also_where_a_column_is_new() -> None:
    def tabled(head: str, *rules: str) -> Bundle:
        table = TABLE.replace("<output name", f"{head}<output name")
        plain = _prov("start > a > slut", user="a")
        return replace(plain, files={"g.dmn": table.replace("{rader}", "".join(rules))})

    def entry(text: str, rule: str) -> str:
        cell = f"<inputEntry><text>{text}</text></inputEntry>"
        return rule.replace("<outputEntry>", f"{cell}<outputEntry>")

    more = '<input label="Fort"><inputExpression><text>fort</text></inputExpression></input>'
    first, last = _rule('"säng"', '"hmc"'), _rule("-", '"kund"')
    before = tabled("", first, last)
    after = tabled(more, entry("true", first), entry("-", last))
    assert _said(compare(before, after)) == [
        "Kolumnen ”Fort (fort)” är ny.",
        "Rad 1, Fort: ja i stället för vad som helst.",
    ]
    assert _said(compare(after, before)) == ["Kolumnen ”Fort (fort)” är borttagen."]


def test_a_column_with_a_new_name_is_no_new_column() -> None:
    plain = _prov("start > a > slut", user="a")
    table = TABLE.replace("{rader}", _rule('"säng"', '"hmc"') + _rule("-", '"kund"'))
    before = replace(plain, files={"g.dmn": table})
    renamed = table.replace('label="Slag"', 'label="Sort"')
    assert _said(compare(before, replace(plain, files={"g.dmn": renamed}))) == [
        "Kolumnen ”Slag (slag)” heter nu ”Sort (slag)”."
    ]


def test_a_new_answer_was_none_before_and_a_row_that_goes_is_told_whole() -> None:
    plain = _prov("start > a > slut", user="a")
    first, last = _rule('"säng"', '"hmc"'), _rule("-", '"kund"')
    before = replace(plain, files={"g.dmn": TABLE.replace("{rader}", first + last)})
    more = TABLE.replace("{rader}", first.replace("</rule>", _answer("5")) + "{rader}")
    more = more.replace('<output name="grupp"/>', '<output name="grupp"/><output name="dagar"/>')
    after = replace(plain, files={"g.dmn": more.replace("{rader}", "")})
    assert _said(compare(before, after)) == [
        "Kolumnen ”dagar” är ny.",
        "Rad 1, dagar: 5 i stället för inget svar.",
        "Rad 2 är borttagen: grupp ”kund”.",
    ]
    assert _said(compare(after, before))[-1] == "Rad 2 är ny: grupp ”kund”."


def _answer(text: str) -> str:
    return f"<outputEntry><text>{text}</text></outputEntry></rule>"


def test_the_cells_of_a_table_are_told_in_words_with_what_is_written_after() -> None:
    form = json.loads(FORM)
    choices = [{"const": "sang", "title": "Sängar"}, {"const": "lyft", "title": "Lyftar"}]
    form["properties"] = {"slag": {"title": "Vilken sort?", "type": "string", "oneOf": choices}}

    def tabled(*rules: str) -> Bundle:
        table = TABLE.replace("{rader}", "".join(rules))
        files = {"g.dmn": table, "f.form.json": json.dumps(form)}
        return replace(_prov("start > a > slut", user="a"), files=files)

    def told(before: str, after: str) -> tuple[str, str]:
        [change] = compare(tabled(_rule(before, "true")), tabled(_rule(after, "true")))
        return change.mening, change.written

    asked = "Rad 1, Slag: {} i stället för {}."
    assert told('"sang"', '"sang","lyft"') == (
        asked.format("”Sängar” eller ”Lyftar”", "”Sängar”"),
        '"sang","lyft" i stället för "sang"',
    )
    assert told("&gt; 3", "&gt;= 5")[0] == asked.format("minst 5", "mer än 3")
    assert told("[1..3]", "(1..3]")[0] == asked.format("mer än 1 och högst 3", "från 1 till 3")
    assert told("null", 'not("lyft")')[0] == asked.format("inte ”Lyftar”", "tomt")
    assert told("&gt; 3", "&gt;3")[0] == asked.format("”>3”", "”> 3”")
    assert told("-", "count(?) &gt; 2")[0] == asked.format("count(?) > 2", "vad som helst")
    first, second = _rule('"sang"', "true"), _rule("-", "false")
    [change] = compare(tabled(first), tabled(first, second))
    assert change.mening == "Rad 2 är ny: grupp nej."
    assert change.written == "grupp false"


def test_what_a_table_asks_is_told_also_under_the_same_label() -> None:
    plain = replace(_prov("start > a > slut", user="a"), files={"g.dmn": TABLE})
    other = TABLE.replace("<text>slag</text>", "<text>null</text>")
    said = _said(compare(plain, replace(plain, files={"g.dmn": other})))
    assert "Kolumnen ”Slag (null)” är ny." in said
    noted = TABLE.replace('name="D"', 'name="E"')
    [change] = compare(plain, replace(plain, files={"g.dmn": noted}))
    assert (change.where, change.mening) == ("g.dmn", "Något i filen är ändrat.")


def test_many_ways_through_gateways_are_told_to_a_limit() -> None:
    flows = ["start > a", "a > x0"]
    for i in range(40):
        flows += [f"x{i} > y{i} : belopp > 1", f"x{i} > y{i}", f"y{i} > x{i + 1}"]
    flows += ["x40 > slut"]
    gates = " ".join(f"x{i} y{i}" for i in range(41))
    told = next(one for one in steps(_prov(*flows, user="a", xor=gates)) if one.id == "a")
    assert told.onward[-1] == ("", "… och fler vägar")


def test_a_gateway_without_a_name_is_told_by_what_leads_to_it() -> None:
    flows = ["start > a", "a > x", "x > b : belopp > 1", "x > y", "b > y", "y > z", "z > slut"]
    told = _prov(*flows, user="a b", xor="x y z")
    drawn = replace(told, bpmn=re.sub(rb'name="[xyz]"', b"", told.bpmn))
    named = {one.id: one.name for one in every_step(drawn)}
    assert named["x"] == "Vägval efter ”a”"
    assert named["y"] == "Vägarna från ”b” och ”a” möts"
    assert named["z"] == "Vägval efter ”b” och ”a”"
    assert {name for one in every_step(drawn) for _, name in one.onward} <= {"a", "b", "slut"}


def test_a_forms_questions_are_told_by_their_words() -> None:
    plain = replace(_prov("start > a > slut", user="a"), files={"a.form.json": FORM})
    asks = FORM.replace('"a":{', '"b":{"title":"Ringde du?","type":"boolean"},"a":{')
    changes = compare(plain, replace(plain, files={"a.form.json": asks}))
    assert _said(changes) == ["Frågan ”Ringde du?” är ny."]
    assert _said(compare(plain, replace(plain, files={}))) == ["Formuläret är borttaget."]


def test_what_a_question_says_anew_is_told_in_words() -> None:
    def form(**other: object) -> Bundle:
        told = json.loads(FORM)
        told["properties"]["svarade"] = {"title": "Svarade hen?", "type": "boolean"}
        told["properties"]["sagt"] = {"title": "Vad blev sagt?", "type": "string"} | other
        told["properties"] = dict(sorted(told["properties"].items()))
        told["properties"]["sagt"] = told["properties"].pop("sagt")
        return replace(_prov("start > a > slut", user="a"), files={"a.form.json": json.dumps(told)})

    plain = form()
    [when] = compare(plain, form(**{"x-visible-when": "svarade = true"}))
    assert when.where == "Formuläret F"
    assert when.mening.startswith("Frågan ”Vad blev sagt?” visas nu när ”Svarade hen?” är ja")
    [label] = compare(plain, form(title="Vad sa hen?"))
    assert label.mening == "Frågan ”Vad sa hen?” löd förut ”Vad blev sagt?”."
    [limit] = compare(plain, form(maxLength=40))
    assert "har nu gränserna högst 40 tecken; förut inga." in limit.mening
    told = json.loads(plain.files["a.form.json"])
    needed = replace(plain, files={"a.form.json": json.dumps(told | {"required": ["sagt"]})})
    [must] = compare(plain, needed)
    assert must.mening == "Frågan ”Vad blev sagt?” måste nu besvaras."
    turned = dict(reversed(told["properties"].items()))
    order = replace(plain, files={"a.form.json": json.dumps(told | {"properties": turned})})
    assert _said(compare(plain, order)) == ["Frågorna ställs i en annan ordning."]
    odd = replace(plain, files={"a.form.json": json.dumps(told | {"$comment": "x"})})
    assert _said(compare(plain, odd)) == ["Något i formuläret är ändrat."]
