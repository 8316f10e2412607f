"""The pick-ups on the driver's run: beside what is left there, each reported from the stop."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.gemensamt.models import BesvaradPost
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hjalpmedel.models import Innehav
from cases.kundorder.svar import NyRad
from cases.leverans import tur
from cases.mottagare.models import Atkomst
from cases.organisation.models import Turbilomrade
from cases.returmottagning import actions as vid_returen
from cases.returmottagning.rules import Mottaget
from tests.api.klient import Klient
from tests.hamtorder.varld import Retur, enheten, retur, status, verkstalld
from tests.kundorder.varld import i_lager, leveranser, leverera_meddelanden, utlevererad
from tests.kundorder.varld import verkstalld as bestalld
from workflows import clock, engine

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TISDAG = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    """What is registered on the Wednesday is fetched in Karlsborg on the Tuesday after."""
    with clock.frozen(ONSDAG):
        yield


def turen(r: Retur, nar: datetime = TISDAG, omrade: str = tur.ALLA) -> tur.Tur:
    with clock.frozen(nar):
        return tur.tur(r.v.tore, clock.today(), omrade)


def inloggad(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_what_is_held_is_said_to_be_so_all_the_way(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa)
    assert r.sang.individ is not None
    r.sang.individ.karantan = True
    r.sang.individ.save(update_fields=["karantan"])
    miriam, tore = inloggad(r.v.miriam), inloggad(r.v.tore)
    held = "<strong>I karantän</strong>: rör inte, rengör inte"
    receipt = miriam.get(reverse("hamtorder:kvitto", args=[order.pk])).content.decode()
    case = miriam.get(reverse("arende", args=[order.pk])).content.decode()
    assert (receipt.count(held), held in case) == (1, True)
    with clock.frozen(TISDAG):
        page = tore.get(reverse("leverans:tur")).content.decode()
        [[besok]] = [
            stopp["besok"] for stopp in Klient(r.v.tore)("GET", "leverans/tur/").data["stopp"]
        ]
    [hamtning] = besok["hamtningar"]
    assert [rad["karantan"] for rad in hamtning["rader"]] == [True, False]
    assert held in page
    desk = inloggad(r.v.lotta).post(
        reverse("returmottagning:disk"), {"nummer": r.sang.individ.nummer}
    )
    shown = desk.content.decode()
    assert held in shown
    assert 'value="ja" checked disabled' in shown


def test_what_is_left_and_what_is_fetched_at_one_address_is_one_stop(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa, information="Hunden är snäll", adressnamn="L Skutt")
    i_lager(r.v.rollator, 1)
    [leverans] = leveranser(bestalld(r.v, NyRad("10001")))
    utlevererad(r.v, leverans)
    # The unit lies elsewhere, and another way of writing the street is the same street.
    Hamtorder.objects.filter(pk=order.pk).update(gatuadress="morotslandet  3", postnr="54631")
    unit = verkstalld(r, r.kopt, atgard="enhet", **enheten(r), gatuadress="Enhetsgatan 1")
    oppnad = turen(r)
    assert [stopp.namn for stopp in oppnad.stopp] == ["Lille Skutt", "Lille Skutt"]
    both = next(stopp for stopp in oppnad.stopp if any(one.gods for one in stopp.besok))
    assert [one.arende.pk for besok in both.besok for one in besok.hamtningar] == [order.pk]
    assert [one.information for one in both.besok if one.hamtningar] == [["Hunden är snäll"]]
    assert (oppnad.kvar, len(oppnad.hamtningar)) == (3, 2)
    assert {one.arende.pk for one in oppnad.hamtningar} == {order.pk, unit.pk}
    [karlsborg] = Turbilomrade.objects.all()
    assert turen(r, omrade=str(karlsborg.pk)).kvar == 3
    assert turen(r, omrade=tur.UTAN).kvar == 0
    assert turen(r, TISDAG - timedelta(days=1)).kvar == 0


def test_areas_come_one_after_the_other_and_what_is_outside_last(r: Retur) -> None:
    Turbilomrade.objects.create(namn="Annanstans", veckodag=1, postnummer=["9"])
    for street, postnr in (("Utgatan", "100 10"), ("Sistagatan", "990 99"), ("Gatan", "546 31")):
        row = [r.rollator, r.kopt, r.installning][len(Hamtorder.objects.all())]
        made = verkstalld(r, row, gatuadress=street, postnr=postnr)
        Hamtorder.objects.filter(pk=made.pk).update(planerad=TISDAG.date())
    streets = [stopp.besok[0].vart.gatuadress for stopp in turen(r).stopp]
    assert streets == ["Sistagatan", "Gatan", "Utgatan"]


def test_the_driver_sees_no_personnummer_and_each_opening_is_logged(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    tore = inloggad(r.v.tore)
    with clock.frozen(TISDAG):
        page = tore.get(reverse("leverans:tur")).content.decode()
        assert "0303" not in page
        assert '<dd class="tabular">2003</dd>' in page
        for other in (reverse("hamtorder:hamta", args=[order.pk]), f"/arende/{order.pk}/"):
            said = tore.get(other).content.decode()
            assert "0303" not in said
            assert "2003" in said
        assert "20030303-0303" in inloggad(r.v.kim).get(f"/arende/{order.pk}/").content.decode()
        logged = Atkomst.objects.filter(anvandare=r.v.tore, objekt="Turen 2026-12-01")
        assert [one.arende for one in logged] == [order.pk]
        assert Klient(r.v.tore)("GET", f"hamtorder/{order.pk}/").data["mottagaren"]["nummer"] == ""


def test_the_queue_reports_once_and_a_refusal_keeps_nothing(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa)
    bed, box = order.rader.order_by("nr")
    tore, there = inloggad(r.v.tore), reverse("hamtorder:hamta", args=[order.pk])
    said = {"nyckel": "a", f"utfall-{bed.pk}": "hamtad", f"utfall-{box.pk}": "saknas"}
    with clock.frozen(TISDAG):
        assert f'action="{there}"' in tore.get(reverse("leverans:tur")).content.decode()
        no = tore.post(there, said, headers={"X-Ko": "1"})
        assert (no.status_code, no.json()["mening"]) == (
            422, "Skriv varför allt inte kom med, så att beställaren vet.",
        )  # fmt: skip
        said["orsak"] = "Dosan låg inte framme"
        first, again = (tore.post(there, said, headers={"X-Ko": "1"}) for _ in range(2))
        assert first.json() == again.json()
        assert first.json()["mening"].startswith("Hämtningen är noterad.")
        late = tore.post(there, {**said, "nyckel": "b"}, headers={"X-Ko": "1"})
        assert (late.status_code, "redan gjort" in late.json()["mening"]) == (409, True)
        assert BesvaradPost.objects.count() == 1
    utfall = set(Hamtrad.objects.filter(order=order).values_list("utfall", flat=True))
    assert utfall == {"hamtad", "saknas"}
    assert turen(r).kvar == 0


def test_without_script_the_run_comes_back_and_nobody_home_means_the_next_day(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    tore, there = inloggad(r.v.tore), reverse("hamtorder:hamta", args=[order.pk])
    with clock.frozen(TISDAG):
        said = {"nyckel": "a", "ingen_hemma": "on", "dag": "2026-12-01", "omrade": "alla"}
        done = tore.post(there, said, follow=True)
        assert "Ingen hemma. Ett nytt försök planeras." in done.content.decode()
        assert "Inga stopp." in done.content.decode()
    order.refresh_from_db()
    assert (order.planerad, order.forsok, status(order)) == (date(2026, 12, 8), 1, "Planerad")
    [again] = turen(r, TISDAG + timedelta(days=7)).hamtningar
    assert (again.forsok, again.forsenad) == (1, False)
    assert inloggad(r.v.lotta).post(there, said).status_code == 403


def fran_kon(waited: timedelta | None = None, told: str = "") -> dict[str, str]:
    """What the script sends: that it does, and for how many milliseconds the post has waited."""
    age = str(int(waited.total_seconds() * 1000)) if waited is not None else told
    return {"X-Ko": "1", "X-Ko-Alder": age}


def test_what_waited_over_night_is_dated_by_when_it_was_done(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    tore, there = inloggad(r.v.tore), reverse("hamtorder:hamta", args=[order.pk])
    [row] = order.rader.all()
    said = {"nyckel": "a", f"utfall-{row.pk}": "hamtad", "dag": "2026-12-01", "omrade": "alla"}
    with clock.frozen(TISDAG + timedelta(hours=20)):
        # Midnight passes, and the pick-up is planned anew: nobody has said how it went.
        engine.tick()
    order.refresh_from_db()
    assert order.planerad == date(2026, 12, 8)
    with clock.frozen(TISDAG + timedelta(hours=25)):
        done = tore.post(there, said, headers=fran_kon(timedelta(hours=18)))
        assert done.status_code == 200, done.json()
        leverera_meddelanden()
    order.refresh_from_db()
    assert (order.hamtad, status(order)) == (date(2026, 12, 1), "Hämtad")
    row.refresh_from_db()
    assert retur(order).hamtad == date(2026, 12, 1)
    moves = engine.history(order.pk)
    [told] = [one for one in moves if one.element == "hamta"]
    assert told.effective_at == TISDAG + timedelta(hours=7)
    with clock.frozen(TISDAG + timedelta(hours=26)):
        came = [Mottaget(1, kom=True, skick="godkänt")]
        vid_returen.ta_emot(retur(order).pk, person=r.v.lotta, sagt=came)
    aid = Innehav.objects.get(pk=r.rollator.pk)
    assert aid.aterlamnad == date(2026, 12, 1)
    assert aid.hyra_till is not None
    assert aid.hyra_till <= date(2026, 12, 1)


@pytest.mark.parametrize(
    ("told", "hamtad"),
    [
        (fran_kon(timedelta(days=-1)), date(2026, 12, 1)),
        (fran_kon(told="igår"), date(2026, 12, 1)),
        (fran_kon(told="9" * 40), date(2026, 12, 1)),
        # Not before there was anything to fetch: it was registered on the Wednesday.
        (fran_kon(timedelta(days=29)), date(2026, 11, 25)),
    ],
)
def test_a_phone_can_not_date_it_when_it_likes(
    r: Retur, told: dict[str, str], hamtad: date
) -> None:
    order = verkstalld(r, r.rollator)
    [row] = order.rader.all()
    there = reverse("hamtorder:hamta", args=[order.pk])
    said = {"nyckel": "a", f"utfall-{row.pk}": "hamtad"}
    with clock.frozen(TISDAG):
        assert inloggad(r.v.tore).post(there, said, headers=told).status_code == 200
    order.refresh_from_db()
    assert order.hamtad == hamtad


def test_a_run_of_a_day_to_come_is_read_but_not_answered(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    tore, there = inloggad(r.v.tore), reverse("hamtorder:hamta", args=[order.pk])
    [row] = order.rader.all()
    said = {"nyckel": "a", f"utfall-{row.pk}": "hamtad", "dag": "2026-12-01", "omrade": "alla"}
    page = tore.get(reverse("leverans:tur"), {"dag": "2026-12-01"}).content.decode()
    assert "Turen har inte varit än" in page
    assert order.arende.nummer in page
    assert "data-tur-hamta hidden" in page
    no = tore.post(there, said, headers={"X-Ko": "1"})
    assert no.status_code == 422
    assert no.json()["mening"].startswith("Turen är för 2026-12-01.")
    # What was answered the day before is not good because it comes the day after.
    with clock.frozen(TISDAG):
        late = tore.post(there, said, headers=fran_kon(timedelta(days=1)))
        assert late.status_code == 422
        order.refresh_from_db()
        assert (order.hamtad, status(order)) == (None, "Planerad")
        page = tore.get(reverse("leverans:tur"), {"dag": "2026-12-01"}).content.decode()
        assert "data-tur-hamta" in page
        assert "data-tur-hamta hidden" not in page
        assert tore.post(there, said, headers={"X-Ko": "1"}).status_code == 200


def test_what_is_fetched_before_its_day_is_told_on_its_own_page(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    [row] = order.rader.all()
    there = reverse("hamtorder:hamta", args=[order.pk])
    said = {"nyckel": "a", f"utfall-{row.pk}": "hamtad"}
    assert inloggad(r.v.tore).post(there, said).status_code == 302
    order.refresh_from_db()
    assert order.hamtad == ONSDAG.date()


def test_over_the_api(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    tore = Klient(r.v.tore)
    with clock.frozen(TISDAG):
        [[besok]] = [stopp["besok"] for stopp in tore("GET", "leverans/tur/").data["stopp"]]
        [hamtning] = besok["hamtningar"]
        assert (hamtning["id"], hamtning["hamtordernummer"]) == (str(order.pk), "26480001")
        assert [rad["karantan"] for rad in hamtning["rader"]] == [False]
        told = [{"rad": rad["rad"], "utfall": "hamtad"} for rad in hamtning["rader"]]
        tag = tore("GET", f"hamtorder/{order.pk}/").etag
        done = tore("POST", f"hamtorder/{order.pk}/hamta/", {"rader": told}, tag=tag)
        assert (done.status, done.data["status"]) == (200, "Hämtad")
        assert tore("GET", "leverans/tur/").data["stopp"] == []


def test_what_the_table_puts_first_is_said_to_the_driver(r: Retur) -> None:
    order = verkstalld(r, r.rollator, atgard="dodsbo")
    verkstalld(r, r.kopt)
    told = {one.arende.pk: one.prioriterad for one in turen(r).hamtningar}
    assert sorted(told.values()) == ["", "Dödsbo, patientens privatadress"]
    tore = inloggad(r.v.tore)
    with clock.frozen(TISDAG):
        run = tore.get(reverse("leverans:tur")).content.decode()
    assert run.count("Prioriterad: Dödsbo, patientens privatadress") == 1
    page = tore.get(reverse("hamtorder:hamta", args=[order.pk])).content.decode()
    assert "Prioriterad" in page
