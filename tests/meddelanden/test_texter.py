"""HMC's own texts: shipped as examples, written by those who may, shown to all."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.gemensamt.templatetags.frame import brodtext
from cases.meddelanden import texter
from cases.meddelanden.models import Text
from cases.organisation.models import Anvandare
from tests.api.klient import Klient
from workflows.errors import Forbidden, NotFound, NotYourTurn

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim() -> Anvandare:
    return Anvandare.objects.create_user("kim", password="x", roller=["kundtjanst"])


@pytest.fixture
def hos_kim(kim: Anvandare) -> Client:
    client = Client()
    client.force_login(kim, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("nyckel", texter.TEXTER)
def test_every_text_is_shipped_as_an_example(nyckel: str) -> None:
    told = texter.las(nyckel)
    assert told.exempel
    assert len(told.text) > 100


def test_a_text_that_is_none_is_not_there() -> None:
    with pytest.raises(NotFound):
        texter.las("annat")


def test_the_terms_and_bilaga_1_are_marked_until_they_are_written(hos_kim: Client) -> None:
    for name, nyckel in (("lanevillkor", "lanevillkor"), ("bilaga_1", "bilaga_1")):
        assert "Exempel." in Client().get(reverse(name)).content.decode()
        post = {"text": "## Egen rubrik\nVåra villkor.", "version": "exempel"}
        answer = hos_kim.post(reverse("text_andra", args=[nyckel]), post)
        assert answer["Location"] == reverse("texter")
        page = Client().get(reverse(name)).content.decode()
        assert "<h2>Egen rubrik</h2>" in page
        assert "Exempel." not in page


def test_who_may_not_write_changes_nothing(kim: Anvandare) -> None:
    kim.roller = ["forskrivare"]
    with pytest.raises(Forbidden):
        texter.skriv(kim, "lanevillkor", "Nytt")
    assert not Text.objects.exists()


def test_another_writing_is_not_overwritten(kim: Anvandare) -> None:
    texter.skriv(kim, "lanevillkor", "Först", version="exempel")
    with pytest.raises(NotYourTurn, match="kim"):
        texter.skriv(kim, "lanevillkor", "Sedan", version="exempel")
    assert texter.las("lanevillkor").text == "Först"


@pytest.mark.parametrize(
    ("nyckel", "text", "said"),
    [
        ("lanevillkor", "  ", "Skriv en text"),
        ("lanevillkor", "x" * (texter.LANGST + 1), "högst 20000 tecken"),
        ("lankar", "Handbok | https://a.se/\nTrasig", "Rad 2 är ingen länk"),
        ("lankar", "Ond | javascript:alert(1)", "Rad 1 är ingen länk"),
    ],
)
def test_a_text_that_does_not_hold_is_refused_and_kept_in_the_field(
    hos_kim: Client, nyckel: str, text: str, said: str
) -> None:
    answer = hos_kim.post(reverse("text_andra", args=[nyckel]), {"text": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Text.objects.exists()
    assert text.strip()[:50] in answer.content.decode()


def test_the_links_stand_on_the_start_page(hos_kim: Client) -> None:
    page = hos_kim.get(reverse("start")).content.decode()
    for said in (
        "Instruktioner och guider", "Sortimentsöversikter", "Beställningsunderlag", "Handbok",
        "Hjälpmedelstjänsten – information till förskrivare",
    ):  # fmt: skip
        assert said in page
    hos_kim.post(reverse("text_andra", args=["lankar"]), {"text": "Vår sida | https://example.se/"})
    page = hos_kim.get(reverse("start")).content.decode()
    assert 'href="https://example.se/"' in page
    assert "Handbok" not in page


def test_a_text_is_no_markup() -> None:
    shown = brodtext("## <b>A</b>\n- <script>x</script>\n\nEtt\ntvå https://example.se/")
    assert "<h2>&lt;b&gt;A&lt;/b&gt;</h2>" in shown
    assert "<script>" not in shown
    assert "<li>&lt;script&gt;" in shown
    assert "Ett<br>två" in shown
    assert 'href="https://example.se/"' in shown


def test_the_same_through_the_api(kim: Anvandare) -> None:
    asks = Klient(kim)
    assert [one["nyckel"] for one in asks("GET", "texter/").data["poster"]] == list(texter.TEXTER)
    tag = asks("GET", "texter/lanevillkor/").etag
    assert asks("PUT", "texter/lanevillkor/", {"text": "Nytt"}, tag=tag).data["exempel"] is False
    assert asks("PUT", "texter/lanevillkor/", {"text": "Igen"}, tag=tag).status == 412
    assert asks("GET", "texter/annat/").status == 404
    other = Klient(Anvandare.objects.create_user("mia", password="x", roller=["forskrivare"]))
    assert other("PUT", "texter/lanevillkor/", {"text": "Mitt"}, tag="*").status == 403
    assert texter.las("lanevillkor").text == "Nytt"


def test_support_says_who_answers_what_and_names_the_films() -> None:
    page = Client().get(reverse("support")).content.decode()
    assert "Fakturafrågor." in page
    assert "Ett hjälpmedel har kommit bort" in page
    assert "Funktioner på startsidan, 2,47 min" in page
    assert reverse("support") in Client().get(reverse("logga_in")).content.decode()
