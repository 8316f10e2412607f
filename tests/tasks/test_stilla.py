"""Cases that stand still: who sees them, and that what is missing is made anew."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER
from tasks import stilla
from tests.api.klient import Klient
from tests.organisation import bygg
from tests.tasks.uppgifter import i_grupp, inloggad, sager, sidan
from tests.workflows.draw import properties
from tests.workflows.engine.conftest import Prov
from workflows import clock, staffing
from workflows.models import Process, UserTask, Watch
from workflows.staffing import Post, Staffing, Waits
from workflows.watch.round import go_round

HAR = "/driftstopp/star-stilla/"
API = "/api/v1/driftstopp/star-stilla/"
FAR = {"kundtjanst", "processagare", "administrator"}


@pytest.fixture
def everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every post is held by somebody."""
    monkeypatch.setattr(staffing, "_staffing", Staffing(lambda posts: {}, lambda waits: ()))


@pytest.fixture
def forlorat(prov: Prov, everybody: None) -> Process:
    """A case whose task is in nobody's inbox."""
    process = prov.start("start > a > slut", user="a")
    UserTask.objects.all().delete()
    go_round()
    return process


@pytest.fixture
def kim(prov: Prov) -> Client:
    return inloggad(bygg.person("kundtjanst", username="kim"))


@pytest.mark.parametrize("roll", list(ROLLER))
def test_who_may(forlorat: Process, roll: str) -> None:
    client = inloggad(bygg.person(roll, kunder=(bygg.kund(),)))
    expected = 200 if roll in FAR else 403
    assert client.get(HAR).status_code == expected
    assert client.get(API).status_code == expected
    if roll not in FAR:
        assert client.post(f"{HAR}{forlorat.pk}/aterstall/").status_code == 403
        assert not UserTask.objects.exists()


def test_listed_counted_and_mended(forlorat: Process, kim: Client) -> None:
    row = Watch.objects.get()
    (group,) = stilla.grupper(Anvandare.objects.get(username="kim"))
    for page in (sidan(kim, HAR), sidan(kim, f"{HAR}?orsak={group.nyckel}")):
        assert sager(row.sentence, page)
        assert sager(row.proposal, page)
    assert "1 ärende står stilla" in sidan(kim, "/driftstopp/")
    answer = kim.post(f"{HAR}{forlorat.pk}/aterstall/", follow=True)
    assert "Ärendet är återställt" in answer.content.decode()
    assert "Inget ärende står stilla" in answer.content.decode()
    assert kim.get(f"{HAR}?orsak={group.nyckel}").status_code == 404
    assert UserTask.objects.get().element == "a"
    again = kim.post(f"{HAR}{forlorat.pk}/aterstall/", follow=True)
    assert "Inget fattas längre" in again.content.decode()
    assert kim.post(f"{HAR}999999/aterstall/").status_code == 404
    assert kim.get(f"{HAR}{forlorat.pk}/aterstall/").status_code == 405


def test_those_of_one_process_step_and_cause_stand_together(
    prov: Prov, kim: Client, everybody: None
) -> None:
    prov.start("start > p", "p > a > q", "p > b > q", "q > slut", user="a b", par="p q")
    prov.start()
    third = prov.start()
    UserTask.objects.exclude(process=third).filter(element="a").delete()
    UserTask.objects.filter(process=third, element="b").delete()
    go_round()
    most, least = stilla.grupper(Anvandare.objects.get(username="kim"))
    assert (most.antal, least.antal) == (2, 1)
    assert (most.rubrik[-3:], least.rubrik[-3:]) == (": a", ": b")
    assert least.exempel_id == third.case_id
    page = sidan(kim, HAR)
    assert page.index(most.nyckel) < page.index(least.nyckel)
    inside = sidan(kim, f"{HAR}?orsak={most.nyckel}")
    assert "2 ärenden" in inside
    assert str(third.case_id) not in inside
    # Once one is mended the other is still looked at.
    first = Watch.objects.filter(element="a").first()
    assert first is not None
    post = kim.post(f"{HAR}{first.pk}/aterstall/", {"orsak": most.nyckel})
    assert post.headers["Location"] == f"{HAR}?orsak={most.nyckel}"
    assert [one.antal for one in stilla.grupper(Anvandare.objects.get(username="kim"))] == [1, 1]


def test_the_owner_sees_the_count_where_she_looks(forlorat: Process, prov: Prov) -> None:
    owner = inloggad(bygg.person("processagare", username="pia"))
    for address in ("/processer/", "/processer/prov/"):
        assert f'href="{HAR}">1</a>' in sidan(owner, address)
    told = Klient(Anvandare.objects.get(username="pia"))("GET", "processer/prov/")
    assert told.data["laget"]["star_stilla"] == 1


