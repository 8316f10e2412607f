"""In, out, and who is let in where."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import get_resolver

from cases.organisation.models import Anvandare
from tests.frame.conftest import LOSENORD

OPEN = {"logga_in", "lanevillkor", "bilaga_1", "support", "tillganglighet"}


def test_log_in_goes_back_to_where_one_was(client: Client, miriam: Anvandare) -> None:
    answer = client.get("/dina-uppgifter/?a=1")
    assert answer["Location"] == "/logga-in/?next=/dina-uppgifter/%3Fa%3D1"
    typed = {"username": "miriam", "password": LOSENORD, "next": "/dina-uppgifter/?a=1"}
    assert client.post("/logga-in/", typed)["Location"] == "/dina-uppgifter/?a=1"


def test_log_in_never_leads_elsewhere(client: Client, miriam: Anvandare) -> None:
    typed = {"username": "miriam", "password": LOSENORD, "next": "https://example.org/"}
    assert client.post("/logga-in/", typed)["Location"] == "/"


def test_a_wrong_password_does_not_tell_what_was_wrong(client: Client, miriam: Anvandare) -> None:
    said = []
    for username in ("miriam", "finns.inte"):
        answer = client.post("/logga-in/", {"username": username, "password": "fel"})
        assert answer.status_code == 422
        said.append("Användarnamnet eller lösenordet stämmer inte." in answer.content.decode())
    assert said == [True, True]
    assert "_auth_user_id" not in client.session


def test_too_many_tries_shut_the_door(client: Client, miriam: Anvandare) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post("/logga-in/", {"username": "miriam", "password": "fel"})
    assert answer.status_code == 429
    assert "spärrad i 15 minuter" in answer.content.decode()
    answer = client.post("/logga-in/", {"username": "miriam", "password": LOSENORD})
    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


def test_avsluta_takes_a_post(inloggad: Client) -> None:
    assert inloggad.get("/logga-ut/").status_code == 405
    assert "_auth_user_id" in inloggad.session
    assert inloggad.post("/logga-ut/")["Location"] == "/logga-in/"
    assert "_auth_user_id" not in inloggad.session


def test_demo_people_are_shown_only_in_a_demonstration(
    client: Client, person: Callable[..., Anvandare]
) -> None:
    person("kim.kundtjanst", "kundtjanst")
    person("utan.roll")
    with override_settings(DEMO=True):
        page = client.get("/logga-in/").content.decode()
    assert "kim.kundtjanst" in page
    assert "utan.roll" not in page
    assert settings.DEMO_LOSENORD in page
    with override_settings(DEMO=False):
        page = client.get("/logga-in/").content.decode()
    assert "kim.kundtjanst" not in page
    assert settings.DEMO_LOSENORD not in page


@pytest.mark.django_db
def test_every_page_of_the_frame_asks_for_a_login() -> None:
    for pattern in get_resolver("cases.gemensamt.urls").url_patterns:
        asks = getattr(pattern.callback, "login_required", True)
        assert asks is (pattern.name not in OPEN), pattern.name


def test_a_form_without_its_key_says_what_to_do(miriam: Anvandare) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(miriam)
    answer = client.post("/dina-uppgifter/andra/", {"telefon": "010-123 45 67"})
    assert answer.status_code == 403
    assert "ladda om sidan och skicka igen" in answer.content.decode()
    miriam.refresh_from_db()
    assert miriam.telefon == ""
