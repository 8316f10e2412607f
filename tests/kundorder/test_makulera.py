"""Makulera by the table, at each state by each role, and what follows (KO-27, DMN 12)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Rorelse, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions_efter, actions_makulera, makulering
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.leverans import actions as pa_lagret
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Anvandare
from tests.kundorder.test_sidor import inloggad, till
from tests.kundorder.varld import (
    Varld,
    i_lager,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    person,
    plockad,
    spar,
    status,
    utkast,
    utlevererad,
    verkstalld,
)
from workflows import clock, engine
from workflows.errors import Forbidden, NotFound, NotYourTurn, Refused
from workflows.models import Incident

ROLLATOR = NyRad("10001")


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


def registrerad(v: Varld) -> Kundorder:
    """Nothing in stock: it waits for goods."""
    return verkstalld(v, ROLLATOR)


def for_plockning(v: Varld) -> Kundorder:
    i_lager(v.rollator, 1)
    return verkstalld(v, ROLLATOR)


def ar_plockad(v: Varld) -> Kundorder:
    order = for_plockning(v)
    plockad(v, leveranser(order)[0])
    return order


def ar_utlevererad(v: Varld) -> Kundorder:
    order = for_plockning(v)
    utlevererad(v, leveranser(order)[0])
    return order


def delvis(v: Varld) -> Kundorder:
    """One row has come, another waits for goods."""
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR, NyRad("55434"))
    kvitterad(v, leveranser(order)[0])
    return order


def delvis_plockad(v: Varld) -> Kundorder:
    """One row is picked and still in the lager, another waits for goods."""
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR, NyRad("55434"))
    plockad(v, leveranser(order)[0])
    return order


def tva_lager(v: Varld) -> Kundorder:
    """One lager has picked its row, the other has its own on a plocklista: nothing is rest."""
    i_lager(v.rollator, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v, ROLLATOR, NyRad("55434"))
    plockad(v, next(one for one in leveranser(order) if one.lager == v.smalager))
    return order


def delvis_pa_vag(v: Varld) -> Kundorder:
    """One row has left the lager, another waits for goods (row 7: Utlevererad för någon rad)."""
    i_lager(v.rollator, 1)
    order = verkstalld(v, ROLLATOR, NyRad("55434"))
    utlevererad(v, leveranser(order)[0])
    return order


def allt_har_kommit(v: Varld) -> Kundorder:
    order = for_plockning(v)
    kvitterad(v, leveranser(order)[0])
    return order


LAGEN: Mapping[str, Callable[[Varld], Kundorder]] = {
    "utkast": lambda v: utkast(v, ROLLATOR),
    "registrerad": registrerad,
    "för plockning": for_plockning,
    "plockad": ar_plockad,
    "utlevererad": ar_utlevererad,
    "delvis levererad": delvis,
    "delvis plockad": delvis_plockad,
    "två lager": tva_lager,
    "delvis på väg": delvis_pa_vag,
    "slutlevererad": allt_har_kommit,
}
VEM: Mapping[str, Callable[[Varld], Anvandare]] = {
    "förskrivaren": lambda v: v.miriam,
    "beställare på enheten": lambda v: person("berit", "bestallare", kund=v.kund),
    "förskrivare på annan enhet": lambda v: v.frida,
    "kundtjänst": lambda v: v.kim,
    "lager": lambda v: v.lotta,
    "inköp": lambda v: v.ivar,
    "gruppchef": lambda v: person("gunnar", "gruppchef"),
    "transport": lambda v: v.tore,
}
EGNA = ("förskrivaren", "beställare på enheten")
_UTE, _PLOCKAD = "En del av ordern har redan lämnat lagret", "Lagret har redan plockat en del"
EN_DEL = {
    "delvis levererad": _UTE,
    "delvis på väg": _UTE,
    "delvis plockad": _PLOCKAD,
    "två lager": _PLOCKAD,
}
HMC = ("kundtjänst", "lager", "inköp", "gruppchef")


def vantat(lage: str, vem: str) -> str:
    """What is to happen: all or rest cancelled, asked for, or a no and why."""
    rules = [
        (
            vem == "förskrivare på annan enhet" or (lage == "utkast" and vem not in EGNA),
            "syns inte",
        ),
        (vem == "transport", "fel roll"),
        (lage in {"utkast", "slutlevererad"}, "inget att makulera"),
        ("delvis" in lage and vem in HMC, makulering.REST),
        (
            lage == "två lager" and vem in HMC,
            "nej: resten är redan på väg eller står för plockning",
        ),
        (lage in {"plockad", "utlevererad"}, "nej: använd retur eller hämtorder"),
        (vem == "kundtjänst" or (lage == "registrerad" and vem in EGNA), makulering.ALLT),
        (lage == "för plockning" and vem in EGNA, "begärs"),
        (True, "nej: kontakta HMC kundtjänst"),
    ]
    return next(met for holds, met in rules if holds)


@pytest.mark.parametrize("lage", LAGEN)
def test_at_each_state_by_each_role(v: Varld, lage: str) -> None:
    """The order is brought there once, and everybody tries from there."""
    order = LAGEN[lage](v)
    for vem, make in VEM.items():
        begun = transaction.savepoint()
        _provar(v, order, lage, vem, make(v))
        transaction.savepoint_rollback(begun)
        order.refresh_from_db()


def _provar(v: Varld, order: Kundorder, lage: str, vem: str, who: Anvandare) -> None:
    before = (status(order), list(Rorelse.objects.values()), list(Kundorderrad.objects.values()))
    expected, said = vantat(lage, vem), ""
    try:
        met = actions_makulera.makulera(order.pk, person=who)
    except NotFound:
        met = "syns inte"
    except Forbidden:
        met = "fel roll"
    except NotYourTurn:
        met = "inget att makulera"
    except Refused as no:
        asks = makulering.besked(order, who).kan_begaras
        met = "begärs" if asks else f"nej: {str(no).split(': ')[1].split('.')[0]}"
        said = str(no)
    assert met == expected, vem
    if "använd retur" in met:
        assert "gör du en hämtorder för det som är hyrt" in said, vem
    if vem in EGNA:
        assert said.startswith(EN_DEL.get(lage, "")), vem
    leverera_meddelanden()
    if expected == makulering.ALLT:
        assert status(order) == "Makulerad", vem
        assert Meddelande.objects.filter(rubrik__endswith="är makulerad").count() == 1, vem
        assert not Saldo.objects.filter(reserverat__gt=0).exists(), vem
        for leverans in leveranser(order):
            assert Arende.objects.get(pk=leverans.pk).status == "Makulerad", vem
    elif expected == makulering.REST:
        assert Kundorderrad.objects.get(artikel=v.dosa).makulerat == 1, vem
        assert Kundorderrad.objects.get(artikel=v.rollator).makulerat == 0, vem
        assert Meddelande.objects.filter(rubrik__endswith="resten makulerad").count() == 1, vem
        done = {"delvis levererad": "Slutlevererad", "delvis plockad": "Plockad"}
        assert status(order) == done.get(lage, "Utlevererad"), vem
    else:
        after = (status(order), list(Rorelse.objects.values()), list(Kundorderrad.objects.values()))
        assert after == before, vem


def test_the_request_is_kundtjansts_to_answer(v: Varld) -> None:
    order = for_plockning(v)
    with pytest.raises(Refused) as no:
        actions_makulera.begar_makulering(order.pk, person=v.miriam, skal=" ")
    assert [h.falt for h in no.value.hinder] == ["skal"]
    assert [t.element for t in engine.open_tasks(order.pk)] == []
    actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Patienten har flyttat")
    [task] = engine.open_tasks(order.pk)
    assert task.element == "bedom_makulering"
    with pytest.raises(NotYourTurn):
        actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Igen")
    assert len(engine.open_tasks(order.pk)) == 1
    actions_makulera.bedom_makulering(order.pk, person=v.kim, makuleras=True)
    leverera_meddelanden()
    assert status(order) == "Makulerad"
    assert "bedom_makulering" in spar(order.pk)
    assert not engine.open_tasks(order.pk)


def test_kundtjanst_says_no_and_why(v: Varld) -> None:
    order = for_plockning(v)
    actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Fel artikel")
    with pytest.raises(Refused) as no:
        actions_makulera.bedom_makulering(order.pk, person=v.kim, makuleras=False)
    assert [h.kod for h in no.value.hinder] == ["svar_saknas"]
    assert len(engine.open_tasks(order.pk)) == 1
    actions_makulera.bedom_makulering(
        order.pk, person=v.kim, makuleras=False, svar="Bilen har redan gått"
    )
    told = Meddelande.objects.get(rubrik__endswith="makuleras inte")
    assert "Bilen har redan gått" in told.text
    assert status(order) == "För plockning"
    assert not engine.open_tasks(order.pk)


def sagt_nej(v: Varld, order: Kundorder, svar: str = "Bilen har redan gått") -> None:
    actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Fel artikel")
    actions_makulera.bedom_makulering(order.pk, person=v.kim, makuleras=False, svar=svar)


def test_after_a_no_it_may_be_asked_for_again_and_again(v: Varld) -> None:
    order = for_plockning(v)
    before = spar(order.pk)
    for answer in ("Nej", "Nej igen"):
        sagt_nej(v, order, answer)
        order.refresh_from_db()
        assert (order.makulering_svar, order.makulering_begard) == (answer, None)
        assert not engine.open_tasks(order.pk)
    actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Patienten är död")
    with pytest.raises(NotYourTurn):
        actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Igen")
    assert [t.element for t in engine.open_tasks(order.pk)] == ["bedom_makulering"]
    actions_makulera.bedom_makulering(order.pk, person=v.kim, makuleras=True)
    leverera_meddelanden()
    assert status(order) == "Makulerad"
    page = inloggad(v.miriam).get(reverse("arende", args=[order.pk])).content.decode()
    assert "ordern makuleras inte" not in page
    again = ["ny_begaran", "makulering_provas", "lagg_hos_kundtjanst", "bedom_makulering"]
    assert spar(order.pk)[len(before) :] == [
        "makulering_begard",
        *again[1:],
        "vad_svarades",
        *again,
        "vad_svarades",
        *again,
        "vad_svarades",
        "makulering_bedomd",
    ]


def test_a_no_that_was_kept_as_a_request_is_let_go_of(v: Varld) -> None:
    """Orders answered before a new request could be made, and one that is asked about now."""
    denied, other = for_plockning(v), for_plockning(v)
    for order in (denied, other):
        sagt_nej(v, order)
    Kundorder.objects.filter(pk=denied.pk).update(
        makulering_begard=clock.now(), makulering_noterad=clock.now()
    )
    actions_makulera.begar_makulering(other.pk, person=v.miriam, skal="Igen")
    migration = import_module("cases.kundorder.migrations.0007_nekad_makulering")
    migration.let_go_of_what_was_answered(apps, None)
    for order in (denied, other):
        order.refresh_from_db()
    assert (denied.makulering_begard, denied.makulering_noterad) == (None, None)
    assert denied.makulering_svar == "Bilen har redan gått"
    assert other.makulering_begard is not None
    assert makulering.besked(denied, v.miriam).kan_begaras


def test_an_old_request_is_not_taken_for_a_new_one(v: Varld) -> None:
    """The order goes on to another round, where a request is listened for anew."""
    i_lager(v.rollator, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v, ROLLATOR, NyRad("55434"))
    sagt_nej(v, order)
    short = next(one for one in leveranser(order) if one.lager == v.smalager)
    plockad(v, short, {"10001": 0})
    assert not [t for t in engine.open_tasks(order.pk) if t.element == "bedom_makulering"]
    with clock.moved(timedelta(hours=1)):
        actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 2, person=v.lotta)
        leverera_meddelanden()
        assert (status(order), spar(order.pk).count("folj_start")) == ("För plockning", 3)
        actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Det är viktigt")
    asked = [t for t in engine.open_tasks(order.pk) if t.element == "bedom_makulering"]
    assert len(asked) == 1


def test_the_lager_was_first_and_the_request_can_only_be_answered_no(v: Varld) -> None:
    order = for_plockning(v)
    actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Fel artikel")
    plockad(v, leveranser(order)[0])
    with pytest.raises(Refused):
        actions_makulera.bedom_makulering(order.pk, person=v.kim, makuleras=True)
    assert (status(order), len(engine.open_tasks(order.pk))) == ("Plockad", 1)
    pa_lagret.utleverera(leveranser(order)[0].pk, person=v.lotta)
    pa_lagret.leverera(leveranser(order)[0].pk, person=v.tore, utfall="levererad")
    pa_lagret.kvittera(
        leveranser(order)[0].pk, person=v.tore, mottagen_av="Skutt", signatur="Skutt"
    )
    leverera_meddelanden()
    # The order is done, and so is the question.
    assert status(order) == "Slutlevererad"
    assert not engine.open_tasks(order.pk)


def test_who_may_cancel_has_nothing_to_ask_for(v: Varld) -> None:
    order = registrerad(v)
    with pytest.raises(Refused):
        actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Fel")
    order = ar_plockad(v)
    with pytest.raises(Refused):
        actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Fel")
    assert not Kundorder.objects.filter(makulering_begard__isnull=False).exists()


def test_over_the_pages(v: Varld) -> None:
    order = for_plockning(v)
    miriam, kim = inloggad(v.miriam), inloggad(v.kim)
    here = reverse("arende", args=[order.pk])
    asks = reverse("kundorder:begar_makulering", args=[order.pk])
    assert asks in miriam.get(here).content.decode()
    till(miriam, "kundorder:begar_makulering", order, skal="Fel artikel")
    assert "Makulering är begärd" in miriam.get(here).content.decode()
    there = reverse("kundorder:bedom_makulering", args=[order.pk])
    shown = kim.get(there).content.decode()
    assert "Fel artikel" in shown
    refused = kim.post(there, {"makuleras": "nej", "svar": ""})
    assert refused.status_code == 422
    assert "Skriv varför ordern inte makuleras" in refused.content.decode()
    till(kim, "kundorder:bedom_makulering", order, makuleras="nej", svar="Bilen går nu")
    answered = miriam.get(here).content.decode()
    assert "Bilen går nu" in answered
    assert asks in answered
    till(miriam, "kundorder:begar_makulering", order, skal="Hon har flyttat")
    assert "Makulering är begärd" in miriam.get(here).content.decode()
    assert "Hon har flyttat" in kim.get(there).content.decode()
    till(kim, "kundorder:bedom_makulering", order, makuleras="ja", svar="")
    assert status(order) == "Makulerad"


def test_what_a_cancelled_order_lets_go_of_goes_to_the_next(v: Varld) -> None:
    order = for_plockning(v)
    later = verkstalld(v, ROLLATOR)
    assert leveranser(later) == []
    actions_makulera.makulera(order.pk, person=v.kim)
    leverera_meddelanden()
    assert len(leveranser(later)) == 1


def test_what_the_cancelled_rest_lets_go_of_goes_to_the_next(v: Varld) -> None:
    """A box is promised to an aid that never came: the rest is cancelled, and it is free."""
    i_lager(v.rollator, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v, ROLLATOR, NyRad("75178"))
    later = verkstalld(v, NyRad("55434"))
    kvitterad(v, leveranser(order)[0])
    assert leveranser(later) == []
    actions_makulera.makulera(order.pk, person=v.kim)
    leverera_meddelanden()
    assert len(leveranser(later)) == 1
