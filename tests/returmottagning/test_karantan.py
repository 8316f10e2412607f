"""What the return desk holds: who is told, what waits, and how it ends (DMN 7 row 2)."""

import pytest
from django.urls import reverse

from cases.hjalpmedel import karantan
from cases.hjalpmedel.models import Individ
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Anvandare
from cases.returmottagning import actions, actions_karantan
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from tests.api.klient import Klient
from tests.hamtorder.varld import Retur
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import leverera_meddelanden, person
from tests.returmottagning.test_handlingar import pa_vag
from workflows.errors import Forbidden, NotYourTurn, Refused


@pytest.fixture
def kalle(db: None) -> Anvandare:
    return person("kalle", "kvalitet")


@pytest.fixture
def case(r: Retur, kalle: Anvandare) -> Returmottagning:
    """The bed is suspected, its box is fine."""
    case = pa_vag(r, r.sang, r.dosa)
    came = [
        Mottaget(1, kom=True, skick="godkänt", avvikelse=True),
        Mottaget(2, kom=True, skick="godkänt"),
    ]
    actions.ta_emot(case.pk, person=r.v.lotta, sagt=came)
    leverera_meddelanden()
    return case


def lage(case: Returmottagning) -> str:
    case.arende.refresh_from_db()
    return case.arende.status


def test_the_rest_goes_on_and_what_is_held_waits_for_kvalitet(
    r: Retur, case: Returmottagning, kalle: Anvandare
) -> None:
    told = Meddelande.objects.get(till=kalle)
    assert "individ 1438560" in told.text
    actions.rekonditionera(case.pk, person=r.tyra, sagt={2: "i_lager"})
    assert lage(case) == "Mottagen"
    assert case.rader.get(nr=2).disposition == "i_lager"
    with pytest.raises(Refused) as no:
        actions.rekonditionera(case.pk, person=r.tyra, sagt={})
    assert [hinder.kod for hinder in no.value.hinder] == ["karantan"]
    with pytest.raises(Forbidden):
        actions_karantan.hav_karantan(case.pk, person=r.v.lotta, nr=1, text="Inget fel")
    with pytest.raises(Refused):
        actions_karantan.hav_karantan(case.pk, person=kalle, nr=1, text=" ")
    assert Individ.objects.get(nummer="1438560").karantan
    actions_karantan.hav_karantan(case.pk, person=kalle, nr=1, text="Inget fel på bromsen")
    assert not Individ.objects.get(nummer="1438560").karantan
    with pytest.raises(NotYourTurn):
        actions_karantan.hav_karantan(case.pk, person=kalle, nr=1, text="En gång till")
    actions.rekonditionera(case.pk, person=r.tyra, sagt={1: "i_lager"})
    assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.LAGER
    assert lage(case) == "Klar"


def test_what_a_felrapport_holds_is_let_go_of_by_it_alone(
    r: Retur, case: Returmottagning, kalle: Anvandare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(karantan, "_HALLARE", [lambda _: "Felrapport 26480001"])
    with pytest.raises(Refused) as no:
        actions_karantan.hav_karantan(case.pk, person=kalle, nr=1, text="Inget fel")
    assert no.value.hinder[0].mening.startswith("Felrapport 26480001 utreder hjälpmedlet.")


@pytest.mark.parametrize("skrota", [False, True])
def test_what_the_felrapport_decided_is_carried_on(
    r: Retur, case: Returmottagning, *, skrota: bool
) -> None:
    individ = Individ.objects.get(nummer="1438560")
    karantan.slapp(individ.pk, skrota=skrota)
    answer = {2: "i_lager"} | ({} if skrota else {1: "S6"})
    actions.rekonditionera(case.pk, person=r.tyra, sagt=answer)
    individ.refresh_from_db()
    assert individ.plats == Individ.Plats.SKROTAD
    assert case.rader.get(nr=1).disposition == "skrotas"
    assert lage(case) == "Klar"


def test_over_the_pages_and_the_api(r: Retur, case: Returmottagning, kalle: Anvandare) -> None:
    page, here = inloggad(kalle), reverse("arende", args=[case.pk])
    assert "Häv karantänen för" in page.get(here).content.decode()
    assert "Häv karantänen för" not in inloggad(r.v.lotta).get(here).content.decode()
    work = reverse("returmottagning:rekonditionera", args=[case.pk])
    shown = inloggad(r.tyra).get(work).content.decode()
    assert "väntar på kvalitet" in shown
    assert 'name="rad-1"' not in shown
    address = reverse("returmottagning:hav_karantan", args=[case.pk])
    said = page.post(address, {"nr": "1", "skal": ""}, follow=True).content.decode()
    assert "Skriv vad utredningen visade." in said
    client = Klient(kalle)
    tag = client("GET", f"returmottagning/{case.pk}/").etag
    body = {"nr": 1, "text": "Inget fel"}
    done = client("POST", f"returmottagning/{case.pk}/hav_karantan/", body, tag=tag)
    assert (done.status, done.data["rader"][0]["disposition"]) == (200, "bedoms")
    assert 'name="rad-1"' in inloggad(r.tyra).get(work).content.decode()


CHOSEN = {"disp": "skrotas", "skal": "Ramen är av", "kod": "S6"}
FIRST = "är i karantän. Det går före ditt val"


def test_at_the_desk_the_receipt_says_that_the_quarantine_came_first(r: Retur) -> None:
    assert r.sang.individ is not None
    karantan.satt(r.sang.individ.pk)
    bed, box = r.sang.pk, r.dosa.pk
    said = {"ta_emot": "ja", "nyckel": "a", "innehav": [bed, box]}
    for nr in (bed, box):
        said |= {f"kom-{nr}": "ja", f"skick-{nr}": "godkänt"}
        said |= {f"{name}-{nr}": value for name, value in CHOSEN.items()}
    there = reverse("returmottagning:disk")
    page = inloggad(r.v.lotta).post(there, said, follow=True).content.decode()
    # The box is not held, so that what was chosen for it stands.
    assert page.count(FIRST) == 1
    assert f"{r.sang.artikel} {FIRST}" in page
    case = Returmottagning.objects.get()
    assert [row.disposition for row in case.rader.all()] == ["karantan", "skrotas"]
    shown = inloggad(r.v.lotta).get(reverse("arende", args=[case.pk])).content.decode()
    assert shown.count("<strong>I karantän</strong>: rör inte, rengör inte") == 1


def test_so_does_the_page_of_what_a_driver_brought_and_the_api_marks_it(r: Retur) -> None:
    case = pa_vag(r, r.sang, r.dosa)
    assert r.sang.individ is not None
    karantan.satt(r.sang.individ.pk)
    lotta = Klient(r.v.lotta)
    rows = lotta("GET", f"returmottagning/{case.pk}/").data["rader"]
    assert [row["karantan"] for row in rows] == [True, False]
    said = {f"{name}-1": value for name, value in CHOSEN.items()}
    for nr in (1, 2):
        said |= {f"kom-{nr}": "ja", f"skick-{nr}": "godkänt"}
    there = reverse("returmottagning:ta_emot", args=[case.pk])
    page = inloggad(r.v.lotta).post(there, said, follow=True).content.decode()
    assert f"Returen är registrerad. {r.sang.artikel} {FIRST}" in page
