"""Every refusal is problem+json in Swedish, also those that no action makes."""

import base64
import json

import pytest
from django.test import Client, override_settings

from cases.kundorder.models import Kundorder
from tests.api.conftest import Klienter
from tests.api.klient import ROT, Klient, svar
from tests.kundorder.varld import Varld


@pytest.mark.parametrize(
    "raw", [b"{trasig", b"[" * 100_000, b'{"nummer": "\\u0000"}', b'{"nummer": NaN}', b"\xff\xfe"]
)
def test_what_is_not_json(v: Varld, som: Klienter, raw: bytes) -> None:
    headers = {"Authorization": f"Bearer {som.miriam.token}", "Idempotency-Key": "en"}
    answer = svar(
        Client().generic(
            "POST", f"{ROT}kundorder/", raw, content_type="application/json", headers=headers
        )
    )
    assert (answer.status, answer.data["title"]) == (400, "Begäran gick inte att läsa")
    assert not Kundorder.objects.exists()


def test_another_media_type_and_another_method(v: Varld, som: Klienter) -> None:
    headers = {"Authorization": f"Bearer {som.miriam.token}", "Idempotency-Key": "en"}
    answer = svar(
        Client().generic("POST", f"{ROT}kundorder/", b"x", content_type="text/csv", headers=headers)
    )
    assert answer.status == 415
    wrong = som.miriam("PUT", "kundorder/", {})
    assert (wrong.status, wrong.huvuden["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")
    assert som.miriam("GET", "kundorder/", Accept="text/csv").status == 406


def test_what_is_nowhere(v: Varld, som: Klienter) -> None:
    for path in ("finns-inte/", "kundorder/0b0e9f0e-0000-4000-8000-000000000000/"):
        answer = som.miriam("GET", path)
        assert answer.status == 404
        assert answer.huvuden["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", [[], "text", 3])
def test_a_body_that_is_no_object(v: Varld, som: Klienter, body: object) -> None:
    answer = som.miriam("POST", "kundorder/", body)
    assert answer.status == 422
    assert answer.data["hinder"][0]["mening"] == "Skicka ett objekt inom klammerparenteser."


def test_a_body_that_is_null(v: Varld, som: Klienter) -> None:
    headers = {"Authorization": f"Bearer {som.miriam.token}", "Idempotency-Key": "null"}
    answer = som.miriam.client.generic(
        "POST", "/api/v1/kundorder/", b"null", content_type="application/json", headers=headers
    )
    assert answer.status_code == 422
    assert answer.json()["detail"] == "Skicka ett objekt inom klammerparenteser."


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_a_body_that_is_too_big(v: Varld, som: Klienter) -> None:
    answer = som.miriam("POST", "kundorder/", {"nummer": "1" * 200})
    assert answer.status == 413
    assert not Kundorder.objects.exists()


def test_a_client_that_asks_too_often_is_told_to_wait(
    v: Varld, som: Klienter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "api.throttling.ClientThrottle.THROTTLE_RATES", {"lasa": "2/min", "skriva": "1/min"}
    )
    assert [som.miriam("GET", "kundorder/").status for _ in range(3)] == [200, 200, 429]
    answer = som.miriam("GET", "kundorder/")
    assert 1 <= int(answer.huvuden["Retry-After"]) <= 60
    assert answer.data["detail"].startswith("Vänta ")
    # Changing is counted apart from reading, and one client apart from another.
    assert som.miriam("POST", "kundorder/", {}).status == 201
    assert som.miriam("POST", "kundorder/", {}).status == 429
    assert Kundorder.objects.count() == 1
    assert Klient(v.miriam)("GET", "kundorder/").status == 200


def test_a_question_that_no_database_can_be_asked(v: Varld, som: Klienter) -> None:
    for cursor in (["s1", "sx", "sx", "sx"], ["i1", "d2026-01-01", "ix", "ux"], ["i1"] * 4):
        text = base64.urlsafe_b64encode(json.dumps(cursor).encode()).decode()
        assert som.miriam("GET", f"inkorg/?markor={text}").falt == ["markor"]
    far = base64.urlsafe_b64encode(json.dumps([f"i{10**30}"]).encode()).decode()
    assert som.miriam("GET", f"artiklar/?q=x&markor={far}").falt == ["markor"]
