"""An owner's week, page by page: she looks, changes a process, tries it, publishes, regrets."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e import felrapporter as felen
from tests.e2e import test_agaren_bygger as bygger
from tests.e2e.conftest import WIDTHS, Klocka, Sida
from tests.e2e.test_berattelsen import Hos, ladda_om_tills
from tests.e2e.test_flytten import galler, tryck, versioner
from workflows.models import Release

HAR = "/processer/felrapport/"
UTKAST = bygger.UTKAST
SANGEN = (
    'ingang = "hjälpmedelsbild", kategori = "Reklamation", hjalpmedel = "Säng SB755",'
    ' handelsetyp = "Tillbakalämnat, men ej avregistrerat hjälpmedel",'
    ' personskada_eller_tillbud = nej, skada = "nej", risk_for_skada = nej,'
    ' orsak_produkt = "nej", avvikelse_utreds = nej'
)


def se_laget(pia: Sida) -> None:
    """How many run, where they wait and what is late, on the diagram."""
    page = pia.page
    pia.oppna("/processer/")
    row = page.get_by_role("row", name="Felrapport")
    expect(row.get_by_role("cell").first).to_have_text("4")
    pia.granska()
    row.get_by_role("link", name="Felrapport").click()
    for what, many in (("Pågår", "4"), ("Sena", "3")):
        fact = page.locator("dl div", has_text=re.compile(rf"^\s*{what}"))
        expect(fact.locator("dd").first).to_have_text(many)
    expect(page.locator("[data-drawn=yes]")).to_be_attached()
    expect(page.locator('.has-late[data-element-id="ta_emot"]')).to_be_attached()
    expect(page.locator('.has-waiting[data-element-id="utred"]')).to_be_attached()
    pia.granska()


def korta_fristen(pia: Sida) -> None:
    """Who has waited long is answered in three working days, not five."""
    page = pia.page
    pia.oppna(f"{UTKAST}tabeller/felrapport_grupp.dmn/")
    page.get_by_role("link", name="Rad 13", exact=True).click()
    days = page.get_by_label("Svar inom arbetsdagar", exact=True)
    expect(days).to_have_value("5")
    days.fill("3")
    tryck(page, "Spara raden")
    expect(page.get_by_role("link", name="Rad 13", exact=True)).to_be_visible()
    pia.granska()


def prova(pia: Sida) -> None:
    """A made-up report, step by step in every role, kept as a scenario that is run."""
    page = pia.page
    pia.oppna(UTKAST)
    page.get_by_role("link", name="Prova utkastet", exact=True).click()
    page.get_by_text("Säg något annat som processen kan fråga om").click()
    page.get_by_label("Fler uppgifter").fill(SANGEN)
    page.get_by_label("Fler uppgifter").press("Escape")
    pia.granska()
    tryck(page, "Börja provkörningen")
    for task in ("Verkställ felrapporten", "Ta emot felrapporten", "Ring patienten"):
        step = page.get_by_role("region", name=task)
        expect(step).to_be_visible()
        if task == "Ring patienten":
            expect(step.get_by_label("Vad blev sagt?")).to_have_count(0)
            step.get_by_label("Ja", exact=True).check()
            step.get_by_label("Vad blev sagt?").fill("Grinden gnisslar.")
            pia.granska()
        step.get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="Utred och svara", exact=True)).to_be_visible()
    page.get_by_label("Vad scenariot heter").fill("En säng")
    tryck(page, "Spara scenariot")
    expect(page.get_by_role("listitem").filter(has_text="Grönt En säng")).to_be_visible()
    pia.granska()


def spela_upp(pia: Sida) -> None:
    """Finished reports go through the draft; what would differ is read."""
    page = pia.page
    pia.oppna(UTKAST)
    page.get_by_role("link", name="Spela upp verkliga ärenden").click()
    pia.granska()
    tryck(page, "Spela upp")
    expect(page.get_by_text("Så hade 2 ärenden gått")).to_be_visible()
    ladda_om_tills(pia, page.get_by_role("button", name="Jag har läst skillnaderna"))
    # The bed by the new column, which no report was asked for; the wait by its row. Whether anybody
    # would have rung is known to no one.
    other = "går till gruppen HMC kundtjänst (Kundtjänst) i stället för gruppen HMC retur (Lager)"
    expect(page.get_by_text(other)).to_have_count(1)
    expect(page.get_by_text("Svar inom arbetsdagar 3; förut gav rad 12")).to_be_visible()
    expect(page.get_by_text("Känd till ”Ring patienten”")).to_have_count(2)
    pia.granska()
    pia.bild("uppspelning", bredder=True)
    tryck(page, "Jag har läst skillnaderna")
    expect(page.get_by_text("Skillnaderna är lästa.")).to_be_visible()


def publicera_fran_mandag(pia: Sida) -> None:
    """Compared, told of what runs, written a note on, and planned."""
    page = pia.page
    pia.oppna(f"{HAR}jamfor/?fran=1&till=utkast")
    for news in ("”Ring patienten” är ny", "Rad 2 är ny", "3 i stället för 5"):
        expect(page.get_by_text(news).first).to_be_visible()
    expect(page.locator("[data-drawn=yes]")).to_have_count(2)
    pia.granska()
    pia.oppna(f"{HAR}publicera/")
    expect(page.get_by_text("4 av 4 kan flyttas till den nya versionen.")).to_be_visible()
    pia.granska()
    page.get_by_label("Vad är nytt, och varför?").fill("Sängar till kundtjänst, som ringer först.")
    page.get_by_label("Gäller från").fill("2026-11-30T06:00")
    bygger.skriv_under(page)
    tryck(page, "Publicera")
    expect(page.get_by_role("cell", name="Planerad från 2026-11-30 06:00")).to_be_visible()
    pia.granska()


def flytta(pia: Sida, kim: Sida, forst: str) -> None:
    """What is looked into finishes on the old; the rest move, one first, which is looked at."""
    page = pia.page
    pia.oppna(f"{HAR}flytt/")
    page.get_by_label(re.compile("^Utred och svara")).select_option("")
    tryck(page, "Pröva valen")
    expect(page.get_by_text("4 av 5 kan flyttas")).to_be_visible()
    expect(page.get_by_text("Du har valt att ärenden vid ”Utred och svara”")).to_be_visible()
    pia.granska()
    page.get_by_label("Varför flyttas ärendena?").fill("Alla som väntar ska ringas först.")
    page.get_by_label("Hur många till att börja med?").fill("1")
    tryck(page, "Flytta")
    expect(page.get_by_text("1 är flyttade. Ser det bra ut?")).to_be_visible()
    pia.granska()
    assert versioner() == [2, 1, 1, 1, 1, 2, 2]
    page.get_by_role("link", name=forst).click()
    expect(page.get_by_text("Flyttad till version 2").first).to_be_visible()
    page.go_back()
    bygger.mot_bada(kim)
    tryck(page, "Flytta resten")
    expect(page.locator("dl div", has_text="Flyttade").locator("dd")).to_have_text("4")
    pia.granska()
    assert versioner() == [2, 2, 2, 1, 2, 2, 2]


def angra(pia: Sida) -> None:
    """The previous version is published again."""
    page = pia.page
    pia.oppna(f"{HAR}versioner/1/")
    pia.granska()
    page.get_by_role("link", name="Publicera den här igen").click()
    page.get_by_label("Vad är nytt, och varför?").fill("Kundtjänst hann inte med.")
    pia.granska()
    tryck(page, "Publicera")
    expect(page.get_by_text("Version 1 är publicerad")).to_be_visible()
    pia.granska()


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_a_week_from_the_first_look_to_the_regret(hos: Hos, klocka: Klocka, bredd: str) -> None:
    felen.besvara(felen.rapportera_vantan(), "kim.kundtjanst")
    felen.besvara(felen.rapportera_en_sang(), "lotta.lager")
    waiting = [felen.rapportera_vantan() for _ in range(4)]
    assert felen.ta_emot(waiting[-1], "kim.kundtjanst") == ["utred"]
    assert felen.svarsdagar(waiting[0]) == 5
    klocka.flytta(timedelta(days=2))
    pia = hos("pia.process", bredd)
    se_laget(pia)
    bygger.rita_uppgiften(pia, bredd)
    pia.oppna(UTKAST)
    bygger.andra_tabellen(pia)
    korta_fristen(pia)
    bygger.bygg_formularet(pia)
    prova(pia)
    spela_upp(pia)
    publicera_fran_mandag(pia)
    # All was read: only the scenarios that know of no ringing were signed for.
    despite = Release.objects.latest("pk").despite.splitlines()
    assert despite
    assert all(one.startswith("Scenariot ”") for one in despite)
    assert galler("felrapport") == 1
    assert felen.gruppen(felen.rapportera_en_sang()) == "retur"

    klocka.flytta(timedelta(days=3))
    pia.oppna(HAR)
    ladda_om_tills(pia, pia.page.get_by_role("row", name="Version 2").get_by_text("Gäller nu"))
    sang, vantan = felen.rapportera_en_sang(), felen.rapportera_vantan()
    assert (felen.gruppen(sang), felen.svarsdagar(sang), felen.svarsdagar(vantan)) == (
        "kundtjanst",
        3,
        3,
    )
    flytta(pia, hos("kim.kundtjanst", bredd), str(waiting[0].arende.nummer))
    assert felen.ta_emot(sang, "kim.kundtjanst") == ["ring_patienten"]
    assert felen.ta_emot(waiting[1], "kim.kundtjanst") == ["ring_patienten"]

    klocka.flytta(timedelta(days=1))
    angra(pia)
    assert galler("felrapport") == 1
    sang, vantan = felen.rapportera_en_sang(), felen.rapportera_vantan()
    assert (felen.gruppen(sang), felen.svarsdagar(vantan)) == ("retur", 5)
    assert felen.ta_emot(sang, "lotta.lager") == ["utred"]
