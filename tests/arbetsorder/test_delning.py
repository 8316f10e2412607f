"""What an arbetsorder does not concern goes on in an order of its own (AO-6)."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.urls import reverse

from cases.arbetsorder.models import Arbetsorder
from cases.arbetsorder.svar import Mal
from cases.artiklar.models import Pris
from cases.gemensamt import bilagor
from cases.gemensamt.models import Arende, Bilaga
from cases.hjalpmedel.models import Innehav, Rorelse, Saldo
from cases.hjalpmedel.saldon import kontrollera_saldo
from cases.kundorder import actions_dela, actions_efter, actions_makulera
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad
from cases.leverans import actions as pa_lagret
from cases.leverans import avlasning
from cases.meddelanden.models import Meddelande
from cases.mottagare.models import Mottagare
from cases.organisation.models import Baskod, Betalare
from tests.api.klient import Klient
from tests.arbetsorder.varld import Arbete, klar, verkstalld
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import (
    allt_plockat,
    artikel,
    i_lager,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    plockad,
    status,
)
from tests.kundorder.varld import verkstalld as bestalld
from workflows import clock
from workflows.errors import Forbidden, NotFound, NotYourTurn, Refused
from workflows.models import Incident

STOL, ROLLATOR, SANG = "57595", "10001", "75178"


@pytest.fixture(autouse=True)
def _onsdag(db: None) -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield
        assert kontrollera_saldo() == []
        assert not Incident.objects.exists()


@pytest.fixture
def order(a: Arbete) -> Kundorder:
    """A rullstol that needs work, a rollator, and a bed that comes with its box; all in stock."""
    v = a.r.v
    i_lager(artikel(STOL, "Rullstol", v.smalager), 1)
    i_lager(v.rollator, 1)
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    return bestalld(v, NyRad(STOL), NyRad(ROLLATOR, kommentar="Låg"), NyRad(SANG))


def halls(a: Arbete, order: Kundorder, utforande: str = "lamnas") -> Arbetsorder:
    """An arbetsorder on the rullstol."""
    mal = Mal(orderrad=order.rader.get(artikel__nummer=STOL).pk)
    made = verkstalld(a, mal, typ="MONT", utforande=utforande)
    leverera_meddelanden()
    return made


def dela(a: Arbete, order: Kundorder) -> Kundorder:
    new = actions_dela.dela(order.pk, person=a.miriam)
    leverera_meddelanden()
    return new


def rader(order: Kundorder) -> list[str]:
    found = Kundorderrad.objects.filter(order=order).order_by("nr")
    return list(found.values_list("artikel__nummer", flat=True))


def allt() -> list[object]:
    """All that a splitting may write."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Kundorder, Kundorderrad, Arende, Saldo, Rorelse, Meddelande)
    ]


def test_what_need_not_wait_goes_and_the_rest_comes_when_the_work_is_done(
    a: Arbete, order: Kundorder
) -> None:
    v, ao = a.r.v, halls(a, order)
    before = [one.pk for one in leveranser(order)]
    new = dela(a, order)
    assert (new.delad_fran, new.arende.bestallare) == (order, a.miriam)
    assert new.arende.nummer == str(int(order.arende.nummer or "") + 1)
    assert (rader(order), rader(new)) == ([STOL], [ROLLATOR, SANG, "55434"])
    assert new.rader.get(artikel=v.rollator).kommentar == "Låg"
    assert (new.adressnamn, new.gatuadress) == (order.adressnamn, order.gatuadress)
    stopped = Arende.objects.filter(pk__in=before)
    assert {one.status for one in stopped} == {"Makulerad"}
    assert (status(order), status(new)) == ("Registrerad", "För plockning")
    assert Saldo.objects.get(artikel__nummer=STOL).reserverat == 1
    told = Meddelande.objects.get(rubrik__endswith="är delad")
    assert str(new.arende.nummer) in told.text
    assert "Rollator" in told.text
    assert "Rullstol" not in told.text
    for leverans in leveranser(new):
        kvitterad(v, leverans)
    assert status(new) == "Slutlevererad"
    klar(a, ao)
    leverera_meddelanden()
    [leverans] = [one for one in leveranser(order) if one.pk not in before]
    assert [rad.artikel.nummer for rad in leverans.rader.all()] == [STOL]
    kvitterad(v, leverans)
    assert status(order) == "Slutlevererad"
    assert Innehav.objects.filter(arende__in=[order.pk, new.pk]).count() == 4


