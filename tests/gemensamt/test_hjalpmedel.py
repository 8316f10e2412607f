"""Hjälpmedel: what a mottagare has and waits for, and who may look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from cases.gemensamt import hjalpmedelsbild, ordination
from cases.gemensamt.hjalpmedelsbild import Urval
from cases.hjalpmedel.innehav import Utlamnat, aterlamna, oppna
from cases.hjalpmedel.models import Individ, Innehav
from cases.kundorder.svar import NyRad
from cases.mottagare.models import Atkomst
from cases.mottagare.register import byt_avvikande_baskod, vardenhet_for
from cases.organisation.models import Anvandare, Baskod, Betalare
from tests.kundorder.varld import (
    PERSONNUMMER,
    Varld,
    artikel,
    bygg_varld,
    forradet,
    i_lager,
    kvitterad,
    leveranser,
    verkstalld,
)
from workflows import clock

pytestmark = pytest.mark.django_db
DAG = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _onsdag() -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def v() -> Varld:
    return bygg_varld()


@dataclass
class Hon:
    """Somebody at her screen."""

    client: Client
    v: Varld

    def sok(self, **said: object) -> str:
        """Search for the patient; the address that it leads to."""
        post = {"nummer": PERSONNUMMER, "kund": self.v.kund.pk, "vardrelation": "ja", **said}
        answer = self.client.post(reverse("hjalpmedel:sok"), post)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    def las(self, name: str, *args: object, **query: object) -> str:
        """A page's text."""
        answer = self.client.get(reverse(name, args=args), query)
        assert answer.status_code == 200, answer.content.decode()
        return answer.content.decode()


def vid(person: Anvandare, v: Varld) -> Hon:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return Hon(client, v)


@pytest.fixture
def miriam(v: Varld) -> Hon:
    return vid(v.miriam, v)


def lamna_ut(v: Varld, vad: object, *, nummer: str = "", **more: object) -> Innehav:
    """The patient has it since DAG."""
    individ = None
    if nummer:
        individ = Individ.objects.create(
            nummer=nummer, artikel=vad, plats="transport", agare="omrade_hjalpmedel"
        )
    said = {
        "mottagare_id": v.patient.pk,
        "artikel_id": vad.pk,  # type: ignore[attr-defined]
        "agare": "omrade_hjalpmedel",
        "debiteringsform": "hyra",
        "individ_id": individ.pk if individ else None,
        "bestalld": DAG,
        **more,
    }
    held = more.pop("komponent_till", None)
    said.pop("komponent_till", None)
    return oppna(Utlamnat(**said), DAG, komponent_till=held)  # type: ignore[arg-type]


def test_a_bed_stands_with_its_own_components_beneath_and_their_count(
    v: Varld, miriam: Hon
) -> None:
    beds = [lamna_ut(v, v.sang, nummer=number) for number in ("1449334", "1449335")]
    for bed, count in zip(beds, (2, 1), strict=True):
        for _ in range(count):
            lamna_ut(v, v.dosa, komponent_till=bed)
    shown = hjalpmedelsbild.bild(v.patient)
    assert [(r.individ.nummer, r.antal_komponenter) for r in shown.rader if r.individ] == [
        ("1449334", 2),
        ("1449335", 1),
    ]
    assert [len(r.komponenter) for r in shown.rader] == [2, 1]
    page = miriam.client.get(miriam.sok()).content.decode()
    assert page.index("1449334") < page.index("1449335")
    assert "(2)" in page
    assert reverse("individkort:kort", args=["1449334"]) in page
    assert reverse("individkort:komponenter", args=["1449334"]) in page


