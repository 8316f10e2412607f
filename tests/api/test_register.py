"""Articles, mottagare and messages."""

import pytest

from cases.artiklar.models import IsoKod, Leverantor, Leverantorsartikel
from cases.artiklar.register import indexera
from cases.meddelanden.models import Meddelande
from cases.meddelanden.utskick import skicka
from cases.mottagare.models import Atkomst
from tests.api.conftest import Klienter
from tests.api.klient import Klient
from tests.kundorder.varld import PERSONNUMMER, Varld, artikel, i_lager, person


def test_an_article_is_found_a_page_at_a_time(v: Varld, som: Klienter) -> None:
    more = [artikel(f"2000{n}", f"Rollator {n}", v.lager) for n in range(4)]
    indexera([v.rollator, v.sang, *more])
    first = som.miriam("GET", "artiklar/?q=rolator&antal=3")
    assert first.data["rattat"] == {"rolator": ["rollator"]}
    rest = som.miriam("GET", first.data["nasta"])
    assert rest.data["nasta"] is None
    numbers = [row["nummer"] for row in first.data["poster"] + rest.data["poster"]]
    assert sorted(numbers) == ["10001", "20000", "20001", "20002", "20003"]
    assert som.miriam("GET", "artiklar/75178/").data["apris"] == "402.00"
    assert som.miriam("GET", "artiklar/99999/").status == 404
    assert som.miriam("GET", "artiklar/").falt == ["q"]
    for wrong in ("markor=WyJzYSJd", "markor=WyJpLTEiXQ"):
        assert som.miriam("GET", f"artiklar/?q=rollator&{wrong}").falt == ["markor"]


def test_a_patient_is_found_after_confirming_and_logged(v: Varld, som: Klienter) -> None:
    asked = {"nummer": PERSONNUMMER, "kund": "410000"}
    refused = som.miriam("POST", "mottagare/sok/", asked)
    assert (refused.status, refused.falt) == (422, ["vardrelation"])
    assert not Atkomst.objects.exists()
    held = f"mottagare/{v.patient.pk}/hjalpmedel/?kund=410000"
    assert som.miriam("GET", held).status == 403
    found = som.miriam("POST", "mottagare/sok/", {**asked, "vardrelation": True})
    assert (found.data["namn"], found.data["id"]) == ("Lille Skutt", v.patient.pk)
    assert som.miriam("GET", held).data["innehav"] == []
    logged = Atkomst.objects.order_by("pk").values_list("vad", flat=True)
    assert list(logged) == ["bekraftade", "sokte", "oppnade"]


@pytest.mark.parametrize(
    ("changed", "falt"),
    [
        ({"nummer": "200303030304"}, "identitet"),
        ({"kund": "5555"}, "kund"),
        ({"nummer": 200303030303}, "nummer"),
    ],
)
def test_a_search_that_does_not_hold(v: Varld, som: Klienter, changed: object, falt: str) -> None:
    asked = {"nummer": PERSONNUMMER, "kund": "410000", "vardrelation": True}
    answer = som.miriam("POST", "mottagare/sok/", asked | changed)  # type: ignore[operator]
    assert (answer.status, answer.falt) == (422, [falt])
    assert not Atkomst.objects.exists()


def test_those_whose_work_has_nothing_to_do_with_patients_find_none(v: Varld) -> None:
    pia = Klient(person("pia", "processagare"))
    assert pia("POST", "mottagare/sok/", {"nummer": PERSONNUMMER}).status == 403
    assert pia("GET", f"mottagare/{v.patient.pk}/hjalpmedel/").status == 403
    assert not Atkomst.objects.exists()


@pytest.mark.parametrize("vem", ["lotta", "tore"])
def test_who_meets_patients_through_cases_does_not_look_them_up(
    v: Varld, som: Klienter, vem: str
) -> None:
    asks = getattr(som, vem)
    there = asks("GET", f"mottagare/{v.patient.pk}/hjalpmedel/")
    nowhere = asks("GET", "mottagare/999999/hjalpmedel/")
    assert (there.status, nowhere.status) == (403, 403)
    assert "Utgå från ärendet" in str(there.data)
    assert "Skutt" not in str(there.data)
    # Whether somebody is a patient is not told either.
    for nummer in (PERSONNUMMER, "198501019999"):
        assert asks("POST", "mottagare/sok/", {"nummer": nummer}).status == 403
    assert not Atkomst.objects.exists()