def test_the_tekniker_takes_only_what_is_to_be_mounted(a: Arbete, order: Kundorder) -> None:
    """What is done on the spot holds the hand-over of all the order, and no picking."""
    halls(a, order, "plats")
    new = dela(a, order)
    open_ones = [one for one in leveranser(order) if one.arende.status != "Makulerad"]
    assert [[r.artikel.nummer for r in one.rader.all()] for one in open_ones] == [[STOL]]
    for leverans in leveranser(new):
        kvitterad(a.r.v, leverans)
    assert status(new) == "Slutlevererad"
    assert status(order) == "För plockning"


def test_files_follow_their_rows(
    a: Arbete,
    order: Kundorder,
    tmp_path,
    settings,  # type: ignore[no-untyped-def]
) -> None:
    settings.MEDIA_ROOT = tmp_path
    stol, rollator = (order.rader.get(artikel__nummer=number) for number in (STOL, ROLLATOR))
    for rad in (stol, rollator):
        file = SimpleUploadedFile("matt.pdf", b"%PDF-1.4\n%%EOF\n")
        bilagor.spara(order.pk, file, av=a.miriam, rad=rad.pk)
    halls(a, order)
    new = dela(a, order)
    kept = Bilaga.objects.filter(rad__in=[stol.pk, rollator.pk])
    assert {one.rad: one.arende_id for one in kept} == {stol.pk: order.pk, rollator.pk: new.pk}


def test_what_has_come_later_may_go_when_it_has(a: Arbete) -> None:
    """A row that waits for goods stays; when they have come the order may be parted again."""
    v = a.r.v
    i_lager(artikel(STOL, "Rullstol", v.smalager), 1)
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    order = bestalld(v, NyRad(STOL), NyRad(ROLLATOR), NyRad(SANG))
    halls(a, order)
    first = dela(a, order)
    assert (rader(first), rader(order)) == ([SANG, "55434"], [STOL, ROLLATOR])
    with pytest.raises(Refused, match="Inget på ordern kan gå för sig"):
        actions_dela.dela(order.pk, person=a.miriam)
    actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta)
    leverera_meddelanden()
    second = dela(a, order)
    assert (rader(second), rader(order)) == ([ROLLATOR], [STOL])
    assert {first.delad_fran, second.delad_fran} == {order}


def test_what_is_picked_stays(a: Arbete, order: Kundorder) -> None:
    v = a.r.v
    for leverans in leveranser(order):
        plockad(v, leverans)
    halls(a, order)
    before = allt()
    with pytest.raises(Refused, match="redan plockat"):
        actions_dela.dela(order.pk, person=a.miriam)
    assert allt() == before


def test_nothing_holds_it(a: Arbete, order: Kundorder) -> None:
    with pytest.raises(Refused, match="Ingen arbetsorder håller ordern"):
        actions_dela.dela(order.pk, person=a.miriam)
    actions_makulera.makulera(order.pk, person=a.r.v.kim)
    with pytest.raises(NotYourTurn, match=r"kan inte delas\. Öppna den för att se hur långt"):
        actions_dela.dela(order.pk, person=a.miriam)


