"""A form that is sent from a page that is no longer true: nothing typed is lost, nothing is
overwritten unseen."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.kundorder import actions, actions_rader
from cases.kundorder.models import Kundorder, Kundorderrad
from cases.kundorder.svar import NyRad, Radandring
from tests.kundorder.test_sidor import inloggad
from tests.kundorder.varld import PERSONNUMMER, Varld, utkast
from workflows.errors import NotYourTurn, Refused

ANDRAD = "Ordern har ändrats sedan du öppnade sidan: "


def sidan(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def version(page: str) -> int:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return int(found[1])


def lasen(order: Kundorder) -> int:
    """The version that a page read now would have."""
    order.refresh_from_db()
    return order.version


def post(client: Client, order: Kundorder, steg: str, **given: object) -> HttpResponse:
    return client.post(reverse(f"kundorder:{steg}", args=[order.pk]), given)


def test_rows_are_drawn_with_what_was_typed_and_what_is_saved(v: Varld) -> None:
    order = utkast(v, NyRad("10001", 2, "Min"))
    rad = Kundorderrad.objects.get()
    read = lasen(order)
    change = Radandring(rad=rad.pk, antal=7, kommentar="Kollegans", ta_bort=False)
    actions_rader.andra_rader(order.pk, person=v.miriam, svar=[change], version=read)
    typed = {f"antal-{rad.pk}": "4", f"kommentar-{rad.pk}": "Ring <först>", "version": read}
    answer = post(inloggad(v.miriam), order, "orderrader", gor="spara", **typed)
    page = sidan(answer)
    assert answer.status_code == 409
    assert f"{ANDRAD}raderna ändrades" in page
    assert f"Rad {rad.nr}, 10001, Antal: sparat är nu ”7”, du skrev ”4”." in page
    assert "Kommentar: sparat är nu ”Kollegans”, du skrev ”Ring &lt;först&gt;”." in page
    assert re.search(
        rf'name="antal-{rad.pk}"[^>]*value="4"|value="4"[^>]*name="antal-{rad.pk}"', page
    )
    rad.refresh_from_db()
    assert (rad.antal, rad.kommentar) == (7, "Kollegans")  # nothing was changed
    assert version(page) == read + 1
    again = typed | {"version": version(page)}
    assert post(inloggad(v.miriam), order, "orderrader", gor="spara", **again).status_code == 302
    rad.refresh_from_db()
    assert (rad.antal, rad.kommentar) == (4, "Ring <först>")


def test_what_was_typed_on_a_row_that_is_gone_is_told(v: Varld) -> None:
    order = utkast(v, NyRad("10001"), NyRad("55434"))
    gone = Kundorderrad.objects.get(artikel__nummer="10001")
    read = lasen(order)
    remove = Radandring(rad=gone.pk, antal=1, kommentar="", ta_bort=True)
    actions_rader.andra_rader(order.pk, person=v.miriam, svar=[remove], version=read)
    typed = {f"antal-{gone.pk}": "3", f"kommentar-{gone.pk}": "Till skolan"}
    stay = Kundorderrad.objects.get()
    typed |= {f"antal-{stay.pk}": "1", f"kommentar-{stay.pk}": "", "version": read}
    answer = post(inloggad(v.miriam), order, "orderrader", gor="spara", **typed)
    page = sidan(answer)
    assert answer.status_code == 409
    assert f"{ANDRAD}10001 togs bort" in page
    assert "Kommentar: du skrev ”Till skolan” på en rad som är borttagen." in page


def test_a_new_row_is_not_lost(v: Varld) -> None:
    order = utkast(v, NyRad("10001"))
    read = lasen(order)
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("55434"), version=read)
    typed = {"artikel": "75178", "antal": "2", "kommentar": "Hög modell", "version": read}
    answer = post(inloggad(v.miriam), order, "orderrader", gor="lagg_till", **typed)
    page = sidan(answer)
    assert answer.status_code == 409
    assert f"{ANDRAD}raden 55434 lades till" in page
    assert "Hög modell" in page
    assert Kundorderrad.objects.filter(artikel__nummer="75178").count() == 0
    typed["version"] = version(page)
    answer = post(inloggad(v.miriam), order, "orderrader", gor="lagg_till", **typed)
    assert answer.status_code == 302


def test_the_head_and_the_delivery_say_what_is_saved(v: Varld) -> None:
    order = utkast(v, NyRad("10001"))
    client = inloggad(v.miriam)
    page = sidan(client.get(reverse("kundorder:leveransuppgifter", args=[order.pk])))
    read = version(page)
    given = falt(page)
    first = given | {"portkod": "1234"}
    assert post(client, order, "leveransuppgifter", **first).status_code == 302
    second = given | {"portkod": "4321", "instruktioner": "Ring på hos grannen."}
    answer = post(client, order, "leveransuppgifter", **second)
    page = sidan(answer)
    assert answer.status_code == 409
    assert f"{ANDRAD}leveransuppgifterna ändrades" in page
    assert "Portkod: sparat är nu ”1234”, du skrev ”4321”." in page
    assert "Ring på hos grannen." in page
    assert version(page) == read + 1
    head = {
        "typ": "bestallning",
        "mottagartyp": "vardenhet",
        "nummer": PERSONNUMMER,
        "kund": v.kund.pk,
    }
    answer = post(client, order, "orderhuvud", version=read, **head)
    page = sidan(answer)
    assert answer.status_code == 409
    assert "Mottagartyp: sparat är nu ”Patient”, du skrev ”Vårdenhet”." in page
    order.refresh_from_db()
    assert not order.till_vardenhet


def test_a_faulty_form_on_an_old_page_does_not_pass_for_a_new_one(v: Varld) -> None:
    """The page that says what is faulty has the new version in it: it must say what is new too."""
    order = utkast(v, NyRad("10001"))
    client = inloggad(v.miriam)
    given = falt(sidan(client.get(reverse("kundorder:leveransuppgifter", args=[order.pk]))))
    assert post(client, order, "leveransuppgifter", **given | {"portkod": "1"}).status_code == 302
    answer = post(client, order, "leveransuppgifter", **given | {"instruktioner": "x" * 5000})
    assert answer.status_code == 409
    assert ANDRAD in sidan(answer)


def test_htmx_gets_the_same(v: Varld) -> None:
    order = utkast(v, NyRad("10001"))
    read = lasen(order)
    actions_rader.lagg_till_rad(order.pk, person=v.miriam, svar=NyRad("55434"), version=read)
    address = reverse("kundorder:orderrader", args=[order.pk])
    typed = {"gor": "lagg_till", "artikel": "75178", "antal": "2", "version": read}
    answer = inloggad(v.miriam).post(address, typed, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert ANDRAD in sidan(answer)
    typed["version"] = version(sidan(answer))
    answer = inloggad(v.miriam).post(address, typed, headers={"HX-Request": "true"})
    assert answer.status_code == 302
    assert ANDRAD not in sidan(answer)


def test_it_is_both_a_late_answer_and_a_list_of_reasons(v: Varld) -> None:
    order = utkast(v, NyRad("10001"))
    with pytest.raises(NotYourTurn) as late:
        actions.verkstall(order.pk, person=v.miriam, version=lasen(order) - 1)
    assert isinstance(late.value, Refused)
    assert late.value.status == 409
    assert [one.kod for one in late.value.hinder] == ["andrad"]


def test_what_can_no_longer_be_sent_is_shown_to_be_copied(v: Varld) -> None:
    order = utkast(v, NyRad("10001"))
    client = inloggad(v.miriam)
    given = falt(sidan(client.get(reverse("kundorder:leveransuppgifter", args=[order.pk]))))
    actions.radera(order.pk, person=v.miriam)
    answer = post(client, order, "leveransuppgifter", **given | {"instruktioner": "Ring <2> ggr"})
    page = sidan(answer)
    assert answer.status_code == 409
    assert "Det här hade du fyllt i" in page
    assert "<dt>Instruktioner</dt><dd>Ring &lt;2&gt; ggr</dd>" in page
    assert "Csrfmiddlewaretoken" not in page


def falt(page: str) -> dict[str, object]:
    """What the delivery's form would send if nothing were changed."""
    form = page[page.index('<form method="post" class="form') :]
    form = form[: form.index("</form>")]
    found: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (("checkbox" not in tag and "radio" not in tag) or " checked" in tag):
            found[name[1]] = value[1] if value else ""
    found |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form))
    chosen = r'<select[^>]*name="([^"]+)"(?:(?!</select>).)*value="([^"]*)" selected'
    return found | dict(re.findall(chosen, form))
