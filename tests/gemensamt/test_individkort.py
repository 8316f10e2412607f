"""Individkort: found by part of its number, moved by who has it, whose it is for who may know."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from cases.hjalpmedel.models import Individ
from cases.hjalpmedel.placering import placera
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Lager
from tests.gemensamt.test_hjalpmedel import lamna_ut
from tests.kundorder.varld import Varld, bygg_varld, forradet, person
from workflows import clock
from workflows.errors import NotYourTurn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _onsdag() -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def v() -> Varld:
    return bygg_varld()


def vid(vem: Anvandare) -> Client:
    client = Client()
    client.force_login(vem, backend="django.contrib.auth.backends.ModelBackend")
    return client


def individ(v: Varld, nummer: str, **more: object) -> Individ:
    where = {"plats": "lager", "lager": v.lager, **more}
    return Individ.objects.create(nummer=nummer, artikel=v.sang, agare="omrade_hjalpmedel", **where)


def adress(nummer: str = "1234567", name: str = "kort") -> str:
    return reverse(f"individkort:{name}", args=[nummer])


@pytest.mark.parametrize(
    ("asked", "found"),
    [("123*", ["1234567", "1239999"]), ("*567", ["1234567", "9990567"]), ("*", []), ("12", [])],
)
def test_a_part_of_the_number_finds_those_that_begin_or_end_so(
    v: Varld, asked: str, found: list[str]
) -> None:
    for number in ("1234567", "1239999", "9990567"):
        individ(v, number)
    page = vid(v.miriam).get(reverse("individkort:sok"), {"individ": asked}).content.decode()
    assert [n for n in ("1234567", "1239999", "9990567") if n in page] == found
    assert ("Ingen träff." in page) == (not found)


def test_a_number_that_is_one_leads_to_its_card(v: Varld) -> None:
    individ(v, "1234567")
    answer = vid(v.miriam).get(reverse("individkort:sok"), {"individ": "1234567"})
    assert answer["Location"] == adress()


def test_the_card_tells_what_is_known_of_the_individ(v: Varld) -> None:
    individ(
        v, "1234567", serienummer="14B02003103", senaste_fu="2015-06-12", kortstext="Obs hjulen",
        senaste_besiktning="2020-01-02", specialanpassning="SA-1", placering="Hylla 3",
    )  # fmt: skip
    page = vid(v.lotta).get(adress()).content.decode()
    for said in (
        "75178", "Säng SB755", "14B02003103", "10 Lager 10", "2015-06-12", "2020-01-02", "SA-1",
        "Hylla 3", "Obs hjulen", "Ingen mottagare har individen nu",
        reverse("artiklar:artikel", args=["75178"]),
    ):  # fmt: skip
        assert said in page


def test_the_links_of_the_card_and_the_menu_of_the_mottagare(v: Varld) -> None:
    """All that the manual has: what it is a part of, what can be done with it, and with whose."""
    forradet(v)
    bed = lamna_ut(v, v.sang, nummer="1234567", debiteringsform="kop", agare="namnd")
    lamna_ut(v, v.dosa, komponent_till=bed)
    Individ.objects.filter(nummer="1234567").update(kortstext="Obs hjulen")
    miriam = vid(v.miriam)
    said = {"kund": v.kund.pk, "vardrelation": "ja"}
    page = miriam.get(miriam.post(adress(name="bekrafta"), said)["Location"]).content.decode()
    links = page.split('aria-label="Mer om individen"')[1].split("</nav>")[0]
    assert re.findall(r">([^<>]+)</a>", links) == [
        "Komponenter (1)", "Hämtorder", "Anmäl förkommet", "Retur av hjälpmedel", "Arbetsorder",
        "Felrapport", "Registrerade ao", "Textinformation",
    ]  # fmt: skip
    menu = page.split('id="mottagarmeny"')[1].split("</ul>")[0]
    assert re.findall(r"</svg>\s*([^<]+?)\s*</a>", menu) == [
        "Ordinationsöversikt", "Återlämnade hjälpmedel", "Hjälpmedel per mottagare", "Arbetsorder",
    ]  # fmt: skip


def test_an_individ_that_is_none_is_not_found(v: Varld) -> None:
    assert vid(v.miriam).get(adress("777")).status_code == 404


def test_whose_it_is_waits_for_a_confirmed_vardrelation(v: Varld) -> None:
    lamna_ut(v, v.sang, nummer="1234567")
    miriam = vid(v.miriam)
    page = miriam.get(adress()).content.decode()
    assert "Visa mottagaren" in page
    assert "Skutt" not in page
    refused = miriam.post(adress(name="bekrafta"), {"kund": v.kund.pk})
    assert refused.status_code == 422
    assert "Bekräfta att du deltar i vården" in refused.content.decode()
    assert not Atkomst.objects.exists()
    said = {"kund": v.kund.pk, "vardrelation": "ja"}
    shown = miriam.post(adress(name="bekrafta"), said)["Location"]
    assert shown == f"{adress()}?kund=410000"
    page = miriam.get(shown).content.decode()
    assert "Lille Skutt" in page
    for name in ("bild", "aterlamnade"):
        assert reverse(f"hjalpmedel:{name}", args=[v.patient.pk]) in page
    logged = Atkomst.objects.order_by("pk").values_list("vad", "objekt")
    assert list(logged) == [
        ("bekraftade", "Individkort 1234567"),
        ("oppnade", "Individkort 1234567"),
    ]


@pytest.mark.parametrize("roll", ["lager", "transport", "inkop", "ekonomi"])
def test_who_does_not_look_patients_up_is_not_told_whose(v: Varld, roll: str) -> None:
    lamna_ut(v, v.sang, nummer="1234567")
    client = vid(person("hon", roll))
    page = client.get(adress()).content.decode()
    assert "Individen finns hos en mottagare" in page
    assert "Skutt" not in page
    assert "Utgå från ärendet" in page
    assert client.post(adress(name="bekrafta"), {"vardrelation": "ja"}).status_code == 403
    assert not Atkomst.objects.exists()


@pytest.mark.parametrize("roll", ["processagare", "fakturagranskare", "loggranskare"])
@pytest.mark.parametrize("name", ["kort", "komponenter", "komponenter_pa_vag"])
def test_who_has_nothing_to_do_with_aids_sees_no_card(v: Varld, roll: str, name: str) -> None:
    individ(v, "1234567")
    client = vid(person("hon", roll))
    assert client.get(adress(name=name)).status_code == 403
    assert client.get(reverse("individkort:sok")).status_code == 403


def test_flytta_writes_the_place_and_an_empty_one_takes_it_away(v: Varld) -> None:
    one = individ(v, "1234567", placering="Hylla 3")
    lotta = vid(v.lotta)
    lotta.post(adress(name="flytta"), {"placering": "  Hylla   4 ", "var": "Hylla 3"})
    one.refresh_from_db()
    assert one.placering == "Hylla 4"
    lotta.post(adress(name="flytta"), {"placering": "", "var": "Hylla 4"})
    one.refresh_from_db()
    assert one.placering == ""


def test_a_place_too_long_is_refused_and_stays_in_the_field(v: Varld) -> None:
    one = individ(v, "1234567", placering="Hylla 3")
    answer = vid(v.lotta).post(adress(name="flytta"), {"placering": "x" * 41, "var": "Hylla 3"})
    assert answer.status_code == 422
    assert "högst 40 tecken" in answer.content.decode()
    assert "x" * 41 in answer.content.decode()
    one.refresh_from_db()
    assert one.placering == "Hylla 3"


def test_a_place_that_another_has_changed_is_not_overwritten(v: Varld) -> None:
    one = individ(v, "1234567", placering="Hylla 9")
    with pytest.raises(NotYourTurn, match="Hylla 9"):
        placera(one.pk, "Hylla 4", var="Hylla 3")
    assert vid(v.lotta).post(adress(name="flytta"), {"var": "Hylla 3"}).status_code == 409
    one.refresh_from_db()
    assert one.placering == "Hylla 9"


def test_only_those_who_have_it_move_it(v: Varld) -> None:
    own = Lager.objects.create(nummer="1100", namn="Förråd", typ="buffert", kund=v.kund)
    here, there = individ(v, "1234567"), individ(v, "7654321", lager=own)
    miriam, frida, lotta = vid(v.miriam), vid(v.frida), vid(v.lotta)
    for client, number, status in (
        (miriam, "1234567", 403),
        (lotta, "7654321", 403),
        (frida, "7654321", 403),
        (miriam, "7654321", 302),
    ):
        answer = client.post(adress(number, "flytta"), {"placering": "Hylla 1"})
        assert answer.status_code == status
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.placering, there.placering) == ("", "Hylla 1")


def test_moving_what_a_mottagare_has_is_logged(v: Varld) -> None:
    lamna_ut(v, v.sang, nummer="1234567")
    miriam = vid(v.miriam)
    assert miriam.post(adress(name="flytta"), {"placering": "Rum 2"}).status_code == 403
    assert not Atkomst.objects.exists()
    miriam.post(adress(name="bekrafta"), {"kund": v.kund.pk, "vardrelation": "ja"})
    assert miriam.post(adress(name="flytta"), {"placering": "Rum 2"}).status_code == 302
    assert Atkomst.objects.filter(vad="andrade", objekt="Individkort 1234567: placering").exists()


def test_where_it_stands_with_a_mottagare_is_told_to_who_may_open_her(v: Varld) -> None:
    lamna_ut(v, v.sang, nummer="1234567")
    individ(v, "1239999", placering="Hylla 7")
    Individ.objects.filter(nummer="1234567").update(placering="Rum 2")
    miriam = vid(v.miriam)
    found = reverse("individkort:sok") + "?individ=123*"
    assert "Rum 2" not in miriam.get(adress()).content.decode()
    page = miriam.get(found).content.decode()
    assert "Hylla 7" in page
    assert "Rum 2" not in page
    miriam.post(adress(name="bekrafta"), {"kund": v.kund.pk, "vardrelation": "ja"})
    assert "Rum 2" in miriam.get(adress()).content.decode()
    assert "Rum 2" in miriam.get(found).content.decode()


def test_where_it_stands_with_a_protected_person_is_told_to_nobody(v: Varld) -> None:
    lamna_ut(v, v.sang, nummer="1234567")
    individ(v, "1239999")
    Individ.objects.filter(nummer="1234567").update(placering="Rum 2")
    Mottagare.objects.update(skydd="sekretess")
    found = reverse("individkort:sok") + "?individ=123*"
    for who in (v.miriam, v.kim, v.lotta):
        client = vid(who)
        client.post(adress(name="bekrafta"), {"kund": v.kund.pk, "vardrelation": "ja"})
        assert "Rum 2" not in client.get(adress()).content.decode()
        assert "Rum 2" not in client.get(found).content.decode()
        answer = client.post(adress(name="flytta"), {"placering": "Rum 3", "var": "Rum 2"})
        assert answer.status_code == 403
    assert Individ.objects.get(nummer="1234567").placering == "Rum 2"


def test_the_components_with_their_status(v: Varld) -> None:
    bed = lamna_ut(v, v.sang, nummer="1234567")
    lamna_ut(v, v.dosa, komponent_till=bed)
    page = vid(v.kim).get(adress(name="komponenter")).content.decode()
    assert "55434" in page
    assert "Levererad" in page
    assert 'data-color="info"' not in page
