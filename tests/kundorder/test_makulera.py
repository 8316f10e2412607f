"""Makulera by the table, at each state by each role, and what follows (KO-27, DMN 12)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Rorelse, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions_makulera, makulering
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.leverans import actions as pa_lagret
from cases.meddelanden.models import Meddelande
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
    "delvis på väg": delvis_pa_vag,
    "slutlevererad": allt_har_kommit,
}
VEM: Mapping[str, Callable[[Varld], object]] = {
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
        (lage in {"plockad", "utlevererad"}, "nej: använd retur eller hämtorder"),
        (vem == "kundtjänst" or (lage == "registrerad" and vem in EGNA), makulering.ALLT),
        (lage == "för plockning" and vem in EGNA, "begärs"),
        (True, "nej: kontakta HMC kundtjänst"),
    ]
    return next(met for holds, met in rules if holds)


@pytest.mark.parametrize("vem", VEM)
@pytest.mark.parametrize("lage", LAGEN)
def test_at_each_state_by_each_role(v: Varld, lage: str, vem: str) -> None:
    order = LAGEN[lage](v)
    who = VEM[vem](v)
    before = (status(order), list(Rorelse.objects.values()), list(Kundorderrad.objects.values()))
    expected = vantat(lage, vem)
    try:
        met = actions_makulera.makulera(order.pk, person=who)  # type: ignore[arg-type]
    except NotFound:
        met = "syns inte"
    except Forbidden:
        met = "fel roll"
    except NotYourTurn:
        met = "inget att makulera"
    except Refused as no:
        asks = makulering.besked(order, who).kan_begaras  # type: ignore[arg-type]
        met = "begärs" if asks else f"nej: {str(no).rstrip('.').split(': ')[-1]}"
    assert met == expected
    leverera_meddelanden()
    if expected == makulering.ALLT:
        assert status(order) == "Makulerad"
        assert Meddelande.objects.filter(rubrik__endswith="är makulerad").count() == 1
        assert not Saldo.objects.filter(reserverat__gt=0).exists()
        for leverans in leveranser(order):
            assert Arende.objects.get(pk=leverans.pk).status == "Makulerad"
    elif expected == makulering.REST:
        assert Kundorderrad.objects.get(artikel=v.dosa).makulerat == 1
        assert Kundorderrad.objects.get(artikel=v.rollator).makulerat == 0
        assert Meddelande.objects.filter(rubrik__endswith="resten makulerad").count() == 1
        assert status(order) == ("Slutlevererad" if lage == "delvis levererad" else "Utlevererad")
    else:
        after = (status(order), list(Rorelse.objects.values()), list(Kundorderrad.objects.values()))
        assert after == before


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
    with pytest.raises(NotYourTurn) as again:
        actions_makulera.begar_makulering(order.pk, person=v.miriam, skal="Det är viktigt")
    assert "Bilen har redan gått" in str(again.value)
    assert not engine.open_tasks(order.pk)


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
