"""Cases that stand still: who sees them, and that what is missing is made anew."""

from typing import Any

import pytest
from django.test import Client

from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER
from tests.api.klient import Klient
from tests.organisation import bygg
from tests.tasks.uppgifter import i_grupp, inloggad, sager, sidan
from tests.workflows.draw import properties
from tests.workflows.engine.conftest import Prov
from workflows import staffing
from workflows.models import Process, UserTask, Watch
from workflows.staffing import Post, Staffing
from workflows.watch.round import go_round

HAR = "/driftstopp/star-stilla/"
API = "/api/v1/driftstopp/star-stilla/"
FAR = {"kundtjanst", "processagare", "administrator"}


@pytest.fixture
def forlorat(prov: Prov, monkeypatch: pytest.MonkeyPatch) -> Process:
    """A case whose task is in nobody's inbox."""
    everybody = Staffing(lambda posts: {}, lambda cases: ())
    monkeypatch.setattr(staffing, "_staffing", everybody)
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
    page = sidan(kim, HAR)
    assert sager(row.sentence, page)
    assert sager(row.proposal, page)
    assert "1 ärende står stilla" in sidan(kim, "/driftstopp/")
    answer = kim.post(f"{HAR}{forlorat.pk}/aterstall/", follow=True)
    assert "Ärendet är återställt" in answer.content.decode()
    assert "Inget ärende står stilla" in answer.content.decode()
    assert UserTask.objects.get().element == "a"
    again = kim.post(f"{HAR}{forlorat.pk}/aterstall/", follow=True)
    assert "Inget fattas längre" in again.content.decode()
    assert kim.post(f"{HAR}999999/aterstall/").status_code == 404
    assert kim.get(f"{HAR}{forlorat.pk}/aterstall/").status_code == 405


def test_the_owner_sees_the_count_where_she_looks(forlorat: Process, prov: Prov) -> None:
    owner = inloggad(bygg.person("processagare", username="pia"))
    for address in ("/processer/", "/processer/prov/"):
        assert f'href="{HAR}">1</a>' in sidan(owner, address)
    told = Klient(Anvandare.objects.get(username="pia"))("GET", "processer/prov/")
    assert told.data["laget"]["star_stilla"] == 1


def test_for_programs(forlorat: Process, kim: Client) -> None:
    klient = Klient(Anvandare.objects.get(username="kim"))
    (row,) = klient("GET", API).data["poster"]
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
