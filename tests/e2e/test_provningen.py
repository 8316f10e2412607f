"""An owner tries a draft, keeps what she did, breaks it, and must sign to publish it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.organisation.models import Anvandare
from tests.e2e.conftest import Sida
from workflows.diagrams import versions
from workflows.models import Draft, Release, UserTask
from workflows.workbench import drafts

Hos = Callable[..., Sida]
HAR = "/processer/referens/"
SKAL = "Scenariot skrivs om i morgon; ingen ska behöva vänta."


def _changed(old: bytes, new: bytes, rev: int | None) -> None:
    bpmn = versions.bundle_of(versions.published("referens")).bpmn
    assert old in bpmn
    drafts.change("referens", {"referens.bpmn": bpmn.replace(old, new)}, by="pia.process", rev=rev)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_try_keep_break_and_sign(hos: Hos) -> None:
    _changed(b'name="Avsluta"', b'name="Avsluta allt"', None)
    drafts.change("referens", {"scenarier.txt": b""}, by="pia.process", rev=1)
    pia = hos("pia.process")
    page = pia.page
    pia.oppna(f"{HAR}utkast/")
    expect(page.get_by_text("element besöks inte av något scenario")).to_be_visible()
    page.get_by_text("element besöks inte av något scenario").click()
    expect(page.locator("[data-diagram=scenarier][data-drawn=yes]")).to_be_attached()
    pia.granska()
    page.get_by_role("link", name="Prova utkastet", exact=True).click()
    pia.granska()
    _press(page, "Börja provkörningen")
    expect(page.get_by_role("heading", name="Registrera", exact=True)).to_be_visible()
    page.locator("#falt-registrera_rubrik").fill("Prov")
    page.locator("#falt-registrera_antal").fill("3")
    page.locator("input[name=registrera_klar][value=ja]").check()
    pia.granska()
    page.get_by_role("region", name="Registrera").get_by_role("button").click()
    expect(page.get_by_role("heading", name="Granska", exact=True)).to_be_visible()
    pia.bild("prova", bredder=True)
    page.get_by_label("Vad scenariot heter").fill("Registrerad")
    _press(page, "Spara scenariot")
    expect(page.get_by_text("Scenariot är sparat i utkastet.")).to_be_visible()
    expect(page.get_by_text("Grönt", exact=True)).to_be_visible()
    pia.granska()

    _changed(b'name="Granska"', b'name="Granska noga"', Draft.objects.get().rev)
    pia.oppna(f"{HAR}utkast/")
    expect(page.get_by_text("Rött", exact=True)).to_be_visible()
    page.get_by_role("link", name="Publicera …").click()
    page.get_by_label("Vad är nytt, och varför?").fill("Granskas noga från och med nu.")
    _press(page, "Publicera")
    expect(
        page.get_by_role("link", name=re.compile("Scenariot ”Registrerad” är rött"))
    ).to_be_visible()
    pia.granska()
    page.get_by_label("Varför publiceras det ändå?").fill(SKAL)
    page.get_by_label("Skriv under med ditt namn").fill("Pia Process")
    _press(page, "Publicera")
    expect(page.get_by_text(re.compile(r"Version \d+ är publicerad"))).to_be_visible()
    assert Release.objects.latest("pk").reason == SKAL
    page.get_by_text("Publicerad trots invändningar").first.click()
    expect(page.get_by_text(f"Skäl: {SKAL}")).to_be_visible()
    pia.granska()


def test_finished_cases_are_replayed(hos: Hos, arbetare: None) -> None:
    pia, kim = (Anvandare.objects.get(username=name) for name in ("pia.process", "kim.kundtjanst"))
    arende = actions.starta("referens", person=pia, kund=None, inlamning=Inlamning({}))
    for name in ("registrera", "granska", "avsluta"):
        svar = {f"{name}_rubrik": "Prov", f"{name}_antal": 3, f"{name}_klar": True}
        task = UserTask.objects.get(case_id=arende.pk, element=name)
        actions.svara(task.pk, person=kim, inlamning=Inlamning(svar))
    _changed(b'name="kundtjanst"', b'name="konsulent"', None)
    owner = hos("pia.process")
    page = owner.page
    owner.oppna(f"{HAR}utkast/")
    page.get_by_role("link", name="Spela upp verkliga ärenden").click()
    owner.granska()
    _press(page, "Spela upp")
    expect(page.get_by_role("heading", name="Vad som gör skillnaden")).to_be_visible()
    owner.oppna(page.url.removeprefix(owner.address))
    owner.granska()
    _press(page, "Jag har läst skillnaderna")
    expect(page.get_by_text("Skillnaderna är lästa.")).to_be_visible()
    page.get_by_role("link", name=arende.nummer or "").click()
    expect(page.get_by_text(re.compile("i stället för Kundtjänst")).first).to_be_visible()
    owner.granska()
