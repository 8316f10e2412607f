"""Whose a task is: take, release, take over, hand over, many at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from cases.meddelanden.models import Meddelande
from cases.organisation.models import Anvandare
from tests.tasks.uppgifter import Inkorg, bygg_inkorg, i_grupp, inloggad, sager
from workflows.models import UserTask


@pytest.fixture
def lotta(inkorg: Inkorg) -> Anvandare:
    return inkorg.person("lotta", "lager")


@pytest.fixture
def kurt(inkorg: Inkorg) -> Anvandare:
    return inkorg.person("kurt", "lager")


def agare(task: UserTask) -> str:
    task.refresh_from_db()
    return task.assignee


def test_a_free_task_is_taken_and_opened(inkorg: Inkorg, lotta: Anvandare) -> None:
    task = inkorg.lagg()
    client = inloggad(lotta)
    answer = client.post(f"/inkorg/{task.pk}/ta/")
    assert answer["Location"] == f"/fritt/uppgift/{task.pk}/"
    assert agare(task) == "lotta"
    assert task.claimed_at is not None
    assert client.post(f"/inkorg/{task.pk}/ta/").status_code == 302
    assert client.get(f"/inkorg/{task.pk}/ta/").status_code == 405


def test_a_colleagues_task_is_not_taken_by_taking(inkorg: Inkorg, lotta: Anvandare) -> None:
    task = inkorg.lagg(assignee="kurt")
    for door in ("ta/", "slapp/", "lamna-over/"):
        answer = inloggad(lotta).post(f"/inkorg/{task.pk}/{door}", {"till": "lotta"})
        assert answer.status_code == 409
    assert sager(
        "En kollega hann före", inloggad(lotta).post(f"/inkorg/{task.pk}/ta/").content.decode()
    )
    assert agare(task) == "kurt"
    assert not Meddelande.objects.exists()


def test_a_task_is_put_back(inkorg: Inkorg, lotta: Anvandare) -> None:
    task = inkorg.lagg(assignee="lotta", number="26480001")
    answer = inloggad(lotta).post(f"/inkorg/{task.pk}/slapp/", {"next": "/inkorg/?vems=mina"})
    assert answer["Location"] == "/inkorg/?vems=mina"
    assert agare(task) == ""
    assert task.claimed_at is None
    answer = inloggad(lotta).post(f"/inkorg/{task.pk}/slapp/", {"next": "//evil.example/"})
    assert answer["Location"] == "/inkorg/"


def test_the_colleague_is_told_when_a_task_is_taken_over(
    inkorg: Inkorg, lotta: Anvandare, kurt: Anvandare
) -> None:
    task = inkorg.lagg(assignee="kurt", number="26480001")
    inloggad(lotta).post(f"/inkorg/{task.pk}/ta-over/", {"skal": "Du är på kurs."})
    assert agare(task) == "lotta"
    told = Meddelande.objects.get()
    assert told.till == kurt
    assert told.rubrik == "Lotta har tagit över Plocka 26480001"
    assert told.text == "Du är på kurs."
    assert told.arende == task.case_id


def test_taking_over_ones_own_or_a_free_task_tells_nobody(inkorg: Inkorg, lotta: Anvandare) -> None:
    for before in ("", "lotta"):
        task = inkorg.lagg(assignee=before)
        assert inloggad(lotta).post(f"/inkorg/{task.pk}/ta-over/").status_code == 302
        assert agare(task) == "lotta"
    assert not Meddelande.objects.exists()


def test_from_one_who_has_left_and_with_long_words(inkorg: Inkorg, lotta: Anvandare) -> None:
    lotta.first_name, lotta.last_name = "L" * 150, "Å" * 150
    lotta.save()
    task = inkorg.lagg(assignee="slutat", name="P" * 200)
    assert inloggad(lotta).post(f"/inkorg/{task.pk}/ta-over/").status_code == 302
    inkorg.person("ny", "lager")
    given = {"till": "ny", "skal": "x" * 100_000}
    assert inloggad(lotta).post(f"/inkorg/{task.pk}/lamna-over/", given).status_code == 302
    assert len(Meddelande.objects.get().rubrik) == 160
    assert len(Meddelande.objects.get().text) == 1000


@pytest.mark.parametrize("before", ["", "lotta"])
def test_a_task_is_handed_over(
    inkorg: Inkorg, lotta: Anvandare, kurt: Anvandare, before: str
) -> None:
    task = inkorg.lagg(assignee=before, number="26480001")
    client = inloggad(lotta)
    page = client.get("/inkorg/", {"vald": str(task.pk)}).content.decode()
    assert '<option value="kurt">Kurt</option>' in page
    assert '<option value="lotta">' not in page
    answer = client.post(f"/inkorg/{task.pk}/lamna-over/", {"till": "kurt"}, follow=True)
    assert sager("Uppgiften är överlämnad till Kurt.", answer.content.decode())
    assert agare(task) == "kurt"
    told = Meddelande.objects.get()
    assert told.till == kurt
    assert told.rubrik == "Lotta har lämnat över Plocka 26480001"


def test_a_task_is_handed_only_to_one_who_sees_it(inkorg: Inkorg) -> None:
    def may_have(task: UserTask, by: Anvandare) -> list[str]:
        answer = inloggad(by).get("/inkorg/", {"vald": str(task.pk)})
        return [one.username for one in answer.context["kollegor"]]

    kajsa = inkorg.person("kajsa", "konsulent")
    i_grupp(kajsa, "sangar")
    i_grupp(inkorg.person("karin", "konsulent"), "sangar")
    inkorg.person("kalle", "konsulent")
    away = inkorg.person("borta", "konsulent")
    away.is_active = False
    away.save()
    miriam = inkorg.person("miriam", "forskrivare", kund=inkorg.kund)
    inkorg.person("maja", "forskrivare", kund=inkorg.kund)
    inkorg.person("frida", "forskrivare", kund=inkorg.annan_kund)
    grouped = inkorg.lagg("konsulent", group="sangar", scope=inkorg.kund.pk)
    units = inkorg.lagg("forskrivare", scope=inkorg.kund.pk)
    assert may_have(grouped, kajsa) == ["karin"]
    assert may_have(inkorg.lagg("konsulent"), kajsa) == ["kalle", "karin"]
    assert may_have(units, miriam) == ["maja"]
    for task, by, to in (
        (grouped, kajsa, "kalle"),
        (grouped, kajsa, "borta"),
        (grouped, kajsa, "miriam"),
        (units, miriam, "frida"),
        (units, miriam, "finns inte"),
        (units, miriam, ""),
    ):
        answer = inloggad(by).post(f"/inkorg/{task.pk}/lamna-over/", {"till": to})
        assert answer.status_code == 422
        assert "Välj en kollega som har rollen uppgiften kräver." in answer.content.decode()
        assert agare(task) == ""
    assert not Meddelande.objects.exists()


def flera(client: Client, gor: str, *uppgifter: object) -> dict[str, tuple[str, str]]:
    """What became of each, by number: the no and the yes."""
    answer = client.post("/inkorg/flera/", {"gor": gor, "uppgift": [str(one) for one in uppgifter]})
    assert answer.status_code == 200
    return {task.number: (no, yes) for task, no, yes in answer.context["resultat"]}


def test_many_at_once_each_answer_for_themselves(inkorg: Inkorg, lotta: Anvandare) -> None:
    client = inloggad(lotta)
    free = inkorg.lagg(number="1")
    kurts = inkorg.lagg(number="2", assignee="kurt")
    own = inkorg.lagg(number="3", assignee="lotta")
    foreign = inkorg.lagg("transport", number="4")
    told = flera(client, "ta", free.pk, free.pk, kurts.pk, own.pk, foreign.pk, uuid4(), "inget id")
    assert list(told) == ["1", "2", "3"]
    assert told["1"] == told["3"] == ("", "Tagen")
    assert told["2"][0].startswith("En kollega hann före")
    assert [agare(one) for one in (free, kurts, own, foreign)] == ["lotta", "kurt", "lotta", ""]
    told = flera(client, "slapp", free.pk, kurts.pk)
    assert told["1"] == ("", "Släppt")
    assert "inte din" in told["2"][0]
    assert [agare(free), agare(kurts)] == ["", "kurt"]


def test_many_at_once_says_how_many_were_gone_and_leads_back(
    inkorg: Inkorg, lotta: Anvandare
) -> None:
    task = inkorg.lagg()
    given = {"gor": "ta", "uppgift": [str(task.pk), str(uuid4())], "tillbaka": "?vems=mina"}
    page = inloggad(lotta).post("/inkorg/flera/", given).content.decode()
    assert "1 uppgift fanns inte kvar i din inkorg." in page
    assert 'href="/inkorg/?vems=mina"' in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"gor": "ta"}, "Markera minst en uppgift i listan."),
        ({"gor": "ta", "uppgift": "x"}, "Markera minst en uppgift i listan."),
        ({"gor": "radera", "uppgift": "1"}, "Välj vad som ska göras"),
        ({"uppgift": "1"}, "Välj vad som ska göras"),
        ({"gor": "ta", "uppgift": [str(uuid4()) for _ in range(101)]}, "Markera högst 100"),
    ],
)
def test_many_at_once_of_nothing_is_told_so(
    inkorg: Inkorg, lotta: Anvandare, given: dict[str, object], sentence: str
) -> None:
    answer = inloggad(lotta).post("/inkorg/flera/", given)
    assert answer.status_code == 422
    assert sager(sentence, answer.content.decode())


@pytest.fixture
def at_once() -> Callable[..., list[str]]:
    """Post at the same moment, each person on a connection of her own; where they are led."""

    def run(address: str, *people: Anvandare) -> list[str]:
        gate = Barrier(len(people))

        def one(person: Anvandare) -> str:
            try:
                client = inloggad(person)
                gate.wait()
                answer = client.post(address)
                return answer.get("Location", str(answer.status_code))
            finally:
                connection.close()

        with ThreadPoolExecutor(len(people)) as pool:
            return list(pool.map(one, people))

    return run


@pytest.mark.django_db(transaction=True)
def test_ta_nasta_gives_colleagues_different_tasks(at_once: Callable[..., list[str]]) -> None:
    inkorg = bygg_inkorg()
    people = [inkorg.person(f"p{n}", "lager") for n in range(4)]
    tasks = [inkorg.lagg(number=str(n)) for n in range(3)]
    led = at_once("/inkorg/nasta/", *people)
    assert sorted(led) == sorted([f"/fritt/uppgift/{t.pk}/" for t in tasks] + ["/inkorg/?"])
    takers = UserTask.objects.values_list("assignee", flat=True)
    assert len(set(takers)) == 3
    assert "" not in takers


@pytest.mark.django_db(transaction=True)
def test_two_take_the_same_and_one_is_told(at_once: Callable[..., list[str]]) -> None:
    inkorg = bygg_inkorg()
    people = [inkorg.person(f"p{n}", "lager") for n in range(4)]
    task = inkorg.lagg()
    led = at_once(f"/inkorg/{task.pk}/ta/", *people)
    assert sorted(led) == [f"/fritt/uppgift/{task.pk}/", "409", "409", "409"]
    winner = people[led.index(f"/fritt/uppgift/{task.pk}/")]
    assert agare(task) == winner.username
