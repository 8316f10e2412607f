"""What people do with an order: what is refused leaves nothing behind."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from cases.gemensamt.models import Arende, Nummerserie
from cases.hjalpmedel.models import Individ, Rorelse, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions, actions_efter, actions_makulera, actions_rader
from cases.kundorder.actions_efter import Inkop
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import Huvud, NyRad, Radandring
from cases.leverans import actions as pa_lagret
from cases.leverans.models import Leverans
from cases.leverans.rules import Plockat
from cases.meddelanden.models import Meddelande
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Leveransadress
from tests.kundorder.varld import (
    HEM,
    PERSONNUMMER,
    Varld,
    allt_plockat,
    i_lager,
    leveranser,
    leverera_meddelanden,
    person,
    plockad,
    status,
    utkast,
    utlevererad,
    verkstalld,
)
from workflows import clock, engine
from workflows.errors import Forbidden, NotFound, NotYourTurn, Refused
from workflows.models import Move, Process

ROLLATOR = NyRad("10001")


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert kontrollera_saldo() == []


def ingenting_hant(order: Kundorder, gor: Callable[[], Any], no: type[Exception]) -> Exception:
    """What was refused, after looking that neither order, shelves nor history have changed."""

    def seen() -> tuple[object, ...]:
        return (
            list(Kundorder.objects.filter(pk=order.pk).values()),
            list(Arende.objects.order_by("pk").values()),
            list(Kundorderrad.objects.order_by("pk").values()),
            list(Saldo.objects.order_by("pk").values()),
            list(Individ.objects.order_by("pk").values()),
            Rorelse.objects.count(),
            Move.objects.count(),
            Atkomst.objects.count(),
            Meddelande.objects.count(),
            list(Nummerserie.objects.order_by("pk").values()),
            sorted(t.element for t in engine.open_tasks(order.pk)),
        )

    before = seen()
    with pytest.raises(no) as raised:
        gor()
    assert seen() == before
    return raised.value


def koder(error: Exception) -> list[str]:
    assert isinstance(error, Refused)
    return [h.kod for h in error.hinder]


def huvud(v: Varld, **andrat: Any) -> Huvud:
    return replace(Huvud(PERSONNUMMER, v.kund.pk, vardrelation=True), **andrat)


def test_only_those_who_prescribe_begin_an_order(v: Varld) -> None:
    with pytest.raises(Forbidden):
        actions.ny(person=v.lotta)
    assert not Kundorder.objects.exists()


@pytest.mark.parametrize(
    ("andrat", "kod"),
    [
        ({"nummer": "200303030304"}, "identitet_kontrollsiffra"),
        ({"nummer": "193804129819"}, "mottagare_okand"),
        ({"nummer": "0303030303"}, "identitet_sekel"),
        ({"nummer": ""}, "identitet_form"),
        ({"kund_id": 0}, "kund_annans"),
        ({"vardrelation": False}, "vardrelation"),
        ({"till_vardenhet": True, "nummer": "9999"}, "mottagare_okand"),
    ],
)
def test_a_head_that_does_not_hold(v: Varld, andrat: dict[str, Any], kod: str) -> None:
    order = actions.ny(person=v.miriam)
    error = ingenting_hant(
        order,
        lambda: actions.orderhuvud(order.pk, person=v.miriam, svar=huvud(v, **andrat)),
        Refused,
    )
    assert kod in koder(error)


def test_nothing_is_ordered_for_one_who_has_died(v: Varld) -> None:
    Mottagare.objects.update(avliden="2026-03-01")
    order = actions.ny(person=v.miriam)
    error = ingenting_hant(
        order, lambda: actions.orderhuvud(order.pk, person=v.miriam, svar=huvud(v)), Refused
    )
    assert koder(error) == ["mottagare_avliden"]


def test_the_head_writes_the_access_log(v: Varld) -> None:
    order = actions.ny(person=v.miriam)
    actions.orderhuvud(order.pk, person=v.miriam, svar=huvud(v))
    assert list(Atkomst.objects.order_by("pk").values_list("vad", "arende")) == [
        ("bekraftade", order.pk),
        ("oppnade", order.pk),
    ]


@pytest.mark.parametrize(
    ("rad", "kod"),
    [
        (NyRad("99999"), "artikel_okand"),
        (NyRad(""), "artikel_okand"),
        (NyRad("10001", 0), "antal_utanfor"),
        (NyRad("10001", -3), "antal_utanfor"),
        (NyRad("10001", 1000), "antal_utanfor"),
        (NyRad("10001", 10**12), "antal_utanfor"),
    ],
)
def test_a_row_that_can_not_be_ordered(v: Varld, rad: NyRad, kod: str) -> None:
    order = utkast(v, ROLLATOR)
    error = ingenting_hant(
        order, lambda: actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=rad), Refused
    )
    assert koder(error) == [kod]


def test_an_article_that_expires_after_it_was_added_stops_verkstall(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    v.rollator.utgatt = clock.today()
    v.rollator.save()
    error = ingenting_hant(order, lambda: actions.verkstall(order.pk, person=v.miriam), Refused)
    assert koder(error) == ["artikel_utgangen"]


def test_utlamningsstalle_is_for_digital_aids_only(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    error = ingenting_hant(
        order,
        lambda: actions.leveransuppgifter(
            order.pk, person=v.miriam, svar=replace(HEM, prioritet="utlamning")
        ),
        Refused,
    )
    assert "bara digitala hjälpmedel" in str(error)


def test_urgent_delivery_needs_goods_in_stock(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    akut = replace(HEM, prioritet="akut")
    ingenting_hant(
        order,
        lambda: actions.leveransuppgifter(order.pk, person=v.miriam, svar=akut),
        Refused,
    )
    i_lager(v.rollator, 1)
    actions.leveransuppgifter(order.pk, person=v.miriam, svar=akut)
    actions.verkstall(order.pk, person=v.miriam)
    leverera_meddelanden()
    [task] = engine.open_tasks(leveranser(order)[0].pk)
    assert (task.priority, task.deadline) == (10, clock.now() + timedelta(hours=4))


def test_a_protected_persons_address_never_comes_into_an_order(v: Varld) -> None:
    Mottagare.objects.update(skydd="sekretess")
    order = actions.ny(person=v.miriam)
    actions.orderhuvud(order.pk, person=v.miriam, svar=huvud(v))
    order.refresh_from_db()
    assert order.gatuadress == "Demogatan 1"
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=ROLLATOR)
    actions.orderrader(order.pk, person=v.miriam)
    for gor in (actions.leveransuppgifter, actions.hamta_leveransadress):
        error = ingenting_hant(
            order, lambda gor=gor: gor(order.pk, person=v.miriam, svar=HEM), Refused
        )
        assert koder(error) == ["adress_skyddad"]


def test_another_units_address_can_not_be_chosen(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    other = Leveransadress.objects.create(kund=v.annan_kund, namn="Annans")
    error = ingenting_hant(
        order,
        lambda: actions.leveransuppgifter(
            order.pk, person=v.miriam, svar=replace(HEM, adress_id=other.pk)
        ),
        Refused,
    )
    assert koder(error) == ["adress_annans"]


def test_another_units_order_is_not_there(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    for gor in (
        lambda: actions.verkstall(order.pk, person=v.frida),
        lambda: actions_rader.lagg_till_rad(order.pk, person=v.frida, svar=ROLLATOR),
        lambda: actions.radera(order.pk, person=v.frida),
        lambda: actions_makulera.makulera(order.pk, person=v.frida),
    ):
        ingenting_hant(order, gor, NotFound)
    ingenting_hant(order, lambda: actions.verkstall(order.pk, person=v.lotta), NotFound)
    karin = person("karin", "kostnadsansvarig", kund=v.kund)
    ingenting_hant(order, lambda: actions.verkstall(order.pk, person=karin), Forbidden)
    with pytest.raises(NotFound):
        actions.verkstall(uuid4(), person=v.miriam)


def test_verkstall_twice_gives_one_number(v: Varld) -> None:
    i_lager(v.rollator, 2)
    order = actions.verkstall(utkast(v, ROLLATOR).pk, person=v.miriam)
    error = ingenting_hant(order, lambda: actions.verkstall(order.pk, person=v.miriam), NotYourTurn)
    assert "26480001" in str(error)
    assert Saldo.objects.get(artikel=v.rollator).reserverat == 1


def test_verkstall_before_the_guide_is_filled_in(v: Varld) -> None:
    order = actions.ny(person=v.miriam)
    error = ingenting_hant(order, lambda: actions.verkstall(order.pk, person=v.miriam), Refused)
    assert {"mottagare_saknas", "rader_saknas"} <= set(koder(error))


def test_a_page_left_open_does_not_overwrite(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    order.refresh_from_db()
    shown = order.version
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("75178"), version=shown)
    error = ingenting_hant(
        order, lambda: actions.verkstall(order.pk, person=v.miriam, version=shown), NotYourTurn
    )
    assert "raden 75178 lades till (miriam, 2026-11-25 10:00)" in str(error)


def test_rows_are_changed_and_taken_away_with_their_components(v: Varld) -> None:
    order = utkast(v, NyRad("75178"), ROLLATOR)
    bed, dosa, rollator = Kundorderrad.objects.order_by("nr")
    actions_rader.andra_rader(
        order.pk, person=v.miriam, svar=[Radandring(bed.pk, 3), Radandring(dosa.pk, 1)]
    )
    dosa.refresh_from_db()
    assert dosa.antal == 3
    changes = [Radandring(bed.pk, 3, ta_bort=True), Radandring(rollator.pk, 2, "Med korg")]
    actions_rader.andra_rader(order.pk, person=v.miriam, svar=changes)
    left = Kundorderrad.objects.get()
    assert (left.artikel, left.antal, left.kommentar) == (v.rollator, 2, "Med korg")
    ingenting_hant(
        order,
        lambda: actions_rader.andra_rader(order.pk, person=v.miriam, svar=changes),
        NotYourTurn,
    )


def test_avbryt_takes_all_rows_and_can_be_undone_for_a_day(v: Varld) -> None:
    order = utkast(v, NyRad("75178"))
    actions_rader.avbryt_rader(order.pk, person=v.miriam)
    assert status(order) == "Under registrering"
    assert [t.element for t in engine.open_tasks(order.pk)] == ["orderhuvud"]
    with clock.moved(timedelta(days=1, minutes=1)):
        ingenting_hant(
            order, lambda: actions_rader.angra_avbryt(order.pk, person=v.miriam), NotYourTurn
        )
    actions_rader.angra_avbryt(order.pk, person=v.miriam)
    assert status(order) == "Registrerad"
    assert Kundorderrad.objects.filter(borttagen__isnull=True).count() == 2


def test_the_mottagare_can_not_change_under_the_rows(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    unit = huvud(v, till_vardenhet=True, nummer=v.kund.nummer)
    Mottagare.objects.create(typ="vardenhet", kund=v.kund, namn=v.kund.namn)
    error = ingenting_hant(
        order, lambda: actions.orderhuvud(order.pk, person=v.miriam, svar=unit), Refused
    )
    assert koder(error) == ["rader_finns"]


def test_radera_takes_the_draft_away(v: Varld) -> None:
    order = utkast(v, ROLLATOR)
    actions.radera(order.pk, person=v.miriam)
    assert status(order) == "Raderad"
    assert Process.objects.get(case_id=order.pk).status == Process.Status.CANCELLED
    ingenting_hant(order, lambda: actions.radera(order.pk, person=v.miriam), NotYourTurn)


# Makulera -----------------------------------------------------------------------------------------


def test_the_unit_cancels_what_no_lager_has_been_asked_for(v: Varld) -> None:
    order = verkstalld(v, ROLLATOR)
    assert actions_makulera.makulera(order.pk, person=v.miriam) == "Makulera order"
    assert status(order) == "Makulerad"
    assert Process.objects.get(case_id=order.pk).status == Process.Status.CANCELLED
    ingenting_hant(order, lambda: actions_makulera.makulera(order.pk, person=v.miriam), NotYourTurn)


def test_on_the_plocklista_only_kundtjanst_cancels_and_the_lager_is_told(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR)
    [leverans] = leveranser(order)
    error = ingenting_hant(
        order, lambda: actions_makulera.makulera(order.pk, person=v.miriam), Refused
    )
    assert "begär makulering via HMC kundtjänst" in str(error)
    found = allt_plockat(leverans)
    actions_makulera.makulera(order.pk, person=v.kim)
    assert Saldo.objects.get(artikel=v.rollator).disponibelt == 1
    # The message has not come yet, and still nothing is picked for a cancelled order.
    error = ingenting_hant(
        order, lambda: pa_lagret.plocka(leverans.pk, person=v.lotta, plockat=found), NotYourTurn
    )
    assert "är makulerad" in str(error)
    leverera_meddelanden()
    assert Arende.objects.get(pk=leverans.pk).status == "Makulerad"
    assert engine.open_tasks(leverans.pk) == []


def test_cancelled_before_the_lager_heard_of_it(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = actions.verkstall(utkast(v, ROLLATOR).pk, person=v.miriam)
    assert not Leverans.objects.exists()
    actions_makulera.makulera(order.pk, person=v.kim)
    leverera_meddelanden()
    [leverans] = leveranser(order)
    assert Arende.objects.get(pk=leverans.pk).status == "Makulerad"


def test_what_is_picked_can_not_be_cancelled(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR)
    [leverans] = leveranser(order)
    pa_lagret.plocka(leverans.pk, person=v.lotta, plockat=allt_plockat(leverans))
    # The lager has picked, and its message is still on the way.
    error = ingenting_hant(
        order, lambda: actions_makulera.makulera(order.pk, person=v.kim), NotYourTurn
    )
    assert "hunnit plocka" in str(error)
    leverera_meddelanden()
    error = ingenting_hant(
        order, lambda: actions_makulera.makulera(order.pk, person=v.kim), Refused
    )
    assert "retur eller hämtorder" in str(error)


def test_the_rest_is_cancelled_when_a_part_has_come(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR, NyRad("55434"))
    [leverans] = leveranser(order)
    utlevererad(v, leverans)
    pa_lagret.leverera(leverans.pk, person=v.tore, utfall="levererad")
    pa_lagret.kvittera(leverans.pk, person=v.tore, mottagen_av="Skutt", signatur="Skutt")
    leverera_meddelanden()
    assert actions_makulera.makulera(order.pk, person=v.kim) == "Makulera rest"
    assert status(order) == "Slutlevererad"
    assert Process.objects.get(case_id=order.pk).status == Process.Status.DONE


# Inköp och inleverans -----------------------------------------------------------------------------


def test_inkop_must_say_what_and_when(v: Varld) -> None:
    order = verkstalld(v, ROLLATOR)
    rad = Kundorderrad.objects.get()
    past = Inkop(rad.pk, "", clock.today() - timedelta(days=1))
    error = ingenting_hant(
        order, lambda: actions_efter.kop_in(order.pk, person=v.ivar, svar=[past]), Refused
    )
    assert koder(error) == ["bestallningsnummer_saknas", "vantas_fel"]
    told = replace(past, bestallningsnummer="B-1", vantas=clock.today())
    ingenting_hant(
        order, lambda: actions_efter.kop_in(order.pk, person=v.lotta, svar=[told]), Forbidden
    )


def test_marked_goods_come_in_one_by_one(v: Varld) -> None:
    order = actions.ny(person=v.miriam)

    def come(*numbers: str, antal: int = 2) -> int:
        return actions_efter.inleverera(
            v.lager.pk, v.sang.pk, antal, person=v.lotta, individer=numbers
        )

    assert "individer_antal" in koder(ingenting_hant(order, lambda: come("1"), Refused))
    assert "individ_dubbel" in koder(ingenting_hant(order, lambda: come("1", "1"), Refused))
    assert come("1000001", "1000002") == 0
    assert Individ.objects.filter(plats="lager", lager=v.lager).count() == 2
    for wrong in (-1, 0, 1000):
        no = ingenting_hant(order, lambda wrong=wrong: come("1000003", antal=wrong), Refused)
        assert koder(no) == ["antal_utanfor"]
        assert "lägg in resten en gång till" in str(no)
    taken = ingenting_hant(order, lambda: come("1000001", "1000003"), Refused)
    assert "individ_finns" in koder(taken)


# Lagret -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "kod"),
    [
        (("9999999",), "individ_okand"),
        ((), "brist_obekraftad"),
        (("vald", "vald"), "antal_utanfor"),
        (("annan_artikel",), "individ_passar_inte"),
        (("plockad",), "individ_passar_inte"),
    ],
)
def test_an_individ_that_can_not_be_picked(v: Varld, numbers: tuple[str, ...], kod: str) -> None:
    i_lager(v.sang, 2)
    i_lager(v.dosa, 2)
    other, order = verkstalld(v), verkstalld(v)
    plockad(v, leveranser(other)[0])
    [leverans] = leveranser(order)
    known = {
        "vald": Individ.objects.get(plats="lager").nummer,
        "plockad": Individ.objects.get(plats="transport").nummer,
        "annan_artikel": Individ.objects.create(
            nummer="777", artikel=v.rollator, plats="skrotad", agare="omrade_hjalpmedel"
        ).nummer,
    }
    bed, dosa = leverans.rader.order_by("nr")
    found = [
        Plockat(bed.rad, len(numbers), tuple(known.get(n, n) for n in numbers)),
        Plockat(dosa.rad, 1),
    ]
    error = ingenting_hant(
        order, lambda: pa_lagret.plocka(leverans.pk, person=v.lotta, plockat=found), Refused
    )
    assert kod in koder(error)


def test_each_task_of_the_lager_and_transport_is_done_once_and_by_its_own(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR)
    [leverans] = leveranser(order)
    found = allt_plockat(leverans)
    for one in (v.tore, v.kim):
        ingenting_hant(
            order,
            lambda one=one: pa_lagret.plocka(leverans.pk, person=one, plockat=found),
            Forbidden,
        )
    ingenting_hant(order, lambda: pa_lagret.utleverera(leverans.pk, person=v.lotta), NotYourTurn)
    pa_lagret.plocka(leverans.pk, person=v.lotta, plockat=found)
    ingenting_hant(
        order,
        lambda: pa_lagret.plocka(leverans.pk, person=v.lotta, plockat=found),
        NotYourTurn,
    )
    pa_lagret.utleverera(leverans.pk, person=v.lotta)
    for utfall, kod in (("kanske", "utfall_saknas"), ("vagrad", "orsak_saknas")):
        error = ingenting_hant(
            order,
            lambda utfall=utfall: pa_lagret.leverera(leverans.pk, person=v.tore, utfall=utfall),
            Refused,
        )
        assert koder(error) == [kod]
    pa_lagret.leverera(leverans.pk, person=v.tore, utfall="levererad")
    error = ingenting_hant(
        order,
        lambda: pa_lagret.kvittera(leverans.pk, person=v.tore, mottagen_av="", signatur=" "),
        Refused,
    )
    assert koder(error) == ["mottagen_av_saknas", "signatur_saknas"]
