"""Another unit's order, and what one role may not do: there is no such order, or it is not hers."""

from typing import Any

import pytest

from cases.kundorder.models import Kundorder
from tests.api.klient import Klient
from tests.kundorder.varld import Varld, leveranser, verkstalld
from tests.kundorder.varld import utkast as ifyllt
from tests.motstand.conftest import allt
from tests.tasks.uppgifter import inloggad
from workflows.models import Process, UserTask

SIDOR = [
    "orderhuvud", "orderrader", "leveransuppgifter", "verkstall", "kvitto", "radera", "avbryt",
    "angra", "makulera",
]  # fmt: skip
OPPNAS = ["orderhuvud", "orderrader", "leveransuppgifter", "verkstall", "kvitto"]


@pytest.fixture(params=["utkast", "skickad"])
def order(v: Varld, request: pytest.FixtureRequest) -> Kundorder:
    return ifyllt(v) if request.param == "utkast" else verkstalld(v)


def fore() -> tuple[Any, ...]:
    """Everything that a foreign hand could have changed."""
    return (
        allt(),
        list(Process.objects.order_by("pk").values_list("rev", "status")),
        list(Kundorder.objects.values()),
        list(UserTask.objects.order_by("pk").values_list("pk", "assignee")),
    )


@pytest.mark.parametrize("sida", SIDOR)
def test_another_units_order_is_no_order_on_the_pages(
    v: Varld, order: Kundorder, sida: str
) -> None:
    frida, before = inloggad(v.frida), fore()
    address = f"/kundorder/{order.pk}/{sida}/"
    given = {"nummer": "200303030303", "skal": "x", "gor": "fortsatt"}
    answers = [frida.get(address)] if sida in OPPNAS else []
    if sida != "kvitto":
        answers.append(frida.post(address, given))
    assert answers
    for answer in answers:
        page = answer.content.decode()
        assert answer.status_code == 404
        assert "hör till en enhet som du inte arbetar för" in page
        assert "Skutt" not in page
        assert "2648" not in page
    assert fore()[1:] == before[1:]
    assert fore()[0] == before[0]


@pytest.mark.parametrize(
    ("method", "part"),
    [
        ("GET", ""),
        ("DELETE", ""),
        ("PUT", "orderhuvud/"),
        ("POST", "rader/"),
        ("DELETE", "rader/"),
        ("POST", "orderrader/"),
        ("PUT", "leveransuppgifter/"),
        ("POST", "verkstall/"),
        ("POST", "makulera/"),
    ],
)
def test_another_units_order_is_no_order_in_the_api(
    v: Varld, order: Kundorder, method: str, part: str
) -> None:
    frida = Klient(v.frida)
    before = fore()
    body = None if method == "GET" else {"nummer": "200303030303", "artikel": "75178"}
    answer = frida(method, f"kundorder/{order.pk}/{part}", body, tag="*")
    assert answer.status == 404
    assert "Skutt" not in str(answer.data)
    assert fore() == before


def test_it_is_in_none_of_her_lists(v: Varld, order: Kundorder) -> None:
    frida, klient = inloggad(v.frida), Klient(v.frida)
    for address in ("/kundorder/", "/inkorg/", "/meddelanden/", "/"):
        page = frida.get(address).content.decode()
        assert str(order.pk) not in page
        assert "Skutt" not in page
    for path in ("kundorder/", "kundorder/?visa=utkast", "arenden/", "inkorg/"):
        assert klient("GET", path).data["poster"] == []


@pytest.mark.parametrize("gor", ["plocka", "utleverera", "leverera", "kvittera", "ta_tillbaka"])
def test_lagrets_work_is_not_the_forskrivares(v: Varld, gor: str) -> None:
    [leverans] = leveranser(verkstalld(v))
    before = fore()
    for person in (v.miriam, v.ivar):
        answer = inloggad(person).post(f"/leverans/{leverans.pk}/{gor}/", {"utfall": "levererad"})
        assert answer.status_code == 403
        assert "Be någon med den rollen om hjälp." in answer.content.decode()
        told = Klient(person)("POST", f"leverans/{leverans.pk}/{gor}/", {}, tag="*")
        assert told.status in {403, 404, 422}, told.data
    assert inloggad(v.frida).post(f"/leverans/{leverans.pk}/{gor}/").status_code == 404
    assert fore()[1:] == before[1:]