def _cell(rad: str, rubrik: str) -> str:
    """What stands under a column of a row."""
    [inner] = re.findall(rf'<td data-label="{rubrik}"[^>]*>(.*?)</td>', rad, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", inner).split())


def test_every_column_of_a_row(v: Varld, miriam: Hon) -> None:
    lamna_ut(v, v.sang, nummer="1449334")
    page = miriam.client.get(miriam.sok()).content.decode()
    [rad] = re.findall(r"<tr.*?1449334.*?</tr>", page.split("<tbody>")[1], re.DOTALL)
    shown = {
        rubrik: _cell(rad, rubrik)
        for rubrik in ("Pos", "Benämning", "Individ", "Ord.datum", "Beställt", "Ägare",
                       "Lev.datum", "Levererat", "Hämtorder")
    }  # fmt: skip
    assert shown == {
        "Pos": "1", "Benämning": "Säng SB755", "Individ": "1449334", "Ord.datum": "2026-11-02",
        "Beställt": "1", "Ägare": "Område Hjälpmedel", "Lev.datum": "2026-11-02",
        "Levererat": "1", "Hämtorder": "Nej",
    }  # fmt: skip
    assert 'popovertarget="meny-i' in rad


def test_the_menu_of_an_article_leads_on(v: Varld, miriam: Hon) -> None:
    forradet(v)
    rented = lamna_ut(v, v.sang, nummer="1449334")
    bought = lamna_ut(v, v.rollator, debiteringsform="kop", agare="namnd")
    page = miriam.client.get(miriam.sok()).content.decode()
    menus = {
        row.pk: re.findall(
            r"</svg>\s*([^<]+?)\s*</(?:a|button)>",
            page.split(f'id="meny-i{row.pk}"')[1].split("</ul>")[0],
        )
        for row in (rented, bought)
    }
    assert menus[rented.pk] == [
        "Artikelinformation", "Ordinationsöversikt", "Beställ", "Hämtorder", "Anmäl förkommet",
        "Arbetsorder", "Felrapport",
    ]  # fmt: skip
    assert menus[bought.pk] == [
        "Artikelinformation", "Ordinationsöversikt", "Beställ", "Anmäl förkommet",
        "Retur av hjälpmedel", "Arbetsorder", "Felrapport",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (Urval(), ["75178", "10001", "20002", "20003"]),
        (Urval(iso="1812"), ["75178"]),
        (Urval(artikeltyp="tillbehor"), ["55434"]),
        (Urval(individer=True), ["75178"]),
        (Urval(debitering="hyra"), ["75178", "10001"]),
        (Urval(debitering="kop"), ["20002"]),
        (Urval(debitering="salt"), ["20003"]),
    ],
)
def test_the_list_is_narrowed(v: Varld, asked: Urval, left: list[str]) -> None:
    from cases.artiklar.models import IsoKod

    v.sang.iso = IsoKod.objects.create(kod="181210", namn="Sängar")
    v.sang.save()
    bed = lamna_ut(v, v.sang, nummer="1449334")
    lamna_ut(v, v.dosa, komponent_till=bed)
    lamna_ut(v, v.rollator)
    lamna_ut(v, artikel("20002", "Griptång", v.lager), debiteringsform="kop", agare="namnd")
    lamna_ut(v, artikel("20003", "Kudde", v.lager), debiteringsform="kop", agare="mottagare")
    shown = hjalpmedelsbild.bild(v.patient, asked)
    assert sorted(r.artikel.nummer for r in shown.rader) == sorted(left)
    if asked.artikeltyp:
        assert [r.till for r in shown.rader] == ["1449334"]


def test_an_iso_code_that_is_none_is_told_and_everything_is_shown(v: Varld, miriam: Hon) -> None:
    lamna_ut(v, v.rollator)
    address = miriam.sok()
    answer = miriam.client.get(f"{address}&iso=abc")
    assert answer.status_code == 422
    assert "Ange ISO-koden med högst sex siffror" in answer.content.decode()
    assert "10001" in answer.content.decode()


def test_the_search_takes_the_filters_along_but_never_the_number(miriam: Hon) -> None:
    address = miriam.sok(iso="18", individer="ja", debitering="hyra")
    assert PERSONNUMMER not in address
    assert "iso=18" in address
    assert "individer=ja" in address


def test_payers_are_shown_when_asked_for(v: Varld, miriam: Hon) -> None:
    lamna_ut(v, v.rollator, betalare_id=Betalare.objects.get().pk)
    address = miriam.sok()
    assert '<th scope="col">Betalare</th>' not in miriam.client.get(address).content.decode()
    page = miriam.client.get(f"{address}&betalare=ja").content.decode()
    assert '<td data-label="Betalare">1 Regionen</td>' in page


def test_what_is_ordered_and_has_not_come_is_in_the_list_with_none_delivered(
    v: Varld, miriam: Hon
) -> None:
    order = verkstalld(v, NyRad("75178"))
    [row] = hjalpmedelsbild.bild(v.patient).rader
    assert (row.antal, row.levererat, row.levererad) == (1, 0, None)
    assert [part.artikel.nummer for part in row.komponenter] == ["55434"]
    page = miriam.client.get(miriam.sok()).content.decode()
    rad = order.rader.get(artikel=v.sang)
    assert reverse("hjalpmedel:ordination_rad", args=[rad.pk]) in page


