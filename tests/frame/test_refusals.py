"""Every no is a page, a fragment or JSON with the same sentence and the right status."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from config.refusals import server_error
from tests.frame.conftest import Settings

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _gallery(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.e2e.gallery"


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/delar/hinder/", 422, "Välj leveransadress innan du verkställer."),
        ("/delar/upptagen/", 409, "Kim Kundtjänst har redan gjort uppgiften."),
    ],
)
def test_a_refusal_is_shown(inloggad: Client, path: str, status: int, sentence: str) -> None:
    page = inloggad.get(path)
    assert page.status_code == status
    assert sentence in page.content.decode()
    assert "<html" in page.content.decode()
    fragment = inloggad.get(path, headers=HTMX)
    assert fragment.status_code == status
    assert sentence in fragment.content.decode()
    assert "<html" not in fragment.content.decode()


def test_what_does_not_exist(inloggad: Client) -> None:
    page = inloggad.get("/finns-inte/")
    assert page.status_code == 404
    assert "Kontrollera adressen eller numret." in page.content.decode()
    answer = inloggad.get("/api/v1/finns-inte/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Sidan finns inte"


@pytest.mark.django_db
def test_a_fault_of_ours_says_nothing_about_itself(inloggad: Client) -> None:
    inloggad.raise_request_exception = False
    page = inloggad.get("/delar/trasig/")
    assert page.status_code == 500
    assert "Något gick fel hos oss" in page.content.decode()
    assert "TemplateDoesNotExist" not in page.content.decode()


def test_a_fault_page_asks_nothing_of_the_database(rf: RequestFactory) -> None:
    request: HttpRequest = rf.get("/")
    assert server_error(request).status_code == 500
    assert server_error(rf.get("/api/v1/x/"))["Content-Type"] == "application/problem+json"


def test_a_fragment_whose_session_ended_opens_the_log_in_page(client: Client, db: None) -> None:
    here = {"HX-Current-URL": "http://testserver/meddelanden/?sida=2"}
    answer = client.get("/meddelanden/", headers=HTMX | here)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/logga-in/?next=%2Fmeddelanden%2F%3Fsida%3D2"


def test_nothing_inline_and_nothing_from_elsewhere(inloggad: Client) -> None:
    for path in ("/", "/finns-inte/", "/delar/hinder/"):
        policy = inloggad.get(path)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
