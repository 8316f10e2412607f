"""The pages and the API: from Hjälpmedel to the shelf, and what is said no to."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.hamtorder import pages_sok, urval, visning
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.models import Innehav
from cases.leverans import actions_tur
from cases.mottagare.models import Atkomst
from tests.api.klient import Klient
from tests.hamtorder.varld import Retur, enheten, retur, verkstalld
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import PERSONNUMMER, leverera_meddelanden
from workflows import clock
from workflows.errors import Refused


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


HEM = {
    "adress_id": "mottagaren",
    "adressnamn": "Lille Skutt",
    "gatuadress": "Morotslandet 3",
    "postnr": "546 31",
    "postort": "KARLSBORG",
    "telefon": "010-000 11 01",
    "information": "Ring först",
}


def ny(r: Retur) -> str:
    return reverse("hamtorder:ny", args=[r.v.patient.pk]) + "?kund=410000"


def test_the_story_over_the_pages(r: Retur) -> None:
    miriam, tore, lotta = inloggad(r.v.miriam), inloggad(r.v.tore), inloggad(r.v.lotta)
    first = miriam.get(ny(r)).content.decode()
    assert "Visa hjälpmedel" in first
    assert "Bäcken m lock" not in first
    listed = miriam.get(ny(r) + "&atgard=privat").content.decode()
    assert "Kommer att skrotas vid retur" in listed
    assert f'data-foljer="{r.sang.pk}"' in listed
    assert 'value="Morotslandet 3"' in listed
    assert Atkomst.objects.filter(anvandare=r.v.miriam, objekt="Hämtorder").exists()
    post = {**HEM, "kund": "410000", "atgard": "privat", "gor": "verkstall"}
    refused = miriam.post(ny(r), {**post, "rad": [r.sang.pk]})
    assert refused.status_code == 422
    said = refused.content.decode()
    assert "Huvudhjälpmedlet kan inte återlämnas utan sina komponenter" in said
    assert "Ring först" in said
    assert f'value="{r.sang.pk}" checked' in said
    made = miriam.post(ny(r), {**post, "rad": [r.sang.pk, r.dosa.pk]})
    order = Hamtorder.objects.get()
    assert made["Location"] == reverse("hamtorder:kvitto", args=[order.pk])
    assert "Hämtordern är skickad" in miriam.get(made["Location"]).content.decode()
    rows = {f"utfall-{rad.pk}": "hamtad" for rad in order.rader.all()}
    page = reverse("hamtorder:hamta", args=[order.pk])
    assert "Ring först" in tore.get(page).content.decode()
    assert tore.post(page, {"nyckel": "a"}).status_code == 422
    assert tore.post(page, {"nyckel": "a", **rows}).status_code == 302
    leverera_meddelanden()
    page = reverse("returmottagning:ta_emot", args=[retur(order).pk])
    assert lotta.post(page, {"kom-1": "ja"}).status_code == 422
    came = {"kom-1": "ja", "skick-1": "godkänt", "kom-2": "ja", "skick-2": "godkänt"}
    assert lotta.post(page, came).status_code == 302
    page = reverse("returmottagning:rekonditionera", args=[retur(order).pk])
    assert lotta.post(page, {"rad-1": "i_lager", "rad-2": "i_lager"}).status_code == 302
    leverera_meddelanden()
    case = miriam.get(reverse("arende", args=[order.pk])).content.decode()
    assert "Returmottagen" in case
    assert Innehav.objects.get(pk=r.sang.pk).aterlamnad is not None


@pytest.mark.parametrize("vald", list(Hamtorder.Atgard))
def test_each_value_has_its_text_and_is_known_by_every_name(
    r: Retur, vald: Hamtorder.Atgard
) -> None:
    miriam = inloggad(r.v.miriam)
    for word in urval.ord_for(vald):
        assert urval.atgard(f" {word.upper()} ") == vald
        answer = miriam.get(reverse("hamtorder:ny", args=[r.v.patient.pk]), {"atgard": word})
        page = html.unescape(answer.content.decode())
        assert all(sentence in page for sentence in visning.HJALP[vald])
        assert urval.ord_for(vald)[:2][-1] in page
    assert urval.atgard("Vid grinden") == ""


def test_what_the_rules_ask_for_is_not_said_to_be_frivilligt(r: Retur) -> None:
    miriam, here = inloggad(r.v.miriam), reverse("hamtorder:ny", args=[r.v.patient.pk])
    optional = ' <span class="field__optional">(frivilligt)'
    for atgard, needed in {"privat": True, "enhet": True, "installning": False}.items():
        page = miriam.get(here, {"atgard": atgard}).content.decode()
        for label in ("Gatuadress", "Postnummer", "Postort"):
            assert (f">{label}{optional}" in page) != needed
        assert (f">Telefon{optional}" in page) == (atgard != "privat")
        assert ('name="rengjort"' in page) == needed
    order = verkstalld(r, r.rollator)
    assert "Inte bekräftat" in miriam.get(reverse("arende", args=[order.pk])).content.decode()
    Hamtorder.objects.filter(pk=order.pk).update(rengjort=True)
    clean = miriam.get(reverse("hamtorder:utskrift", args=[order.pk])).content.decode()
    assert "Ja, enligt beställaren" in clean


def test_an_older_label_over_the_api(r: Retur) -> None:
    body = {
        "mottagare": r.v.patient.pk, "kund": "410000", "rader": [r.rollator.pk], "rengjort": True,
        "atgard": "Förskrivares arbetsplats/enhet (Ej buffertförråd)", **enheten(r),
        "gatuadress": "Demogatan 1", "postnr": "54631", "postort": "KARLSBORG",
    }  # fmt: skip
    client = Klient(r.v.miriam)
    made = client("POST", "hamtorder/", body)
    assert (made.status, made.data["atgard"]) == (201, "Arbetsplats/enhet (Ej buffertförråd)")
    assert made.data["rengjort"] is True
    no = client("POST", "hamtorder/", {**body, "postnr": "abc"})
    assert (no.status, "fem siffror" in str(no.data)) == (422, True)
    no = client("POST", "hamtorder/", {**body, "atgard": "Vid grinden"})
    assert (no.status, no.falt) == (422, ["atgard"])


def test_a_chosen_address_is_filled_in_and_the_rest_is_kept(r: Retur) -> None:
    to = enheten(r)["adress_id"]
    answer = inloggad(r.v.miriam).post(
        ny(r),
        {
            "kund": "410000",
            "atgard": "enhet",
            "gor": "hamta",
            "adress_id": to,
            "information": "Står i förrådet",
            "rad": [r.rollator.pk],
        },
    )
    said = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Demogatan 1"' in said
    assert "Står i förrådet" in said
    assert f'value="{r.rollator.pk}" checked' in said


def test_a_direct_one_is_not_in_the_list_but_its_number_is_kept(r: Retur) -> None:
    order = verkstalld(r, r.installning, atgard="installning", **enheten(r))
    listed = inloggad(r.v.miriam).get(reverse("hamtorder:lista")).content.decode()
    assert order.arende.nummer
    assert order.arende.nummer not in listed
    receipt = reverse("hamtorder:kvitto", args=[order.pk])
    said = inloggad(r.v.miriam).get(receipt).content.decode()
    assert "Hjälpmedlen är avregistrerade</h2>" in said
    assert "Hämtordern är skickad" not in said


def test_a_buffertforrad_order_is_printed(r: Retur) -> None:
    order = verkstalld(r, r.rollator, atgard="buffert", **enheten(r), telefon="")
    client = inloggad(r.v.miriam)
    assert (
        "Skriv ut hämtordern"
        in client.get(reverse("hamtorder:kvitto", args=[order.pk])).content.decode()
    )
    paper = client.get(reverse("hamtorder:utskrift", args=[order.pk])).content.decode()
    assert Atkomst.objects.filter(arende=order.pk, vad=Atkomst.Vad.SKREV_UT).count() == 1
    assert f"Streckkod H{order.arende.nummer}" in paper
    assert ("född 2003" in paper, "0303" in paper) == (True, False)
    # What the barcode says is known where a number is asked for, and is no following note's.
    found = client.post(reverse("hamtorder:sok"), {"nummer": f"h{order.arende.nummer}"})
    assert str(order.arende.nummer) in found.content.decode()
    with pytest.raises(Refused, match="Det är en hämtorder"):
        actions_tur.lasta(f"H{order.arende.nummer}", person=r.v.tore)


def test_a_request_to_cancel_and_its_answer_over_the_pages(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    miriam, kim = inloggad(r.v.miriam), inloggad(r.v.kim)
    assert "Begär makulering" in miriam.get(reverse("arende", args=[order.pk])).content.decode()
    miriam.post(reverse("hamtorder:begar_makulering", args=[order.pk]), {"skal": "Behövs ännu"})
    page = reverse("hamtorder:avgor_makulering", args=[order.pk])
    assert "Behövs ännu" in kim.get(page).content.decode()
    assert kim.post(page, {"beslut": "nej", "text": ""}).status_code == 422
    assert kim.post(page, {"beslut": "ja", "text": ""}).status_code == 302
    order.arende.refresh_from_db()
    assert order.arende.status == "Makulerad"


def test_what_waits_for_nobody_is_refused_in_the_same_words_seen_or_sent(r: Retur) -> None:
    page = reverse("hamtorder:folj_upp_retur", args=[verkstalld(r, r.rollator).pk])
    kim = inloggad(r.v.kim)
    for no in (kim.get(page), kim.post(page, {"text": "Hon är bortrest."})):
        words = "har status planerad, så det här är redan gjort eller inte aktuellt. Öppna"
        assert (no.status_code, words in no.content.decode()) == (409, True)


def test_the_api_makes_one_once_and_carries_it_to_the_shelf(r: Retur) -> None:
    miriam, tore, lotta = inloggad(r.v.miriam), inloggad(r.v.tore), inloggad(r.v.lotta)
    asked = {
        **HEM,
        "adress_id": None,
        "mottagare": r.v.patient.pk,
        "kund": "410000",
        "atgard": "privat",
        "rader": [r.rollator.pk],
    }

    def post(client: Client, path: str, body: object, key: str = "") -> Any:
        headers = {"Idempotency-Key": key or path}
        if not path.endswith("order/"):
            case = f"/api/v1/{path.rsplit('/', 2)[0]}/"
            headers["If-Match"] = str(client.get(case)["ETag"])
        return client.post(
            f"/api/v1/{path}", body, content_type="application/json", headers=headers
        )

    first = post(miriam, "hamtorder/", asked, "en")
    assert first.status_code == 201, first.content
    again = post(miriam, "hamtorder/", asked, "en")
    assert again.json()["nummer"] == first.json()["nummer"]
    other = post(miriam, "hamtorder/", asked, "annan")
    assert other.status_code == 422
    order = Hamtorder.objects.get()
    row = str(order.rader.get().pk)
    told = post(tore, f"hamtorder/{order.pk}/hamta/", {"rader": [{"rad": row, "utfall": "hamtad"}]})
    assert told.json()["status"] == "Hämtad"
    leverera_meddelanden()
    case = retur(order).pk
    told = post(
        lotta,
        f"returmottagning/{case}/ta_emot/",
        {"rader": [{"nr": 1, "kom": True, "skick": "godkänt"}]},
    )
    assert told.json()["rader"][0]["disposition"] == "rekonditioneras"
    told = post(
        lotta,
        f"returmottagning/{case}/rekonditionera/",
        {"rader": [{"nr": 1, "resultat": "i_lager"}]},
    )
    assert told.json()["status"] == "Klar"


def test_the_ways_there_from_hjalpmedel_and_the_individkort(r: Retur) -> None:
    miriam = inloggad(r.v.miriam)
    there = reverse("hamtorder:ny", args=[r.v.patient.pk])
    bild = miriam.get(reverse("hjalpmedel:bild", args=[r.v.patient.pk]) + "?kund=410000")
    assert f'href="{there}?kund=410000"' in bild.content.decode()
    assert f"rad={r.rollator.pk}" in bild.content.decode()
    kort = miriam.get(reverse("individkort:kort", args=["1438560"]) + "?kund=410000")
    assert f"{there}?kund=410000&amp;rad={r.sang.pk}" in kort.content.decode()
    # The main aid brings its components along.
    come = miriam.get(f"{ny(r)}&rad={r.sang.pk}").content.decode()
    assert f'value="{r.dosa.pk}"' in come
    listed = miriam.get(f"{ny(r)}&rad={r.sang.pk}&atgard=privat").content.decode()
    assert re.search(rf'value="{r.dosa.pk}"[^>]* checked', listed)
    verkstalld(r, r.rollator)
    bild = miriam.get(reverse("hjalpmedel:bild", args=[r.v.patient.pk]) + "?kund=410000")
    assert 'data-label="Hämtorder">Ja' in bild.content.decode()


def test_search_asks_for_a_word_and_finds_by_all_of_them(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    miriam, page = inloggad(r.v.miriam), reverse("hamtorder:sok")
    nothing = miriam.post(page, {"stangda": "on"})
    assert nothing.status_code == 422
    assert "Du måste ange minst ett sökbegrepp." in nothing.content.decode()
    for asked in (
        {"nummer": "2648"},
        {"bestallare": "MIRIAM", "kund": "410000"},
        {"mottagare": "200303030303"},
    ):
        assert str(order.arende.nummer) in miriam.post(page, asked).content.decode()
    none = miriam.post(page, {"nummer": "2648", "bestallare": "frida"}).content.decode()
    assert "Ingen träff." in none
    assert miriam.post(page, {"mottagare": "123"}).status_code == 422


def test_search_counts_all_and_shows_them_page_by_page(
    r: Retur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_sok, "_PER_SIDA", 1)
    first = verkstalld(r, r.rollator)
    with clock.moved(timedelta(minutes=1)):
        second = verkstalld(r, r.kopt)
    page = reverse("hamtorder:sok")
    miriam, frida = inloggad(r.v.miriam), inloggad(r.v.frida)
    shown = miriam.post(page, {"nummer": "2648"}).content.decode()
    assert "2 hämtorder, 1–1 visas" in shown
    assert str(second.arende.nummer) in shown
    assert str(first.arende.nummer) not in shown
    assert 'name="sida" value="2"' in shown
    after = miriam.post(page, {"nummer": "2648", "sida": "2"}).content.decode()
    assert str(first.arende.nummer) in after
    # Turning the pages of other units' needs the reason too.
    others = {"mottagare": "200303030303", "andra_sida": "2"}
    assert frida.post(page, others).status_code == 422
    seen = frida.post(page, {**others, "skal": "Tar över vården"}).content.decode()
    assert str(first.arende.nummer) in seen


def test_another_units_are_seen_by_choice_with_a_reason_and_logged(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    frida, page = inloggad(r.v.frida), reverse("hamtorder:sok")
    asked = {"mottagare": "200303030303"}
    assert str(order.arende.nummer) not in frida.post(page, asked).content.decode()
    assert frida.post(page, {**asked, "andra": "ja"}).status_code == 422
    assert not Atkomst.objects.filter(vad=Atkomst.Vad.ANNAN_ENHET).exists()
    seen = frida.post(page, {**asked, "andra": "ja", "skal": "Tar över vården"}).content.decode()
    assert str(order.arende.nummer) in seen
    assert reverse("arende", args=[order.pk]) not in seen
    assert Atkomst.objects.get(vad=Atkomst.Vad.ANNAN_ENHET).skal == "Tar över vården"
    r.v.patient.skydd = "sekretess"
    r.v.patient.save()
    hidden = frida.post(page, {**asked, "andra": "ja", "skal": "Tar över vården"})
    assert str(order.arende.nummer) not in hidden.content.decode()


def test_search_over_the_api(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    direct = verkstalld(r, r.installning, atgard="installning", **enheten(r))
    miriam = Klient(r.v.miriam)
    no = miriam("GET", "hamtorder/sok/?stangda=ja")
    assert (no.status, no.falt) == (422, ["nummer"])
    for asked in (
        "nummer=2648",
        "nummer=h26480001",
        "bestallare=MIRIAM&kund=410000",
        f"mottagare={r.v.patient.pk}",
        f"mottagare={r.v.patient.pk}&stangda=ja",
    ):
        found = miriam("GET", f"hamtorder/sok/?{asked}").data["poster"]
        assert [one["id"] for one in found] == [str(order.pk)], asked
    for none in ("nummer=9", "kund=999", "mottagare=999999", "nummer=2648&bestallare=frida"):
        assert miriam("GET", f"hamtorder/sok/?{none}").data["poster"] == []
    wrong = miriam("GET", "hamtorder/sok/?mottagare=200303030303x")
    assert (wrong.status, wrong.falt) == (422, ["mottagare"])
    # Another unit's are not there; the one that mends it finds the direct one by its whole number.
    frida = Klient(r.v.frida)
    assert frida("GET", f"hamtorder/sok/?mottagare={r.v.patient.pk}").data["poster"] == []
    asked = {"mottagare": PERSONNUMMER, "skal": "Jag har tagit över vården."}
    (found,) = frida("POST", "hamtorder/sok/andra-enheter/", asked).data
    assert found["id"] == str(order.pk)
    logged = Atkomst.objects.filter(vad=Atkomst.Vad.ANNAN_ENHET)
    assert [(one.anvandare, one.skal) for one in logged] == [(r.v.frida, asked["skal"])]
    assert frida("GET", f"hamtorder/{order.pk}/").status == 404
    no = frida("POST", "hamtorder/sok/andra-enheter/", asked | {"skal": "x"})
    assert (no.status, no.falt) == (422, ["skal"])
    assert frida("POST", "hamtorder/sok/andra-enheter/", asked | {"nummer": "9"}).data == []
    kim = Klient(r.v.kim)
    found = kim("GET", f"hamtorder/sok/?nummer={direct.arende.nummer}&stangda=ja").data["poster"]
    assert [one["id"] for one in found] == [str(direct.pk)]
