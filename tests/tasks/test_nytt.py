"""The live list: what has changed among the lines on somebody's screen."""

import re

import pytest
from django.test import Client

from tests.tasks.uppgifter import Inkorg, inloggad
from workflows.models import UserTask

NYTT = "/inkorg/nytt/"


@pytest.fixture
def lotta(inkorg: Inkorg) -> Client:
    inkorg.person("kurt", "lager")
    return inloggad(inkorg.person("lotta", "lager"))


def pa_skarmen(client: Client, **chosen: str) -> dict[str, object]:
    """What the list's page makes its next question with."""
    page = client.get("/inkorg/", chosen).content.decode()
    kept = page[page.index('id="sett"') :]
    kept = kept[: kept.index("</div>")]
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', kept)
    rows = [value for name, value in fields if name == "rad"]
    return {**dict(fields), "rad": rows}


def test_nothing_new_is_no_answer(inkorg: Inkorg, lotta: Client) -> None:
    inkorg.lagg()
    inkorg.lagg(assignee="kurt")
    inkorg.lagg(assignee="lotta")
    answer = lotta.get(NYTT, pa_skarmen(lotta))
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_taken_line_is_marked_where_it_is(inkorg: Inkorg, lotta: Client) -> None:
    task, other = inkorg.lagg(), inkorg.lagg()
    seen = pa_skarmen(lotta, q="", ordning="nyast")
    UserTask.objects.filter(pk=task.pk).update(assignee="kurt")
    answer = lotta.get(NYTT, seen)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<tr id="rad-{task.pk}" class="inbox__row" hx-swap-oob="true">' in page
    assert "Kurt" in page
    assert str(other.pk) not in page
    assert f'href="?vald={task.pk}&amp;ordning=nyast"' in page
    # The screen keeps what it now shows, and is not told again.
    assert f'value="{task.pk}:Kurt"' in page
    seen["rad"] = [f"{task.pk}:Kurt", f"{other.pk}:"]
    assert lotta.get(NYTT, seen).status_code == 204


def test_a_done_line_is_marked_and_stays(inkorg: Inkorg, lotta: Client) -> None:
    task, _ = inkorg.lagg(), inkorg.lagg()
    seen = pa_skarmen(lotta)
    UserTask.objects.filter(pk=task.pk).delete()
    page = lotta.get(NYTT, seen).content.decode()
    assert "inbox__row--gone" in page
    assert "Uppgiften är utförd eller har lämnat din inkorg." in page
    assert f'value="{task.pk}:borta"' in page
    assert 'name="antal" value="1"' in page
    assert "Det har kommit nya uppgifter" not in page
    rows = [row for row in seen["rad"] if str(task.pk) not in row]  # type: ignore[attr-defined]
    again = {**seen, "rad": [*rows, f"{task.pk}:borta"], "antal": "1"}
    assert lotta.get(NYTT, again).status_code == 204


def test_new_ones_are_told_of_and_not_pushed_in(inkorg: Inkorg, lotta: Client) -> None:
    inkorg.lagg()
    seen = pa_skarmen(lotta)
    new = inkorg.lagg()
    page = lotta.get(NYTT, seen).content.decode()
    assert "Det har kommit nya uppgifter" in page
    assert str(new.pk) not in page
    assert "<tr" not in page


def test_new_ones_outside_the_selection_are_not_told_of(inkorg: Inkorg, lotta: Client) -> None:
    inkorg.lagg(search="säng")
    seen = pa_skarmen(lotta, q="säng")
    inkorg.lagg(search="stol")
    assert lotta.get(NYTT, seen).status_code == 204


def test_the_same_answer_is_not_sent_twice(inkorg: Inkorg, lotta: Client) -> None:
    task = inkorg.lagg()
    seen = pa_skarmen(lotta)
    UserTask.objects.update(assignee="kurt")
    tag = lotta.get(NYTT, seen)["ETag"]
    assert lotta.get(NYTT, seen, headers={"If-None-Match": tag}).status_code == 304
    UserTask.objects.filter(pk=task.pk).update(assignee="lotta")
    assert lotta.get(NYTT, seen, headers={"If-None-Match": tag}).status_code == 200


def test_a_foreign_task_is_gone_and_nothing_of_it_is_told(inkorg: Inkorg, lotta: Client) -> None:
    foreign = inkorg.lagg("transport", number="HEMLIG", subject="Lille Skutt")
    page = lotta.get(NYTT, {"rad": f"{foreign.pk}:"}).content.decode()
    assert "har lämnat din inkorg" in page
    assert "HEMLIG" not in page
    assert "Lille Skutt" not in page


def test_rubbish_on_the_screen_does_no_harm(inkorg: Inkorg, lotta: Client) -> None:
    for seen in (
        {"rad": ["", "x", ":::", "<script>:<b>"], "antal": "²"},
        {"rad": ["x"] * 500, "antal": "9" * 5000},
    ):
        assert lotta.get(NYTT, seen).status_code == 200
    assert Client().get(NYTT, headers={"HX-Request": "true"}).status_code == 204
