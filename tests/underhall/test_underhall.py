"""The plans, what they make due, and the way to an arbetsorder that is done, or not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid5

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases.arbetsorder import actions_makulera
from cases.arbetsorder.models import Arbetsorder
from cases.gemensamt.models import Arende
from cases.hjalpmedel import underhall
from cases.hjalpmedel.models import Individ, Innehav, Underhallsplan, Utfort
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Anvandare
from cases.underhall import actions, begin, planer
from cases.underhall.begin import starta_forfallna
from cases.underhall.models import Omgang
from cases.underhall.rules import Kontakt
from tests.api.klient import Klient
from tests.arbetsorder.varld import Arbete, bygg, klar
from tests.kundorder.varld import leverera_meddelanden, person, spar
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Incident, UserTask

# The bed was delivered on the first of October 2026; with 12 months it falls due a year later.
NARA = datetime(2027, 9, 6, 9, 0, tzinfo=UTC)
SCENARIER = yaml.safe_load(
    (settings.BPMN_DIR / "underhall" / "scenarios.yaml").read_text(encoding="utf-8")
)


@pytest.fixture
def a(db: None) -> Iterator[Arbete]:
    """Arbetsorder's world, a plan for the bed and who pays."""
    with clock.frozen(NARA):
        yield varlden()
        assert not Incident.objects.exists()


def varlden() -> Arbete:
    made = bygg()
    versions.publish(from_folder(settings.BPMN_DIR / "underhall"), case_type="underhall")
    person("kalle", "kostnadsansvarig", kund=made.r.v.kund)
    plan(made)
    return made


def plan(a: Arbete, **fler: Any) -> Underhallsplan:
    said = {
        "galler": "75178", "aktivitetstyp": "fu", "intervall": 12,
        "kalla": "Tillverkarens anvisning",
    }  # fmt: skip
    return planer.spara(person=a.tim, **{**said, **fler})


def kalle() -> Anvandare:
    return Anvandare.objects.get(username="kalle")


def forfallen(a: Arbete) -> Omgang:
    assert starta_forfallna() == 1
    return Omgang.objects.latest("arende__skapad")


def arbetsordern(omgang: Omgang) -> Arbetsorder:
    leverera_meddelanden()
    return Arbetsorder.objects.get(arende__galler=omgang.pk)


def utford(a: Arbete, order: Arbetsorder) -> None:
    """The tekniker who goes there does it."""
    assert UserTask.objects.get(case_id=order.pk).group == "tekniker_falt"
    klar(a, order)


def bokad(a: Arbete) -> Omgang:
    found = forfallen(a)
    return actions.kontakta(
        found.pk, person=a.kim, sagt=Kontakt("bokat", date(2027, 9, 20), "Ring på porten.")
    )


def status(omgang: Omgang) -> str:
    return Arende.objects.get(pk=omgang.pk).status


def test_what_is_due_within_four_weeks_begins_once(a: Arbete) -> None:
    with clock.frozen(NARA - timedelta(days=10)):
        assert starta_forfallna() == 0
    found = forfallen(a)
    assert found.forfaller == date(2027, 10, 1)
    assert starta_forfallna() == 0
    assert [task.element for task in engine.open_tasks(found.pk)] == ["kontakta"]
    assert UserTask.objects.get(case_id=found.pk).number == found.arende.nummer != ""
    assert clock.local(engine.open_tasks(found.pk)[0].deadline).date() == date(2027, 9, 17)


@pytest.mark.parametrize("scenario", SCENARIER, ids=[one["namn"] for one in SCENARIER])
def test_scenario(a: Arbete, scenario: dict[str, Any]) -> None:
    found = forfallen(a)
    for event in scenario["nar"]:
        svar = event.get("svar", {})
        if event.get("uppgift") == "kontakta":
            said = Kontakt(svar["utfall"], date(2027, 9, 20), "Ringt tre gånger.")
            actions.kontakta(found.pk, person=a.kim, sagt=said)
        elif event.get("uppgift") == "besluta_underhall":
            actions.besluta_underhall(
                found.pk, person=kalle(), forsok_igen=svar["forsok_igen"], text="Flyttat."
            )
        else:
            utford(a, arbetsordern(found))
        leverera_meddelanden()
    assert spar(found.pk) == scenario["da"]["gick"]
    assert status(found) == scenario["da"]["status"]


