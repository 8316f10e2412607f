"""FEEL in words: what is said, and that what can't be said stands as it is written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.forms import Form
from workflows.workbench.said import Words, listed

FORM = {
    "title": "Prov",
    "type": "object",
    "properties": {
        "akut": {"type": "boolean", "title": "Är det akut?"},
        "typ": {
            "type": "string",
            "title": "Vilken sort?",
            "oneOf": [{"const": "sang", "title": "Säng"}, {"const": "lyft", "title": "Lyft"}],
        },
        "vikt": {"type": "number", "title": "Vikt"},
    },
}
WORDS = Words(
    dict(Form.load(json.dumps(FORM)).fields), {"vag": "Vägen"}, {"svara_senast": "När svar ges"}
)
SAID = {
    "akut": "”Är det akut?” är ja",
    "not(akut)": "”Är det akut?” är nej",
    "akut = true": "”Är det akut?” är ja",
    "not(klar)": "inte klar",
    "not(vikt > 3)": "inte (”Vikt” är större än 3)",
    'typ = "sang"': "”Vilken sort?” är ”Säng”",
    'typ != "okand"': "”Vilken sort?” är inte ”okand”",
    'typ in ("sang", "lyft")': "”Vilken sort?” är ”Säng” eller ”Lyft”",
    'typ in ["sang", "lyft"]': "”Vilken sort?” är ”Säng” eller ”Lyft”",
    "vikt >= 1.5 and akut": "”Vikt” är minst 1,5 och ”Är det akut?” är ja",
    "a and (b or c)": "a och (b eller c)",
    "vikt between 1 and 3": "”Vikt” är från 1 till 3",
    "vikt in [1..3]": "”Vikt” är från 1 till 3",
    "grupp = null": "grupp är tomt",
    "grupp != null": "grupp är inte tomt",
    "vag.grupp": "grupp ur tabellen ”Vägen”",
    "if akut then 10 else 0": "10 om ”Är det akut?” är ja, annars 0",
    "hmc.arbetsdagar(start, 1)": "1 arbetsdag efter att steget börjar",
    "hmc.arbetsdagar(klar, 3)": "3 arbetsdagar efter klar",
    "hmc.arbetsdagar(start, vag.dagar)": (
        "så många arbetsdagar som dagar ur tabellen ”Vägen” säger, räknat från att steget börjar"
    ),
    'start + duration("PT2H30M")': "2 timmar och 30 minuter efter att steget börjar",
    'duration("P1DT1H1M")': "1 dygn, 1 timme och 1 minut",
    "today()": "dagens datum",
}
AS_WRITTEN = (
    'now() - andrad < duration("P30D")',
    "count(rader) > 0",
    "(a = b) = c",
    "vikt in (1..3)",
    "vikt in (< 3)",
    "a + b",
    'a - duration("P1D")',
    'duration("P1M")',
    'duration("PT1S")',
    "if (if a then b else c) then 1 else 2",
    "x[1]",
    "för många [",
    "",
)


@pytest.mark.parametrize("written", SAID)
def test_what_there_are_words_for(written: str) -> None:
    assert WORDS.of(written) == SAID[written]


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_the_rest_stands_as_it_is_written(written: str) -> None:
    assert WORDS.plain(written) == ""
    assert WORDS.of(written) == written


def test_a_time_that_is_a_fact_alone_is_told_by_what_it_means() -> None:
    assert WORDS.time("svara_senast") == "när svar ges"
    assert WORDS.time("hmc.arbetsdagar(svara_senast, 2)") == "2 arbetsdagar efter svara_senast"


@given(st.text(max_size=60))
def test_nothing_that_is_typed_makes_it_fall(text: str) -> None:
    assert WORDS.of(text) in (text, WORDS.plain(text))


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=4))
def test_a_list_names_each(words: list[str]) -> None:
    assert listed(words, "och").replace(" och ", ", ").split(", ") == words
