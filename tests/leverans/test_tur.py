"""The driver's run: the stops in order, the load check, each following note a move of its own."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cases.gemensamt.models import Arende, BesvaradPost
from cases.hjalpmedel.models import Innehav
from cases.hjalpmedel.queries import hos
from cases.kundorder.svar import NyRad
from cases.leverans import actions, actions_tur, tur
from cases.leverans.actions_tur import Lamnat
from cases.leverans.models import Leverans
from cases.mottagare.models import Atkomst
from cases.mottagare.register import lagg_upp_patient
from cases.organisation.models import Turbilomrade
from tests.api.klient import Klient
from tests.kundorder.varld import (
    Varld,
    i_lager,
    leveranser,
    leverera_meddelanden,
    status,
    utlevererad,
    verkstalld,
)
from workflows import clock
from workflows.errors import Forbidden, NotFound, NotYourTurn, Refused

TISDAG = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
DAGEN = TISDAG.date()
ROLLATOR = NyRad("10001")
TAGET = Lamnat("levererad", mottagen_av="Storasyster Skutt", signatur="S Skutt")


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    """What is ordered on the Wednesday goes to Karlsborg on the Tuesday after."""
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def pa_turen(v: Varld, antal: int = 1, **val: Any) -> list[Leverans]:
    """So many following notes with the transport."""
    i_lager(v.rollator, antal)
    found = []
    for _ in range(antal):
        order = verkstalld(v, ROLLATOR, **val)
        [leverans] = leveranser(order)
        utlevererad(v, leverans)
        leverans.refresh_from_db()
        found.append(leverans)
    return found


def turen(v: Varld, dag: date = DAGEN, omrade: str = tur.ALLA) -> tur.Tur:
    with clock.frozen(TISDAG):
        return tur.tur(v.tore, dag, omrade)


def sedlar(oppnad: tur.Tur) -> list[str | None]:
    return [one.leverans.foljesedel for one in oppnad.leveranser]


def test_two_notes_to_one_door_are_one_stop(v: Varld) -> None:
    first, second = pa_turen(v, 2)
    oppnad = turen(v)
    [stopp] = oppnad.stopp
    assert set(sedlar(oppnad)) == {first.foljesedel, second.foljesedel}
    [besok] = stopp.besok
    assert (stopp.namn, besok.vart.gatuadress) == ("Lille Skutt", "Morotslandet 3")
    assert (besok.vart.telefon, besok.fodd) == ("010-000 11 01", "2003")
    assert [rad.artikel for rad in besok.gods[0].rader] == [v.rollator]


def test_two_of_one_name_at_one_door_are_two_visits(v: Varld) -> None:
    first, second = pa_turen(v, 2)
    other = lagg_upp_patient("191212121212", v.patient.namn, v.patient.gallande_baskod, av="lager")
    Arende.objects.filter(pk=second.arende_id).update(mottagare=other)
    [stopp] = turen(v).stopp
    assert [(one.for_vem, one.fodd) for one in stopp.besok] == [
        ("Lille Skutt", "2003"),
        ("Lille Skutt", "1912"),
    ]
    assert [one.gods[0].leverans for one in stopp.besok] == [first, second]


def test_the_run_is_of_a_day_and_an_area(v: Varld) -> None:
    [leverans] = pa_turen(v)
    area = Turbilomrade.objects.get()
    assert sedlar(turen(v, omrade=str(area.pk))) == [leverans.foljesedel]
    assert sedlar(turen(v, omrade=tur.UTAN)) == []
    assert sedlar(turen(v, DAGEN + timedelta(days=1))) == []
    # What did not get away is still there the day after, and said to be late.
    with clock.frozen(TISDAG + timedelta(days=1)):
        [one] = tur.tur(v.tore, clock.today()).leveranser
        assert one.forsenad


def test_an_urgent_one_comes_first(v: Varld) -> None:
    [normal] = pa_turen(v)
    [akut] = pa_turen(v, prioritet="akut", gatuadress="Sistagatan 9", postnr="546 99")
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        assert sedlar(tur.tur(v.tore, clock.today())) == [akut.foljesedel]
    assert sedlar(turen(v)) == [akut.foljesedel, normal.foljesedel]


def test_each_opening_is_logged_once_a_day(v: Varld) -> None:
    [leverans] = pa_turen(v)
    for _ in range(2):
        tur.logga_oppnad(v.tore, turen(v))
    logged = Atkomst.objects.filter(anvandare=v.tore, objekt="Turen 2026-12-01")
    assert [(one.mottagare, one.arende) for one in logged] == [(v.patient, leverans.pk)]


def test_a_protected_person_is_masked(v: Varld) -> None:
    adress = v.kund.adresser.get()
    pa_turen(
        v, adress_id=adress.pk, adressnamn=adress.namn, gatuadress=adress.gatuadress,
        postnr=adress.postnr, postort=adress.postort,
    )  # fmt: skip
    v.patient.skydd = "sekretess"
    v.patient.save()
    [[besok]] = [stopp.besok for stopp in turen(v).stopp]
    assert (besok.for_vem, besok.fodd, besok.vart.telefon) == ("Skyddade personuppgifter", "", "")
    client = inloggad(v.tore)
    with clock.frozen(TISDAG):
        page = client.get(reverse("leverans:tur")).content.decode()
    for secret in ("Skutt", "Morotslandet", "0303", "010-000 11 01"):
        assert secret not in page


def test_what_is_loaded_is_counted_and_loaded_anew_after_a_vain_try(v: Varld) -> None:
    [leverans] = pa_turen(v)
    for _ in range(2):
        actions_tur.lasta(f" {leverans.foljesedel} ", person=v.tore)
    leverans.refresh_from_db()
    assert (leverans.lastad_av, turen(v).lastade) == ("tore", 1)
    actions_tur.lamna(leverans.pk, person=v.tore, svar=Lamnat("ej_hemma"))
    leverans.refresh_from_db()
    assert leverans.lastad is None


def test_what_can_not_be_loaded(v: Varld) -> None:
    [leverans] = pa_turen(v)
    for wrong in ("", "999"):
        with pytest.raises(Refused, match="Läs av streckkoden"):
            actions_tur.lasta(wrong, person=v.tore)
    with pytest.raises(Forbidden):
        actions_tur.lasta(str(leverans.foljesedel), person=v.lotta)
    actions_tur.lamna(leverans.pk, person=v.tore, svar=TAGET)
    with pytest.raises(NotYourTurn):
        actions_tur.lasta(str(leverans.foljesedel), person=v.tore)
    leverans.refresh_from_db()
    assert leverans.lastad is None


def test_handed_over_and_signed_at_once(v: Varld) -> None:
    [leverans] = pa_turen(v)
    actions_tur.lamna(leverans.pk, person=v.tore, svar=TAGET)
    leverera_meddelanden()
    leverans.refresh_from_db()
    assert (leverans.mottagen_av, leverans.arende.status) == ("Storasyster Skutt", "Kvitterad")
    assert [held.artikel for held in hos(v.patient)] == [v.rollator]
    assert turen(v).stopp == []


@pytest.mark.parametrize(
    ("svar", "koder"),
    [
        (Lamnat("levererad"), ["mottagen_av_saknas", "signatur_saknas"]),
        (Lamnat("levererad", mottagen_av="Anna"), ["signatur_saknas"]),
        (Lamnat("vagrad"), ["orsak_saknas"]),
        (Lamnat(""), ["utfall_saknas"]),
    ],
)
def test_what_is_not_said_is_asked_for(v: Varld, svar: Lamnat, koder: list[str]) -> None:
    [leverans] = pa_turen(v)
    with pytest.raises(Refused) as no:
        actions_tur.lamna(leverans.pk, person=v.tore, svar=svar)
    assert [hinder.kod for hinder in no.value.hinder] == koder
    leverans.refresh_from_db()
    assert (leverans.forsok, leverans.utfall) == (0, "")
    assert Arende.objects.get(pk=leverans.pk).status == "Utlevererad"


def test_an_urgent_one_may_be_signed_for_the_next_morning(v: Varld) -> None:
    """Who took it is said at the door: HMC could not know it the next morning."""
    [leverans] = pa_turen(v, prioritet="akut")
    with pytest.raises(Refused, match="Fråga vem som tar emot") as no:
        actions_tur.lamna(leverans.pk, person=v.tore, svar=Lamnat("levererad"))
    assert [hinder.kod for hinder in no.value.hinder] == ["mottagen_av_saknas"]
    assert tur.moment(leverans) == "leverera"
    actions_tur.lamna(leverans.pk, person=v.tore, svar=Lamnat("levererad", mottagen_av="Anna"))
    leverans.refresh_from_db()
    assert (leverans.mottagen_av, leverans.kvitterad) == ("Anna", None)
    assert tur.moment(leverans) == "kvittera"
    with pytest.raises(Refused) as no:
        actions_tur.lamna(leverans.pk, person=v.kim, svar=Lamnat("levererad", mottagen_av="Anna"))
    assert [hinder.kod for hinder in no.value.hinder] == ["signatur_saknas"]
    assert not Innehav.objects.exists()
    actions_tur.lamna(leverans.pk, person=v.kim, svar=TAGET)
    assert Innehav.objects.exists()


def test_only_transport_and_kundtjanst_hand_over(v: Varld) -> None:
    [leverans] = pa_turen(v)
    for who in (v.lotta, v.miriam):
        with pytest.raises(Forbidden):
            actions_tur.lamna(leverans.pk, person=who, svar=TAGET)
    assert not Innehav.objects.exists()


@pytest.mark.parametrize(
    "svar",
    [
        Lamnat("vagrad", orsak="Fel färg"),
        Lamnat("ej_hemma"),
        Lamnat("vagrad", orsak="Fel färg", mottagen_av="Anna", signatur="A"),
    ],
)
def test_another_answer_than_the_one_that_was_given_is_not_lost(v: Varld, svar: Lamnat) -> None:
    """It was said to be delivered: the driver who says otherwise is told, and nothing is signed."""
    [leverans] = pa_turen(v)
    actions.leverera(leverans.pk, person=v.kim, utfall="levererad")
    with pytest.raises(NotYourTurn):
        actions_tur.lamna(leverans.pk, person=v.tore, svar=svar)
    leverans.refresh_from_db()
    assert (leverans.forsok, leverans.utfall, leverans.kvitterad) == (1, "levererad", None)
    assert tur.moment(leverans) == "kvittera"


def test_another_kind_of_case_is_no_leverans(v: Varld) -> None:
    [leverans] = pa_turen(v)
    with pytest.raises(NotFound):
        actions_tur.lamna(leverans.kundorder, person=v.tore, svar=Lamnat("levererad"))
    with pytest.raises(NotFound):
        actions.utleverera(leverans.kundorder, person=v.lotta)
    leverans.refresh_from_db()
    assert (leverans.forsok, leverans.kvitterad) == (0, None)


def test_a_leverans_that_is_not_there(v: Varld) -> None:
    with pytest.raises(NotFound):
        actions_tur.lamna(uuid4(), person=v.tore, svar=TAGET)


def inloggad(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def fran_kon(client: Client, address: str, **falt: str) -> Any:
    return client.post(address, falt, headers={"X-Ko": "1"})


def test_the_queue_may_send_it_twice(v: Varld) -> None:
    [leverans] = pa_turen(v)
    tore, there = inloggad(v.tore), reverse("leverans:tur_lamna", args=[leverans.pk])
    typed = {"nyckel": "a", "utfall": "levererad", "mottagen_av": "Anna A", "signatur": "A A"}
    first, again = (fran_kon(tore, there, **typed) for _ in range(2))
    assert first.json() == again.json() == {"mening": "Levererad och kvitterad."}
    assert Innehav.objects.count() == 1
    late = fran_kon(tore, there, **typed | {"nyckel": "b"})
    assert late.status_code == 409
    assert "redan gjort" in late.json()["mening"]
    assert BesvaradPost.objects.count() == 1
    assert [one["svar"] for one in BesvaradPost.objects.values()] == [first.json()]


def test_what_was_signed_without_signal_is_hers_from_that_day(v: Varld) -> None:
    [leverans] = pa_turen(v)
    tore = Client()
    tore.force_login(v.tore, backend="django.contrib.auth.backends.ModelBackend")
    there = reverse("leverans:tur_lamna", args=[leverans.pk])
    said = {
        "nyckel": "a", "utfall": "levererad", "mottagen_av": "Storasyster", "signatur": "S Skutt",
        "dag": "2026-12-01", "omrade": "alla",
    }  # fmt: skip
    with clock.frozen(TISDAG - timedelta(hours=12)):
        no = tore.post(there, said, headers={"X-Ko": "1"})
        assert (no.status_code, no.json()["mening"][:12]) == (422, "Turen är för")
    waited = {"X-Ko": "1", "X-Ko-Alder": str(18 * 3600 * 1000)}
    with clock.frozen(TISDAG + timedelta(hours=26)):
        done = tore.post(there, said, headers=waited)
        assert done.status_code == 200, done.json()
        leverera_meddelanden()
    leverans.refresh_from_db()
    assert leverans.kvitterad == TISDAG + timedelta(hours=8)
    [aid] = hos(v.patient)
    assert (aid.levererad, aid.hyra_fran) == (DAGEN, DAGEN)


def test_without_script_nothing_typed_is_lost(v: Varld) -> None:
    [leverans] = pa_turen(v)
    tore, there = inloggad(v.tore), reverse("leverans:tur_lamna", args=[leverans.pk])
    typed = {"nyckel": "a", "utfall": "levererad", "mottagen_av": "Anna Anhörig", "signatur": ""}
    with clock.frozen(TISDAG):
        no = tore.post(there, typed)
        page = no.content.decode()
        assert no.status_code == 422
        assert "Den som tar emot skriver sitt namn som underskrift." in page
        assert 'value="Anna Anhörig"' in page
        done = tore.post(there, typed | {"signatur": "A A", "omrade": "alla"}, follow=True)
    assert "Levererad och kvitterad." in done.content.decode()
    assert "Inga stopp." in done.content.decode()


def test_before_its_day_a_run_offers_to_load_but_not_to_hand_over(v: Varld) -> None:
    pa_turen(v)
    client = inloggad(v.tore)
    early = client.get(reverse("leverans:tur"), {"dag": str(DAGEN)}).content.decode()
    with clock.frozen(TISDAG):
        then = client.get(reverse("leverans:tur"), {"dag": str(DAGEN)}).content.decode()
    hides = "data-tur-lamna hidden"
    assert [hides in page for page in (early, then)] == [True, False]
    for page in (early, then):
        assert "data-tur-lamna" in page
        assert "data-tur-lasta=" in page


def test_the_load_check_over_the_page(v: Varld) -> None:
    [leverans] = pa_turen(v)
    tore = inloggad(v.tore)
    with clock.frozen(TISDAG):
        assert "Dagens tur" in tore.get(reverse("leverans:lista")).content.decode()
        page = tore.get(reverse("leverans:tur")).content.decode()
        assert str(leverans.foljesedel) in page
        assert "Portkod" not in page
        there = reverse("leverans:tur_lasta")
        no = tore.post(there, {"nyckel": "x", "foljesedel": "123"})
        assert no.status_code == 422
        assert "Ingen leverans har följesedel 123" in no.content.decode()
        typed = {"nyckel": "x", "foljesedel": str(leverans.foljesedel)}
        done = tore.post(there, typed, follow=True)
    assert f"Följesedel {leverans.foljesedel} är lastad." in done.content.decode()


def test_the_worker_is_served_where_it_looks_after_the_run() -> None:
    answer = Client().get(reverse("leverans:tur_arbetare"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer.content.decode().startswith("// The run's service worker")


def test_over_the_api(v: Varld) -> None:
    [leverans] = pa_turen(v)
    tore = Klient(v.tore)
    with clock.frozen(TISDAG):
        told = tore("GET", "leverans/tur/")
        [[besok]] = [stopp["besok"] for stopp in told.data["stopp"]]
        assert (besok["mottagare"], besok["fodd"]) == ("Lille Skutt", "2003")
        assert "0303" not in str(told.data)
        [gods] = besok["gods"]
        assert (gods["uppgift"], gods["lastad"]) == ("leverera", None)
        assert tore("GET", "leverans/tur/?dag=i går").koder == ["dag"]
        assert tore("GET", "leverans/tur/?omrade=77").koder == ["omrade"]
        no = tore("POST", "leverans/tur/lasta/", {"foljesedel": "9"})
        assert (no.status, no.koder) == (422, ["foljesedel_okand"])
        done = tore("POST", "leverans/tur/lasta/", {"foljesedel": gods["foljesedel"]})
        assert (done.status, done.data["id"]) == (200, str(leverans.pk))
    assert Klient(v.lotta)("GET", "leverans/tur/").status == 403


def test_the_order_follows(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR)
    [leverans] = leveranser(order)
    utlevererad(v, leverans)
    actions_tur.lamna(leverans.pk, person=v.tore, svar=TAGET)
    leverera_meddelanden()
    assert status(order) == "Slutlevererad"
    assert actions.HANDLINGAR["leverera"] == ("transport", "kundtjanst")
