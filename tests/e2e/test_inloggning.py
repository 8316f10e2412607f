"""A login that ends while somebody writes: after the next one it stands there again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Sida

Hos = Callable[..., Sida]


def logga_in(sida: Sida) -> None:
    sida.page.get_by_role("button", name=re.compile("^Miriam")).click()


@pytest.mark.usefixtures("varlden")
@pytest.mark.parametrize("skript", [True, False])
def test_what_was_typed_is_there_after_the_log_in(hos: Hos, skript: bool) -> None:
    miriam = hos("", "telefon", **({} if skript else {"java_script_enabled": False}))
    page = miriam.page
    miriam.oppna("/logga-in/?next=/dina-uppgifter/andra/")
    logga_in(miriam)
    telefon = page.get_by_label(re.compile("^Telefon"))
    telefon.fill("010-123 45 67")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", name="Logga in")).to_be_visible()
    logga_in(miriam)
    expect(page.get_by_role("heading", name="Det du hade fyllt i finns kvar")).to_be_visible()
    miriam.granska()
    if skript:
        expect(telefon).to_have_value("010-123 45 67")
        page.get_by_role("button", name="Spara").click()
    else:
        page.get_by_role("button", name="Skicka det nu").click()
    expect(page.get_by_text("Dina uppgifter är sparade.")).to_be_visible()
    expect(page.get_by_text("010-123 45 67")).to_be_visible()
    expect(page.get_by_text("finns kvar")).to_have_count(0)
