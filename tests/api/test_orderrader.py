"""The rows of a kundorder: what can be done in the browser can be done here (KO-8, KH, EA)."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.artiklar.models import Artikel, Ersattning, Favorit, Tillbehor
from cases.artiklar.register import indexera
from cases.gemensamt.models import Bilaga
from cases.kundorder.models import Kundorderrad
from tests.api.conftest import Klienter
from tests.api.klient import Klient, Svar
from tests.kundorder.test_komplettering import utlamnad
from tests.kundorder.varld import PERSONNUMMER, Varld, artikel, verkstalld

HUVUD = {"nummer": PERSONNUMMER, "kund": "410000", "vardrelation": True}


@pytest.fixture
def lyft(v: Varld) -> Artikel:
    made = artikel("55871", "Lyftbåge kpl std", v.lager, typ="tillbehor", pris=10)
    Tillbehor.objects.create(huvudartikel=v.sang, tillbehor=made)
    return made


def paborjad(klient: Klient) -> tuple[str, Svar]:
    """The address of a draft that stands at its rows, and the draft."""
    order = klient("POST", "kundorder/", {})
    here = order.huvuden["Location"]
    return here, klient("PUT", f"{here}orderhuvud/", HUVUD, tag=order.etag)


def rad(order: Svar, nummer: str) -> dict[str, Any]:
    [found] = [one for one in order.data["rader"] if one["artikel"] == nummer]
    return dict(found)


def test_several_at_once_and_accessories(v: Varld, som: Klienter, lyft: Artikel) -> None:
    here, order = paborjad(som.miriam)
    asked = {"artiklar": [{"artikel": "75178"}, {"artikel": "99999"}]}
    order = som.miriam("POST", f"{here}rader/lagg_till/", asked, tag=order.etag)
    assert (order.status, [one["kod"] for one in order.data["nekade"]]) == (201, ["artikel_okand"])
    bed = rad(order, "75178")
    there = f"{here}rader/{bed['id']}/tillbehor/"
    [group] = som.miriam("GET", there).data
    assert (group["rubrik"], [one["artikel"] for one in group["traffar"]]) == (
        "Övriga komponenter",
        ["55871"],
    )
    assert som.miriam("GET", f"{there}?q=elefant").data[0]["traffar"] == []
    no = som.miriam("POST", there, {"artiklar": ["10001"]}, tag=order.etag)
    assert no.status == 422
    order = som.miriam("POST", there, {"artiklar": ["55871"]}, tag=order.etag)
    assert order.status == 201
    assert rad(order, "75178")["summa"] == "412.00"
    assert rad(order, "55434")["ingar"] is True
    assert order.data["totalt"] == "412.00"
    assert som.miriam("GET", f"{here}rader/{order.data['id']}/tillbehor/").status == 404


def test_what_is_found_and_what_was_ordered_last(v: Varld, som: Klienter) -> None:
    indexera(list(Artikel.objects.all()))
    verkstalld(v)
    here, _ = paborjad(som.miriam)
    found = som.miriam("GET", f"{here}sok_artikel/?q=rolator").data
    assert found["rattat"] == {"rolator": ["rollator"]}
    [hit] = found["traffar"]
    assert (hit["artikel"], hit["apris"], hit["i_forrad"]) == ("10001", "116.00", None)
    last = som.miriam("GET", f"{here}som_forra_gangen/").data
    assert [one["artikel"] for one in last["traffar"]] == ["75178"]


def test_the_equivalent_is_chosen(v: Varld, som: Klienter) -> None:
    old = artikel("57595", "Rullstol Cross 5", v.lager, individmarkt=True, pris=228)
    new = artikel("76821", "Rullstol Cross 6", v.lager, individmarkt=True, pris=278)
    Ersattning.objects.create(artikel=old, ersattning=new, forvald=True)
    here, order = paborjad(som.miriam)
    order = som.miriam("POST", f"{here}rader/", {"artikel": "57595"}, tag=order.etag)
    [offer] = som.miriam("GET", f"{here}ersattning/").data
    assert [(one["artikel"], one["vald"], one["skillnad"]) for one in offer["val"]] == [
        ("57595", False, "0.00"),
        ("76821", True, "50.00"),
    ]
    asked = {"val": [{"rad": offer["rad"], "artikel": "75178"}]}
    assert som.miriam("POST", f"{here}ersattning/", asked, tag=order.etag).status == 422
    asked["val"][0]["artikel"] = "76821"
    order = som.miriam("POST", f"{here}ersattning/", asked, tag=order.etag)
    assert rad(order, "76821")["original_artikel"] == "57595"


def test_a_delivered_individ_is_completed(v: Varld, som: Klienter, lyft: Artikel) -> None:
    bed = utlamnad(v, v.sang, "1449334")
    here, order = paborjad(som.miriam)
    order = som.miriam("POST", f"{here}rader/", {"artikel": "55871"}, tag=order.etag)
    [one] = som.miriam("GET", f"{here}komplettera/").data["individer"]
    assert (one["individ"], one["tar_emot"], one["pa_vag"]) == ("1449334", True, [])
    asked: dict[str, Any] = {"rader": [], "innehav": one["innehav"]}
    assert som.miriam("POST", f"{here}komplettera/", asked, tag=order.etag).status == 422
    asked["rader"] = [rad(order, "55871")["id"]]
    order = som.miriam("POST", f"{here}komplettera/", asked, tag=order.etag)
    assert rad(order, "55871")["komplettering"].startswith("Komplettering till levererad individ")
    asked = {"innehav": bed.pk, "artiklar": ["55871"]}
    order = som.miriam("POST", f"{here}komplettera/tillbehor/", asked, tag=order.etag)
    assert order.status == 201
    assert Kundorderrad.objects.filter(kompletterar=bed).count() == 2


def test_files_to_a_row_and_to_the_order(v: Varld, som: Klienter) -> None:
    here, order = paborjad(som.miriam)
    order = som.miriam("POST", f"{here}rader/", {"artikel": "10001"}, tag=order.etag)
    row = rad(order, "10001")["id"]

    def send(tag: str, **said: Any) -> Svar:
        return som.miriam.form(f"{here}bilagor/", said, tag=tag)

    paper = SimpleUploadedFile("mått.pdf", b"%PDF-1.4\n%%EOF\n")
    bad = SimpleUploadedFile("spel.exe", b"MZ")
    no = send(order.etag, bilaga=bad, rad=row)
    assert (no.status, Bilaga.objects.count()) == (422, 0)
    order = send(order.etag, bilaga=paper, rad=row, kommentar="Röd", epost_utanfor="true")
    assert order.status == 201, order.data
    told = rad(order, "10001")
    assert (told["kommentar"], told["epost_utanfor"]) == ("Röd", True)
    [kept] = told["bilagor"]
    order = send(order.etag, bilaga=SimpleUploadedFile("hela.pdf", b"%PDF-1.4\n%%EOF\n"))
    assert [one["filnamn"] for one in order.data["bilagor"]] == ["hela.pdf"]
    gone = som.miriam("DELETE", f"{here}bilagor/{kept['id']}/", tag=order.etag)
    assert gone.status == 204
    assert Bilaga.objects.get().filnamn == "hela.pdf"


def test_favourites_are_ones_own(v: Varld, som: Klienter) -> None:
    assert som.miriam("PUT", "kundorder/favoriter/10001/").status == 204
    assert som.miriam("PUT", "kundorder/favoriter/10001/").status == 204
    assert som.miriam("PUT", "kundorder/favoriter/99999/").status == 404
    assert [one["artikel"] for one in som.miriam("GET", "kundorder/favoriter/").data] == ["10001"]
    assert som.lotta("GET", "kundorder/favoriter/").data == []
    assert som.miriam("DELETE", "kundorder/favoriter/10001/").status == 204
    assert not Favorit.objects.exists()
