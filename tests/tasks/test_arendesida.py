"""The page that every case has: who may open it, what it tells, and what it keeps to itself."""

import re
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.gemensamt import bilagor
from cases.gemensamt.models import Arende, Bilaga
from cases.gemensamt.tidslinje import tidslinje
from cases.hjalpmedel.models import Innehav
from cases.kundorder import actions
from cases.kundorder.models import Kundorder
from cases.leverans import actions as pa_lagret
from cases.mottagare.models import Atkomst
from cases.rattelse.actions import ratta
from cases.rattelse.rules import Svar
from tests.fritt.conftest import Varld as FrittVarld
from tests.fritt.test_pages import begar
from tests.kundorder.varld import (
    Varld,
    allt_plockat,
    bygg_varld,
    i_lager,
    kvitterad,
    leveranser,
    leverera_meddelanden,
    person,
    utkast,
)
from tests.tasks.uppgifter import inloggad, sidan
from workflows import clock, engine
from workflows.models import UserTask

HEMLIGT = ("Hemliga stigen 7", "010-999 99 99", "070-888 88 88", "47*11#", "Bakom huset")
PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture(autouse=True)
def _onsdag(onsdag: datetime) -> None:
    """Every test."""


@pytest.fixture
def v(db: None) -> Varld:
    v = bygg_varld()
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    return v


@pytest.fixture
def order(v: Varld, onsdag: datetime) -> Kundorder:
    """Sent at nine; its messages have come five seconds later."""
    order = actions.verkstall(utkast(v).pk, person=v.miriam)
    with clock.frozen(onsdag + timedelta(seconds=5)):
        leverera_meddelanden()
    return order


def oppnat(arende: Arende | Kundorder, vem: str) -> int:
    return Atkomst.objects.filter(
        arende=arende.pk, anvandare__username=vem, vad=Atkomst.Vad.OPPNADE, objekt__contains="2648"
    ).count()


def test_opening_is_written_in_the_access_log_each_time(v: Varld, order: Kundorder) -> None:
    address = f"/arende/{order.pk}/"
    for times in (1, 2):
        assert "Säng SB755" in sidan(inloggad(v.kim), address)
        assert oppnat(order, "kim") == times
    logged = Atkomst.objects.filter(anvandare=v.kim).latest("pk")
    assert logged.objekt == "Kundorder 26480001"
    assert logged.mottagare == v.patient
    assert logged.kund == v.kund


@pytest.mark.parametrize(
    ("roll", "egen_enhet", "status"),
    [
        ("forskrivare", True, 200),
        ("bestallare", True, 200),
        ("enhetschef", True, 200),
        ("loggranskare", True, 404),
        ("fakturagranskare", True, 404),
        ("forskrivare", False, 404),
        ("enhetschef", False, 404),
        ("lager", None, 200),
        ("transport", None, 200),
        ("administrator", None, 200),
        ("processagare", None, 404),
        (None, None, 404),
    ],
)
def test_who_may_open_it(
    v: Varld, order: Kundorder, roll: str | None, egen_enhet: bool | None, status: int
) -> None:
    kund = {True: v.kund, False: v.annan_kund, None: None}[egen_enhet]
    hon = person("hon", *filter(None, [roll]), kund=kund)
    answer = inloggad(hon).get(f"/arende/{order.pk}/")
    assert answer.status_code == status
    assert oppnat(order, "hon") == (status == 200)
    if status == 404:
        page = answer.content.decode()
        assert "hör till en enhet som du inte arbetar för" in page
        assert "26480001" not in page
        assert "Skutt" not in page


def test_nothing_is_told_without_a_login(order: Kundorder) -> None:
    answer = Client().get(f"/arende/{order.pk}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/logga-in/")


def rader(page: str) -> list[str]:
    """The timeline's titles, in order."""
    return re.findall(r'class="timeline__title">([^<]+)<', page)


