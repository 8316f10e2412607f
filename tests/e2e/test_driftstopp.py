"""What has stopped, what stands still, and what is moved by hand: mended in a browser, at both
widths."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from tests.e2e.conftest import WIDTHS
from tests.e2e.diagrams import laid_out
from tests.e2e.test_berattelsen import Hos
from tests.workflows.draw import draw
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.models import Incident, Process, UserTask
from workflows.watch.round import go_round

_START = """{"title": "Ansök om bidrag", "type": "object", "properties": {
  "belopp": {"type": "integer", "title": "Hur mycket?"}}}"""
_UPPGIFT = """{"title": "%s", "type": "object", "properties": {
  "not_%s": {"type": "string", "title": "Anteckning"}}}"""
_LANE = (
    '<bpmn:laneSet id="banor"><bpmn:lane id="bana" name="kundtjanst">'
    + "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in ("start", "utred", "betala"))
    + "</bpmn:lane></bpmn:laneSet>"
)


def bidrag(antal: int, **svar: int) -> list[Arende]:
    """Cases of a process that somebody has drawn: what is asked for decides where they go, and was
    not said."""
    drawn = draw(
        "start > stort", "stort > utred : belopp > 1000", "stort > betala", "utred > slut",
        "betala > slut", user="utred betala", xor="stort", process_id="bidrag", extra=_LANE,
    )  # fmt: skip
    shown = laid_out(drawn, bidrag="Bidrag", stort="Är det stort?", utred="Utred", betala="Betala")
    files = {"start.form.json": _START}
    files |= {f"{one}.form.json": _UPPGIFT % (one.title(), one) for one in ("utred", "betala")}
    versions.publish(Bundle("bidrag", shown, files), case_type="fritt")
    kim = Anvandare.objects.get(username="kim.kundtjanst")
    return [
        actions.starta("bidrag", person=kim, kund=None, inlamning=Inlamning(svar))
        for _ in range(antal)
    ]


def tryck(page: Page, namn: str) -> None:
    page.get_by_role("button", name=namn, exact=True).click()


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_many_that_stopped_for_one_cause_go_on_by_one_answer(hos: Hos, bredd: str) -> None:
    cases = bidrag(3)
    assert Incident.objects.count() == 3
    kim = hos("kim.kundtjanst", bredd)
    page = kim.page
    kim.oppna("/driftstopp/")
    kim.granska()
    page.get_by_role("link", name="Åtgärda många på en gång, efter orsak").click()
    expect(page.get_by_text("1 orsak", exact=True)).to_be_visible()
    kim.granska()
    page.locator("a.row-link").click()
    page.get_by_label("Försök igen").check()
    tryck(page, "Se vad som skulle hända")
    expect(page.get_by_role("heading", name="Så skulle det gå")).to_be_visible()
    kim.granska()
    tryck(page, "Utför på alla 3")
    again = page.locator("dl div", has_text="Stannade igen")
    expect(again.locator("dd")).to_have_text("3")
    kim.granska()
    assert UserTask.objects.count() == 0

    page.get_by_role("link", name="Till driftstopp efter orsak").click()
    page.locator("a.row-link").click()
    page.get_by_label("Ge värdet som saknas").check()
    page.get_by_label("Uppgiften som saknas").select_option(label="Hur mycket?")
    page.get_by_label("Värdet", exact=True).fill("200")
    page.get_by_label("Varför?").fill("Handläggaren ringde och frågade.")
    tryck(page, "Se vad som skulle hända")
    expect(page.get_by_role("heading", name="Så skulle det gå")).to_be_visible()
    kim.granska()
    kim.bild("driftstopp-orsak", hela=True)
    tryck(page, "Utför på alla 3")
    expect(page.locator("dl div", has_text="Klara").locator("dd")).to_have_text("3")
    kim.granska()
    assert UserTask.objects.filter(element="betala").count() == 3
    assert not Incident.objects.filter(resolved_at=None).exists()

    page.get_by_role("link", name=cases[0].nummer or "").click()
    page.get_by_role("link", name="Öppna ärendet").click()
    expect(page.get_by_text(re.compile("tillägg")).first).to_be_visible()
    kim.granska()
    kim.oppna(f"/fritt/uppgift/{UserTask.objects.get(case_id=cases[0].pk).pk}/")
    page.get_by_label("Anteckning").fill("Utbetalt")
    page.locator("main form button.ds-button").first.click()
    expect(page.get_by_text(re.compile("klart|klar|utförd", re.IGNORECASE)).first).to_be_visible()
    assert Process.objects.get(case_id=cases[0].pk).status == Process.Status.DONE
    kim.oppna("/driftstopp/")
    expect(page.get_by_text("Inga driftstopp")).to_be_visible()


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_what_stands_still_is_found_with_what_to_do(hos: Hos, bredd: str) -> None:
    case, *_ = bidrag(2, belopp=5)
    UserTask.objects.all().delete()
    go_round()
    kim = hos("kim.kundtjanst", bredd)
    page = kim.page
    kim.oppna("/driftstopp/")
    expect(page.get_by_text("2 ärenden står stilla")).to_be_visible()
    page.get_by_role("link", name="Se varför").click()
    expect(page.get_by_text("1 orsak", exact=True)).to_be_visible()
    expect(page.get_by_text("Välj Återställ, så görs det som fattas")).to_be_visible()
    kim.granska()
    kim.bild("star-stilla", hela=True)
    page.locator("a.row-link").click()
    expect(page.get_by_text("2 ärenden", exact=True)).to_be_visible()
    kim.granska()
    for _ in range(2):
        page.get_by_role("button", name="Återställ").first.click()
        expect(page.get_by_text("Ärendet är återställt och kan gå vidare.")).to_be_visible()
    expect(page.get_by_text("Inget ärende står stilla")).to_be_visible()
    kim.oppna(f"/arende/{case.pk}/")
    expect(page.get_by_text("Återställt").first).to_be_visible()
    assert UserTask.objects.filter(element="betala").count() == 2


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_a_case_is_moved_by_hand_when_a_second_person_agrees(
    hos: Hos, settings: Settings, bredd: str
) -> None:
    settings.FLYTT_FYRA_OGON = True
    (case,) = bidrag(1, belopp=5)
    kim = hos("kim.kundtjanst", bredd)
    page = kim.page
    kim.oppna(f"/driftstopp/flytta/{case.pk}/")
    expect(page.get_by_text("Står nu vid ”Betala”")).to_be_visible()
    page.get_by_label("Flytta till ”Utred”").check()
    tryck(page, "Se vad som skulle hända")
    expect(page.get_by_text(re.compile("minst 10 tecken", re.IGNORECASE)).first).to_be_visible()
    page.get_by_label("Varför?").fill("Beloppet ska utredas först.")
    tryck(page, "Se vad som skulle hända")
    expect(page.get_by_role("heading", name="Det här skulle hända")).to_be_visible()
    kim.granska()
    kim.bild("flytta-arende", hela=True)
    tryck(page, "Be om klartecken")
    assert UserTask.objects.get().element == "betala"
    kim.oppna("/driftstopp/flyttar/")
    expect(page.get_by_role("button", name="Säg ja och flytta")).to_have_count(0)
    expect(page.get_by_role("button", name="Ta tillbaka")).to_be_visible()

    pia = hos("pia.process", bredd)
    pia.oppna("/driftstopp/")
    pia.page.get_by_role("link", name="Säg ja eller nej").click()
    expect(pia.page.get_by_text("Beloppet ska utredas först.")).to_be_visible()
    pia.granska()
    tryck(pia.page, "Säg ja och flytta")
    expect(pia.page.get_by_text("Står nu vid ”Utred”")).to_be_visible()
    assert UserTask.objects.get().element == "utred"
    kim.oppna(f"/arende/{case.pk}/")
    expect(page.get_by_text("Beloppet ska utredas först.").first).to_be_visible()
    kim.granska()
