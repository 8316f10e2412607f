"""The story: a bed from Ny kundorder to the patient's Hjälpmedel, among everybody it passes."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Klocka, Sida
from tests.programs import wait_until

PERSONNUMMER = "200303030303"
SANG = "75178"
INDIVID = "1450003"

Hos = Callable[..., Sida]


def ga_till(sida: Sida, place: str) -> None:
    """By the menu, which a phone keeps behind a button."""
    menu = sida.page.get_by_role("navigation", name="Meny", exact=True)
    if sida.width < 500:
        sida.page.locator("summary").filter(has_text="Meny").click()
        menu = sida.page.get_by_role("navigation", name="Meny på liten skärm")
    menu.get_by_role("link", name=place).click()


def hitta_patienten(sida: Sida) -> None:
    """Hjälpmedel: the patient's aids, with the vårdrelation confirmed when it is asked for."""
    ga_till(sida, "Hjälpmedel")
    sida.page.get_by_label("Personnummer").fill(PERSONNUMMER)
    sida.page.get_by_role("button", name="Sök").click()
    confirm = sida.page.get_by_label(re.compile("Jag deltar i vården"))
    found = sida.page.get_by_role("region", name="Mottagare")
    expect(confirm.or_(found).first).to_be_visible()
    if confirm.is_visible():
        confirm.check()
        sida.page.get_by_role("button", name="Sök").click()
    expect(found).to_contain_text("Lille Skutt")


def bestall(sida: Sida, artikel: str = SANG) -> str:
    """Through the guide; the kundordernummer."""
    page = sida.page
    page.get_by_role("button", name="Ny kundorder").click()
    expect(page.get_by_label("Personnummer eller kundnummer")).to_have_value(PERSONNUMMER)
    sida.granska()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Artikel", exact=True).fill(artikel)
    page.get_by_role("button", name="Spara raden").click()
    expect(page.get_by_role("row", name=artikel)).to_be_visible()
    sida.granska()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_label("Gatuadress")).to_have_value("Morotslandet 3")
    sida.granska()
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", name="Granska och skicka")).to_be_visible()
    sida.granska()
    if sida.width > 500:
        sida.bild("granska")
    page.get_by_role("button", name="Verkställ").click()
    receipt = page.get_by_role("region", name="Kundordern är skickad")
    mots_av(sida, receipt)
    sida.granska()
    if sida.width < 500:
        sida.bild("kvitto")
    found = re.search(r"\b\d{8}\b", receipt.inner_text())
    assert found
    return found.group()


def mots_av(sida: Sida, what: Locator) -> None:
    """A receipt or a refusal is what the reader meets first."""
    expect(what).to_be_visible()
    if sida.skript:
        expect(what).to_be_focused()


def ar_gjort(sida: Sida) -> None:
    """What was sent is carried out, before another looks for what it led to."""
    expect(sida.page).to_have_url(re.compile("/kvitto/"))


def handelse(sida: Sida, title: str) -> Locator:
    """What happens now, in the case's timeline."""
    timeline = sida.page.get_by_role("region", name="Så här går det")
    return timeline.locator("[aria-current=step]").filter(has_text=title)


def ladda_om_tills(sida: Sida, seen: Locator) -> None:
    """What the worker carries out is there, on the page that was just opened, before long."""
    sida.landa()

    def shown() -> bool:
        sida.page.reload()
        return seen.count() > 0

    wait_until(shown, str(seen))


