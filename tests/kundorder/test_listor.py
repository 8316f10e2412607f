"""The order in detail and the lists below Dina uppgifter."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cases.gemensamt import menu
from cases.gemensamt.models import Nummerserie
from cases.kundorder import actions_makulera, sokning
from cases.kundorder.models import Kundorder
from cases.kundorder.svar import NyRad
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare
from tests.kundorder.varld import (
    Varld,
    forradet,
    i_lager,
    kvitterad,
    leveranser,
    person,
    utkast,
    utlevererad,
    verkstalld,
)
from workflows import clock

SKAL = "Jag har tagit över vården av patienten."


@pytest.fixture(autouse=True)
def _onsdag() -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def vid(vem: Anvandare) -> Client:
    client = Client()
    client.force_login(vem, backend="django.contrib.auth.backends.ModelBackend")
    return client


def nummer(order: Kundorder) -> str:
    order.arende.refresh_from_db()
    return str(order.arende.nummer)


def detalj(order: Kundorder) -> str:
    return reverse("kundorder:detalj", args=[order.pk])


def annan(client: Client, order: Kundorder, skal: str = SKAL) -> object:
    post = {"nummer": nummer(order), "skal": skal}
    return client.post(reverse("kundorder:annan_enhet"), post)


def test_the_detail_shows_the_whole_order_and_what_may_be_done(v: Varld) -> None:
    order = verkstalld(v, ovrig_information="Ring först")
    page = vid(v.miriam).get(detalj(order)).content.decode()
    for said in (
        "Leverans skall kvitteras", "Normal leverans", "Ring först", "Morotslandet 3", "75178",
        "Makulera order", "Tillbaka", "Lille Skutt", reverse("arende", args=[order.pk]),
    ):  # fmt: skip
        assert said in page
    assert Atkomst.objects.filter(arende=order.pk, vad="oppnade").exists()
    assert detalj(order) in vid(v.miriam).get(reverse("arende", args=[order.pk])).content.decode()


def test_the_detail_of_a_protected_persons_order_says_no_address(v: Varld) -> None:
    order = verkstalld(v)
    v.patient.skydd = "sekretess"
    v.patient.save()
    page = vid(v.miriam).get(detalj(order)).content.decode()
    assert "Morotslandet" not in page
    assert "010-000 11 01" not in page


def test_open_orders_are_ones_own_until_something_is_searched_for(v: Varld) -> None:
    own = verkstalld(v)
    mate = person("maja", "forskrivare", kund=v.kund)
    assert [o.pk for o in sokning.oppna(v.miriam)] == [own.pk]
    assert not sokning.oppna(mate).exists()
    assert [o.pk for o in sokning.oppna(mate, bestallare="MIRIAM")] == [own.pk]
    assert [o.pk for o in sokning.oppna(mate, nummer=nummer(own)[:4])] == [own.pk]
    assert not sokning.oppna(mate, bestallare="maja", nummer=nummer(own)).exists()
    page = vid(mate).get(reverse("kundorder:oppna"), {"nummer": nummer(own)[:4]}).content.decode()
    assert detalj(own) in page
    actions_makulera.makulera(own.pk, person=v.miriam)
    assert not sokning.oppna(v.miriam).exists()


def test_refills_stand_by_themselves(v: Varld) -> None:
    order, refill = verkstalld(v), verkstalld(v)
    Kundorder.objects.filter(pk=refill.pk).update(typ=Kundorder.Typ.PAFYLLNAD)
    page = vid(v.miriam).get(reverse("kundorder:oppna")).content.decode()
    head = page.index("Öppna lagerpåfyllnader")
    assert page.index(nummer(order)) < head < page.index(nummer(refill))


def test_nothing_found_says_so(v: Varld) -> None:
    page = vid(v.miriam).get(reverse("kundorder:oppna")).content.decode()
    assert page.count("Ingen träff.") == 2


def test_another_units_order_is_seen_by_choice_with_a_reason_and_logged(v: Varld) -> None:
    order = verkstalld(v)
    frida = vid(v.frida)
    asked = frida.get(reverse("kundorder:oppna"), {"nummer": nummer(order)})
    assert "hör till en annan enhet" in asked.content.decode()
    assert "Skutt" not in asked.content.decode()
    assert frida.get(detalj(order)).status_code == 404
    assert not Atkomst.objects.filter(anvandare=v.frida).exists()
    opened = annan(frida, order)
    assert opened["Location"] == detalj(order)  # type: ignore[index]
    page = frida.get(detalj(order)).content.decode()
    assert "En annan enhets order" in page
    assert "75178" in page
    assert "Makulera order" not in page
    assert reverse("arende", args=[order.pk]) not in page
    [chose, looked] = Atkomst.objects.filter(anvandare=v.frida).order_by("pk")
    assert (chose.vad, chose.skal, chose.arende) == ("annan_enhet", SKAL, order.pk)
    assert looked.vad == "oppnade"
    # It lets in to the detail only.
    assert frida.get(reverse("arende", args=[order.pk])).status_code == 404
    assert frida.get(reverse("kundorder:kvitto", args=[order.pk])).status_code == 404


def test_the_choice_lasts_a_day(v: Varld) -> None:
    order = verkstalld(v)
    frida = vid(v.frida)
    annan(frida, order)
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert frida.get(detalj(order)).status_code == 404


def test_a_part_of_the_number_finds_no_other_units_order(v: Varld) -> None:
    order = verkstalld(v)
    page = vid(v.frida).get(reverse("kundorder:oppna"), {"nummer": nummer(order)[:7]})
    assert "hör till en annan enhet</h2>" not in page.content.decode()
    page = vid(v.frida).get(reverse("kundorder:sok"), {"nummer": nummer(order)})
    assert "hör till en annan enhet</h2>" not in page.content.decode()
    assert "Ingen träff." in page.content.decode()


def test_without_a_reason_nothing_is_shown_or_logged(v: Varld) -> None:
    order = verkstalld(v)
    frida = vid(v.frida)
    answer = annan(frida, order, skal="  vill  ")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Skriv varför" in answer.content.decode()  # type: ignore[attr-defined]
    assert "vill" in answer.content.decode()  # type: ignore[attr-defined]
    assert frida.get(detalj(order)).status_code == 404
    assert not Atkomst.objects.filter(anvandare=v.frida).exists()


def test_too_many_in_an_hour_are_refused(v: Varld, settings: Settings) -> None:
    settings.ANNAN_ENHET_PER_TIMME = 1
    first, second = verkstalld(v), verkstalld(v)
    frida = vid(v.frida)
    annan(frida, first)
    assert annan(frida, second).status_code == 422  # type: ignore[attr-defined]
    assert frida.get(detalj(second)).status_code == 404


def test_a_protected_persons_order_is_not_there_for_another_unit(v: Varld) -> None:
    order = verkstalld(v)
    frida = vid(v.frida)
    annan(frida, order)
    v.patient.skydd = "sekretess"
    v.patient.save()
    page = frida.get(reverse("kundorder:oppna"), {"nummer": nummer(order)}).content.decode()
    assert "hör till en annan enhet</h2>" not in page
    assert annan(frida, order).status_code == 404  # type: ignore[attr-defined]
    assert frida.get(detalj(order)).status_code == 404


@pytest.mark.parametrize("roll", ["fakturagranskare", "loggranskare"])
def test_the_choice_is_for_those_in_the_care(v: Varld, roll: str) -> None:
    order = verkstalld(v)
    client = vid(person("hon", roll, kund=v.annan_kund))
    assert annan(client, order).status_code == 404  # type: ignore[attr-defined]
    assert client.get(detalj(order)).status_code == 404
    assert not Atkomst.objects.exclude(anvandare=v.miriam).exists()


def test_search_finds_every_order_with_rows_of_the_unit(v: Varld) -> None:
    sent, draft = verkstalld(v), utkast(v)
    actions_makulera.makulera(sent.pk, person=v.miriam)
    empty = Kundorder.objects.get(pk=utkast(v).pk)
    empty.rader.update(borttagen=clock.now())
    mate = person("maja", "forskrivare", kund=v.kund)
    found = {o.pk for o in sokning.sok(mate, bestallare="miriam")}
    assert found == {sent.pk, draft.pk}
    assert [o.pk for o in sokning.sok(mate, nummer=nummer(sent)[:5])] == [sent.pk]
    assert {o.pk for o in sokning.sok(mate, kund="410000")} == found
    assert not sokning.sok(v.frida, kund="410000").exists()


@pytest.mark.parametrize(
    ("sortering", "ordning"),
    [
        ("kundorder", ["9999", "10000", "10001", ""]),
        ("status", ["10001", "9999", "10000", ""]),
        ("orderdatum", ["10001", "9999", "10000", ""]),
        ("leveransdatum", ["10001", "9999", "10000", ""]),
    ],
)
def test_search_sorts_as_asked(v: Varld, sortering: str, ordning: list[str]) -> None:
    """Also past the 9999th of a week, and with drafts last; two of them were sent at once."""
    Nummerserie.objects.create(typ="kundorder", ar=2026, vecka=48, senaste=9998)
    draft = utkast(v, NyRad("10001"))
    orders = [verkstalld(v), verkstalld(v)]
    i_lager(v.rollator, 1)
    with clock.moved(timedelta(minutes=1)):
        orders.append(verkstalld(v, NyRad("10001")))
    numbers = {order.pk: nummer(order)[4:] for order in orders} | {draft.pk: ""}
    found = sokning.sok(v.miriam, bestallare="miriam", sortering=sortering)
    assert [numbers[order.pk] for order in found] == ordning
    asked = {"bestallare": "miriam", "sortering": sortering}
    page = vid(v.miriam).get(reverse("kundorder:sok"), asked).content.decode()
    shown = sorted(orders, key=lambda order: page.index(f">{nummer(order)}<"))
    assert [numbers[order.pk] for order in shown] == ordning[:3]


def test_search_asks_for_something(v: Varld) -> None:
    verkstalld(v)
    page = vid(v.miriam).get(reverse("kundorder:sok")).content.decode()
    assert "Ange kundorder" in page


def test_what_is_delivered_is_found_by_order_and_by_foljesedel(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v, NyRad("75178"), NyRad("10001"))
    [leverans] = leveranser(order)
    assert sokning.levererade(v.miriam, nummer=nummer(order)) is None
    kvitterad(v, leverans)
    leverans.refresh_from_db()
    by_order = sokning.levererade(v.miriam, nummer=nummer(order))
    assert by_order
    assert [rad.artikel.nummer for rad in by_order.rader] == ["75178"]
    by_paper = sokning.levererade(v.miriam, foljesedel=str(leverans.foljesedel))
    assert by_paper
    assert [rad.artikel.nummer for rad in by_paper.rader] == ["75178", "10001"]
    assert sokning.levererade(v.frida, nummer=nummer(order)) is None
    assert sokning.levererade(v.frida, foljesedel=str(leverans.foljesedel)) is None
    asked = {"foljesedel": leverans.foljesedel}
    page = vid(v.miriam).get(reverse("kundorder:levererade"), asked).content.decode()
    assert "restnoterat" in page
    assert "55434" in page
    assert "(1)</span><" in page.replace("\n", "")
    assert "<summary>Komponenter</summary>" in page
    # The menu on the article number.
    assert f"{reverse('felrapport:ny')}?rad={by_order.rader[0].pk}" in page
    assert reverse("arbetsorder:ny", args=[v.patient.pk]) in page


def test_nothing_delivered_says_so(v: Varld) -> None:
    i_lager(v.sang, 1)
    i_lager(v.dosa, 1)
    order = verkstalld(v)
    utlevererad(v, leveranser(order)[0])
    asked = {"nummer": nummer(order)}
    page = vid(v.miriam).get(reverse("kundorder:levererade"), asked).content.decode()
    assert "Ingen träff." in page
    page = vid(v.miriam).get(reverse("kundorder:levererade")).content.decode()
    assert "Ange order- eller följesedelnummer" in page
    assert "Ingen träff." not in page


def test_dina_uppgifter_leads_to_the_lists_that_are_there(v: Varld) -> None:
    page = vid(v.miriam).get(reverse("dina_uppgifter")).content.decode()
    shown = dict(menu.egna_lankar(v.miriam))
    assert {"Öppna kundorder", "Sök kundorder", "Sök levererade kundorder"} <= set(shown)
    for label, path in shown.items():
        assert f'href="{path}">{label}' in page
        assert vid(v.miriam).get(path).status_code == 200
    hidden = {label for label, path in menu._EGNA if menu._opens(path) and label not in shown}
    assert hidden == {"Hantera utgångna artiklar"}  # Her unit has no förråd.
    forradet(v)
    assert hidden <= set(dict(menu.egna_lankar(v.miriam)))
