"""Messages: to each person once, in her own list."""

import pytest

from cases.meddelanden import lasning
from cases.meddelanden.models import Meddelande
from cases.meddelanden.utskick import skicka
from tests.organisation import bygg
from workflows.errors import NotFound

pytestmark = pytest.mark.django_db


def test_each_person_gets_it_once_though_she_is_named_twice() -> None:
    miriam, frida = bygg.person("forskrivare"), bygg.person("forskrivare")
    skicka([miriam, frida, miriam], "Order ändrad", "Leveransdagen är ändrad.")
    assert lasning.antal_olasta(miriam) == lasning.antal_olasta(frida) == 1
    assert lasning.lista(miriam).get().avsandare == "webSesam"


def test_with_a_key_a_repeated_step_sends_nothing_more() -> None:
    miriam = bygg.person("forskrivare")
    for _ in range(2):
        skicka(miriam, "Order ändrad", "Text", nyckel="jobb-1")
    skicka(miriam, "Order ändrad", "Text", nyckel="jobb-2")
    skicka(miriam, "Utan nyckel", "Text")
    skicka(miriam, "Utan nyckel", "Text")
    assert Meddelande.objects.count() == 4


def test_nobody_reads_or_removes_anothers() -> None:
    miriam, frida = bygg.person("forskrivare"), bygg.person("forskrivare")
    skicka(miriam, "Rubrik", "Text")
    hers = lasning.lista(miriam).get()
    with pytest.raises(NotFound):
        lasning.las(frida, hers.pk)
    lasning.ta_bort(frida, hers.pk)
    assert lasning.antal_olasta(miriam) == 1


def test_reading_makes_it_read_and_removing_takes_it_off_the_list() -> None:
    miriam = bygg.person("forskrivare")
    skicka(miriam, "Rubrik", "Text")
    assert lasning.las(miriam, lasning.lista(miriam).get().pk).last is not None
    assert lasning.antal_olasta(miriam) == 0
    assert lasning.ta_bort_alla(miriam) == 1
    assert not lasning.lista(miriam).exists()
    assert Meddelande.objects.exists()
