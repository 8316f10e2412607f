"""The kinds of order over the pages: what is offered, refused, warned of and done."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from cases.hjalpmedel.models import Individ, Innehav, Saldo
from cases.kundorder import actions
from cases.kundorder.models import Kundorder, Kundorderrad
from tests.kundorder.test_sidor import inloggad, till
from tests.kundorder.varld import PERSONNUMMER, Varld, forradet, i_lager
from workflows import clock


@pytest.fixture(autouse=True)
def _onsdag():  # type: ignore[no-untyped-def]
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def huvud(v: Varld, typ: str, **also: object) -> dict[str, object]:
    return {
        "typ": typ,
        "mottagartyp": "patient",
        "nummer": PERSONNUMMER,
        "kund": v.kund.pk,
        "vardrelation": "ja",
        **also,
    }


def ny(v: Varld) -> tuple[Client, Kundorder]:
    miriam = inloggad(v.miriam)
    miriam.post(reverse("kundorder:ny"))
    return miriam, Kundorder.objects.get()


def test_an_uttag_over_the_pages(v: Varld) -> None:
    forrad = forradet(v)
    i_lager(v.sang, 1, forrad)
    bed = Individ.objects.get()
    miriam, order = ny(v)
    shown = miriam.get(reverse("kundorder:orderhuvud", args=[order.pk])).content.decode()
    assert "Uttag ur eget förråd" in shown
    assert "340 Rehabs förråd" in shown
    till(miriam, "kundorder:orderhuvud", order, **huvud(v, "uttag", forrad=forrad.pk))
    here = reverse("kundorder:orderrader", args=[order.pk])
    miriam.post(here, {"gor": "lagg_till", "artikel": "75178"})
    rad = Kundorderrad.objects.get(artikel=v.sang)
    dosa = Kundorderrad.objects.get(artikel=v.dosa)
    rows = {f"antal-{rad.pk}": 1, f"individ-{rad.pk}": bed.nummer, f"antal-{dosa.pk}": 1}
    seen = miriam.get(here).context["order"].version
    unchosen = {**rows, f"individ-{rad.pk}": "", "version": seen}
    missing = miriam.post(here, {"gor": "fortsatt", **unchosen})
    assert missing.status_code == 422
    assert "Välj vilken individ av 75178" in missing.content.decode()
    # Corrected on that same page, which is not one that somebody has changed meanwhile.
    rows["version"] = missing.context["order"].version
    led = till(miriam, "kundorder:orderrader", order, gor="fortsatt", **rows)
    assert led == reverse("kundorder:verkstall", args=[order.pk])
    there = reverse("kundorder:verkstall", args=[order.pk])
    shown = miriam.get(there).content.decode()
    assert "Ingenting skickas" in shown
    assert "Uttaget ger negativt lagersaldo" in shown
    assert "2026-11-25" in shown
    assert "Sist kommer" not in shown
    warned = miriam.post(there)
    assert warned.status_code == 422
    assert "Uttag orsakar negativt lagersaldo" in warned.content.decode()
    assert not Innehav.objects.exists()
    led = till(miriam, "kundorder:verkstall", order, underskott_bekraftat="ja")
    receipt = miriam.get(led).content.decode()
    assert "Uttaget är registrerat" in receipt
    assert Innehav.objects.get(artikel=v.sang).individ == bed
    assert Saldo.objects.get(lager=forrad, artikel=v.dosa).antal == -1
    case = miriam.get(reverse("arende", args=[order.pk])).content.decode()
    assert "Ur förråd" in case
    # The part of the guide that an uttag does not have is no page of it.
    assert miriam.get(reverse("kundorder:leveransuppgifter", args=[order.pk])).status_code == 302


def test_a_lagerpafyllnad_over_the_pages(v: Varld) -> None:
    forrad = forradet(v)
    i_lager(v.rollator, 1)
    miriam, order = ny(v)
    said = {"typ": "pafyllnad", "forrad": forrad.pk, "kund": v.kund.pk, "nummer": ""}
    till(miriam, "kundorder:orderhuvud", order, **said)
    here = reverse("kundorder:orderrader", args=[order.pk])
    miriam.post(here, {"gor": "lagg_till", "artikel": "10001"})
    assert "340 Rehabs förråd" in miriam.get(here).content.decode()
    actions.orderrader(order.pk, person=v.miriam)
    there = reverse("kundorder:leveransuppgifter", args=[order.pk])
    form = miriam.get(there).context["form"]
    assert form.initial["gatuadress"] == "Förrådsvägen 2"
    till(miriam, "kundorder:leveransuppgifter", order, **form.initial, gor="fortsatt")
    till(miriam, "kundorder:verkstall", order)
    listed = miriam.get(reverse("kundorder:lista")).content.decode()
    assert "340 Rehabs förråd" in listed
    assert miriam.get(reverse("arende", args=[order.pk])).status_code == 200


def test_who_has_no_forrad_is_told_so(v: Varld) -> None:
    miriam, order = ny(v)
    shown = miriam.get(reverse("kundorder:orderhuvud", args=[order.pk])).content.decode()
    assert 'name="forrad"' not in shown
    answer = miriam.post(
        reverse("kundorder:orderhuvud", args=[order.pk]), huvud(v, "uttag", forrad="")
    )
    assert answer.status_code == 422
    assert "Din enhet har inget buffertförråd" in answer.content.decode()
    order.refresh_from_db()
    assert (order.typ, order.arende.mottagare) == ("bestallning", None)
