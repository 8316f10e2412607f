"""What every test may count on."""

import pytest
from django.core.management import call_command

from cases.arbetsorder.models import TypAvAtgard
from cases.hjalpmedel.models_individ import Skrotningskod
from cases.kundorder.models import Avgift


@pytest.mark.django_db(transaction=True)
def test_what_migrations_loaded_is_there_when_the_tables_have_been_emptied() -> None:
    before = {model: model.objects.count() for model in (TypAvAtgard, Skrotningskod, Avgift)}
    assert all(before.values())
    call_command("flush", interactive=False, verbosity=0)
    assert {model: model.objects.count() for model in before} == before