def test_the_timeline_tells_it_in_order_across_the_cases(
    v: Varld, order: Kundorder, onsdag: datetime
) -> None:
    [leverans] = leveranser(order)
    with clock.frozen(onsdag + timedelta(minutes=5)):
        pa_lagret.plocka(leverans.pk, person=v.lotta, plockat=allt_plockat(leverans))
    with clock.frozen(onsdag + timedelta(minutes=5, seconds=7)):
        leverera_meddelanden()
    page = sidan(inloggad(v.miriam), f"/arende/{order.pk}/")
    told = rader(page)
    # What happens now comes first, then what has happened, the latest first.
    told = [*told[1:][::-1], told[0]]
    expected = [
        "Ny kundorder", "Mottagare och enhet valda", "Artiklar valda",
        "Leveransuppgifter ifyllda", "Ordern verkställd",
        "Hjälpmedelscentralen har tagit emot ordern", "Står på lagrets plocklista", "Plockat",
        "Utleverera",
    ]  # fmt: skip
    assert told == expected
    # Words, never ids; a choice is no event; nothing is said twice in a row.
    assert [title for title in told if "_" in title or title.endswith("?")] == []
    assert all(first != second for first, second in pairwise(told))
    now = page[page.index('data-state="now"') :]
    assert "Utleverera" in now[:600]
    assert "2026-11-26" in now[:800]


def test_what_is_late_is_said_to_be(v: Varld, order: Kundorder, onsdag: datetime) -> None:
    with clock.frozen(onsdag + timedelta(days=20)):
        page = sidan(inloggad(v.miriam), f"/arende/{order.pk}/")
    late = page[page.index('data-state="late"') :]
    assert "Plocka" in late[:600]
    assert "Skulle ha varit klart 2026-11-26" in late[:900]
    assert "Sista dag" not in page


def test_what_one_comes_for_is_on_top_and_the_rest_is_folded(v: Varld, order: Kundorder) -> None:
    page = sidan(inloggad(v.miriam), f"/arende/{order.pk}/")
    places = [
        page.index(said)
        for said in ("Väntas <strong", 'id="begar"', "Så här går det", 'data-state="now"',
                     "Det som har hänt", "Tidigare (", "Kundordern</h2>", 'id="processen"')
    ]  # fmt: skip
    assert places == sorted(places)
    process = page[page.index('id="processen"') :]
    assert "<details open" not in process
    assert 'class="ds-details" open' not in process
    assert "inte än" not in process
    assert "Det som inte har hänt (" in process


def test_a_cancelled_case_says_who_and_why(varld: FrittVarld) -> None:
    arende = begar(varld)

    @engine.move
    def stop() -> None:
        engine.cancel(engine.lock(arende.pk), actor="kim", reason="Patienten har flyttat.")

    stop()
    page = sidan(inloggad(varld.kim), f"/arende/{arende.pk}/")
    assert rader(page)[0] == "Ärendet avbröts"
    assert "Patienten har flyttat." in page
    assert 'id="gora"' not in page


def test_a_decision_is_explained_in_words(varld: FrittVarld) -> None:
    arende = begar(varld)
    page = sidan(inloggad(varld.kajsa), f"/arende/{arende.pk}/")
    why = page[page.index('id="varfor"') :].partition("</section>")[0]
    assert "Tabellen utprovningsvag, 2026-11-25 10:00" in why
    assert "Rad " in why
    labels = re.findall(r"<dt>([^<]+)</dt>", why)
    assert labels
    assert [label for label in labels if "_" in label] == []


def test_what_one_may_do_is_offered_and_nothing_else(varld: FrittVarld) -> None:
    arende = begar(varld)
    task = UserTask.objects.get()
    assert f"/inkorg/{task.pk}/" in sidan(inloggad(varld.kajsa), f"/arende/{arende.pk}/")
    for other in (varld.kalle, varld.kim, varld.miriam):
        page = sidan(inloggad(other), f"/arende/{arende.pk}/")
        assert f"/inkorg/{task.pk}/" not in page
        assert 'id="gora"' not in page


def skydda(v: Varld) -> None:
    for falt, text in zip(
        ("gatuadress", "telefon", "mobil", "portkod", "instruktioner"), HEMLIGT, strict=True
    ):
        setattr(v.patient, falt, text)
    v.patient.skydd = "sekretess"
    v.patient.save()


