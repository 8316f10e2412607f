"""Ta nästa: the most urgent free task of what one is looking at."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.tasks.uppgifter import Inkorg, inloggad, sager
from workflows.models import UserTask


@pytest.fixture
def lotta(inkorg: Inkorg) -> Client:
    return inloggad(inkorg.person("lotta", "lager"))


def tagen(client: Client, **given: str) -> str:
    """The number of the task that Ta nästa gave."""
    before = set(UserTask.objects.filter(assignee="lotta"))
    answer = client.post("/inkorg/nasta/", given)
    [taken] = set(UserTask.objects.filter(assignee="lotta")) - before
    assert answer["Location"] == f"/fritt/uppgift/{taken.pk}/"
    return str(taken.number)


def test_the_most_urgent_first_whatever_the_list_is_sorted_by(
    inkorg: Inkorg, lotta: Client, onsdag: datetime
) -> None:
    day = timedelta(days=1)
    inkorg.lagg(number="utan", subject="A")
    inkorg.lagg(number="sen", subject="C", deadline=onsdag - day)
    inkorg.lagg(number="kurts", subject="B", deadline=onsdag - 9 * day, assignee="kurt")
    inkorg.lagg(number="viktig", subject="D", deadline=onsdag + day, priority=5)
    inkorg.lagg(number="annan", subject="E", deadline=onsdag + day)
    inkorg.lagg("transport", number="annans", deadline=onsdag - 9 * day)
    order = [tagen(lotta, ordning=how) for how in ("mottagare", "nyast", "nummer", "frist")]
    assert order == ["sen", "viktig", "annan", "utan"]


def test_only_of_the_selection(inkorg: Inkorg, lotta: Client, onsdag: datetime) -> None:
    day = timedelta(days=1)
    inkorg.lagg(number="sen", deadline=onsdag - day, search="säng")
    inkorg.lagg(number="idag", deadline=onsdag + timedelta(hours=1), search="säng")
    inkorg.lagg(number="senare", deadline=onsdag + day, search="stol")
    assert tagen(lotta, vems="idag") == "idag"
    assert tagen(lotta, q="stol", vems="mina") == "senare"
    answer = lotta.post("/inkorg/nasta/", {"q": "stol", "vems": "mina"}, follow=True)
    assert answer.redirect_chain == [("/inkorg/?vems=mina&q=stol", 302)]
    assert sager("Det finns ingen ledig uppgift i det här urvalet.", answer.content.decode())
    assert UserTask.objects.get(number="sen").assignee == ""


def test_by_its_button_alone(inkorg: Inkorg, lotta: Client) -> None:
    assert lotta.get("/inkorg/nasta/").status_code == 405


def test_after_a_task_the_next_is_of_what_the_inbox_showed_last(
    inkorg: Inkorg, lotta: Client, onsdag: datetime
) -> None:
    day = timedelta(days=1)
    first = inkorg.lagg(number="1", deadline=onsdag + day, search="säng")
    inkorg.lagg(number="2", deadline=onsdag - day, search="stol")
    inkorg.lagg(number="3", deadline=onsdag + 2 * day, search="säng")
    lotta.get("/inkorg/", {"q": "säng"})
    assert tagen(lotta, senaste="ja") == "1"
    answer = lotta.post(f"/inkorg/{first.pk}/slapp/")
    assert answer["Location"] == "/inkorg/?q=s%C3%A4ng"
    assert UserTask.objects.get(number="2").assignee == ""
