"""When it does not go as planned: nobody home thrice, refused, nobody fetches, no receipt."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Individ, Innehav
from cases.hjalpmedel.queries import hos
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder.svar import NyRad
from cases.leverans import (
    actions,
    actions_kundtjanst,
    actions_tur,
    actions_utlamning,
    leveranssteg,
    steps,
    tur,
)
from cases.leverans.actions_tur import Lamnat
from cases.leverans.models import Leverans
from cases.meddelanden.models import Meddelande
from tests.api.klient import Klient
from tests.kundorder.varld import (
    Varld,
    gor_digital,
    i_lager,
    leveranser,
    leverera_meddelanden,
    plockad,
    spar,
    status,
    utlevererad,
    verkstalld,
)
from tests.leverans.test_tur import inloggad
from workflows import clock, engine
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Incident, UserTask
from workflows.registry import Tillfalle

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ROLLATOR = NyRad("10001")
SKUTT = {"mottagen_av": "Lille Skutt", "signatur": "L Skutt"}


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


def hos_transporten(v: Varld, **val: Any) -> Leverans:
    i_lager(v.rollator, 1)
    [leverans] = leveranser(verkstalld(v, ROLLATOR, **val))
    utlevererad(v, leverans)
    leverans.refresh_from_db()
    return leverans


def test_what_is_put_in_quarantine_on_its_way_is_not_handed_over(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    [leverans] = leveranser(verkstalld(v))
    plockad(v, leverans)
    Individ.objects.update(karantan=True)
    with pytest.raises(Refused) as no:
        actions.utleverera(leverans.pk, person=v.lotta)
    assert [hinder.kod for hinder in no.value.hinder] == ["individ_karantan"]
    Individ.objects.update(karantan=False)
    actions.utleverera(leverans.pk, person=v.lotta)
    Individ.objects.update(karantan=True)
    with pytest.raises(Refused):
        actions.leverera(leverans.pk, person=v.tore, utfall="levererad")
    # It comes back to the lager instead, and stands there, held.
    actions.leverera(leverans.pk, person=v.tore, utfall="vagrad", orsak="I karantän")
    assert vantar(leverans) == {"avgora"}


def att_hamta(v: Varld) -> Leverans:
    """A digital aid that the mottagare fetches."""
    gor_digital(v.rollator)
    return hos_transporten(v, prioritet="utlamning")


def vantar(leverans: Leverans) -> set[str]:
    return {task.element for task in engine.open_tasks(leverans.pk)}


def laget(leverans: Leverans) -> str:
    return Arende.objects.get(pk=leverans.pk).status


def senaste(v: Varld) -> Meddelande:
    return Meddelande.objects.filter(till=v.miriam).latest("pk")


def test_the_third_time_nobody_is_home_kundtjanst_decides(v: Varld) -> None:
    leverans = hos_transporten(v)
    for _ in range(3):
        assert vantar(leverans) == {"leverera"}
        actions.leverera(leverans.pk, person=v.tore, utfall="ej_hemma")
    assert vantar(leverans) == {"avgora"}
    told = senaste(v)
    assert told.rubrik == "Kundorder 26480001: kunde inte lämnas"
    assert "ingen var hemma vid 3 försök" in told.text
    assert [task.role for task in UserTask.objects.filter(case_id=leverans.pk)] == ["kundtjanst"]


def test_a_new_try_is_agreed_for_a_day(v: Varld) -> None:
    leverans = hos_transporten(v)
    actions.leverera(leverans.pk, person=v.tore, utfall="vagrad", orsak="Passar inte i dag")
    assert laget(leverans) == "Vägrad"
    actions_kundtjanst.avgora(
        leverans.pk, person=v.kim, beslut="nytt_forsok", dag=date(2026, 12, 3)
    )
    assert (vantar(leverans), laget(leverans)) == ({"leverera"}, "Utlevererad")
    assert "ändrat från 2026-12-01 till 2026-12-03" in senaste(v).text
    with clock.frozen(datetime(2026, 12, 3, 6, 0, tzinfo=UTC)):
        assert len(tur.tur(v.tore, clock.today()).leveranser) == 1
    actions.leverera(leverans.pk, person=v.tore, utfall="levererad")
    actions.kvittera(leverans.pk, person=v.tore, **SKUTT)
    assert Innehav.objects.exists()


def test_the_reason_is_told_when_it_goes_back(v: Varld) -> None:
    leverans = hos_transporten(v)
    for _ in range(3):
        actions.leverera(leverans.pk, person=v.tore, utfall="ej_hemma")
    actions_kundtjanst.avgora(leverans.pk, person=v.kim, beslut="tillbaka")
    assert vantar(leverans) == {"ta_tillbaka"}
    actions.ta_tillbaka(leverans.pk, person=v.lotta)
    leverera_meddelanden()
    assert "Orsak: ingen var hemma vid 3 försök" in senaste(v).text
    assert not Innehav.objects.exists()


@pytest.mark.parametrize(
    ("beslut", "dag", "kod"),
    [
        ("", None, "beslut_saknas"),
        ("nytt_forsok", None, "dag_saknas"),
        ("nytt_forsok", date(2026, 11, 24), "dag_passerad"),
    ],
)
def test_a_decision_that_is_none(v: Varld, beslut: str, dag: date | None, kod: str) -> None:
    leverans = hos_transporten(v)
    actions.leverera(leverans.pk, person=v.tore, utfall="vagrad", orsak="Nej")
    with pytest.raises(Refused) as no:
        actions_kundtjanst.avgora(leverans.pk, person=v.kim, beslut=beslut, dag=dag)
    assert [hinder.kod for hinder in no.value.hinder] == [kod]
    with pytest.raises(Forbidden):
        actions_kundtjanst.avgora(leverans.pk, person=v.tore, beslut="tillbaka")
    leverans.refresh_from_db()
    assert (vantar(leverans), leverans.beslut) == ({"avgora"}, "")


def test_fetched_at_the_utlamningsstalle(v: Varld) -> None:
    leverans = att_hamta(v)
    assert vantar(leverans) == {"lamna_till_utlamning"}
    with clock.frozen(datetime(2026, 12, 1, 6, 0, tzinfo=UTC)):
        assert len(tur.tur(v.tore, clock.today()).leveranser) == 1
    actions_tur.lamna(leverans.pk, person=v.tore, svar=Lamnat("levererad"))
    assert (vantar(leverans), laget(leverans)) == ({"lamna_ut"}, "På utlämningsstället")
    assert "finns att hämta" in senaste(v).rubrik
    with pytest.raises(Refused):
        actions_utlamning.lamna_ut(leverans.pk, person=v.tore, mottagen_av="", signatur="")
    actions_utlamning.lamna_ut(leverans.pk, person=v.tore, **SKUTT)
    leverera_meddelanden()
    assert [held.artikel for held in hos(v.patient)] == [v.rollator]
    assert laget(leverans) == "Kvitterad"
    # The row is told to have been received, as where it is signed for at home (OO-4).
    told = [one.status for one in leveranssteg.steg(leverans.rader.get().rad)]
    assert told == ["För plockning", "Plockad", "Utlevererad", "Levererad"]
    with pytest.raises(NotYourTurn):
        actions_utlamning.lamna_ut(leverans.pk, person=v.tore, **SKUTT)


def test_what_nobody_fetches_is_kundtjansts_after_fourteen_days(v: Varld) -> None:
    leverans = att_hamta(v)
    actions_utlamning.lamna_till_utlamning(leverans.pk, person=v.tore)
    with clock.moved(timedelta(days=13)):
        engine.tick()
        assert vantar(leverans) == {"lamna_ut"}
    with clock.moved(timedelta(days=14, minutes=1)):
        engine.tick()
        assert (vantar(leverans), laget(leverans)) == ({"avgora"}, "Inte hämtad")
        assert "ingen har hämtat det" in senaste(v).text
        actions_kundtjanst.avgora(leverans.pk, person=v.kim, beslut="nytt_forsok")
        assert (vantar(leverans), laget(leverans)) == ({"lamna_ut"}, "På utlämningsstället")
    with clock.moved(timedelta(days=29)):
        engine.tick()
        assert Meddelande.objects.filter(rubrik__contains="kunde inte lämnas").count() == 2
        actions_kundtjanst.avgora(leverans.pk, person=v.kim, beslut="tillbaka")
        actions.ta_tillbaka(leverans.pk, person=v.lotta)
    assert laget(leverans) == "Återlagd"


def akut_lamnad(v: Varld) -> Leverans:
    """An urgent one, left at the door on the Wednesday without a receipt."""
    leverans = hos_transporten(v, prioritet="akut")
    assert UserTask.objects.get(case_id=leverans.pk).priority == 10
    actions_tur.lamna(
        leverans.pk, person=v.tore, svar=Lamnat("levererad", mottagen_av="Anna Granne")
    )
    return leverans


def test_who_took_an_urgent_one_is_asked_for_on_the_page(v: Varld) -> None:
    leverans = hos_transporten(v, prioritet="akut")
    tore = inloggad(v.tore)
    page = reverse("leverans:leverera", args=[leverans.pk])
    assert 'name="mottagen_av"' in tore.get(page).content.decode()
    refused = tore.post(page, {"utfall": "levererad", "mottagen_av": " "})
    assert refused.status_code == 422
    assert "Fråga vem som tar emot och skriv namnet" in refused.content.decode()
    assert laget(leverans) == "Utlevererad"
    sent = tore.post(page, {"utfall": "levererad", "mottagen_av": "Anna Granne"})
    assert sent.status_code == 302
    shown = tore.get(sent["Location"]).content.decode()
    assert 'value="Anna Granne"' in shown
    assert "kvitterar du för HMC" in shown
    case = inloggad(v.kim).get(reverse("arende", args=[leverans.pk])).content.decode()
    assert "Anna Granne, kvittensen återstår" in case


def test_of_one_that_is_not_urgent_only_the_receipt_says_who(v: Varld) -> None:
    leverans = hos_transporten(v)
    page = reverse("leverans:leverera", args=[leverans.pk])
    assert 'name="mottagen_av"' not in inloggad(v.tore).get(page).content.decode()
    actions.leverera(leverans.pk, person=v.tore, utfall="levererad")
    assert vantar(leverans) == {"kvittera"}


def test_an_urgent_receipt_is_due_at_eight_the_next_working_day(v: Varld) -> None:
    leverans = akut_lamnad(v)
    [task] = engine.open_tasks(leverans.pk)
    assert task.element == "kvittera"
    assert task.deadline == datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
    with clock.frozen(datetime(2026, 11, 26, 6, 59, tzinfo=UTC)):
        engine.tick()
        assert vantar(leverans) == {"kvittera"}
    with clock.frozen(datetime(2026, 11, 26, 7, 1, tzinfo=UTC)):
        engine.tick()
        assert vantar(leverans) == {"kvittera", "folj_upp_kvittens"}
        reminder = UserTask.objects.get(case_id=leverans.pk, element="folj_upp_kvittens")
        assert (reminder.role, reminder.priority) == ("kundtjanst", 10)


def test_the_reminder_goes_when_the_receipt_comes(v: Varld) -> None:
    leverans = akut_lamnad(v)
    with clock.frozen(datetime(2026, 11, 26, 7, 1, tzinfo=UTC)):
        engine.tick()
        actions.kvittera(leverans.pk, person=v.kim, **SKUTT)
        leverera_meddelanden()
    assert vantar(leverans) == set()
    assert {"kvittens_kom", "behovs_inte", "kvitterad"} <= set(spar(leverans.pk))
    assert Arende.objects.get(pk=leverans.pk).avslutad is not None
    order = Arende.objects.get(pk=leverans.kundorder)
    assert status(order.kundorder) == "Slutlevererad"


def test_the_reminder_is_answered_and_the_receipt_still_waited_for(v: Varld) -> None:
    leverans = akut_lamnad(v)
    with clock.frozen(datetime(2026, 11, 26, 7, 1, tzinfo=UTC)):
        engine.tick()
        with pytest.raises(Refused):
            actions_kundtjanst.folj_upp_kvittens(leverans.pk, person=v.kim, anteckning=" ")
        actions_kundtjanst.folj_upp_kvittens(leverans.pk, person=v.kim, anteckning="Ringt")
        assert vantar(leverans) == {"kvittera"}
        actions.kvittera(leverans.pk, person=v.kim, **SKUTT)
    assert vantar(leverans) == set()


def test_the_steps_run_twice_and_work_once(v: Varld) -> None:
    leverans = att_hamta(v)
    actions_utlamning.lamna_till_utlamning(leverans.pk, person=v.tore)
    told = Meddelande.objects.count()
    occasion = Tillfalle("x", 1, clock.now(), "")
    steps.meddela_hamtning(leverans.pk, tillfalle=occasion)
    assert Meddelande.objects.count() == told
    for _ in range(2):
        steps.meddela_stopp(leverans.pk, tillfalle=occasion)
    assert Meddelande.objects.count() == told + 1


def test_over_the_pages(v: Varld) -> None:
    leverans = att_hamta(v)
    tore, kim = inloggad(v.tore), inloggad(v.kim)

    def there(name: str) -> str:
        return reverse(f"leverans:{name}", args=[leverans.pk])

    assert tore.get(there("lamna_till_utlamning")).status_code == 200
    assert tore.post(there("lamna_till_utlamning")).status_code == 302
    no = tore.post(there("lamna_ut"), {"mottagen_av": "Lille Skutt", "signatur": ""})
    assert (no.status_code, "Lille Skutt" in no.content.decode()) == (422, True)
    with clock.moved(timedelta(days=15)):
        engine.tick()
        page = kim.get(there("avgora")).content.decode()
        assert "Låt godset stå kvar 14 dagar till" in page
        assert "Dag för nytt försök" not in page
        assert kim.post(there("avgora"), {}).status_code == 422
        assert kim.post(there("avgora"), {"beslut": "nytt_forsok"}).status_code == 302
    assert tore.post(there("lamna_ut"), SKUTT).status_code == 302
    late = hos_transporten(v, prioritet="normal")
    actions.leverera(late.pk, person=v.tore, utfall="levererad")
    with clock.moved(timedelta(days=2)):
        engine.tick()
        follow = reverse("leverans:folj_upp_kvittens", args=[late.pk])
        assert "kvittera åt dem" in kim.get(follow).content.decode()
        assert kim.post(follow, {"anteckning": "Grannen tog emot"}).status_code == 302


def test_over_the_api(v: Varld) -> None:
    leverans = att_hamta(v)
    tore, kim = Klient(v.tore), Klient(v.kim)
    here = f"leverans/{leverans.pk}/"
    told = tore("GET", here)
    assert told.data["uppgift"] == "lamna_till_utlamning"
    told = tore("POST", f"{here}lamna_till_utlamning/", tag=told.etag)
    assert told.data["status"] == "På utlämningsstället"
    with clock.moved(timedelta(days=15)):
        engine.tick()
        tag = kim("GET", here).etag
        no = kim("POST", f"{here}avgora/", {"beslut": "kanske"}, tag=tag)
        assert no.status == 422
        told = kim("POST", f"{here}avgora/", {"beslut": "nytt_forsok"}, tag=tag)
    done = tore("POST", f"{here}lamna_ut/", SKUTT, tag=told.etag)
    assert (done.status, done.data["status"]) == (200, "Kvitterad")
    late = hos_transporten(v, prioritet="normal")
    actions.leverera(late.pk, person=v.tore, utfall="levererad")
    with clock.moved(timedelta(days=2)):
        engine.tick()
        there = f"leverans/{late.pk}/"
        body = {"anteckning": "Grannen tog emot"}
        done = kim("POST", f"{there}folj_upp_kvittens/", body, tag=kim("GET", there).etag)
        assert (done.status, done.data["uppgift"]) == (200, "kvittera")
