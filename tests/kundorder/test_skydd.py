"""Who becomes protected after an order was made: what was copied from her is said nowhere."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from django.urls import reverse

from cases.kundorder import visning
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.leverans import visning as leveransvisning
from cases.leverans.models import Leverans
from cases.mottagare.visning import ADRESS_DOLD
from cases.organisation.models import Anvandare, Leveransadress
from tests.api.klient import Klient
from tests.kundorder.varld import (
    Varld,
    i_lager,
    leveranser,
    utkast,
    utlevererad,
    verkstalld,
)
from tests.tasks.uppgifter import inloggad

HEMMA = {
    "co": "Vargen",
    "gatuadress": "Morotslandet 3",
    "postnr": "54631",
    "postort": "KARLSBORG",
    "telefon": "010-000 11 01",
    "mobil": "070-000 11 02",
    "portkod": "73*91#",
    "instruktioner": "Gröna grinden",
    "kontaktperson": "Storasyster",
    "kontakttelefon": "010-000 11 03",
}
ENHETEN = {
    "adressnamn": "Rehabs godsmottagning",
    "gatuadress": "Demogatan 1",
    "postnr": "41133",
    "postort": "GÖTEBORG",
}
ROJER = ("Vargen", "Morotslandet", "546 31", "54631", "KARLSBORG", "000 11 0", "000110", "73*91#",
         "Gröna grinden", "Storasyster")  # fmt: skip

Skydda = Callable[[], None]


@pytest.fixture
def skydda(v: Varld) -> Skydda:
    """Makes the patient protected. The register keeps where she lives."""
    for name, text in HEMMA.items():
        setattr(v.patient, name, text)
    v.patient.save()

    def protect() -> None:
        v.patient.skydd = "sekretess"
        v.patient.save()

    return protect


def rojt(text: str) -> list[str]:
    return [word for word in ROJER if word in text]


def folk(v: Varld) -> tuple[Anvandare, ...]:
    return v.miriam, v.lotta, v.tore, v.ivar, v.kim


def hemma(v: Varld) -> tuple[Kundorder, Leverans]:
    """An order home to her, its goods with the transport."""
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"), **HEMMA)
    [leverans] = leveranser(order)
    utlevererad(v, leverans)
    return order, leverans


def till_enheten(v: Varld, **val: str) -> dict[str, object]:
    return {
        **dict.fromkeys(HEMMA, ""),
        **ENHETEN,
        "adress_id": Leveransadress.objects.get().pk,
    } | val


def test_no_page_says_where_she_lives(v: Varld, skydda: Skydda) -> None:
    order, leverans = hemma(v)
    draft = utkast(v, NyRad("10001"), **HEMMA)
    pages = [
        reverse("kundorder:lista"),
        reverse("kundorder:lista") + "?visa=utkast",
        *(reverse(f"kundorder:{steg}", args=[draft.pk])
          for steg in ("orderhuvud", "orderrader", "leveransuppgifter", "verkstall")),
        reverse("kundorder:kvitto", args=[order.pk]),
        *(reverse("arende", args=[one.pk]) for one in (draft, order, leverans)),
        reverse("leverans:lista"),
        reverse("leverans:foljesedel", args=[leverans.pk]),
        reverse("leverans:leverera", args=[leverans.pk]),
        reverse("inkorg"),
        reverse("inkorg") + "?q=morotslandet",
    ]  # fmt: skip
    said = {
        page
        for reader in (v.tore, v.miriam)
        for page in pages
        if rojt(inloggad(reader).get(page).content.decode())
    }
    assert len(said) == 8
    skydda()
    for person in folk(v):
        client = inloggad(person)
        for page in pages:
            assert rojt(client.get(page, follow=True).content.decode()) == [], (page, person)
    paper = inloggad(v.tore).get(reverse("leverans:foljesedel", args=[leverans.pk]))
    assert ADRESS_DOLD in paper.content.decode()
    for one in (order, leverans):
        page = inloggad(v.kim).get(reverse("arende", args=[one.pk])).content.decode()
        assert ADRESS_DOLD in page


def test_no_answer_says_where_she_lives(v: Varld, skydda: Skydda) -> None:
    order, leverans = hemma(v)
    draft = utkast(v, NyRad("10001"), **HEMMA)
    skydda()
    for person in folk(v):
        ask = Klient(person)
        told = {
            path: ask("GET", path).data
            for path in (
                f"kundorder/{order.pk}/",
                f"kundorder/{draft.pk}/",
                f"leverans/{leverans.pk}/",
                "kundorder/",
                "kundorder/?visa=utkast",
                "inkorg/",
                "arenden/",
                f"arenden/{order.pk}/",
            )
        }
        assert {path: rojt(str(data)) for path, data in told.items() if rojt(str(data))} == {}
        assert told[f"kundorder/{order.pk}/"]["adress_dold"] == ADRESS_DOLD
        if person == v.miriam:  # a draft is its unit's own
            assert told[f"kundorder/{draft.pk}/"]["adress_dold"] == visning.VALJ_ADRESS
        assert told[f"leverans/{leverans.pk}/"]["adress"] == [ADRESS_DOLD]
        assert ask("GET", "inkorg/?q=morotslandet").data["poster"] == []


def test_a_draft_is_led_back_to_a_units_address(v: Varld, skydda: Skydda) -> None:
    order = utkast(v, NyRad("10001"), **HEMMA)
    skydda()
    miriam = inloggad(v.miriam)
    review = reverse("kundorder:verkstall", args=[order.pk])
    where = reverse("kundorder:leveransuppgifter", args=[order.pk])
    assert miriam.get(review)["Location"] == where
    page = miriam.get(where)
    assert visning.VALJ_ADRESS in page.content.decode()
    initial = page.context["form"].initial
    assert {name: initial[name] for name in HEMMA} == dict.fromkeys(HEMMA, "")
    sent = miriam.post(review)
    assert sent.status_code == 422
    assert rojt(sent.content.decode()) == []
    assert visning.VALJ_ADRESS in sent.content.decode()
    chosen = till_enheten(v, prioritet="normal", gor="fortsatt")
    assert miriam.post(where, chosen)["Location"] == review
    again = miriam.get(review).content.decode()
    assert "Demogatan 1" in again
    assert visning.VALJ_ADRESS not in again
    assert miriam.post(review).status_code == 302


def test_a_units_address_is_still_said_and_hers_in_it_is_not(v: Varld, skydda: Skydda) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(
        v, NyRad("10001"), **till_enheten(v, telefon="0100001101", mobil="031-00 00 01")
    )
    [leverans] = leveranser(order)
    shown = visning.vart(order)
    assert (shown.telefon, shown.rader[1]) == ("0100001101", "Demogatan 1")
    skydda()
    order, leverans = Kundorder.objects.get(), Leverans.objects.get()
    for shown in (visning.vart(order), leveransvisning.vart(leverans)):
        assert shown.rader == ["Rehabs godsmottagning", "Demogatan 1", "411 33 GÖTEBORG"]
        assert (shown.telefon, shown.mobil, shown.dold) == ("", "031-00 00 01", "")


def test_her_street_in_a_units_address_hides_all_of_it(v: Varld, skydda: Skydda) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"), **till_enheten(v, gatuadress="MOROTSLANDET  3"))
    [leverans] = leveranser(order)
    skydda()
    order, leverans = Kundorder.objects.get(), Leverans.objects.get()
    for shown in (visning.vart(order), leveransvisning.vart(leverans)):
        assert [getattr(shown, f.name) for f in fields(shown) if f.name != "dold"] == [""] * 12
        assert shown.dold == ADRESS_DOLD


def test_an_unknown_address_of_a_leverans_is_held_for_hers(v: Varld, skydda: Skydda) -> None:
    """Her parents' for one: it was typed, and stands nowhere else."""
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"), **{**HEMMA, "gatuadress": "Bortom skogen 8"})
    skydda()
    [leverans] = leveranser(order)
    assert leveransvisning.vart(leverans).rader == [ADRESS_DOLD]
    assert visning.vart(Kundorder.objects.get()).rader == [ADRESS_DOLD]
