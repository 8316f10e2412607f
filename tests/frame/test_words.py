"""Deadlines, questions and other words that every page shares."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template

from cases.gemensamt.antal import spann
from cases.gemensamt.diagram import drawing
from cases.gemensamt.falt import from_bound
from cases.gemensamt.frist import frist
from cases.gemensamt.templatetags.frame import error_list
from workflows import clock

# Monday, 12.00 in Sweden.
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "state", "words"),
    [
        (datetime(2026, 11, 23, 10, 59, tzinfo=UTC), "late", "Försenad sedan 11:59"),
        (datetime(2026, 11, 21, 11, tzinfo=UTC), "late", "Försenad 1 arbetsdag"),
        (datetime(2026, 11, 18, 11, tzinfo=UTC), "late", "Försenad 3 arbetsdagar"),
        (datetime(2026, 11, 23, 15, tzinfo=UTC), "today", "I dag före 16:00"),
        (datetime(2026, 11, 24, 11, tzinfo=UTC), "soon", "1 arbetsdag kvar"),
        (datetime(2026, 11, 25, 11, tzinfo=UTC), "soon", "2 arbetsdagar kvar"),
        (datetime(2026, 11, 30, 11, tzinfo=UTC), "calm", "5 arbetsdagar kvar"),
    ],
)
def test_a_deadline_is_counted_in_working_days(due: datetime, state: str, words: str) -> None:
    with clock.frozen(NOON):
        found = frist(due)
    assert found is not None
    assert (found.state, found.words) == (state, words)


def test_a_deadline_on_a_free_day_before_the_next_working_day() -> None:
    with clock.frozen(datetime(2026, 11, 28, 8, tzinfo=UTC)):
        found = frist(datetime(2026, 11, 29, 8, tzinfo=UTC))
    assert found is not None
    assert (found.state, found.words) == ("today", "Före nästa arbetsdag")


def test_no_deadline() -> None:
    assert frist(None) is None
    assert "Ingen sista dag" in Template("{% deadline due %}").render(Context({"due": None}))


def test_the_day_is_the_swedish_one() -> None:
    with clock.frozen(NOON):
        found = frist(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    assert found is not None
    assert found.day == "2026-12-01"


@pytest.mark.parametrize(
    ("template", "value", "shown"),
    [
        ("{{ v|kronor }}", Decimal("1234.5"), "1\xa0234,50\xa0kr"),
        ("{{ v|kronor }}", None, ""),
        ("{{ v|moment }}", datetime(2026, 6, 30, 22, 5, tzinfo=UTC), "2026-07-01 00:05"),
        ("{{ v|moment }}", datetime(2026, 6, 30, tzinfo=UTC).date(), "2026-06-30"),
        ("{{ v|moment }}", "väntas torsdag", "väntas torsdag"),
    ],
)
def test_amounts_and_moments(template: str, value: object, shown: str) -> None:
    assert Template(template).render(Context({"v": value})) == shown


@pytest.mark.parametrize("where", ["cases/**/*.py", "api/**/*.py", "templates/**/*.html"])
def test_an_amount_is_never_put_into_a_sentence_by_hand(where: str) -> None:
    """Only `i_kronor` writes kronor, so that no message says 500.00 where a page says 500,00."""
    by_hand = re.compile(r"\}+(?:\s|\\xa0|&nbsp;)*kr(?:onor)?\b")
    found = [
        str(path.relative_to(settings.BASE_DIR))
        for path in settings.BASE_DIR.glob(where)
        if by_hand.search(path.read_text(encoding="utf-8"))
    ]
    assert found == (["cases/gemensamt/antal.py"] if where.startswith("cases") else [])


class Questions(forms.Form):
    namn = forms.CharField(max_length=20, help_text="Som på skylten")
    mobil = forms.CharField(required=False, widget=forms.TextInput({"type": "tel"}))
    sida = forms.ChoiceField(choices=[("", "–"), ("h", "Höger")], widget=forms.RadioSelect)
    delar = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B")], required=False, widget=forms.CheckboxSelectMultiple
    )
    ja = forms.BooleanField(label="Jag lovar")
    dag = forms.DateField(required=False, widget=forms.DateInput)


def test_a_question_keeps_what_was_typed() -> None:
    form = Questions({"namn": "<b>", "delar": ["b"], "ja": "ja", "dag": "inte ett datum"})
    views = {bound.name: from_bound(bound) for bound in form}
    assert (views["namn"].value, views["namn"].max_length) == ("<b>", 20)
    assert views["mobil"].input_type == "tel"
    assert [(o.value, o.selected) for o in views["delar"].options] == [("a", False), ("b", True)]
    assert [o.value for o in views["sida"].options] == ["h"]
    assert views["ja"].checked
    assert views["dag"].value == "inte ett datum"
    assert form.fields["ja"].widget.value_from_datadict({"ja": "ja"}, {}, "ja") is True


def test_a_question_left_out_is_told_by_name() -> None:
    form = Questions({})
    said = dict(error_list(form))
    assert said == {
        "namn": "Fyll i Namn.",
        "sida": "Välj ett svar under Sida.",
        "ja": "Kryssa i rutan Jag lovar för att gå vidare.",
    }


def test_a_drawn_question_is_escaped_and_tied_to_its_words() -> None:
    form = Questions({"namn": '"><script>'})
    drawn = Template("{% field form.namn autocomplete='name' %}").render(Context({"form": form}))
    assert "<script>" not in drawn
    assert 'autocomplete="name"' in drawn
    assert 'aria-describedby="falt-namn-hjalp"' in drawn
    assert 'id="falt-namn-hjalp"' in drawn


def test_a_diagram_is_told_in_words_too() -> None:
    names = {"a": "Plocka", "b": "Köra", "c": "Kvittera"}
    made = drawing("x", "Leverans", b"<xml/>", done=["a", "b"], active=["b"], names=names)
    assert [(row.label, row.words, row.current) for row in made.rows] == [
        ("Plocka", "klart", False),
        ("Köra", "här är ärendet nu", True),
        ("Kvittera", "inte än", False),
    ]
    assert made.drawing == {"xml": "<xml/>", "done": ["a"], "active": ["b"]}


def test_what_only_some_answers_need_is_neither_optional_nor_required() -> None:
    class Conditional(Questions):
        villkorliga = frozenset({"mobil"})

    drawn = Template("{% field form.mobil %}")
    assert "(frivilligt)" in drawn.render(Context({"form": Questions()}))
    assert "(frivilligt)" not in drawn.render(Context({"form": Conditional()}))


@pytest.mark.parametrize(
    ("least", "most", "said"), [(1, 1, "1"), (0, 1, "0 eller 1"), (0, 5, "0 till 5")]
)
def test_a_range_of_quantities(least: int, most: int, said: str) -> None:
    assert spann(least, most) == said
