"""The API describes itself, and the page that shows it loads nothing from elsewhere."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from tests.api.klient import ROT


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The description, made with every warning an error."""
    path = tmp_path_factory.mktemp("schema") / "schema.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(path))
    return yaml.safe_load(path.read_text())


def operations(described: Any) -> Iterator[tuple[str, str, Any]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def test_it_is_openapi_3_1_and_every_operation_has_a_name_of_its_own(described: Any) -> None:
    assert described["openapi"].startswith("3.1")
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names)) > 30


def test_every_operation_is_told_in_words_with_its_refusal(described: Any) -> None:
    for path, method, operation in operations(described):
        assert operation["description"].strip().endswith("."), (method, path)
        assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_every_post_that_makes_something_asks_for_a_key(described: Any) -> None:
    asks_only = {
        "/api/v1/driftstopp/flytta/{flyttas}/prova/",
        "/api/v1/driftstopp/orsaker/{nyckel}/prova/",
        "/api/v1/mottagare/sok/",
        "/api/v1/processer/kontrollera/",
        "/api/v1/processer/{namn}/utkast/prova/",
        "/api/v1/returmottagning/disk/sok/",
    }
    for path, method, operation in operations(described):
        asked = {p["name"] for p in operation.get("parameters", []) if p["in"] == "header"}
        assert ("Idempotency-Key" in asked) == (method == "POST" and path not in asks_only), path


def test_every_change_of_a_case_asks_for_what_was_read(described: Any) -> None:
    for path, method, operation in operations(described):
        asked = {p["name"] for p in operation.get("parameters", []) if p["in"] == "header"}
        # A rättelse is a case of its own, and changes nothing of the one it begins from.
        on_something = ("{arende}" in path or "{uppgift}" in path) and "/rattelse/" not in path
        if on_something or method == "GET":
            assert ("If-Match" in asked) == (method != "GET"), (method, path)


@pytest.mark.django_db
def test_the_page_loads_only_from_us() -> None:
    client = Client()
    page = client.get(f"{ROT}docs/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "http://" not in text
    assert "https://" not in text
    assert "<script>" not in text
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]
    starts = client.get(f"{ROT}docs/?script=")
    assert starts.headers["Content-Type"] == "application/javascript"
    assert f"{ROT}schema/" in starts.content.decode()
    assert client.get(f"{ROT}schema/").status_code == 200
