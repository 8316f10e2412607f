"""An aid that is held for an investigation: no work goes on, whatever was under way (§2.7)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from cases.arbetsorder import actions, actions_hmc
from cases.arbetsorder.begin import borja
from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.svar import Mal, Typbyte
from cases.hjalpmedel import karantan
from tests.arbetsorder.varld import (
    SVAR,
    Arbete,
    fardig,
    granskad,
    klar,
    planerad,
    rapporterad,
    status,
    utkast,
    vantar,
    verkstalld,
)
from workflows import clock
from workflows.errors import Refused
from workflows.models import Incident


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert not Incident.objects.exists()


def sang(a: Arbete) -> int:
    assert a.r.sang.individ is not None
    return a.r.sang.individ.pk


def nekas(*handlingar: Callable[[], object]) -> None:
    for handling in handlingar:
        with pytest.raises(Refused) as no:
            handling()
        assert [hinder.kod for hinder in no.value.hinder] == ["karantan"]


def test_what_was_under_way_stops_and_goes_on_when_the_aid_is_let_go(a: Arbete) -> None:
    draft = utkast(a)
    order = verkstalld(a, typ="AU_HAMTAS", utforande="hamtas")
    granskad(a, order)
    karantan.satt(sang(a))
    nekas(
        lambda: actions.verkstall(draft.pk, person=a.miriam),
        lambda: actions_hmc.hamta_for_atgard(order.pk, person=a.r.v.tore),
    )
    karantan.slapp(sang(a))
    actions_hmc.hamta_for_atgard(order.pk, person=a.r.v.tore)
    karantan.satt(sang(a))
    nekas(lambda: planerad(a, order))
    karantan.slapp(sang(a))
    planerad(a, order)
    karantan.satt(sang(a))
    nekas(lambda: rapporterad(a, order))
    karantan.slapp(sang(a))
    rapporterad(a, order)
    karantan.satt(sang(a))
    nekas(lambda: fardig(a, order))
    assert (status(order), vantar(order.pk)) == ("Påbörjad", ["utfor"])
    karantan.slapp(sang(a))
    fardig(a, order)
    karantan.satt(sang(a))
    nekas(lambda: actions_hmc.lamna_tillbaka(order.pk, person=a.r.v.tore))
    assert (status(order), vantar(order.pk)) == ("Färdigrapporterad", ["lamna_tillbaka"])
    karantan.slapp(sang(a))
    actions_hmc.lamna_tillbaka(order.pk, person=a.r.v.tore)
    assert status(order) == "Avslutad"


def test_the_work_of_the_investigation_goes_on_but_is_not_made_another(a: Arbete) -> None:
    karantan.satt(sang(a))
    order = actions.verkstall(mta(a).pk, person=a.kim)
    nekas(
        lambda: actions_hmc.granska(
            order.pk, person=a.tim, granskning="byt_typ", byte=Typbyte("AU_KUND")
        ),
        lambda: borja("underhall_forfaller", _foljd(a), clock.now()),
    )
    assert Arbetsorder.objects.count() == 1
    klar(a, order)
    assert status(order) == "Avslutad"


def mta(a: Arbete) -> Arbetsorder:
    return actions.ny(
        a.r.v.patient,
        person=a.kim,
        kund=a.r.v.kund,
        mal=Mal(innehav=a.r.sang.pk),
        svar=replace(SVAR, typ="MTA_UND", epost_utanfor=True),
    )


def _foljd(a: Arbete) -> dict[str, object]:
    return {
        "id": str(uuid4()),
        "typ": "FU",
        "bestallare": a.miriam.pk,
        "individ": sang(a),
        "felbeskrivning": "Årlig service",
    }
