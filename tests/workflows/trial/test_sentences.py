"""Scenarios as text: read strictly, told clearly, written so that they can be read again."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflows.trial import sentences, values, writing
from workflows.trial.said import Line, Scenario

HEAD = "Scenario: Prov\n"
NAMES = st.from_regex(r"[a-zåäö][a-zåäö0-9_]{0,12}", fullmatch=True).filter(
    lambda name: name not in {"är", "blir"}
)
CALLED = st.text(
    st.characters(blacklist_characters='"”“', blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")),
    min_size=1,
    max_size=30,
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
GIVEN = st.dictionaries(NAMES, VALUES, min_size=1, max_size=3)
WHEN = st.one_of(
    st.builds(lambda name, said: Line("gors", name, said), CALLED, GIVEN | st.just({})),
    st.builds(lambda name, who: Line("gors", name, {}, {"roll": who}), CALLED, CALLED),
    st.builds(lambda name, said: Line("kommer", name, said), CALLED, GIVEN),
    st.builds(
        lambda count, unit: Line("tid_gar", more={"antal": count, "enhet": unit}),
        st.integers(1, 3000),
        st.sampled_from(["arbetsdagar", "dagar", "timmar", "minuter"]),
    ),
    st.just(Line("frist")),
)
THEN = st.one_of(
    st.sampled_from([Line("avslutat"), Line("pagar"), Line("ingen_vantar")]),
    st.builds(lambda name: Line("vantar", name, more={"roll": "x y"}), CALLED),
    st.builds(lambda name: Line("inte_gjorts", name), CALLED),
    st.builds(lambda name: Line("avslutat", name), CALLED),
    st.builds(lambda name, way: Line("tog_vagen", name, more={"vag": way}), CALLED, CALLED),
    st.builds(
        lambda name, who, group: Line(
            "vantar", name, more={"roll": who, "grupp": group, "senast": "2026-11-24"}
        ),
        CALLED,
        CALLED,
        CALLED,
    ),
    st.builds(lambda name, value: Line("beslut", name, more={"varde": value}), CALLED, VALUES),
)


# How fast the machine is says nothing of the sentences.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(lambda said: Line("fakta", values=said), GIVEN)
        | st.builds(
            lambda said: Line("fakta", values=said, more={"slag": "en felrapport"}),
            st.dictionaries(CALLED, VALUES, max_size=2),
        ),
        max_size=2,
    ),
    st.lists(WHEN, max_size=4),
    st.lists(THEN, min_size=1, max_size=3),
)
def test_what_is_written_is_read_as_it_was(
    said: list[Line], when: list[Line], then: list[Line]
) -> None:
    scenario = Scenario("Prov", tuple(said), tuple(when), tuple(then))
    (read,), wrong = sentences.parse(writing.write(scenario))
    assert wrong == []
    assert writing.write(read) == writing.write(scenario)
    for mine, theirs in zip(
        (*said, *when, *then), (*read.given, *read.when, *read.then), strict=True
    ):
        assert (mine.kind, mine.name, dict(mine.values), dict(mine.more)) == (
            theirs.kind,
            theirs.name,
            dict(theirs.values),
            dict(theirs.more),
        )


def test_every_example_can_be_written() -> None:
    for word, rows in sentences.examples().items():
        for row in rows:
            found, wrong = sentences.parse(f"{HEAD}{word} {row}\nDå pågår ärendet")
            assert not [one for one in wrong if one.number == 2], row
            assert found[0].name == "Prov"


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("Givet a = 1", 1, "Börja med en rad som"),
        (f"{HEAD}Kanske a = 1\nDå pågår ärendet", 2, "Givet, När, Då eller Och"),
        (f"{HEAD}Och a = 1\nDå pågår ärendet", 2, "Givet eller När"),
        (f"{HEAD}Givet a\nDå pågår ärendet", 2, "Raden förstås inte"),
        (f"{HEAD}Givet a = b\nDå pågår ärendet", 2, "inget värde"),
        (f"{HEAD}Givet a = 1, a = 2\nDå pågår ärendet", 2, "två gånger"),
        (f"{HEAD}Givet a = 1 b = 2\nDå pågår ärendet", 2, "komma"),
        (f"{HEAD}Givet a = NaN\nDå pågår ärendet", None, ""),
        (f"{HEAD}När klockan är 2026-13-40 09:00\nDå pågår ärendet", 2, "finns inte i kalendern"),
        (f"{HEAD}Då pågår ärendet\nNär nästa frist går ut", 3, "ska stå före"),
        (f"{HEAD}När nästa frist går ut", 1, "säger inget med Då"),
        (f"{HEAD}Då pågår ärendet\n{HEAD}Då pågår ärendet", 3, "Två scenarier heter"),
        (f"{HEAD}Då blev beslutet ”x” 1 2", 2, "ett enda värde"),
        ("x" * 200_001, 1, "Korta dem"),
        (HEAD + "När nästa frist går ut\n" * 200 + "Då pågår ärendet", 1, "Dela upp det"),
        (f"{HEAD}Givet a = {'[' * 9}{']' * 9}\nDå pågår ärendet", 2, "för många nivåer"),
    ],
)
def test_a_line_that_is_not_understood_says_what_to_write(
    text: str, number: int | None, words: str
) -> None:
    _, wrong = sentences.parse(text)
    if number is not None:
        assert (number, True) in [(one.number, words in one.mening) for one in wrong]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    sentences.parse(HEAD + text)
    sentences.parse(
        f"{HEAD}Givet {text}\nNär ”{text}” görs med {text}\nDå blev beslutet ”a” {text}"
    )


@pytest.mark.parametrize("text", ["[" * 100_000, "9" * 100_000, '"' + "a" * 100_000, "{" * 50_000])
def test_a_hostile_value_is_no_value(text: str) -> None:
    with pytest.raises(values.Unclear):
        values.read(f"a = {text}")


_WORDS = st.sampled_from(["ja", "nej", "okänt", "null", "är", "blir", "och", "där", "med", "tack"])
_FREE = st.lists(_WORDS | st.sampled_from([" ", ", ", ".", "-", "\n", "2", "”"])).map("".join)


@given(
    st.dictionaries(
        NAMES, VALUES | _FREE | st.lists(_WORDS, max_size=4).map(" ".join), min_size=1, max_size=3
    )
)
def test_values_told_in_words_are_read_as_they_were(said: dict[str, object]) -> None:
    assert values.read(values.told(said)) == said
