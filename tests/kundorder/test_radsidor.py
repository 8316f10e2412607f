"""The rows in the browser: finding, adding, components, equivalents, completing, attaching."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.artiklar.models import Artikel, Ersattning, Favorit, Tillbehor
from cases.artiklar.register import indexera
from cases.gemensamt.models import Bilaga
from cases.kundorder import (
    actions,
    actions_makulera,
    actions_rader,
    begaranden,
    queries,
    traffar,
)
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.organisation.models import Lager
from tests.kundorder.test_komplettering import utlamnad
from tests.kundorder.test_lagg_till import paborjad
from tests.kundorder.test_sidor import inloggad, till
from tests.kundorder.varld import (
    Varld,
    artikel,
    forradet,
    i_lager,
    utkast,
    utkast_ur_forrad,
    verkstalld,
)
from workflows import clock


@pytest.fixture(autouse=True)
def _onsdag():  # type: ignore[no-untyped-def]
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def miriam(v: Varld) -> Client:
    return inloggad(v.miriam)


@pytest.fixture
def order(v: Varld) -> Kundorder:
    return paborjad(v)


def sida(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"kundorder:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def rad(order: Kundorder, nummer: str) -> Kundorderrad:
    return Kundorderrad.objects.get(order=order, artikel__nummer=nummer)


def test_the_manuals_bed_over_the_pages(v: Varld, miriam: Client, order: Kundorder) -> None:
    lyft = artikel("55871", "Lyftbåge kpl std", v.lager, typ="tillbehor", pris=10)
    grind = artikel("75175", "Sänggrind Line std", v.lager, typ="tillbehor", pris=79)
    lyft.artikeltext = "Levereras beige eller silver beroende på lagarsaldo"
    lyft.save()
    for part in (lyft, grind):
        Tillbehor.objects.create(huvudartikel=v.sang, tillbehor=part)
    till(miriam, "kundorder:orderrader", order, artikel="75178", gor="lagg_till")
    bed = rad(order, "75178")
    assert "Vanligaste tillbehören till" in sida(miriam, "komponenter", order.pk, bed.pk)
    offered = sida(miriam, "tillbehor", order.pk, bed.pk)
    assert "Övriga komponenter" in offered
    assert lyft.artikeltext in offered
    assert "Ett hjälpmedel till" in offered
    only = sida(miriam, "tillbehor", order.pk, bed.pk, benamning="grind", produktnamn="")
    assert "75175" in only
    assert "55871" not in only
    assert "Ingen träff." in sida(miriam, "tillbehor", order.pk, bed.pk, benamning="elefant")
    address = reverse("kundorder:tillbehor", args=[order.pk, bed.pk])
    assert miriam.post(address, {"artikel": "10001"}).status_code == 422
    answer = miriam.post(address, {"artikel": ["55871", "75175"]})
    assert answer["Location"] == reverse("kundorder:komponenter", args=[order.pk, bed.pk])
    page = sida(miriam, "komponenter", order.pk, bed.pk)
    assert "491,00" in page
    assert lyft.artikeltext in page
    rows = sida(miriam, "orderrader", order.pk)
    assert "75178 (3)</a>" in rows
    assert "491,00" in rows


def test_what_is_ticked_stays_through_a_search(v: Varld, miriam: Client, order: Kundorder) -> None:
    for number, name in (("55871", "Lyftbåge"), ("75175", "Sänggrind"), ("55526", "Grindskydd")):
        part = artikel(number, name, v.lager, typ="tillbehor", pris=10)
        Tillbehor.objects.create(huvudartikel=v.sang, tillbehor=part)
    till(miriam, "kundorder:orderrader", order, artikel="75178", gor="lagg_till")
    bed = rad(order, "75178")
    address = reverse("kundorder:tillbehor", args=[order.pk, bed.pk])
    search = {"gor": "sok", "produktnamn": "", "benamning": "grind"}
    found = miriam.post(address, {**search, "artikel": ["55871", "75175", "75178"]})
    page = found.content.decode()
    assert found.status_code == 200
    assert "Det du redan har bockat i" in page
    for kept in ("55871", "75175", "75178"):
        assert page.count(f'value="{kept}" checked') == 1
    assert 'value="55526">' in page
    assert page.count(">Beställ</button>") == 2
    assert not order.rader.filter(artikel__nummer="55871").exists()
    nothing = miriam.post(address, {**search, "benamning": "elefant", "artikel": "55871"})
    assert "Ingen träff." in nothing.content.decode()
    assert 'value="55871" checked' in nothing.content.decode()
    refused = miriam.post(address, {"sokt": "ja", "benamning": "grind", "produktnamn": ""})
    assert refused.status_code == 422
    assert "Sökträffar" in refused.content.decode()
    assert "55871" not in refused.content.decode()
    bought = {"sokt": "ja", "produktnamn": "", "benamning": "grind", "artikel": ["55871", "75175"]}
    assert miriam.post(address, bought).status_code == 302
    assert order.rader.filter(huvudrad=bed, artikel__nummer__in=["55871", "75175"]).count() == 2


def test_a_component_is_changed_and_refused_in_its_own_page(
    v: Varld, miriam: Client, order: Kundorder
) -> None:
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("75178"))
    bed, dosa = rad(order, "75178"), rad(order, "55434")
    address = reverse("kundorder:komponenter", args=[order.pk, bed.pk])
    wrong = miriam.post(
        address, {f"antal-{dosa.pk}": "3", f"kommentar-{dosa.pk}": "Lång sladd", "gor": "spara"}
    )
    assert wrong.status_code == 422
    assert "I hyran ingår 1 55434" in wrong.content.decode()
    assert "Lång sladd" in wrong.content.decode()
    dosa.refresh_from_db()
    assert (dosa.antal, dosa.kommentar) == (1, "")
    answer = miriam.post(
        address, {f"antal-{dosa.pk}": "1", f"kommentar-{dosa.pk}": "Lång sladd", "gor": "ater"}
    )
    assert answer["Location"] == reverse("kundorder:orderrader", args=[order.pk])
    dosa.refresh_from_db()
    assert dosa.kommentar == "Lång sladd"


def test_a_row_that_is_gone_leads_back(v: Varld, miriam: Client, order: Kundorder) -> None:
    for name in ("komponenter", "tillbehor", "radbilagor"):
        answer = miriam.get(reverse(f"kundorder:{name}", args=[order.pk, order.pk]))
        assert answer["Location"] == reverse("kundorder:orderrader", args=[order.pk])


def test_the_equivalent_is_ticked_and_chosen(v: Varld, miriam: Client, order: Kundorder) -> None:
    old = artikel("57595", "Rullstol Cross 5", v.lager, individmarkt=True, pris=228)
    new = artikel("76821", "Rullstol Cross 6", v.lager, individmarkt=True, pris=278)
    Ersattning.objects.create(artikel=old, ersattning=new, forvald=True)
    where = till(miriam, "kundorder:orderrader", order, artikel="57595", gor="lagg_till")
    chair = rad(order, "57595")
    assert where == f"{reverse('kundorder:ersattning', args=[order.pk])}?rad={chair.pk}"
    page = miriam.get(where).content.decode()
    assert "En likvärdig artikel med samma/kortare leveranstid finns tillgänglig" in page
    assert 'value="76821" checked' in page
    assert 'value="57595" checked' not in page
    assert "76821 kostar 50,00\xa0kr mer per månad" in page
    assert "50,00\xa0kr dyrare" in page
    assert "Spara valet" in page
    refused = miriam.post(where, {f"val-{chair.pk}": "99999"})
    assert refused.status_code == 422
    till(miriam, "kundorder:ersattning", order, **{f"val-{chair.pk}": "76821"})
    assert "I stället för 57595" in sida(miriam, "orderrader", order.pk)
    assert "Likvärdig artikel finns" in sida(miriam, "orderrader", order.pk)


def test_nothing_to_choose_leads_back(v: Varld, miriam: Client, order: Kundorder) -> None:
    answer = miriam.get(reverse("kundorder:ersattning", args=[order.pk]))
    assert answer["Location"] == reverse("kundorder:orderrader", args=[order.pk])


def test_an_accessory_is_coupled_to_a_delivered_individ(
    v: Varld, miriam: Client, order: Kundorder
) -> None:
    skydd = artikel("55526", "Grindskydd", v.lager, typ="tillbehor", pris=12)
    Tillbehor.objects.create(huvudartikel=v.sang, tillbehor=skydd)
    stol = artikel("57595", "Rullstol", v.lager, individmarkt=True)
    bed, _ = utlamnad(v, v.sang, "1449334"), utlamnad(v, stol, "1460001")
    till(miriam, "kundorder:orderrader", order, artikel="55526", gor="lagg_till")
    guard = rad(order, "55526")
    assert "Kompl. individ" in sida(miriam, "orderrader", order.pk)
    page = sida(miriam, "komplettera", order.pk, rad=guard.pk)
    assert page.index("1449334") < page.index("1460001")
    assert page.count("Tar inte emot det du har bockat i") == 1
    refused = miriam.post(reverse("kundorder:komplettera", args=[order.pk]), {"innehav": bed.pk})
    assert refused.status_code == 422
    till(miriam, "kundorder:komplettera", order, rad=guard.pk, innehav=bed.pk)
    text = "Komplettering till levererad individ: 1449334 75178 Säng SB755"
    assert text in sida(miriam, "orderrader", order.pk)


def test_from_the_top_accessories_are_chosen_for_an_individ(
    v: Varld, miriam: Client, order: Kundorder
) -> None:
    skydd = artikel("55526", "Grindskydd", v.lager, typ="tillbehor", pris=12)
    Tillbehor.objects.create(huvudartikel=v.sang, tillbehor=skydd)
    bed = utlamnad(v, v.sang, "1449334")
    assert "Välj tillbehör" in sida(miriam, "komplettera", order.pk)
    assert "55526" in sida(miriam, "tillbehor_till_individ", order.pk, innehav=bed.pk)
    nobody = miriam.get(reverse("kundorder:tillbehor_till_individ", args=[order.pk]))
    assert nobody["Location"] == reverse("kundorder:komplettera", args=[order.pk])
    there = reverse("kundorder:tillbehor_till_individ", args=[order.pk])
    refused = miriam.post(there, {"innehav": bed.pk})
    assert refused.status_code == 422
    search = {"innehav": bed.pk, "gor": "sok", "benamning": "elefant", "artikel": "55526"}
    assert 'value="55526" checked' in miriam.post(there, search).content.decode()
    till(miriam, "kundorder:tillbehor_till_individ", order, innehav=bed.pk, artikel="55526")
    assert rad(order, "55526").kompletterar == bed


def test_what_is_no_number_is_searched_for(v: Varld, miriam: Client, order: Kundorder) -> None:
    indexera(list(Artikel.objects.all()))
    address = reverse("kundorder:orderrader", args=[order.pk])
    answer = miriam.post(address, {"artikel": "rolator", "kommentar": "Röd", "gor": "lagg_till"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "10001" in page
    assert "Inget stavas ”rolator”" in page
    assert 'value="Röd"' in page
    assert not order.rader.exists()
    live = sida(miriam, "sok_artikel", order.pk, artikel="säng")
    assert "75178" in live
    assert "<!doctype" not in live
    assert sida(miriam, "sok_artikel", order.pk).strip() == ""
    nothing = miriam.post(address, {"artikel": "elefant", "gor": "sok"})
    assert "Ingen träff." in nothing.content.decode()
    unknown = miriam.post(address, {"artikel": "99999", "gor": "lagg_till"})
    assert unknown.status_code == 422
    assert "Det finns ingen artikel 99999" in unknown.content.decode()


def test_a_hit_tells_stock_price_and_equivalent(v: Varld, miriam: Client, order: Kundorder) -> None:
    Lager.objects.create(nummer="4100", namn="Rehabs förråd", typ="buffert", kund=v.kund)
    other = artikel("10002", "Rollator Ny", v.smalager, pris=120)
    Ersattning.objects.create(artikel=v.rollator, ersattning=other, forvald=True)
    i_lager(v.rollator, 1)
    i_lager(other, 1)
    indexera(list(Artikel.objects.all()))
    page = sida(miriam, "sok_artikel", order.pk, artikel="10001")
    assert "Finns i lager 60" in page
    assert "116,00" in page
    assert "0 st" in page
    assert "Likvärdig artikel finns: 10002 Rollator Ny" in page


def test_favourites_and_the_last_order(v: Varld, miriam: Client, order: Kundorder) -> None:
    address = reverse("kundorder:favorit", args=[order.pk])
    answer = miriam.post(address, {"favorit": "10001"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in answer.content.decode()
    assert Favorit.objects.get().artikel == v.rollator
    verkstalld(v, NyRad("75178", antal=2))
    page = sida(miriam, "orderrader", order.pk)
    assert "Mina favoriter (1)" in page
    assert "Som förra gången: kundorder 26480001" in page
    assert 'value="75178" checked' in page
    assert 'name="antal-75178" value="2"' in page
    kept = miriam.post(address, {"favorit": "10001", "sokt": "säng", "artikel": "75178"})
    assert kept.status_code == 200
    assert not Favorit.objects.exists()
    unknown = miriam.post(address, {"favorit": "99999"})
    assert unknown.status_code == 200
    assert not Favorit.objects.exists()


def test_a_cancelled_order_is_not_the_last_time(v: Varld, order: Kundorder) -> None:
    i_lager(v.rollator, 1)
    first = verkstalld(v, NyRad("10001"))
    later = verkstalld(v, NyRad("75178"))
    actions_makulera.makulera(later.pk, person=v.miriam)
    assert queries.forra_ordern(order, v.miriam) == first
    rows = begaranden.orders_rader(first.pk)
    rows.update(makulerat=1, reserverat=0, i_leverans=0)
    before, shown = traffar.som_forra_gangen(order, v.miriam)
    assert (before, shown) == (first, [])


def test_another_units_order_is_not_the_last_time(v: Varld, order: Kundorder) -> None:
    verkstalld(v, NyRad("75178"))
    order.arende.kund = v.annan_kund
    assert queries.forra_ordern(order, v.miriam) is None


def fil(namn: str = "mått.pdf", innehall: bytes = b"%PDF-1.4\n%%EOF\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(namn, innehall)


def test_files_with_a_new_row_and_afterwards(v: Varld, miriam: Client, order: Kundorder) -> None:
    till(
        miriam,
        "kundorder:orderrader",
        order,
        artikel="10001",
        gor="lagg_till",
        bilaga=[fil(), fil("foto.pdf")],
        epost_utanfor="ja",
    )
    row = rad(order, "10001")
    assert row.epost_utanfor
    page = sida(miriam, "radbilagor", order.pk, row.pk)
    assert "mått.pdf" in page
    assert "Inga personuppgifter får skickas med e-post" in page
    address = reverse("kundorder:radbilagor", args=[order.pk, row.pk])
    refused = miriam.post(address, {"kommentar": "Röd", "bilaga": fil("spel.exe", b"MZ")})
    assert refused.status_code == 422
    assert 'value="Röd"' in refused.content.decode()
    answer = miriam.post(address, {"kommentar": "Röd", "gor": "ater"})
    assert answer["Location"] == reverse("kundorder:orderrader", args=[order.pk])
    row.refresh_from_db()
    assert (row.kommentar, row.epost_utanfor) == ("Röd", False)
    first = Bilaga.objects.order_by("filnamn").first()
    assert first is not None
    gone = miriam.post(reverse("kundorder:ta_bort_bilaga", args=[order.pk, first.pk]))
    assert gone["Location"] == address
    assert Bilaga.objects.count() == 1


def test_a_file_to_the_whole_order_is_kept_whatever_else_is_wrong(v: Varld, miriam: Client) -> None:
    order = utkast(v, NyRad("10001"))
    address = reverse("kundorder:leveransuppgifter", args=[order.pk])
    answer = miriam.post(
        address,
        {
            "adress_id": "mottagaren",
            "prioritet": "normal",
            "adressnamn": "",
            "bilaga": fil(),
            "epost_utanfor": "ja",
            "version": Kundorder.objects.get().version,
        },
    )
    assert answer.status_code == 422
    assert "mått.pdf" in answer.content.decode()
    order.refresh_from_db()
    assert order.epost_utanfor
    review = sida(miriam, "verkstall", order.pk)
    assert "Bilagor till hela ordern" in review
    assert "mått.pdf" in review
    refused = miriam.post(address, {"prioritet": "normal", "bilaga": fil("spel.exe", b"MZ")})
    assert refused.status_code == 422
    assert "är ett program" in refused.content.decode()
    assert Bilaga.objects.count() == 1


def test_those_who_may_see_the_order_see_what_is_attached(v: Varld, miriam: Client) -> None:
    order = utkast(v, NyRad("10001"))
    row = rad(order, "10001")
    miriam.post(reverse("kundorder:radbilagor", args=[order.pk, row.pk]), {"bilaga": fil()})
    actions.verkstall(order.pk, person=v.miriam)
    address = reverse("arende", args=[order.pk])
    assert inloggad(v.lotta).get(address).content.decode().count(" mått.pdf</a>") == 2
    assert inloggad(v.frida).get(address).status_code == 404


def test_fortsatt_comes_with_the_first_row(v: Varld, miriam: Client, order: Kundorder) -> None:
    assert 'value="fortsatt"' not in sida(miriam, "orderrader", order.pk)
    till(miriam, "kundorder:orderrader", order, artikel="10001", gor="lagg_till")
    assert 'value="fortsatt"' in sida(miriam, "orderrader", order.pk)


def test_the_columns_of_a_row(v: Varld, miriam: Client, order: Kundorder) -> None:
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("75178"))
    page = sida(miriam, "orderrader", order.pk)
    headings = [
        "Artikel",
        "Benämning och betalare",
        "Individ",
        "Lev.datum och lager",
        "Antal",
        "À-pris och avser",
        "Totalt",
        "Kommentar/Bilaga",
        "Ta bort",
    ]
    found = [page.index(f">{heading}</th>") for heading in headings]
    assert found == sorted(found)
    assert "Regionen" in page


@pytest.mark.parametrize("ur_forradet", [False, True])
def test_more_rows_ask_no_more_of_the_database(
    v: Varld, miriam: Client, *, ur_forradet: bool
) -> None:
    forrad = forradet(v)
    made = [artikel(f"9000{n}", f"Stol {n}", v.lager, individmarkt=True) for n in range(6)]
    for one in (v.rollator, *made):
        i_lager(one, 1, forrad)
    order = utkast_ur_forrad(v, NyRad("10001")) if ur_forradet else paborjad(v)
    asked = []
    for some in (made[:2], made[2:]):
        for one in some:
            actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad(one.nummer))
        with CaptureQueriesContext(connection) as seen:
            sida(miriam, "orderrader", order.pk)
        asked.append([q["sql"] for q in seen.captured_queries])
    assert len(asked[0]) == len(asked[1])
