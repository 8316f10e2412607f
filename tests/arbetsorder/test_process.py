"""The way of an arbetsorder: the straight path, and one test per deviation."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from cases.arbetsorder import actions, actions_hmc, actions_makulera
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.svar import Planering
from cases.gemensamt import tidslinje
from cases.gemensamt.models import Arende
from cases.meddelanden.models import Meddelande
from tests.arbetsorder.varld import (
    Arbete,
    fardig,
    granskad,
    klar,
    om,
    planerad,
    rapporterad,
    status,
    vantar,
    verkstalld,
)
from tests.kundorder.varld import spar
from workflows import clock, engine
from workflows.models import Incident, Process, UserTask

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    """A Wednesday. Whatever a test does, nothing has stopped."""
    with clock.frozen(ONSDAG):
        yield
        assert not Incident.objects.exists()


def rubriker(a: Arbete) -> list[str]:
    return list(
        Meddelande.objects.filter(till=a.miriam).order_by("pk").values_list("rubrik", flat=True)
    )


def test_a_bed_is_mended_where_it_stands(a: Arbete) -> None:
    order = verkstalld(a)
    assert order.arende.nummer == "26480001"
    assert (status(order), vantar(order.pk)) == ("Registrerad", ["granska"])
    assert UserTask.objects.get(case_id=order.pk).group == "tekniker_falt"
    granskad(a, order)
    assert status(order) == "Mottagen"
    planerad(a, order)
    assert status(order) == "Planerad"
    rapporterad(a, order, delar=(("10001", 1),))
    assert status(order) == "Påbörjad"
    fardig(a, order)
    assert status(order) == "Avslutad"
    assert order.aktiviteter.get().nummer == "26480001-1"
    assert not Process.objects.filter(status=Process.Status.RUNNING).exists()
    assert rubriker(a) == [
        "Arbetsorder 26480001: tid bokad",
        "Arbetsorder 26480001 är avslutad",
    ]
    assert spar(order.pk) == [
        "arbetsorder_borjar", "utkast_in", "verkstall", "bestalld", "registrera_arbetsorder",
        "handlaggning_borjar", "till_klassning", "klassa", "vart_ska_den", "granska", "vad_sades",
        "hamtas_forst", "efter_hamtning", "vilken_vag", "till_planering", "planera",
        "vad_planerades", "utfor", "blev_det_klart", "arbetet_klart", "handlagd", "handlaggning",
        "arbetet_over", "haller_en_order", "ordern_avgjord", "vart_ska_hjalpmedlet",
        "klart_att_avsluta", "blev_den_makulerad", "avsluta", "avslutad",
    ]  # fmt: skip


def test_the_story_says_what_each_step_came_to_and_no_line_twice(a: Arbete) -> None:
    order = verkstalld(a)
    actions_hmc.granska(order.pk, person=a.tim, granskning="komplettera", text="Vilket hjul?")
    actions.komplettera(order.pk, person=a.miriam, text="Det högra.")
    granskad(a, order)
    waits = Planering(vantar="patient", parkera_till=om(24))
    actions_hmc.planera(order.pk, person=a.tim, svar=waits)
    with clock.moved(timedelta(days=2)):
        engine.tick()
        planerad(a, order)
        rapporterad(a, order)
        actions_hmc.utfor(order.pk, person=a.tim, klart=False)
        planerad(a, order, 26)
        rapporterad(a, order)
        fardig(a, order)
    told = [
        (line.title, line.text)
        for line in tidslinje.tidslinje([Arende.objects.get(pk=order.pk)])
        if line.state == "done"
    ]
    assert told == [
        ("Ny arbetsorder", ""),
        ("Verkställd", ""),
        ("Granskad", "Underlaget ska kompletteras"),
        ("Underlaget kompletterat", ""),
        ("Granskad", "Underlaget räcker"),
        ("Planerad", "Väntar: patienten går inte att nå. Tas upp igen 2026-11-26."),
        ("Väntan är slut", ""),
        ("Planerad", "Tid 2026-11-27 kl. 12:00."),
        ("Arbete rapporterat", "Ett nytt besök behövs."),
        ("Planerad", "Tid 2026-11-28 kl. 12:00."),
        ("Arbete rapporterat", "Arbetet är färdigt."),
        ("Arbetsordern är avslutad", ""),
    ]


def test_the_status_says_in_words_where_it_stands(a: Arbete) -> None:
    """Every status of §2.15, each where it belongs."""
    order = verkstalld(a, typ="AU_HAMTAS", utforande="hamtas")
    seen = [status(order)]

    def sen(step: Callable[[], object]) -> None:
        step()
        seen.append(status(order))

    sen(lambda: actions_hmc.granska(
        order.pk, person=a.tim, granskning="komplettera", text="Vilket hjul?"
    ))  # fmt: skip
    sen(lambda: actions.komplettera(order.pk, person=a.miriam, text="Det högra."))
    sen(lambda: granskad(a, order))
    actions_hmc.hamta_for_atgard(order.pk, person=a.r.v.tore)
    waits = Planering(vantar="material", parkera_till=om(24))
    sen(lambda: actions_hmc.planera(order.pk, person=a.tim, svar=waits))
    with clock.moved(timedelta(days=2)):
        engine.tick()
        sen(lambda: planerad(a, order))
        sen(lambda: rapporterad(a, order))
        sen(lambda: fardig(a, order))
        sen(lambda: actions_hmc.lamna_tillbaka(order.pk, person=a.r.v.tore))
    assert seen == [
        "Registrerad", "Väntar", "Registrerad", "Mottagen", "Väntar", "Planerad", "Påbörjad",
        "Färdigrapporterad", "Avslutad",
    ]  # fmt: skip
    other = verkstalld(a)
    actions_makulera.makulera(other.pk, person=a.kim, orsak="Behövs inte.")
    assert status(other) == "Makulerad"


def test_all_is_done_on_the_straight_way(a: Arbete) -> None:
    order = verkstalld(a)
    klar(a, order)
    assert Arbetsorder.objects.get(pk=order.pk).utlatande == "Bromsen tar igen."