@pytest.mark.usefixtures("arbetare")
def test_a_bed_from_order_to_patient(hos: Hos) -> None:
    miriam = hos()
    miriam.oppna("/logga-in/")
    miriam.page.get_by_role("button", name=re.compile("^Miriam")).click()
    expect(miriam.page.get_by_role("heading", name="Välkommen, Miriam")).to_be_visible()
    hitta_patienten(miriam)
    bed = miriam.page.get_by_role("row", name=re.compile(f"{SANG}.*{INDIVID}"))
    expect(bed).to_have_count(0)
    nummer = bestall(miriam)
    miriam.page.get_by_role("link", name="Följ ordern").click()
    ladda_om_tills(miriam, handelse(miriam, "Plocka"))
    miriam.granska()
    miriam.bild("arende", hela=False)

    # Another order stands elsewhere in the same diagrams at the same time.
    pa_vag = hos("miriam", "telefon")
    pa_vag.granskar = False
    hitta_patienten(pa_vag)
    annan = bestall(pa_vag)
    assert annan != nummer

    plocka(hos("lotta.lager"), nummer, annan)
    leverera(hos("tore.transport", "telefon"), nummer)

    ladda_om_tills(miriam, miriam.page.get_by_text("Slutlevererad"))
    for told in ["Plockat", "Utlevererat", "Leveransförsök", "Kvitterat"]:
        done = miriam.page.locator("[data-state=done]").filter(has_text=told)
        expect(done.first).to_be_attached()
    miriam.granska()
    hitta_patienten(miriam)
    expect(bed).to_be_visible()
    miriam.granska()
    ga_till(pa_vag, "Kundorder")
    pa_vag.granskar = True
    pa_vag.granska()
    pa_vag.page.get_by_role("link", name=annan).click()
    expect(handelse(pa_vag, "Plocka")).to_be_visible()


def plocka(lotta: Sida, nummer: str, annan: str = "") -> None:
    """Find the work in the inbox, pick the bed by its individnummer, hand it to the transport."""
    page = lotta.page
    ga_till(lotta, "Inkorg")
    if annan:
        expect(page.get_by_role("row", name=annan)).to_be_visible()
    lotta.bild("inkorg")
    page.get_by_label("Sök ärende, mottagare eller artikel").fill(nummer)
    page.get_by_role("button", name="Visa").click()
    expect(page).to_have_url(re.compile(nummer))
    if annan:
        expect(page.get_by_role("row", name=annan)).to_have_count(0)
    lotta.granska()
    page.get_by_role("button", name="Ta nästa").click()
    expect(page.get_by_role("heading", name="Plocka")).to_be_visible()
    lotta.granska()
    # Nothing scanned yet: the page says what is missing, and keeps the rest.
    page.get_by_role("button", name="Plockat").click()
    mots_av(lotta, page.get_by_role("group", name="Det här behöver du rätta"))
    lotta.granska()
    page.get_by_label("Individnummer").first.fill(INDIVID)
    lotta.bild("plocka")
    page.get_by_role("button", name="Plockat").click()
    expect(page.get_by_text(re.compile("är plockad"))).to_be_visible()
    lotta.granska()
    page.get_by_role("link", name="Utleverera").click()
    expect(page.get_by_role("heading", name="Utleverera")).to_be_visible()
    lotta.granska()
    page.get_by_role("button", name="Utleverera").click()
    expect(page.get_by_role("heading", name="Följesedel")).to_be_visible()
    lotta.granska()


def leverera(tore: Sida, nummer: str) -> None:
    """The driver's part, on a phone, until the receipt is signed."""
    page = tore.page
    ga_till(tore, "Inkorg")
    tore.granska()
    page.get_by_role("button", name="Ta nästa").click()
    expect(page.get_by_role("heading", name="Leverera")).to_be_visible()
    expect(page.get_by_text(nummer).first).to_be_visible()
    expect(page.get_by_text("Morotslandet 3")).to_be_visible()
    tore.granska()
    tore.bild("leverera")
    page.get_by_label("Levererad").check()
    page.get_by_role("button", name="Spara").click()
    page.get_by_label("Mottagen av").fill("Stora Skutt")
    page.get_by_role("button", name="Kvittera leveransen").click()
    mots_av(tore, page.get_by_role("group", name="Det här behöver du rätta"))
    expect(page.get_by_label("Mottagen av")).to_have_value("Stora Skutt")
    tore.granska()
    page.get_by_label("Underskrift").fill("S Skutt")
    page.get_by_role("button", name="Kvittera leveransen").click()
    expect(page.get_by_text("Leveransen är kvitterad.")).to_be_visible()
    tore.granska()


