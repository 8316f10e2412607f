"""The inbox: who sees what, and how it is chosen, sorted, searched and paged."""

import re
import unicodedata
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from cases.organisation.roller import ROLLER
from tasks.queries import ORDER
from tests.tasks.uppgifter import Inkorg, i_grupp, inloggad, nummer, sidan
from workflows.models import UserTask

HMC = sorted(key for key, role in ROLLER.items() if role.side == "hmc")
VARD = sorted(key for key, role in ROLLER.items() if role.side == "vardgivare")


@pytest.fixture
def lotta(inkorg: Inkorg) -> Client:
    return inloggad(inkorg.person("lotta", "lager"))


@pytest.mark.parametrize("roll", HMC)
def test_at_hmc_a_role_sees_its_own_tasks_for_every_unit(inkorg: Inkorg, roll: str) -> None:
    for other in ROLLER:
        inkorg.lagg(other, number=other, scope=inkorg.kund.pk)
    inkorg.lagg(roll, number="annan enhet", scope=inkorg.annan_kund.pk)
    inkorg.lagg(roll, number="ingen enhet")
    seen = nummer(inloggad(inkorg.person("hon", roll)))
    assert sorted(seen) == sorted([roll, "annan enhet", "ingen enhet"])


@pytest.mark.parametrize("roll", VARD)
def test_a_vardgivares_role_sees_its_own_tasks_for_its_own_unit(inkorg: Inkorg, roll: str) -> None:
    for other in ROLLER:
        inkorg.lagg(other, number=other, scope=inkorg.kund.pk)
    foreign = inkorg.lagg(roll, number="annan enhet", scope=inkorg.annan_kund.pk)
    inkorg.lagg(roll, number="ingen enhet")
    hon = inloggad(inkorg.person("hon", roll, kund=inkorg.kund))
    assert nummer(hon) == [roll]
    for door in ("", "ta/", "slapp/", "ta-over/", "lamna-over/"):
        ask = hon.post if door else hon.get
        assert ask(f"/inkorg/{foreign.pk}/{door}").status_code == 403
    foreign.refresh_from_db()
    assert foreign.assignee == ""


def test_a_group_sees_its_own_and_what_belongs_to_no_group(inkorg: Inkorg) -> None:
    inkorg.lagg("konsulent", number="alla")
    inkorg.lagg("konsulent", number="sängar", group="sangar")
    kajsa, kalle = inkorg.person("kajsa", "konsulent"), inkorg.person("kalle", "konsulent")
    i_grupp(kajsa, "sangar")
    assert sorted(nummer(inloggad(kajsa))) == ["alla", "sängar"]
    assert nummer(inloggad(kalle)) == ["alla"]


def test_nobody_without_a_login_and_nothing_for_one_without_roles(inkorg: Inkorg) -> None:
    inkorg.lagg()
    assert Client().get("/inkorg/").status_code == 302
    assert "Inkorgen är tom" in sidan(inloggad(inkorg.person("ny")))


def test_the_patient_is_not_named_to_one_whose_work_is_with_processes(inkorg: Inkorg) -> None:
    inkorg.lagg("processagare", number="1", subject="Lille Skutt")
    inkorg.lagg("lager", number="1", subject="Lille Skutt")
    page = sidan(inloggad(inkorg.person("pia", "processagare")))
    assert "Lille Skutt" not in page
    assert "Patient" in page
    assert "Lille Skutt" in sidan(inloggad(inkorg.person("lotta", "lager")))


def test_tabs_count_what_they_show(inkorg: Inkorg, lotta: Client, onsdag: datetime) -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    inkorg.lagg(number="sen", deadline=onsdag - hour, assignee="lotta")
    inkorg.lagg(number="idag", deadline=onsdag + 3 * hour, assignee="kurt")
    # 22.30 UTC is half past eleven the same evening in Sweden; an hour later it is tomorrow.
    inkorg.lagg(number="ikväll", deadline=onsdag.replace(hour=22, minute=30))
    inkorg.lagg(number="natt", deadline=onsdag.replace(hour=23, minute=30))
    inkorg.lagg(number="senare", deadline=onsdag + 5 * day)
    inkorg.lagg(number="utan")
    shown = {
        "alla": ["sen", "idag", "ikväll", "natt", "senare", "utan"],
        "mina": ["sen"],
        "lediga": ["ikväll", "natt", "senare", "utan"],
        "sena": ["sen"],
        "idag": ["idag", "ikväll"],
    }
    for vems, expected in shown.items():
        answer = lotta.get("/inkorg/", {"vems": vems})
        assert [row.number for row in answer.context["rader"]] == expected
        counts = [number for _, number, _, _ in answer.context["flikar"]]
        assert counts == [len(rows) for rows in shown.values()]
        assert answer.context["antal"] == len(expected)


@pytest.mark.parametrize(
    ("sokt", "funna"),
    [
        ("ÅSA", ["1"]),
        ("åsa", ["1"]),
        ("A\u030asa", ["1"]),
        ("sängbord östen", ["2"]),
        ("östen sängbord", ["2"]),
        ("26480001", ["1"]),
        ("säng", ["1", "2"]),
        ("100%", ["3"]),
        ("_", []),
        ("%", ["3"]),
        ("'; drop table", []),
    ],
)
def test_the_search_finds_every_word_anywhere(
    inkorg: Inkorg, lotta: Client, sokt: str, funna: list[str]
) -> None:
    inkorg.lagg(number="1", search="26480001 åsa ärlig säng sb755")
    inkorg.lagg(number="2", search="26480002 östen åkesson sängbord")
    inkorg.lagg(number="3", search="26480003 100% bomull")
    assert sorted(nummer(lotta, q=sokt)) == funna
    typed = unicodedata.normalize("NFC", sokt)
    assert f'value="{escape(typed)}"' in sidan(lotta, q=sokt)


