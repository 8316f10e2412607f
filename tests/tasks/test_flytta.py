"""A case moved by hand: who may, what is said, and that a second person agrees where one must."""

import re
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from cases.gemensamt.models import Arende
from cases.gemensamt.tidslinje import tidslinje
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER
from tasks import flytta_arende
from tests.api.klient import Klient
from tests.organisation import bygg
from tests.tasks.uppgifter import inloggad, sidan
from tests.workflows.engine.conftest import Prov
from workflows import clock
from workflows.models import Move, Placement, Process, UserTask
from workflows.placement import asking

SKAL = "Hamnade hos fel grupp."
FAR = {"kundtjanst", "processagare", "administrator"}


@pytest.fixture
def gar(prov: Prov) -> Process:
    return prov.start("start > a > b > c > slut", user="a b c")


@pytest.fixture
def kim(gar: Process) -> Client:
    return inloggad(bygg.person("kundtjanst", username="kim"))


@pytest.fixture
def pia(gar: Process) -> Client:
    return inloggad(bygg.person("processagare", username="pia"))


def _har(process: Process) -> str:
    return f"/driftstopp/flytta/{process.case_id}/"


def _vag(till: str) -> str:
    return f"{UserTask.objects.get().task_id}/{till}"


def _text(answer: object) -> str:
    html = answer.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("roll", list(ROLLER))
def test_who_may(gar: Process, roll: str) -> None:
    client = inloggad(bygg.person(roll, kunder=(bygg.kund(),)))
    expected = 200 if roll in FAR else 403
    assert client.get(_har(gar)).status_code == expected
    assert client.get("/driftstopp/flyttar/").status_code == expected
    if roll not in FAR:
        said = {"vag": _vag("b"), "skal": SKAL, "flytta": "1"}
        assert client.post(_har(gar), said).status_code == 403
        assert not Placement.objects.exists()


def test_seen_and_moved(gar: Process, kim: Client, prov: Prov) -> None:
    assert "Står nu vid ”a”" in sidan(kim, _har(gar))
    seen = kim.post(_har(gar), {"vag": _vag("b"), "prova": "1"})
    assert "”a” försvinner, också för den som har tagit uppgiften. ”b” börjar." in _text(seen)
    assert prov.open(gar) == ["a"]
    said = {"vag": _vag("b"), "skal": SKAL, "flytta": "1"}
    done = kim.post(_har(gar), said, follow=True)
    assert "Ärendet är flyttat till ”b”." in _text(done)
    assert prov.open(gar) == ["b"]
    again = kim.post(_har(gar), said)
    assert again.status_code == 409
    assert prov.open(gar) == ["b"]
    row = Placement.objects.get()
    assert (row.by, row.status, row.reason) == ("kim", "done", SKAL)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"vag": "", "skal": SKAL}, 422),
        ({"vag": "skrap/b", "skal": SKAL}, 422),
        ({"vag": f"{UUID(int=1)}/b", "skal": SKAL}, 409),
        ({"till": "finns_inte", "skal": SKAL}, 422),
        ({"till": "b", "skal": "kort"}, 422),
        ({"till": "b", "skal": "x" * 401}, 422),
    ],
)
def test_a_refusal_moves_nothing(
    gar: Process, kim: Client, prov: Prov, said: dict[str, str], status: int
) -> None:
    vag = {"vag": _vag(said["till"])} if "till" in said else {}
    answer = kim.post(_har(gar), {**said, **vag, "flytta": "1"})
    assert answer.status_code == status
    assert prov.open(gar) == ["a"]
    assert not Placement.objects.exists()
    assert Move.objects.count() == 1


def test_a_case_that_has_ended_or_is_unknown(gar: Process, kim: Client, prov: Prov) -> None:
    for element in "abc":
        prov.do(gar, element)
    assert kim.get(_har(gar)).status_code == 404
    assert kim.get(f"/driftstopp/flytta/{UUID(int=3)}/").status_code == 404


@pytest.fixture
def fyra_ogon(settings: Settings) -> None:
    settings.FLYTT_FYRA_OGON = True


