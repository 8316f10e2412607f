"""A name is shown as people write its words, and read however it is spelled."""

import pytest

from tests.workflows.draw import draw, properties
from workflows.diagrams.bundle import Bundle
from workflows.spelling import dictionary, plain, spelled
from workflows.trial.labels import fold, groups_in
from workflows.workbench import ids
from workflows.workbench.form_questions import slug


@pytest.mark.parametrize("text", ["Ärendets återgång över Ü", "À la crème", "Ngân Señor"])
def test_every_id_is_made_with_the_same_letters(text: str) -> None:
    letters = plain(text)
    assert letters.isascii()
    made = ids.from_name(Bundle("prov", draw("start > slut")).tree.getroot(), text)
    assert made == slug(text) == letters.replace(" ", "_")
    assert fold(text) == fold(made) == letters


def test_the_commonest_word_is_shown_and_of_equals_the_one_that_stands() -> None:
    assert spelled("for_vardag", dictionary(["för en vårdag", "för en vardag"])) == "för vardag"
    assert spelled("okand_1", dictionary([])) == "okand 1"


@pytest.mark.parametrize("written", ["grupp", "=grupp", " = grupp "])
def test_a_group_that_a_fact_says_is_found_however_it_is_written(written: str) -> None:
    drawn = draw("start > gor > slut", user="gor", inside={"gor": properties(group=written)})
    assert list(groups_in(Bundle("prov", drawn))) == ["grupp"]
