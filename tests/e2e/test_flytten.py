"""An owner foresees, publishes from a moment on, moves a few cases, then the rest, and regrets."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.organisation.models import Anvandare
from tests.e2e.conftest import WIDTHS, Klocka, Sida
from tests.e2e.test_berattelsen import Hos, ladda_om_tills
from tests.processer.test_flytt import _ny
from workflows.models import Definition, Process, UserTask
from workflows.workbench import drafts
from workflows.workbench.exchange import SCENARIOS

HAR = "/processer/referens/"


def ett_utkast() -> None:
    """The first task is another than it was, as far as its id goes."""
    new = _ny("registrera", "anteckna")
    bpmn = new.bpmn.replace(b'name="Avsluta"', b'name="Avsluta och arkivera"')
    files = {name: one.encode() for name, one in new.files.items()}
    files |= {
        "referens.bpmn": bpmn,
        SCENARIOS: new.scenarios.replace("”Avsluta”", "”Avsluta och arkivera”").encode(),
    }
    drafts.change("referens", files, by="pia.process", without=["registrera.form.json"])


def versioner() -> list[int]:
    rows = Process.objects.filter(status=Process.Status.RUNNING).order_by("pk")
    return [one.version.number for one in rows.select_related("version")]


def galler(process: str = "referens") -> int:
    published = Definition.objects.select_related("published").get(name=process).published
    assert published
    return published.number


def tryck(page: Page, namn: str) -> None:
    page.get_by_role("button", name=namn, exact=True).click()


def publicera_fran_mandag(pia: Sida, klocka: Klocka) -> None:
    """From six on Monday; the test's clock stands at a Wednesday morning."""
    page = pia.page
    pia.oppna(f"{HAR}publicera/")
    expect(page.get_by_text("3 av 3 kan flyttas till den nya versionen.")).to_be_visible()
    pia.granska()
    pia.bild("publicera")
    page.get_by_label("Vad är nytt, och varför?").fill("Antecknas först.")
    page.get_by_label("Gäller från").fill("2026-11-30T06:00")
    tryck(page, "Publicera")
    planned = page.get_by_role("cell", name="Planerad från 2026-11-30 06:00")
    expect(planned).to_be_visible()
    pia.granska()
    assert galler() == 1
    klocka.flytta(timedelta(days=5))
    pia.oppna(HAR)
    row = page.get_by_role("row", name="Version 2")
    ladda_om_tills(pia, row.get_by_text("Gäller nu"))


def jamfor(pia: Sida) -> None:
    """What is new, on the diagram and in words."""
    pia.oppna(f"{HAR}jamfor/?fran=1&till=2")
    expect(pia.page.get_by_text("Avsluta och arkivera").first).to_be_visible()
    expect(pia.page.locator("[data-drawn=yes]").first).to_be_attached()
    pia.granska()
    pia.bild("jamfor")


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_running_cases_are_foreseen_moved_and_moved_back(
    hos: Hos, klocka: Klocka, bredd: str
) -> None:
    person = Anvandare.objects.get(username="pia.process")
    cases = [
        actions.starta("referens", person=person, kund=None, inlamning=Inlamning({}))
        for _ in range(3)
    ]
    ett_utkast()
    pia = hos("pia.process", bredd)
    page = pia.page
    publicera_fran_mandag(pia, klocka)
    jamfor(pia)
    pia.oppna(f"{HAR}flytt/")
    chosen = page.get_by_label(re.compile("^Registrera"))
    expect(chosen).to_have_value("anteckna")
    expect(page.locator("[data-drawn=yes]")).to_be_attached()
    chosen.select_option("")
    chosen.focus()
    # Pointed at in the picture.
    page.locator('.djs-shape[data-element-id="anteckna"] .djs-hit').first.click()
    expect(chosen).to_have_value("anteckna")
    pia.granska()
    page.get_by_label("Varför flyttas ärendena?").fill("Alla ska antecknas först.")
    page.get_by_label("Hur många till att börja med?").fill("1")
    tryck(page, "Flytta")
    expect(page.get_by_text("1 är flyttade. Ser det bra ut?")).to_be_visible()
    pia.granska()
    pia.bild("flytt")
    assert versioner() == [2, 1, 1]
    page.get_by_role("link", name=cases[0].nummer or "").click()
    expect(page.get_by_text("Flyttad till version 2").first).to_be_visible()
    page.go_back()
    tryck(page, "Flytta resten")
    expect(page.locator("dl div", has_text="Flyttade").locator("dd")).to_have_text("3")
    assert versioner() == [2, 2, 2]
    assert set(UserTask.objects.values_list("element", flat=True)) == {"anteckna"}

    tryck(page, "Ta tillbaka flytten")
    page.get_by_role("dialog").get_by_role("button", name="Ta tillbaka").click()
    back = page.locator("dl div", has_text=re.compile(r"^\s*Tillbaka"))
    expect(back.locator("dd")).to_have_text("3")
    pia.granska()
    assert versioner() == [1, 1, 1]
    assert set(UserTask.objects.values_list("element", flat=True)) == {"registrera"}
    pia.oppna(f"{HAR}versioner/1/")
    page.get_by_role("link", name="Publicera den här igen").click()
    page.get_by_label("Vad är nytt, och varför?").fill("Det gamla sättet var bättre.")
    tryck(page, "Publicera")
    expect(page.get_by_text("Version 1 är publicerad")).to_be_visible()
    assert galler() == 1
