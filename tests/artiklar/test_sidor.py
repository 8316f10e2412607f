"""Varukatalog, Sök artikel and Artikelinformation as they are met."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from cases.artiklar.models import Artikel, Pris
from cases.gemensamt.models import Arende
from cases.kundorder import actions
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import Huvud
from cases.organisation.models import Anvandare
from workflows import clock
from workflows.diagrams import versions

pytestmark = pytest.mark.django_db


NU = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for all these tests; each runs inside it and is rolled back by itself."""
    with clock.frozen(NU), django_db_blocker.unblock(), transaction.atomic():
        call_command("ladda_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _nu(demo: None) -> Iterator[None]:
    with clock.frozen(NU):
        yield


def inloggad(username: str) -> Client:
    client = Client()
    client.force_login(Anvandare.objects.get(username=username))
    return client


def sidan(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def utkastet() -> Kundorder:
    """Miriam's draft for Lille Skutt, at its rows."""
    versions.seed()
    miriam = Anvandare.objects.get(username="miriam")
    order = actions.ny(person=miriam)
    kund = miriam.uppdrag.get(kund__nummer="1912").kund
    huvud = Huvud(nummer="200303030303", kund_id=kund.pk, vardrelation=True)
    return actions.orderhuvud(order.pk, person=miriam, svar=huvud)


def test_from_produktomrade_to_the_articles_of_a_code() -> None:
    miriam = inloggad("miriam")
    areas = sidan(miriam, "/varukatalog/")
    assert "Hjälpmedel i hushållet" in areas
    assert "/varukatalog/12/" in areas
    assert "/varukatalog/21/" not in areas  # no longer in use
    assert "/varukatalog/1206/" in sidan(miriam, "/varukatalog/12/")
    assert "/varukatalog/120606/" in sidan(miriam, "/varukatalog/1206/")
    articles = sidan(miriam, "/varukatalog/120606/")
    assert "Rollator Dolomite Futura 600" in articles
    assert "12070-43-21M" in articles
    assert "Leverans inom 17 vardagar" in articles
    assert 'href="/artikel/19961/"' in articles
    assert 'type="checkbox"' not in articles


def test_a_code_that_is_not_there_is_a_sentence() -> None:
    assert "Börja om från Varukatalog" in sidan(inloggad("miriam"), "/varukatalog/99/", 404)
    assert "Börja om från Varukatalog" in sidan(inloggad("miriam"), "/varukatalog/21/", 404)


def test_what_has_expired_is_not_in_the_catalogue() -> None:
    page = sidan(inloggad("miriam"), "/varukatalog/091203/")
    assert "Hygienstol Ocean" not in page
    assert "Inga artiklar här" in page


def test_the_manuals_search_finds_by_product() -> None:
    page = sidan(inloggad("miriam"), "/sok-artikel/?q=futura")
    assert "Kryckhållare Futura" in page
    assert "Ryggband" in page  # by its product
    assert "Rollator Dolomite Futura 450" in page
    assert "artiklar" in page


def test_a_slip_is_mended_and_told() -> None:
    page = sidan(inloggad("miriam"), "/sok-artikel/?q=rulstol")
    assert "Inget hittades för <q>rulstol</q>" in page
    assert "Rullstol Cross 5" in page


def test_nothing_found_says_what_to_do_and_keeps_what_was_typed() -> None:
    page = sidan(inloggad("miriam"), "/sok-artikel/?q=finnsinte&typ=tillbehor")
    assert "Ingen artikel passar" in page
    assert 'value="finnsinte"' in page
    assert "<details" in page
    assert " open" in page


@pytest.mark.parametrize("wrong", ["typ=fel", "leverantor=0", "leverantor=x"])
def test_a_choice_that_is_not_in_the_list_is_refused(wrong: str) -> None:
    page = sidan(inloggad("miriam"), f"/sok-artikel/?q=s%C3%A4ng&{wrong}", 422)
    assert "i listan." in page
    assert "matchande artiklar" not in page


def test_hits_come_a_page_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.gemensamt.pages_artiklar.PER_SIDA", 5)
    first = sidan(inloggad("miriam"), "/sok-artikel/?q=futura")
    assert first.count('class="row-link') == 5
    assert "sida=2" in first
    second = sidan(inloggad("miriam"), "/sok-artikel/?q=futura&sida=2")
    assert set(_numbers(first)).isdisjoint(_numbers(second))
    monkeypatch.setattr("cases.artiklar.sok.MEST", 3)
    monkeypatch.setattr("cases.gemensamt.pages_artiklar.MEST", 3)
    assert "Fler än 3 artiklar" in sidan(inloggad("miriam"), "/sok-artikel/?q=futura")


def _numbers(page: str) -> list[str]:
    return [part.split("/")[0] for part in page.split('href="/artikel/')[1:]]


def test_all_that_is_known_of_the_manuals_article() -> None:
    page = sidan(inloggad("miriam"), "/artikel/28878/")
    for said in (
        "Benstöd vs m vadstöd",
        "KH Kommun eller primärvård hyra",
        "122203 Manuella tvåhjuldrivna rullstolar",
        "Etac Sverige AB",
        "26100",
        "35,00",
        "977,00",
        "2020-12-05",
        "1100 Buffertförråd Skövde Kommun",
        "Vinkelreglerbart benstöd",
        "Beräknad leverans",
    ):
        assert said in page, said


def test_a_price_to_come_stands_beside_the_one_that_holds() -> None:
    artikel = Artikel.objects.get(nummer="28878")
    Pris.objects.create(artikel=artikel, form="hyra", belopp=41, fran=date(2027, 1, 1))
    page = sidan(inloggad("miriam"), "/artikel/28878/")
    assert "41,00" in page
    assert "2027-01-01" in page


def test_delivery_today_follows_stock_lead_time_and_turbil() -> None:
    """Wednesday; Miriam's own unit is in Göteborg Väster, whose turbil goes on Wednesdays."""
    miriam = inloggad("miriam")
    assert "2026-12-02" in sidan(miriam, "/artikel/28878/")  # in stock
    kim = sidan(inloggad("kim.kundtjanst"), "/artikel/28878/")
    assert "2026-11-27" in kim  # HMC has no turbil of its own


def test_the_day_is_the_same_in_the_order_and_in_the_articles_own_page() -> None:
    """The order goes to Karlsborg, where the turbil goes on other days than to her own unit."""
    order = utkastet()
    miriam = inloggad("miriam")
    alone = sidan(miriam, "/artikel/28878/")
    assert "Närhälsan Gibraltar" in alone.split("Beräknad leverans")[1].split("Datumet är")[0]
    miriam.post(reverse("kundorder:lagg_till", args=[order.pk]), {"artikel": "28878"})
    rows = sidan(miriam, reverse("kundorder:orderrader", args=[order.pk]))
    [due] = re.findall(r'class="tabular">(2026-\d\d-\d\d)<', rows)
    said = sidan(miriam, f"/artikel/28878/?order={order.pk}").split("Beräknad leverans")[1]
    assert due in said
    assert due not in alone
    assert "skickas dit ordern ska" in said


def test_the_number_of_a_marked_article_leads_to_its_individer() -> None:
    kim = inloggad("kim.kundtjanst")
    page = sidan(kim, "/artikel/75178/")
    assert "/artikel/75178/individer/?lager=10" in page
    individer = sidan(kim, "/artikel/75178/individer/?lager=10")
    assert "1450001" in individer
    # Another's förråd is not hers to look into.
    for where in ("?lager=10", "?lager=", ""):
        sidan(inloggad("frida.forskrivare"), f"/artikel/75178/individer/{where}", 404)


def test_an_expired_article_is_shown_and_not_ordered() -> None:
    page = sidan(inloggad("miriam"), "/artikel/90901/")
    assert "Utgången ur sortimentet" in page
    assert reverse("kundorder:ny") not in page
    assert "Om artikeln beställs i dag" not in page


def test_who_does_not_order_gets_no_button() -> None:
    assert reverse("kundorder:ny") not in sidan(inloggad("lotta.lager"), "/artikel/75178/")


def test_ordering_from_the_article_begins_a_kundorder_with_it() -> None:
    versions.seed()
    miriam = inloggad("miriam")
    assert reverse("kundorder:ny") in sidan(miriam, "/artikel/51027/")
    begun = miriam.post(reverse("kundorder:ny"), {"artikel": "51027"})
    order = Kundorder.objects.get()
    assert begun["Location"] == f"/kundorder/{order.pk}/orderhuvud/?artikel=51027"
    answers = {
        "mottagartyp": "patient", "nummer": "200303030303", "vardrelation": "on",
        "kund": Anvandare.objects.get(username="miriam").uppdrag.get(kund__nummer="1912").kund.pk,
        "typ": "bestallning",
    }  # fmt: skip
    there = miriam.post(begun["Location"], answers)
    assert there.status_code == 302, there.content.decode()
    assert there["Location"] == f"/kundorder/{order.pk}/orderrader/?artikel=51027"
    assert 'value="51027"' in sidan(miriam, there["Location"])


def test_from_a_draft_the_ticked_articles_go_back_to_it() -> None:
    order = utkastet()
    miriam = inloggad("miriam")
    rows_page = sidan(miriam, reverse("kundorder:orderrader", args=[order.pk]))
    for path in ("/varukatalog/", "/sok-artikel/"):
        assert f"{path}?order={order.pk}" in rows_page
    for path in ("/varukatalog/120606/", "/sok-artikel/"):
        page = sidan(miriam, f"{path}?q=futura&order={order.pk}")
        assert 'name="artikel" value="19961"' in page
        assert f"/kundorder/{order.pk}/lagg_till/" in page
        assert f"/artikel/19961/?order={order.pk}" in page
        assert "Lille Skutt" in page
    assert f"?order={order.pk}" in sidan(miriam, f"/varukatalog/?order={order.pk}")
    posted = miriam.post(
        reverse("kundorder:lagg_till", args=[order.pk]), {"artikel": ["19961", "14751"]}
    )
    assert posted["Location"] == reverse("kundorder:orderrader", args=[order.pk])
    rows = Kundorderrad.objects.filter(order=order).values_list("artikel__nummer", flat=True)
    assert list(rows) == ["19961", "14751"]


def test_the_article_can_be_laid_in_a_draft_that_waits() -> None:
    order = utkastet()
    page = sidan(inloggad("miriam"), "/artikel/51027/")
    assert "Eller lägg i ett utkast" in page
    assert reverse("kundorder:lagg_till", args=[order.pk]) in page


@pytest.mark.parametrize("vem", ["frida.forskrivare", "lotta.lager", "fanny.faktura"])
def test_another_units_draft_gives_no_boxes_and_no_name(vem: str) -> None:
    order = utkastet()
    page = sidan(inloggad(vem), f"/sok-artikel/?q=futura&order={order.pk}")
    assert 'name="artikel" value="19961"' not in page
    assert "Lille Skutt" not in page
    assert "Ordern tar inte emot artiklar" in page


@pytest.mark.parametrize("said", ["nonsens", "0b0e9f0e-0000-4000-8000-000000000000"])
def test_an_order_that_takes_nothing_is_said(said: str) -> None:
    page = sidan(inloggad("miriam"), f"/artikel/51027/?order={said}")
    assert "Ordern tar inte emot artiklar" in page
    assert not Arende.objects.exists()


def test_the_demo_worlds_pictures_are_there() -> None:
    from django.contrib.staticfiles import finders

    pictures = set(Artikel.objects.exclude(bild="").values_list("bild", flat=True))
    assert len(pictures) >= 15
    assert [name for name in pictures if not finders.find(f"bilder/artiklar/{name}")] == []
    assert "bilder/artiklar/rollator.svg" in sidan(inloggad("miriam"), "/artikel/19961/")