def test_a_protected_persons_address_is_nowhere(v: Varld) -> None:
    skydda(v)
    adress = v.kund.adresser.get()
    order = actions.verkstall(
        utkast(
            v, adress_id=adress.pk, adressnamn=adress.namn, gatuadress=adress.gatuadress,
            postnr=adress.postnr, postort=adress.postort, telefon="",
        ).pk,
        person=v.miriam,
    )  # fmt: skip
    leverera_meddelanden()
    [leverans] = leveranser(order)
    doors = {
        v.miriam: [f"/arende/{order.pk}/", f"/kundorder/{order.pk}/kvitto/", "/kundorder/"],
        v.lotta: ["/inkorg/", "/leverans/", f"/arende/{leverans.pk}/", f"/arende/{order.pk}/",
                  f"/leverans/{leverans.pk}/plocka/"],
        v.kim: [f"/arende/{order.pk}/", "/kundorder/"],
    }  # fmt: skip
    for hon, addresses in doors.items():
        for address in addresses:
            page = sidan(inloggad(hon), address)
            assert [secret for secret in HEMLIGT if secret in page] == [], address
    for lista in ("/inkorg/", "/leverans/"):
        page = sidan(inloggad(v.lotta), lista)
        assert "Skutt" not in page
        assert "Skyddade personuppgifter" in page
    for sokt in ("skutt", "0303", "hemliga"):
        assert "Skyddade" not in sidan(inloggad(v.lotta), "/inkorg/", q=sokt)


@pytest.fixture
def bilaga(v: Varld, order: Kundorder, tmp_path: object, settings: pytest.FixtureRequest) -> Bilaga:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    file = SimpleUploadedFile('mått å"\r\nX-Evil: 1.pdf', PDF)
    return bilagor.spara(order.pk, file, av=v.miriam)


def test_an_attachment_is_a_download_for_those_who_see_the_case(v: Varld, bilaga: Bilaga) -> None:
    assert f"/bilaga/{bilaga.pk}/" in sidan(inloggad(v.kim), f"/arende/{bilaga.arende_id}/")
    before = oppnat(bilaga.arende, "kim")
    answer = inloggad(v.kim).get(f"/bilaga/{bilaga.pk}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "X-Evil" not in answer.headers
    assert oppnat(bilaga.arende, "kim") == before + 1


def test_an_attachment_is_nothing_to_others(v: Varld, bilaga: Bilaga) -> None:
    for hon in (v.frida, person("pia", "processagare"), person("ny")):
        answer = inloggad(hon).get(f"/bilaga/{bilaga.pk}/")
        assert answer.status_code == 404
        assert "Content-Disposition" not in answer.headers
        assert oppnat(bilaga.arende, hon.username) == 0
    assert Client().get(f"/bilaga/{bilaga.pk}/").status_code == 302


def test_an_attachment_that_is_gone_says_so(v: Varld, bilaga: Bilaga) -> None:
    bilagor.plats(bilaga).unlink()
    answer = inloggad(v.kim).get(f"/bilaga/{bilaga.pk}/")
    assert answer.status_code == 404
    assert "kan inte läsas" in answer.content.decode()
    Bilaga.objects.all().delete()
    answer = inloggad(v.kim).get(f"/bilaga/{bilaga.pk}/")
    assert "Bilagan finns inte." in answer.content.decode()


def test_the_diagram_says_how_the_timeline_tells_of_it(v: Varld, order: Kundorder) -> None:
    """The property `tidslinje`: other words for an element, or none at all."""
    leverans = leveranser(order)[0]
    kvitterad(v, leverans)
    row = Innehav.objects.get(arende=order.pk, komponent_till=None)
    mended = Svar(vad="antal", antal=0, skal="Kom aldrig fram", dag=clock.today())
    rattelse = ratta(order.pk, person=v.kim, innehav=row.pk, svar=mended)
    own = [line.title for line in tidslinje([rattelse.arende])]
    assert own == ["Kvittensen är rättad"]
    assert "Kvittensen är rättad" in rader(sidan(inloggad(v.miriam), f"/arende/{order.pk}/"))
