"""The pages: the story from Ny kundorder to the receipt, and what each role is met with."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from cases.hjalpmedel.models import Individ, Innehav
from cases.kundorder import actions
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.leverans.models import Leverans
from cases.meddelanden.models import Meddelande
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Leveransadress
from tests.kundorder.varld import (
    PERSONNUMMER,
    Varld,
    forradet,
    i_lager,
    leveranser,
    leverera_meddelanden,
    person,
    utkast,
    utkast_ur_forrad,
    utlevererad,
    verkstalld,
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
    assert "75178 (1)</a>" in page
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


def test_the_same_page_is_another_thing_to_each_role(v: Varld) -> None:
    i_lager(v.rollator, 1)
    draft, order = utkast(v, NyRad("10001")), verkstalld(v, NyRad("10001"))
    leverans = Leverans.objects.get()
    expected = {
        # address: miriam, frida (another unit), lotta, tore, ivar, kim
        reverse("kundorder:lista"): (200, 200, 200, 200, 200, 200),
        reverse("kundorder:verkstall", args=[draft.pk]): (200, 404, 404, 404, 404, 404),
        reverse("kundorder:orderhuvud", args=[draft.pk]): (200, 404, 404, 404, 404, 404),
        reverse("arende", args=[draft.pk]): (200, 404, 404, 404, 404, 404),
        reverse("kundorder:kvitto", args=[order.pk]): (200, 404, 200, 200, 200, 200),
        reverse("arende", args=[order.pk]): (200, 404, 200, 200, 200, 200),
        reverse("arende", args=[leverans.pk]): (200, 404, 200, 200, 200, 200),
        reverse("kundorder:kop_in", args=[order.pk]): (403, 404, 403, 403, 200, 403),
        reverse("kundorder:inleverans"): (403, 403, 200, 403, 200, 403),
        reverse("leverans:lista"): (403, 403, 200, 200, 200, 200),
        reverse("leverans:plocka", args=[leverans.pk]): (403, 404, 200, 403, 403, 403),
        reverse("leverans:utleverera", args=[leverans.pk]): (403, 404, 409, 403, 403, 403),
        reverse("leverans:leverera", args=[leverans.pk]): (403, 404, 403, 409, 403, 409),
        reverse("leverans:foljesedel", args=[leverans.pk]): (404, 404, 404, 404, 404, 404),
        reverse("hjalpmedel:sok"): (200, 200, 403, 403, 403, 200),
        reverse("hjalpmedel:bild", args=[v.patient.pk]): (200, 403, 403, 403, 403, 200),
    }
    people = (v.miriam, v.frida, v.lotta, v.tore, v.ivar, v.kim)
    met = {
        address: tuple(inloggad(person).get(address).status_code for person in people)
        for address in expected
    }
    assert met == expected


def test_nobody_sees_anything_before_logging_in(v: Varld) -> None:
    order = utkast(v, NyRad("10001"))
    for address in (
        reverse("kundorder:lista"),
        reverse("kundorder:verkstall", args=[order.pk]),
        reverse("hjalpmedel:bild", args=[v.patient.pk]),
    ):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/logga-in/")


def test_what_was_typed_is_shown_again_with_the_sentence(v: Varld) -> None:
    miriam = inloggad(v.miriam)
    miriam.post(reverse("kundorder:ny"))
    order = Kundorder.objects.get()
    answer = miriam.post(
        reverse("kundorder:orderhuvud", args=[order.pk]),
        {"mottagartyp": "patient", "nummer": "200303030304", "kund": v.kund.pk},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="200303030304"' in page
    assert "Kontrollsiffran stämmer inte" in page
    assert 'href="#falt-nummer"' in page


def test_rows_are_counted_as_they_change_and_bad_ones_say_why(v: Varld) -> None:
    order = utkast(v, NyRad("10001"))
    miriam = inloggad(v.miriam)
    address = reverse("kundorder:orderrader", args=[order.pk])
    till(miriam, "kundorder:orderrader", order, artikel="75178", antal="2", gor="lagg_till")
    rad = Kundorderrad.objects.get(artikel=v.sang)
    answer = miriam.post(
        address, {f"antal-{rad.pk}": "3", f"ta-bort-{rad.pk}": "on", "gor": "rakna"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1\xa0322,00\xa0kr" in page
    assert f'name="ta-bort-{rad.pk}" checked' in page
    rad.refresh_from_db()
    assert rad.antal == 3
    for antal, sentence in (("1000", "från 1 till 999"), ("två", "med siffror")):
        answer = miriam.post(address, {"artikel": "10001", "antal": antal, "gor": "lagg_till"})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    rad = Kundorderrad.objects.get(artikel=v.rollator)
    answer = miriam.post(address, {f"antal-{rad.pk}": "många", "gor": "spara"})
    assert answer.status_code == 422


def test_a_step_that_is_not_open_yet_leads_to_where_the_order_stands(v: Varld) -> None:
    miriam = inloggad(v.miriam)
    miriam.post(reverse("kundorder:ny"))
    order = Kundorder.objects.get()
    answer = miriam.get(reverse("kundorder:verkstall", args=[order.pk]))
    assert answer["Location"] == reverse("kundorder:orderhuvud", args=[order.pk])


def test_an_order_is_found_by_its_number_and_drafts_have_a_list(v: Varld) -> None:
    order = verkstalld(v, NyRad("10001"))
    draft = utkast(v, NyRad("10001"))
    miriam, frida = inloggad(v.miriam), inloggad(v.frida)
    lista = reverse("kundorder:lista")
    found = miriam.get(lista, {"nummer": "26480001"})
    assert found["Location"] == reverse("arende", args=[order.pk])
    assert frida.get(lista, {"nummer": "26480001"}).status_code == 404
    drafts = miriam.get(lista, {"visa": "utkast"}).content.decode()
    assert str(draft.pk) in drafts
    assert str(order.pk) not in drafts
    till(miriam, "kundorder:radera", draft)
    assert str(draft.pk) not in miriam.get(lista, {"visa": "utkast"}).content.decode()


def test_the_case_page_offers_makulera_only_to_those_who_may(v: Varld) -> None:
    i_lager(v.rollator, 1)
    order = verkstalld(v, NyRad("10001"))
    address = reverse("arende", args=[order.pk])
    offered = reverse("kundorder:makulera", args=[order.pk])
    assert offered not in inloggad(v.miriam).get(address).content.decode()
    assert "Begär makulering" in inloggad(v.miriam).get(address).content.decode()
    kim = inloggad(v.kim)
    assert offered in kim.get(address).content.decode()
    assert "Varför makuleras ordern?" in kim.get(address).content.decode()
    till(kim, "kundorder:makulera", order, skal="Artikeln är återkallad")
    assert "Makulerad" in kim.get(address).content.decode()
    told = Meddelande.objects.get(rubrik__endswith="är makulerad")
    assert told.text.endswith("är makulerad. Skäl: Artikeln är återkallad")
    assert (
        "Ordern makulerades. Artikeln är återkallad"
        in inloggad(v.miriam).get(address).content.decode()
    )


def test_rent_is_said_to_be_monthly_only_where_something_is_rented(v: Varld) -> None:
    for form, said in (("hyra", True), ("kop", False)):
        v.rollator.debiteringsform = form
        v.rollator.save()
        order = verkstalld(v, NyRad("10001"))
        page = inloggad(v.miriam).get(reverse("kundorder:detalj", args=[order.pk]))
        assert ("Hyra räknas per månad" in page.content.decode()) == said


def test_the_list_of_deliveries_says_which_forrad_it_is_for(v: Varld) -> None:
    forrad = forradet(v)
    i_lager(v.rollator, 1)
    order = utkast_ur_forrad(v, NyRad("10001"), typ="pafyllnad")
    actions.verkstall(order.pk, person=v.miriam)
    leverera_meddelanden()
    page = inloggad(v.lotta).get(reverse("leverans:lista")).content.decode()
    assert f'<td data-label="Mottagare">{forrad}</td>' in page


def test_a_protected_persons_name_and_address_are_on_no_page_of_the_lager(v: Varld) -> None:
    Mottagare.objects.update(skydd="sekretess", namn="Hemlig Hemligsson")
    i_lager(v.rollator, 1)
    unit = Leveransadress.objects.get()
    order = verkstalld(
        v,
        NyRad("10001"),
        adress_id=unit.pk,
        adressnamn="Rehabs godsmottagning",
        gatuadress="Demogatan 1",
        postnr="41133",
        postort="GÖTEBORG",
        telefon="",
    )
    [leverans] = leveranser(order)
    utlevererad(v, leverans)
    for name in ("leverans:foljesedel", "leverans:leverera"):
        page = inloggad(v.tore).get(reverse(name, args=[leverans.pk])).content.decode()
        assert "Skyddade personuppgifter" in page
        for secret in ("Hemlig Hemligsson", "Morotslandet", "010-000 11 01", "20030303"):
            assert secret not in page


def test_inleverans_tells_how_many_waited(v: Varld) -> None:
    order = verkstalld(v, NyRad("10001"))
    lotta = inloggad(v.lotta)
    address = reverse("kundorder:inleverans")
    given = {"lager": v.smalager.pk, "artikel": "10001", "antal": "1"}
    assert lotta.post(address, given | {"artikel": "999"}).status_code == 422
    answer = lotta.post(address, given, follow=True)
    assert "En order väntade" in answer.content.decode()
    leverera_meddelanden()
    assert len(leveranser(order)) == 1


def test_inkop_gets_a_task_and_a_page(v: Varld) -> None:
    order = verkstalld(v, NyRad("10001"))
    ivar = inloggad(v.ivar)
    address = reverse("kundorder:kop_in", args=[order.pk])
    assert ivar.post(address, {"nummer-1": "", "vantas-1": "i går"}).status_code == 422
    till(ivar, "kundorder:kop_in", order, **{"nummer-1": "B-1", "vantas-1": "2026-12-02"})
    assert Kundorderrad.objects.get().bestallningsnummer == "B-1"
    assert inloggad(v.ivar).post(address, {}).status_code in {409, 422}


@pytest.mark.parametrize("steg", ["orderhuvud", "orderrader", "leveransuppgifter", "verkstall"])
def test_who_may_not_order_is_refused_before_the_form_is_judged(v: Varld, steg: str) -> None:
    order = actions.ny(person=v.miriam)
    address = reverse(f"kundorder:{steg}", args=[order.pk])
    for roll in ("kostnadsansvarig", "enhetschef"):
        asks = inloggad(person(roll, roll, kund=v.kund))
        answer = asks.post(address, {"antal": "x", "gor": "lagg_till"})
        assert answer.status_code == 403
        assert "Be någon med den rollen om hjälp." in answer.content.decode()
    for hidden_from in (v.frida, v.lotta, v.tore, v.ivar, v.kim):
        assert inloggad(hidden_from).post(address, {}).status_code == 404
    order.refresh_from_db()
    assert order.version == 1
