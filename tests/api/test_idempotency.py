"""The same request sent twice does its work once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from api.models import Idempotens
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.organisation.models import Anvandare
from tests.api.conftest import Klienter
from tests.api.klient import Klient, Svar
from tests.kundorder.varld import Varld, utkast
from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder


def test_the_same_again_gets_the_same_answer(v: Varld, som: Klienter) -> None:
    first = som.miriam("POST", "kundorder/", {}, key="en")
    again = som.miriam("POST", "kundorder/", {}, key="en")
    assert (again.status, again.data) == (first.status, first.data)
    assert (again.etag, again.huvuden["Location"]) == (first.etag, first.huvuden["Location"])
    assert Kundorder.objects.count() == 1


def test_an_answer_is_given_again_though_the_case_has_moved_on(v: Varld, som: Klienter) -> None:
    order = utkast(v)
    here = f"kundorder/{order.pk}/rader/"
    tag = som.miriam("GET", f"kundorder/{order.pk}/").etag
    first = som.miriam("POST", here, {"artikel": "10001"}, tag=tag, key="en")
    again = som.miriam("POST", here, {"artikel": "10001"}, tag=tag, key="en")
    assert (first.status, again.status, again.data) == (201, 201, first.data)
    assert Kundorderrad.objects.filter(artikel=v.rollator).count() == 1


def test_another_request_with_the_same_key_is_refused(v: Varld, som: Klienter) -> None:
    som.miriam("POST", "kundorder/", {}, key="en")
    other = som.miriam("POST", "kundorder/", {"nummer": "200303030303"}, key="en")
    assert (other.status, other.koder) == (422, ["idempotency_key_anvand"])
    assert Kundorder.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_is_asked_for(v: Varld, som: Klienter, key: str) -> None:
    answer = som.miriam("POST", "kundorder/", {}, key=key)
    assert (answer.status, answer.falt) == (422, ["Idempotency-Key"])
    assert not Kundorder.objects.exists()


def test_two_clients_may_happen_on_the_same_key(v: Varld, som: Klienter) -> None:
    ours = som.miriam("POST", "kundorder/", {}, key="en")
    theirs = som.frida("POST", "kundorder/", {}, key="en")
    assert (theirs.status, ours.data["id"] == theirs.data["id"]) == (201, False)


def test_a_refusal_keeps_nothing_so_its_key_may_be_used_again(v: Varld, som: Klienter) -> None:
    order = utkast(v)
    here = f"kundorder/{order.pk}/rader/"
    tag = som.miriam("GET", f"kundorder/{order.pk}/").etag
    assert som.miriam("POST", here, {"artikel": "99999"}, tag=tag, key="en").status == 422
    assert not Idempotens.objects.exists()
    assert som.miriam("POST", here, {"artikel": "10001"}, tag=tag, key="en").status == 201


def test_answers_are_forgotten_after_a_day(v: Varld, som: Klienter) -> None:
    som.miriam("POST", "kundorder/", {}, key="en")
    with clock.moved(timedelta(hours=25)):
        assert som.miriam("POST", "kundorder/", {}, key="en").status == 201
    assert Kundorder.objects.count() == 2
    assert Idempotens.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one() -> None:
    person = Anvandare.objects.create_user("miriam", password="x", roller=["forskrivare"])
    versions.publish(from_folder(settings.BPMN_DIR / "kundorder"), case_type="kundorder")
    klient = Klient(person)

    def ask(_: int) -> Svar:
        try:
            return klient("POST", "kundorder/", {}, key="en")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(ask, range(12)))
    assert {one.status for one in answers} <= {201, 409}
    made = {one.data["id"] for one in answers if one.status == 201}
    assert made == {str(Kundorder.objects.get().pk)}
    assert klient("POST", "kundorder/", {}, key="en").data["id"] in made
