"""The search is measured in an assortment that is believable and consistent."""

import random

import pytest
from django.core.management import call_command
from django.db.models import Count

from benchmarks.artikelsok import SOKNINGAR
from benchmarks.varld.sortiment import FORSTA_NUMMER, artiklar
from cases.artiklar.models import Artikel, Pris
from cases.artiklar.register import indexera
from cases.artiklar.sok import sok

pytestmark = pytest.mark.django_db


def test_made_up_articles_are_whole_and_found() -> None:
    call_command("ladda_demo", verbosity=0)
    first, after = artiklar(300, random.Random(1))
    made = Artikel.objects.filter(pk__gte=first, pk__lt=after).order_by("pk")
    assert made.count() == 300
    assert made[0].nummer == str(FORSTA_NUMMER)
    assert not made.annotate(sold=Count("leverantorer")).exclude(sold=1).exists()
    assert not made.exclude(pk__in=Pris.objects.values("artikel")).exists()
    before = list(made.values_list("search_text", "sortnyckel"))
    indexera(list(made))
    assert list(made.values_list("search_text", "sortnyckel")) == before
    assert next(iter(sok(made[7].benamning).artiklar)) in made
    # The database's own counter goes on after them.
    another = Artikel.objects.create(
        nummer="199999", benamning="X", typ="tjanst", debiteringsform="kop", lager=made[0].lager
    )
    assert another.pk >= after


def test_most_searches_of_the_measurement_find_something() -> None:
    call_command("ladda_demo", verbosity=0)
    artiklar(3000, random.Random(1))
    empty = [text for text in SOKNINGAR if not sok(text).antal]
    assert len(empty) <= len(SOKNINGAR) // 5, empty
