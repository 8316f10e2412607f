"""Attachments that may not be kept: by the form and by the API, and nothing is left of them."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.fritt.models import Utkast
from cases.gemensamt.models import Arende, Bilaga
from tests.api.klient import Klient
from tests.fritt.conftest import Varld as FrittVarld
from tests.fritt.conftest import varld
from tests.fritt.test_pages import BEGARAN, START
from tests.motstand.conftest import allt
from tests.tasks.uppgifter import inloggad, sager

__all__ = ["varld"]

PDF = b"%PDF-1.7\n" + b"x" * 100
FILER = {
    "30 MB": ("film.pdf", PDF + b"x" * (30 * 1024 * 1024), "är 30 MB. En bilaga får vara högst"),
    "program": ("bild.exe", b"MZ\x90\x00" + b"\0" * 60, "är ett program"),
    "program in disguise": ("bild.pdf", b"MZ\x90\x00" + b"\0" * 60, "är ett program"),
    "script": ("kör.sh", b"#!/bin/sh\nrm -rf /\n", "är ett program"),
    "page": ("sida.html", b"<script>alert(1)</script>", "PDF"),
    "picture with script": ("bild.svg", b"<svg onload='x()'/>", "PDF"),
    "another kind than it says": ("bild.png", PDF, "inte den typ av fil som namnet säger"),
    "empty": ("tom.pdf", b"", "är tom"),
}


@pytest.fixture
def sida(varld: FrittVarld) -> Client:
    return inloggad(varld.miriam)


def filer() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize(("namn", "innehall", "mening"), FILER.values(), ids=FILER.keys())
def test_in_the_form(sida: Client, namn: str, innehall: bytes, mening: str) -> None:
    before = allt()
    answer = sida.post(START, {**BEGARAN, "underlag": SimpleUploadedFile(namn, innehall)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sager(mening, page)
    assert 'href="#falt-underlag"' in page
    assert "Ta sig ut till skolan varje dag.</textarea>" in page
    assert 'value="72,5"' in page
    # All that is kept is what she typed, as her own draft.
    assert Utkast.objects.get().skrivet["behov"] == [BEGARAN["behov"]]
    assert {**allt(), "fritt.Utkast": 0} == before
    assert filer() == []


@pytest.mark.parametrize(("namn", "innehall", "mening"), FILER.values(), ids=FILER.keys())
def test_in_the_api(varld: FrittVarld, namn: str, innehall: bytes, mening: str) -> None:
    klient = Klient(varld.miriam)
    svar = {name: text for name, text in BEGARAN.items() if not name.startswith("_")}
    asked = {
        "kund": "410000", "vardrelation": True, "svar": {**svar, "vikt": 72.5, "akut": False},
    }  # fmt: skip
    before = allt()

    def post(file: SimpleUploadedFile) -> tuple[int, str]:
        answer = klient.client.post(
            "/api/v1/fritt/processer/utprovning/",
            {"begaran": json.dumps(asked), "underlag": file},
            headers={
                "Authorization": f"Bearer {klient.token}",
                "Idempotency-Key": str(uuid4()),
            },
        )
        return answer.status_code, answer.content.decode()

    status, body = post(SimpleUploadedFile(namn, innehall))
    told = json.loads(body)
    if len(innehall) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        assert status == 413, body
        assert told["detail"] == "Skicka en mindre fil, eller dela upp det du skickar."
    else:
        assert status == 422, body
        assert [one["falt"] for one in told["hinder"]] == ["underlag"]
        assert mening in told["hinder"][0]["mening"]
    assert allt() == before
    assert filer() == []
    # It was the file and nothing else.
    status, body = post(SimpleUploadedFile("mått.pdf", PDF))
    assert status == 201, body
    assert Bilaga.objects.get().arende == Arende.objects.get()


def test_a_form_that_is_far_too_big_is_refused_before_it_is_read(sida: Client) -> None:
    before = allt()
    answer = sida.post(START, {**BEGARAN, "behov": "x" * (13 * 1024 * 1024)})
    assert answer.status_code in {400, 413}
    assert "försök igen" in answer.content.decode() or "mindre" in answer.content.decode()
    assert allt() == before
