"""A process drawn from the beginning: used, changed from a Monday, its cases moved, regretted."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import WIDTHS, Klocka, Sida
from tests.e2e.test_berattelsen import Hos, ga_till, ladda_om_tills
from workflows import clock
from workflows.models import UserTask

HAR = "/processer/lan_av_ramp/"
NYTT = "Vad är nytt, och varför?"


def borja(pia: Sida) -> None:
    """Name it, say who starts and who does, and see it drawn."""
    page = pia.page
    ga_till(pia, "Processer")
    page.get_by_role("link", name="Ny process").click()
    page.get_by_label("Vad heter processen?").fill("Lån av ramp")
    page.get_by_label("Vem startar ärenden?").select_option(label="Förskrivare")
    page.get_by_role("button", name="Börja rita").click()
    expect(page.get_by_text("Välj vem som gör den första uppgiften.").first).to_be_visible()
    expect(page.get_by_label("Vad heter processen?")).to_have_value("Lån av ramp")
    pia.granska()
    page.get_by_label("Vem gör den första uppgiften?").select_option(label="Kundtjänst")
    page.get_by_role("button", name="Börja rita").click()
    expect(page.locator("[data-editor][data-drawn]")).to_be_attached()
    pia.granska()


def satt_steget(pia: Sida, dagar: int) -> None:
    """The task gets its name and its deadline, in words."""
    page = pia.page
    pia.oppna(f"{HAR}utkast/text/uppgift/")
    page.get_by_label(re.compile("^Namn")).fill("Mät trappan")
    page.get_by_label("Klart senast").fill(f"hmc.arbetsdagar(start, {dagar})")
    pia.granska()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page).to_have_url(re.compile("/utkast/text/"))


def publicera(pia: Sida, varfor: str, fran: str = "") -> None:
    page = pia.page
    pia.oppna(f"{HAR}publicera/")
    page.get_by_label(NYTT).fill(varfor)
    if fran:
        page.get_by_label("Gäller från").fill(fran)
    pia.granska()
    page.get_by_role("button", name="Publicera", exact=True).click()
    expect(page).to_have_url(re.compile(f"{HAR}$"))


def starta(miriam: Sida, vad: str) -> None:
    page = miriam.page
    miriam.oppna("/fritt/")
    page.get_by_role("link", name="Lån av ramp").click()
    page.get_by_label("Vad gäller det?").fill(vad)
    miriam.granska()
    page.get_by_role("button", name="Skicka").click()
    expect(page).to_have_url(re.compile("/kvitto/"))
    expect(page.get_by_text(re.compile("Mät trappan: Kundtjänst gör det"))).to_be_visible()


def frister() -> list[str]:
    tasks = UserTask.objects.filter(element="uppgift").order_by("process_id")
    return [str(clock.local(one.deadline).date()) for one in tasks if one.deadline]


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_it_is_drawn_used_changed_moved_and_regretted(hos: Hos, klocka: Klocka, bredd: str) -> None:
    pia = hos("pia.process")
    page = pia.page
    borja(pia)
    satt_steget(pia, 5)
    publicera(pia, "Ramper lånas ut.")

    miriam = hos("miriam", bredd)
    for vad in ("En ramp till ytterdörren.", "En ramp till bilen."):
        starta(miriam, vad)
    kim = hos("kim.kundtjanst", bredd)
    done = UserTask.objects.filter(element="uppgift").earliest("process_id")
    kim.oppna(f"/inkorg/{done.pk}/")
    expect(kim.page.get_by_text("En ramp till ytterdörren.")).to_be_visible()
    kim.page.get_by_label("Vad gjordes?").fill("Trappan är mätt.")
    kim.page.get_by_role("button", name="Skicka").click()
    expect(kim.page).to_have_url(re.compile("/kvitto/"))
    assert frister() == ["2026-12-02"]

    # From Monday at six, and not before.
    satt_steget(pia, 3)
    publicera(pia, "Tre dagar räcker.", fran="2026-11-30T06:00")
    expect(page.get_by_text("Version 2 gäller från")).to_be_visible()
    klocka.flytta(timedelta(days=5))
    ladda_om_tills(pia, page.get_by_text("Nya ärenden följer version 2."))
    starta(miriam, "En ramp till altanen.")
    assert frister() == ["2026-12-02", "2026-12-03"]

    page.get_by_role("link", name="Flytta ärenden till version 2").click()
    page.get_by_label("Varför flyttas ärendena?").fill("Alla ska ha samma tid.")
    pia.granska()
    page.get_by_role("button", name="Flytta", exact=True).click()
    moved = page.get_by_role("button", name="Ta tillbaka flytten")
    ladda_om_tills(pia, moved)
    pia.granska()
    moved.click()
    page.get_by_role("button", name="Ta tillbaka", exact=True).click()
    ladda_om_tills(pia, page.get_by_text("Tillbaka", exact=True))
    assert frister() == ["2026-12-02", "2026-12-03"]

    # Regretted: the first one holds again.
    pia.oppna(f"{HAR}versioner/1/")
    page.get_by_role("link", name="Publicera den här igen").click()
    page.get_by_label(NYTT).fill("Tre dagar räckte inte.")
    page.get_by_role("button", name="Publicera", exact=True).click()
    expect(page.get_by_text("Nya ärenden följer version 1.")).to_be_visible()
