"""Searching the inbox tells nobody more than the lines themselves do."""

import pytest

from tests.tasks.uppgifter import Inkorg, inloggad, nummer

SOKT = "26480001 anna andersson 19121212-1212 säng"


@pytest.mark.parametrize("word", ["Anna", "19121212", "andersson"])
def test_who_may_not_see_whose_a_task_is_cannot_find_it_by_that(inkorg: Inkorg, word: str) -> None:
    inkorg.lagg("processagare", number="26480001", search=SOKT)
    inkorg.lagg("lager", number="26480001", search=SOKT)
    pia, lotta = inkorg.person("pia", "processagare"), inkorg.person("lotta", "lager")
    assert nummer(inloggad(pia), q=word) == []
    assert nummer(inloggad(lotta), q=word) == ["26480001"]
    assert nummer(inloggad(pia), q="2648") == ["26480001"]
