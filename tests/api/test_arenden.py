"""Every case: found, followed, with its attachments."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.gemensamt.bilagor import spara
from cases.mottagare.models import Atkomst
from tests.api.conftest import Klienter
from tests.api.klient import ROT
from tests.kundorder.varld import Varld, kvitterad, leveranser, verkstalld


def test_a_case_is_found_and_followed(v: Varld, som: Klienter) -> None:
    order = verkstalld(v)
    [leverans] = leveranser(order)
    kvitterad(v, leverans)
    listed = som.miriam("GET", "arenden/").data["poster"]
    assert {row["typ"] for row in listed} == {"kundorder", "leverans"}
    order.arende.refresh_from_db()
    address = f"arenden/?typ=kundorder&nummer={order.arende.nummer}&lage=avslutade&kund=410000"
    [row] = som.miriam("GET", address).data["poster"]
    told = som.miriam("GET", f"arenden/{row['id']}/")
    assert told.etag
    assert "Ordern verkställd" in " ".join(line["vad"] for line in told.data["tidslinje"])
    assert {line["lage"] for line in told.data["tidslinje"]} == {"done"}
    assert told.data["beslut"]
    assert [one["id"] for one in told.data["relaterade"]] == [str(leverans.pk)]
    assert som.frida("GET", f"arenden/{row['id']}/").status == 404
    assert som.frida("GET", "arenden/").data["poster"] == []


@pytest.mark.parametrize("asked", ["typ=okand", "lage=kanske"])
def test_a_filter_that_makes_no_sense(v: Varld, som: Klienter, asked: str) -> None:
    answer = som.miriam("GET", f"arenden/?{asked}")
    assert (answer.status, answer.falt) == (422, [asked.split("=", maxsplit=1)[0]])


def test_an_attachment_comes_as_it_was_and_is_logged(v: Varld, som: Klienter) -> None:
    order = verkstalld(v)
    content = b"%PDF-1.4\n%%EOF\n"
    kept = spara(order.pk, SimpleUploadedFile("mått.pdf", content), av=v.miriam)
    before = Atkomst.objects.filter(vad="oppnade").count()
    headers = {"Authorization": f"Bearer {som.miriam.token}", "Accept": "application/pdf"}
    answer = Client().get(f"{ROT}arenden/bilagor/{kept.pk}/", headers=headers)
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Atkomst.objects.filter(vad="oppnade").count() == before + 1
    assert som.frida("GET", f"arenden/bilagor/{kept.pk}/").status == 404