def test_a_delivered_order_is_told_by_its_ordination(v: Varld, miriam: Hon) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v, NyRad("75178"))
    [leverans] = leveranser(order)
    kvitterad(v, leverans)
    held = Innehav.objects.get(artikel=v.sang)
    told = ordination.for_innehav(held.pk)
    order.arende.refresh_from_db()
    assert told.bestallare == v.miriam
    assert [step.status for step in told.steg] == [
        "Registrerad", "För plockning", "Plockad", "Utlevererad", "Levererad",
    ]  # fmt: skip
    assert {step.lager for step in told.steg[1:]} == {"10 Lager 10"}
    miriam.sok()
    page = miriam.las("hjalpmedel:ordination", held.pk)
    assert order.arende.nummer in page
    assert reverse("kundorder:detalj", args=[order.pk]) in page
    assert "2026-11-25" in page
    part = ordination.for_innehav(Innehav.objects.get(artikel=v.dosa).pk)
    assert held.individ
    assert held.individ.nummer in part.komponent_till


def test_the_day_of_a_samleverans_is_seen_in_the_ordination(v: Varld, miriam: Hon) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("75178"), NyRad("10001"), samleverans=True)
    rad = order.rader.get(artikel=v.sang)
    miriam.sok()
    page = miriam.las("hjalpmedel:ordination_rad", rad.pk)
    assert "Samleverans: allt på ordern kommer tillsammans" in page
    assert f"{rad.planerad:%Y-%m-%d}" in page


def test_an_aid_older_than_the_orders_says_so(v: Varld, miriam: Hon) -> None:
    held = lamna_ut(v, v.rollator)
    miriam.sok()
    assert "beställningen är inte gjord i webSesam" in miriam.las("hjalpmedel:ordination", held.pk)


def test_consumables_have_a_list_of_their_own_and_a_link_only_then(v: Varld, miriam: Hon) -> None:
    lamna_ut(v, v.rollator)
    address = miriam.sok()
    link = reverse("hjalpmedel:forbrukning", args=[v.patient.pk])
    assert link not in miriam.client.get(address).content.decode()
    pads = artikel("20004", "Inkontinensskydd", v.lager)
    pads.forbrukning = True
    pads.save()
    lamna_ut(v, pads)
    page = miriam.client.get(address).content.decode()
    assert link in page
    assert "20004" not in page
    assert "20004" in miriam.las("hjalpmedel:forbrukning", v.patient.pk)


def test_what_was_returned_is_listed_with_both_days(v: Varld, miriam: Hon) -> None:
    held = lamna_ut(v, v.sang, nummer="1449334")
    aterlamna(held.pk, date(2026, 11, 20))
    wrong = lamna_ut(v, v.rollator)
    Innehav.objects.filter(pk=wrong.pk).update(
        annullerad=True, aterlamnad=DAG, aterlamnat=1, hyra_fran=None
    )
    miriam.sok()
    page = miriam.las("hjalpmedel:aterlamnade", v.patient.pk)
    for said in (
        "75178",
        "2026-11-02",
        "2026-11-20",
        reverse("individkort:kort", args=["1449334"]),
    ):
        assert said in page
    assert "10001" not in page
    assert "Ordinationsöversikt" in page
    assert ">Beställ<" not in page


def test_the_history_of_baskoder(v: Varld, miriam: Hon) -> None:
    payer = Betalare.objects.create(nummer="2", namn="Kommunen")
    other = Baskod.objects.create(kod="1446k", namn="Karlsborg", sida="kommun", betalare=payer)
    byt_avvikande_baskod(v.patient.pk, other, v.miriam)
    miriam.sok()
    page = miriam.las("hjalpmedel:baskodshistorik", v.patient.pk)
    assert page.index("1446k") < page.index("Ordinarie")
    assert "Gäller nu" in page


def test_the_history_is_found_from_dina_uppgifter(v: Varld, miriam: Hon) -> None:
    there = reverse("egen_baskodshistorik")
    assert there in miriam.las("dina_uppgifter")
    unread = miriam.client.post(there, {"nummer": "1", "kund": v.kund.pk, "vardrelation": "ja"})
    assert unread.status_code == 422
    said = {"nummer": PERSONNUMMER, "kund": v.kund.pk}
    assert miriam.client.post(there, said).status_code == 422
    found = miriam.client.post(there, {**said, "vardrelation": "ja"})
    page = miriam.client.get(found["Location"]).content.decode()
    assert "1446 Karlsborg" in page
    # Tillbaka leads to another search.
    assert f'href="{there}"' in page
    assert Atkomst.objects.filter(objekt="Baskodshistorik", vad=Atkomst.Vad.OPPNADE).exists()


def test_the_paper_list_is_logged_as_printed(v: Varld, miriam: Hon) -> None:
    lamna_ut(v, v.rollator)
    miriam.sok()
    assert "10001" in miriam.las("hjalpmedel:utskrift", v.patient.pk)
    assert Atkomst.objects.latest("pk").vad == Atkomst.Vad.SKREV_UT