def test_hmc_needs_no_unit_and_an_unknown_patient_is_not_there(v: Varld, som: Klienter) -> None:
    assert som.kim("POST", "mottagare/sok/", {"nummer": PERSONNUMMER}).status == 200
    assert som.kim("GET", f"mottagare/{v.patient.pk}/hjalpmedel/").status == 200
    assert som.kim("GET", "mottagare/999999/hjalpmedel/").status == 404


def test_messages_are_read_and_removed(v: Varld, som: Klienter) -> None:
    for n in range(3):
        skicka(v.miriam, f"Rubrik {n}", "Text")
    listed = som.miriam("GET", "meddelanden/?antal=2")
    assert [one["rubrik"] for one in listed.data["poster"]] == ["Rubrik 2", "Rubrik 1"]
    assert len(som.miriam("GET", listed.data["nasta"]).data["poster"]) == 1
    here = f"meddelanden/{listed.data['poster'][0]['nummer']}/"
    assert som.frida("GET", here).status == 404
    assert som.frida("DELETE", here).status == 204
    assert Meddelande.objects.filter(borttaget__isnull=False).count() == 0
    assert som.miriam("GET", here).data["last"] is not None
    assert som.miriam("DELETE", here).status == 204
    assert som.miriam("DELETE", "meddelanden/").data == {"antal": 2}
    assert som.miriam("GET", "meddelanden/").data["poster"] == []


def test_an_article_is_told_whole(v: Varld, som: Klienter) -> None:
    supplier = Leverantor.objects.create(namn="Invacare AB", hemsida="https://invacare.example.se/")
    Leverantorsartikel.objects.create(
        artikel=v.sang, leverantor=supplier, lev_artnr="1423983", forvald=True
    )
    i_lager(v.sang, 2)
    told = som.kim("GET", "artiklar/75178/").data
    assert told["typ"] == "Huvudhjälpmedel"
    assert told["apris"] == "402.00"
    assert [one["lev_artnr"] for one in told["leverantorer"]] == ["1423983"]
    assert told["priser"] == [{"form": "hyra", "belopp": "402.00", "fran": "2020-01-01"}]
    assert told["standardkomponenter"] == ["55434"]
    assert [(one["lager"], one["antal"], len(one["individer"])) for one in told["saldo"]] == [
        ("10", 4, 4),
        ("60", 0, 0),
    ]
    assert told["beraknad_leverans"] is not None
    # A unit without a förråd of its own is told of none.
    assert som.miriam("GET", "artiklar/75178/").data["saldo"] == []


def test_articles_are_narrowed_by_fields(v: Varld, som: Klienter) -> None:
    indexera([v.rollator, v.sang, v.dosa])

    def numbers(asked: str) -> list[str]:
        found = som.miriam("GET", f"artiklar/?{asked}").data["poster"]
        return [one["nummer"] for one in found]

    assert numbers("artikel=75") == ["75178"]
    assert numbers("typ=tillbehor") == ["55434"]
    assert numbers("q=rollator&typ=tillbehor") == []
    assert som.miriam("GET", "artiklar/?typ=fel").falt == ["typ"]
    assert som.miriam("GET", "artiklar/?leverantor=Ingen").falt == ["leverantor"]


def test_the_catalogue_from_the_top_to_the_articles(v: Varld, som: Klienter) -> None:
    for kod, namn in (("12", "Förflyttning"), ("1206", "Gånghjälpmedel"), ("120606", "Rollatorer")):
        v.rollator.iso = IsoKod.objects.create(kod=kod, namn=namn)
    v.rollator.save()
    top = som.miriam("GET", "varukatalog/").data
    assert top["grenar"] == [{"kod": "12", "namn": "Förflyttning", "antal": 1}]
    assert top["poster"] == []
    assert [g["kod"] for g in som.miriam("GET", "varukatalog/?kod=12").data["grenar"]] == ["1206"]
    code = som.miriam("GET", "varukatalog/?kod=120606").data
    assert (code["grenar"], code["namn"]) == ([], "Rollatorer")
    assert [one["nummer"] for one in code["poster"]] == ["10001"]
    assert som.miriam("GET", "varukatalog/?kod=99").status == 404
