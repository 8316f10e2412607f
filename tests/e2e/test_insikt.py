"""An owner finds where a process waits: on the diagram, in words, in the table and in the file."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import expect

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.organisation.models import Anvandare
from tests.e2e.conftest import Klocka, Sida
from workflows import engine
from workflows.insight import increments
from workflows.models import UserTask

Hos = Callable[..., Sida]
HAR = "/processer/referens/insikt/"
# Hours that each task waits before somebody takes it.
VANTAN = {"registrera": 1, "granska": 50, "avsluta": 2}


def _historia(klocka: Klocka) -> None:
    """Six cases that go as fast as they can, but for one step."""
    pia = Anvandare.objects.get(username="pia.process")
    kim = next(one for one in Anvandare.objects.all() if "kundtjanst" in one.roller)
    cases = [
        actions.starta("referens", person=pia, kund=None, inlamning=Inlamning({})) for _ in range(6)
    ]
    for name, hours in VANTAN.items():
        svar = {f"{name}_rubrik": "Prov", f"{name}_antal": 3, f"{name}_klar": True}
        klocka.flytta(timedelta(hours=hours))
        tasks = UserTask.objects.filter(case_id__in=[one.pk for one in cases], element=name)
        for task in tasks:
            engine.claim(task.pk, actor=kim.username)
        klocka.flytta(timedelta(minutes=30))
        for task in tasks:
            actions.svara(task.pk, person=kim, inlamning=Inlamning(svar))
    increments.catch_up()


def test_the_bottleneck_is_found_by_eye_by_ear_and_in_a_spreadsheet(
    hos: Hos, klocka: Klocka, tmp_path: Path
) -> None:
    _historia(klocka)
    pia = hos("pia.process")
    pia.oppna("/processer/referens/")
    pia.page.get_by_role("link", name="Insikt").click()
    expect(pia.page.locator("[data-drawn=yes]")).to_be_attached()
    expect(
        pia.page.get_by_text("Längst väntan: Granska, i snitt 2 dagar 2 timmar.")
    ).to_be_visible()
    badge = pia.page.locator(".diagram-count--heat", has_text="2 d 2 h")
    expect(badge).to_be_visible()
    expect(pia.page.locator('.is-heat-5[data-element-id="granska"]')).to_be_attached()
    expect(pia.page.locator('.is-heat-1[data-element-id="registrera"]')).to_be_attached()
    row = pia.page.get_by_role("row", name="Granska")
    expect(row).to_contain_text("2 dagar 2 timmar")
    pia.granska()
    pia.bild("insikt", bredder=True)
    pia.page.get_by_label("Ordna stegen efter").select_option(label="Väntan i snitt")
    pia.page.get_by_label("Visa i diagrammet").select_option(label="Genomgångar")
    pia.page.get_by_role("button", name="Visa", exact=True).click()
    expect(pia.page.locator("tbody tr").first).to_contain_text("Granska")
    expect(pia.page.locator(".diagram-count--heat", has_text="6").first).to_be_visible()
    with pia.page.expect_download() as loaded:
        pia.page.get_by_role("link", name="Hämta som fil").click()
    loaded.value.save_as(tmp_path / "insikt.csv")
    told = (tmp_path / "insikt.csv").read_text(encoding="utf-8-sig")
    assert "Granska;granska;6;6;3000;6;30" in told


def test_without_script_and_with_too_few_the_page_still_answers(hos: Hos, klocka: Klocka) -> None:
    _historia(klocka)
    plain = hos("pia.process", "telefon", java_script_enabled=False)
    plain.oppna(HAR)
    expect(plain.page.get_by_text("Längst väntan: Granska")).to_be_visible()
    plain.granska()
    plain.page.get_by_label("Enhet (kundnummer)").fill("410000")
    plain.page.get_by_role("button", name="Visa", exact=True).click()
    expect(plain.page.get_by_text("Inget har hänt i det urvalet")).to_be_visible()
    plain.page.get_by_label("Enhet (kundnummer)").fill("finns inte")
    plain.page.get_by_role("button", name="Visa", exact=True).click()
    expect(
        plain.page.get_by_text("Det finns ingen enhet med det kundnumret.").first
    ).to_be_visible()
    plain.granska()