@pytest.mark.usefixtures("fyra_ogon")
def test_a_second_person_agrees(gar: Process, kim: Client, pia: Client, prov: Prov) -> None:
    said = {"vag": _vag("c"), "skal": SKAL, "flytta": "1"}
    assert "En kollega måste säga ja" in sidan(kim, _har(gar))
    asked = kim.post(_har(gar), said, follow=True)
    assert "väntar på att en kollega säger ja" in _text(asked)
    assert prov.open(gar) == ["a"]
    (message,) = Meddelande.objects.all()
    assert message.till.username == "pia"
    row = Placement.objects.get()
    assert kim.post(_har(gar), said).status_code == 422
    assert "1 flytt väntar på klartecken" in sidan(pia, "/driftstopp/")
    own = kim.post(f"/driftstopp/flyttar/{row.pk}/godkann/")
    assert own.status_code == 403
    assert prov.open(gar) == ["a"]
    done = pia.post(f"/driftstopp/flyttar/{row.pk}/godkann/", follow=True)
    assert "Ärendet är flyttat" in _text(done)
    assert prov.open(gar) == ["c"]
    assert pia.post(f"/driftstopp/flyttar/{row.pk}/godkann/").status_code == 409
    row.refresh_from_db()
    assert (row.by, row.decided_by, row.status) == ("kim", "pia", "done")
    last = Move.objects.latest("rev")
    assert last.actor == "kim"


@pytest.mark.usefixtures("fyra_ogon")
def test_a_second_person_says_no_with_a_reason(
    gar: Process, kim: Client, pia: Client, prov: Prov
) -> None:
    kim.post(_har(gar), {"vag": _vag("c"), "skal": SKAL, "flytta": "1"})
    row = Placement.objects.get()
    pia.post(f"/driftstopp/flyttar/{row.pk}/avsla/", {"skal": " "})
    assert Placement.objects.get().status == "asked"
    pia.post(f"/driftstopp/flyttar/{row.pk}/avsla/", {"skal": "Den ligger rätt."})
    row.refresh_from_db()
    assert (row.status, row.answer, row.decided_by) == ("declined", "Den ligger rätt.", "pia")
    assert prov.open(gar) == ["a"]
    told = Meddelande.objects.get(till__username="kim")
    assert told.rubrik == "Flytten blir inte av"
    assert "från a till c" in told.text
    assert "sade nej: Den ligger rätt." in told.text
    pias = Anvandare.objects.get(username="pia").namn
    assert f"Avslaget av {pias}. Den ligger rätt." in _text(kim.get(_har(gar)))
    kim.post(_har(gar), {"vag": _vag("b"), "skal": SKAL, "flytta": "1"})
    mine = Placement.objects.latest("pk")
    assert "Ta tillbaka" in sidan(kim, "/driftstopp/flyttar/")
    kim.post(f"/driftstopp/flyttar/{mine.pk}/avsla/")
    mine.refresh_from_db()
    assert mine.status == "declined"
    assert Meddelande.objects.filter(till__username="kim").count() == 1


