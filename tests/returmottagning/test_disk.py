"""What is handed in at the desk: with a hämtorder and without, each refusal, once however often."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from cases.gemensamt.models import Arende
from cases.hamtorder import actions
from cases.hamtorder.models import Hamtrad
from cases.hamtorder.rules import Utrett
from cases.hjalpmedel import flytt
from cases.hjalpmedel.models import Individ, Innehav
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.meddelanden.models import Meddelande
from cases.mottagare.models import Atkomst
from cases.returmottagning import actions as vid_returen
from cases.returmottagning import disk, forslag, steps
from cases.returmottagning.actions_disk import ta_emot_vid_disk
from cases.returmottagning.models import Returmottagning
from cases.returmottagning.rules import Mottaget
from tests.hamtorder.varld import Retur, enheten, retur, status, verkstalld
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import PERSONNUMMER, leverera_meddelanden, spar
from workflows import clock, engine
from workflows.errors import Forbidden, Refused
from workflows.models import Incident, UserTask
from workflows.registry import Tillfalle

ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


def lamnad(
    r: Retur, *aids: Innehav, hamtorder: str = "", borta: tuple[Innehav, ...] = (), **annat: object
) -> Returmottagning:
    """Lotta takes in what lies on the desk, whole; `borta` is shown too but did not come."""
    came = [Mottaget(aid.pk, kom=True, skick="godkänt", **annat) for aid in aids]  # type: ignore[arg-type]
    told = came + [Mottaget(aid.pk, kom=False) for aid in borta]
    asked = [one.nr for one in told]
    return ta_emot_vid_disk(asked, person=r.v.lotta, sagt=told, hamtorder=hamtorder)


def nekad(r: Retur, *aids: Innehav, **annat: object) -> list[str]:
    before = Arende.objects.count()
    with pytest.raises(Refused) as no:
        lamnad(r, *aids, **annat)  # type: ignore[arg-type]
    assert Arende.objects.count() == before
    return [hinder.kod for hinder in no.value.hinder]


def test_an_aid_without_an_order_gets_a_retur_of_its_own(r: Retur) -> None:
    found = disk.sok(r.v.lotta, "1438560")
    assert [row.pk for row in found.rader] == [r.sang.pk, r.dosa.pk]
    assert found.vantad is None
    case = lamnad(r, r.sang, r.dosa)
    bed = Innehav.objects.get(pk=r.sang.pk)
    assert (bed.aterlamnad, bed.hyra_till) == (ONSDAG.date(), ONSDAG.date())
    assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.VERKSTAD
    case.arende.refresh_from_db()
    assert (case.arende.nummer, case.arende.status) == ("26480001", "Mottagen")
    assert (case.arende.kund, case.arende.mottagare) == (r.v.kund, r.v.patient)
    told = Meddelande.objects.get(till=r.v.miriam)
    assert told.rubrik == "Retur 26480001: mottaget utan hämtorder"
    assert "1438560" in told.text
    assert "Skutt" not in told.text
    vid_returen.rekonditionera(case.pk, person=r.tyra, sagt={1: "i_lager", 2: "S5"})
    assert Individ.objects.get(nummer="1438560").lager == r.v.lager
    assert spar(case.pk) == [
        "retur_borjar", "ta_emot", "hur_kom_det", "meddela_forskrivaren", "efter_beskedet",
        "nagot_att_laga", "rekonditionera", "rekonditionerat",
    ]  # fmt: skip


def test_the_step_runs_twice_and_tells_once(r: Retur) -> None:
    case = lamnad(r, r.rollator)
    told = list(Meddelande.objects.values())
    again = Tillfalle("meddela_forskrivaren", 1, ONSDAG, "")
    steps.meddela_forskrivaren(case.pk, tillfalle=again)
    assert list(Meddelande.objects.values()) == told != []


def test_an_aid_is_not_taken_in_without_a_word_of_what_belongs_to_it(r: Retur) -> None:
    assert nekad(r, r.sang) == ["kom_saknas"]
    page = inloggad(r.v.lotta).post(reverse("returmottagning:disk"), {"nummer": "1438560"})
    shown = page.content.decode()
    # Both are filled in as come, as on a hämtorder.
    for aid in (r.sang, r.dosa):
        assert f'name="kom-{aid.pk}" value="ja" checked' in shown
    # An accessory comes alone just as well.
    lamnad(r, r.dosa)
    assert Innehav.objects.get(pk=r.sang.pk).aterlamnad is None


def test_what_did_not_come_along_stays_with_the_mottagare(r: Retur) -> None:
    case = lamnad(r, r.sang, borta=(r.dosa,))
    assert case.rader.count() == 1
    box = Innehav.objects.get(pk=r.dosa.pk)
    assert (box.aterlamnad, box.hyra_till) == (None, None)


def test_on_a_hamtorder_it_is_asked_and_then_not_fetched_too(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa)
    # A driver has taken the task; what has been handed in is nothing to drive for.
    task = UserTask.objects.get(case_id=order.pk, element="hamta")
    engine.claim(task.pk, actor=r.v.tore.username)
    found = disk.sok(r.v.lotta, "1438560")
    assert found.vantad is not None
    assert found.vantad.nummer == order.arende.nummer
    assert nekad(r, r.sang, r.dosa) == ["hamtorder_bekrafta"]
    case = lamnad(r, r.sang, r.dosa, hamtorder=str(order.arende.nummer))
    assert (case.hamtorder, case.hamtordernummer) == (order.pk, order.arende.nummer)
    assert status(order) == "Stängd"
    assert spar(order.pk)[-5:] == [
        "allt_har_lamnats", "inget_kvar", "hamtning", "stang_order", "order_stangd",
    ]  # fmt: skip
    assert set(order.rader.values_list("utfall", flat=True)) == {Hamtrad.Utfall.RETURNERAD}
    assert "meddela_forskrivaren" not in spar(case.pk)
    leverera_meddelanden()
    assert Returmottagning.objects.count() == 1
    assert [m.rubrik for m in Meddelande.objects.filter(till=r.v.miriam)] == [
        f"Hämtorder {order.arende.nummer} är utförd"
    ]


def test_the_rest_of_the_hamtorder_is_still_fetched(r: Retur) -> None:
    order = verkstalld(r, r.rollator, r.kopt)
    first = lamnad(r, r.rollator, hamtorder=str(order.arende.nummer))
    assert status(order) == "Planerad"
    left = order.rader.get(oppen=True)
    actions.hamta(order.pk, person=r.v.tore, utfall={left.pk: "hamtad"})
    leverera_meddelanden()
    second = Returmottagning.objects.exclude(pk=first.pk).get()
    told = [Mottaget(second.rader.get().nr, kom=True, skick="godkänt")]
    vid_returen.ta_emot(second.pk, person=r.v.lotta, sagt=told)
    leverera_meddelanden()
    assert status(order) == "Stängd"


def test_of_three_on_a_row_the_two_that_did_not_come_are_still_fetched(r: Retur) -> None:
    Innehav.objects.filter(pk=r.rollator.pk).update(antal=3)
    order = verkstalld(r, r.rollator)
    first = lamnad(r, r.rollator, hamtorder=str(order.arende.nummer), antal=1)
    row = order.rader.get()
    assert (row.antal, row.oppen, row.utfall) == (2, True, Hamtrad.Utfall.VANTAR)
    assert status(order) == "Planerad"
    assert UserTask.objects.filter(case_id=order.pk, element="hamta").exists()
    actions.hamta(order.pk, person=r.v.tore, utfall={row.pk: "hamtad"})
    leverera_meddelanden()
    rest = Returmottagning.objects.exclude(pk=first.pk).get().rader.get()
    assert rest.antal == 2
    told = [Mottaget(rest.nr, kom=True, skick="godkänt")]
    vid_returen.ta_emot(rest.returmottagning_id, person=r.v.lotta, sagt=told)
    leverera_meddelanden()
    held = Innehav.objects.get(pk=r.rollator.pk)
    assert (held.aterlamnat, held.aterlamnad) == (3, ONSDAG.date())
    assert status(order) == "Stängd"


def test_what_waits_somewhere_else_is_shown_the_way(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa)
    rows = order.rader.values_list("pk", flat=True)
    actions.hamta(order.pk, person=r.v.tore, utfall=dict.fromkeys(rows, "hamtad"))
    assert "kommer i Inkorgen" in disk.sok(r.v.lotta, "1438560").mening
    leverera_meddelanden()
    found = disk.sok(r.v.lotta, "1438560")
    assert (found.vidare, found.uppgift) == (retur(order).pk, "ta_emot")
    assert nekad(r, r.sang, r.dosa) == ["tas_inte_emot"]


def test_what_was_given_back_at_a_try_out_is_confirmed_there(r: Retur) -> None:
    order = verkstalld(r, r.sang, r.dosa, atgard="utprovning", **enheten(r))
    found = disk.sok(r.v.lotta, "1438560")
    assert (found.vidare, found.uppgift) == (order.pk, "bekrafta_aterlamnat")


def test_what_was_lost_has_turned_up(r: Retur) -> None:
    verkstalld(r, r.rollator)
    first = verkstalld(r, r.sang, r.dosa)
    rows = first.rader.values_list("pk", flat=True)
    actions.hamta(
        first.pk, person=r.v.tore, utfall=dict.fromkeys(rows, "saknas"), orsak="Stod inte där"
    )
    order = verkstalld(r, r.sang, atgard="huvud", **enheten(r))
    actions.utred(order.pk, person=r.v.lotta, sagt=Utrett("svinn", "Letade i hela lagret."))
    bed = Innehav.objects.get(pk=r.sang.pk)
    assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.FORKOMMEN
    with clock.frozen(ONSDAG + timedelta(days=20)):
        assert [row.pk for row in disk.sok(r.v.lotta, "1438560").rader] == [bed.pk, r.dosa.pk]
        case = lamnad(r, bed, borta=(r.dosa,))
    assert Individ.objects.get(nummer="1438560").plats == Individ.Plats.VERKSTAD
    assert case.rader.count() == 1
    # It was given back when it was lost: that day stands.
    bed.refresh_from_db()
    assert bed.aterlamnad == ONSDAG.date()


def test_an_article_without_individer_needs_to_know_whose_it_is(r: Retur) -> None:
    Innehav.objects.filter(pk=r.rollator.pk).update(antal=3)
    for asked, said in (
        (("",), "nummer_saknas"),
        (("99999999",), "nummer_okant"),
        ((r.v.sang.nummer,), "individ_behovs"),
        ((r.v.rollator.nummer,), "identitet_saknas"),
        ((r.v.rollator.nummer, "1"), "mottagare_okand"),
    ):
        with pytest.raises(Refused) as no:
            disk.sok(r.v.lotta, *asked)
        assert [hinder.kod for hinder in no.value.hinder] == [said]
    found = disk.sok(r.v.lotta, r.v.rollator.nummer, PERSONNUMMER)
    assert [row.pk for row in found.rader] == [r.rollator.pk]
    assert Atkomst.objects.filter(anvandare=r.v.lotta, vad=Atkomst.Vad.SOKTE).count() == 1
    assert nekad(r, r.rollator, antal=4) == ["antal_utanfor"]
    lamnad(r, r.rollator, antal=2)
    held = Innehav.objects.get(pk=r.rollator.pk)
    assert (held.aterlamnat, held.aterlamnad, held.hyra_till) == (2, None, None)
    lamnad(r, r.rollator)
    held.refresh_from_db()
    assert (held.aterlamnat, held.aterlamnad) == (3, ONSDAG.date())
    assert disk.sok(r.v.lotta, r.v.rollator.nummer, PERSONNUMMER).rader == ()


def test_what_is_said_must_hold_and_nothing_is_left_behind(r: Retur) -> None:
    assert nekad(r, r.rollator, skrotningskod="S9") == ["kod_okand"]
    assert nekad(r, borta=(r.rollator,)) == ["inget_kom"]
    with pytest.raises(Refused) as no:
        ta_emot_vid_disk([r.rollator.pk], person=r.v.lotta, sagt=[])
    assert [hinder.kod for hinder in no.value.hinder] == ["kom_saknas"]
    assert nekad(r) == ["tas_inte_emot"]
    lamnad(r, r.rollator)
    assert nekad(r, r.rollator) == ["tas_inte_emot"]
    for person in (r.v.tore, r.v.kim, r.v.miriam):
        with pytest.raises(Forbidden):
            disk.sok(person, "1438560")


def test_an_individ_that_nobody_has_says_where_it_is(r: Retur) -> None:
    lamnad(r, r.sang, r.dosa)
    assert "hos tekniker" in disk.sok(r.v.lotta, "1438560").mening
    flytt.stall_undan(r.sang.individ_id or 0, Individ.Plats.SKROTAD)
    assert "skrotad" in disk.sok(r.v.lotta, "1438560").mening


def test_the_table_is_read_once_for_all_that_lies_on_the_desk(
    r: Retur, django_assert_num_queries: Any
) -> None:
    aids, told = [r.sang, r.rollator, r.kopt], Mottaget(1, kom=True, skick="godkänt")
    for aid in aids:
        forslag.i_forvag(aid, told, engine.Tables("returmottagning"))
    tabeller = engine.Tables("returmottagning")
    with django_assert_num_queries(1):
        assert all(forslag.i_forvag(aid, told, tabeller) for aid in aids)


def test_who_prescribed_it_is_told_or_else_the_unit(r: Retur) -> None:
    Innehav.objects.update(kund=None)
    case = lamnad(r, r.rollator)
    # Nobody has ordered anything: the books don't say whose it is.
    assert (case.arende.kund, case.arende.bestallare) == (None, r.v.lotta)
    assert not Meddelande.objects.filter(arende=case.pk).exists()
    verkstalld(r, r.kopt)
    case = lamnad(r, r.sang, r.dosa)
    assert (case.arende.kund, case.arende.bestallare) == (r.v.kund, r.v.miriam)
    assert Meddelande.objects.filter(arende=case.pk, till=r.v.miriam).count() == 1


def test_the_paper_of_a_hamtorder_leads_to_what_waits(r: Retur) -> None:
    order = verkstalld(r, r.rollator)
    paper = f"H{order.arende.nummer}"
    nothing = f"Inget som är hämtat på {order.arende.nummer} väntar på att tas emot."
    assert disk.sok(r.v.lotta, paper).mening.startswith(nothing)
    [rad] = order.rader.all()
    actions.hamta(order.pk, person=r.v.tore, utfall={rad.pk: "hamtad"})
    leverera_meddelanden()
    found = disk.sok(r.v.lotta, paper.lower())
    assert (found.vidare, found.uppgift) == (retur(order).pk, "ta_emot")
    page = inloggad(r.v.lotta).post(reverse("returmottagning:disk"), {"nummer": paper})
    assert "Ta emot returen" in page.content.decode()
    assert "Skutt" not in page.content.decode()
    with pytest.raises(Refused, match="Varken någon individ"):
        disk.sok(r.v.lotta, str(order.arende.nummer))
