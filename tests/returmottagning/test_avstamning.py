"""Reconciliation over pages and API (W10), the desk's page, the codes for scrapping."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from cases.gemensamt.models import Debitering
from cases.hjalpmedel import skrotningskoder
from cases.hjalpmedel.models import Individ, Innehav, Skrotningskod
from cases.organisation.models import Lager
from cases.returmottagning import actions, avstamning
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from tests.api.klient import Klient
from tests.hamtorder.varld import Retur, status, verkstalld
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import PERSONNUMMER, leverera_meddelanden, person
from tests.returmottagning.test_disk import lamnad
from tests.returmottagning.test_handlingar import pa_vag
from workflows import clock
from workflows.errors import Forbidden, NotYourTurn, Refused

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DISK = "/returmottagning/disk/"
LISTAN = "/returmottagning/avstamning/"


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield


def test_what_is_late_unasked_or_missing_stands_on_the_list(r: Retur) -> None:
    late = verkstalld(r, r.sang, r.dosa)
    gone = pa_vag(r, r.rollator)
    actions.ta_emot(gone.pk, person=r.v.lotta, sagt=[Mottaget(1, kom=False)])
    leverera_meddelanden()
    unasked = lamnad(r, r.kopt)
    assert avstamning.lista(r.v.lotta).forsenade == []
    # Seven working days from the Wednesday.
    with clock.frozen(ONSDAG + timedelta(days=10)):
        found = avstamning.lista(r.v.lotta)
        assert {one.innehav.pk for one in found.forsenade} == {r.sang.pk, r.dosa.pk}
        assert {str(one.senast) for one in found.forsenade} == {"2026-12-04"}
        assert [rad.returmottagning for rad in found.kom_inte] == [gone]
        assert found.utan_order == [unasked]
        elsewhere = Lager.objects.create(nummer="77", namn="Annat lager", typ="hmc")
        other = avstamning.lista(r.v.lotta, elsewhere)
        assert (other.forsenade, other.kom_inte, other.utan_order) == ([], [], [])
        page = inloggad(r.v.lotta).get(f"{LISTAN}?lager={r.v.lager.nummer}").content.decode()
        for said in (str(late.arende.nummer), gone.hamtordernummer, str(unasked.arende.nummer)):
            assert said in page
        assert f"{DISK}?nummer=1438560" in page
        told = Klient(r.v.kim)("GET", "returmottagning/avstamning/").data
        assert len(told["forsenade"]) == 2
        assert [one["nummer"] for one in told["utan_order"]] == [unasked.arende.nummer]
        assert told["kom_inte"][0]["artikel"] == r.v.rollator.nummer
        wrong = Klient(r.v.kim)("GET", "returmottagning/avstamning/?lager=999")
        assert wrong.status == 422
    with pytest.raises(Forbidden):
        avstamning.lista(r.v.miriam)


def test_what_is_looked_into_is_off_the_list(r: Retur) -> None:
    unasked = lamnad(r, r.kopt)
    kim = inloggad(r.v.kim)
    case = reverse("arende", args=[unasked.pk])
    assert "Stäm av" in kim.get(case).content.decode()
    with pytest.raises(Refused):
        avstamning.stam_av(unasked.pk, person=r.v.kim, text=" ")
    done = reverse("returmottagning:stam_av", args=[unasked.pk])
    assert kim.post(done, {"skal": ""})["Location"] == case
    assert kim.post(done, {"skal": "Anhörig lämnade den"})["Location"] == LISTAN
    assert avstamning.lista(r.v.kim).utan_order == []
    shown = kim.get(case).content.decode()
    assert "Anhörig lämnade den" in shown
    with pytest.raises(NotYourTurn):
        avstamning.stam_av(unasked.pk, person=r.v.kim, text="En gång till")
    with pytest.raises(NotYourTurn):
        avstamning.stam_av(pa_vag(r, r.rollator).pk, person=r.v.kim, text="Inget fel")


def test_the_desk_over_the_pages(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa)
    lotta = inloggad(r.v.lotta)
    assert "Läs av" in lotta.get(DISK).content.decode()
    empty = lotta.post(DISK, {"nummer": "", "identitet": ""})
    assert empty.status_code == 422
    nobody = lotta.post(DISK, {"nummer": "10001", "identitet": "190001019999"})
    assert nobody.status_code == 422
    assert 'value="190001019999"' in nobody.content.decode()
    found = lotta.get(f"{DISK}?nummer=1438560").content.decode()
    assert f'Ta emot på hämtorder <span class="tabular">{order.arende.nummer}' in found
    assert "Skutt" not in found
    key = {"nyckel": "a" * 20, "nummer": "1438560", "ta_emot": "ja"}
    bed, box = r.sang.pk, r.dosa.pk
    answers = {
        "innehav": [bed, box],
        f"kom-{bed}": "ja",
        f"skick-{bed}": "ej rengjort",
        f"kom-{box}": "nej",
        f"debitera-{bed}": "ja",
        f"belopp-{bed}": "1 250,50",
        f"debskal-{bed}": "Söndersågad gavel",
    }
    refused = lotta.post(DISK, key | answers)
    assert refused.status_code == 422
    assert "Söndersågad gavel" in refused.content.decode()
    sure = key | answers | {"hamtorder": str(order.arende.nummer)}
    assert lotta.post(DISK, sure)["Location"] == DISK
    # The same post once more, from a phone that lost its signal, is answered and not done again.
    assert lotta.post(DISK, sure)["Location"] == DISK
    retur = Returmottagning.objects.get()
    assert str(Debitering.objects.get().belopp) == "1250.50"
    assert status(order) == "Planerad"
    case = lotta.get(reverse("arende", args=[retur.pk])).content.decode()
    assert "Söndersågad gavel" in case
    listed = inloggad(r.v.kim).get("/debiteringar/").content.decode()
    assert "1250,50" in listed
    waiting = lotta.get(f"{DISK}?nummer=1438560").content.decode()
    assert "hos tekniker" in waiting


def test_the_desk_over_the_api(r: Retur) -> None:
    lotta = Klient(r.v.lotta)
    asked = lotta("POST", "returmottagning/disk/sok/", {"nummer": "1438560"}).data
    assert [row["hjalpmedel"] for row in asked["rader"]] == [r.sang.pk, r.dosa.pk]
    assert (asked["hamtorder"], asked["mening"]) == ("", "")
    one = {"nummer": "10001", "identitet": PERSONNUMMER}
    assert lotta("POST", "returmottagning/disk/sok/", one).data["rader"][0]["kvar"] == 1
    body = {"rader": [{"hjalpmedel": r.kopt.pk, "kom": True, "skick": "godkänt"}]}
    made = lotta("POST", "returmottagning/disk/", body)
    assert (made.status, made.data["lamnad"]) == (201, True)
    assert made.data["rader"][0]["skrotningskod"] == "S3"
    assert lotta("POST", "returmottagning/disk/", body).koder == ["tas_inte_emot"]
    assert Klient(r.v.miriam)("POST", "returmottagning/disk/", body).status == 403
    done = Klient(r.v.kim)(
        "POST",
        f"returmottagning/{made.data['id']}/stam_av/",
        {"text": "Enheten glömde"},
        tag=made.etag,
    )
    assert done.data["avstamd"] is not None
    charged = {
        "hjalpmedel": r.rollator.pk, "kom": True, "skick": "ej rengjort", "debitera": True,
        "belopp": "99.50", "debitering_skal": "Bränd",
    }  # fmt: skip
    lotta("POST", "returmottagning/disk/", {"rader": [charged]})
    assert Klient(r.v.miriam)("GET", "debiteringar/").status == 403
    pays = person("egen", "kostnadsansvarig", kund=r.v.kund)
    assert Klient(pays)("GET", "debiteringar/").data["poster"][0]["belopp"] == "99.50"
    assert Innehav.objects.get(pk=r.rollator.pk).aterlamnad == ONSDAG.date()


def test_the_codes_are_hmcs_to_change(r: Retur) -> None:
    assert skrotningskoder.ladda() == 9
    assert "S9" not in dict(skrotningskoder.valbara())
    kim = inloggad(r.v.kim)
    assert "Svinn efter utredning" in kim.get("/skrotningskoder/").content.decode()
    assert kim.post("/skrotningskoder/ny/", {"kod": "X1", "text": "Fel"}).status_code == 422
    assert kim.post("/skrotningskoder/ny/", {"kod": "S1", "text": "Finns"}).status_code == 422
    kim.post("/skrotningskoder/ny/", {"kod": "s0", "text": "Vattenskada", "valbar": "on"})
    assert dict(skrotningskoder.valbara())["S0"] == "Vattenskada"
    page = "/skrotningskoder/S8/"
    assert kim.post(page, {"text": ""}).status_code == 422
    kim.post(page, {"text": "Smitta"})
    # What HMC has changed is left when the command is run again.
    assert skrotningskoder.ladda() == 10
    assert Skrotningskod.objects.get(kod="S8").text == "Smitta"
    assert "S8" not in dict(skrotningskoder.valbara())
    api = Klient(r.v.kim)
    assert len(api("GET", "skrotningskoder/").data["poster"]) == 10
    one = "skrotningskoder/S8/"
    read = Klient(r.v.miriam)("GET", one)
    wrote = api("PUT", one, {"text": "Hygien", "valbar": True}, tag=read.etag)
    assert wrote.data["text"] == "Hygien"
    assert api("PUT", one, {"text": "Smuts"}, tag=read.etag).status == 412
    assert api("POST", "skrotningskoder/", {"kod": "S0", "text": "Finns"}).koder == ["kod_finns"]
    assert kim.get("/skrotningskoder/S7x/").status_code == 404
    assert inloggad(r.v.tore).get("/skrotningskoder/").status_code == 403
    # A code that can't be chosen is refused at the desk.
    case = pa_vag(r, r.rollator)
    Skrotningskod.objects.filter(kod="S5").update(valbar=False)
    with pytest.raises(Refused):
        actions.ta_emot(
            case.pk,
            person=r.v.lotta,
            sagt=[Mottaget(1, kom=True, skick="godkänt", skrotningskod="S5")],
        )
    assert not Individ.objects.filter(plats="skrotad").exists()