@pytest.mark.usefixtures("fyra_ogon")
def test_the_question_and_the_answer_are_nothing_without_their_message(
    gar: Process, kim: Client, pia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = flytta_arende.skicka

    def away(*args: object, **named: object) -> None:
        raise RuntimeError

    said = {"vag": _vag("c"), "skal": SKAL, "flytta": "1"}
    monkeypatch.setattr(flytta_arende, "skicka", away)
    with pytest.raises(RuntimeError):
        kim.post(_har(gar), said)
    assert not Placement.objects.exists()
    monkeypatch.setattr(flytta_arende, "skicka", real)
    kim.post(_har(gar), said)
    row = Placement.objects.get()
    monkeypatch.setattr(flytta_arende, "skicka", away)
    for answer in ("godkann", "avsla"):
        with pytest.raises(RuntimeError):
            pia.post(f"/driftstopp/flyttar/{row.pk}/{answer}/", {"skal": "Nej."})
        row.refresh_from_db()
        assert row.status == "asked"


@pytest.mark.usefixtures("fyra_ogon")
def test_what_can_not_be_judged_waits_and_is_not_said_to_have_gone_on(
    prov: Prov,
) -> None:
    process = prov.start(
        "start > p", "p > a > b > q", "p > c > d > q", "q > slut", user="a b c d", par="p q"
    )
    task = UserTask.objects.get(process=process, element="a")
    row = asking.ask(process.case_id, task.task_id, "b", by="kim", reason=SKAL, second=True)
    Placement.objects.filter(pk=row.pk).update(target="slut")
    asking.let_go()
    row.refresh_from_db()
    assert row.status == "asked"
    prov.do(process, "a")
    asking.let_go()
    row.refresh_from_db()
    assert (row.status, row.answer) == ("overtaken", "Ärendet har gått vidare.")


@pytest.mark.usefixtures("fyra_ogon")
def test_what_has_gone_on_meanwhile_is_not_moved(
    gar: Process, kim: Client, pia: Client, prov: Prov
) -> None:
    kim.post(_har(gar), {"vag": _vag("c"), "skal": SKAL, "flytta": "1"})
    prov.do(gar, "a")
    row = Placement.objects.get()
    assert pia.post(f"/driftstopp/flyttar/{row.pk}/godkann/").status_code == 409
    assert prov.open(gar) == ["b"]
    asking.let_go()
    row.refresh_from_db()
    assert row.status == "overtaken"
    assert "Inga flyttar väntar" in sidan(pia, "/driftstopp/flyttar/")


@pytest.mark.usefixtures("fyra_ogon")
def test_for_programs(gar: Process, kim: Client, pia: Client, prov: Prov) -> None:
    first, second = (
        Klient(Anvandare.objects.get(username=name), ("lasa", "skriva")) for name in ("kim", "pia")
    )
    here = f"driftstopp/flytta/{gar.case_id}/"
    place = first("GET", here).data
    assert place["fyra_ogon"]
    (stands,) = place["fran"]
    assert [one["element"] for one in stands["till"]] == ["b", "c"]
    way = {"uppgift": stands["uppgift"], "till": "c"}
    assert first("POST", f"{here}prova/", way, key="").data["fran"] == "a"
    assert first("POST", here, {**way, "skal": "kort"}).falt == ["skal"]
    asked = first("POST", here, {**way, "skal": SKAL}).data
    assert asked["lage"] == "asked"
    (listed,) = second("GET", "driftstopp/flyttar/").data
    assert listed["nummer"] == asked["nummer"]
    yes = f"driftstopp/flyttar/{asked['nummer']}/godkann/"
    assert first("POST", yes).status == 403
    assert second("POST", yes).data["lage"] == "done"
    assert prov.open(gar) == ["c"]
    assert second("POST", f"driftstopp/flyttar/{asked['nummer']}/avsla/", {}).status == 409
    (stands,) = first("GET", here).data["fran"]
    again = {"uppgift": stands["uppgift"], "till": "b", "skal": SKAL}
    asked = first("POST", here, again).data
    no = f"driftstopp/flyttar/{asked['nummer']}/avsla/"
    assert second("POST", no, {"skal": "Den ligger rätt."}).data["svar"] == "Den ligger rätt."
    (denied,) = first("GET", here).data["nekade"]
    assert (denied["lage"], denied["svar"]) == ("declined", "Den ligger rätt.")
    assert denied["avgjord_av"] == Anvandare.objects.get(username="pia").namn


@pytest.mark.usefixtures("fyra_ogon")
def test_the_history_says_from_where_to_where_why_and_who(
    gar: Process, kim: Client, pia: Client, prov: Prov
) -> None:
    arende = Arende.objects.create(
        pk=gar.case_id, typ="fritt", process=gar, skapad=clock.now(),
        bestallare=Anvandare.objects.get(username="kim"),
    )  # fmt: skip
    kim.post(_har(gar), {"vag": _vag("c"), "skal": SKAL, "flytta": "1"})
    pia.post(f"/driftstopp/flyttar/{Placement.objects.get().pk}/godkann/")
    line = [one for one in tidslinje([arende]) if one.state == "done"][-1]
    names = {one.username: one.namn for one in Anvandare.objects.all()}
    assert line.title == "Flyttat från a till c"
    assert line.who == names["kim"]
    assert line.text == f"{SKAL} Klartecken av {names['pia']}."