@pytest.mark.usefixtures("arbetare")
def test_the_story_without_script(hos: Hos) -> None:
    """The main path again, with JavaScript off, on a phone."""
    miriam = hos("miriam", "telefon", java_script_enabled=False)
    hitta_patienten(miriam)
    nummer = bestall(miriam)
    lotta = hos("lotta.lager", "telefon", java_script_enabled=False)
    ga_till(lotta, "Inkorg")
    ladda_om_tills(lotta, lotta.page.get_by_role("row", name=nummer))
    plocka(lotta, nummer)
    leverera(hos("tore.transport", "telefon", java_script_enabled=False), nummer)


@pytest.mark.usefixtures("arbetare")
def test_a_fitting_is_late_and_then_done(hos: Hos, klocka: Klocka) -> None:
    """An owner's process, drawn without code: requested, assessed too late, booked, done."""
    miriam = hos("miriam")
    begar_utprovning(miriam)
    page = miriam.page

    klocka.flytta(timedelta(days=7))
    kim = hos("kim.kundtjanst")
    ga_till(kim, "Inkorg")
    late = kim.page.get_by_role("link", name=re.compile(r"^\d+ Meddela förseningen"))
    ladda_om_tills(kim, late)
    late.click()
    kim.page.get_by_label("Varför dröjer bedömningen?").fill("Konsulenten är sjuk.")
    kim.page.get_by_label("När väntas den vara klar?").fill("2026-12-04")
    kim.page.get_by_label("Jag har meddelat förskrivaren").check()
    kim.granska()
    kim.page.get_by_role("button", name="Klart").click()
    ar_gjort(kim)
    ladda_om_tills(miriam, page.locator("[data-state=late]").filter(has_text="Bedöm begäran"))
    expect(page.get_by_text("Bedömningen dröjer").first).to_be_visible()
    miriam.granska()

    kajsa = hos("kajsa.konsulent")
    ga_till(kajsa, "Inkorg")
    kajsa.page.get_by_role("button", name="Ta nästa").click()
    kajsa.page.get_by_label("Med en utprovning").check()
    kajsa.granska()
    kajsa.page.get_by_role("button", name="Spara bedömningen").click()
    ar_gjort(kajsa)
    ga_till(kim, "Inkorg")
    kim.page.get_by_role("button", name="Ta nästa").click()
    kim.page.get_by_label("Dag", exact=True).fill("2026-12-08")
    kim.page.get_by_label("Klockslag").fill("13:30")
    kim.page.get_by_label("På hjälpmedelscentralen").check()
    kim.page.get_by_role("button", name="Boka tiden").click()
    ar_gjort(kim)
    ga_till(kajsa, "Inkorg")
    kajsa.page.get_by_role("button", name="Ta nästa").click()
    kajsa.page.get_by_label("Inget hjälpmedel passade").check()
    kajsa.page.get_by_label("Vad provades, och hur gick det?").fill("Provade tre stolar.")
    kajsa.page.get_by_role("button", name="Avsluta utprovningen").click()
    ar_gjort(kajsa)
    page.reload()
    expect(page.get_by_text("Avslutat")).to_be_visible()
    miriam.granska()


def begar_utprovning(miriam: Sida) -> None:
    """Answer the start form, confirm the vårdrelation when it is asked for, open the case."""
    page = miriam.page
    ga_till(miriam, "Starta ärende")
    miriam.granska()
    miriam.page.get_by_role("link", name="Begäran om utprovning").click()
    page.get_by_label("Vem ska hjälpmedlet provas ut för?").fill(PERSONNUMMER)
    page.get_by_label("Vilken sorts hjälpmedel").select_option(label="Manuell rullstol")
    page.get_by_label("Mottagarens vikt").fill("42")
    page.get_by_label("Vad ska hjälpmedlet göra möjligt?").fill("Ta sig ut till skolan varje dag.")
    page.get_by_role("radio", name="Nej").check()
    miriam.granska()
    page.get_by_role("button", name="Skicka begäran").click()
    page.get_by_label(re.compile("Jag deltar i vården")).check()
    miriam.granska()
    miriam.bild("utprovning")
    page.get_by_role("button", name="Skicka begäran").click()
    mots_av(miriam, page.get_by_role("region", name="Begäran om utprovning"))
    miriam.granska()
    page.get_by_role("link", name="Visa ärendet").click()
