"""The pages: the story from Ny kundorder to the receipt, and what each role is met with."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from cases.hjalpmedel.models import Individ, Innehav
from cases.kundorder.models import Kundorder
from cases.leverans.models import Leverans
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare
from tests.kundorder.varld import (
    PERSONNUMMER,
    Varld,
    i_lager,
    leverera_meddelanden,
)
from workflows import clock


@pytest.fixture(autouse=True)
def _onsdag():  # type: ignore[no-untyped-def]
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def inloggad(person: Anvandare) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def till(client: Client, name: str, order: Kundorder | Leverans, **post: object) -> str:
    """Post to a page of the order; the address it leads to."""
    answer = client.post(reverse(name, args=[order.pk]), post)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_the_story_over_the_pages(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    miriam, lotta, tore = inloggad(v.miriam), inloggad(v.lotta), inloggad(v.tore)
    started = miriam.post(reverse("kundorder:ny"))
    order = Kundorder.objects.get()
    assert started["Location"] == reverse("kundorder:orderhuvud", args=[order.pk])
    assert miriam.get(started["Location"]).status_code == 200
    till(
        miriam,
        "kundorder:orderhuvud",
        order,
        mottagartyp="patient",
        nummer=PERSONNUMMER,
        kund=v.kund.pk,
        vardrelation="ja",
    )
    till(miriam, "kundorder:orderrader", order, artikel="75178", antal="", gor="lagg_till")
    page = miriam.get(reverse("kundorder:orderrader", args=[order.pk])).content.decode()
    assert "75178</span> (1)" in page
    assert "402,00" in page
    till(miriam, "kundorder:orderrader", order, gor="fortsatt")
    shown = miriam.get(reverse("kundorder:leveransuppgifter", args=[order.pk]))
    given = {
        name: value if value is not None else ""
        for name, value in shown.context["form"].initial.items()
        if value is not False
    }
    assert given["gatuadress"] == "Morotslandet 3"
    till(miriam, "kundorder:leveransuppgifter", order, gor="fortsatt", **given)
    review = miriam.get(reverse("kundorder:verkstall", args=[order.pk]))
    version = review.context["order"].version
    receipt = till(miriam, "kundorder:verkstall", order, version=version)
    said = miriam.get(receipt).content.decode()
    assert "26480001" in said
    # In stock, ready the day after: the turbil goes to Karlsborg on Tuesdays.
    assert "Preliminärt leveransdatum 2026-12-01" in said

    leverera_meddelanden()
    leverans = Leverans.objects.get()
    picking = lotta.get(reverse("leverans:plocka", args=[leverans.pk]))
    assert picking.status_code == 200
    bed = Individ.objects.get()
    rows = {rad.artikel.nummer: rad.rad for rad in leverans.rader.all()}
    till(
        lotta,
        "leverans:plocka",
        leverans,
        **{f"individ-{rows['75178']}": bed.nummer, f"antal-{rows['55434']}": "1"},
    )
    slip = till(lotta, "leverans:utleverera", leverans)
    assert "26480001" in lotta.get(slip).content.decode()
    assert tore.get(reverse("leverans:leverera", args=[leverans.pk])).status_code == 200
    till(tore, "leverans:leverera", leverans, utfall="levererad")
    till(tore, "leverans:kvittera", leverans, mottagen_av="Lilla Skutt", signatur="L Skutt")
    leverera_meddelanden()

    followed = miriam.get(reverse("arende", args=[order.pk])).content.decode()
    assert "Slutlevererad" in followed
    assert tore.get(reverse("arende", args=[leverans.pk])).status_code == 200
    assert Innehav.objects.filter(mottagare=v.patient, individ=bed).exists()
    found = miriam.post(reverse("hjalpmedel:sok"), {"nummer": PERSONNUMMER, "kund": v.kund.pk})
    aids = miriam.get(found["Location"]).content.decode()
    assert bed.nummer in aids
    assert Atkomst.objects.filter(anvandare=v.miriam, objekt="Hjälpmedel").exists()
