"""What was wrong is mended: a direct avregistrering taken back, and the rest of a hämtorder
cancelled when some of it has been handed in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from cases.gemensamt import tidslinje
from cases.gemensamt.models import Arende
from cases.hamtorder import actions_makulera
from cases.hamtorder.actions_aterregistrera import aterregistrera
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hjalpmedel.models import Individ, Innehav
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.meddelanden.models import Meddelande
from cases.mottagare.models import Mottagare
from cases.returmottagning.actions_disk import ta_emot_vid_disk
from cases.returmottagning.rules import Mottaget
from tests.api.klient import Klient
from tests.hamtorder.varld import Retur, enheten, status, verkstalld
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import leverera_meddelanden
from workflows import clock, engine
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Incident

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


def direkt(r: Retur, aid: Innehav) -> Hamtorder:
    """What is taken off at once, as if it were an inställning."""
    article = aid.artikel
    article.typ = "installning"
    article.save()
    return verkstalld(r, aid, atgard="installning", **enheten(r))


def markt(r: Retur) -> Innehav:
    """The rollator, with an individnummer."""
    individ = Individ.objects.create(
        nummer="1450001",
        artikel=r.rollator.artikel,
        plats="mottagare",
        mottagare=r.v.patient,
        agare="omrade_hjalpmedel",
    )
    Innehav.objects.filter(pk=r.rollator.pk).update(individ=individ)
    return hos(r.rollator)


def hos(aid: Innehav) -> Innehav:
    aid.refresh_from_db()
    return aid


def test_a_direct_one_that_was_wrong_is_taken_back(r: Retur) -> None:
    aid = markt(r)
    order = direkt(r, aid)
    assert hos(aid).aterlamnad == ONSDAG.date()
    with clock.frozen(ONSDAG + timedelta(days=30)):
        aterregistrera(order.pk, person=r.v.kim, skal="Fel rollator")
        with pytest.raises(NotYourTurn):
            aterregistrera(order.pk, person=r.v.kim, skal="Fel rollator")
    back = hos(aid)
    assert (back.aterlamnad, back.aterlamnat, back.hyra_till) == (None, 0, None)
    assert Individ.objects.get(nummer="1450001").plats == Individ.Plats.MOTTAGARE
    assert status(order) == "Makulerad"
    assert not Hamtrad.objects.filter(oppen=True).exists()
    told = Meddelande.objects.filter(till=r.v.miriam).latest("pk")
    assert told.rubrik == f"Hämtorder {order.arende.nummer} är makulerad."
    assert "står åter hos mottagaren. Fel rollator" in told.text
    # It may be given back anew.
    assert verkstalld(r, aid).arende.nummer


def test_what_stands_somewhere_else_by_now_is_not_promised_back(r: Retur) -> None:
    aid = markt(r)
    order = direkt(r, aid)
    Individ.objects.filter(nummer="1450001").update(plats=Individ.Plats.SKROTAD, mottagare=None)
    with pytest.raises(Refused, match="1450001"):
        aterregistrera(order.pk, person=r.v.kim, skal="Fel rollator")
    assert hos(aid).aterlamnad is not None
    assert status(order) == "Stängd"


def test_only_what_was_taken_off_at_once_and_only_by_kundtjanst(r: Retur) -> None:
    order = direkt(r, r.installning)
    with pytest.raises(Refused) as no:
        aterregistrera(order.pk, person=r.v.kim, skal=" ")
    assert [hinder.kod for hinder in no.value.hinder] == ["skal_saknas"]
    for person in (r.v.miriam, r.v.lotta):
        with pytest.raises(Forbidden):
            aterregistrera(order.pk, person=person, skal="Fel")
    fetched = verkstalld(r, r.rollator)
    asked = verkstalld(r, r.kopt, atgard="utprovning", **enheten(r))
    for other in (fetched, asked):
        with pytest.raises(NotYourTurn):
            aterregistrera(other.pk, person=r.v.kim, skal="Fel")
    assert hos(r.installning).aterlamnad is not None


def test_over_the_pages_it_is_found_by_its_number_and_by_kundtjanst_alone(r: Retur) -> None:
    order = direkt(r, r.installning)
    number, page = str(order.arende.nummer), reverse("hamtorder:sok")
    kim, miriam = inloggad(r.v.kim), inloggad(r.v.miriam)
    link = reverse("arende", args=[order.pk])
    asked = {"nummer": number, "stangda": "on"}
    assert link in kim.post(page, asked).content.decode()
    assert link not in miriam.post(page, asked).content.decode()
    assert link not in kim.post(page, {**asked, "nummer": number[:6]}).content.decode()
    assert "Återregistrera" in kim.get(link).content.decode()
    assert "Återregistrera" not in miriam.get(link).content.decode()
    door = reverse("hamtorder:aterregistrera", args=[order.pk])
    assert miriam.post(door, {"skal": "Fel"}).status_code == 403
    assert kim.post(door, {"skal": ""}).status_code == 302
    assert hos(r.installning).aterlamnad is not None
    kim.post(door, {"skal": "Fel armstöd"})
    assert hos(r.installning).aterlamnad is None
    page = miriam.get(link).content.decode()
    assert "<dt>Återregistrerad</dt>" in page
    told = tidslinje.tidslinje([Arende.objects.get(pk=order.pk)])
    last = told[-1]
    assert (last.title, last.who, last.text) == ("Återregistrerad", r.v.kim.namn, "Fel armstöd")
    assert [line.title for line in told].count("Återregistrerad") == 1


def test_over_the_api(r: Retur) -> None:
    order = direkt(r, r.installning)
    kim = Klient(r.v.kim)
    seen = kim("GET", f"hamtorder/{order.pk}/")
    door = f"hamtorder/{order.pk}/aterregistrera/"
    no = kim("POST", door, {"skal": "x"}, tag=seen.etag)
    assert (no.status, no.falt) == (422, ["skal"])
    done = kim("POST", door, {"skal": "Fel armstöd"}, tag=seen.etag)
    assert (done.status, done.data["status"]) == (200, "Makulerad")
    assert hos(r.installning).aterlamnad is None


def test_the_rest_is_cancelled_when_some_has_been_handed_in(r: Retur) -> None:
    order = verkstalld(r, r.rollator, r.kopt)
    number = str(order.arende.nummer)
    came = [Mottaget(r.rollator.pk, kom=True, skick="godkänt")]
    ta_emot_vid_disk([r.rollator.pk], person=r.v.lotta, sagt=came, hamtorder=number)
    leverera_meddelanden()
    actions_makulera.begar_makulering(order.pk, person=r.v.miriam, skal="Hon vill ha kvar den")
    assert "avgor_makulering" in [task.element for task in engine.open_tasks(order.pk)]
    actions_makulera.makulera(order.pk, person=r.v.kim)
    assert status(order) == "Delvis"
    ended = dict(order.rader.values_list("innehav_id", "utfall"))
    assert ended == {r.rollator.pk: "returnerad", r.kopt.pk: "makulerad"}
    assert hos(r.rollator).aterlamnad is not None
    assert hos(r.kopt).aterlamnad is None
    told = Meddelande.objects.filter(till=r.v.miriam, rubrik__contains="makulerad").get()
    assert "Det som redan är returmottaget är återlämnat." in told.text
    with pytest.raises(NotYourTurn):
        actions_makulera.makulera(order.pk, person=r.v.kim)


def test_what_has_been_handed_in_of_a_row_is_told_when_the_rest_is_cancelled(r: Retur) -> None:
    Innehav.objects.filter(pk=r.rollator.pk).update(antal=5)
    order = verkstalld(r, hos(r.rollator))
    came = [Mottaget(r.rollator.pk, kom=True, skick="godkänt", antal=2)]
    number = str(order.arende.nummer)
    ta_emot_vid_disk([r.rollator.pk], person=r.v.lotta, sagt=came, hamtorder=number)
    leverera_meddelanden()
    actions_makulera.makulera(order.pk, person=r.v.kim)
    row = order.rader.get()
    assert (status(order), row.antal, row.utfall) == ("Delvis", 3, Hamtrad.Utfall.MAKULERAD)
    aid = hos(r.rollator)
    assert (aid.aterlamnat, aid.aterlamnad) == (2, None)
    told = Meddelande.objects.filter(till=r.v.miriam, rubrik__contains="makulerad").get()
    assert "Det som redan är returmottaget är återlämnat." in told.text


def test_a_vardenhet_is_searched_for_by_its_kundnummer(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    unit = Mottagare.objects.create(typ=Mottagare.Typ.VARDENHET, kund=r.v.kund, namn="Rehab")
    Hamtorder.objects.get(pk=order.pk).arende.__class__.objects.filter(pk=order.pk).update(
        mottagare=unit
    )
    page, miriam = reverse("hamtorder:sok"), inloggad(r.v.miriam)
    found = miriam.post(page, {"mottagare": "410000"}).content.decode()
    assert str(order.arende.nummer) in found
    # Other units' are seen by a personnummer alone (L1783).
    assert "Visa också andra enheters" not in found
    assert miriam.post(page, {"mottagare": "999"}).status_code == 422


def test_hmc_chooses_among_all_units(r: Retur) -> None:
    page = reverse("hamtorder:sok")
    assert "410000 Rehab" in inloggad(r.v.kim).get(page).content.decode()
