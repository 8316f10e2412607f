"""An owner puts the questions of a form in order: by mouse, by finger, and without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import WIDTHS
from tests.e2e.test_berattelsen import Hos
from workflows.models import Draft

BEDOM = "/processer/utprovning/utkast/formular/bedom/"
Drar = Callable[[Page, tuple[float, float], tuple[float, float]], None]


def _med_mus(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(end[0], end[1] - 10, steps=6)
    page.mouse.move(*end)
    page.mouse.up()


def _med_finger(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A real touch, as the browser gets it: a page that scrolls instead ends it."""
    browser = page.context.new_cdp_session(page)

    def touch(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", start)
    for step in range(1, 9):
        part = step / 8
        touch("touchMove", (start[0], start[1] + (end[1] - start[1]) * part))
    touch("touchEnd")


def _mitt(one: Locator) -> tuple[float, float]:
    box = one.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _ordning(page: Page) -> list[str]:
    return [one.get_attribute("id") or "" for one in page.locator(".builder__row").all()]


@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_a_question_is_dragged_to_its_place(hos: Hos, bredd: str) -> None:
    pia = hos("pia.process", bredd)
    page = pia.page
    drar: Drar = _med_finger if bredd == "telefon" else _med_mus
    pia.oppna(BEDOM)
    before = _ordning(page)
    assert len(before) > 2
    rows = page.locator(".builder__row")
    rows.first.scroll_into_view_if_needed()
    pia.granska()
    grip = rows.nth(1).locator("[data-dra]")
    size = grip.bounding_box()
    assert size
    assert min(size["width"], size["height"]) >= 44
    top = _mitt(rows.first)
    drar(page, _mitt(grip), (_mitt(grip)[0], top[1] - 20))
    expect(page).to_have_url(re.compile(f"#{before[1]}$"))
    pia.landa()
    assert _ordning(page) == [before[1], before[0], *before[2:]]
    assert Draft.objects.get().rev == 1

    # Let go where it was, nothing is changed; taken back by Escape, neither.
    grip = rows.first.locator("[data-dra]")
    drar(page, _mitt(grip), (_mitt(grip)[0], _mitt(grip)[1] + 3))
    if bredd != "telefon":
        page.mouse.move(*_mitt(grip))
        page.mouse.down()
        page.mouse.move(_mitt(grip)[0], _mitt(rows.nth(1))[1] + 20, steps=4)
        expect(rows.nth(1)).to_have_class("builder__row is-dragged")
        page.keyboard.press("Escape")
        page.mouse.up()
    assert _ordning(page)[:2] == [before[1], before[0]]
    assert Draft.objects.get().rev == 1


def test_without_script_the_buttons_put_them_in_order(hos: Hos) -> None:
    pia = hos("pia.process", "telefon", java_script_enabled=False)
    page = pia.page
    pia.oppna(BEDOM)
    before = _ordning(page)
    expect(page.locator("[data-dra]").first).to_be_hidden()
    page.get_by_role("button", name="Ner").first.click()
    assert _ordning(page)[:2] == [before[1], before[0]]
