"""What no path of the process tests reaches would be drawn in vain: the paths are walked once more,
each in the same world as it was, and every element of the diagram is on one of them."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from cases.gemensamt.models import Arende
from cases.hamtorder import begin as hamt_begin
from tests.arbetsorder import test_avvikelser as ao_avviker
from tests.arbetsorder import test_koppling as ao_koppling
from tests.arbetsorder import test_scenarier as ao_scenarier
from tests.arbetsorder.varld import bygg as bygg_arbete
from tests.felrapport import test_avvikelse as fel_avvikelse
from tests.felrapport import test_foljder as fel_foljder
from tests.felrapport import test_process as fel_vagar
from tests.felrapport.varld import bygg as bygg_fel
from tests.hamtorder import test_process as hamt
from tests.hamtorder.varld import bygg as bygg_hamt
from tests.hamtorder.varld import verkstalld as hamt_verkstalld
from tests.konsultation import test_konsultation as kons
from tests.konsultation.varld import bygg as bygg_kons
from tests.retur import test_retur as retur_vagar
from tests.retur.varld import bygg as bygg_forrad
from tests.retur.varld import gjord
from tests.returmottagning import test_disk as disken
from tests.specialanpassning import test_arbetsorder as spec_och_ao
from tests.specialanpassning import test_process as spec
from tests.specialanpassning.varld import bygg as bygg_spec
from tests.underhall import test_underhall as fu
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.models import Incident, Move, Process

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
Vag = Callable[[Any], None]


def ogangna(case_type: str, varld: object, vagar: Iterable[Vag]) -> set[str]:
    """The elements of the diagram that none of these paths has left."""
    gangna: set[str] = set()
    ritade: set[str] = set()
    for vag in vagar:
        with transaction.atomic():
            vag(varld)
            assert not Incident.objects.exists()
            cases = Arende.objects.filter(typ=case_type)
            own = Process.objects.filter(case_id__in=cases.values("pk"))
            ritade = ritade or set(engine.names(own[0]))
            for trail in Move.objects.filter(process__in=own).values_list("trail", flat=True):
                gangna |= set(trail.split())
            transaction.set_rollback(True)
    return ritade - gangna


def publicera(*processer: str) -> None:
    for process in processer:
        versions.publish(from_folder(settings.BPMN_DIR / process), case_type=process)


@pytest.mark.django_db
def test_every_element_of_arbetsorder_is_visited() -> None:
    with clock.frozen(ONSDAG):
        a = bygg_arbete()
        publicera("specialanpassning", "konsultation")
        assert not ogangna(
            "arbetsorder",
            a,
            [
                *(
                    partial(ao_scenarier.test_scenario, scenario=one)
                    for one in ao_scenarier.SCENARIER
                    if one["namn"]
                    in {"Hämtas till verkstaden och lämnas tillbaka", "Koordinatorn väljer grupp"}
                ),
                ao_avviker.test_more_is_asked_and_answered_with_a_file,
                ao_avviker.test_it_waits_for_the_patient_and_is_taken_up_again,
                ao_avviker.test_what_has_begun_in_time_is_late_only_when_it_is_not_done,
                ao_avviker.test_what_is_late_is_told_and_followed_up,
                ao_avviker.test_what_is_done_and_only_to_be_brought_back_is_not_late,
                ao_avviker.test_what_is_taken_down_is_received_and_given_back,
                ao_avviker.test_a_request_to_cancel_is_answered,
                ao_avviker.test_a_draft_that_nobody_touches_goes_after_thirty_days,
                *(
                    partial(ao_avviker.test_a_felrapport_or_a_plan_begins_one_once, namn=namn)
                    for namn in ("felrapport_arbetsorder", "underhall_forfaller")
                ),
                ao_koppling.test_what_is_asked_of_the_lager_already_does_not_leave_before_the_work_is_done,
                ao_koppling.test_a_cancelled_arbetsorder_may_let_the_order_go,
                ao_koppling.test_a_kundorder_cancelled_while_the_question_waits_answers_it,
                partial(ao_koppling.test_a_cancelled_kundorder_asks_hmc, makuleras=True),
                spec_och_ao.test_a_specialanpassning_that_can_not_be_made_is_told,
                spec_och_ao.test_an_arbetsorder_that_is_cancelled_takes_its_specialanpassning_with_it,
                spec_och_ao.test_a_konsultation_is_begun_waited_for_and_told,
            ],
        )


@pytest.mark.django_db
def test_every_element_of_felrapport_is_visited() -> None:
    with clock.frozen(ONSDAG):
        f = bygg_fel()
        assert not ogangna(
            "felrapport",
            f,
            [
                fel_vagar.test_it_is_asked_about_handed_over_refused_and_opened_again,
                fel_vagar.test_what_nobody_does_in_time_is_told,
                fel_vagar.test_a_late_answer_is_told_to_the_one_who_waits,
                fel_vagar.test_a_draft_is_kept_changed_and_taken_away_after_thirty_days,
                fel_foljder.test_a_replacement_a_credit_and_a_pick_up,
                fel_foljder.test_a_work_is_begun,
                fel_avvikelse.test_the_aid_is_held_until_it_is_looked_into,
                fel_avvikelse.test_what_is_not_notified_in_time_is_told_and_why_not_is_said,
                fel_avvikelse.test_what_is_never_notified_is_told_again_until_quality_gives_it_up,
            ],
        )


@pytest.mark.django_db
def test_every_element_of_specialanpassning_is_visited() -> None:
    with clock.frozen(ONSDAG):
        s = bygg_spec()
        assert not ogangna(
            "specialanpassning",
            s,
            [
                spec.test_the_straight_path,
                spec.test_what_can_not_be_made_ends,
                spec.test_who_pays_is_reminded,
                spec.test_what_is_not_approved_is_made_again,
                spec.test_the_work_is_late,
                partial(spec.test_the_arbetsorder_is_cancelled, gjort=spec.begard),
            ],
        )


@pytest.mark.django_db
def test_every_element_of_konsultation_is_visited() -> None:
    with clock.frozen(ONSDAG):
        k = bygg_kons()
        assert not ogangna(
            "konsultation",
            k,
            [
                kons.test_another_time_is_needed,
                kons.test_no_time_in_time_goes_to_kundtjanst_until_there_is_one,
                kons.test_kundtjanst_tells_when_there_will_be_a_time,
                partial(kons.test_the_arbetsorder_is_cancelled, gjort=kons.bokad),
            ],
        )


@pytest.mark.django_db
def test_every_element_of_underhall_is_visited() -> None:
    with clock.frozen(fu.NARA):
        a = fu.varlden()
        assert not ogangna(
            "underhall",
            a,
            [
                *(partial(fu.test_scenario, scenario=one) for one in fu.SCENARIER),
                fu.test_an_arbetsorder_that_is_cancelled_begins_the_contact_anew,
                fu.test_who_pays_says_how_to_reach_her,
                fu.test_the_gruppchef_knows_when_nobody_is_reached_two_weeks_before,
                fu.test_what_is_declined_rests_for_an_interval,
            ],
        )


def begard_av_felrapport(r: Any) -> None:
    """As a felrapport's message begins it."""
    asks = hamt_verkstalld(r, r.kopt)
    payload = {
        "id": str(asks.pk),
        "felrapport": str(asks.pk),
        "nummer": "26480001",
        "innehav": r.rollator.pk,
        "kund": r.v.kund.pk,
        "bestallare": r.v.miriam.pk,
        "text": "Hjulet är av",
    }
    hamt_begin.borja("felrapport_hamtning", payload, clock.now())


