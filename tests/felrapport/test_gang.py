"""A report that only some may read keeps its people to itself also in Ärendets gång."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from cases.felrapport import actions, actions_hmc
from cases.felrapport.models import Felrapport
from cases.gemensamt.behorighet import VISAS_INTE
from cases.organisation.models import Anvandare
from cases.processer import pa_gang
from cases.processer.gang import gang
from cases.processer.visning_uppspelning import VEM_VISAS_INTE
from tasks import orsaker, stilla
from tests.api.klient import Klient
from tests.felrapport.varld import Fel, inloggad, skickad, svar
from tests.kundorder.varld import person
from workflows import clock
from workflows.models import (
    Definition,
    Incident,
    Process,
    Remedy,
    RemedyCase,
    Replay,
    ReplayedCase,
    UserTask,
    Watch,
)


@pytest.fixture
def pia(f: Fel) -> Anvandare:
    return person("pia", "processagare")


def _sida(vem: Anvandare, arende: UUID) -> str:
    page = inloggad(vem).get(f"/processer/arenden/{arende}/")
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.fixture
def dolt(f: Fel) -> Iterator[Felrapport]:
    """About somebody's conduct: received and taken by the boss, and stopped."""
    found = skickad(f, "bemotande")
    actions_hmc.ta_emot(found.pk, person=f.gunnar)
    UserTask.objects.filter(case_id=found.pk).update(assignee=f.gunnar.username)
    process = Process.objects.get(case_id=found.pk)
    Incident.objects.create(
        process=process,
        element="utred",
        kind=Incident.Kind.STEP,
        sentence="Gruppen Gruppchefer saknar folk.",
        created_at=clock.now(),
        resolved_at=clock.now(),
        resolved_by=f.gunnar.username,
        resolution="retried",
    )
    Watch.objects.create(
        process=process,
        rev=1,
        rows=1,
        why="nobody",
        element="utred",
        sentence="Gruppen Gruppchefer saknar folk.",
        since=clock.now(),
    )
    yield found
    Incident.objects.all().delete()


def _namn(f: Fel) -> tuple[str, ...]:
    return ("Gruppchef", f.gunnar.namn, f.gunnar.username, "saknar folk")


@pytest.mark.parametrize("vem", ["pia", "kim"])
def test_a_hidden_report_shows_its_place_and_not_its_people(
    f: Fel, pia: Anvandare, dolt: Felrapport, vem: str
) -> None:
    found, reader = dolt, pia if vem == "pia" else f.v.kim
    page = _sida(reader, found.pk)
    told: Any = Klient(reader)("GET", f"processer/arenden/{found.pk}/").data
    for secret in _namn(f):
        assert secret not in page, secret
        assert secret not in str(told), secret
    assert "Ärendet läses av få" in page
    assert "Utred och svara" in page
    assert told["sluten"] is True
    assert told["star"] == ["Utred och svara"]
    assert [(one["roll"], one["grupp"], one["hos"]) for one in told["uppgifter"]] == [("", "", "")]
    assert {one["vem"] for one in told["drag"]} <= {"", "Systemet"}
    assert told["stilla"] == told["stopp"][0]["mening"] == VISAS_INTE
    assert told["stopp"][0]["avgjort"] == "Försökt igen"


def _oppna_igen() -> None:
    Incident.objects.update(
        resolved_at=None, resolved_by="", resolution="", detail="Gruppen Gruppchefer saknar folk."
    )


@pytest.mark.parametrize("vem", ["pia", "kim"])
def test_why_it_stopped_is_kept_also_where_driftstopp_are_listed(
    f: Fel, pia: Anvandare, dolt: Felrapport, vem: str
) -> None:
    reader = pia if vem == "pia" else f.v.kim
    _oppna_igen()
    process = Process.objects.get(case_id=dolt.pk)
    shown = gang(dolt.pk, reader)
    [cause] = [one.orsak for one in shown.stopp]
    remedy = Remedy.objects.create(what="retry", by=reader.username, begun_at=clock.now())
    RemedyCase.objects.create(
        remedy=remedy,
        incident=process.incidents.get(),
        status="refused",
        sentence="Gruppen Gruppchefer saknar folk.",
    )
    client, program = inloggad(reader), Klient(reader)
    [group] = program("GET", "driftstopp/star-stilla/orsaker/").data
    there = [
        "driftstopp/",
        "driftstopp/orsaker/",
        f"driftstopp/orsaker/{cause}/",
        "driftstopp/star-stilla/",
        f"driftstopp/star-stilla/?orsak={group['nyckel']}",
    ]
    for address in there:
        page = client.get(f"/{address}").content.decode()
        assert VISAS_INTE in page, address
        assert "saknar folk" not in page, address
        told = str(program("GET", address).data)
        assert VISAS_INTE in told, address
        assert "saknar folk" not in told, address
    assert group["mening"] == VISAS_INTE
    assert orsaker.lage(remedy, reader).rader[0].mening == VISAS_INTE
    tried = client.post(f"/driftstopp/orsaker/{cause}/", {"atgard": "retry", "skal": "Rättat."})
    assert tried.status_code == 200
    assert "saknar folk" not in tried.content.decode()
    assert tried.content.decode().count(VISAS_INTE) == 2


