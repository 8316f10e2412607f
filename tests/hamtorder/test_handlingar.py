"""What is refused when a hämtorder is made or worked with, and that nothing is left behind."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cases.gemensamt.models import Arende
from cases.hamtorder import actions, actions_makulera, urval
from cases.hamtorder.actions_verkstall import verkstall
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hamtorder.rules import Utrett
from cases.hamtorder.visning import vart
from cases.hjalpmedel.models import Innehav
from tests.hamtorder.varld import Retur, enheten, val, verkstalld
from workflows import clock, engine
from workflows.errors import Forbidden, NotFound, NotYourTurn, Refused


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def nekas(r: Retur, *rader: Innehav, **val_: Any) -> list[str]:
    """The hinder that stop such a hämtorder; nothing has been made."""
    with pytest.raises(Refused) as no:
        verkstall(r.v.patient, person=r.v.miriam, kund=r.v.kund, svar=val(r, *rader, **val_))
    assert not Hamtorder.objects.exists()
    assert not Arende.objects.filter(typ="hamtorder").exists()
    return [hinder.kod for hinder in no.value.hinder]


def test_nothing_ticked(r: Retur) -> None:
    assert nekas(r) == ["rader_saknas"]


def test_the_main_aid_does_not_go_without_its_components(r: Retur) -> None:
    assert nekas(r, r.sang) == ["utan_komponenter"]
    # The other way round is fine (HO-11).
    assert verkstalld(r, r.dosa).rader.count() == 1


def test_a_name_is_always_needed_and_a_number_to_ring_at_home(r: Retur) -> None:
    assert nekas(r, r.installning, atgard="installning", adress_id=None, adressnamn=" ") == [
        "namn_saknas"
    ]
    assert nekas(r, r.rollator, telefon="", gatuadress="") == ["adress_saknas", "telefon_saknas"]


def test_an_unknown_hamtplats(r: Retur) -> None:
    assert nekas(r, r.rollator, atgard="manen") == ["atgard_saknas"]


def test_what_the_hamtplats_does_not_list(r: Retur) -> None:
    assert nekas(r, r.rollator, atgard="installning", **enheten(r)) == ["rad_inte_valbar"]
    # A main aid is searched for only after a hämtorder that is closed.
    assert nekas(r, r.rollator, atgard="huvud", **enheten(r)) == ["rad_inte_valbar"]


def test_what_stands_on_an_open_hamtorder_is_neither_listed_nor_taken(r: Retur) -> None:
    verkstalld(r, r.rollator)
    assert r.rollator.pk not in [one.pk for one in urval.innehav_att_lamna(r.v.patient)]
    with pytest.raises(Refused) as no:
        verkstalld(r, r.rollator)
    assert [hinder.kod for hinder in no.value.hinder] == ["rad_inte_valbar"]
    assert Hamtorder.objects.count() == 1


def test_a_taklyft_needs_an_arbetsorder(r: Retur) -> None:
    r.rollator.artikel.benamning = "Taklyft Luna"
    r.rollator.artikel.save()
    assert nekas(r, r.rollator) == ["kraver_arbetsorder"]


def test_a_protected_patients_own_address(r: Retur) -> None:
    r.v.patient.skydd = "sekretess"
    r.v.patient.save()
    assert nekas(r, r.rollator) == ["skyddad_adress"]


def test_a_protected_patients_own_street_and_telephone_under_the_units_address(r: Retur) -> None:
    r.v.patient.skydd = "sekretess"
    r.v.patient.save()
    hers = {"gatuadress": r.v.patient.gatuadress.upper(), "telefon": r.v.patient.telefon}
    assert all(hers.values())
    assert nekas(r, r.rollator, **{**enheten(r), **hers}) == [
        "gatuadress_hemlig",
        "telefon_hemlig",
    ]


def test_a_name_that_became_protected_is_not_shown_any_more(r: Retur) -> None:
    units = {**enheten(r), "gatuadress": "Sjukhusgatan 1"}
    order = verkstalld(r, r.rollator, **{**units, "adressnamn": r.v.patient.namn.upper()})
    order.arende.mottagare = r.v.patient
    assert vart(order).adressnamn == r.v.patient.namn.upper()
    r.v.patient.skydd = "sekretess"
    r.v.patient.save()
    assert vart(order).adressnamn == "Skyddade personuppgifter"


def test_another_units_address_and_unit(r: Retur) -> None:
    assert nekas(r, r.rollator, adress_id=99999) == ["adress_annans"]
    with pytest.raises(Refused):
        verkstall(r.v.patient, person=r.v.miriam, kund=r.v.annan_kund, svar=val(r, r.rollator))


@pytest.mark.parametrize("vem", ["lotta", "tore", "kim"])
def test_only_those_who_prescribe_make_one(r: Retur, vem: str) -> None:
    with pytest.raises(Forbidden):
        verkstall(r.v.patient, person=getattr(r.v, vem), kund=r.v.kund, svar=val(r, r.rollator))
    assert not Hamtorder.objects.exists()


def test_one_who_has_not_confirmed_the_care(r: Retur) -> None:
    with pytest.raises(Forbidden):
        verkstall(r.v.patient, person=r.v.frida, kund=r.v.annan_kund, svar=val(r, r.rollator))


def test_each_row_needs_an_answer_and_what_stays_a_reason(r: Retur) -> None:
    order = verkstalld(r, r.rollator, r.kopt)
    first, second = order.rader.all()
    for said, orsak in (({first.pk: "hamtad"}, ""), ({first.pk: "x", second.pk: "hamtad"}, "")):
        with pytest.raises(Refused) as no:
            actions.hamta(order.pk, person=r.v.tore, utfall=said, orsak=orsak)
        assert [hinder.kod for hinder in no.value.hinder] == ["utfall_saknas"]
    with pytest.raises(Refused) as no:
        actions.hamta(order.pk, person=r.v.tore, utfall={first.pk: "hamtad", second.pk: "saknas"})
    assert [hinder.kod for hinder in no.value.hinder] == ["orsak_saknas"]
    assert set(Hamtrad.objects.values_list("utfall", flat=True)) == {"vantar"}


GORA: dict[str, Callable[[Retur, Hamtorder], object]] = {
    "bekrafta": lambda r, o: actions.bekrafta_aterlamnat(o.pk, person=r.v.lotta),
    "utred": lambda r, o: actions.utred(o.pk, person=r.v.lotta, sagt=Utrett("svinn", "Borta")),
    "folj upp": lambda r, o: actions.folj_upp_retur(o.pk, person=r.v.kim, text="Sent"),
    "avgor": lambda r, o: actions.avgor_makulering(o.pk, person=r.v.kim, makuleras=True, text=""),
}


@pytest.mark.parametrize("vad", GORA)
def test_what_does_not_wait_is_not_done(r: Retur, vad: str) -> None:
    order = verkstalld(r, r.rollator)
    with pytest.raises(NotYourTurn):
        GORA[vad](r, order)
    assert Innehav.objects.get(pk=r.rollator.pk).aterlamnad is None


def test_a_request_needs_a_reason_and_is_made_once_until_it_is_answered(
    r: Retur, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = verkstalld(r, r.rollator)
    with pytest.raises(Refused):
        actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal=" ")
    actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Behövs ännu")
    with pytest.raises(NotYourTurn, match="redan begärd"):
        actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Något annat")
    order.refresh_from_db()
    assert order.makulering_skal == "Behövs ännu"
    with pytest.raises(Refused):
        actions.avgor_makulering(order.pk, person=r.v.kim, makuleras=False, text="")
    actions.avgor_makulering(order.pk, person=r.v.kim, makuleras=False, text="Bilen står där.")
    # It may be asked for again; not where an older version of the process asks kundtjänst once.
    with monkeypatch.context() as older:
        older.setattr(engine, "recheck", lambda *_, **__: None)
        with pytest.raises(NotYourTurn, match="redan svarat"):
            actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Något annat")
    order.refresh_from_db()
    assert order.makulering_skal == "Behövs ännu"
    for _ in range(2):
        actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Något annat")
        actions.avgor_makulering(order.pk, person=r.v.kim, makuleras=False, text="Nej.")
    actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Något annat")
    actions.avgor_makulering(order.pk, person=r.v.kim, makuleras=True, text="Bilen vände.")
    assert list(engine.open_tasks(order.pk)) == []


def test_what_the_table_does_not_allow_is_neither_cancelled_nor_asked_for(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Behövs ännu")
    other = verkstalld(r, r.kopt)
    Arende.objects.filter(pk__in=[order.pk, other.pk]).update(status="Delvis")
    for refused in (
        lambda: actions_makulera.makulera(other.pk, person=r.v.kim),
        lambda: actions.avgor_makulering(order.pk, person=r.v.kim, makuleras=True, text=""),
        lambda: actions_makulera.begar_makulering(other.pk, person=r.v.miriam, skal="Fel"),
    ):
        with pytest.raises(Refused) as no:
            refused()
        assert [hinder.kod for hinder in no.value.hinder] == ["makulering"]
    assert set(Hamtrad.objects.values_list("oppen", flat=True)) == {True}
    other.refresh_from_db()
    assert other.makulering_begard is None


def test_another_unit_knows_nothing_of_it(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    with pytest.raises(NotFound):
        actions_makulera.begar_makulering(order.pk, person=r.v.frida, skal="Fel patient")


@pytest.mark.parametrize(
    ("omrade", "dag"),
    [(date(2026, 12, 1), date(2026, 12, 1)), (date(2026, 12, 30), date(2026, 12, 4)), (None, None)],
)
def test_the_day_is_the_areas_but_never_later_than_promised(
    omrade: date | None, dag: date | None
) -> None:
    from cases.hamtorder.rules import forsta_hamtdag

    first, last = date(2026, 11, 26), date(2026, 12, 4)
    assert forsta_hamtdag(omrade, first, last) == (dag or first)
