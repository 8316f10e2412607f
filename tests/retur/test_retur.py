"""A retur from the list to the shelf: each way, each refusal, undone, run twice, over the pages."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.urls import reverse

from cases.hjalpmedel import flytt
from cases.hjalpmedel.innehav import Utlamnat, oppna
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Saldo, UtgangenIForrad
from cases.hjalpmedel.saldon import Handelse, kontrollera_saldo
from cases.meddelanden.models import Meddelande
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst
from cases.organisation.models import Kund, Lager
from cases.retur import steps
from cases.retur.actions import angra, verkstall
from cases.retur.models import Retur
from cases.retur.rules import Vald
from tests.hamtorder.varld import verkstalld
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import person, spar
from tests.retur.varld import Forrad, gjord
from workflows import clock, engine
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Incident
from workflows.registry import Tillfalle

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


def status(retur: Retur) -> str:
    retur.arende.refresh_from_db()
    return retur.arende.status


def kopt_individ(f: Forrad) -> Innehav:
    """A marked aid that the patient has bought."""
    marked = Individ.objects.create(
        nummer="1450777", artikel=f.r.v.sang, plats="transport", agare="mottagare"
    )
    handed = Utlamnat(
        mottagare_id=f.r.v.patient.pk,
        artikel_id=f.r.v.sang.pk,
        agare="mottagare",
        debiteringsform="kop",
        individ_id=marked.pk,
    )
    return oppna(handed, clock.today())


def test_what_was_bought_goes_to_the_shelf(f: Forrad) -> None:
    bed = kopt_individ(f)
    retur = gjord(f, f.r.kopt, bed)
    assert retur.arende.nummer == "26480001"
    assert status(retur) == "Klar"
    assert Saldo.objects.get(lager=f.lager, artikel=f.r.kopt.artikel).antal == 1
    assert Innehav.objects.get(pk=bed.pk).aterlamnad == clock.today()
    individ = Individ.objects.get(nummer="1450777")
    assert (individ.plats, individ.lager) == (Individ.Plats.LAGER, f.lager)
    assert {post.tabellens_ord for post in retur.poster.all()} == {"åter i buffertförråd, saldo +1"}


def test_what_is_scrapped_is_not_on_the_shelf(f: Forrad) -> None:
    retur = gjord(f, kopt_individ(f), skrotas=True)
    assert Individ.objects.get(nummer="1450777").plats == Individ.Plats.SKROTAD
    assert not Rorelse.objects.filter(arende=retur.pk).exists()
    assert retur.poster.get().tabellens_ord.startswith("skrotas")


def nekas(f: Forrad, *valda: Vald) -> list[str]:
    with pytest.raises(Refused) as no:
        verkstall(f.r.v.patient, person=f.r.v.miriam, kund=f.r.v.kund, lager=f.lager, valda=valda)
    assert not Retur.objects.exists()
    return [hinder.kod for hinder in no.value.hinder]


def test_refusals_leave_nothing_behind(f: Forrad) -> None:
    assert nekas(f) == ["rader_saknas"]
    assert nekas(f, Vald(f.r.rollator.pk, 1)) == ["rad_nekas"]
    assert nekas(f, Vald(f.r.kopt.pk, 2)) == ["antal_utanfor"]
    assert nekas(f, Vald(999999, 1)) == ["rad_okand"]
    # One row sent twice, as the API lets anybody do.
    assert nekas(f, Vald(f.r.kopt.pk, 1), Vald(f.r.kopt.pk, 1, skrotas=True)) == ["rad_dubbel"]


def test_an_expired_article_only_where_the_forrad_may_keep_it(f: Forrad) -> None:
    f.r.kopt.artikel.utgatt = clock.today()
    f.r.kopt.artikel.save()
    assert nekas(f, Vald(f.r.kopt.pk, 1)) == ["utgangen"]
    UtgangenIForrad.objects.create(lager=f.lager, artikel=f.r.kopt.artikel)
    assert status(gjord(f, f.r.kopt)) == "Klar"


def test_an_individ_that_is_held_stays(f: Forrad) -> None:
    bed = kopt_individ(f)
    Individ.objects.filter(pk=bed.individ_id).update(karantan=True)
    assert nekas(f, Vald(bed.pk, 1)) == ["rad_nekas"]


def test_what_a_hamtorder_fetches_is_not_taken_back_too(f: Forrad) -> None:
    verkstalld(f.r, f.r.kopt)
    assert nekas(f, Vald(f.r.kopt.pk, 1)) == ["rad_nekas"]


def test_only_units_with_a_forrad_of_their_own(f: Forrad) -> None:
    f.lager.kund = f.r.v.annan_kund
    f.lager.save()
    with pytest.raises(Forbidden):
        gjord(f, f.r.kopt)
    with pytest.raises(Forbidden):
        verkstall(f.r.v.patient, person=f.r.v.kim, kund=f.r.v.kund, lager=f.lager, valda=[])


@pytest.mark.parametrize("skrotas", [True, False])
def test_kundtjanst_undoes_one_that_was_wrong(f: Forrad, skrotas: bool) -> None:
    bed = kopt_individ(f)
    retur = gjord(f, bed, f.r.kopt, skrotas=skrotas)
    with pytest.raises(Refused):
        angra(retur.pk, person=f.r.v.kim, skal="")
    angra(retur.pk, person=f.r.v.kim, skal="Fel patient")
    assert status(retur) == "Ångrad"
    assert Individ.objects.get(nummer="1450777").mottagare == f.r.v.patient
    assert Innehav.objects.get(pk=bed.pk).aterlamnad is None
    assert not Saldo.objects.filter(lager=f.lager, antal__gt=0).exists()
    assert Meddelande.objects.filter(rubrik="Retur 26480001 är ångrad").count() == 1
    with pytest.raises(NotYourTurn):
        angra(retur.pk, person=f.r.v.kim, skal="En gång till")


def _karantan(f: Forrad, individ: Individ) -> None:
    Individ.objects.filter(pk=individ.pk).update(karantan=True)


def _uttag(f: Forrad, individ: Individ) -> None:
    goods = flytt.Gods(f.lager.pk, individ.artikel_id, individ_id=individ.pk)
    flytt.ta_ut([goods], Handelse(Rorelse.Slag.UTTAG, "miriam"))


def _ur_skroten(f: Forrad, individ: Individ) -> None:
    flytt.hamta_fran_skrot(individ.pk)


@pytest.mark.parametrize(
    ("skrotas", "sedan"), [(False, _karantan), (False, _uttag), (True, _ur_skroten)]
)
def test_what_has_gone_on_since_is_not_promised_back(
    f: Forrad, skrotas: bool, sedan: Callable[[Forrad, Individ], None]
) -> None:
    bed = kopt_individ(f)
    retur = gjord(f, bed, f.r.kopt, skrotas=skrotas)
    sedan(f, Individ.objects.get(nummer="1450777"))
    before = list(Rorelse.objects.values_list("pk", flat=True))
    with pytest.raises(Refused) as no:
        angra(retur.pk, person=f.r.v.kim, skal="Fel patient")
    assert [hinder.kod for hinder in no.value.hinder] == ["individ_vidare"]
    retur.refresh_from_db()
    assert (retur.angrad, status(retur)) == (None, "Klar")
    assert list(Rorelse.objects.values_list("pk", flat=True)) == before
    assert Innehav.objects.get(pk=bed.pk).aterlamnad == clock.today()


def test_steps_run_twice(f: Forrad) -> None:
    retur = gjord(f, f.r.kopt)
    occasion = Tillfalle("x", 1, ONSDAG, "")
    before = list(Rorelse.objects.values_list("pk", flat=True))
    steps.ta_hem(retur.pk, tillfalle=occasion)
    steps.registrera_retur(retur.pk, tillfalle=occasion)
    assert list(Rorelse.objects.values_list("pk", flat=True)) == before
    angra(retur.pk, person=f.r.v.kim, skal="Fel patient")
    before = list(Rorelse.objects.values_list("pk", flat=True))
    steps.aterstall(retur.pk, tillfalle=occasion)
    assert list(Rorelse.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    "scenario",
    yaml.safe_load((settings.BPMN_DIR / "retur" / "scenarios.yaml").read_text(encoding="utf-8")),
    ids=lambda scenario: scenario["namn"],
)
def test_scenario(f: Forrad, scenario: dict[str, Any]) -> None:
    retur = gjord(f, *(getattr(f.r, name) for name in scenario["givet"]["retur"]))
    for event in scenario["nar"]:
        if "tid" in event:
            with clock.frozen(ONSDAG + timedelta(days=int(event["tid"].split()[0]))):
                engine.tick()
        else:
            angra(retur.pk, person=f.r.v.kim, skal="Fel patient")
    assert spar(retur.pk) == scenario["da"]["gick"]
    assert status(retur) == scenario["da"]["status"]


def test_over_the_pages(f: Forrad) -> None:
    miriam, kim = inloggad(f.r.v.miriam), inloggad(f.r.v.kim)
    page = reverse("retur:ny", args=[f.r.v.patient.pk]) + "?kund=410000"
    shown = miriam.get(page).content.decode()
    assert "Hyrt: gör en hämtorder." in shown
    assert f'name="hyrd" value="{f.r.rollator.pk}"' in shown
    one = miriam.get(f"{page}&innehav={f.r.kopt.pk}").content.decode()
    assert "Bäcken m lock" in one
    assert "Rollator" not in one
    # From one aid's pop-up it is chosen already; in the list nothing is until somebody says so.
    assert 'value="retur" checked' in one
    assert 'value="retur" checked' not in shown
    kept = {f"val-{f.r.kopt.pk}": "", "information": "Stod kvar"}
    refused = miriam.post(page, kept)
    assert refused.status_code == 422
    assert "Stod kvar" in refused.content.decode()
    made = miriam.post(page, {f"val-{f.r.kopt.pk}": "retur", "lager": "340"})
    retur = Retur.objects.get()
    assert made["Location"] == reverse("arende", args=[retur.pk])
    assert "Tillbaka i förrådet" in miriam.get(made["Location"]).content.decode()
    case = kim.get(reverse("arende", args=[retur.pk])).content.decode()
    assert "Ångra returen" in case
    kim.post(reverse("retur:angra", args=[retur.pk]), {"skal": "Fel patient"})
    assert status(retur) == "Ångrad"


def sidan(f: Forrad, *fler: str) -> str:
    page = reverse("retur:ny", args=[f.r.v.patient.pk]) + "?kund=410000"
    return "&".join([page, *fler])


def test_what_is_rented_goes_on_to_a_hamtorder_with_what_was_ticked(f: Forrad) -> None:
    miriam = inloggad(f.r.v.miriam)
    rented = {"hyrd": [f.r.rollator.pk, f.r.sang.pk], "kund": "410000"}
    on = miriam.post(sidan(f), rented)
    assert on["Location"].startswith(reverse("hamtorder:ny", args=[f.r.v.patient.pk]))
    assert not Retur.objects.exists()
    shown = miriam.get(on["Location"] + "&atgard=privat").content.decode()
    # The bed brings its components there.
    plain = shown.replace(f' data-foljer="{f.r.sang.pk}"', "")
    for aid in (f.r.rollator, f.r.sang, f.r.dosa):
        assert f'value="{aid.pk}" checked' in plain
    # What is bought is returned first, and the rest goes on; a refusal keeps both.
    no = miriam.post(
        sidan(f), {**rented, f"val-{f.r.kopt.pk}": "retur", f"antal-{f.r.kopt.pk}": "99"}
    )
    assert no.status_code == 422
    assert f'name="hyrd" value="{f.r.rollator.pk}" checked' in no.content.decode()
    on = miriam.post(sidan(f), {**rented, f"val-{f.r.kopt.pk}": "retur"})
    assert f"rad={f.r.rollator.pk}" in on["Location"]
    assert status(Retur.objects.get()) == "Klar"
    shown = miriam.get(on["Location"]).content.decode()
    assert "Gör nu hämtordern för det hyrda." in shown


def test_what_was_bought_is_no_hamtorders_and_nor_is_it_for_who_makes_none(f: Forrad) -> None:
    miriam = inloggad(f.r.v.miriam)
    assert miriam.post(sidan(f), {"hyrd": [f.r.kopt.pk]}).status_code == 422
    keeper = person("fia", "forradsansvarig", kund=f.r.v.kund)
    logga_atkomst(keeper, f.r.v.patient, Atkomst.Vad.BEKRAFTADE, kund=f.r.v.kund)
    shown = inloggad(keeper).get(sidan(f)).content.decode()
    assert "Hyrt: gör en hämtorder." in shown
    assert 'name="hyrd"' not in shown


def test_avbryt_asks_first_only_when_something_is_chosen(f: Forrad) -> None:
    miriam = inloggad(f.r.v.miriam)
    chosen = {f"val-{f.r.kopt.pk}": "skrotas", "gor": "avbryt", "information": "Trasig"}
    asked = miriam.post(sidan(f), chosen)
    said = asked.content.decode()
    assert (asked.status_code, "Lämna returen?" in said) == (200, True)
    assert 'value="skrotas" checked' in said
    assert "Trasig" in said
    left = miriam.post(sidan(f), {"gor": "avbryt", f"val-{f.r.kopt.pk}": ""})
    assert left["Location"] == reverse("hjalpmedel:bild", args=[f.r.v.patient.pk]) + "?kund=410000"
    assert not Retur.objects.exists()


def test_the_forrad_of_the_unit_one_works_for_comes_first(f: Forrad) -> None:
    other = Kund.objects.create(
        nummer="1912", namn="Skövde", organisation="kommun", betalare=f.r.v.kund.betalare
    )
    Lager.objects.create(nummer="1100", namn="A först i ordningen", typ="buffert", kund=other)
    f.r.v.miriam.uppdrag.create(kund=other)
    shown = inloggad(f.r.v.miriam).get(sidan(f)).content.decode()
    assert f'value="{f.lager.nummer}" selected' in shown
    assert "1100 A först i ordningen" in shown


def test_an_aid_that_is_gone_says_so(f: Forrad) -> None:
    said = inloggad(f.r.v.miriam).get(sidan(f, "innehav=999999")).content.decode()
    assert "Hjälpmedlet finns inte kvar" in said


def test_one_that_was_wrong_is_found_in_the_list(f: Forrad) -> None:
    retur, page = gjord(f, f.r.kopt), reverse("retur:lista")
    link = reverse("arende", args=[retur.pk])
    for person_ in (f.r.v.miriam, f.r.v.kim):
        assert link in inloggad(person_).get(page).content.decode()
    assert (
        link
        not in inloggad(person("olle", "forskrivare", kund=f.r.v.annan_kund))
        .get(page)
        .content.decode()
    )
    assert page in inloggad(f.r.v.kim).get(reverse("returmottagning:lista")).content.decode()
    assert page in inloggad(f.r.v.miriam).get(sidan(f)).content.decode()


def test_who_has_no_forrad_is_told_what_to_do(f: Forrad) -> None:
    other = person("olle", "forskrivare", kund=f.r.v.annan_kund)
    answer = inloggad(other).get(reverse("retur:ny", args=[f.r.v.patient.pk]))
    assert answer.status_code == 403
    assert "Gör en hämtorder i stället" in answer.content.decode()


def test_the_individkort_offers_it_only_for_what_was_bought(f: Forrad) -> None:
    bought, miriam = kopt_individ(f), inloggad(f.r.v.miriam)
    there = reverse("retur:ny", args=[f.r.v.patient.pk])
    shown = miriam.get(reverse("individkort:kort", args=["1450777"])).content.decode()
    assert there in shown
    assert f"innehav={bought.pk}" in shown
    assert there not in miriam.get(reverse("individkort:kort", args=["1438560"])).content.decode()
