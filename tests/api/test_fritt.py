"""Processes drawn without code, through the API."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.fritt.models import Svar
from cases.gemensamt.models import Arende, Bilaga
from cases.mottagare.models import Atkomst
from tests.api.klient import ROT, Klient, svar
from tests.fritt.conftest import Varld, varld
from workflows.models import UserTask

__all__ = ["varld"]

START = "fritt/processer/utprovning/"
BEGARAN: dict[str, Any] = {
    "vardrelation": True,
    "svar": {
        "mottagare": "200303030303",
        "typ": "manuell_rullstol",
        "vikt": 72.5,
        "behov": "Ta sig ut till skolan varje dag.",
        "akut": False,
    },
}


@pytest.fixture
def miriam(varld: Varld) -> Klient:
    return Klient(varld.miriam)


def test_only_what_one_may_start_is_told(varld: Varld, miriam: Klient) -> None:
    [process] = miriam("GET", "fritt/processer/").data
    assert process["process"] == "utprovning"
    assert process["formular"]["properties"]["vikt"]["type"] == "number"
    assert miriam("GET", START).data == process
    kim = Klient(varld.kim)
    assert kim("GET", START).status == 403
    assert kim("POST", START, BEGARAN).status == 422
    assert miriam("GET", "fritt/processer/finns-inte/").status == 404
    assert not Arende.objects.exists()


def test_a_case_is_started_and_its_task_answered(varld: Varld, miriam: Klient) -> None:
    started = miriam("POST", START, BEGARAN)
    assert started.status == 201, started.data
    assert miriam("GET", started.huvuden["Location"]).status == 200
    kajsa = Klient(varld.kajsa)
    task = UserTask.objects.get()
    here = f"fritt/uppgifter/{task.pk}/"
    seen = kajsa("GET", here)
    assert seen.data["mottagare"]["namn"] == "Lille Skutt"
    told = [one["svar"] for one in seen.data["besvarat"][0]["svar"]]
    assert "72,5 kg" in told
    assert Atkomst.objects.filter(anvandare=varld.kajsa, vad="oppnade").count() == 1
    wrong = kajsa("POST", here, {"svar": {"bedomning": "rad"}}, tag=seen.etag)
    assert (wrong.status, wrong.falt) == (422, ["rad"])
    assert Svar.objects.count() == 1
    given = {"svar": {"bedomning": "rad", "rad": "Prova en lägre dyna först."}}
    assert miriam("POST", here, given, tag=seen.etag).status == 403
    done = kajsa("POST", here, given, tag=seen.etag)
    assert (done.status, done.data["status"]) == (200, "Avslutat")
    assert kajsa("POST", here, given, tag=seen.etag).status == 409


@pytest.mark.parametrize(
    ("changed", "falt"),
    [
        ({"svar": {**BEGARAN["svar"], "vikt": "tung"}}, "vikt"),
        ({"svar": {**BEGARAN["svar"], "okand": 1}}, "okand"),
        ({"svar": []}, "svar"),
        ({"vardrelation": False}, "vardrelation"),
        ({"kund": "5555"}, "kund"),
    ],
)
def test_what_can_not_be_started_leaves_nothing(
    varld: Varld,
    miriam: Klient,
    changed: Any,
    falt: str,
) -> None:
    answer = miriam("POST", START, {**BEGARAN, **changed})
    assert (answer.status, answer.falt) == (422, [falt])
    assert not Arende.objects.exists()


def test_a_file_comes_along(varld: Varld, miriam: Klient) -> None:
    def send(content: bytes, key: str) -> Any:
        drawing = SimpleUploadedFile("mått.pdf", content, content_type="application/pdf")
        headers = {"Authorization": f"Bearer {miriam.token}", "Idempotency-Key": key}
        sent = {"begaran": json.dumps(BEGARAN), "underlag": drawing}
        return svar(Client().post(ROT + START, sent, headers=headers))

    refused = send(b"MZ\x90\x00" + b"\0" * 60, "en")
    assert (refused.status, refused.falt) == (422, ["underlag"])
    assert not Arende.objects.exists()
    made = send(b"%PDF-1.4\n%%EOF\n", "tva")
    assert made.status == 201, made.data
    attached = Bilaga.objects.get()
    assert (str(attached.arende_id), attached.filnamn) == (made.data["arende"], "mått.pdf")
