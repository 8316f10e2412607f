"""Attachments are looked through by the operator's program before others may read them."""

import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from cases.gemensamt import bilagor, viruskontroll
from cases.gemensamt.models import Bilaga
from cases.gemensamt.viruskontroll import FORSOK, kontrollera_vantande
from cases.kundorder.models import Kundorder
from cases.mottagare.models import Atkomst
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import Varld, bygg_varld, verkstalld
from workflows import clock, engine
from workflows.models import Incident, Process

PDF = b"%PDF-1.4\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
# Reads what it is given, as a scanner does; what it says it says on its output.
SKANNER = """#!/bin/sh
content=$(tr -d '\\0')
case "$content" in
  *SMITTA*) echo "stdin: Prov FOUND"; exit 1 ;;
  *KRASCH*) echo "no database"; exit 2 ;;
esac
"""


@pytest.fixture
def v(db: None) -> Varld:
    return bygg_varld()


@pytest.fixture
def order(v: Varld) -> Kundorder:
    return verkstalld(v)


@pytest.fixture
def skanner(tmp_path: Path, settings: Any) -> Path:
    program = tmp_path / "skanner"
    program.write_text(SKANNER, encoding="utf-8")
    program.chmod(stat.S_IRWXU)
    settings.VIRUSKONTROLL = [str(program)]
    return program


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "filer"


def bifogad(v: Varld, order: Kundorder, content: bytes = PDF, namn: str = "papper.pdf") -> Bilaga:
    return bilagor.spara(order.pk, SimpleUploadedFile(namn, content), av=v.miriam)


def svar(hon: Any, bilaga: Bilaga, mer: str = "") -> int:
    return inloggad(hon).get(f"/bilaga/{bilaga.pk}/{mer}").status_code


def kontroll(bilaga: Bilaga) -> str:
    return Bilaga.objects.get(pk=bilaga.pk).kontroll


@pytest.mark.usefixtures("skanner")
def test_others_wait_for_the_scanner_and_then_read(v: Varld, order: Kundorder) -> None:
    bilaga = bifogad(v, order)
    assert (svar(v.miriam, bilaga), svar(v.kim, bilaga), svar(v.kim, bilaga, "visa/")) == (
        200, 409, 409,
    )  # fmt: skip
    assert "viruskontroll pågår" in inloggad(v.kim).get(f"/arende/{order.pk}/").content.decode()
    assert kontrollera_vantande() == 1
    assert (kontroll(bilaga), svar(v.kim, bilaga)) == ("ren", 200)
    assert kontrollera_vantande() == 0


