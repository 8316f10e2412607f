"""Moving goods: place and ledger together, an individ in exactly one place."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cases.hjalpmedel.flytt import Gods, lagg_tillbaka, plocka, ta_in, ta_ut
from cases.hjalpmedel.models import Individ, Rorelse, Saldo
from cases.hjalpmedel.saldon import Handelse, Onskemal, kontrollera_saldo, reservera
from tests.organisation import bygg
from workflows.errors import Refused

pytestmark = pytest.mark.django_db
ORDER = uuid4()
UTTAG = Handelse(Rorelse.Slag.UTTAG, "miriam")


@pytest.fixture
def sang():  # type: ignore[no-untyped-def]
    return bygg.artikel(individmarkt=True)


def gods(individ: Individ, rad=None) -> Gods:  # type: ignore[no-untyped-def]
    return Gods(bygg.lager().pk, individ.artikel_id, 1, individ.pk, rad)


def test_picking_takes_it_off_the_shelf_and_uses_the_promise(sang) -> None:  # type: ignore[no-untyped-def]
    individ, rad = bygg.individ(sang, bygg.lager()), uuid4()
    reservera([Onskemal(rad, bygg.lager().pk, sang.pk, 1)], arende=ORDER, av="kim")
    plocka([gods(individ, rad)], arende=ORDER, av="lotta")
    individ.refresh_from_db()
    assert (individ.plats, individ.lager) == ("transport", None)
    saldo = Saldo.objects.get()
    assert (saldo.antal, saldo.reserverat) == (0, 0)
    assert kontrollera_saldo() == []


def test_what_was_put_back_stands_on_the_shelf_again(sang) -> None:  # type: ignore[no-untyped-def]
    individ = bygg.individ(sang, bygg.lager())
    plocka([gods(individ)], arende=ORDER, av="lotta")
    lagg_tillbaka([gods(individ)], arende=ORDER, av="lotta", skal="Ordern makulerad")
    individ.refresh_from_db()
    assert individ.lager == bygg.lager()
    assert kontrollera_saldo() == []


def test_the_last_bed_promised_to_another_is_not_picked(sang) -> None:  # type: ignore[no-untyped-def]
    individ = bygg.individ(sang, bygg.lager())
    reservera([Onskemal(uuid4(), bygg.lager().pk, sang.pk, 1)], arende=ORDER, av="kim")
    with pytest.raises(Refused, match="räcker inte"):
        plocka([gods(individ)], arende=uuid4(), av="lotta")
    individ.refresh_from_db()
    assert individ.plats == "lager"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("artikel", "inte den artikel som ska plockas"),
        ("lager", "inte i 10 Lager 10"),
        ("karantan", "i karantän"),
        ("borta", "Individnumret finns inte"),
        ("antal", "Ange antalet 1"),
    ],
)
def test_an_individ_that_can_not_be_taken_says_why(sang, wrong: str, sentence: str) -> None:  # type: ignore[no-untyped-def]
    individ = bygg.individ(sang, bygg.lager("40") if wrong == "lager" else bygg.lager())
    wanted = gods(individ)
    if wrong == "artikel":
        wanted = Gods(bygg.lager().pk, bygg.artikel("1", "Annan").pk, 1, individ.pk)
    if wrong == "karantan":
        Individ.objects.update(karantan=True)
    if wrong == "borta":
        wanted = Gods(bygg.lager().pk, sang.pk, 1, individ.pk + 999)
    if wrong == "antal":
        wanted = Gods(bygg.lager().pk, sang.pk, 2, individ.pk)
    before = Rorelse.objects.count()
    with pytest.raises(Refused, match=sentence):
        plocka([wanted], arende=ORDER, av="lotta")
    individ.refresh_from_db()
    assert individ.plats == "lager"
    assert Rorelse.objects.count() == before


def test_every_wrong_individ_is_told_at_once(sang) -> None:  # type: ignore[no-untyped-def]
    away = [bygg.individ(sang, bygg.lager("40")) for _ in range(2)]
    with pytest.raises(Refused) as no:
        plocka([gods(individ) for individ in away], arende=ORDER, av="lotta")
    assert len(no.value.hinder) == 2


def test_what_stands_in_a_lager_is_not_taken_in_again(sang) -> None:  # type: ignore[no-untyped-def]
    individ = bygg.individ(sang, bygg.lager())
    with pytest.raises(Refused, match="kan inte läggas in"):
        ta_in([gods(individ)], Handelse(Rorelse.Slag.RETUR, "lotta"))
    assert kontrollera_saldo() == []


def test_uttag_beyond_what_there_is_must_be_confirmed() -> None:
    place, grind = bygg.lager("1100", bygg.kund()), bygg.artikel("75175", "Sänggrind")
    wanted = [Gods(place.pk, grind.pk, 2)]
    with pytest.raises(Refused, match="Uttag orsakar negativt lagersaldo"):
        ta_ut(wanted, UTTAG)
    assert not Rorelse.objects.exists()
    ta_ut(wanted, UTTAG, bekraftat_underskott=True)
    assert Saldo.objects.get(lager=place).antal == -2


@pytest.mark.parametrize(
    ("plats", "i_lager", "hos_mottagare"),
    [
        ("lager", False, False),
        ("lager", True, True),
        ("mottagare", False, False),
        ("mottagare", True, True),
        ("transport", True, False),
        ("skrotad", False, True),
    ],
)
def test_the_database_refuses_two_places_and_none(
    sang,
    plats: str,
    i_lager: bool,
    hos_mottagare: bool,  # type: ignore[no-untyped-def]
) -> None:
    individ = bygg.individ(sang)
    individ.plats = plats
    individ.lager = bygg.lager() if i_lager else None
    individ.mottagare = bygg.patient() if hos_mottagare else None
    with pytest.raises(IntegrityError), transaction.atomic():
        individ.save()
