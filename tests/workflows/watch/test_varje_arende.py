"""One of everything that runs, as the product's own cases stand: none of it stands still."""

import pytest

from tests.behorighet.varld import bygg
from workflows.models import Process
from workflows.watch.round import go_round, listed


@pytest.mark.django_db
def test_nothing_in_a_healthy_world_is_listed() -> None:
    bygg()
    go_round()
    assert Process.objects.filter(status=Process.Status.RUNNING).count() > 10
    assert [(row.process.version.definition.name, row.sentence) for row in listed()] == []