def test_who_may_read_it_is_told_there_why_it_stopped(f: Fel, dolt: Felrapport) -> None:
    f.v.kim.grupper.add(*f.gunnar.grupper.all())
    _oppna_igen()
    assert orsaker.alla(f.v.kim)[0].mening == "Gruppen Gruppchefer saknar folk."
    assert stilla.grupper(f.v.kim)[0].mening == "Gruppen Gruppchefer saknar folk."


def test_who_reads_it_sees_them(f: Fel, dolt: Felrapport) -> None:
    f.v.kim.grupper.add(*f.gunnar.grupper.all())
    shown = gang(dolt.pk, f.v.kim)
    assert not shown.sluten
    assert shown.uppgifter[0].hos == f.gunnar.namn
    assert f.gunnar.namn in _sida(f.v.kim, dolt.pk)


def test_an_open_report_and_one_that_is_not_sent(f: Fel, pia: Anvandare) -> None:
    sent = skickad(f, "lang_svarstid")
    assert not gang(sent.pk, pia).sluten
    assert gang(sent.pk, pia).uppgifter[0].roll
    draft = actions.spara(None, person=f.v.miriam, svar=svar("lang_svarstid"))
    UserTask.objects.filter(case_id=draft.pk).update(assignee=f.v.miriam.username)
    shown = gang(draft.pk, pia)
    assert shown.sluten
    assert shown.uppgifter[0].hos == ""
    assert f.v.miriam.namn not in _sida(pia, draft.pk)


def test_lists_of_cases_tell_neither_role_group_nor_person(
    f: Fel, pia: Anvandare, dolt: Felrapport
) -> None:
    here = "/processer/felrapport/arenden/"
    page = inloggad(pia).get(here).content.decode()
    rows = pa_gang.rader(pa_gang.pagar(Definition.objects.get(name="felrapport")))
    assert [one.vantar_pa for one in rows] == [["Utred och svara"]]
    assert str(dolt.arende) in page
    for secret in _namn(f):
        assert secret not in page


def test_a_replayed_one_tells_its_way_and_not_whose_it_was(
    f: Fel, pia: Anvandare, dolt: Felrapport
) -> None:
    process = Process.objects.select_related("version__definition").get(case_id=dolt.pk)
    replay = Replay.objects.create(
        definition=process.version.definition,
        digest="",
        bpmn=b"",
        total=1,
        by="pia",
        begun_at=clock.now(),
    )
    rule = "Tabellen ”Grupp”: rad 2 ger Gruppchef; förut gav rad 1 Ekonomi."
    ReplayedCase.objects.create(
        replay=replay,
        case_id=dolt.pk,
        process=process,
        outcome="other",
        told={
            "differences": [
                {"kind": kind, "element": "utred", "mening": said, "rule": rule}
                for kind, said in (
                    ("grupp", "”Utred” går till Ekonomi i stället för Gruppchef."),
                    ("vag", "Efter ”Ta emot” går det till ”Slut”."),
                )
            ],
            "until": "",
            "before": [],
            "after": [],
        },
    )
    here = f"/processer/felrapport/uppspelning/{replay.pk}/"
    told: Any = Klient(pia)("GET", f"processer/felrapport/uppspelning/{replay.pk}/arenden/").data
    client = inloggad(pia)
    listed = client.get(here).content.decode()
    assert "Efter ”Ta emot”" in listed
    assert "i stället för Gruppchef" not in listed
    assert rule not in listed
    told_whole = Klient(pia)("GET", here.removeprefix("/")).data
    assert (told_whole["annorlunda"], told_whole["regler"]) == (1, [])
    for shown in (str(told), client.get(f"{here}{dolt.pk}/").content.decode()):
        assert "Ekonomi" not in shown
        assert "Gruppchef" not in shown
    first, second = told["poster"][0]["skillnader"]
    assert (first["mening"], first["regel"]) == (VEM_VISAS_INTE, "")
    assert second["mening"].startswith("Efter")