@pytest.mark.usefixtures("skanner")
def test_what_is_infected_is_kept_out_and_told(
    v: Varld, order: Kundorder, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    bilaga = bifogad(v, order, PDF + b"SMITTA")
    with django_capture_on_commit_callbacks(execute=True):
        assert kontrollera_vantande() == 1
    assert not bilagor.plats(bilaga).exists()
    for hon in (v.miriam, v.kim):
        assert (svar(hon, bilaga), svar(hon, bilaga, "visa/")) == (404, 404)
    page = inloggad(v.kim).get(f"/arende/{order.pk}/").content.decode()
    assert "stoppad: innehöll skadlig kod" in page
    assert f"/bilaga/{bilaga.pk}/" not in page
    assert v.miriam.meddelanden.filter(rubrik="En bilaga är stoppad").count() == 1
    assert bilagor.antal(order.pk) == 0


def test_a_scanner_that_fails_is_tried_again_and_then_told_once(
    v: Varld, order: Kundorder, skanner: Path
) -> None:
    bilaga = bifogad(v, order, PDF + b"KRASCH")
    nar = clock.now()
    for _ in range(FORSOK + 2):
        with clock.frozen(nar):
            assert kontrollera_vantande() == 0
        nar += timedelta(hours=1)
    stopped = Incident.objects.get()
    assert (stopped.kind, stopped.process.case_id if stopped.process else None) == (
        "work",
        order.pk,
    )
    assert "slutade med 2: no database" in stopped.detail
    assert (kontroll(bilaga), svar(v.kim, bilaga)) == ("vantar", 404)
    assert Bilaga.objects.get(pk=bilaga.pk).kontrollforsok == FORSOK
    # A person mends the scanner and says to try again; the case has gone on all the while.
    skanner.write_text("#!/bin/sh\ncat > /dev/null\n", encoding="utf-8")
    engine.retry(stopped.pk, actor="kim")
    with clock.frozen(nar):
        assert kontrollera_vantande() == 1
    assert kontroll(bilaga) == "ren"


def test_closing_it_leaves_the_file_shut_and_the_case_as_it_is(
    v: Varld, order: Kundorder, settings: Any
) -> None:
    settings.VIRUSKONTROLL = ["/finns/inte"]
    bilaga = bifogad(v, order)
    nar = clock.now()
    for _ in range(FORSOK):
        with clock.frozen(nar):
            kontrollera_vantande()
        nar += timedelta(hours=1)
    engine.give_up(Incident.objects.get().pk, actor="kim", reason="Filen behövs inte.")
    with clock.frozen(nar):
        assert kontrollera_vantande() == 0
    assert (kontroll(bilaga), Process.objects.get(case_id=order.pk).status) == (
        "vantar", Process.Status.RUNNING,
    )  # fmt: skip
    no = inloggad(v.kim).get(f"/bilaga/{bilaga.pk}/")
    assert (no.status_code, "kunde inte viruskontrolleras" in no.content.decode()) == (404, True)


def test_what_is_stopped_takes_no_place_in_the_queue_and_a_run_has_an_end(
    v: Varld, order: Kundorder, skanner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bifogad(v, order, PDF + b"KRASCH")
    nar = clock.now()
    for _ in range(FORSOK):
        with clock.frozen(nar):
            kontrollera_vantande()
        nar += timedelta(hours=1)
    with clock.frozen(nar):
        later = bifogad(v, order)
    with clock.frozen(nar + timedelta(minutes=1)):
        monkeypatch.setattr(viruskontroll, "_AT_ONCE", 1)
        monkeypatch.setattr(viruskontroll, "_A_WHILE", 0.0)
        assert (kontrollera_vantande(), kontroll(later)) == (0, "vantar")
        monkeypatch.undo()
        monkeypatch.setattr(viruskontroll, "_AT_ONCE", 1)
        assert (kontrollera_vantande(), kontroll(later)) == (1, "ren")


def test_without_a_scanner_the_file_says_so(v: Varld, order: Kundorder) -> None:
    bilaga = bifogad(v, order)
    assert kontrollera_vantande() == 0
    assert svar(v.kim, bilaga) == 200
    assert "inte viruskontrollerad" in inloggad(v.kim).get(f"/arende/{order.pk}/").content.decode()


@pytest.mark.parametrize(
    ("namn", "content", "ensam"),
    [("bild.png", PNG, True), ("papper.pdf", PDF, False)],
)
def test_a_look_at_it_stands_alone(
    v: Varld,
    order: Kundorder,
    namn: str,
    content: bytes,
    ensam: bool,
) -> None:
    bilaga = bifogad(v, order, content, namn)
    assert (
        f"/bilaga/{bilaga.pk}/visa/" in inloggad(v.kim).get(f"/arende/{order.pk}/").content.decode()
    )
    before = Atkomst.objects.filter(anvandare=v.kim).count()
    answer = inloggad(v.kim).get(f"/bilaga/{bilaga.pk}/visa/")
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert ("default-src 'none'" in policy, "sandbox" in policy) == (True, ensam)
    assert "script-src" not in policy
    assert Atkomst.objects.filter(anvandare=v.kim).count() == before + 1
    assert svar(v.frida, bilaga, "visa/") == 404


@pytest.mark.parametrize("namn", ["<b>.txt", "bok.txt"])
def test_what_a_browser_might_run_is_only_a_download(v: Varld, order: Kundorder, namn: str) -> None:
    bilaga = bifogad(v, order, b"<script>alert(1)</script>", namn)
    page = inloggad(v.kim).get(f"/arende/{order.pk}/").content.decode()
    assert (escape(namn) in page, f"/bilaga/{bilaga.pk}/visa/" in page) == (True, False)
    assert svar(v.kim, bilaga, "visa/") == 404