def test_components_on_their_way_are_no_link_when_there_are_none(v: Varld, miriam: Hon) -> None:
    lamna_ut(v, v.sang, nummer="1449334")
    page = miriam.client.get(miriam.sok()).content.decode()
    assert reverse("hjalpmedel:komponenter_pa_vag", args=[v.patient.pk]) not in page
    assert "Inga komponenter på väg" in miriam.las("hjalpmedel:komponenter_pa_vag", v.patient.pk)


def test_a_component_on_its_way_is_told_with_its_order(v: Varld, miriam: Hon) -> None:
    rail = artikel("55526", "Grindskydd", v.lager, typ="tillbehor", pris=12)
    bed = lamna_ut(v, v.sang, nummer="1449334")
    order = verkstalld(v, NyRad("55526"))
    order.rader.update(kompletterar=bed)
    page = miriam.client.get(miriam.sok()).content.decode()
    assert reverse("hjalpmedel:komponenter_pa_vag", args=[v.patient.pk]) in page
    assert "(1)" in page
    assert rail.nummer in page
    order.arende.refresh_from_db()
    for told in (
        miriam.las("hjalpmedel:komponenter_pa_vag", v.patient.pk),
        miriam.las("individkort:komponenter_pa_vag", "1449334"),
    ):
        for said in (order.arende.nummer, "miriam", "2026-11-25", "1449334"):
            assert said in told
        assert reverse("kundorder:detalj", args=[order.pk]) in told
    there = reverse("individkort:komponenter_pa_vag", args=["1449334"])
    assert there in miriam.las("individkort:kort", "1449334")
    assert 'data-color="info"' in miriam.las("individkort:komponenter", "1449334")
    # Another unit is told the number, and has no way in.
    frida = vid(v.frida, v)
    frida.sok(kund=v.annan_kund.pk)
    told = frida.las("hjalpmedel:komponenter_pa_vag", v.patient.pk)
    assert order.arende.nummer in told
    assert reverse("kundorder:detalj", args=[order.pk]) not in told


def test_a_vardenhet_is_found_by_kundnummer_and_only_ones_own(v: Varld, miriam: Hon) -> None:
    unit, other = vardenhet_for(v.kund), vardenhet_for(v.annan_kund)
    address = miriam.sok(mottagartyp="vardenhet", nummer="410000", vardrelation="")
    assert address.startswith(reverse("hjalpmedel:bild", args=[unit.pk]))
    page = miriam.client.get(address).content.decode()
    assert "Rehab" in page
    assert reverse("hjalpmedel:baskodshistorik", args=[unit.pk]) not in page
    there = miriam.client.get(reverse("hjalpmedel:bild", args=[other.pk]))
    assert there.status_code == 403
    assert not Atkomst.objects.filter(mottagare=other).exists()


def test_an_order_begun_here_knows_whom_and_asks_nothing_twice(v: Varld, miriam: Hon) -> None:
    miriam.sok()
    post = {"nummer": PERSONNUMMER, "mottagartyp": "patient", "kund": "410000", "artikel": "75178"}
    head = miriam.client.post(reverse("kundorder:ny"), post)["Location"]
    page = miriam.client.get(head).content.decode()
    assert PERSONNUMMER in page
    assert "Jag deltar i vården" not in page
    said = {"mottagartyp": "patient", "nummer": PERSONNUMMER, "kund": v.kund.pk}
    rows = miriam.client.post(head, said)
    assert rows.status_code == 302, rows.content.decode()
    assert 'value="75178"' in miriam.client.get(rows["Location"]).content.decode()


@pytest.mark.parametrize(
    "name",
    ["bild", "utskrift", "forbrukning", "aterlamnade", "komponenter_pa_vag", "baskodshistorik"],
)
def test_nothing_is_shown_before_the_vardrelation_is_confirmed(
    v: Varld, miriam: Hon, name: str
) -> None:
    answer = miriam.client.get(reverse(f"hjalpmedel:{name}", args=[v.patient.pk]))
    assert answer.status_code == 403
    assert "Skutt" not in answer.content.decode()
    assert not Atkomst.objects.exists()


def test_a_protected_persons_address_and_phone_stand_on_no_page(v: Varld, miriam: Hon) -> None:
    v.patient.skydd = "sekretess"
    v.patient.save()
    held = lamna_ut(v, v.sang, nummer="1449334")
    address = miriam.sok()
    pages = [miriam.client.get(address).content.decode()]
    pages += [
        miriam.las(f"hjalpmedel:{name}", v.patient.pk)
        for name in ("utskrift", "aterlamnade", "baskodshistorik", "komponenter_pa_vag")
    ]
    pages.append(miriam.las("hjalpmedel:ordination", held.pk))
    pages.append(miriam.las("individkort:kort", "1449334"))
    for page in pages:
        assert "Morotslandet" not in page
        assert "010-000 11 01" not in page
