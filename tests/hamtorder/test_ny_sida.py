"""The page that makes a hämtorder: what is ticked and typed is kept, and nothing else is sent."""

import re
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.urls import reverse

from cases.hamtorder import urval
from cases.hamtorder.models import Hamtorder
from cases.kundorder.svar import NyRad
from cases.organisation.models import Lager, Leveransadress
from tests.hamtorder.varld import Retur, enheten
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import verkstalld as bestalld
from workflows import engine

pytestmark = pytest.mark.django_db

HEM = {
    "adress_id": "mottagaren",
    "adress_ifylld": "mottagaren",
    "adressnamn": "Lille Skutt",
    "gatuadress": "Morotslandet 3",
    "postnr": "546 31",
    "postort": "KARLSBORG",
    "telefon": "070-999 99 99",
    "portkod": "4711",
    "information": "Ring på",
}


def svar(r: Retur, gor: str, **sagt: Any) -> HttpResponse:
    """What Miriam gets when she presses a button of the page for a hämtorder at home."""
    page = reverse("hamtorder:ny", args=[r.v.patient.pk]) + "?kund=410000&atgard=privat"
    said = {**HEM, "kund": "410000", "atgard": "privat", "visad": "privat", "gor": gor, **sagt}
    return cast(HttpResponse, inloggad(r.v.miriam).post(page, said))


def ord_i(answer: Any) -> str:
    return cast(str, answer.content.decode())


def test_another_hamtplats_keeps_what_is_ticked_and_typed(r: Retur) -> None:
    answer = svar(r, "byt", atgard="dodsbo", rad=[r.rollator.pk])
    said = ord_i(answer)
    assert answer.status_code == 200
    assert "<h2>Dödsbo, patientens privatadress</h2>" in said
    assert f'value="{r.rollator.pk}" checked' in said
    for typed in ("070-999 99 99", "4711", "Ring på"):
        assert typed in said
    # Where another address is meant the old one goes, with its telephone.
    said = ord_i(svar(r, "byt", atgard="enhet", rad=[r.rollator.pk]))
    assert 'value="Demogatan 1"' in said
    assert "070-999 99 99" not in said
    assert "Ring på" in said
    assert not Hamtorder.objects.exists()


def test_what_was_lost_and_then_is_to_be_fetched_gets_an_address(r: Retur) -> None:
    unit = str(enheten(r)["adress_id"])
    lost = {"kund": "410000", "atgard": "enhet", "visad": "forkommet", "gor": "byt"}
    page = reverse("hamtorder:ny", args=[r.v.patient.pk]) + "?kund=410000&atgard=forkommet"
    said = ord_i(
        inloggad(r.v.miriam).post(page, {**lost, "adress_ifylld": unit, "information": "Stals"})
    )
    assert 'value="Demogatan 1"' in said
    assert "Stals" in said


def test_a_choice_whose_help_was_not_seen_is_not_carried_out(r: Retur) -> None:
    answer = svar(r, "verkstall", atgard="tillbehor", rad=[r.rollator.pk])
    assert answer.status_code == 422
    assert "Du har bytt Hämtplats/Åtgärd" in ord_i(answer)
    assert not Hamtorder.objects.exists()
    assert svar(r, "verkstall", rad=[r.rollator.pk]).status_code == 302


def test_an_address_that_was_chosen_but_not_fetched_is_not_sent(r: Retur) -> None:
    answer = svar(r, "verkstall", adress_id=enheten(r)["adress_id"], rad=[r.rollator.pk])
    assert answer.status_code == 422
    assert "är inte hämtad därifrån" in ord_i(answer)
    assert 'value="Morotslandet 3"' in ord_i(answer)
    assert not Hamtorder.objects.exists()


def test_avbryt_asks_first_only_when_something_is_ticked(r: Retur) -> None:
    asked = svar(r, "avbryt", rad=[r.rollator.pk])
    assert asked.status_code == 200
    assert "Lämna hämtordern?" in ord_i(asked)
    assert f'value="{r.rollator.pk}" checked' in ord_i(asked)
    assert "4711" in ord_i(asked)
    left = svar(r, "avbryt")
    assert left.status_code == 302
    assert left["Location"] == reverse("hjalpmedel:bild", args=[r.v.patient.pk]) + "?kund=410000"
    assert not Hamtorder.objects.exists()


def test_all_that_lacks_is_said_at_once(r: Retur) -> None:
    said = ord_i(svar(r, "verkstall", adressnamn="", telefon="", postort=""))
    koder = re.findall(r'data-kod="(\w+)"', said)
    assert koder == ["rader_saknas", "namn_saknas", "adress_saknas", "telefon_saknas"]


