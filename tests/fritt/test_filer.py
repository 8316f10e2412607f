"""A file that came with a form which was sent back: it stays, and only for the one who chose it."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from cases.fritt import utkast
from cases.fritt.models import Svar, Utkast, VantandeFil
from cases.gemensamt import bilagor
from cases.gemensamt.models import Arende, Bilaga
from cases.organisation.models import Anvandare
from tests.fritt.conftest import Varld
from workflows import clock

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
START = "/fritt/starta/utprovning/"
PDF = b"%PDF-1.4\n%%EOF\n"
BEGARAN = {
    "mottagare": "200303030303",
    "typ": "annat",
    "behov": "Ta sig ut till skolan varje dag.",
    "akut": "nej",
    "_vardrelation": "ja",
    "_visade": "mottagare typ behov akut underlag",
}


@pytest.fixture(autouse=True)
def _monday(varld: Varld, settings: Settings, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path
    with clock.frozen(MONDAY):
        yield


def som(person: Anvandare) -> Client:
    client = Client()
    client.force_login(person)
    return client


def pdf(name: str = "mått.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def avvisad(client: Client, **sent: Any) -> str:
    """Send a form that is sent back for its `behov`. Returns the page."""
    answer = client.post(START, {**BEGARAN, "behov": "Kort", **sent})
    assert answer.status_code == 422
    assert not Arende.objects.exists()
    assert not Bilaga.objects.exists()
    return answer.content.decode()


def bifogad(page: str) -> str:
    """What the page sends back for its file; empty when none is attached."""
    found = re.search(r'name="underlag" value="([^"]+)" checked', page)
    return found[1] if found else ""


def kept_files() -> list[Path]:
    return [one for one in (Path(settings.MEDIA_ROOT) / "utkast").glob("*/*") if one.is_file()]


@pytest.mark.parametrize("times", [1, 2])
def test_the_file_stays_until_the_form_is_accepted(
    varld: Varld, times: int, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = som(varld.miriam)
    page = avvisad(client, underlag=pdf())
    for _ in range(times - 1):
        page = avvisad(client, underlag=bifogad(page))
    assert "Bifogad: mått.pdf" in page
    assert bifogad(page) == bifogad(client.get(START).content.decode()) != ""
    assert len(kept_files()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(START, {**BEGARAN, "underlag": bifogad(page)})
    assert sent.status_code == 302, sent.content.decode()
    attached = Bilaga.objects.get()
    assert (attached.arende, attached.filnamn) == (Arende.objects.get(), "mått.pdf")
    assert bilagor.las(attached, attached.av) == PDF
    assert Svar.objects.get().varden["underlag"] == str(attached.pk)
    assert not kept_files()
    assert not VantandeFil.objects.exists()


def test_the_draft_keeps_it_while_typing(varld: Varld) -> None:
    client = som(varld.miriam)
    waiting = bifogad(avvisad(client, underlag=pdf()))
    client.post(f"{START}utkast/", {**BEGARAN, "underlag": ["[object File]", waiting]})
    assert Utkast.objects.get().skrivet["underlag"] == [waiting]
    assert bifogad(client.get(START).content.decode()) == waiting


def test_another_person_or_place_has_no_use_of_it(varld: Varld) -> None:
    waiting = bifogad(avvisad(som(varld.miriam), underlag=pdf()))
    for stranger in (varld.frida, varld.miriam):
        if stranger == varld.miriam:
            Utkast.objects.filter(anvandare=stranger).update(stalle="referens")
        answer = som(stranger).post(START, {**BEGARAN, "underlag": waiting})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Filen följde inte med. Välj den igen." in page
        assert "mått.pdf" not in page
        assert not bifogad(page)
        assert "underlag" not in Utkast.objects.get(anvandare=stranger, stalle="utprovning").skrivet
    assert not Arende.objects.exists()
    assert not Bilaga.objects.exists()


def test_it_can_be_removed_before_sending(
    varld: Varld, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = som(varld.miriam)
    avvisad(client, underlag=pdf())
    with django_capture_on_commit_callbacks(execute=True):
        page = avvisad(client)
    assert "mått.pdf" not in page
    assert not kept_files()
    assert client.post(START, BEGARAN).status_code == 302
    assert not Bilaga.objects.exists()


def test_another_file_takes_its_place(
    varld: Varld, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = som(varld.miriam)
    avvisad(client, underlag=pdf())
    with django_capture_on_commit_callbacks(execute=True):
        page = avvisad(client, underlag=pdf("ritning.pdf"))
    assert "Bifogad: ritning.pdf" in page
    assert len(kept_files()) == 1
    client.post(START, {**BEGARAN, "underlag": bifogad(page)})
    assert Bilaga.objects.get().filnamn == "ritning.pdf"


def test_a_program_does_not_wait(varld: Varld) -> None:
    page = avvisad(som(varld.miriam), underlag=pdf("bild.pdf", b"MZ\x90\x00" + b"\0" * 60))
    assert "Bifogad" not in page
    assert not kept_files()
    assert not VantandeFil.objects.exists()


def test_a_file_that_is_gone_is_asked_for_again(varld: Varld) -> None:
    client = som(varld.miriam)
    waiting = bifogad(avvisad(client, underlag=pdf()))
    kept_files()[0].unlink()
    answer = client.post(START, {**BEGARAN, "underlag": waiting})
    assert answer.status_code == 422
    assert "Filen följde inte med. Välj den igen." in answer.content.decode()
    assert not Arende.objects.exists()


def test_it_goes_with_its_draft_and_loose_ones_go_after_a_day(
    varld: Varld, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    avvisad(som(varld.miriam), underlag=pdf())
    assert utkast.gallra(MONDAY) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert utkast.gallra(MONDAY + timedelta(days=1)) == 1
    assert not kept_files()
    avvisad(som(varld.miriam), underlag=pdf())
    os.utime(kept_files()[0], (MONDAY.timestamp(), MONDAY.timestamp()))
    assert utkast.gallra_losa(MONDAY + timedelta(days=1)) == 0  # it waits still
    Utkast.objects.all().delete()
    assert utkast.gallra_losa(MONDAY - timedelta(days=1)) == 0
    assert utkast.gallra_losa(MONDAY + timedelta(days=1)) == 1
    assert not kept_files()
