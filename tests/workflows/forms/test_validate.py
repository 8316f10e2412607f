"""What comes of answers: typed values, Swedish sentences, and nothing typed lost."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from tests.workflows.forms.definitions import UTPROVNING, choice, definition
from workflows import clock
from workflows.forms import Form, Found, NotInRegister, register_lookup

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def post(**fields: str) -> QueryDict:
    typed = QueryDict(mutable=True)
    typed.update(fields)
    return typed


def test_a_post_becomes_typed_values() -> None:
    with clock.frozen(MONDAY):
        result = Form.load(UTPROVNING).validate(
            post(
                csrfmiddlewaretoken="x",
                typ="rullstol",
                behov="  Komma ut\r\nvarje dag ",
                vikt="1 02,50",
                sittbredd="42",
                onskad_dag="2026-12-01",
                akut="nej",
            )
        )
    assert result.errors == {}
    assert result.ok
    assert result.values == {
        "typ": "rullstol",
        "behov": "Komma ut\nvarje dag",
        "vikt": Decimal("102.50"),
        "sittbredd": 42,
        "onskad_dag": date(2026, 12, 1),
        "akut": False,
    }


def test_json_becomes_the_same_values() -> None:
    with clock.frozen(MONDAY):
        result = Form.load(UTPROVNING).validate(
            {
                "typ": "rullstol",
                "behov": "Komma ut",
                "vikt": 102.5,
                "sittbredd": 42,
                "onskad_dag": "2026-12-01",
                "akut": False,
            }
        )
    assert result.errors == {}
    assert result.values["vikt"] == Decimal("102.5")
    assert result.values["akut"] is False


def test_every_field_says_what_to_do() -> None:
    with clock.frozen(MONDAY):
        result = Form.load(UTPROVNING).validate(
            post(
                typ="rullstol",
                behov="Nej",
                vikt="tung",
                sittbredd="12",
                onskad_dag="2026-11-20",
            )
        )
    assert result.errors == {
        "behov": "Skriv minst 5 tecken. Nu är det 3.",
        "vikt": "Skriv ett tal med siffror, till exempel 12,5.",
        "sittbredd": "Ange 20 eller mer.",
        "onskad_dag": "Ange 2026-11-23 eller senare.",
        "akut": "Välj ett svar på ”Är det akut?”.",
    }
    assert list(result.errors) == ["behov", "vikt", "sittbredd", "onskad_dag", "akut"]
    assert result.values == {"typ": "rullstol"}


def test_hidden_answers_are_dropped_and_not_asked_for() -> None:
    result = Form.load(UTPROVNING).validate(
        post(typ="lyft", behov="Flytta hem", sittbredd="abc", akut="ja")
    )
    assert result.errors == {}
    assert "sittbredd" not in result.values
    assert "sittbredd" not in result.shown


def test_a_visible_required_field_is_asked_for() -> None:
    result = Form.load(UTPROVNING).validate(post(typ="rullstol", behov="Komma ut", akut="ja"))
    assert result.errors == {"sittbredd": "Fyll i ”Sittbredd”."}


def test_a_condition_may_ask_the_facts_of_the_case() -> None:
    form = Form.load(
        definition(
            {
                "skal": {
                    "type": "string",
                    "title": "Skäl",
                    "x-visible-when": "belopp > 5000",
                }
            },
            "skal",
        )
    )
    assert form.validate(post(), facts={"belopp": Decimal(6000)}).errors == {
        "skal": "Fyll i ”Skäl”."
    }
    assert form.validate(post(), facts={"belopp": 5000}).ok
    assert form.validate(post(), facts={"belopp": None}).ok


def test_a_field_hidden_by_a_hidden_field_is_hidden_too() -> None:
    form = Form.load(
        definition(
            {
                "a": {"type": "boolean", "title": "A"},
                "b": {"type": "boolean", "title": "B", "x-visible-when": "a = true"},
                "c": {"type": "string", "title": "C", "x-visible-when": "b = true"},
            }
        )
    )
    assert form.validate(post(a="nej", b="ja", c="x")).values == {"a": False}
    assert form.validate(post(a="ja", b="ja", c="x")).values == {"a": True, "b": True, "c": "x"}


@pytest.mark.parametrize(
    ("schema", "typed", "sentence"),
    [
        (
            {"type": "string", "maxLength": 3},
            "abcd",
            "Korta texten till högst 3 tecken. Nu är det 4.",
        ),
        ({"type": "string"}, "a" * 201, "Korta texten till högst 200 tecken. Nu är det 201."),
        (
            {"type": "string"},
            "a\x00b",
            "Texten har tecken som inte går att spara. Skriv den för hand.",
        ),
        (
            {"type": "string"},
            "a\u202eb",
            "Texten har tecken som inte går att spara. Skriv den för hand.",
        ),
        ({"type": "string", "format": "email"}, "kim", "Skriv e-postadressen som namn@exempel.se."),
        (
            {
                "type": "string",
                "pattern": "^\\d{3} ?\\d{2}$",
                "x-errors": {"pattern": "Skriv postnumret med fem siffror."},
            },
            "1234",
            "Skriv postnumret med fem siffror.",
        ),
        ({"type": "number", "maximum": 2.5}, "2,51", "Ange 2,5 eller mindre."),
        ({"type": "number", "exclusiveMinimum": 0}, "0", "Ange mer än 0."),
        ({"type": "number", "exclusiveMaximum": 1}, "1", "Ange mindre än 1."),
        ({"type": "number", "multipleOf": 0.01}, "1,001", "Ange högst 2 decimaler."),
        ({"type": "integer", "multipleOf": 5}, "7", "Ange ett tal som går att dela jämnt med 5."),
        ({"type": "number"}, "1e9", "Skriv ett tal med siffror, till exempel 12,5."),
        ({"type": "number"}, "1" * 16, "Skriv ett tal med siffror, till exempel 12,5."),
        ({"type": "integer"}, "1,5", "Skriv ett helt tal med siffror, till exempel 3."),
        (
            {"type": "string", "format": "date"},
            "1/12",
            "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2026-11-23.",
        ),
        (
            {"type": "string", "format": "date"},
            "2026-02-30",
            "2026-02-30 finns inte i kalendern. Rätta datumet.",
        ),
        ({"type": "boolean"}, "kanske", "Välj ja eller nej."),
        (
            {"type": "string", "oneOf": [{"const": "a", "title": "A"}]},
            "b",
            "Välj ett av alternativen som visas.",
        ),
    ],
)
def test_what_a_post_is_refused_with(schema: dict[str, Any], typed: str, sentence: str) -> None:
    form = Form.load(definition({"svar": {"title": "Svar", **schema}}))
    result = form.validate(post(svar=typed))
    assert result.errors == {"svar": sentence}
    assert result.values == {}
    (drawn,) = form.render_fields(post(svar=typed), result.errors)
    assert drawn.error == sentence
    if not drawn.options:
        assert drawn.value == typed


@pytest.mark.parametrize(
    ("schema", "sent", "sentence"),
    [
        ({"type": "string"}, 5, "Värdet har fel typ. Skicka en text."),
        ({"type": "string"}, {"a": "x"}, "Värdet har fel typ. Skicka en text."),
        ({"type": "number"}, True, "Värdet har fel typ. Skicka ett tal."),
        ({"type": "number"}, "5", "Värdet har fel typ. Skicka ett tal."),
        ({"type": "number"}, float("nan"), "Skriv ett tal med siffror, till exempel 12,5."),
        ({"type": "number"}, 1e-300, "Skriv ett tal med siffror, till exempel 12,5."),
        ({"type": "number"}, 1e300, "Skriv ett tal med siffror, till exempel 12,5."),
        ({"type": "number"}, 10**400, "Skriv ett tal med siffror, till exempel 12,5."),
        ({"type": "integer"}, 1.5, "Skriv ett helt tal med siffror, till exempel 3."),
        ({"type": "boolean"}, "ja", "Värdet har fel typ. Skicka true eller false."),
        ({"type": "string", "format": "date"}, 20261123, "Värdet har fel typ. Skicka en text."),
        (
            {"type": "array", "items": {"oneOf": [{"const": "a", "title": "A"}]}},
            "a",
            "Värdet har fel typ. Skicka en lista med texter.",
        ),
        (
            {"type": "array", "items": {"oneOf": [{"const": "a", "title": "A"}]}},
            ["a", "a"],
            "Välj varje alternativ en gång.",
        ),
    ],
)
def test_what_json_is_refused_with(schema: dict[str, Any], sent: object, sentence: str) -> None:
    result = Form.load(definition({"svar": {"title": "Svar", **schema}})).validate({"svar": sent})
    assert result.errors == {"svar": sentence}
    assert result.values == {}


@pytest.mark.parametrize("key", ["typename", "self", "__class__", "annat"])
def test_json_with_a_name_the_form_does_not_know_is_refused(key: str) -> None:
    result = Form.load(definition({"svar": {"type": "string", "title": "Svar"}})).validate(
        {"svar": "x", key: "y"}
    )
    assert result.errors[key] == "Fältet finns inte i formuläret. Ta bort det."
    assert not result.ok


@pytest.mark.parametrize("inner", [{"typename": "x"}, [{"self": 1}], {"__class__": {}}])
def test_a_poisonous_key_inside_a_value_is_refused(inner: Any) -> None:
    result = Form.load(definition({"svar": {"type": "string", "title": "Svar"}})).validate(
        {"svar": inner}
    )
    assert "får inte användas i svaren" in result.errors[""]
    assert result.values == {}


def test_too_much_or_too_deep_json_is_refused() -> None:
    form = Form.load(definition({"svar": {"type": "string", "title": "Svar"}}))
    deep: Any = "x"
    for _ in range(500):
        deep = [deep]
    assert form.validate({"svar": deep}).errors[""] == (
        "Svaren är inkapslade i för många nivåer. Skicka ett värde per fält."
    )
    assert "200000" in form.validate({"svar": "x" * 200_001}).errors[""]


def test_many_choices_keep_their_order_and_bounds() -> None:
    form = Form.load(
        definition(
            {
                "rum": {
                    "type": "array",
                    "title": "Rum",
                    "minItems": 1,
                    "maxItems": 2,
                    "items": {
                        "oneOf": [{"const": word, "title": word} for word in ("kok", "hall", "bad")]
                    },
                }
            }
        )
    )
    assert form.validate(QueryDict("rum=hall&rum=kok")).values == {"rum": ["hall", "kok"]}
    assert form.validate(QueryDict("rum=hall&rum=kok&rum=bad")).errors == {
        "rum": "Välj högst 2 alternativ."
    }
    assert form.validate(QueryDict("rum=tak")).errors == {
        "rum": "Välj ett av alternativen som visas."
    }


def test_a_box_that_must_be_ticked() -> None:
    form = Form.load(
        definition({"intygar": {"type": "boolean", "title": "Jag intygar", "const": True}})
    )
    assert form.validate(post()).errors == {"intygar": "Kryssa i rutan för att gå vidare."}
    assert form.validate(post(intygar="ja")).values == {"intygar": True}


def test_two_answers_to_one_question_are_refused() -> None:
    form = Form.load(definition({"typ": choice("Typ", "a", "b")}))
    assert form.validate(QueryDict("typ=a&typ=b")).errors == {
        "typ": "Fältet tar ett svar men fick flera. Skicka ett."
    }


def test_a_register_is_asked_by_the_one_who_asks() -> None:
    def find(text: str, asker: object) -> Found:
        if (text, asker) != ("75178", "miriam"):
            raise NotInRegister("Artikeln finns inte. Kontrollera numret.")
        return Found("75178", "Säng Opus")

    register_lookup("test_artikel", find)
    form = Form.load(
        definition(
            {"artikel": {"type": "string", "title": "Artikel", "x-register": "test_artikel"}}
        )
    )
    hit = form.validate(post(artikel=" 75178 "), asker="miriam")
    assert hit.values == {"artikel": "75178"}
    assert hit.labels == {"artikel": "Säng Opus"}
    miss = form.validate(post(artikel="75178"), asker="frida")
    assert miss.errors == {"artikel": "Artikeln finns inte. Kontrollera numret."}
    assert miss.values == {}
    (drawn,) = form.render_fields({"artikel": "75178"}, asker="miriam")
    assert (drawn.widget, drawn.found) == ("lookup", "Säng Opus")


def test_answers_survive_being_kept_as_json() -> None:
    form = Form.load(UTPROVNING)
    with clock.frozen(MONDAY):
        values = form.validate(
            post(
                typ="rullstol",
                behov="Komma ut",
                vikt="70,1",
                sittbredd="42",
                onskad_dag="2026-12-01",
                akut="ja",
            )
        ).values
    kept = form.keep(values)
    assert kept["vikt"] == "70.1"
    assert form.restore({**kept, "borttaget": 1}) == values


def test_facts_are_the_answers_types() -> None:
    types = {name: str(kind) for name, kind in Form.load(UTPROVNING).facts().items()}
    assert types == {
        "typ": "string",
        "behov": "string",
        "vikt": "number",
        "sittbredd": "number",
        "onskad_dag": "date",
        "akut": "boolean",
    }


def test_the_api_schema_says_what_is_asked() -> None:
    schema: Any = Form.load(UTPROVNING).openapi()
    assert schema["required"] == ["typ", "behov", "akut"]
    assert schema["properties"]["typ"]["enum"] == ["rullstol", "lyft", "sang"]
    assert schema["properties"]["onskad_dag"]["format"] == "date"
    assert 'typ = "rullstol"' in schema["properties"]["sittbredd"]["description"]
    assert schema["additionalProperties"] is False