def test_enter_in_a_field_presses_no_button_that_does_something(r: Retur) -> None:
    page = reverse("hamtorder:ny", args=[r.v.patient.pk]) + "?kund=410000&atgard=privat"
    said = ord_i(inloggad(r.v.miriam).get(page))
    own = [
        tag
        for tag in re.findall(r"<button[^>]*>", said.partition("<main")[2])
        if 'form="hamtorder"' in tag or 'name="gor"' in tag
    ]
    assert " disabled" in own[0]
    # A browser gives ticks back by place, not by aid, when the list has become shorter.
    assert said.count('autocomplete="off" name="rad"') == said.count('name="rad"')


def test_the_table_says_which_address_is_suggested(r: Retur) -> None:
    page = reverse("hamtorder:ny", args=[r.v.patient.pk]) + "?kund=410000&atgard="
    miriam = inloggad(r.v.miriam)
    forrad = Lager.objects.create(nummer="4100", namn="Förrådet", typ="buffert", kund=r.v.kund)
    said = ord_i(miriam.get(page + "buffert"))
    assert 'id="falt-gatuadress"' in said
    assert 'value="Demogatan 1"' not in said
    Leveransadress.objects.create(
        kund=r.v.kund, namn="Förrådet", gatuadress="Bakgatan 2", postnr="41133", lager=forrad
    )
    assert 'value="Bakgatan 2"' in ord_i(miriam.get(page + "buffert"))
    for at_home in ("privat", "boende", "dodsbo"):
        assert 'value="Morotslandet 3"' in ord_i(miriam.get(page + at_home))
    for at_unit in ("enhet", "utprovning"):
        assert 'value="Demogatan 1"' in ord_i(miriam.get(page + at_unit))


def test_what_the_caregiver_dismounts_is_said_on_the_row(r: Retur) -> None:
    article = r.rollator.artikel
    article.benamning = "Badbräda Fresh"
    article.save()
    page = reverse("hamtorder:ny", args=[r.v.patient.pk]) + "?kund=410000&atgard="
    miriam = inloggad(r.v.miriam)
    words = "Vårdgivaren demonterar, annars debiteras tjänsten."
    assert words in ord_i(miriam.get(page + "privat"))
    # Nothing is dismounted where it has been handed back already.
    assert words not in ord_i(miriam.get(page + "utprovning"))
    assert svar(r, "verkstall", rad=[r.rollator.pk]).status_code == 302


@pytest.mark.parametrize(
    ("benamning", "nekas", "paminns"),
    [
        ("taklyft luna", True, False),
        ("duschsits väggmonterad", True, False),
        ("antidecubitusmadrass alpha", False, True),
        ("sängryggstöd eira 90", False, True),
        ("fast toaförhöjning", False, True),
        ("toalyft aerolet", False, True),
        ("rollator dolomite", False, False),
    ],
)
def test_the_words_of_the_table_are_found_in_names(
    r: Retur, benamning: str, nekas: bool, paminns: bool
) -> None:
    said = urval.demontering(benamning, engine.Tables(urval.TYP))
    assert (bool(said[0]), bool(said[1])) == (nekas, paminns)


def test_the_table_of_dismounting_is_read_once_for_all_rows(
    r: Retur, django_assert_num_queries: Any
) -> None:
    aids = [r.sang, r.rollator, r.kopt]
    for aid, name in zip(aids, ("Taklyft", "Badlyft", "Toalyft"), strict=True):
        aid.artikel.benamning = name
    urval.bilder(aids)
    with django_assert_num_queries(2):
        urval.bilder(aids)


def test_a_component_alone_says_which_aid_it_belongs_to(r: Retur) -> None:
    article = r.dosa.artikel
    article.typ = "tillbehor"
    article.save()
    page = reverse("hamtorder:ny", args=[r.v.patient.pk]) + "?kund=410000&atgard="
    said = ord_i(inloggad(r.v.miriam).get(page + "tillbehor"))
    assert f'Hör till {r.sang.artikel.nummer}, individ <span class="tabular">1438560' in said
    assert "Hör till" not in ord_i(inloggad(r.v.miriam).get(page + "privat"))


def test_a_component_on_its_way_to_the_aid_is_said_on_the_row(r: Retur) -> None:
    order = bestalld(r.v, NyRad("55434"))
    order.rader.update(kompletterar=r.sang)
    order.arende.refresh_from_db()
    page = reverse("hamtorder:ny", args=[r.v.patient.pk]) + "?kund=410000&atgard=privat"
    said = ord_i(inloggad(r.v.miriam).get(page))
    assert said.count("Komponent på väg, kundorder") == 1
    assert str(order.arende.nummer) in said
