"""The inbox: what waits, a page at a time, and who has what."""

from cases.kundorder import actions
from cases.meddelanden.models import Meddelande
from tests.api.conftest import Klienter
from tests.kundorder.varld import Varld, leveranser, person, verkstalld
from workflows.models import UserTask


def test_pages_are_followed_to_the_end_once_each(v: Varld, som: Klienter) -> None:
    for _ in range(5):
        actions.ny(person=v.miriam)
    seen, address = [], "inkorg/?antal=2"
    while address:
        answer = som.miriam("GET", address)
        seen.append([row["id"] for row in answer.data["poster"]])
        address = answer.data["nasta"]
    assert [len(part) for part in seen] == [2, 2, 1]
    every = [one for part in seen for one in part]
    assert sorted(every) == sorted(str(task.pk) for task in UserTask.objects.all())


def test_a_row_that_goes_neither_moves_nor_repeats_the_others(v: Varld, som: Klienter) -> None:
    orders = [actions.ny(person=v.miriam) for _ in range(4)]
    first = som.miriam("GET", "inkorg/?antal=2&ordning=frist")
    actions.radera(orders[0].pk, person=v.miriam)
    second = som.miriam("GET", first.data["nasta"])
    found = [row["arende"] for row in first.data["poster"] + second.data["poster"]]
    assert sorted(found) == sorted(str(order.pk) for order in orders)


def test_every_order_has_pages(v: Varld, som: Klienter) -> None:
    for _ in range(3):
        actions.ny(person=v.miriam)
    for order in ("frist", "nummer", "mottagare", "nyast"):
        answer = som.miriam("GET", f"inkorg/?antal=2&ordning={order}")
        rest = som.miriam("GET", answer.data["nasta"])
        assert (len(rest.data["poster"]), rest.data["nasta"]) == (1, None), order


def test_what_makes_no_sense_is_refused(v: Varld, som: Klienter) -> None:
    for asked, field in (
        ("vems=ingens", "vems"),
        ("ordning=slump", "ordning"),
        ("antal=0", "antal"),
        ("antal=201", "antal"),
        ("antal=många", "antal"),
        ("markor=trasig", "markor"),
        ("markor=WyJzYSJd", "markor"),
        ("markor=é", "markor"),
    ):
        answer = som.miriam("GET", f"inkorg/?{asked}")
        assert (answer.status, answer.falt) == (422, [field]), asked


def test_the_list_is_narrowed_and_counted(v: Varld, som: Klienter) -> None:
    verkstalld(v)
    actions.ny(person=v.miriam)
    assert som.miriam("GET", "inkorg/antal/").data["antal"]["alla"] == 1
    assert som.frida("GET", "inkorg/").data["poster"] == []
    [task] = som.lotta("GET", "inkorg/?typ=leverans&uppgift=plocka&q=säng").data["poster"]
    assert task["mottagare"] == "Lille Skutt"
    assert som.lotta("GET", "inkorg/?q=rollator").data["poster"] == []


def test_taking_passing_and_letting_go(v: Varld, som: Klienter) -> None:
    person("lisa", "lager")
    [leverans] = leveranser(verkstalld(v))
    task = UserTask.objects.get(case_id=leverans.pk)
    here = f"inkorg/{task.pk}/"
    free = som.lotta("GET", here)
    assert som.lotta("POST", f"{here}ta/").status == 428
    taken = som.lotta("POST", f"{here}ta/", tag=free.etag)
    assert taken.data["tagen_av"] == "lotta"
    assert som.lotta("POST", f"{here}slapp/", tag=free.etag).status == 412
    wrong = som.lotta("POST", f"{here}lamna-over/", {"till": "tore"}, tag=taken.etag)
    assert (wrong.status, wrong.falt) == (422, ["till"])
    given = som.lotta("POST", f"{here}lamna-over/", {"till": "lisa"}, tag=taken.etag)
    assert given.data["tagen_av"] == "lisa"
    assert Meddelande.objects.filter(till__username="lisa").count() == 1
    assert som.lotta("POST", f"{here}slapp/", tag=given.etag).status == 409
    back = som.lotta("POST", f"{here}ta-over/", {"skal": "Lisa är sjuk"}, tag=given.etag)
    assert back.data["tagen_av"] == "lotta"
    assert Meddelande.objects.filter(till__username="lisa").count() == 2
    free = som.lotta("POST", f"{here}slapp/", tag=back.etag)
    assert free.data["tagen_av"] == ""
    assert som.tore("POST", f"{here}ta/", tag=free.etag).status == 403
    assert som.tore("GET", here).status == 403


def test_the_next_one_is_taken_until_there_is_none(v: Varld, som: Klienter) -> None:
    verkstalld(v)
    assert som.lotta("POST", "inkorg/nasta/", {"typ": "kundorder"}).status == 204
    taken = som.lotta("POST", "inkorg/nasta/", {})
    assert (taken.status, taken.data["tagen_av"]) == (200, "lotta")
    assert som.lotta("POST", "inkorg/nasta/", {}).status == 204
