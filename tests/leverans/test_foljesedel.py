"""The following note: a document on the case, made outside the move, masked as it must be."""

import base64
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.test import Client

from cases.gemensamt import bilagor, streckkod
from cases.gemensamt.models import Bilaga
from cases.kundorder.svar import NyRad
from cases.leverans import actions, foljesedel, steps
from cases.leverans.models import Leverans
from tests.kundorder.varld import (
    Varld,
    i_lager,
    leveranser,
    leverera_meddelanden,
    plockad,
    verkstalld,
)
from workflows import clock, engine
from workflows.models import Job
from workflows.registry import Tillfalle


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def text(pdf: bytes) -> str:
    """What stands in the PDF, page by page, in the order it is drawn."""
    said = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        content = zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>")))
        for drawn in re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", content):
            plain = re.sub(rb"\\(\d{3})", lambda m: bytes([int(m[1], 8)]), drawn)
            said.append(plain.decode("cp1252").replace("\\", ""))
    return " ".join(said)


@pytest.fixture
def leverans(v: Varld) -> Leverans:
    """Two rollators of three, handed to the transport; the job waits."""
    i_lager(v.rollator, 3)
    [made] = leveranser(verkstalld(v, NyRad("10001", 3)))
    plockad(v, made, {"10001": 2})
    actions.utleverera(made.pk, person=v.lotta)
    made.refresh_from_db()
    return made


def test_it_is_a_document_on_the_case_and_says_what_is_sent(v: Varld, leverans: Leverans) -> None:
    assert not Bilaga.objects.exists()
    leverera_meddelanden()
    kept = Bilaga.objects.get(arende=leverans.pk)
    assert (kept.filnamn, kept.innehallstyp, kept.av) == (
        f"foljesedel-{leverans.foljesedel}.pdf",
        "application/pdf",
        v.lotta,
    )
    said = text(bilagor.las(kept, kept.av))
    for word in (
        "26480001",
        "Lille Skutt",
        "20030303-0303",
        "Morotslandet 3",
        "546 31 KARLSBORG",
        "Rollator",
        "Restnoterat",
        "Leverans skall kvitteras",
    ):
        assert word in said, word


def test_the_goods_do_not_wait_for_the_paper(v: Varld, leverans: Leverans) -> None:
    assert Job.objects.filter(element="skriv_foljesedel").exists()
    assert [task.element for task in engine.open_tasks(leverans.pk)] == ["leverera"]
    actions.leverera(leverans.pk, person=v.tore, utfall="levererad")
    actions.kvittera(leverans.pk, person=v.tore, mottagen_av="Skutt", signatur="Skutt")
    leverera_meddelanden()
    assert Bilaga.objects.filter(arende=leverans.pk).count() == 1


def test_a_protected_person_stands_on_no_paper(v: Varld) -> None:
    v.patient.skydd = "sekretess"
    v.patient.save()
    i_lager(v.rollator, 1)
    own = v.kund.adresser.get()
    [leverans] = leveranser(
        verkstalld(
            v,
            NyRad("10001"),
            adress_id=own.pk,
            adressnamn=own.namn,
            gatuadress=own.gatuadress,
            postnr=own.postnr,
            postort=own.postort,
            telefon="010-000 00 00",
        )
    )
    plockad(v, leverans)
    actions.utleverera(leverans.pk, person=v.lotta)
    leverans.refresh_from_db()
    said = text(foljesedel.pdf(leverans))
    assert "Demogatan 1" in said
    for word in ("Lille Skutt", "20030303", "Morotslandet"):
        assert word not in said


def test_one_who_has_become_protected_stands_on_no_paper_that_was_kept(
    v: Varld, leverans: Leverans
) -> None:
    leverera_meddelanden()
    kept = Bilaga.objects.get(arende=leverans.pk)
    assert "Lille Skutt" in text(bilagor.las(kept, kept.av))
    v.patient.skydd = "sekretess"
    v.patient.save()
    kept = Bilaga.objects.get(arende=leverans.pk)
    said = text(bilagor.las(kept, kept.av))
    assert "Rollator" in said
    for word in ("Lille Skutt", "20030303", "Morotslandet"):
        assert word not in said


def test_the_step_runs_twice(v: Varld, leverans: Leverans) -> None:
    for _ in range(2):
        steps.skriv_foljesedel(
            leverans.pk, tillfalle=Tillfalle("skriv_foljesedel", 1, clock.now(), "lotta")
        )
    assert Bilaga.objects.filter(arende=leverans.pk).count() == 1


def test_a_worker_that_dies_before_the_job_leaves_it_to_the_next(
    v: Varld, leverans: Leverans
) -> None:
    job = Job.objects.get(element="skriv_foljesedel")
    # The first one has written the note, and was killed before it could say so.
    steps.skriv_foljesedel(
        leverans.pk,
        tillfalle=Tillfalle("skriv_foljesedel", 1, clock.now(), "lotta", job_id=job.pk),
    )
    leverera_meddelanden()
    assert not Job.objects.filter(element="skriv_foljesedel").exists()
    assert Bilaga.objects.filter(arende=leverans.pk).count() == 1


def test_the_page_has_the_barcode_the_rest_and_the_document(
    v: Varld, leverans: Leverans, client: Client
) -> None:
    client.force_login(v.lotta)
    page = f"/leverans/{leverans.pk}/foljesedel/"
    assert "PDF:en skrivs strax" in client.get(page).content.decode()
    leverera_meddelanden()
    shown = client.get(page).content.decode()
    kept = Bilaga.objects.get(arende=leverans.pk)
    assert f"/bilaga/{kept.pk}/" in shown
    assert f'aria-label="Streckkod {leverans.foljesedel}"' in shown
    assert 'data-label="Restnoterat" class="number">1<' in shown
    fetched = client.get(f"/bilaga/{kept.pk}/")
    assert b"".join(fetched.streaming_content)[:5] == b"%PDF-"


def test_the_bars_of_code_128() -> None:
    bars = streckkod.streck("26480001")
    assert bars[0] == (0, 2)
    assert sum(1 for _ in bars) == 3 * 6 + 4
    assert streckkod.bredd("26480001") == 79
    assert all(left[0] + left[1] < right[0] for left, right in pairwise(bars))