def test_the_arbetsorder_is_told_what_and_when_and_tells_that_it_is_done(a: Arbete) -> None:
    found = bokad(a)
    order = arbetsordern(found)
    assert (order.kalla, order.typ.kod) == ("underhallsplan", "FU")
    assert "2027-09-20" in order.felbeskrivning
    assert "Ring på porten." in order.felbeskrivning
    utford(a, order)
    leverera_meddelanden()
    bed = Individ.objects.get(nummer="1438560")
    assert bed.senaste_fu == date(2027, 9, 6)
    assert Utfort.objects.get().arende == found.pk
    [row] = underhall.schema(bed)
    assert (row.senast, row.nasta) == (date(2027, 9, 6), date(2028, 9, 6))
    assert starta_forfallna() == 0


def test_an_arbetsorder_that_is_cancelled_begins_the_contact_anew(a: Arbete) -> None:
    found = bokad(a)
    actions_makulera.makulera(arbetsordern(found).pk, person=a.kim, orsak="Fel dag.")
    leverera_meddelanden()
    assert status(found) == Omgang.Status.KONTAKTA
    assert [task.element for task in engine.open_tasks(found.pk)] == ["kontakta"]
    assert not Utfort.objects.exists()
    actions.kontakta(found.pk, person=a.kim, sagt=Kontakt("bokat", date(2027, 9, 27)))
    leverera_meddelanden()
    first, second = Arbetsorder.objects.filter(arende__galler=found.pk).order_by("arende__nummer")
    assert (first.arende.status, second.arende.status) == ("Makulerad", "Registrerad")
    assert "2027-09-27" in second.felbeskrivning
    utford(a, second)
    leverera_meddelanden()
    found.refresh_from_db()
    assert (found.oppen, found.utfort) == (False, True)


def test_who_pays_says_how_to_reach_her(a: Arbete) -> None:
    found = forfallen(a)
    actions.kontakta(found.pk, person=a.kim, sagt=Kontakt("ej_nadd", text="Ringt tre gånger."))
    assert status(found) == Omgang.Status.EJ_NADD
    told = Meddelande.objects.get(till=kalle())
    assert "Kontakt saknas för förebyggande underhåll" in told.text
    actions.besluta_underhall(found.pk, person=kalle(), forsok_igen=True, text="Ring boendet.")
    assert status(found) == Omgang.Status.KONTAKTA


def test_the_gruppchef_knows_when_nobody_is_reached_two_weeks_before(a: Arbete) -> None:
    chef = person("gun", "gruppchef")
    forfallen(a)
    with clock.frozen(NARA + timedelta(days=12)):
        engine.tick()
        assert "inte kontaktad" in Meddelande.objects.get(till=chef).rubrik


def test_what_is_declined_rests_for_an_interval(a: Arbete) -> None:
    found = forfallen(a)
    actions.kontakta(found.pk, person=a.kim, sagt=Kontakt("inte_aktuellt", text="Byts ut snart."))
    assert status(found) == Omgang.Status.UTAN
    assert starta_forfallna() == 0
    with clock.frozen(NARA + timedelta(days=366)):
        assert starta_forfallna() == 1


def test_an_individs_own_plan_goes_before_its_articles(a: Arbete) -> None:
    plan(a, galler="1438560", intervall=24)
    plan(a, aktivitetstyp="batteribyte", intervall=36)
    rows = underhall.schema(Individ.objects.get(nummer="1438560"))
    assert [(one.plan.aktivitetstyp, one.plan.intervall) for one in rows] == [
        ("fu", 24),
        ("batteribyte", 36),
    ]
    assert starta_forfallna() == 0


def test_a_deceased_mottagare_is_not_contacted(a: Arbete) -> None:
    a.r.v.patient.avliden = clock.today()
    a.r.v.patient.save()
    assert starta_forfallna() == 0


def test_one_that_can_not_begin_does_not_stop_the_others(a: Arbete) -> None:
    plan(a, aktivitetstyp="batteribyte")
    bed = Individ.objects.get(nummer="1438560")
    # The id that the first kind would take is taken already.
    Arende.objects.create(
        id=uuid5(begin._SPACE, f"{bed.pk}:fu:0"), typ="underhall", rubrik="Tagen",
        bestallare=a.kim, status="Utfört", skapad=clock.now(),
    )  # fmt: skip
    assert starta_forfallna() == 1
    assert Omgang.objects.get().aktivitetstyp == "batteribyte"


def test_an_aid_without_a_unit_is_paid_by_the_unit_that_ordered_it(a: Arbete) -> None:
    held = Innehav.objects.filter(individ__nummer="1438560", aterlamnad=None)
    ordered = Arende.objects.create(
        typ="kundorder", rubrik="Säng", bestallare=a.miriam, kund=a.r.v.kund,
        status="Slutlevererad", skapad=clock.now(),
    )  # fmt: skip
    held.update(kund=None, arende=ordered.pk)
    assert forfallen(a).arende.kund == a.r.v.kund


