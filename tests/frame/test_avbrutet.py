"""What was posted when nobody was logged in any more waits for the one who wrote it."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from cases.organisation.models import Anvandare
from tests.frame.conftest import LOSENORD

SIDA = "/dina-uppgifter/andra/"
NUMMER = "010-123 45 67"
OSS = {"Origin": "http://testserver", "Referer": f"http://testserver{SIDA}"}


def logga_in(client: Client, username: str, next_page: str = SIDA) -> None:
    typed = {"username": username, "password": LOSENORD, "next": next_page}
    assert client.post("/logga-in/", typed)["Location"] == next_page


def oppnad(client: Client) -> dict[str, str]:
    """A page is opened and stays open: the key that it sends."""
    return {"csrfmiddlewaretoken": str(client.get(SIDA).context["csrf_token"])}


def logga_in_igen(client: Client, username: str) -> None:
    client.post("/logga-ut/")
    logga_in(client, username)


def slutar(client: Client) -> None:
    """The login ends as it does of itself: the browser has lost it, and keeps the rest."""
    del client.cookies["sessionid"]


@pytest.fixture
def avbruten(client: Client, miriam: Anvandare) -> Client:
    """Miriam has posted a page after her login ended, and stands at the log-in page."""
    logga_in(client, "miriam")
    nyckel = oppnad(client)
    slutar(client)
    typed = {"telefon": NUMMER, "fax": "", "email": "", **nyckel}
    answer = client.post(SIDA, typed, headers=OSS)
    assert answer["Location"] == "/logga-in/?next=%2Fdina-uppgifter%2Fandra%2F"
    miriam.refresh_from_db()
    assert miriam.telefon == ""
    return client


def test_it_is_there_after_the_log_in_and_is_sent_once(avbruten: Client, miriam: Anvandare) -> None:
    logga_in(avbruten, "miriam")
    page = avbruten.get(SIDA).content.decode()
    assert "Det du hade fyllt i finns kvar" in page
    assert f'name="telefon" value="{NUMMER}"' in page
    # Elsewhere too, until it is sent.
    assert "Skicka det nu" in avbruten.get("/").content.decode()
    assert avbruten.post(SIDA, {"telefon": NUMMER, "fax": "", "email": ""})["Location"]
    miriam.refresh_from_db()
    assert miriam.telefon == NUMMER
    assert "Det du hade fyllt i" not in avbruten.get("/").content.decode()


def test_it_is_shown_to_nobody_else(
    avbruten: Client, person: Callable[..., Anvandare], miriam: Anvandare
) -> None:
    person("frida", "forskrivare")
    logga_in(avbruten, "frida", "/")
    for path in ("/", SIDA):
        assert NUMMER not in avbruten.get(path).content.decode()
    # Nor to the first one, in the other's login.
    assert "avbruten_post" not in avbruten.session


def test_it_can_be_thrown_away(avbruten: Client) -> None:
    logga_in(avbruten, "miriam")
    assert avbruten.post("/logga-in/slang/")["Location"] == "/"
    assert NUMMER not in avbruten.get(SIDA).content.decode()


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (SIDA, {}),  # nobody knows which page it came from
        (SIDA, {"Origin": "https://example.org"}),
        (SIDA, OSS | {"X-Ko": "1"}),  # the phone keeps it itself
        ("/dina-uppgifter/losenord/", OSS),
        ("/logga-ut/", OSS),
    ],
)
def test_what_is_never_kept(
    client: Client, miriam: Anvandare, path: str, headers: dict[str, str]
) -> None:
    logga_in(client, "miriam")
    nyckel = oppnad(client)
    slutar(client)
    typed = {"telefon": NUMMER, "old_password": LOSENORD, **nyckel}
    answer = client.post(path, typed, headers=headers)
    assert answer["Location"].startswith("/logga-in/?")
    assert "avbruten_post" not in client.session


def test_nothing_is_kept_of_a_stranger_or_of_too_much(client: Client, miriam: Anvandare) -> None:
    client.post(SIDA, {"telefon": NUMMER}, headers=OSS)
    assert "avbruten_post" not in client.session
    logga_in(client, "miriam")
    nyckel = oppnad(client)
    slutar(client)
    for typed in ({"telefon": "0" * 200_001, **nyckel}, {"telefon": NUMMER}):
        client.post(SIDA, typed, headers=OSS)
        assert "avbruten_post" not in client.session
    for key in ("å" * 64, "a" * 64, "kort"):
        client.post(SIDA, {"telefon": NUMMER, "csrfmiddlewaretoken": key}, headers=OSS)
        assert "avbruten_post" not in client.session


def test_a_fragment_is_filled_in_again_but_never_sent_by_itself(
    client: Client, miriam: Anvandare
) -> None:
    logga_in(client, "miriam")
    nyckel = oppnad(client)["csrfmiddlewaretoken"]
    slutar(client)
    htmx = OSS | {"HX-Request": "true", "HX-Current-URL": "http://testserver/dina-uppgifter/?a=1"}
    htmx["X-CSRFToken"] = nyckel
    answer = client.post(SIDA, {"telefon": NUMMER}, headers=htmx)
    assert answer["HX-Redirect"] == "/logga-in/?next=%2Fdina-uppgifter%2F%3Fa%3D1"
    logga_in(client, "miriam", "/dina-uppgifter/?a=1")
    page = client.get("/dina-uppgifter/?a=1").content.decode()
    assert 'data-avbrutet="/dina-uppgifter/?a=1"' in page
    assert "data-avbrutet-falt hidden" in page


def test_a_page_from_before_the_login_opens_anew_with_what_was_typed(miriam: Anvandare) -> None:
    client = Client()
    logga_in(client, "miriam")
    nyckel = oppnad(client)
    for _ in range(2):
        logga_in_igen(client, "miriam")
    client.handler.enforce_csrf_checks = True
    answer = client.post(SIDA, {"telefon": NUMMER, **nyckel}, headers=OSS)
    assert (answer.status_code, answer["Location"]) == (302, SIDA)
    assert NUMMER in client.get(SIDA).content.decode()
    miriam.refresh_from_db()
    assert miriam.telefon == ""


def test_what_was_posted_never_leads_elsewhere(miriam: Anvandare) -> None:
    client = Client()
    logga_in(client, "miriam")
    typed = {"telefon": NUMMER, **oppnad(client)}
    logga_in_igen(client, "miriam")
    client.handler.enforce_csrf_checks = True
    for said, where in (
        ("http://testserver//example.org/", "/%2Fexample.org/"),
        ("https://example.org/", "/"),
    ):
        answer = client.post(SIDA, typed, headers=OSS | {"Referer": said})
        assert (answer.status_code, answer["Location"]) == (302, where)


@pytest.mark.parametrize("inloggningar", [1, 2])
@pytest.mark.parametrize("slutat", [False, True])
def test_a_page_that_another_had_open_is_never_sent_in_ones_own_name(
    person: Callable[..., Anvandare], miriam: Anvandare, inloggningar: int, slutat: bool
) -> None:
    person("frida", "forskrivare")
    client = Client()
    logga_in(client, "miriam")
    typed = {"telefon": NUMMER, **oppnad(client)}
    for _ in range(inloggningar):
        logga_in_igen(client, "frida")
    if slutat:
        slutar(client)
    client.handler.enforce_csrf_checks = True
    answer = client.post(SIDA, typed, headers=OSS)
    said = unescape(answer.content.decode())
    assert answer.status_code == 403
    assert "Det gick inte att skicka" in said
    assert "Du har inte behörighet" not in said
    assert "avbruten_post" not in client.session
    client.handler.enforce_csrf_checks = False
    logga_in(client, "frida")
    assert NUMMER not in client.get("/").content.decode()


def test_an_address_that_only_takes_a_post_says_so(inloggad: Client) -> None:
    answer = inloggad.get("/logga-in/slang/")
    assert answer.status_code == 405
    assert "Sidan går inte att öppna på nytt" in answer.content.decode()
