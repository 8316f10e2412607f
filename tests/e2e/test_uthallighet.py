"""What must hold when things go wrong: going back, being late, being two, and no mouse."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from cases.organisation.models import Anvandare
from tests.e2e.conftest import Sida
from tests.e2e.test_berattelsen import (
    PERSONNUMMER,
    bestall,
    ga_till,
    hitta_patienten,
    ladda_om_tills,
)

Hos = Callable[..., Sida]


@pytest.mark.usefixtures("varlden")
def test_going_back_and_being_late_loses_nothing(hos: Hos) -> None:
    """Back shows what was typed; a form that was overtaken is refused in words, and kept."""
    miriam = hos("miriam")
    hitta_patienten(miriam)
    page = miriam.page
    page.get_by_role("button", name="Ny kundorder").click()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Artikel", exact=True).fill("99999")
    page.get_by_role("button", name="Spara raden").click()
    fault = page.get_by_role("group", name="Det här behöver du rätta")
    expect(fault).to_be_focused()
    expect(page.get_by_label("Artikel", exact=True)).to_have_value("99999")
    miriam.granska()
    page.get_by_label("Artikel", exact=True).fill("75178")
    page.get_by_role("button", name="Spara raden").click()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", name="Leveransuppgifter")).to_be_visible()
    page.get_by_label("Instruktioner").fill("Ring på hos grannen.")
    page.get_by_label("Postort").fill("")
    page.get_by_role("button", name="Fortsätt").click()
    expect(fault).to_be_focused()
    expect(page.get_by_label("Instruktioner")).to_have_value("Ring på hos grannen.")
    miriam.granska()

    other_window = page.context.new_page()
    other_window.goto(page.url)
    other_window.get_by_label("Portkod").fill("1234")
    other_window.get_by_role("button", name="Fortsätt").click()
    expect(other_window.get_by_role("heading", name="Granska och skicka")).to_be_visible()
    page.get_by_label("Postort").fill("KARLSBORG")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name="Fortsätt").click()
    assert answered.value.status == 409
    changed = page.get_by_role("group", name="Ordern har ändrats sedan du öppnade sidan")
    expect(changed).to_be_focused()
    expect(changed).to_contain_text("leveransuppgifterna ändrades")
    expect(changed).to_contain_text("Portkod: sparat är nu ”1234”, du lämnade det tomt.")
    expect(page.get_by_label("Instruktioner")).to_have_value("Ring på hos grannen.")
    miriam.granska()
    page.get_by_label("Portkod").fill("1234")
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", name="Granska och skicka")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Ring på hos grannen.")


@pytest.mark.usefixtures("arbetare")
def test_two_at_the_inbox_and_the_keyboard(hos: Hos) -> None:
    """j, k and Enter do the work of a mouse; what a colleague takes is marked where it stands."""
    colleague = Anvandare.objects.get(username="kim.kundtjanst")
    colleague.roller = [*colleague.roller, "lager"]
    colleague.save()
    miriam = hos("miriam", "telefon")
    miriam.granskar = False
    numbers = []
    for _ in range(2):
        hitta_patienten(miriam)
        numbers.append(bestall(miriam))
    lotta, kim = hos("lotta.lager"), hos("kim.kundtjanst")
    ga_till(lotta, "Inkorg")
    ladda_om_tills(lotta, lotta.page.get_by_role("row", name=numbers[1]))
    row = lotta.page.get_by_role("row", name=numbers[1])
    before = row.bounding_box()
    assert before
    ga_till(kim, "Inkorg")
    kim.page.get_by_role("link", name=re.compile(rf"Visa .*{numbers[1]}")).click()
    kim.granska()
    kim.page.get_by_role("button", name="Ta uppgiften").click()
    expect(row).to_contain_text("Kim Kundtjänst")
    after = row.bounding_box()
    assert after
    assert after["y"] == before["y"]
    lotta.granska()

    lotta.page.get_by_role("heading", name="Inkorg").click()
    lotta.page.keyboard.press("j")
    expect(lotta.page.get_by_role("link", name=re.compile(f"^{numbers[0]}"))).to_be_focused()
    lotta.page.keyboard.press("j")
    expect(lotta.page.get_by_role("link", name=re.compile(f"^{numbers[1]}"))).to_be_focused()
    lotta.page.keyboard.press("k")
    lotta.page.keyboard.press("Enter")
    expect(lotta.page.get_by_role("heading", name="Plocka")).to_be_visible()

    # One is done with what the other still has before her: she is told, and nothing is undone.
    lotta.page.get_by_label("Individnummer").first.fill("1450003")
    second = lotta.page.context.new_page()
    second.goto(lotta.page.url)
    second.get_by_label("Individnummer").first.fill("1450004")
    second.get_by_role("button", name="Plockat").click()
    expect(second.get_by_text(re.compile("är plockad"))).to_be_visible()
    with lotta.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        lotta.page.get_by_role("button", name="Plockat").click()
    assert answered.value.status == 409
    lotta.granska()


@pytest.mark.usefixtures("varlden")
def test_a_session_that_ends_in_the_guide_returns_to_it(hos: Hos) -> None:
    miriam = hos("miriam", "telefon")
    hitta_patienten(miriam)
    page = miriam.page
    page.get_by_role("button", name="Ny kundorder").click()
    expect(page.get_by_role("heading", name="Orderhuvud")).to_be_visible()
    place = page.url
    page.context.clear_cookies()
    page.goto(place)
    expect(page.get_by_role("heading", name="Logga in")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Miriam")).click()
    expect(page).to_have_url(place)
    expect(page.get_by_label("Personnummer eller kundnummer")).to_have_value(PERSONNUMMER)
