"""A receipt that was wrong is mended: what happens, and every reason why not."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from django.conf import settings

from cases.artiklar.models import Artikel
from cases.gemensamt import tidslinje
from cases.gemensamt.arendetyper import hor_ihop
from cases.gemensamt.models import Arende
from cases.hamtorder.actions_makulera import makulera
from cases.hamtorder.actions_verkstall import Hamtval
from cases.hamtorder.actions_verkstall import verkstall as bestall_hamtning
from cases.hjalpmedel import innehav as register
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Saldo
from cases.hjalpmedel.queries import hos
from cases.hjalpmedel.rules import hyresdagar
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.meddelanden.models import Meddelande
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import lagg_upp_patient
from cases.organisation.models import Baskod, Betalare
from cases.rattelse import actions, steps
from cases.rattelse.models import Rattelse
from cases.rattelse.rules import Svar
from tests.kundorder.varld import (
    Varld,
    i_lager,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    person,
    spar,
    utlevererad,
    verkstalld,
)
from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.errors import Forbidden, NotFound, Refused
from workflows.registry import Tillfalle

ANNAN = "199001109827"


def svar(vad: str, **given: Any) -> Svar:
    return Svar(**{"vad": vad, "skal": "Lästes av fel", "dag": clock.today(), **given})


def kvitterad_sang(v: Varld) -> tuple[Kundorder, Innehav]:
    """Two beds on the shelf; one of them is ordered, picked and signed for."""
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    order = verkstalld(v)
    kvitterad(v, leveranser(order)[0])
    return order, Innehav.objects.get(arende=order.pk, artikel=v.sang)


def den_andra(v: Varld) -> Individ:
    return Individ.objects.get(artikel=v.sang, plats="lager")


def annan_patient(v: Varld, **falt: Any) -> Mottagare:
    betalare = Betalare.objects.create(nummer="2", namn="Kommunen")
    baskod = Baskod.objects.create(kod="1496k", namn="Skövde K", sida="kommun", betalare=betalare)
    made = lagg_upp_patient(ANNAN, "Stora Skutt", baskod, av="pia")
    for namn, varde in falt.items():
        setattr(made, namn, varde)
    made.save()
    return made


def bilden(v: Varld) -> list[tuple[Any, ...]]:
    """Everything that a refusal must leave alone."""
    return [
        *Innehav.objects.order_by("pk").values_list(),
        *Individ.objects.order_by("pk").values_list(),
        *Saldo.objects.order_by("pk").values_list(),
        (Arende.objects.count(), Rorelse.objects.count(), Meddelande.objects.count()),
    ]


def nekas(v: Varld, order: Kundorder, row: Innehav, given: Svar, **who: Any) -> list[str]:
    """The codes of the refusal, with nothing changed."""
    before = bilden(v)
    with pytest.raises(Refused) as no:
        actions.ratta(order.pk, person=who.get("person", v.kim), innehav=row.pk, svar=given)
    assert bilden(v) == before
    return [hinder.kod for hinder in no.value.hinder]


def test_the_wrong_bed_was_scanned(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    wrong, right = row.individ, den_andra(v)
    assert wrong is not None
    given = svar("individ", individ=right.nummer)
    with clock.moved(timedelta(days=3)):
        made = actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    for one in (row, wrong, right):
        one.refresh_from_db()
    assert (wrong.plats, wrong.lager) == ("lager", v.lager)
    assert (right.plats, right.mottagare) == ("mottagare", v.patient)
    assert (row.annullerad, row.hyra_fran) == (True, None)
    now = made.nytt_innehav
    assert now is not None
    assert (now.individ, now.hyra_fran, now.apris) == (right, ONSDAGEN, 402)
    assert [part.artikel for part in now.komponenter.all()] == [v.dosa]
    assert Saldo.objects.get(artikel=v.sang).antal == 1
    moved = Rorelse.objects.filter(slag=Rorelse.Slag.RATTELSE).order_by("pk")
    assert [(r.individ, r.antal, r.av, r.skal) for r in moved] == [
        (wrong, 1, "kim", "Lästes av fel"),
        (right, -1, "kim", "Lästes av fel"),
    ]
    assert spar(made.pk) == ["rattelse_begard", "ratta", "meddela_rattelse", "rattad"]
    assert (made.arende.nummer, made.arende.status) == ("26480001", "Rättad")


ONSDAGEN = date(2026, 11, 25)


def test_the_bestallare_is_told_and_it_stands_in_the_timeline(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    given = svar("individ", individ=den_andra(v).nummer)
    made = actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    told = Meddelande.objects.filter(till=v.miriam).latest("pk")
    assert told.rubrik == f"Kundorder {order.arende.nummer}: kvittensen är rättad"
    assert f"Det var individ {given.individ} som levererades, inte {row.individ}." in told.text
    near = hor_ihop(order.arende)
    assert [one.pk for one in near] == [leveranser(order)[0].pk, made.pk]
    line = next(
        one
        for one in tidslinje.tidslinje([order.arende, *near])
        if one.title == "Kvittensen är rättad"
    )
    assert line.who == "kim"
    assert "Skäl: Lästes av fel" in line.text
    logged = Atkomst.objects.get(vad=Atkomst.Vad.ANDRADE, anvandare=v.kim)
    assert (logged.mottagare, logged.skal, logged.arende) == (v.patient, "Lästes av fel", made.pk)


def test_rent_runs_from_the_right_day(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    right = den_andra(v)
    with clock.moved(timedelta(days=10)):
        given = svar("individ", individ=right.nummer, dag=ONSDAGEN + timedelta(days=4))
        actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    start, slut = ONSDAGEN, ONSDAGEN + timedelta(days=9)
    paid = {
        held.individ: hyresdagar(held.hyra_fran, held.hyra_till, start, slut)
        for held in Innehav.objects.filter(artikel=v.sang)
    }
    assert paid == {row.individ: 0, right: 6}


def test_what_came_with_the_bed_has_its_earlier_day_too(v: Varld) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    order = verkstalld(v)
    with clock.moved(timedelta(days=2)):
        kvitterad(v, leveranser(order)[0])
        row = Innehav.objects.get(arende=order.pk, artikel=v.sang)
        given = svar("individ", individ=den_andra(v).nummer, dag=ONSDAGEN)
        made = actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    assert made.nytt_innehav is not None
    [part] = made.nytt_innehav.komponenter.all()
    assert (row.levererad, part.levererad) == (ONSDAGEN + timedelta(days=2), ONSDAGEN)
    assert part.hyra_fran == made.nytt_innehav.hyra_fran == ONSDAGEN


def test_rent_that_had_stopped_stays_stopped(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    stopped = ONSDAGEN + timedelta(days=2)
    register.stoppa_hyra(row.pk, stopped)
    given = svar("individ", individ=den_andra(v).nummer)
    made = actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    assert made.nytt_innehav is not None
    assert made.nytt_innehav.hyra_till == stopped


@pytest.mark.parametrize(("finns", "pa_hyllan"), [(True, 1), (False, 0)])
def test_fewer_came_than_were_signed_for(v: Varld, finns: bool, pa_hyllan: int) -> None:
    i_lager(v.rollator, 3)
    order = verkstalld(v, NyRad("10001", 3))
    kvitterad(v, leveranser(order)[0])
    row = Innehav.objects.get()
    given = svar("antal", antal=2, i_lager=finns)
    actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    assert [held.antal for held in hos(v.patient)] == [2]
    assert Saldo.objects.get(artikel=v.rollator).antal == pa_hyllan
    assert "Lägg en ny order" in Meddelande.objects.filter(till=v.miriam).latest("pk").text


def test_more_came_than_were_signed_for(v: Varld) -> None:
    i_lager(v.rollator, 5)
    order = verkstalld(v, NyRad("10001", 3))
    kvitterad(v, leveranser(order)[0])
    given = svar("antal", antal=4)
    actions.ratta(order.pk, person=v.kim, innehav=Innehav.objects.get().pk, svar=given)
    assert [held.antal for held in hos(v.patient)] == [4]
    assert Saldo.objects.get(artikel=v.rollator).antal == 1


def test_a_bed_that_never_came_goes_back_with_its_components(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    made = actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=svar("antal", antal=0))
    assert made.nytt_innehav is None
    assert list(hos(v.patient)) == []
    assert Individ.objects.filter(artikel=v.sang, plats="lager", lager=v.lager).count() == 2
    assert Saldo.objects.get(artikel=v.dosa).antal == 2


def test_it_was_delivered_to_another(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    other = annan_patient(v)
    given = svar("mottagare", mottagare=ANNAN)
    made = actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    assert list(hos(v.patient)) == []
    held = hos(other).get(komponent_till=None)
    assert held == made.nytt_innehav
    assert (held.hyra_fran, held.baskod, held.betalare) == (
        ONSDAGEN, other.baskod, other.baskod and other.baskod.betalare,
    )  # fmt: skip
    assert held.individ is not None
    assert held.individ.mottagare == other
    told = Meddelande.objects.filter(till=v.miriam).latest("pk").text
    assert "Stora" not in told
    assert {one.mottagare for one in Atkomst.objects.filter(vad=Atkomst.Vad.ANDRADE)} == {
        v.patient,
        other,
    }


def test_what_was_bought_is_owned_by_who_pays_for_whom_it_came_to(v: Varld) -> None:
    Artikel.objects.filter(pk=v.rollator.pk).update(debiteringsform="kop")
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"))
    kvitterad(v, leveranser(order)[0])
    row = Innehav.objects.get()
    annan_patient(v)
    given = svar("mottagare", mottagare=ANNAN)
    made = actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    assert made.nytt_innehav is not None
    assert (row.agare, made.nytt_innehav.agare) == ("namnd", "kommun")


def test_what_was_bought_keeps_its_owner_when_the_mottagare_is_the_same(v: Varld) -> None:
    Artikel.objects.filter(pk=v.sang.pk).update(debiteringsform="kop")
    order, row = kvitterad_sang(v)
    given = svar("individ", individ=den_andra(v).nummer)
    made = actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    assert made.nytt_innehav is not None
    assert (row.agare, made.nytt_innehav.agare) == ("namnd", "namnd")


def test_the_table_says_who_pays_for_whom_it_came_to(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    other = annan_patient(v, fodd=date(2015, 1, 1))
    regionens = Baskod.objects.create(
        kod="1496", namn="Skövde", sida="region", betalare=Betalare.objects.get(nummer="1")
    )
    given = svar("mottagare", mottagare=ANNAN)
    actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    # A child's aids are the region's, though her own baskod is the kommun's (DMN 10).
    assert {held.baskod for held in hos(other)} == {regionens}


def test_who_waits_for_what_went_back_to_the_shelf_gets_it(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"))
    waiting = verkstalld(v, NyRad("10001"))
    kvitterad(v, leveranser(order)[0])
    assert leveranser(waiting) == []
    given = svar("antal", antal=0)
    actions.ratta(order.pk, person=v.kim, innehav=Innehav.objects.get().pk, svar=given)
    leverera_meddelanden()
    [leverans] = leveranser(waiting)
    assert leverans.lager == v.smalager


def test_a_mended_receipt_can_be_mended_again(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    wrong = row.individ
    assert wrong is not None
    first = actions.ratta(
        order.pk, person=v.kim, innehav=row.pk, svar=svar("individ", individ=den_andra(v).nummer)
    )
    assert first.nytt_innehav is not None
    again = svar("individ", individ=wrong.nummer)
    actions.ratta(order.pk, person=v.kim, innehav=first.nytt_innehav.pk, svar=again)
    wrong.refresh_from_db()
    assert wrong.mottagare == v.patient
    assert nekas(v, order, row, again) == ["redan_rattad", "samma_individ"]


def test_each_step_runs_twice_and_works_once(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    given = svar("individ", individ=den_andra(v).nummer)
    made = actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    before = bilden(v)
    for name in ("ratta", "meddela_rattelse"):
        getattr(steps, name)(made.pk, tillfalle=Tillfalle(name, 1, clock.now(), "kim"))
    assert bilden(v) == before


def test_an_individ_in_quarantine_is_refused(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    right = den_andra(v)
    Individ.objects.filter(pk=right.pk).update(karantan=True)
    assert nekas(v, order, row, svar("individ", individ=right.nummer)) == ["karantan"]


def test_an_individ_picked_for_another_is_refused(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    right = den_andra(v)
    utlevererad(v, leveranser(verkstalld(v))[0])
    assert nekas(v, order, row, svar("individ", individ=right.nummer)) == ["i_annan_leverans"]


def test_an_individ_with_somebody_else_is_refused(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    right = den_andra(v)
    kvitterad(v, leveranser(verkstalld(v))[0])
    assert nekas(v, order, row, svar("individ", individ=right.nummer)) == ["individ_annanstans"]


@pytest.mark.parametrize(("nummer", "kod"), [("", "individ_saknas"), ("99999", "individ_okand")])
def test_a_number_that_says_nothing_is_refused(v: Varld, nummer: str, kod: str) -> None:
    order, row = kvitterad_sang(v)
    assert nekas(v, order, row, svar("individ", individ=nummer)) == [kod]
    assert row.individ is not None
    same = svar("individ", individ=row.individ.nummer)
    assert nekas(v, order, row, same) == ["samma_individ"]


def test_an_individ_of_another_article_is_refused(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    right = den_andra(v)
    Individ.objects.create(
        nummer="7777777", artikel=v.rollator, plats="transport", agare="omrade_hjalpmedel"
    )
    assert nekas(v, order, row, svar("individ", individ="7777777")) == ["annan_artikel"]
    dosa = Innehav.objects.get(arende=order.pk, artikel=v.dosa)
    marked = svar("individ", individ=right.nummer)
    assert nekas(v, order, dosa, marked) == ["inte_individmarkt"]


def test_what_has_been_returned_since_is_refused(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    register.aterlamna(row.pk, clock.today())
    right = den_andra(v)
    assert nekas(v, order, row, svar("individ", individ=right.nummer)) == ["aterlamnat"]
    Individ.objects.filter(pk=row.individ_id).update(plats="skrotad")


@pytest.mark.parametrize("hela", [True, False])
def test_what_a_hamtorder_is_to_fetch_is_left_alone(v: Varld, hela: bool) -> None:
    order, row = kvitterad_sang(v)
    for process in ("hamtorder", "returmottagning"):
        versions.publish(from_folder(settings.BPMN_DIR / process), case_type=process)
    logga_atkomst(v.miriam, v.patient, Atkomst.Vad.BEKRAFTADE, kund=v.kund)
    part = row.komponenter.get()
    hamtval = Hamtval(
        atgard="privat",
        rader=frozenset({row.pk, part.pk} if hela else {part.pk}),
        adress_id=None,
        adressnamn="Lille Skutt",
        gatuadress="Morotslandet 3",
        postnr="546 31",
        postort="KARLSBORG",
        telefon="010-000 11 01",
    )
    fetched = bestall_hamtning(v.patient, person=v.miriam, kund=v.kund, svar=hamtval)
    given = svar("individ", individ=den_andra(v).nummer)
    assert nekas(v, order, row, given) == ["pa_hamtorder"]
    makulera(fetched.pk, person=v.kim)
    assert actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given).nytt_innehav


def test_a_count_that_can_not_be_is_refused(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    assert nekas(v, order, row, svar("antal", antal=1)) == ["samma_antal"]
    assert nekas(v, order, row, svar("antal", antal=2)) == ["antal_utanfor"]
    dosa = Innehav.objects.get(arende=order.pk, artikel=v.dosa)
    assert nekas(v, order, dosa, svar("antal", antal=90)) == ["saldo_racker_inte"]


def test_the_day_is_between_the_order_and_today(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    tomorrow = svar("antal", antal=0, dag=clock.today() + timedelta(days=1))
    assert nekas(v, order, row, tomorrow) == ["dag_framat"]
    before = svar("antal", antal=0, dag=clock.today() - timedelta(days=1))
    assert nekas(v, order, row, before) == ["dag_fore_order"]


def test_a_reason_is_required(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    assert nekas(v, order, row, svar("antal", antal=0, skal=" ")) == ["skal_saknas"]


@pytest.mark.parametrize(
    ("nummer", "kod"),
    [
        ("", "mottagare_saknas"),
        ("12", "mottagare_okand"),
        (ANNAN, "mottagare_okand"),
        ("199001109828", "identitet_kontrollsiffra"),
    ],
)
def test_a_mottagare_that_nobody_has_is_refused(v: Varld, nummer: str, kod: str) -> None:
    order, row = kvitterad_sang(v)
    assert nekas(v, order, row, svar("mottagare", mottagare=nummer)) == [kod]


def test_the_same_mottagare_and_one_who_is_dead_are_refused(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    same = svar("mottagare", mottagare=v.patient.identitet)
    assert nekas(v, order, row, same) == ["samma_mottagare"]
    annan_patient(v, avliden=clock.today())
    assert nekas(v, order, row, svar("mottagare", mottagare=ANNAN)) == ["avliden"]


def test_where_somebody_is_protected_the_gruppchef_decides(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    annan_patient(v, skydd="sekretess")
    given = svar("mottagare", mottagare=ANNAN)
    assert nekas(v, order, row, given) == ["skyddad"]
    gunnar = person("gunnar", "gruppchef")
    actions.ratta(order.pk, person=gunnar, innehav=row.pk, svar=given)
    assert Rattelse.objects.count() == 1


def test_only_kundtjanst_and_gruppchef_mend(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    before = bilden(v)
    for who in (v.miriam, v.frida, v.lotta, v.tore):
        with pytest.raises(Forbidden):
            actions.ratta(order.pk, person=who, innehav=row.pk, svar=svar("antal", antal=0))
    assert bilden(v) == before


def test_an_order_without_a_receipt_has_nothing_to_mend(v: Varld) -> None:
    row = kvitterad_sang(v)[1]
    other = verkstalld(v, NyRad("10001"))
    with pytest.raises(NotFound):
        actions.ratta(other.pk, person=v.kim, innehav=row.pk, svar=svar("antal", antal=0))
    assert not row.annullerad


def test_a_shelf_where_all_is_promised_gives_nothing(v: Varld) -> None:
    i_lager(v.rollator, 2)
    order = verkstalld(v, NyRad("10001"))
    kvitterad(v, leveranser(order)[0])
    verkstalld(v, NyRad("10001"))
    row = Innehav.objects.get()
    assert nekas(v, order, row, svar("antal", antal=2)) == ["saldo_racker_inte"]


def test_another_orders_row_is_refused(v: Varld) -> None:
    order, row = kvitterad_sang(v)
    i_lager(v.rollator, 1)
    other = verkstalld(v, NyRad("10001"))
    kvitterad(v, leveranser(other)[0])
    assert nekas(v, other, row, svar("antal", antal=0)) == ["annan_order"]
    assert order.pk != other.pk


SCENARIER = yaml.safe_load(
    (settings.BPMN_DIR / "rattelse" / "scenarios.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("scenario", SCENARIER, ids=lambda scenario: scenario["namn"])
def test_scenario(v: Varld, scenario: dict[str, Any]) -> None:
    for nummer, antal in scenario["givet"]["i_lager"].items():
        i_lager(Artikel.objects.get(nummer=nummer), antal)
    order = verkstalld(
        v, *(NyRad(rad["artikel"], rad["antal"]) for rad in scenario["givet"]["rader"])
    )
    kvitterad(v, leveranser(order)[0])
    row = Innehav.objects.filter(arende=order.pk, komponent_till=None).get()
    [event] = scenario["nar"]
    given = svar(**event["ratta"])
    if given.vad == "individ":
        given = replace(given, individ=den_andra(v).nummer)
    made = actions.ratta(order.pk, person=v.kim, innehav=row.pk, svar=given)
    assert spar(made.pk) == scenario["da"]["gick"]
    assert made.arende.status == scenario["da"]["status"]