@pytest.mark.parametrize(
    ("falt", "varde", "sagt"),
    [("samleverans", True, "samleverans"), ("prioritet", "akut", "akut order delas inte")],
)
def test_what_was_asked_for_together_is_not_parted(
    a: Arbete, order: Kundorder, falt: str, varde: object, sagt: str
) -> None:
    halls(a, order)
    Kundorder.objects.filter(pk=order.pk).update(**{falt: varde})
    before = allt()
    with pytest.raises(Refused, match=sagt):
        actions_dela.dela(order.pk, person=a.miriam)
    assert allt() == before


def test_what_is_asked_to_be_cancelled_waits_for_the_answer(a: Arbete, order: Kundorder) -> None:
    halls(a, order)
    actions_makulera.begar_makulering(order.pk, person=a.miriam, skal="Patienten har flyttat")
    before = allt()
    miriam, api = inloggad(a.miriam), Klient(a.miriam)
    button = reverse("kundorder:dela", args=[order.pk])
    assert button not in miriam.get(reverse("arende", args=[order.pk])).content.decode()
    refused = miriam.post(button)
    assert refused.status_code == 422
    assert "Makulering är begärd. Vänta på kundtjänsts svar." in refused.content.decode()
    seen = api("GET", f"kundorder/{order.pk}/")
    assert seen.data["kan_ga_for_sig"] == []
    answer = api("POST", f"kundorder/{order.pk}/dela/", tag=seen.etag)
    assert answer.koder == ["delning"]
    assert allt() == before


def test_prices_and_payers_are_those_that_the_order_was_sent_with(
    a: Arbete, order: Kundorder
) -> None:
    halls(a, order)
    moved = order.rader.exclude(artikel__nummer=STOL).order_by("nr")
    before = list(moved.values_list("pk", "apris", "betalare", "baskod"))
    Pris.objects.update(belopp=F("belopp") + 1000)
    other = Betalare.objects.create(nummer="2", namn="Demokommun")
    code = Baskod.objects.create(kod="9999", namn="Ny", sida="kommun", betalare=other)
    Mottagare.objects.filter(pk=a.r.v.patient.pk).update(baskod=code)
    new = dela(a, order)
    kept = new.rader.order_by("nr").values_list("pk", "apris", "betalare", "baskod")
    assert list(kept) == before


def test_what_stays_may_be_partly_picked(a: Arbete) -> None:
    """A row that is asked for together with what goes, and of which one more is picked already."""
    v = a.r.v
    kapp = artikel("10002", "Käpp", v.smalager)
    i_lager(artikel(STOL, "Rullstol", v.lager), 1)
    i_lager(v.rollator, 2)
    order = bestalld(v, NyRad(STOL), NyRad("10002"), NyRad(ROLLATOR, 2))
    [first] = [one for one in leveranser(order) if one.lager == v.smalager]
    plockad(v, first, {ROLLATOR: 1})
    with clock.frozen(datetime(2026, 11, 25, 10, 0, tzinfo=UTC)):
        i_lager(kapp, 1)
        actions_efter.inleverera(v.smalager.pk, v.rollator.pk, 1, person=v.lotta)
        leverera_meddelanden()
    asked = [{rad.artikel.nummer for rad in one.rader.all()} for one in leveranser(order)]
    assert {ROLLATOR, "10002"} in asked
    halls(a, order)
    new = dela(a, order)
    assert (rader(order), rader(new)) == ([STOL, ROLLATOR], ["10002"])


def test_what_the_rules_now_stop_leaves_everything_as_it_was(a: Arbete, order: Kundorder) -> None:
    halls(a, order)
    a.r.v.rollator.utgatt = date(2026, 11, 24)
    a.r.v.rollator.save()
    before = allt()
    with pytest.raises(Refused) as no:
        actions_dela.dela(order.pk, person=a.miriam)
    assert "Rollator" in no.value.hinder[0].mening
    assert allt() == before


def test_what_the_order_says_of_itself_follows(a: Arbete, order: Kundorder) -> None:
    """That a document comes another way, and which felrapport the order is the answer to."""
    report = Arende.objects.create(
        typ="felrapport", rubrik="Trasig säng", bestallare=a.miriam, skapad=clock.now()
    )
    Kundorder.objects.filter(pk=order.pk).update(epost_utanfor=True)
    Arende.objects.filter(pk=order.pk).update(galler=report)
    halls(a, order)
    new = dela(a, order)
    assert (new.epost_utanfor, new.arende.galler) == (True, report)


