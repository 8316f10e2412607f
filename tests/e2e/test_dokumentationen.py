"""An owner reads the documentation of a version, prints it, and takes it along as a PDF."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.conftest import Sida

Hos = Callable[..., Sida]


def test_read_print_and_take_along(hos: Hos) -> None:
    pia = hos("pia.process")
    page = pia.page
    pia.oppna("/processer/felrapport/versioner/1/")
    page.get_by_role("link", name="Dokumentation", exact=True).click()
    expect(page.locator("[data-diagram=dokument][data-drawn=yes]")).to_be_attached()
    expect(page.get_by_role("heading", name="Steg för steg", exact=True)).to_be_visible()
    expect(page.get_by_text("1 arbetsdag efter att steget börjar").first).to_be_visible()
    pia.granska()
    with page.expect_download() as awaited:
        page.get_by_role("link", name="Hämta som PDF", exact=True).click()
    assert awaited.value.suggested_filename == "felrapport-v1.pdf"
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Hämta som PDF", exact=True)).to_be_hidden()
    # The picture is drawn to fit paper for as long as it is printed.
    svg = page.locator("[data-diagram=dokument] svg[data-element-id], [data-diagram=dokument] svg")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert svg.first.get_attribute("viewBox")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert svg.first.get_attribute("viewBox") is None
