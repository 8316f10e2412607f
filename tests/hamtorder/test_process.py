"""The way of a hämtorder and its return: the straight path, and one test per deviation."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import Settings

from cases.gemensamt.models import Arende
from cases.gemensamt.templatetags.frame import moment
from cases.gemensamt.tidslinje import tidslinje
from cases.hamtorder import actions, actions_makulera, visning
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.rules import Utrett
from cases.hjalpmedel import flytt
from cases.hjalpmedel.innehav import stoppa_hyra
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Saldo
from cases.hjalpmedel.saldon import Handelse, kontrollera_saldo
from cases.meddelanden.models import Meddelande
from cases.returmottagning import actions as vid_returen
from cases.returmottagning.models import Returrad
from cases.returmottagning.rules import Mottaget
from tests.hamtorder.varld import Retur, enheten, retur, status, verkstalld
from tests.kundorder.varld import leverera_meddelanden, spar
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.errors import NotYourTurn, Refused
from workflows.models import Incident, Process

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    """A Wednesday. Whatever a test does, books and shelves agree, and nothing has stopped."""
    with clock.frozen(ONSDAG):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


def hamtad(r: Retur, order: Hamtorder, **annat: str) -> None:
    """The driver says how it went: all fetched, but for what is said by article number."""
    said = {
        rad.pk: annat.get(f"a{rad.innehav.artikel.nummer}", "hamtad")
        for rad in order.rader.select_related("innehav__artikel")
    }
    actions.hamta(order.pk, person=r.v.tore, utfall=said, orsak="Stod inte framme")
    leverera_meddelanden()


def mottagen(r: Retur, order: Hamtorder, *, saknas: str = "", skick: str = "godkänt") -> None:
    """The return desk says what came."""
    told = [
        Mottaget(rad.nr, rad.innehav.artikel.nummer != saknas, skick)
        for rad in retur(order).rader.select_related("innehav__artikel")
    ]
    vid_returen.ta_emot(retur(order).pk, person=r.v.lotta, sagt=told)
    leverera_meddelanden()


def rubriker(r: Retur) -> list[str]:
    return list(
        Meddelande.objects.filter(till=r.v.miriam).order_by("pk").values_list("rubrik", flat=True)
    )


def test_what_the_table_says_goes_another_way_waits_for_no_turbil(r: Retur) -> None:
    bundle = versions.bundle_of(versions.published("hamtorder"))
    table = bundle.files["hamtplats.dmn"]
    whole = re.search(r"<rule.*?</rule>", table, re.DOTALL)
    assert whole
    cells = whole[0].split("<text>true</text>")
    other = "<text>true</text>".join([f"{cells[0]}<text>false</text>{cells[1]}", *cells[2:]])
    changed = {**bundle.files, "hamtplats.dmn": table.replace(whole[0], other)}
    versions.publish(replace(bundle, files=changed), case_type="hamtorder")
    order = verkstalld(r, r.sang, r.dosa)
    order.refresh_from_db()
    assert order.planerad == date(2026, 11, 26)
    assert vantas(order)["Hjälpmedlen hämtas"] == "2026-11-26"


def test_a_bed_and_its_box_go_from_the_patient_to_the_shelf(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa)
    assert order.arende.nummer == "26480001"
    assert status(order) == "Planerad"
    order.refresh_from_db()
    # Karlsborg's turbil goes on Tuesdays.
    assert order.planerad == date(2026, 12, 1)
    hamtad(r, order)
    assert status(order) == "Hämtad"
    mottagen(r, order)
    assert status(order) == "Stängd"
    bed = Innehav.objects.get(pk=r.sang.pk)
    assert (bed.aterlamnad, bed.hyra_till) == (ONSDAG.date(), ONSDAG.date())
    individ = Individ.objects.get(nummer="1438560")
    assert individ.plats == Individ.Plats.VERKSTAD
    vid_returen.rekonditionera(retur(order).pk, person=r.tyra, sagt={1: "i_lager", 2: "i_lager"})
    individ.refresh_from_db()
    assert (individ.plats, individ.lager) == (Individ.Plats.LAGER, r.v.lager)
    assert Saldo.objects.get(artikel=r.v.dosa, lager=r.v.lager).antal == 1
    assert not Process.objects.filter(status=Process.Status.RUNNING).exists()
    assert rubriker(r) == ["Hämtorder 26480001 är utförd"]
    assert spar(order.pk) == [
        "hamtorder_verkstalld",
        "in_till_registrering",
        "registrera_hamtorder",
        "vad_ska_goras",
        "planera_hamtning",
        "hamtning_borjar",
        "ut_pa_tur",
        "hamta",
        "hur_gick_det",
        "meddela_hamtad",
        "besked_retur",
        "notera_retur",
        "retur_noterad",
        "hamtning",
        "stang_order",
        "order_stangd",
    ]


def test_what_is_bought_is_scrapped_and_what_is_broken_too(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa, r.kopt)
    assert list(order.rader.values_list("skrotas", flat=True)) == [False, False, True]
    hamtad(r, order)
    mottagen(r, order, skick="underkänt")
    told = {row.innehav_id: row for row in retur(order).rader.all()}
    assert told[r.kopt.pk].skrotningskod == "S3"
    assert told[r.sang.pk].skrotningskod == "S6"
    assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.SKROTAD
    assert retur(order).arende.status == "Klar"


def test_a_suspected_deviation_is_held_and_nobody_may_mend_or_scrap_it(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa)
    hamtad(r, order)
    told = [
        Mottaget(
            1, kom=True, skick="godkänt", avvikelse=True, disposition="skrotas", skal="Gammal"
        ),
        Mottaget(2, kom=True, skick="godkänt"),
    ]
    vid_returen.ta_emot(retur(order).pk, person=r.v.lotta, sagt=told)
    individ = Individ.objects.get(nummer="1438560")
    assert (individ.karantan, individ.plats) == (True, Individ.Plats.VERKSTAD)
    assert retur(order).rader.get(nr=1).disposition == Returrad.Disposition.KARANTAN


def test_an_override_must_be_explained(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    hamtad(r, order)
    case = retur(order).pk
    with pytest.raises(Refused) as no:
        vid_returen.ta_emot(
            case,
            person=r.v.lotta,
            sagt=[Mottaget(1, kom=True, skick="godkänt", disposition="skrotas")],
        )
    assert [hinder.kod for hinder in no.value.hinder] == ["skal_saknas"]
    assert Innehav.objects.get(pk=r.rollator.pk).aterlamnad is None


@pytest.mark.parametrize(("regel", "laget"), [("A", "returnerad"), ("B", "kom_inte")])
def test_what_did_not_come_follows_the_rule_of_the_setting(
    r: Retur, settings: Settings, regel: str, laget: str
) -> None:
    settings.RETUR_REGEL_FOR_SAKNAT = regel
    order = verkstalld(r, r.rollator, r.kopt)
    hamtad(r, order)
    mottagen(r, order, saknas="10001")
    row = order.rader.get(innehav=r.rollator)
    assert row.utfall == laget
    held = Innehav.objects.get(pk=r.rollator.pk)
    assert (held.aterlamnad is None) == (regel == "B")
    assert status(order) == ("Stängd" if regel == "A" else "Delvis")


def test_nobody_home_means_a_new_day_and_one_message(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    actions.hamta(order.pk, person=r.v.tore, utfall={}, ingen_hemma=True)
    assert status(order) == "Planerad"
    assert "planera_om" in spar(order.pk)
    assert rubriker(r) == ["Hämtorder 26480001: ny hämtdag"]
    hamtad(r, order)
    assert status(order) == "Hämtad"


def test_nothing_that_came_along_closes_the_order_and_the_aids_stay(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    hamtad(r, order, a10001="vagrad")
    assert status(order) == "Delvis"
    assert Innehav.objects.get(pk=r.rollator.pk).aterlamnad is None
    assert "inget_hamtat" in spar(order.pk)
    # It may stand on a new one.
    assert verkstalld(r, r.rollator).arende.nummer == "26480002"


def test_rent_stops_by_the_day_it_was_due_however_late_the_worker_wakes(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    with clock.frozen(ONSDAG + timedelta(days=20)):
        engine.tick()
        held = Innehav.objects.get(pk=r.rollator.pk)
        # Three working days after the Wednesday is the Monday.
        assert held.hyra_till == date(2026, 11, 30)
        assert status(order) == "Planerad"
        assert [task.element for task in engine.open_tasks(order.pk)].count("folj_upp_retur") == 1
        actions.folj_upp_retur(order.pk, person=r.v.kim, text="Bilen var trasig. Ny dag i morgon.")
        hamtad(r, order)
        mottagen(r, order)
        held.refresh_from_db()
        assert held.hyra_till == date(2026, 11, 30)
        assert status(order) == "Stängd"
    assert rubriker(r) == [
        "Hämtorder 26480001: ny hämtdag",
        "Hämtorder 26480001: hämtningen dröjer",
        "Hämtorder 26480001: besked om hämtningen",
        "Hämtorder 26480001 är utförd",
    ]


def vantas(order: Hamtorder) -> dict[str, str]:
    """What the timeline expects, and when."""
    case = Arende.objects.get(pk=order.pk)
    lines = [line for line in tidslinje([case]) if line.state == "coming"]
    return {line.title: moment(line.when) for line in lines}


def test_what_is_expected_is_told_and_moved_by_the_clock(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    hyra, senast = visning.BEVAKAS["hyran_ska_stoppas"], visning.BEVAKAS["returen_drojer"]
    assert vantas(order) == {
        hyra: "2026-11-30 10:00", "Hjälpmedlen hämtas med turbilen": "2026-12-01",
        senast: "2026-12-04 10:00",
    }  # fmt: skip
    assert list(vantas(order)) == [hyra, "Hjälpmedlen hämtas med turbilen", senast]
    with clock.frozen(ONSDAG + timedelta(days=6)):
        engine.tick()
        assert list(vantas(order)) == ["Hjälpmedlen hämtas med turbilen", senast]
        hamtad(r, order)
        assert list(vantas(order)) == [senast]
        mottagen(r, order)
        assert vantas(order) == {}


def test_a_day_that_nobody_answered_for_goes_to_the_areas_next(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    with clock.frozen(ONSDAG + timedelta(days=7)):
        engine.tick()
        order.refresh_from_db()
        assert (order.planerad, order.forsok, status(order)) == (date(2026, 12, 8), 0, "Planerad")
        assert vantas(order)["Hjälpmedlen hämtas med turbilen"] == "2026-12-08"
    # Seven working days after the registration kundtjänst has it, and it still has a day.
    with clock.frozen(ONSDAG + timedelta(days=14)):
        engine.tick()
        engine.tick()
        order.refresh_from_db()
        assert order.planerad == date(2026, 12, 15)
        waits = {task.element for task in engine.open_tasks(order.pk)}
        assert waits == {"folj_upp_retur", "hamta"}
        hamtad(r, order)
    assert rubriker(r) == [
        "Hämtorder 26480001: ny hämtdag",
        "Hämtorder 26480001: hämtningen dröjer",
        "Hämtorder 26480001: ny hämtdag",
    ]
    told = Meddelande.objects.filter(rubrik__endswith="ny hämtdag").earliest("pk")
    assert told.text == "Hämtningen 2026-12-01 blev inte av. Nytt försök 2026-12-08."
    assert spar(order.pk).count("planera_nasta") == 2


def test_what_was_said_stands_in_the_timeline(r: Retur) -> None:
    order = verkstalld(r, r.rollator, r.kopt)
    actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Den behövs.")
    actions.avgor_makulering(order.pk, person=r.v.kim, makuleras=False, text="Bilen har gått.")
    hamtad(r, order, a10001="saknas")
    other = verkstalld(r, r.rollator)
    actions_makulera.makulera(other.pk, person=r.v.kim, skal="Fel patient.")
    said = {line.text for one in (order, other) for line in tidslinje([one.arende])}
    assert {
        "Makuleras inte. Bilen har gått.", "Stod inte framme",
        "Hämtordern makulerades. Fel patient.",
    } <= said  # fmt: skip
    told = Meddelande.objects.filter(till=r.v.miriam).latest("pk").text
    assert told.endswith(" Fel patient.")


@pytest.mark.parametrize("utfall", ["vagrad", "saknas"])
def test_rent_goes_on_for_what_stays_though_it_had_stopped(r: Retur, utfall: str) -> None:
    order = verkstalld(r, r.rollator, r.kopt)
    with clock.frozen(ONSDAG + timedelta(days=6)):
        engine.tick()
        assert Innehav.objects.get(pk=r.rollator.pk).hyra_till is not None
        hamtad(r, order, a10001=utfall)
    assert Innehav.objects.get(pk=r.rollator.pk).hyra_till is None


def test_rent_goes_on_for_what_the_search_leaves_with_the_mottagare(r: Retur) -> None:
    first = verkstalld(r, r.rollator)
    hamtad(r, first, a10001="saknas")
    # As the books stand where an order stopped the rent before this was mended.
    stoppa_hyra(r.rollator.pk, ONSDAG.date())
    order = verkstalld(r, r.rollator, atgard="huvud", **enheten(r))
    actions.utred(order.pk, person=r.v.lotta, sagt=Utrett("avslag", "Patienten har den."))
    assert Innehav.objects.get(pk=r.rollator.pk).hyra_till is None


def test_rent_that_stops_between_the_desk_and_the_order_goes_on(
    r: Retur, settings: Settings
) -> None:
    settings.RETUR_REGEL_FOR_SAKNAT = "B"
    order = verkstalld(r, r.rollator)
    hamtad(r, order)
    told = [Mottaget(1, kom=False)]
    vid_returen.ta_emot(retur(order).pk, person=r.v.lotta, sagt=told)
    stoppa_hyra(r.rollator.pk, ONSDAG.date())
    leverera_meddelanden()
    assert Innehav.objects.get(pk=r.rollator.pk).hyra_till is None


def test_an_installning_is_gone_at_once(r: Retur) -> None:
    order = verkstalld(r, r.installning, atgard="installning", **enheten(r))
    assert status(order) == "Stängd"
    assert Innehav.objects.get(pk=r.installning.pk).aterlamnad == ONSDAG.date()
    assert not order.sokbar
    assert spar(order.pk)[-3:] == ["avregistrera", "ska_bekraftas", "direkt_avregistrerad"]


@pytest.mark.parametrize("fanns", [True, False])
def test_what_was_handed_back_at_a_try_out_is_confirmed_afterwards(r: Retur, fanns: bool) -> None:
    order = verkstalld(r, r.sang, r.dosa, atgard="utprovning", **enheten(r))
    assert Innehav.objects.get(pk=r.sang.pk).aterlamnad is not None
    assert status(order) == "Under bekräftelse"
    missing = [] if fanns else [order.rader.get(innehav=r.sang).pk]
    actions.bekrafta_aterlamnat(order.pk, person=r.v.lotta, saknas=missing)
    bed = Innehav.objects.get(pk=r.sang.pk)
    assert (bed.aterlamnad is not None) == fanns
    assert bed.hyra_till == (ONSDAG.date() if fanns else None)
    assert ("angra_avregistrering" in spar(order.pk)) == (not fanns)
    assert status(order) == "På väg till returdisken"
    # The bed's box is there either way, and goes on to the return desk.
    leverera_meddelanden()
    mottagen(r, order)
    assert retur(order).rader.count() == (2 if fanns else 1)
    assert status(order) == ("Stängd" if fanns else "Delvis")
    assert spar(order.pk)[-2:] == ["notera_aterlamnat", "aterlamnat_mottaget"]
    individ = Individ.objects.get(nummer="1438560")
    assert individ.plats == (Individ.Plats.VERKSTAD if fanns else Individ.Plats.MOTTAGARE)
    vid_returen.rekonditionera(
        retur(order).pk,
        person=r.tyra,
        sagt=dict.fromkeys(retur(order).rader.values_list("nr", flat=True), "i_lager"),
    )
    assert Saldo.objects.get(artikel=r.v.dosa, lager=r.v.lager).antal == 1
    individ.refresh_from_db()
    assert individ.plats == (Individ.Plats.LAGER if fanns else Individ.Plats.MOTTAGARE)


def test_what_was_confirmed_but_never_reached_the_desk_stands_with_the_mottagare(
    r: Retur, settings: Settings
) -> None:
    settings.RETUR_REGEL_FOR_SAKNAT = "B"
    order = verkstalld(r, r.sang, r.dosa, atgard="utprovning", **enheten(r))
    actions.bekrafta_aterlamnat(order.pk, person=r.v.lotta)
    leverera_meddelanden()
    mottagen(r, order, saknas=r.v.sang.nummer)
    bed = Innehav.objects.get(pk=r.sang.pk)
    assert (bed.aterlamnad, bed.hyra_till) == (None, None)
    assert Individ.objects.get(nummer="1438560").mottagare == r.v.patient
    assert status(order) == "Delvis"
    assert rubriker(r) == ["Hämtorder 26480001: återlämnandet är inte bekräftat"]


def test_what_a_stocktaking_found_before_the_desk_is_done(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa, atgard="utprovning", **enheten(r))
    actions.bekrafta_aterlamnat(order.pk, person=r.v.lotta)
    leverera_meddelanden()
    individ = Individ.objects.get(nummer="1438560")
    flytt.ta_in(
        [flytt.Gods(r.v.lager.pk, individ.artikel_id, individ_id=individ.pk)],
        Handelse(Rorelse.Slag.INVENTERING, "lotta"),
    )
    mottagen(r, order)
    individ.refresh_from_db()
    assert individ.plats == Individ.Plats.LAGER
    assert retur(order).rader.get(innehav=r.sang).disposition == Returrad.Disposition.I_LAGER
    assert status(order) == "Stängd"


@pytest.mark.parametrize(
    ("resultat", "plats"),
    [("hittat", "transport"), ("svinn", "forkommen"), ("avslag", "mottagare")],
)
def test_a_main_aid_left_from_a_closed_hamtorder_is_searched_for(
    r: Retur, resultat: str, plats: str
) -> None:
    first = verkstalld(r, r.sang, r.dosa)
    saknas = {f"a{r.v.sang.nummer}": "saknas", f"a{r.v.dosa.nummer}": "saknas"}
    hamtad(r, first, **saknas)
    order = verkstalld(r, r.sang, atgard="huvud", **enheten(r))
    actions.utred(order.pk, person=r.v.lotta, sagt=Utrett(resultat, "Letade i hela lagret."))
    held = Innehav.objects.get(pk=r.sang.pk)
    assert (held.aterlamnad is None) == (resultat == "avslag")
    assert Individ.objects.get(nummer="1438560").plats == plats
    assert rubriker(r)[-1] == "Hämtorder 26480002: eftersökningen är klar"
    leverera_meddelanden()
    if resultat != "hittat":
        assert spar(order.pk)[-2:] == ["nagot_att_ta_emot", "inget_att_ta_emot"]
        return
    mottagen(r, order)
    assert spar(order.pk)[-2:] == ["notera_aterlamnat", "aterlamnat_mottaget"]
    assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.VERKSTAD
    assert status(order) == "Stängd"


def test_kundtjanst_cancels_and_the_rent_goes_on(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    with clock.frozen(ONSDAG + timedelta(days=6)):
        engine.tick()
        assert Innehav.objects.get(pk=r.rollator.pk).hyra_till is not None
        actions_makulera.makulera(order.pk, person=r.v.kim)
    assert Innehav.objects.get(pk=r.rollator.pk).hyra_till is None
    assert status(order) == "Makulerad"
    told = Meddelande.objects.filter(till=r.v.miriam).latest("pk")
    assert told.rubrik == "Hämtorder 26480001 är makulerad."
    assert told.text == "Hämtordern makulerades 2026-12-01 10:00:00."
    assert not Hamtrad.objects.filter(oppen=True).exists()


@pytest.mark.parametrize("makuleras", [True, False])
def test_a_forskrivare_asks_and_kundtjanst_decides(r: Retur, makuleras: bool) -> None:
    order = verkstalld(r, r.rollator)
    actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Patienten behöver den.")
    assert "avgor_makulering" in [task.element for task in engine.open_tasks(order.pk)]
    actions.avgor_makulering(
        order.pk, person=r.v.kim, makuleras=makuleras, text="Bilen är redan där."
    )
    assert status(order) == ("Makulerad" if makuleras else "Planerad")
    if not makuleras:  # it may be asked again, and the answer is given anew
        actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Hon är kvar.")
        hamtad(r, order)
        actions.avgor_makulering(order.pk, person=r.v.kim, makuleras=False, text="Bilen har gått.")
        assert {"ny_begaran", "makulering_avgjord"} <= set(spar(order.pk))


def test_what_is_fetched_is_not_cancelled(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    hamtad(r, order)
    with pytest.raises(NotYourTurn):
        actions_makulera.makulera(order.pk, person=r.v.kim)
    with pytest.raises(NotYourTurn):
        actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Ångrar mig")
    assert status(order) == "Hämtad"
