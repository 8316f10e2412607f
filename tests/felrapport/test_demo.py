"""The demo world's weeks of felrapporter: something runs, something is late, nothing is broken."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command

from cases.felrapport import demo
from cases.felrapport.models import Felrapport
from cases.gemensamt.models import Arende
from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.models import Incident, Process, UserTask

ONSDAG = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
SONDAGSNATT = datetime(2026, 6, 21, 23, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_weeks_of_reports_are_made_once_and_whole() -> None:
    sent = ladda(ONSDAG, dagar=35)
    with clock.frozen(ONSDAG):
        assert demo.ladda() == 0
    assert sent == Felrapport.objects.count()
    of = Process.objects.filter
    assert 5 <= of(status=Process.Status.RUNNING).count() < of(status=Process.Status.DONE).count()
    assert UserTask.objects.filter(deadline__lt=ONSDAG).exists()
    assert not Incident.objects.exists()
    assert not Arende.objects.filter(mottagare__isnull=False).exists()


def test_all_lies_in_the_days_before_also_a_night_when_nobody_works() -> None:
    assert ladda(SONDAGSNATT, dagar=6)
    days = [one.verkstalld for one in Arende.objects.all()]
    first = SONDAGSNATT - timedelta(days=6)
    assert all(day is not None and first < day < SONDAGSNATT for day in days)


def ladda(nu: datetime, dagar: int) -> int:
    with clock.frozen(nu):
        versions.publish(from_folder(settings.BPMN_DIR / "felrapport"), case_type="felrapport")
        call_command("ladda_demo", verbosity=0)
        return demo.ladda(dagar)
