"""What is lost: reported, searched for, and charged or not (domain.md 2.8)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from cases.gemensamt.models import Debitering
from cases.hamtorder import actions
from cases.hamtorder.actions_verkstall import Hamtval
from cases.hamtorder.actions_verkstall import verkstall as gor
from cases.hamtorder.models import Hamtorder
from cases.hamtorder.rules import Utrett
from cases.hjalpmedel.models import Individ, Innehav
from cases.meddelanden.models import Meddelande
from tests.api.klient import Klient
from tests.hamtorder.varld import Retur, status
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import leverera_meddelanden
from workflows import clock
from workflows.errors import Refused
from workflows.models import Incident

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
BORTA = {"information": "Stulen ur trapphuset i går.", "polisanmalan": "5000-K12345-26"}


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield
        assert not Incident.objects.exists()


def anmald(r: Retur, *rader: Innehav) -> Hamtorder:
    """Miriam reports it lost."""
    svar = Hamtval("forkommet", frozenset(one.pk for one in rader), None, **BORTA)
    return gor(r.v.patient, person=r.v.miriam, kund=r.v.kund, svar=svar)


def test_over_the_pages(r: Retur) -> None:
    miriam, kim = inloggad(r.v.miriam), inloggad(r.v.lotta)
    kort = miriam.get(reverse("individkort:kort", args=["1438560"]) + "?kund=410000")
    assert f"rad={r.sang.pk}&amp;atgard=forkommet" in kort.content.decode()
    bild = miriam.get(reverse("hjalpmedel:bild", args=[r.v.patient.pk]) + "?kund=410000")
    assert f"rad={r.kopt.pk}&amp;atgard=forkommet" in bild.content.decode()
    page = reverse("hamtorder:ny", args=[r.v.patient.pk]) + "?kund=410000&atgard=forkommet"
    asked = miriam.get(page + f"&rad={r.sang.pk}").content.decode()
    assert "Hur försvann hjälpmedlet?" in asked
    assert "Hämta adress från" not in asked
    assert f'value="{r.sang.pk}" checked' in asked
    post = {"kund": "410000", "atgard": "forkommet", "rad": [r.sang.pk, r.dosa.pk]}
    refused = miriam.post(page, {**post, "information": BORTA["information"]})
    assert refused.status_code == 422
    said = refused.content.decode()
    assert "Skriv polisanmälans diarienummer" in said
    assert BORTA["information"] in said
    assert not Hamtorder.objects.exists()
    made = miriam.post(page, {**post, **BORTA})
    order = Hamtorder.objects.get()
    assert made["Location"] == reverse("hamtorder:kvitto", args=[order.pk])
    receipt = miriam.get(made["Location"]).content.decode()
    assert "svarar inom tio arbetsdagar" in receipt
    assert "Eftersöks" in receipt
    assert "Väntar på hämtning" not in receipt
    assert BORTA["polisanmalan"] in miriam.get(reverse("arende", args=[order.pk])).content.decode()

    page = reverse("hamtorder:utred", args=[order.pk])
    assert BORTA["polisanmalan"] in kim.get(page).content.decode()
    ended = {"resultat": "svinn", "text": "Finns inte i lagret.", "belopp-1": "4 500,50"}
    refused = kim.post(page, ended)
    assert refused.status_code == 422
    assert "Skriv varför det debiteras." in refused.content.decode()
    assert 'value="4 500,50"' in refused.content.decode()
    assert kim.post(page, {**ended, "debitering_skal": "Lämnad olåst"}).status_code == 302
    row = Debitering.objects.get()
    assert (row.slag, row.belopp, row.innehav) == ("forkommet", Decimal("4500.50"), r.sang)
    assert (row.rad, row.av) == (order.rader.get(nr=1).pk, r.v.lotta)
    assert status(order) == "Stängd"


def test_rent_stops_the_day_it_is_reported_and_hmc_is_asked(r: Retur) -> None:
    order = anmald(r, r.sang, r.dosa)
    assert Innehav.objects.get(pk=r.sang.pk).hyra_till == date(2026, 11, 25)
    assert (order.klass, order.arende.status) == ("utredning", "Registrerad")
    with clock.frozen(datetime(2026, 12, 2, 9, 0, tzinfo=UTC)):
        actions.utred(order.pk, person=r.v.lotta, sagt=Utrett("svinn", "Letade överallt."))
    held = Innehav.objects.get(pk=r.sang.pk)
    assert (held.aterlamnad, held.hyra_till) == (date(2026, 12, 2), date(2026, 11, 25))
    assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.FORKOMMEN
    assert not Debitering.objects.exists()
    leverera_meddelanden()
    told = [one.rubrik for one in Meddelande.objects.filter(till=r.v.miriam)]
    assert f"Hämtorder {order.arende.nummer}: eftersökningen är klar" in told


def test_what_was_with_the_mottagare_after_all_is_paid_for_all_the_time(r: Retur) -> None:
    order = anmald(r, r.rollator)
    actions.utred(order.pk, person=r.v.lotta, sagt=Utrett("avslag", "Stod i källaren."))
    held = Innehav.objects.get(pk=r.rollator.pk)
    assert (held.aterlamnad, held.hyra_till) == (None, None)


@pytest.mark.parametrize(
    ("resultat", "belopp", "skal", "kod"),
    [
        ("hittat", "100", "Slarv", "debitering_kvar"),
        ("svinn", "0", "Slarv", "belopp_saknas"),
        ("svinn", "100", " ", "debitering_skal_saknas"),
    ],
)
def test_only_what_is_lost_is_charged_with_an_amount_and_why(
    r: Retur, resultat: str, belopp: str, skal: str, kod: str
) -> None:
    order = anmald(r, r.rollator)
    amounts = {order.rader.get().pk: Decimal(belopp)}
    with pytest.raises(Refused) as no:
        actions.utred(order.pk, person=r.v.lotta, sagt=Utrett(resultat, "Letade.", amounts, skal))
    assert [hinder.kod for hinder in no.value.hinder] == [kod]
    assert Innehav.objects.get(pk=r.rollator.pk).aterlamnad is None
    assert not Debitering.objects.exists()


def test_over_the_api(r: Retur) -> None:
    miriam, lotta = Klient(r.v.miriam), Klient(r.v.lotta)
    body = {
        "mottagare": r.v.patient.pk, "kund": "410000", "rader": [r.rollator.pk],
        "atgard": "forkommet",
    }  # fmt: skip
    no = miriam("POST", "hamtorder/", body)
    assert (no.status, no.falt) == (422, ["information", "polisanmalan"])
    made = miriam("POST", "hamtorder/", {**body, **BORTA})
    assert (made.status, made.data["polisanmalan"]) == (201, BORTA["polisanmalan"])
    case = f"hamtorder/{made.data['id']}/"
    charged = {"rad": made.data["rader"][0]["id"], "belopp": "900.00"}
    done = lotta(
        "POST",
        f"{case}utred/",
        {
            "resultat": "svinn",
            "text": "Letade.",
            "debitera": [charged],
            "debitering_skal": "Slarv",
        },
        tag=made.etag,
    )
    assert (done.status, done.data["status"]) == (200, "Stängd")
    assert Debitering.objects.get().belopp == Decimal(900)