def test_the_last_day_of_a_short_month() -> None:
    assert underhall.om_manader(date(2026, 10, 31), 4) == date(2027, 2, 28)
    assert underhall.om_manader(date(2026, 12, 15), 12) == date(2027, 12, 15)


def test_every_refusal_leaves_it_as_it_was(a: Arbete) -> None:
    found = forfallen(a)
    for sagt, code in (
        (Kontakt(""), "utfall_saknas"),
        (Kontakt("bokat", date(2027, 1, 1)), "dag_fel"),
        (Kontakt("ej_nadd"), "text_saknas"),
        (Kontakt("inte_aktuellt", text="x" * 1001), "text_for_lang"),
    ):
        with pytest.raises(Refused) as no:
            actions.kontakta(found.pk, person=a.kim, sagt=sagt)
        assert [hinder.kod for hinder in no.value.hinder] == [code]
    with pytest.raises(Forbidden):
        actions.kontakta(found.pk, person=a.miriam, sagt=Kontakt("bokat"))
    with pytest.raises(NotYourTurn):
        actions.besluta_underhall(found.pk, person=kalle(), forsok_igen=True, text="x")
    with pytest.raises(Refused) as no:
        plan(a, galler="99999", intervall=0, kalla=" ")
    assert [hinder.falt for hinder in no.value.hinder] == ["intervall", "kalla", "galler"]
    with pytest.raises(Forbidden):
        planer.ta_bort(Underhallsplan.objects.get().pk, person=a.kim)


def test_the_pages_and_the_card(a: Arbete) -> None:
    found = forfallen(a)
    kim, tim = Client(), Client()
    kim.force_login(a.kim)
    tim.force_login(a.tim)
    here = reverse("underhall:kontakta", args=[found.pk])
    assert kim.get(here).status_code == 200
    wrong = kim.post(here, {"utfall": "ej_nadd", "dag": "", "text": ""})
    assert "Skriv hur du har försökt" in wrong.content.decode()
    assert kim.post(here, {"utfall": "bokat", "dag": "2027-09-20"}).status_code == 302
    page = kim.get(reverse("arende", args=[found.pk])).content.decode()
    assert "Arbetsorder beställd" in page
    assert found.arende.nummer in kim.get(reverse("underhall:lista")).content.decode()
    card = kim.get(reverse("individkort:kort", args=["1438560"])).content.decode()
    assert "Aktivitetstypschema" in card
    assert "2027-10-01" in card
    plans = reverse("underhall:planer")
    assert kim.get(plans).status_code == 403
    given = {"galler": "75178", "aktivitetstyp": "besiktning", "intervall": "6", "kalla": "Krav"}
    assert "Krav" in tim.post(plans, {**given, "galler": "1"}).content.decode()
    assert tim.post(plans, given).status_code == 302
    made = Underhallsplan.objects.get(aktivitetstyp="besiktning")
    assert "6 månader" in tim.get(plans).content.decode()
    assert tim.post(reverse("underhall:ta_bort_plan", args=[made.pk])).status_code == 302
    assert Underhallsplan.objects.count() == 1


def test_the_same_by_the_api(a: Arbete) -> None:
    found = forfallen(a)
    kim, tim = Klient(a.kim), Klient(a.tim)
    seen = kim("GET", f"underhall/{found.pk}/")
    assert seen.data["forfaller"] == "2027-10-01"
    sent = {"utfall": "ej_nadd", "text": "Ringt."}
    seen = kim("POST", f"underhall/{found.pk}/kontakta/", sent, tag=seen.etag)
    assert seen.data["status"] == Omgang.Status.EJ_NADD
    sent = {"forsok_igen": False, "text": "Flyttat."}
    door = f"underhall/{found.pk}/besluta_underhall/"
    assert Klient(kalle())("POST", door, sent, tag=seen.etag).data["text"] == "Flyttat."
    assert kim("GET", "underhall/").data["poster"][0]["status"] == Omgang.Status.UTAN
    sent = {"galler": "75178", "aktivitetstyp": "besiktning", "intervall": 6, "kalla": "Krav"}
    made = tim("POST", "underhall/planer/", sent)
    assert made.status == 201
    assert len(tim("GET", "underhall/planer/").data["poster"]) == 2
    assert tim("DELETE", f"underhall/planer/{made.data['id']}/").status == 204
