"""NUL, which no database keeps, is refused with a sentence wherever it comes in."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from cases.kundorder import actions
from cases.kundorder.models import Kundorder
from tests.api.klient import ROT, Klient
from tests.kundorder.varld import PERSONNUMMER, Varld, bygg_varld
from tests.tasks.uppgifter import inloggad

SENTENCE = "innehåller ett nolltecken, som inte kan sparas"


@pytest.fixture
def v(db: None) -> Varld:
    return bygg_varld()


@pytest.mark.parametrize(
    "address",
    [
        "/inkorg/?q=%00",
        "/inkorg/?q=s%C3%A4ng&%00=1",
        "/kundorder/?nummer=1%002",
        "/leverans/?nummer=%00",
        "/finns%00inte/",
        "/fritt/%00/",
        "/logga-in/?next=%00",
    ],
)
def test_in_the_address_of_a_page(v: Varld, address: str) -> None:
    for client in (inloggad(v.lotta), Client()):
        client.raise_request_exception = False
        answer = client.get(address)
        assert answer.status_code == 400
        assert SENTENCE in answer.content.decode()
        assert "<html" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["inkorg/?q=%00", "kundorder/?nummer=%00", "finns%00inte/", "fritt/processer/%00/"]
)
def test_in_the_address_of_the_api(v: Varld, address: str) -> None:
    answer = Klient(v.miriam)("GET", address)
    assert answer.status == 400
    assert answer.huvuden["Content-Type"] == "application/problem+json"
    assert SENTENCE in answer.data["detail"]


@pytest.mark.parametrize("wrong", [{"nummer": "2003\x00"}, {"num\x00mer": "2003"}])
def test_in_a_form(v: Varld, wrong: dict[str, str]) -> None:
    order = actions.ny(person=v.miriam)
    whole = {"mottagartyp": "patient", "nummer": PERSONNUMMER, "kund": v.kund.pk}
    miriam = inloggad(v.miriam)
    for headers in ({}, {"HX-Request": "true"}):
        answer = miriam.post(
            reverse("kundorder:orderhuvud", args=[order.pk]),
            {**whole, "vardrelation": "ja", **wrong},
            headers=headers,
        )
        assert answer.status_code == 400
        assert SENTENCE in answer.content.decode()
    order.refresh_from_db()
    assert (order.version, order.arende.mottagare) == (1, None)


def test_before_anybody_is_logged_in(v: Varld) -> None:
    client = Client(raise_request_exception=False)
    answer = client.post("/logga-in/", {"username": "miri\x00am", "password": "x"})
    assert answer.status_code == 400
    assert SENTENCE in answer.content.decode()


def test_in_what_a_program_sends(v: Varld) -> None:
    miriam = Klient(v.miriam)
    answer = miriam("POST", "kundorder/", {"nummer": "2003\x00"})
    assert answer.status == 400
    headers = {"Authorization": f"Bearer {miriam.token}", "Idempotency-Key": str(uuid4())}
    form = miriam.client.post(
        f"{ROT}fritt/processer/utprovning/",
        {"begaran": json.dumps({"svar": {"behov": "\0"}})},
        headers=headers,
    )
    assert form.status_code == 400
    assert not Kundorder.objects.exists()


def test_a_file_may_hold_it(v: Varld) -> None:
    """Only what is written in fields is text."""
    paper = SimpleUploadedFile("papper.pdf", b"%PDF-1.4\n\0\n%%EOF\n")
    order = actions.ny(person=v.miriam)
    answer = inloggad(v.miriam).post(
        reverse("kundorder:orderhuvud", args=[order.pk]), {"nummer": "1", "bilaga": paper}
    )
    assert answer.status_code == 422


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_a_form_that_is_too_big_is_not_read_for_it(v: Varld) -> None:
    answer = inloggad(v.miriam).post("/inkorg/nasta/", {"skal": "\0" + "x" * 200})
    assert answer.status_code == 400
    assert SENTENCE not in answer.content.decode()
