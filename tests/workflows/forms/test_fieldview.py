"""What a page is given to draw."""

from decimal import Decimal

from django.http import QueryDict

from tests.workflows.forms.definitions import UTPROVNING, choice, definition
from workflows.forms import FieldView, Form


def by_name(views: list[FieldView]) -> dict[str, FieldView]:
    return {view.name: view for view in views}


def test_an_empty_form_shows_what_is_asked_first() -> None:
    views = by_name(Form.load(UTPROVNING).render_fields())
    assert list(views) == ["typ", "behov", "vikt", "onskad_dag", "akut"]
    assert views["typ"].widget == "radios"
    assert views["typ"].required
    assert [option.label for option in views["akut"].options] == ["Ja", "Nej"]
    assert views["vikt"].unit == "kg"
    assert views["vikt"].input_mode == "decimal"
    assert (views["vikt"].min, views["vikt"].max) == ("1", "400")
    assert views["behov"].max_length == 4000


def test_a_field_appears_when_its_condition_holds() -> None:
    views = by_name(Form.load(UTPROVNING).render_fields(QueryDict("typ=rullstol")))
    assert "sittbredd" in views
    assert [option.selected for option in views["typ"].options] == [True, False, False]


def test_kept_values_are_shown_as_they_would_be_typed() -> None:
    views = by_name(
        Form.load(UTPROVNING).render_fields({"vikt": Decimal("12.50"), "akut": True, "typ": "lyft"})
    )
    assert views["vikt"].value == "12,50"
    assert [option.value for option in views["akut"].options if option.selected] == ["ja"]


def test_defaults_show_only_in_a_form_nobody_has_touched() -> None:
    form = Form.load(definition({"antal": {"type": "integer", "title": "Antal", "default": 1}}))
    assert by_name(form.render_fields())["antal"].value == "1"
    assert by_name(form.render_fields(QueryDict("antal=")))["antal"].value == ""


def test_error_and_help_describe_the_control() -> None:
    form = Form.load(
        definition({"svar": {"type": "string", "title": "Svar", "x-help": "Kort."}}, "svar")
    )
    (plain,) = form.render_fields()
    assert (plain.id, plain.described_by) == ("falt-svar", "falt-svar-hjalp")
    (wrong,) = form.render_fields(QueryDict(""), {"svar": "Fyll i ”Svar”."})
    assert wrong.described_by == "falt-svar-hjalp falt-svar-fel"


def test_headings_and_paragraphs_stand_between_the_fields() -> None:
    form = Form.load(
        definition(
            {
                "svar": {"type": "string", "title": "Svar"},
                "om": {"x-widget": "heading", "title": "Om hemmet"},
                "las": {
                    "x-widget": "paragraph",
                    "title": "Läs mer.",
                    "x-visible-when": 'svar = "mer"',
                },
            },
            **{"x-order": ["om", "svar", "las"]},
        )
    )
    assert [view.widget for view in form.render_fields()] == ["heading", "text"]
    assert [view.widget for view in form.render_fields(QueryDict("svar=mer"))] == [
        "heading",
        "text",
        "paragraph",
    ]
    assert set(form.facts()) == {"svar"}


def test_many_options_become_a_list_to_choose_from() -> None:
    words = [f"val{n}" for n in range(6)]
    form = Form.load(definition({"val": choice("Val", *words)}))
    assert form.render_fields()[0].widget == "select"
