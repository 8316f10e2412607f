"""Definitions that can't be used are refused, each with a sentence and a place."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.forms.definitions import UTPROVNING, choice, definition
from workflows import feel
from workflows.forms import BadForm, Form, problems, register_lookup
from workflows.forms.lookups import Found

TEXT = {"type": "string", "title": "Svar"}


def only(source: bytes, facts: Any = None) -> tuple[str, str]:
    (found,) = problems(source, facts)
    assert found.mening.endswith((".", ")"))
    return found.kod, found.path


def test_a_good_definition_has_no_problems_and_loads_once() -> None:
    assert problems(UTPROVNING) == []
    assert Form.load(UTPROVNING) is Form.load(UTPROVNING.decode())


@pytest.mark.parametrize(
    ("source", "kod"),
    [
        (b"", "inte_json"),
        (b"{", "inte_json"),
        (b"\xff\xfe", "inte_json"),
        (b"PK\x03\x04", "inte_json"),
        (b"[" * 5000, "inte_json"),
        (b"[" * 30 + b"]" * 30, "inte_formular"),
        (b"[]", "inte_formular"),
        (b'{"title": "a", "title": "b"}', "dubbelt_namn"),
        (b'{"a": NaN}', "inte_json"),
        (b" " * 70_000, "for_stort"),
        (definition({}), "inga_falt"),
        (definition({"svar": TEXT}, title=""), "ingen_rubrik"),
        (definition({"svar": TEXT}, allOf=[]), "fel_varde"),
        (definition({"svar": TEXT}, minProperties=1), "okant_ord"),
        (definition({"svar": TEXT}, additionalProperties=True), "oppet"),
        (definition({"svar": TEXT}, "annat"), "okant_falt"),
        (definition({"svar": TEXT}, **{"x-order": ["svar", "svar"]}), "fel_ordning"),
        (definition({"svar": TEXT}, **{"$schema": "urn:annan"}), "annan_dialekt"),
        (definition({f"f{n}": TEXT for n in range(101)}), "for_manga"),
        (definition({"svar": TEXT}, **{"x-submit": ""}), "fel_varde"),
    ],
)  # fmt: skip
def test_a_whole_that_is_refused(source: bytes, kod: str) -> None:
    found = problems(source)
    assert kod in {problem.kod for problem in found}
    with pytest.raises(BadForm) as refused:
        Form.load(source)
    assert refused.value.problems == found


@pytest.mark.parametrize(
    "name",
    ["typename", "self", "__init__", "Svar", "å", "if", "date", "hmc", "9a", "a b", "x" * 41],
)
def test_names_that_would_poison_or_can_not_be_asked_by(name: str) -> None:
    assert only(definition({name: TEXT, "svar": TEXT})) == ("fel_namn", f"properties/{name}")


@pytest.mark.parametrize(
    ("schema", "kod", "word"),
    [
        ({"type": "object", "title": "A"}, "okand_typ", "type"),
        ({"title": "A"}, "okand_typ", "type"),
        ({"type": ["string", "null"], "title": "A"}, "okand_typ", "type"),
        ({"type": "string"}, "ingen_rubrik", "title"),
        ({**TEXT, "minimum": 1}, "okant_ord", "minimum"),
        ({**TEXT, "minLength": "a"}, "fel_varde", "minLength"),
        ({**TEXT, "minLength": 5, "maxLength": 4}, "omojligt", "minLength"),
        ({**TEXT, "format": "uri"}, "okant_format", "format"),
        ({**TEXT, "x-widget": "select"}, "fel_ruta", "x-widget"),
        ({**TEXT, "x-help": 5}, "fel_text", "x-help"),
        ({**TEXT, "default": 5}, "fel_varde", "default"),
        ({**TEXT, "default": "abc", "maxLength": 2}, "fel_varde", "default"),
        ({**TEXT, "x-errors": {"maximum": ""}}, "fel_text", "x-errors"),
        ({**TEXT, "x-errors": {"hopp": "Nej."}}, "okant_ord", "x-errors/hopp"),
        ({**TEXT, "x-earliest": "today()"}, "okant_ord", "x-earliest"),
        ({**TEXT, "pattern": "^a$"}, "ingen_mening", "x-errors"),
        ({**TEXT, "x-visible-when": "a ="}, "fel_feel", "x-visible-when"),
        ({**TEXT, "x-visible-when": 5}, "fel_feel", "x-visible-when"),
        ({**TEXT, "x-visible-when": "svar = 1"}, "okant_namn", "x-visible-when"),
        ({**TEXT, "x-visible-when": "senare = 1"}, "okant_namn", "x-visible-when"),
        ({**TEXT, "oneOf": []}, "fel_varde", "oneOf"),
        ({**TEXT, "oneOf": [{"const": 1, "title": "A"}]}, "fel_val", "oneOf/0"),
        (choice("A", "a", "a"), "dubbelt_val", "oneOf"),
        ({"type": "array", "title": "A"}, "fel_val", "items"),
        ({"type": "boolean", "title": "A", "const": False}, "fel_varde", "const"),
    ],
)
def test_a_field_that_is_refused(schema: dict[str, Any], kod: str, word: str) -> None:
    source = definition({"svar": schema, "senare": TEXT})
    assert only(source) == (kod, f"properties/svar/{word}")


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "^(a|a)*$", "a+", "^a*a*a*a*$", "^[a$", "^(?=a)$", "^\\1$", "^" + "a" * 100 + "$"],
)
def test_a_pattern_that_could_hang_the_server(pattern: str) -> None:
    schema = {**TEXT, "pattern": pattern, "x-errors": {"pattern": "Skriv om."}}
    assert only(definition({"svar": schema})) == ("fel_monster", "properties/svar/pattern")


def test_with_the_facts_known_a_condition_may_name_nothing_else() -> None:
    source = definition({"svar": {**TEXT, "x-visible-when": "belopp > 5000"}})
    assert problems(source) == []
    assert problems(source, {"belopp": feel.parse_type("number")}) == []
    assert only(source, {}) == ("okant_namn", "properties/svar/x-visible-when")


def test_a_condition_of_the_wrong_type_is_told() -> None:
    source = definition(
        {
            "antal": {"type": "integer", "title": "Antal"},
            "svar": {**TEXT, "x-visible-when": 'antal = "tre"'},
        }
    )
    assert {found.kod for found in problems(source)} == {"fel_typ"}


def test_a_register_nobody_has_is_told_by_the_gate() -> None:
    source = definition({"svar": {**TEXT, "x-register": "finns_inte"}})
    assert only(source) == ("okant_register", "properties/svar/x-register")
    register_lookup("test_finns", _find)
    assert problems(definition({"svar": {**TEXT, "x-register": "test_finns"}})) == []


def _find(text: str, _asker: object) -> Found:
    return Found(text, text)


def test_two_functions_for_one_register_are_refused() -> None:
    register_lookup("test_en_gang", _find)
    register_lookup("test_en_gang", _find)
    with pytest.raises(ValueError, match="test_en_gang"):
        register_lookup("test_en_gang", lambda text, _: Found(text, text))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            [
                "title", "type", "properties", "required", "oneOf", "items", "x-widget", "const",
                "x-visible-when", "x-order", "x-errors", "default", "pattern", "format", "a", "b",
            ]
        ),
        inner | st.sampled_from(["string", "object", "number", "array", "boolean", "heading"]),
        max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    properties=st.dictionaries(st.sampled_from(["a", "b", "self"]), _JSON, max_size=3), more=_JSON
)
def test_no_definition_gives_anything_but_sentences(properties: Any, more: Any) -> None:
    extra = more if isinstance(more, dict) else {}
    whole = {"title": "Prov", "type": "object", "properties": properties, **extra}
    for source in (json.dumps(whole).encode(), json.dumps(more).encode()):
        found = problems(source)
        if not found:
            Form.load(source).render_fields()
