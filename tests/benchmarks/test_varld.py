"""The big world: made by real actions, copied, and as whole as if people had made it all."""

from collections.abc import Iterator
from io import StringIO
from itertools import groupby
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from benchmarks.varld.bygg import FORSTA_INDIVID
from cases.gemensamt.models import Arende, Nummerserie
from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder.models import Kundorder
from cases.leverans import actions as pa_lagret
from cases.leverans.models import Leverans
from cases.meddelanden.models import Meddelande
from cases.mottagare.identitet import tolka
from cases.mottagare.models import Mottagare
from cases.organisation.models import Anvandare
from tests.kundorder.varld import allt_plockat, leverera_meddelanden
from workflows.models import Move, MoveDetail, Process, Subscription, UserTask

# Says that this module needs the database, which the world is built in once.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def varlden(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """1 % of 1 %: 100 finished and 20 running orders. Taken away when the module is done."""
    said = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("bygg_varld", skala=0.0001, stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)


def kopior() -> list[Arende]:
    """The running orders that nobody has made by hand."""
    copied = Individ.objects.filter(pk__gt=0, nummer__gte=str(FORSTA_INDIVID))
    patients = Mottagare.objects.filter(identitet__in=_kopiornas()).values("pk")
    assert copied.exists()
    return list(
        Arende.objects.filter(typ="kundorder", avslutad=None, mottagare__in=patients).order_by("pk")
    )


def _kopiornas() -> list[str]:
    from benchmarks.varld.folk import person

    return [person(number).identitet for number in range(20)]


def test_it_says_how_far_it_has_come_and_what_it_made(varlden: str) -> None:
    assert "100 avslutade och 20 pågående kundorder, från 8 mallar" in varlden
    assert "saldon stämmer med sina rörelser" in varlden
    assert varlden.count("mallar") > 8


def test_books_individer_and_keys_agree(varlden: str) -> None:
    assert kontrollera_saldo() == []
    connection.check_constraints()
    assert Saldo.objects.filter(antal__lt=0).count() == 0
    orders = Kundorder.objects.all()
    assert orders.count() == 128
    assert Arende.objects.filter(typ="kundorder", avslutad__isnull=False).count() == 104
    assert Process.objects.count() == Arende.objects.exclude(process=None).count()
    assert set(Arende.objects.values_list("pk", flat=True)) == set(
        Process.objects.values_list("case_id", flat=True)
    )
    assert Rorelse.objects.exclude(arende=None).exclude(
        arende__in=Arende.objects.values("pk")
    ).count() == 0  # fmt: skip


def test_numbers_have_no_gap_and_the_series_goes_on(varlden: str) -> None:
    numbers = sorted(Arende.objects.filter(typ="kundorder").values_list("nummer", flat=True))
    assert len(set(numbers)) == 128
    for week, found in groupby(numbers, key=lambda number: str(number)[:4]):
        counted = [int(str(number)[4:]) for number in found]
        assert counted == list(range(1, len(counted) + 1)), week
        series = Nummerserie.objects.get(
            typ="kundorder", ar=2000 + int(week[:2]), vecka=int(week[2:])
        )
        assert series.senaste == len(counted)


def test_what_is_written_names_the_copy_and_not_the_template(varlden: str) -> None:
    for leverans in Leverans.objects.select_related("arende__mottagare"):
        order = Arende.objects.get(pk=leverans.kundorder)
        assert leverans.kundordernummer == order.nummer
        assert leverans.adressnamn == order.mottagare.namn
        assert leverans.arende.mottagare_id == order.mottagare_id
    for task in UserTask.objects.all():
        case = Arende.objects.get(pk=task.case_id)
        sent = Leverans.objects.filter(pk=case.pk).first()
        assert (sent.kundordernummer if sent else case.nummer) in task.search
        assert case.mottagare.namn.casefold() in task.search.casefold()
    for said in Meddelande.objects.exclude(arende=None):
        assert Arende.objects.filter(pk=said.arende).exists()


def test_everybody_is_of_the_series_for_tests(varlden: str) -> None:
    for identity in Mottagare.objects.exclude(identitet=None).values_list("identitet", flat=True):
        if len(identity) == 12 and identity.isdigit() and identity != "200303030303":
            tolka(identity)
            assert 980 <= int(identity[8:11]) <= 999


def test_finished_orders_keep_who_did_what_and_not_what_was_told(varlden: str) -> None:
    ended = Process.objects.exclude(status=Process.Status.RUNNING)
    assert Move.objects.filter(process__in=ended).count() > 100 * 5
    assert not MoveDetail.objects.filter(move__process__in=ended).exists()
    assert not UserTask.objects.filter(process__in=ended).exists()
    assert not Subscription.objects.filter(process__in=ended).exists()


def test_a_copied_order_is_opened_and_completed_by_the_real_actions(varlden: str) -> None:
    [lotta, tore] = (Anvandare.objects.get(username=u) for u in ("lotta.lager", "tore.transport"))
    client = Client()
    client.force_login(Anvandare.objects.get(username="kim.kundtjanst"))
    waiting = [one for one in kopior() if one.status == "För plockning"]
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


def test_a_database_with_cases_is_left_alone(varlden: str) -> None:
    before = Arende.objects.count(), Mottagare.objects.count()
    with pytest.raises(CommandError, match="Här finns redan ärenden"):
        call_command("bygg_varld", skala=0.0001)
    assert before == (Arende.objects.count(), Mottagare.objects.count())
