"""Every page of the workbench: nothing that its policy forbids, and pictures that can be read."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Sida
from workflows.diagrams import versions
from workflows.workbench import drafts

Hos = Callable[..., Sida]

PROCESS = "/processer/felrapport/"
FILES = re.compile(r"/fil/|/filer/|/pdf/|/skriv-ut/")
MOST_PAGES = 60
READABLE = 0.79


def _utkast() -> None:
    """A draft that differs from what is published, with something to mend."""
    bpmn = versions.bundle_of(versions.published("felrapport")).bpmn
    assert b'name="Utred och svara"' in bpmn
    other = bpmn.replace(b'name="Utred och svara"', b'name="Utred"')
    drafts.change("felrapport", {"felrapport.bpmn": other}, by="pia", rev=None)


def _sort(address: str) -> str:
    """Pages of one kind differ by names and numbers only."""
    parts = address.partition("?")[0].strip("/").split("/")
    kinds = {"utkast", "text", "formular", "tabeller", "fragor", "rader", "versioner", "prova"}
    kept = [one for at, one in enumerate(parts) if at < 1 or one in kinds or at == len(parts) - 1]
    return "/".join("N" if one.isdigit() else one for one in kept) + str(len(parts))


def test_no_page_of_the_workbench_does_what_its_policy_forbids(hos: Hos) -> None:
    _utkast()
    pia = hos("pia.process")
    page = pia.page
    waiting, seen = ["/processer/", PROCESS], {"/processer/", PROCESS}
    kinds = set()
    visited = 0
    while waiting and visited < MOST_PAGES:
        address = waiting.pop(0)
        if _sort(address) in kinds:
            continue
        kinds.add(_sort(address))
        pia.oppna(address)
        pia.landa()
        visited += 1
        for drawn in page.locator("[data-diagram]:visible").all():
            expect(drawn).to_have_attribute("data-drawn", "yes")
        if page.locator("[data-editor]").count():
            expect(page.locator("[data-editor][data-drawn]")).to_be_attached()
        assert pia.faults == [], address
        found = page.locator(f'a[href^="{PROCESS}"]').evaluate_all(
            "es => es.map(e => e.getAttribute('href').split('#')[0])"
        )
        waiting += [one for one in found if one not in seen and not FILES.search(one)]
        seen |= set(found)
    assert visited > 15


def test_the_editor_does_not_either_whatever_is_opened_in_it(hos: Hos) -> None:
    pia = hos("pia.process")
    page, keys = pia.page, pia.page.keyboard
    pia.oppna(f"{PROCESS}utkast/rita/")
    expect(page.locator("[data-editor][data-drawn]")).to_be_attached()
    drawing = page.locator("[data-canvas] .djs-container svg").first
    page.get_by_role("button", name="Stega igenom").click()
    page.get_by_role("button", name="Låt det hända").first.dispatch_event("click")
    expect(page.locator(".bts-token-count, .bts-context-pad").first).to_be_attached()
    page.get_by_role("button", name="Sluta stega").click()
    expect(page.locator('[data-action="create.user-task"]')).to_be_visible()
    page.get_by_role("button", name="Visa hela").click()
    # Several marked: lining up and spreading are offered with pictures of their own.
    for name in ("utred", "ta_emot"):
        shape = page.locator(f'.djs-shape[data-element-id="{name}"] .djs-hit').first
        shape.click(modifiers=["Shift"])
    several = page.locator('.djs-context-pad [data-action="align-elements"]')
    expect(several).to_be_visible()
    several.dispatch_event("click")
    expect(page.locator(".djs-popup .entry").first).to_be_visible()
    keys.press("Escape")
    drawing.focus()
    for key in ("n", "Escape"):
        keys.press(key)
    assert pia.faults == []


def _skala(canvas: Locator) -> float:
    return float(canvas.locator(".viewport").evaluate("one => one.getCTM().a"))


def _plats(canvas: Locator) -> tuple[float, float]:
    x, y = canvas.locator(".viewport").evaluate("one => [one.getCTM().e, one.getCTM().f]")
    return float(x), float(y)


def _bilden(page: Page) -> Locator:
    expect(page.locator("[data-diagram]").first).to_have_attribute("data-drawn", "yes")
    canvas = page.locator("[data-canvas]").first
    canvas.scroll_into_view_if_needed()
    return canvas


def test_a_large_picture_can_be_read_at_once_and_seen_whole(hos: Hos) -> None:
    pia = hos("pia.process")
    page = pia.page
    for address in (PROCESS, f"{PROCESS}versioner/1/", f"{PROCESS}versioner/1/dokument/"):
        pia.oppna(address)
        canvas = _bilden(page)
        assert _skala(canvas) >= READABLE, address
        expect(page.get_by_role("group", name="Zooma bilden").first).to_be_visible()
    pia.oppna(PROCESS)
    canvas = _bilden(page)
    tools = page.get_by_role("group", name="Zooma bilden")
    first = _skala(canvas)
    tools.get_by_role("button", name="Zooma in").click()
    assert _skala(canvas) > first
    tools.get_by_role("button", name="Visa hela").click()
    assert _skala(canvas) < READABLE
    tools.get_by_role("button", name="100 %").click()
    assert abs(_skala(canvas) - 1) < 0.01
    tools.get_by_role("button", name="Läsbar storlek").click()
    assert abs(_skala(canvas) - first) < 0.01
    pia.granska()
    # The same from the keyboard.
    canvas.focus()
    page.keyboard.press("0")
    assert _skala(canvas) < READABLE
    page.keyboard.press("1")
    page.keyboard.press("-")
    assert abs(_skala(canvas) - 0.8) < 0.01
    at = _plats(canvas)
    page.keyboard.press("ArrowRight")
    assert _plats(canvas)[0] < at[0]
    # And by dragging.
    box = canvas.bounding_box()
    assert box
    at = _plats(canvas)
    page.mouse.move(box["x"] + 300, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 150, steps=5)
    page.mouse.up()
    assert _plats(canvas)[0] < at[0]


def test_a_finger_moves_the_picture_and_two_zoom_it(hos: Hos) -> None:
    pia = hos("pia.process", "telefon")
    page = pia.page
    pia.oppna(PROCESS)
    canvas = _bilden(page)
    assert _skala(canvas) >= READABLE
    box = canvas.bounding_box()
    assert box
    x, y = box["x"] + 180, box["y"] + 100
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, *places: float) -> None:
        points = [{"x": one, "y": y, "id": at} for at, one in enumerate(places)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    at, size = _plats(canvas), _skala(canvas)
    fingers("touchStart", x)
    for step in range(1, 6):
        fingers("touchMove", x - 20 * step)
    fingers("touchEnd")
    assert _plats(canvas)[0] < at[0] - 50
    fingers("touchStart", x - 40, x + 40)
    for step in range(1, 6):
        fingers("touchMove", x - 40 - 10 * step, x + 40 + 10 * step)
    fingers("touchEnd")
    assert _skala(canvas) > 1.5 * size
    pia.granska()


def _ses(canvas: Locator, element: str) -> bool:
    """Whether an element lies wholly within the frame of its picture."""
    frame = canvas.bounding_box()
    shape = canvas.locator(f'[data-element-id="{element}"] .djs-visual').first.bounding_box()
    assert frame
    assert shape
    return frame["x"] <= shape["x"] and shape["x"] + shape["width"] <= frame["x"] + frame["width"]


@pytest.mark.parametrize("width", ["skrivbord", "telefon"])
def test_a_picture_of_what_differs_opens_where_it_differs(hos: Hos, width: str) -> None:
    _utkast()
    pia = hos("pia.process", width)
    page = pia.page
    for address in (f"{PROCESS}utkast/", f"{PROCESS}jamfor/"):
        pia.oppna(address)
        figure = page.locator("[data-diagram]:visible").first
        expect(figure).to_have_attribute("data-drawn", "yes")
        canvas = figure.locator("[data-canvas]")
        canvas.scroll_into_view_if_needed()
        assert _ses(canvas, "utred"), address
        pia.granska()
        canvas.focus()
        for _ in range(20):
            page.keyboard.press("ArrowLeft")
        assert not _ses(canvas, "utred")
        # A line that names it shows it, by key too.
        line = page.get_by_role("button", name=re.compile("Visa i bilden")).first
        line.focus()
        page.keyboard.press("Enter")
        assert _ses(canvas, "utred")
        expect(canvas).to_be_focused()
        expect(canvas.locator(".is-pointed-at")).to_have_attribute("data-element-id", "utred")