@pytest.mark.parametrize(
    "gor",
    [
        lambda v, _, **__: avlasning.skanna(v.lager, "55434", person=v.lotta),
        lambda v, bed, **given: pa_lagret.plocka(bed, person=v.lotta, **given),
    ],
)
def test_a_lager_that_has_not_heard_of_it_is_told_that_the_order_has_changed(
    a: Arbete, order: Kundorder, gor: Callable[..., object]
) -> None:
    v = a.r.v
    halls(a, order)
    bed = next(one for one in leveranser(order) if one.lager == v.lager)
    found = allt_plockat(bed)
    actions_dela.dela(order.pk, person=a.miriam)
    with pytest.raises(NotYourTurn) as no:
        gor(v, bed.pk, plockat=found)
    assert "har ändrats, så det här ska inte plockas. Lägg tillbaka" in str(no.value)
    assert "makulerad" not in str(no.value)
    leverera_meddelanden()


def test_who_may(a: Arbete, order: Kundorder) -> None:
    halls(a, order)
    with pytest.raises(Forbidden):
        actions_dela.dela(order.pk, person=a.r.v.lotta)
    with pytest.raises(NotFound):
        actions_dela.dela(order.pk, person=a.r.v.frida)
    new = actions_dela.dela(order.pk, person=a.r.v.kim)
    assert new.arende.bestallare == a.miriam


def test_over_the_pages(a: Arbete, order: Kundorder) -> None:
    halls(a, order)
    miriam = inloggad(a.miriam)
    button = reverse("kundorder:dela", args=[order.pk])
    for page in ("arende", "kundorder:detalj"):
        shown = miriam.get(reverse(page, args=[order.pk])).content.decode()
        assert "En del behöver inte vänta" in shown
        part = shown.split("En del behöver inte vänta")[1].split("</ul>")[0]
        assert re.findall(r'tabular">(\d+)<', part) == [ROLLATOR, SANG]
        assert button in shown
    assert button not in inloggad(a.r.v.lotta).get(
        reverse("arende", args=[order.pk])
    ).content.decode()  # fmt: skip
    there = miriam.post(button)
    new = Kundorder.objects.get(delad_fran=order)
    assert there["Location"] == reverse("arende", args=[new.pk])
    shown = miriam.get(there["Location"]).content.decode()
    assert f"går nu i kundorder {new.arende.nummer}" in shown
    assert "Delad från" in shown
    old = miriam.get(reverse("arende", args=[order.pk])).content.decode()
    assert "En del av ordern går i" in old
    assert button not in old
    again = miriam.post(button)
    assert again.status_code == 422
    assert "Inget på ordern kan gå för sig" in again.content.decode()


def test_over_the_api(a: Arbete, order: Kundorder) -> None:
    halls(a, order)
    miriam = Klient(a.miriam)
    seen = miriam("GET", f"kundorder/{order.pk}/")
    assert len(seen.data["kan_ga_for_sig"]) == 3
    told = Klient(a.r.v.lotta)("GET", f"kundorder/{order.pk}/")
    assert (told.status, told.data["kan_ga_for_sig"]) == (200, [])
    new = miriam("POST", f"kundorder/{order.pk}/dela/", tag=seen.etag)
    assert (new.status, new.data["delad_fran"]) == (200, str(order.pk))
    assert [rad["artikel"] for rad in new.data["rader"]] == [ROLLATOR, SANG, "55434"]
    now = miriam("GET", f"kundorder/{order.pk}/")
    assert now.data["kan_ga_for_sig"] == []
    assert miriam("POST", f"kundorder/{order.pk}/dela/", tag=now.etag).koder == ["delning"]