def test_for_programs(forlorat: Process, kim: Client) -> None:
    klient = Klient(Anvandare.objects.get(username="kim"))
    (group,) = klient("GET", f"{API}orsaker/").data
    assert (group["antal"], group["exempel_id"]) == (1, str(forlorat.case_id))
    assert group["rubrik"].endswith(": a")
    (row,) = klient("GET", API).data["poster"]
    assert klient("GET", f"{API}?orsak={group['nyckel']}").data["poster"] == [row]
    assert klient("GET", f"{API}?orsak=ingen").status == 404
    assert (row["nummer"], row["kan_aterstallas"], row["steg"]) == (forlorat.pk, True, "a")
    done = klient("POST", f"{API}{forlorat.pk}/aterstall/")
    assert (done.status, done.data) == (200, {"kan_ga_vidare": True})
    assert klient("POST", f"{API}{forlorat.pk}/aterstall/").status == 422
    assert klient("GET", API).data["poster"] == []


def _one(*flows: str, prov: Prov, **own: str) -> Process:
    lane = (
        '<bpmn:laneSet id="banor"><bpmn:lane id="bana" name="tekniker">'
        "<bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
    )
    inside: dict[str, Any] = {"a": properties(**own)} if own else {}
    return prov.start("start > a > slut", user="a", extra=lane, inside=inside)


def _listed() -> list[str]:
    go_round()
    return [row.sentence for row in Watch.objects.exclude(why="")]


def test_the_last_of_a_role_and_of_a_group_is_missed(prov: Prov) -> None:
    tea = bygg.person("tekniker", username="tea")
    i_grupp(tea, "rullstolar")
    _one(prov=prov, group='"rullstolar"')
    assert _listed() == []
    Anvandare.objects.filter(pk=tea.pk).update(is_active=False)
    (sentence,) = _listed()
    assert "rollen Tekniker i gruppen rullstolar" in sentence
    bygg.person("tekniker", username="tor")
    assert len(_listed()) == 1
    i_grupp(Anvandare.objects.get(username="tor"), "rullstolar")
    assert _listed() == []


def test_who_holds_a_post_is_as_the_inbox_says(db: None) -> None:
    kund, other = bygg.kund("410000"), bygg.kund("5555")
    bygg.person("forskrivare", "lager", kunder=(kund,), username="flo")
    posts = [
        Post("forskrivare", "", kund.pk),
        Post("lager", "", None),
        # The HMC's work is its own whichever unit it is for.
        Post("lager", "", other.pk),
        Post("forskrivare", "", other.pk),
        Post("forskrivare", "", None),
        Post("lager", "plockare", None),
        Post("okand", "", None),
    ]
    vacant = staffing.staffing().vacant(posts)
    assert list(vacant) == posts[3:]
    assert vacant[posts[3]] == f"rollen Förskrivare vid {other}"
    assert vacant[posts[4]] == "rollen Förskrivare utan enhet"


def _waits(case: UUID, typ: str, element: str, *post: Any) -> Waits:
    return Waits(case, typ, element, Post(*post))


def test_a_role_that_the_step_lets_in_may_do_it_though_the_lane_is_empty(db: None) -> None:
    kund = bygg.kund("410000")
    sent = Arende.objects.create(
        typ="arbetsorder",
        kund=kund,
        bestallare=bygg.person("lager"),
        skapad=clock.now(),
        verkstalld=clock.now(),
    ).pk
    Anvandare.objects.update(is_active=False)
    by_lane = _waits(sent, "arbetsorder", "lamna_tillbaka", "transport", "", kund.pk)
    grouped = _waits(sent, "arbetsorder", "planera", "tekniker", "rullstolar", kund.pk)
    reported = _waits(sent, "felrapport", "utred", "tekniker", "rullstolar", kund.pk)
    alone = _waits(sent, "leverans", "plocka", "lager", "", kund.pk)
    unknown = _waits(sent, "fritt", "a", "lager", "", kund.pk)
    every = [by_lane, grouped, reported, alone, unknown]
    assert list(staffing.staffing().nonetheless(every)) == []
    bygg.person("kundtjanst")
    # Kundtjänst plans arbetsordrar for every group; a felrapport stays with its own.
    assert list(staffing.staffing().nonetheless(every)) == [by_lane, grouped]
    Anvandare.objects.update(is_active=False)
    assert list(staffing.staffing().nonetheless(every)) == []


def test_a_draft_is_its_writers_and_her_units(db: None) -> None:
    kund = bygg.kund("410000")
    writer = bygg.person("tekniker", kunder=(kund,))
    draft = Arende.objects.create(
        typ="arbetsorder", kund=kund, bestallare=writer, skapad=clock.now()
    ).pk
    task = _waits(draft, "arbetsorder", "verkstall", "forskrivare", "", kund.pk)
    assert list(staffing.staffing().nonetheless([task])) == [task]
    Anvandare.objects.update(is_active=False)
    bygg.person("kundtjanst")
    assert list(staffing.staffing().nonetheless([task])) == []
    bygg.person("bestallare", kunder=(bygg.kund("1912"),))
    assert list(staffing.staffing().nonetheless([task])) == []
    bygg.person("bestallare", kunder=(kund,))
    assert list(staffing.staffing().nonetheless([task])) == [task]


def test_what_somebody_else_may_do_is_neither_listed_nor_opened_each_round(
    prov: Prov, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(behorighet._HANDLINGAR, ("prov", "a"), frozenset({"kundtjanst"}))
    _one(prov=prov)
    assert len(_listed()) == 1
    bygg.person("kundtjanst")
    assert _listed() == []
    assert go_round().looked == 0
