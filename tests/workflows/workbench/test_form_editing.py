"""A form edited question by question: what is not touched stays as the file says it."""

import json
import random
from dataclasses import replace

import pytest
from django.conf import settings

from workflows.errors import Refused
from workflows.forms import Form, problems
from workflows.workbench.form_editing import begun, opened
from workflows.workbench.form_questions import Question, slug
from workflows.workbench.form_sorts import sorts

FORMS = sorted(settings.BPMN_DIR.glob("*/*.form.json"))
EVERYTHING = {
    "title": "Allt",
    "type": "object",
    "properties": {
        "post": {
            "type": "string",
            "title": "Postnummer",
            "pattern": "^\\d{3} ?\\d{2}$",
            "x-errors": {"pattern": "Skriv postnumret med fem siffror."},
            "default": "541 00",
        },
        "mail": {"type": "string", "title": "E-post", "format": "email", "maxLength": 80},
        "matt": {"type": "number", "title": "Mått", "multipleOf": 0.01, "exclusiveMinimum": 0},
        "val": {
            "type": "string",
            "title": "Val",
            "x-widget": "select",
            "oneOf": [{"const": "A = b", "title": "A = b"}, {"const": "x", "title": "Säng"}],
        },
        "text": {"x-widget": "paragraph", "title": "Läs det här.\nNoga."},
        "ruta": {"type": "boolean", "title": "Jag har läst", "const": True},
    },
    "required": ["post", "val"],
    "x-order": ["text", "post", "mail", "matt", "val", "ruta"],
}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_saving_what_nobody_changed_gives_the_same_bytes(path: object) -> None:
    text = path.read_text()  # type: ignore[attr-defined]
    sheet = opened(text)
    for name in sheet.names:
        sheet.put(sheet.question(name), instead_of=name)
    assert sheet.written() == text.encode()


def test_words_that_the_page_does_not_show_are_kept() -> None:
    sheet = opened(json.dumps(EVERYTHING))
    for name in sheet.names:
        assert sheet.put(sheet.question(name), instead_of=name) == name
    assert json.loads(sheet.written()) == EVERYTHING
    sheet.put(replace(sheet.question("val"), label="Vilken?"), instead_of="val")
    left = json.loads(sheet.written())
    changed = {**EVERYTHING["properties"]["val"], "title": "Vilken?"}  # type: ignore[index]
    assert left["properties"]["val"] == changed
    assert {**left["properties"], "val": None} == {**EVERYTHING["properties"], "val": None}  # type: ignore[dict-item]


@pytest.mark.parametrize("key", sorted(sorts()))
def test_a_question_of_every_sort_makes_a_form_that_can_be_asked(key: str) -> None:
    sort = sorts()[key]
    first, last = ("today()", 'date("2030-01-01")') if sort.dated else ("1", "3")
    asked = Question(
        key,
        "Hur många gånger?",
        help="Räkna alla.",
        unit="st",
        required=sort.asks,
        least=first,
        most=last,
        options="En gång\nfler = Flera gånger\nAldrig",
        visible_when="ring = true",
    )
    sheet = begun("Ring patienten")
    sheet.put(Question("ja_nej", "Ring", required=True))
    name = sheet.put(asked)
    source = sheet.written()
    assert problems(source, {}) == []
    back = opened(source.decode()).question(name)
    assert (back.sort, back.label, back.visible_when) == (key, asked.label, asked.visible_when)
    assert back.required == sort.asks
    form = Form.load(source)
    shown = [view.name for view in form.render_fields({"ring": True})]
    assert shown == ["ring", name]
    assert [view.name for view in form.render_fields({"ring": False})] == ["ring"]


def test_any_row_of_moves_and_removals_keeps_the_rest() -> None:
    for seed in range(40):
        chance = random.Random(seed)
        sheet = opened(json.dumps(EVERYTHING))
        left = dict(EVERYTHING["properties"])  # type: ignore[call-overload]
        for _ in range(12):
            name = chance.choice(sheet.names)
            if chance.random() < 0.1 and len(left) > 1:
                sheet.remove(name)
                del left[name]
            else:
                sheet.move(name, chance.choice([-1, 1]))
        found = json.loads(sheet.written())
        assert found["properties"] == left
        assert list(found["properties"]) == found["x-order"]
        assert set(found["required"]) == {"post", "val"} & left.keys()


def test_another_sort_takes_along_what_still_means_something() -> None:
    sheet = opened(json.dumps(EVERYTHING))
    sheet.put(replace(sheet.question("matt"), sort="lang", most="500"), instead_of="matt")
    schema = sheet.properties["matt"]
    assert schema == {
        "type": "string",
        "x-widget": "textarea",
        "title": "Mått",
        "maxLength": 500,
    }


@pytest.mark.parametrize(
    ("asked", "falt"),
    [
        (Question("kort", "  "), "fraga"),
        (Question("hemlig", "Vad?"), "sort"),
        (Question("val", "Vad?"), "alternativ"),
        (Question("tal", "Vad?", least="1e999"), "minst"),
        (Question("tal", "Vad?", most="9" * 400), "hogst"),
        (Question("kort", "Vad?", name="Vad är det"), "namn"),
        (Question("kort", "Vad?", name="__class__"), "namn"),
        (Question("kort", "Vad?", name="post"), "namn"),
    ],
)
def test_half_a_question_is_refused_at_the_words_that_lack(asked: Question, falt: str) -> None:
    sheet = opened(json.dumps(EVERYTHING))
    with pytest.raises(Refused) as no:
        sheet.put(asked)
    assert [one.falt for one in no.value.hinder] == [falt]
    assert json.loads(sheet.written()) == EVERYTHING


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"properties": []}',
        '{"properties": {"a": 1}}',
        '{"properties": {"a": {}, "a": {}}}',
        '{"properties": {}, "required": 3}',
        '{"properties": {"a": NaN}}',
        '{"a":' * 4000,
        "[" * 100_000,
        '{"properties": {' + ",".join(f'"f{n}": {{"title": "x"}}' for n in range(9000)) + "}}",
    ],
)
def test_a_file_that_is_no_form_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as no:
        opened(text)
    assert all(one.mening.endswith(".") for one in no.value.hinder)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Är det bråttom?", "ar_det_brattom"),
        ("Date", "svar_date"),
        ("123", "svar"),
        ("日本", "svar"),
        ("x" * 90, "x" * 40),
    ],
)
def test_a_name_is_made_of_what_people_read(label: str, name: str) -> None:
    assert slug(label) == name
