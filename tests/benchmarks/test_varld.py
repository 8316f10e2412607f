"""The big world: made by real actions, copied, and as whole as if people had made it all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from itertools import groupby
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from benchmarks.varld.bygg import FORSTA_INDIVID
from benchmarks.varld.mallar import KLAR, Slag, artiklar_for
from cases.artiklar.models import Artikel
from cases.gemensamt.models import Arende, Nummerserie
from cases.hamtorder import actions as pa_vagen
from cases.hamtorder.models import Hamtorder
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder.models import Kundorder
from cases.leverans import actions as pa_lagret
from cases.leverans.models import Leverans
from cases.meddelanden.models import Meddelande
from cases.mottagare.identitet import tolka
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare
from cases.returmottagning.models import Returmottagning
from tests.kundorder.varld import allt_plockat, leverera_meddelanden
from workflows import clock, engine
from workflows.models import (
    Job,
    Message,
    Move,
    MoveDetail,
    Process,
    Subscription,
    Timer,
    UserTask,
)

# Says that this module needs the database, which the world is built in once.
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Varlden:
    """What the command said, and how many orders it was to make of each kind."""

    sagt: str
    avslutade: int
    pagaende: int
    patienter: int
    mallar: int

    @property
    def avslutade_mallar(self) -> int:
        """Four of every eight, the first ones first."""
        return self.mallar // 8 * 4 + min(self.mallar % 8, 4)


@pytest.fixture(scope="module")
def varlden(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[Varlden]:
    """1 % with --full, otherwise 1 % of that. Taken away when the module is done."""
    skala, mallar = (0.01, 20) if request.config.getoption("--full") else (0.0001, 16)
    said = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("bygg_varld", skala=skala, stdout=said)
        yield Varlden(
            said.getvalue(),
            avslutade=int(1_000_000 * skala),
            pagaende=int(200_000 * skala),
            patienter=int(200_000 * skala),
            mallar=mallar,
        )
        transaction.set_rollback(True)


def kopior(varlden: Varlden) -> list[Arende]:
    """The running orders that nobody has made by hand."""
    copied = Individ.objects.filter(pk__gt=0, nummer__gte=str(FORSTA_INDIVID))
    patients = Mottagare.objects.filter(identitet__in=_kopiornas(varlden)).values("pk")
    assert copied.exists()
    return list(
        Arende.objects.filter(typ="kundorder", avslutad=None, mottagare__in=patients).order_by("pk")
    )


def _kopiornas(varlden: Varlden) -> list[str]:
    from benchmarks.varld.folk import person

    return [person(number).identitet for number in range(varlden.patienter)]


def test_it_says_how_far_it_has_come_and_what_it_made(varlden: Varlden) -> None:
    made = f"{varlden.avslutade} avslutade och {varlden.pagaende} pågående kundorder"
    assert f"{made}, från {varlden.mallar} mallar" in varlden.sagt
    assert "saldon stämmer med sina rörelser" in varlden.sagt
    assert varlden.sagt.count("mallar") > varlden.mallar


def test_nothing_is_overdue_so_that_no_sweep_has_weeks_to_catch_up(varlden: Varlden) -> None:
    assert Timer.objects.exists()
    assert not Timer.objects.filter(due_at__lte=clock.now()).exists()
    assert not Message.objects.filter(status=Message.Status.WAITING).exists()
    assert not Job.objects.exists()


def test_what_is_to_be_fetched_is_not_what_an_arbetsorder_takes_down(varlden: Varlden) -> None:
    """A hämtorder refuses what sits in a ceiling, and a template of one would stop the building."""
    lift = Artikel(nummer="1", benamning="Taklyft Cirrus travers", individmarkt=True)
    chair = Artikel(nummer="2", benamning="Rullstol Flex", individmarkt=True)
    for slag, found in ((Slag(KLAR, sedan="hamtas"), {"2"}), (Slag(KLAR), {"1", "2"})):
        chosen = {
            artiklar_for(0, [lift, chair], Random(seed), slag)[0].nummer for seed in range(20)
        }
        assert chosen == found


def test_books_individer_and_keys_agree(varlden: Varlden) -> None:
    assert kontrollera_saldo() == []
    connection.check_constraints()
    assert Saldo.objects.filter(antal__lt=0).count() == 0
    orders = Kundorder.objects.all()
    assert orders.count() == varlden.avslutade + varlden.pagaende + varlden.mallar
    # One running template of eight, and its copies, have come and are to be fetched.
    fetched = Hamtorder.objects.filter(arende__status=Hamtorder.Status.PLANERAD).count()
    running = varlden.pagaende + varlden.mallar - varlden.avslutade_mallar
    assert fetched == pytest.approx(running / 8, abs=1)
    ended = Arende.objects.filter(typ="kundorder", avslutad__isnull=False)
    assert ended.count() == varlden.avslutade + varlden.avslutade_mallar + fetched
    assert Process.objects.count() == Arende.objects.exclude(process=None).count()
    assert set(Arende.objects.values_list("pk", flat=True)) == set(
        Process.objects.values_list("case_id", flat=True)
    )
    assert Rorelse.objects.exclude(arende=None).exclude(
        arende__in=Arende.objects.values("pk")
    ).count() == 0  # fmt: skip


def test_every_sort_of_order_is_there(varlden: Varlden) -> None:
    sorts = Arende.objects.filter(typ="kundorder").values_list("status", flat=True)
    assert set(sorts) >= {
        "Registrerad", "För plockning", "Plockad", "Utlevererad", "Slutlevererad", "Makulerad",
    }  # fmt: skip
    units = Kundorder.objects.filter(till_vardenhet=True, arende__avslutad__isnull=False)
    assert units.count() > 10
    assert Kundorder.objects.filter(samleverans=True, arende__avslutad__isnull=False).count() > 10
    assert UserTask.objects.filter(element="samla").count() >= 3
    back = Returmottagning.objects.filter(arende__avslutad__isnull=False)
    assert back.count() > 10
    orders = Hamtorder.objects.select_related("arende").in_bulk()
    for retur in back.select_related("arende").prefetch_related("rader__innehav__individ"):
        order = orders[retur.hamtorder]
        assert order.arende.mottagare_id == retur.arende.mottagare_id
        assert order.arende.nummer == retur.hamtordernummer
        for rad in retur.rader.all():
            assert rad.innehav.aterlamnad is not None
            assert rad.innehav.mottagare_id == retur.arende.mottagare_id
            assert rad.innehav.individ is None or rad.innehav.individ.plats == "lager"


def test_a_copied_hamtorder_is_fetched_by_the_real_actions(varlden: Varlden) -> None:
    tore = Anvandare.objects.get(username="tore.transport")
    copied = Hamtorder.objects.filter(arende__mottagare__identitet__in=_kopiornas(varlden))
    order = copied.filter(arende__status=Hamtorder.Status.PLANERAD)[0]
    all_of_it = dict.fromkeys(order.rader.values_list("pk", flat=True), "hamtad")
    pa_vagen.hamta(order.pk, person=tore, utfall=all_of_it)
    leverera_meddelanden()
    retur = Returmottagning.objects.get(hamtorder=order.pk)
    assert [task.element for task in engine.open_tasks(retur.pk)] == ["ta_emot"]


def test_numbers_have_no_gap_and_the_series_goes_on(varlden: Varlden) -> None:
    numbers = sorted(Arende.objects.filter(typ="kundorder").values_list("nummer", flat=True))
    assert len(set(numbers)) == len(numbers) == Kundorder.objects.count()
    for week, found in groupby(numbers, key=lambda number: str(number)[:4]):
        counted = [int(str(number)[4:]) for number in found]
        assert counted == list(range(1, len(counted) + 1)), week
        series = Nummerserie.objects.get(
            typ="kundorder", ar=2000 + int(week[:2]), vecka=int(week[2:])
        )
        assert series.senaste == len(counted)


def test_what_is_written_names_the_copy_and_not_the_template(varlden: Varlden) -> None:
    cases = Arende.objects.select_related("mottagare").in_bulk()
    sent = Leverans.objects.in_bulk()
    for pk, leverans in sent.items():
        order = cases[leverans.kundorder]
        assert leverans.kundordernummer == order.nummer
        assert leverans.adressnamn == order.mottagare.namn
        assert cases[pk].mottagare_id == order.mottagare_id
    for task in UserTask.objects.all():
        case = cases[task.case_id]
        number = sent[case.pk].kundordernummer if case.pk in sent else case.nummer
        assert number in task.search
        assert case.mottagare.namn.casefold() in task.search.casefold()
    told = Meddelande.objects.exclude(arende=None)
    assert told.exists()
    assert not told.exclude(arende__in=Arende.objects.values("pk")).exists()


def test_everybody_is_of_the_series_for_tests(varlden: Varlden) -> None:
    for identity in Mottagare.objects.exclude(identitet=None).values_list("identitet", flat=True):
        if len(identity) == 12 and identity.isdigit() and identity != "200303030303":
            tolka(identity)
            assert 980 <= int(identity[8:11]) <= 999


def test_finished_orders_keep_who_did_what_and_not_what_was_told(varlden: Varlden) -> None:
    ended = Process.objects.exclude(status=Process.Status.RUNNING)
    assert Move.objects.filter(process__in=ended).count() > 100 * 5
    kept = MoveDetail.objects.filter(move__process__in=ended)
    assert not kept.filter(move__at__lt=clock.now() - timedelta(days=90)).exists()
    assert not UserTask.objects.filter(process__in=ended).exists()
    assert not Subscription.objects.filter(process__in=ended).exists()


def test_a_copied_order_is_opened_and_completed_by_the_real_actions(varlden: Varlden) -> None:
    [lotta, tore] = (Anvandare.objects.get(username=u) for u in ("lotta.lager", "tore.transport"))
    client = Client()
    client.force_login(Anvandare.objects.get(username="kim.kundtjanst"))
    waiting = [one for one in kopior(varlden) if one.status == "För plockning"]
    assert waiting
    for order in waiting[:2]:
        page = client.get(f"/arende/{order.pk}/")
        assert page.status_code == 200
        assert order.nummer in page.content.decode()
        assert order.mottagare.namn in page.content.decode()
        for leverans in Leverans.objects.filter(kundorder=order.pk):
            pa_lagret.plocka(leverans.pk, person=lotta, plockat=allt_plockat(leverans))
            leverera_meddelanden()
            pa_lagret.utleverera(leverans.pk, person=lotta)
            leverera_meddelanden()
            pa_lagret.leverera(leverans.pk, person=tore, utfall="levererad")
            pa_lagret.kvittera(
                leverans.pk, person=tore, mottagen_av="Anna Hörig", signatur="Anna Hörig"
            )
            leverera_meddelanden()
        order.refresh_from_db()
        assert order.status == "Slutlevererad"
        assert order.avslutad is not None
        assert Innehav.objects.filter(arende=order.pk, mottagare=order.mottagare).exists()
    assert kontrollera_saldo() == []


def test_a_database_with_cases_is_left_alone(varlden: Varlden) -> None:
    before = Arende.objects.count(), Mottagare.objects.count()
    with pytest.raises(CommandError, match="Här finns redan ärenden"):
        call_command("bygg_varld", skala=0.0001)
    assert before == (Arende.objects.count(), Mottagare.objects.count())


def test_it_is_measured_in_as_it_stands(varlden: Varlden) -> None:
    before = Kundorder.objects.count()
    said = StringIO()
    call_command("benchmark", only="stor", quick=True, i_varlden=True, stdout=said)
    assert f"{before} kundorder" in said.getvalue()
    assert "stor.verkstall.20_rader.cpu" in said.getvalue()
    assert Kundorder.objects.count() == before + 5
