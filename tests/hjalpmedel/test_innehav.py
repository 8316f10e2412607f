"""What a mottagare has, and the rent for exactly the days she has had it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cases.hjalpmedel.innehav import Utlamnat, annullera, aterlamna, oppna, stoppa_hyra
from cases.hjalpmedel.models import Individ, Innehav
from cases.hjalpmedel.queries import aterlamnade, hos, lediga_individer, sok_individ
from tests.organisation import bygg
from workflows.errors import Refused

pytestmark = pytest.mark.django_db
LEVERERAD, RETUR = date(2026, 3, 2), date(2026, 5, 4)


@pytest.fixture
def sang():  # type: ignore[no-untyped-def]
    return bygg.artikel(individmarkt=True)


def utlamnat(artikel, individ=None, **falt) -> Utlamnat:  # type: ignore[no-untyped-def]
    patient = falt.pop("mottagare", None) or bygg.patient()
    return Utlamnat(
        mottagare_id=patient.pk,
        artikel_id=artikel.pk,
        agare="omrade_hjalpmedel",
        debiteringsform=falt.pop("form", "hyra"),
        individ_id=individ.pk if individ else None,
        **falt,
    )


def test_delivery_puts_the_individ_with_the_mottagare_and_starts_the_rent(sang) -> None:  # type: ignore[no-untyped-def]
    patient, individ = bygg.patient(), bygg.individ(sang)
    row = oppna(utlamnat(sang, individ, mottagare=patient), LEVERERAD)
    individ.refresh_from_db()
    assert (individ.plats, individ.mottagare) == ("mottagare", patient)
    assert (row.hyra_fran, row.hyra_till) == (LEVERERAD, None)
    assert list(hos(patient)) == [row]


def test_what_is_bought_costs_no_rent(sang) -> None:  # type: ignore[no-untyped-def]
    assert oppna(utlamnat(sang, form="kop"), LEVERERAD).hyra_fran is None


def test_components_come_with_their_aid(sang) -> None:  # type: ignore[no-untyped-def]
    grind = bygg.artikel("75175", "Sänggrind")
    row = oppna(utlamnat(sang, komponenter=(utlamnat(grind),)), LEVERERAD)
    assert [part.artikel for part in row.komponenter.all()] == [grind]


def test_where_it_stood_is_forgotten_when_it_changes_hands(sang) -> None:  # type: ignore[no-untyped-def]
    individ = bygg.individ(sang)
    for hand_over in (True, False):
        Individ.objects.filter(pk=individ.pk).update(placering="Hylla 3" if hand_over else "Rum 2")
        if hand_over:
            row = oppna(utlamnat(sang, individ), LEVERERAD)
        else:
            aterlamna(row.pk, RETUR)
        individ.refresh_from_db()
        assert individ.placering == ""


def test_an_individ_in_a_lager_can_not_be_delivered(sang) -> None:  # type: ignore[no-untyped-def]
    individ = bygg.individ(sang, bygg.lager())
    with pytest.raises(Refused, match="kan inte lämnas ut"):
        oppna(utlamnat(sang, individ), LEVERERAD)
    assert not Innehav.objects.exists()


def test_the_database_refuses_an_individ_with_two_at_once(sang) -> None:  # type: ignore[no-untyped-def]
    individ = bygg.individ(sang)
    oppna(utlamnat(sang, individ), LEVERERAD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Innehav.objects.create(
            mottagare=bygg.patient(), artikel=sang, individ=individ, agare="kommun",
            debiteringsform="hyra", levererad=LEVERERAD,
        )  # fmt: skip


def test_a_return_stops_the_rent_and_sends_the_individ_on_its_way(sang) -> None:  # type: ignore[no-untyped-def]
    patient, individ = bygg.patient(), bygg.individ(sang)
    row = oppna(utlamnat(sang, individ, mottagare=patient), LEVERERAD)
    row = aterlamna(row.pk, RETUR)
    individ.refresh_from_db()
    assert (row.aterlamnad, row.hyra_till) == (RETUR, RETUR)
    assert (individ.plats, individ.mottagare) == ("transport", None)
    assert not hos(patient).exists()
    assert list(aterlamnade(patient)) == [row]


def test_rent_that_stopped_earlier_is_not_started_again_by_the_return(sang) -> None:  # type: ignore[no-untyped-def]
    row = oppna(utlamnat(sang), LEVERERAD)
    stoppa_hyra(row.pk, date(2026, 4, 1))
    stoppa_hyra(row.pk, date(2026, 4, 20))
    assert aterlamna(row.pk, RETUR).hyra_till == date(2026, 4, 1)


def test_some_of_many_may_come_back() -> None:
    row = oppna(utlamnat(bygg.artikel("1", "Nackkudde"), antal=7), LEVERERAD)
    assert aterlamna(row.pk, RETUR, antal=3).aterlamnad is None
    row = aterlamna(row.pk, RETUR, antal=4)
    assert (row.aterlamnat, row.aterlamnad) == (7, RETUR)


@pytest.mark.parametrize(
    ("antal", "dag"), [(0, RETUR), (8, RETUR), (-1, RETUR), (1, date(2026, 3, 1))]
)
def test_too_many_too_few_and_too_early_are_refused(antal: int, dag: date) -> None:
    row = oppna(utlamnat(bygg.artikel("1", "Nackkudde"), antal=7), LEVERERAD)
    with pytest.raises(Refused):
        aterlamna(row.pk, dag, antal=antal)
    row.refresh_from_db()
    assert row.aterlamnat == 0


def test_nothing_comes_back_twice(sang) -> None:  # type: ignore[no-untyped-def]
    row = oppna(utlamnat(sang), LEVERERAD)
    aterlamna(row.pk, RETUR)
    with pytest.raises(Refused, match="redan lämnat tillbaka allt"):
        aterlamna(row.pk, RETUR)


def test_a_delivery_that_never_was_costs_nothing_and_is_still_told(sang) -> None:  # type: ignore[no-untyped-def]
    patient, individ = bygg.patient(), bygg.individ(sang)
    grind = utlamnat(bygg.artikel("75175", "Sänggrind"), mottagare=patient)
    row = oppna(utlamnat(sang, individ, mottagare=patient, komponenter=(grind,)), LEVERERAD)
    annullera(row.pk)
    assert set(Innehav.objects.values_list("annullerad", "hyra_fran")) == {(True, None)}
    assert not hos(patient).exists()
    assert not aterlamnade(patient).exists()
    right = oppna(utlamnat(sang, individ), LEVERERAD)
    individ.refresh_from_db()
    assert individ.mottagare == right.mottagare


def test_what_has_come_back_is_not_annulled(sang) -> None:  # type: ignore[no-untyped-def]
    row = oppna(utlamnat(sang), LEVERERAD)
    aterlamna(row.pk, RETUR)
    with pytest.raises(Refused, match="redan återlämnat 2026-05-04"):
        annullera(row.pk)
    assert not Innehav.objects.filter(annullerad=True).exists()


def test_free_individer_are_those_that_may_be_taken(sang) -> None:  # type: ignore[no-untyped-def]
    free, held = bygg.individ(sang, bygg.lager()), bygg.individ(sang, bygg.lager())
    bygg.individ(sang, bygg.lager("40"))
    bygg.individ(sang)
    held.karantan = True
    held.save()
    assert list(lediga_individer(sang, bygg.lager())) == [free]


def test_an_individ_is_found_by_its_beginning_and_its_end(sang) -> None:  # type: ignore[no-untyped-def]
    individ = bygg.individ(sang)
    other = bygg.individ(sang)
    assert list(sok_individ(individ.nummer)) == [individ]
    assert list(sok_individ(f"{individ.nummer[:4]}*")) == [individ, other]
    assert list(sok_individ(f"*{individ.nummer[-3:]}")) == [individ]
    assert not sok_individ("*").exists()