@pytest.mark.django_db
def test_every_element_of_hamtorder_is_visited() -> None:
    with clock.frozen(ONSDAG):
        r = bygg_hamt()
        assert not ogangna(
            "hamtorder",
            r,
            [
                hamt.test_a_bed_and_its_box_go_from_the_patient_to_the_shelf,
                hamt.test_nobody_home_means_a_new_day_and_one_message,
                hamt.test_nothing_that_came_along_closes_the_order_and_the_aids_stay,
                hamt.test_rent_stops_by_the_day_it_was_due_however_late_the_worker_wakes,
                hamt.test_a_day_that_nobody_answered_for_goes_to_the_areas_next,
                hamt.test_an_installning_is_gone_at_once,
                *(
                    partial(
                        hamt.test_what_was_handed_back_at_a_try_out_is_confirmed_afterwards,
                        fanns=fanns,
                    )
                    for fanns in (True, False)
                ),
                *(
                    partial(
                        hamt.test_a_main_aid_left_from_a_closed_hamtorder_is_searched_for,
                        resultat=resultat,
                        plats=plats,
                    )
                    for resultat, plats in (("hittat", "transport"), ("svinn", "forkommen"))
                ),
                hamt.test_kundtjanst_cancels_and_the_rent_goes_on,
                *(
                    partial(hamt.test_a_forskrivare_asks_and_kundtjanst_decides, makuleras=answer)
                    for answer in (True, False)
                ),
                disken.test_on_a_hamtorder_it_is_asked_and_then_not_fetched_too,
                begard_av_felrapport,
            ],
        )


@pytest.mark.django_db
def test_every_element_of_returmottagning_is_visited() -> None:
    with clock.frozen(ONSDAG):
        assert not ogangna(
            "returmottagning",
            bygg_hamt(),
            [
                hamt.test_a_bed_and_its_box_go_from_the_patient_to_the_shelf,
                hamt.test_what_is_bought_is_scrapped_and_what_is_broken_too,
                disken.test_an_aid_without_an_order_gets_a_retur_of_its_own,
                disken.test_on_a_hamtorder_it_is_asked_and_then_not_fetched_too,
                disken.test_what_was_lost_has_turned_up,
            ],
        )


@pytest.mark.django_db
def test_every_element_of_retur_is_visited() -> None:
    with clock.frozen(ONSDAG):
        f = bygg_forrad()

        def stands_fast(f: Any) -> None:
            gjord(f, f.r.kopt)
            with clock.moved(timedelta(days=21)):
                engine.tick()

        assert not ogangna(
            "retur",
            f,
            [
                stands_fast,
                partial(retur_vagar.test_kundtjanst_undoes_one_that_was_wrong, skrotas=True),
            ],
        )
