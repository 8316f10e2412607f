"""What a förskrivare writes in her own words leads to a type of work, and never to nothing."""

import pytest
from django.urls import reverse

from cases.arbetsorder.forslag import forslag
from cases.arbetsorder.models import TypAvAtgard
from cases.arbetsorder.typer import rader
from tests.arbetsorder.test_sidor import ny, skrivet
from tests.arbetsorder.varld import Arbete
from tests.kundorder.test_sidor import inloggad

TYPER = [TypAvAtgard(**row) for row in rader()]


@pytest.mark.parametrize(
    ("sagt", "kod"),
    [
        ("Armstödet har lossnat", "AU_HMC"),
        ("En skruv saknas", "AU_HMC"),
        ("Byt slang", "AU_HMC"),
        ("Däcket är platt", "AU_HMC"),
        ("Madrassen läcker luft", "AU_KUND"),
        ("Taklyften stannar mitt i", "AU_KUND"),
        ("Permobilen stannar på gatan", "AU_HAMTAS"),
        ("Den tippar bakåt", "ANP"),
        ("Behöver ett högre ryggstöd", "ANP"),
        ("Trygghetslarmet svarar inte", "SUP_DIG"),
        ("Jag vill ha hjälp att välja rullstol", "KONS"),
    ],
)
def test_her_own_words_find_the_type(sagt: str, kod: str) -> None:
    assert forslag(sagt, TYPER)[0].kod == kod


def test_a_word_of_every_aid_says_nothing_of_the_work() -> None:
    assert [one.kod for one in forslag("Jag behöver hjälp", TYPER)] == ["KONS"]


def test_words_that_lead_nowhere_show_what_each_type_is(a: Arbete) -> None:
    said = inloggad(a.miriam).post(ny(a), skrivet(a, gor="foresla", felbeskrivning="Xyzzy"))
    shown = said.content.decode()
    assert "Inget förslag passar" in shown
    for kod in ("AU_HMC", "ANP", "KONS"):
        assert f'name="valj_typ" value="{kod}"' in shown
    assert 'name="valj_typ" value="AU_JOUR"' not in shown  # HMC's own


def test_a_number_that_no_mottagare_can_have_is_not_found(a: Arbete) -> None:
    nobody = reverse("arbetsorder:hos_mottagare", args=[10**20])
    assert inloggad(a.miriam).get(nobody).status_code == 404
