"""Attachments: what is kept, what is refused, and that a refusal leaves nothing behind."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cases.gemensamt import bilagor
from cases.gemensamt.models import Arende, Bilaga
from cases.organisation.models import Anvandare
from tests.gemensamt.arenden import arende
from tests.organisation import bygg
from workflows import clock
from workflows.errors import NotFound, Refused

PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def miriam(db: None) -> Anvandare:
    return bygg.person("forskrivare")


@pytest.fixture
def order(miriam: Anvandare) -> Arende:
    return arende(miriam)


def fil(namn: str, innehall: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(namn, innehall)


def office(*parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return file.getvalue()


def kept_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("namn", "innehall", "typ"),
    [
        ("underlag.pdf", PDF, "application/pdf"),
        ("BILD.JPG", b"\xff\xd8\xff\xe0xx", "image/jpeg"),
        ("bild.png", b"\x89PNG\r\n\x1a\nxx", "image/png"),
        ("bild.heic", b"\x00\x00\x00\x18ftypheicxx", "image/heic"),
        ("bild.webp", b"RIFF1234WEBPxx", "image/webp"),
        ("anteckning.txt", "Mått: 45 × 40 åäö".encode(), "text/plain"),
        ("gammal.txt", "Mått åäö".encode("latin-1"), "text/plain"),
    ],
)
def test_documents_and_pictures_are_kept(
    order: Arende, miriam: Anvandare, namn: str, innehall: bytes, typ: str
) -> None:
    kept = bilagor.spara(order.pk, fil(namn, innehall), av=miriam)
    assert (kept.filnamn, kept.innehallstyp, kept.storlek) == (namn, typ, len(innehall))
    assert bilagor.las(kept, kept.av) == innehall
    assert bilagor.plats(kept).name == kept.pk.hex


@pytest.mark.parametrize(
    ("namn", "part"), [("brev.docx", "word/document.xml"), ("tal.xlsx", "xl/workbook.xml")]
)
def test_office_documents_without_macros(
    order: Arende, miriam: Anvandare, namn: str, part: str
) -> None:
    bilagor.spara(order.pk, fil(namn, office("[Content_Types].xml", part)), av=miriam)
    with pytest.raises(Refused, match="makron"):
        bilagor.spara(order.pk, fil(namn, office(part, "word/vbaProject.bin")), av=miriam)
    assert Bilaga.objects.count() == 1


@pytest.mark.parametrize(
    ("namn", "innehall", "sentence"),
    [
        ("virus.exe", b"MZ\x90\x00", "är ett program"),
        ("faktura.pdf", b"MZ\x90\x00", "är ett program"),
        ("faktura.pdf", b"\x7fELF\x02", "är ett program"),
        ("bild.txt", b"#!/bin/sh\nrm", "är ett program"),
        ("kod.js", b"alert(1)", "är ett program"),
        ("bild.pdf", b"\x89PNG\r\n\x1a\nxx", "inte den typ av fil som namnet säger"),
        ("brev.docx", b"PK\x03\x04trasig", "inte den typ av fil"),
        ("data.txt", b"a\x00b", "inte den typ av fil"),
        ("sida.html", b"<html>", "Spara den som PDF"),
        ("bild.svg", b"<svg>", "Spara den som PDF"),
        ("utan", b"text", "Spara den som PDF"),
        ("tom.pdf", b"", "är tom"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    order: Arende, miriam: Anvandare, namn: str, innehall: bytes, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as no:
        bilagor.spara(order.pk, fil(namn, innehall), av=miriam)
    assert no.value.hinder[0].falt == "bilaga"
    assert not Bilaga.objects.exists()
    assert not kept_files()


def test_too_big_says_how_big_and_how_big_it_may_be(order: Arende, miriam: Anvandare) -> None:
    big = fil("film.pdf", PDF + b"x" * (30 * 1024 * 1024))
    with pytest.raises(Refused, match=r"film\.pdf är 30 MB\. En bilaga får vara högst 10 MB"):
        bilagor.spara(order.pk, big, av=miriam)
    assert not kept_files()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\mina\\underlag.pdf", "underlag.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
    ],
)
def test_a_name_can_do_no_harm(order: Arende, miriam: Anvandare, written: str, kept: str) -> None:
    upload = fil("x.pdf", PDF)
    upload._name = written
    assert bilagor.spara(order.pk, upload, av=miriam).filnamn == kept
    assert all(Path(settings.MEDIA_ROOT) in path.parents for path in kept_files())


def test_a_file_that_was_changed_on_disk_is_not_handed_out(
    order: Arende, miriam: Anvandare
) -> None:
    kept = bilagor.spara(order.pk, fil("underlag.pdf", PDF), av=miriam)
    bilagor.plats(kept).write_bytes(b"%PDF-annat")
    with pytest.raises(NotFound, match=r"underlag\.pdf kan inte läsas"):
        bilagor.las(kept, kept.av)


@pytest.mark.django_db(transaction=True)
def test_the_file_goes_when_the_removal_is_kept_and_not_before() -> None:
    miriam = bygg.person("forskrivare")
    kept = bilagor.spara(arende(miriam).pk, fil("underlag.pdf", PDF), av=miriam)
    with transaction.atomic():
        bilagor.ta_bort(Bilaga.objects.get())
        transaction.set_rollback(True)
    assert bilagor.las(kept, kept.av) == PDF
    bilagor.ta_bort(Bilaga.objects.get())
    assert not kept_files()


def test_a_file_whose_transaction_was_not_kept_goes_after_a_day(
    order: Arende, miriam: Anvandare
) -> None:
    kept = bilagor.spara(order.pk, fil("recept.pdf", PDF), av=miriam)
    lost: list[Path] = []

    def half() -> None:
        with transaction.atomic():
            lost.append(bilagor.plats(bilagor.spara(order.pk, fil("b.pdf", PDF), av=miriam)))
            raise Refused([])

    with pytest.raises(Refused):
        half()
    strange = bilagor.plats(kept).with_name("README")
    strange.write_text("inte vår")
    assert lost[0].exists()
    assert bilagor.gallra_losa(clock.now() - timedelta(hours=1)) == 0
    assert bilagor.gallra_losa(clock.now() + timedelta(hours=1)) == 1
    assert not lost[0].exists()
    assert strange.exists()
    assert bilagor.las(kept, kept.av) == PDF