def test_sorting(inkorg: Inkorg, lotta: Client, onsdag: datetime) -> None:
    day = timedelta(days=1)
    inkorg.lagg(number="3", subject="Åsa", deadline=onsdag + day, created_at=onsdag - 3 * day)
    inkorg.lagg(number="1", subject="Bo", created_at=onsdag - 2 * day)
    inkorg.lagg(number="2", subject="Eva", deadline=onsdag, created_at=onsdag - day)
    inkorg.lagg(number="4", subject="Dag", priority=1, created_at=onsdag - 4 * day)
    inkorg.lagg(number="5", subject="Fia", deadline=onsdag, priority=1, created_at=onsdag)
    assert nummer(lotta) == ["5", "2", "3", "4", "1"]
    assert nummer(lotta, ordning="nummer") == ["1", "2", "3", "4", "5"]
    assert nummer(lotta, ordning="nyast") == ["5", "2", "1", "3", "4"]
    assert nummer(lotta, ordning="finns inte") == nummer(lotta)


def test_the_address_is_the_selection(inkorg: Inkorg, lotta: Client) -> None:
    inkorg.lagg(number="1", search="säng", element="plocka", name="Plocka")
    inkorg.lagg(number="2", search="säng", element="packa", name="Packa")
    inkorg.lagg(number="3", search="säng", element="packa", name="Packa", case_type="leverans")
    given = {"q": "säng", "uppgift": "packa", "typ": "fritt", "ordning": "nyast", "vems": "lediga"}
    answer = lotta.get("/inkorg/", given)
    assert [row.number for row in answer.context["rader"]] == ["2"]
    page = answer.content.decode()
    assert 'value="säng"' in page
    assert '<option value="packa" selected>Packa</option>' in page
    # Every tab keeps the rest of the selection, and so does whatever is opened beside the list.
    addresses = re.findall(r'href="(\?[^"]+)"', page)
    assert len(addresses) > 5
    for address in addresses:
        plain = address.replace("&amp;", "&")
        assert "q=s%C3%A4ng" in plain
        assert "uppgift=packa" in plain
    assert "Inga uppgifter i det här urvalet" in sidan(lotta, typ="kundorder")
    assert "Inga uppgifter i det här urvalet" in sidan(lotta, uppgift="finns_inte")


def test_fifty_a_page_and_every_page_keeps_the_selection(
    inkorg: Inkorg, lotta: Client, onsdag: datetime
) -> None:
    inkorg.lagg_manga(120, frist=onsdag)
    given = {"ordning": "nummer", "q": "skutt"}
    pages = [nummer(lotta, **given, sida=str(n)) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [one for page in pages for one in page] == [f"2648{n:04d}" for n in range(120)]
    assert nummer(lotta, **given, sida="99999999999999999999") == pages[2]
    assert nummer(lotta, **given, sida="x") == pages[0]
    onward = re.search(r'href="(\?[^"]*sida=2[^"]*)"', sidan(lotta, **given))
    assert onward
    assert nummer(lotta, **_asked(onward[1])) == pages[1]


def _asked(address: str) -> dict[str, str]:
    pairs = address.replace("&amp;", "&").lstrip("?").split("&")
    return dict(pair.split("=", 1) for pair in pairs)


def test_the_list_asks_little_however_long_it_is(
    inkorg: Inkorg, lotta: Client, onsdag: datetime
) -> None:
    inkorg.lagg_manga(1000, frist=onsdag)
    inkorg.person("kurt", "lager")
    with CaptureQueriesContext(connection) as asked:
        answer = lotta.get("/inkorg/", {"q": "skutt"})
    assert answer.context["antal"] == 1000
    own = [q["sql"] for q in asked if re.search(r'FROM "(workflows_|organisation_anv)', q["sql"])]
    own = [sql for sql in own if '"organisation_anvandare"."id" =' not in sql]
    assert 3 <= len(own) <= 4, own
    assert "Kurt" in answer.content.decode()


def test_a_task_beside_the_list(inkorg: Inkorg, lotta: Client) -> None:
    free = inkorg.lagg(number="1")
    page = sidan(lotta, vald=str(free.pk), q="")
    assert "Ta uppgiften" in page
    UserTask.objects.update(assignee="lotta")
    page = sidan(lotta, vald=str(free.pk))
    assert "Fortsätt" in page
    assert "Släpp" in page
    UserTask.objects.update(assignee="slutat")
    page = sidan(lotta, vald=str(free.pk))
    assert "Ta över" in page
    assert "slutat" in page
    assert "Ta uppgiften" not in page
    assert "inbox--open" not in sidan(lotta, vald="inget id")


def test_opening_leads_to_where_the_task_is_done(inkorg: Inkorg, lotta: Client) -> None:
    task = inkorg.lagg()
    assert lotta.get(f"/inkorg/{task.pk}/")["Location"] == f"/fritt/uppgift/{task.pk}/"
    UserTask.objects.all().delete()
    gone = lotta.get(f"/inkorg/{task.pk}/")
    assert gone.status_code == 409
    assert "redan utförd" in gone.content.decode()


def test_a_roles_tasks_are_read_in_their_order_from_an_index(db: None) -> None:
    """No role's tasks are sorted to show the first fifty of them; the tie alone may be."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = UserTask.objects.filter(role="lager").order_by(*ORDER["frist"][1])[:50].explain()
    assert "task_role" in plan
    assert any(words in plan for words in ("Incremental Sort", "RIGHT PART", "LAST TERM"))
