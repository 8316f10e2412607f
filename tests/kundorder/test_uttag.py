"""Uttag ur eget förråd: from shelf to mottagare in one move, or not at all (KO-3 … KO-6)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from cases.hjalpmedel.models import Individ, Innehav, Rorelse, Saldo, UtgangenIForrad
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions, actions_rader, steps
from cases.kundorder.kvitto import kvitto_for
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import Huvud, NyRad, Radandring
from cases.meddelanden.models import Meddelande
from cases.mottagare.register import vardenhet_for
from cases.organisation.models import Lager
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import (
    PERSONNUMMER,
    Varld,
    artikel,
    bygg_varld,
    forradet,
    i_lager,
    leveranser,
    spar,
    status,
    utkast,
    utkast_ur_forrad,
)
from workflows import clock
from workflows.errors import No, Refused
from workflows.models import Incident
from workflows.registry import Tillfalle

ROLLATOR = NyRad("10001")
ONSDAG = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(ONSDAG):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


@pytest.fixture
def forrad(v: Varld) -> Lager:
    return forradet(v)


def skickat(v: Varld, order: Kundorder, **val: bool) -> Kundorder:
    return actions.verkstall(order.pk, person=v.miriam, **val)


def orort(order: Kundorder) -> None:
    """Nothing has been taken, and the order is a draft still."""
    order.refresh_from_db()
    assert order.arende.nummer is None
    assert not Innehav.objects.exists()
    assert not Rorelse.objects.filter(slag=Rorelse.Slag.UTTAG).exists()


def test_a_rollator_is_the_patients_at_once(v: Varld, forrad: Lager) -> None:
    i_lager(v.rollator, 2, forrad)
    draft = utkast_ur_forrad(v, ROLLATOR)
    review = inloggad(v.miriam).get(reverse("kundorder:verkstall", args=[draft.pk]))
    assert "hyran börjar i dag" in review.content.decode()
    order = skickat(v, draft)
    assert (status(order), order.arende.nummer) == ("Utlevererad", "26480001")
    assert order.arende.avslutad is not None
    assert Saldo.objects.get(lager=forrad, artikel=v.rollator).antal == 1
    held = Innehav.objects.get()
    assert (held.mottagare, held.antal, held.hyra_fran) == (v.patient, 1, clock.today())
    assert (held.apris, held.arende, held.kund) == (116, order.pk, v.kund)
    assert leveranser(order) == []
    rad = Kundorderrad.objects.get()
    assert (rad.lager, rad.levererat, rad.levererad) == (forrad, 1, clock.today())
    assert "leveransuppgifter" not in spar(order.pk)
    assert spar(order.pk)[-2:] == ["registrera_uttag", "uttag_registrerat"]
    told = Meddelande.objects.get(till=v.miriam)
    assert "uttag ur 340 Rehabs förråd" in told.text
    assert "Hyran har börjat." in kvitto_for(order).next[0]


def test_the_receipt_says_no_rent_of_what_is_bought(v: Varld, forrad: Lager) -> None:
    kopt = artikel("10778", "Strumppåtagare", v.lager)
    kopt.debiteringsform = "kop"
    kopt.save(update_fields=["debiteringsform"])
    i_lager(kopt, 1, forrad)
    draft = utkast_ur_forrad(v, NyRad("10778"))
    review = inloggad(v.miriam).get(reverse("kundorder:verkstall", args=[draft.pk]))
    assert "hyran börjar" not in review.content.decode()
    order = skickat(v, draft)
    assert status(order) == "Utlevererad"
    assert "Hyran" not in " ".join(kvitto_for(order).next)


def test_a_marked_bed_is_chosen_among_those_in_the_forrad(v: Varld, forrad: Lager) -> None:
    i_lager(v.sang, 2, forrad)
    i_lager(v.sang, 1)
    i_lager(v.dosa, 2, forrad)
    there = list(Individ.objects.filter(lager=forrad).order_by("nummer"))
    elsewhere = Individ.objects.exclude(lager=forrad).get()
    order = actions.ny(person=v.miriam)
    huvud = Huvud(PERSONNUMMER, v.kund.pk, "uttag", forrad.pk, vardrelation=True)
    actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)
    with pytest.raises(Refused) as no:
        actions_rader.lagg_till_rad(
            order.pk, person=v.miriam, svar=NyRad("75178", individ=elsewhere.nummer)
        )
    assert [h.kod for h in no.value.hinder] == ["individ_inte_i_forradet"]
    assert not Kundorderrad.objects.exists()
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("75178", antal=2))
    beds = list(Kundorderrad.objects.filter(artikel=v.sang).order_by("nr"))
    assert [bed.antal for bed in beds] == [1, 1]
    with pytest.raises(Refused) as no:
        actions.orderrader(order.pk, person=v.miriam)
    assert [h.kod for h in no.value.hinder] == ["individ_valj", "individ_valj"]
    chosen = [Radandring(bed.pk, 1, individ=there[0].nummer) for bed in beds]
    actions_rader.andra_rader(order.pk, person=v.miriam, svar=chosen)
    with pytest.raises(Refused) as no:
        actions.orderrader(order.pk, person=v.miriam)
    assert [h.kod for h in no.value.hinder] == ["individ_dubbel"]
    second = Radandring(beds[1].pk, 1, individ=there[1].nummer)
    actions_rader.andra_rader(order.pk, person=v.miriam, svar=[second])
    actions.orderrader(order.pk, person=v.miriam)
    skickat(v, order)
    held = Innehav.objects.filter(artikel=v.sang)
    assert {row.individ for row in held} == set(there)
    assert {row.komponenter.get().artikel for row in held} == {v.dosa}
    assert Individ.objects.filter(mottagare=v.patient).count() == 2
    assert Saldo.objects.get(lager=forrad, artikel=v.dosa).antal == 0


def test_a_shelf_that_was_never_counted_has_no_individer(v: Varld) -> None:
    forrad = forradet(v, inventerat=False)
    with pytest.raises(Refused) as no:
        utkast_ur_forrad(v, NyRad("75178"))
    assert no.value.hinder[0].mening == (
        "75178 Säng SB755, 340 Rehabs förråd: Det finns inga individer på förrådet. Inventera"
        " förrådet först."
    )
    assert not Kundorderrad.objects.exists()
    # What is not marked may be taken all the same.
    i_lager(v.rollator, 1, forrad)
    assert skickat(v, utkast_ur_forrad(v, ROLLATOR)).arende.status == "Utlevererad"


def test_a_negative_saldo_is_warned_of_and_confirmed(v: Varld, forrad: Lager) -> None:
    order = utkast_ur_forrad(v, NyRad("10001", 2))
    with pytest.raises(Refused) as no:
        skickat(v, order)
    [hinder] = no.value.hinder
    assert (hinder.kod, hinder.falt) == ("negativt_saldo", "underskott_bekraftat")
    assert hinder.mening.startswith("Uttag orsakar negativt lagersaldo")
    orort(order)
    skickat(v, order, underskott_bekraftat=True)
    assert status(order) == "Utlevererad"
    assert Saldo.objects.get(lager=forrad, artikel=v.rollator).antal == -2
    assert Innehav.objects.get().antal == 2


def test_a_marked_article_that_is_not_there_cannot_be_taken(v: Varld, forrad: Lager) -> None:
    with pytest.raises(Refused) as no:
        utkast_ur_forrad(v, NyRad("75178"))
    assert "individ_slut" in [h.kod for h in no.value.hinder]


def test_the_individ_that_another_took_first_is_told(v: Varld, forrad: Lager) -> None:
    i_lager(v.sang, 1, forrad)
    i_lager(v.dosa, 2, forrad)
    bed = NyRad("75178", individ=Individ.objects.get().nummer)
    first, second = (utkast_ur_forrad(v, bed) for _ in range(2))
    skickat(v, first)
    with pytest.raises(Refused) as no:
        skickat(v, second, underskott_bekraftat=True)
    assert [h.kod for h in no.value.hinder] == ["individ_slut"]
    assert Innehav.objects.filter(artikel=v.sang).count() == 1


@pytest.mark.parametrize("i_listan", [True, False])
def test_an_expired_article_only_when_the_forrad_has_it_listed(
    v: Varld, forrad: Lager, *, i_listan: bool
) -> None:
    i_lager(v.rollator, 1, forrad)
    v.rollator.utgatt = clock.today()
    v.rollator.save()
    if i_listan:
        UtgangenIForrad.objects.create(lager=forrad, artikel=v.rollator)
        assert skickat(v, utkast_ur_forrad(v, ROLLATOR)).arende.status == "Utlevererad"
    else:
        with pytest.raises(Refused) as no:
            utkast_ur_forrad(v, ROLLATOR)
        assert [h.kod for h in no.value.hinder] == ["artikel_utgangen"]
        assert not Kundorderrad.objects.exists()


@pytest.mark.parametrize(("typ", "ord_"), [("uttag", "uttag"), ("pafyllnad", "lagerpåfyllnad")])
def test_without_a_forrad_there_is_none_to_take_from_or_fill(v: Varld, typ: str, ord_: str) -> None:
    order = actions.ny(person=v.miriam)
    huvud = Huvud(PERSONNUMMER, v.kund.pk, typ, vardrelation=True)
    with pytest.raises(Refused) as no:
        actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)
    [hinder] = no.value.hinder
    assert hinder.mening.startswith("Din enhet har inget buffertförråd")
    assert ord_ in hinder.mening
    order.refresh_from_db()
    assert (order.typ, order.arende.mottagare) == ("bestallning", None)


def test_another_units_forrad_is_refused(v: Varld, forrad: Lager) -> None:
    theirs = Lager.objects.create(nummer="999", namn="Deras", typ="buffert", kund=v.annan_kund)
    for forrad_id, kod in ((theirs.pk, "forrad_annans"), (None, "forrad_valj")):
        order = actions.ny(person=v.miriam)
        huvud = Huvud(PERSONNUMMER, v.kund.pk, "uttag", forrad_id, vardrelation=True)
        with pytest.raises(Refused) as no:
            actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)
        assert [h.kod for h in no.value.hinder] == [kod]


def test_the_kind_is_chosen_before_the_first_row(v: Varld, forrad: Lager) -> None:
    order = utkast(v, ROLLATOR)
    huvud = Huvud(PERSONNUMMER, v.kund.pk, "uttag", forrad.pk, vardrelation=True)
    with pytest.raises(Refused) as no:
        actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)
    assert [h.kod for h in no.value.hinder] == ["rader_finns"]
    order.refresh_from_db()
    assert order.typ == "bestallning"


def test_a_bought_article_is_paid_already(v: Varld, forrad: Lager) -> None:
    v.rollator.debiteringsform = "kop"
    v.rollator.save()
    i_lager(v.rollator, 1, forrad)
    skickat(v, utkast_ur_forrad(v, ROLLATOR))
    held = Innehav.objects.get()
    assert (held.apris, held.hyra_fran, held.agare) == (0, None, "namnd")


def test_a_vardenhet_may_be_given_something_too(v: Varld, forrad: Lager) -> None:
    unit = vardenhet_for(v.kund)
    i_lager(v.rollator, 1, forrad)
    order = actions.ny(person=v.miriam)
    huvud = Huvud("410000", v.kund.pk, "uttag", forrad.pk, till_vardenhet=True)
    actions.orderhuvud(order.pk, person=v.miriam, svar=huvud)
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=ROLLATOR)
    actions.orderrader(order.pk, person=v.miriam)
    skickat(v, order)
    assert Innehav.objects.get().mottagare == unit


def test_the_step_run_twice_takes_once(v: Varld, forrad: Lager) -> None:
    i_lager(v.rollator, 2, forrad)
    order = skickat(v, utkast_ur_forrad(v, ROLLATOR))
    steps.registrera_uttag(
        order.pk, tillfalle=Tillfalle("registrera_uttag", 1, clock.now(), "miriam")
    )
    assert Innehav.objects.count() == 1
    assert Saldo.objects.get(lager=forrad, artikel=v.rollator).antal == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_the_last_bed_in_the_forrad() -> None:
    v = bygg_varld()
    forrad = forradet(v)
    i_lager(v.sang, 1, forrad)
    i_lager(v.dosa, 2, forrad)
    bed = NyRad("75178", individ=Individ.objects.get().nummer)
    orders = [utkast_ur_forrad(v, bed) for _ in range(2)]
    start, met = Barrier(2), []

    def take(order: Kundorder) -> None:
        start.wait()
        try:
            with clock.frozen(ONSDAG):  # a thread begins with the real clock
                skickat(v, order)
            met.append("")
        except No as no:
            met.append(type(no).__name__)
        finally:
            connection.close()

    threads = [Thread(target=take, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(met) == ["", "Refused"]
    assert Innehav.objects.filter(artikel=v.sang).count() == 1
    assert Saldo.objects.get(lager=forrad, artikel=v.sang).antal == 0
    assert Kundorder.objects.filter(arende__nummer="26480001").count() == 1
