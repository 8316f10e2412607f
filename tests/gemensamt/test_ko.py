"""A post that comes again is done once and answered the same (docs/ko.md)."""

import json
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.messages.storage.base import BaseStorage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cases.gemensamt import ko
from cases.gemensamt.models import BesvaradPost
from cases.organisation.models import Anvandare, Grupp
from workflows import clock
from workflows.errors import Hinder, NotYourTurn, Refused


@pytest.fixture
def lotta(db: None) -> Anvandare:
    return Anvandare.objects.create_user("lotta", password="x", roller=["lager"])


def lagg_till(namn: str) -> Callable[[], ko.Svar]:
    """Something that is seen to have been done."""

    def done() -> ko.Svar:
        count = Grupp.objects.filter(namn__startswith=namn).count()
        Grupp.objects.create(nyckel=f"{namn}-{count}", namn=f"{namn} {count}", roll="lager")
        return {"mening": f"{namn} är tillagd.", "antal": count + 1}

    return done


def test_it_is_done_once_and_answered_the_same(lotta: Anvandare) -> None:
    told = [ko.en_gang(lotta, "k1", "a", lagg_till("hylla")) for _ in range(3)]
    assert told == [{"mening": "hylla är tillagd.", "antal": 1}] * 3
    assert Grupp.objects.count() == 1


def test_a_key_is_ones_own(lotta: Anvandare) -> None:
    annan = Anvandare.objects.create_user("lars", password="x", roller=["lager"])
    ko.en_gang(lotta, "k1", "a", lagg_till("hylla"))
    assert ko.en_gang(annan, "k1", "a", lagg_till("hylla"))["antal"] == 2


def test_a_key_is_for_one_thing(lotta: Anvandare) -> None:
    ko.en_gang(lotta, "k1", "a", lagg_till("hylla"))
    with pytest.raises(Refused):
        ko.en_gang(lotta, "k1", "b", lagg_till("hylla"))
    assert Grupp.objects.count() == 1


@pytest.mark.parametrize("nyckel", ["", "x" * 65])
def test_without_a_key_nothing_is_done(lotta: Anvandare, nyckel: str) -> None:
    with pytest.raises(Refused, match="Ladda om"):
        ko.en_gang(lotta, nyckel, "a", lagg_till("hylla"))
    assert not Grupp.objects.exists()


def test_a_refusal_keeps_nothing_and_the_key_may_be_used_again(lotta: Anvandare) -> None:
    def half_done() -> ko.Svar:
        lagg_till("hylla")()
        raise NotYourTurn("Någon hann före.")

    with pytest.raises(NotYourTurn):
        ko.en_gang(lotta, "k1", "a", half_done)
    assert not Grupp.objects.exists()
    assert not BesvaradPost.objects.exists()
    assert ko.en_gang(lotta, "k1", "a", lagg_till("hylla"))["antal"] == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_post_twice_at_once_is_done_once() -> None:
    lotta = Anvandare.objects.create_user("lotta", password="x", roller=["lager"])
    start, told = Barrier(4), []

    def post() -> None:
        try:
            start.wait(10)
            told.append(ko.en_gang(lotta, "k1", "a", lagg_till("hylla")))
        finally:
            connection.close()

    threads = [Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert told == [{"mening": "hylla är tillagd.", "antal": 1}] * 4
    assert Grupp.objects.count() == 1


def test_answers_are_forgotten_by_rule(lotta: Anvandare) -> None:
    ko.en_gang(lotta, "k1", "a", lagg_till("hylla"))
    assert ko.gallra(clock.now() - timedelta(minutes=1)) == 0
    assert ko.gallra(clock.now() + timedelta(minutes=1)) == 1


class Ord(BaseStorage):
    """Keeps what is said, in no session."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, *args: Any, **kwargs: Any) -> list[Any]:
        return []


def post(person: Anvandare, **headers: str) -> HttpRequest:
    request = RequestFactory().post("/x/", {"nyckel": "k1", "hylla": "1"}, headers=headers)
    request.user = person
    request._messages = Ord(request)
    return request


def till_sidan(svar: ko.Svar) -> HttpResponse:
    return HttpResponse(status=302, headers={"Location": "/sidan/"})


def nej() -> ko.Svar:
    raise Refused([Hinder("nej", "Det går inte.")])


def test_the_script_is_answered_in_json_and_a_person_is_led_on(lotta: Anvandare) -> None:
    by_script = ko.besvara(post(lotta, **{"X-Ko": "1"}), lagg_till("hylla"), sedan=till_sidan)
    assert json.loads(by_script.content) == {"mening": "hylla är tillagd.", "antal": 1}
    request = post(lotta)
    assert ko.besvara(request, lagg_till("hylla"), sedan=till_sidan).status_code == 302
    assert [str(said) for said in request._messages._queued_messages] == ["hylla är tillagd."]
    assert Grupp.objects.count() == 1


def test_a_no_is_json_to_the_script_and_a_page_to_a_person(lotta: Anvandare) -> None:
    by_script = ko.besvara(post(lotta, **{"X-Ko": "1"}), nej, sedan=till_sidan)
    assert (by_script.status_code, json.loads(by_script.content)) == (
        422,
        {"mening": "Det går inte."},
    )
    shown = ko.besvara(
        post(lotta), nej, sedan=till_sidan, nekat=lambda no: HttpResponse(no.mening, status=422)
    )
    assert shown.content.decode() == "Det går inte."
    with pytest.raises(Refused):
        ko.besvara(post(lotta), nej, sedan=till_sidan)
