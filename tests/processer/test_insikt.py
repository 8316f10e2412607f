"""Insikt over the pages and the API: the numbers, what is hidden, who may, bad choices, a file."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare, Kund, Uppdrag
from tests.api.klient import Klient
from tests.fritt.conftest import Varld
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.insight import increments
from workflows.models import UserTask
from workflows.workbench import drafts, release

HAR = "/processer/referens/insikt/"
API = "processer/referens/insikt/"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
SVAR: dict[str, dict[str, object]] = {
    name: {f"{name}_rubrik": "Prov", f"{name}_antal": 3, f"{name}_klar": True}
    for name in ("registrera", "granska", "avsluta")
}
HOUR = timedelta(hours=1)


def _case(v: Varld, *, kund: Kund | None = None, begun: datetime = MONDAY, waits: int = 2) -> None:
    """A case that waits so many hours before each task is taken, and takes an hour to do."""
    with clock.frozen(begun):
        case = actions.starta("referens", person=v.pia, kund=None, inlamning=Inlamning({}))
    Arende.objects.filter(pk=case.pk).update(kund=kund)
    moment = begun
    for name, svar in SVAR.items():
        task = UserTask.objects.get(case_id=case.pk, element=name)
        moment += waits * HOUR
        with clock.frozen(moment):
            engine.claim(task.pk, actor=v.kim.username)
        moment += HOUR
        with clock.frozen(moment):
            actions.svara(task.pk, person=v.kim, inlamning=Inlamning(svar))


@contextmanager
def _friday() -> Iterator[None]:
    with clock.frozen(MONDAY + timedelta(days=4)):
        yield


def _text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _rows(answer: Any) -> dict[str, list[str]]:
    """The file's rows by the element's id."""
    text = answer.content.decode("utf-8-sig")
    return {row[1]: row for row in csv.reader(io.StringIO(text), delimiter=";")}


@pytest.fixture
def pia(v: Varld) -> Client:
    client = Client()
    client.force_login(v.pia)
    return client


@pytest.fixture
def gatt(v: Varld) -> Varld:
    """Six cases of one unit and two of another."""
    for _ in range(6):
        _case(v, kund=v.kund)
    for _ in range(2):
        _case(v, kund=v.annan_kund)
    with _friday():
        increments.catch_up()
    return v


def test_the_process_leads_to_it_and_without_history_it_says_so(v: Varld, pia: Client) -> None:
    assert f'href="{HAR}"' in pia.get("/processer/referens/").content.decode()
    page = pia.get(HAR)
    assert page.status_code == 200
    assert "Inget har hänt i det urvalet" in _text(page)
    assert "Räknat till" not in _text(page)


def test_the_numbers_stand_on_the_diagram_in_the_table_and_in_words(
    gatt: Varld, pia: Client
) -> None:
    with _friday():
        page = pia.get(HAR)
    text = _text(page)
    assert "Räknat till 2026-11-27" in text
    assert "Påbörjade 8 Avslutade 8 Avbrutna 0 Ledtid i snitt 9 timmar" in text
    assert "Längst väntan: Registrera, i snitt 2 timmar." in text
    assert "Längst arbete: Registrera, i snitt 1 timme." in text
    [bild] = page.context["bilder"]
    assert bild.ritning["heat"]["granska"] == {
        "level": 5, "text": "2 h", "words": "Väntan i snitt: 2 timmar",
    }  # fmt: skip
    assert "Granska Uppgift för en person 2 timmar 1 timme 8" in text


def test_another_measure_heats_other_steps_and_orders_them(gatt: Varld, pia: Client) -> None:
    with _friday():
        page = pia.get(HAR, {"matt": "genomgangar", "ordna": "vantan"})
    [bild] = page.context["bilder"]
    assert bild.ritning["heat"]["granska"]["text"] == "8"
    assert 'aria-sort="descending"' in page.content.decode()
    order = [rad.element for rad in page.context["sett"].rader]
    assert set(order[:3]) == {"registrera", "granska", "avsluta"}


def test_steps_where_nothing_has_happened_are_told_of_by_name_alone(v: Varld, pia: Client) -> None:
    with clock.frozen(MONDAY):
        actions.starta("referens", person=v.pia, kund=None, inlamning=Inlamning({}))
    increments.catch_up()
    with _friday():
        page = pia.get(HAR)
    # One has begun: that something has happened is told, and not how much.
    assert [rad.element for rad in page.context["rader"]] == ["start"]
    assert "Inget har hänt vid 4 steg Registrera, Granska, Avsluta, Klart." in _text(page)


def test_few_are_hidden_and_so_is_what_they_could_be_reckoned_from(
    gatt: Varld, pia: Client
) -> None:
    with _friday():
        few = pia.get(HAR, {"enhet": gatt.annan_kund.nummer})
        # Eight in all: the two that are not of this unit could be reckoned out.
        rest = pia.get(HAR, {"enhet": gatt.kund.nummer})
        files = [
            _rows(pia.get(f"{HAR}fil/", {"enhet": kund.nummer}))
            for kund in (gatt.kund, gatt.annan_kund)
        ]
        told = Klient(gatt.pia)("GET", f"{API}?enhet={gatt.kund.nummer}").data
    for page in (few, rest):
        assert "Avslutade &lt; 5" in _text(page)
        assert "För få genomgångar för att säga något." in _text(page)
        [bild] = page.context["bilder"]
        assert {one["text"] for one in bild.ritning["heat"].values()} == {"< 5"}
    for rows in files:
        assert rows["granska"][2:5] == ["< 5", "< 5", "< 5"]
    assert told["arenden"]["avslutade"] is None
    assert [one["tal"]["genomgangar"] for one in told["steg"] if one["element"] == "granska"] == [
        None
    ]


def test_a_unit_with_many_beside_many_is_told(gatt: Varld, pia: Client) -> None:
    for _ in range(4):
        _case(gatt, kund=gatt.annan_kund)
    increments.catch_up()
    with _friday():
        text = _text(pia.get(HAR, {"enhet": gatt.kund.nummer}))
    assert "Avslutade 6" in text
    assert "Rehab" in text


def test_the_file_says_what_the_page_does(gatt: Varld, pia: Client) -> None:
    with _friday():
        answer = pia.get(f"{HAR}fil/", {"period": "7"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "insikt-referens-2026-11-21-2026-11-27.csv" in answer.headers["Content-Disposition"]
    rows = _rows(answer)
    head = rows["Id"]
    row = dict(zip(head, rows["granska"], strict=True))
    assert row["Genomgångar"] == "8"
    assert row["Väntan i snitt (minuter)"] == "120"
    assert row["Arbete i snitt (minuter)"] == "60"
    assert row["Driftstopp"] == "0"


def test_two_versions_beside_each_other(gatt: Varld, pia: Client) -> None:
    _published(b'name="Granska"', b'name="Granska noga"')
    for _ in range(5):
        _case(gatt, kund=gatt.kund, waits=4)
    increments.catch_up()
    with _friday():
        page = pia.get(HAR, {"jamfor": "1"})
        told = Klient(gatt.pia)("GET", f"{API}?version=2&jamfor=1").data
        rows = _rows(pia.get(f"{HAR}fil/", {"jamfor": "1"}))
        same = pia.get(HAR, {"version": "2", "jamfor": "2"})
    text = _text(page)
    assert "version 2 jämförd med version 1" in text
    assert "Ledtid: i snitt 15 timmar, 6 timmar längre än i version 1." in text
    assert "Granska noga: väntan i snitt 4 timmar, 2 timmar längre än i version 1." in text
    assert "4 timmar (2 timmar)" in text
    assert [one.id for one in page.context["bilder"]] == ["insikt", "jamfort"]
    levels = [one.ritning["heat"]["granska"]["level"] for one in page.context["bilder"]]
    assert levels == [5, 3]
    granska = next(one for one in told["steg"] if one["element"] == "granska")
    assert (granska["tal"]["vantan"], granska["jamfort"]["vantan"]) == (14_400, 7200)
    assert (told["version"], told["jamfor"], told["jamforda_arenden"]["avslutade"]) == (2, 1, 8)
    assert rows["Id"][2] == "Genomgångar, version 2"
    assert rows["granska"][2] == "5"
    assert rows["granska"][13] == "8"
    assert same.status_code == 422


def _published(old: bytes, new: bytes) -> None:
    """A second version."""
    bpmn = versions.bundle_of(versions.published("referens")).bpmn
    assert old in bpmn
    files = {"referens.bpmn": bpmn.replace(old, new), "scenarier.txt": b""}
    draft = drafts.change("referens", files, by="pia")
    passed = release.passed_draft("referens", rev=draft.rev, by="pia", note="Ett annat namn.")
    release.publish(passed, by="pia")


def test_a_step_that_the_shown_version_lacks_is_told_of_by_its_name(
    gatt: Varld, pia: Client
) -> None:
    _published(b'"klart"', b'"helt_klart"')
    with _friday():
        text = _text(pia.get(HAR))
        rows = _rows(pia.get(f"{HAR}fil/"))
    assert "Klart Finns inte i den version som visas" in text
    assert (rows["klart"][2], rows["helt_klart"][2]) == ("8", "0")


BAD: list[tuple[dict[str, str], str]] = [
    ({"fran": "i går"}, "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2026-11-01."),
    ({"fran": "2026-11-02", "till": "2026-11-01"}, "Till och med ligger före från och med."),
    ({"enhet": "nej"}, "Det finns ingen enhet med det kundnumret."),
    ({"version": "9"}, "Versionen finns inte. Välj en i listan."),
]


@pytest.mark.parametrize(("asked", "sentence"), BAD)
def test_what_can_not_be_shown_is_told_and_what_was_typed_stands(
    v: Varld, pia: Client, asked: dict[str, str], sentence: str
) -> None:
    page = pia.get(HAR, asked)
    assert (page.status_code, _text(page).count(sentence)) == (422, 2)
    assert f'id="falt-{list(asked)[-1]}-fel"' in page.content.decode()
    for value in asked.values():
        if value != "9":
            assert f'value="{value}"' in page.content.decode()
    assert pia.get(f"{HAR}fil/", asked).status_code == 422
    no = Klient(v.pia)("GET", f"{API}?{'&'.join(f'{k}={v}' for k, v in asked.items())}")
    assert (no.status, no.falt) == (422, [list(asked)[-1]])


WHO: list[tuple[Callable[[Varld], Anvandare], int]] = [
    (lambda v: v.pia, 200),
    (lambda v: v.kim, 403),
    (lambda v: v.miriam, 403),
    (lambda v: v.kalle, 403),
]


@pytest.mark.parametrize(("who", "status"), WHO)
def test_only_process_owners(v: Varld, who: Callable[[Varld], Anvandare], status: int) -> None:
    person = who(v)
    client = Client()
    client.force_login(person)
    assert client.get(HAR).status_code == status
    assert client.get(f"{HAR}fil/").status_code == status
    assert Klient(person)("GET", API).status == status


def test_a_process_that_is_not_there(v: Varld, pia: Client) -> None:
    assert pia.get("/processer/finns-inte/insikt/").status_code == 404
    assert Klient(v.pia)("GET", "processer/finns-inte/insikt/").status == 404


def test_a_key_of_one_unit_is_told_of_that_unit_alone(gatt: Varld) -> None:
    Uppdrag.objects.create(anvandare=gatt.pia, kund=gatt.kund, forvald=True)
    klient = Klient(gatt.pia, kund=gatt.kund)
    with _friday():
        assert klient("GET", API).data["enhet"] == gatt.kund.nummer
        assert klient("GET", f"{API}?enhet={gatt.annan_kund.nummer}").falt == ["enhet"]


def test_the_questions_are_as_many_however_much_there_is(
    gatt: Varld, pia: Client, django_assert_max_num_queries: Any
) -> None:
    with _friday(), django_assert_max_num_queries(20):
        pia.get(HAR, {"version": "1", "enhet": gatt.kund.nummer})
