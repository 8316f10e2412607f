"""Something came broken: the guide finds the order, and the right group answers."""

import re

import pytest
from playwright.sync_api import expect

from cases.felrapport.models import Felrapport
from tests.e2e.conftest import WIDTHS
from tests.e2e.test_berattelsen import Hos, ga_till, ladda_om_tills, mots_av


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_a_report_goes_to_those_who_can_answer(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    page = miriam.page
    ga_till(miriam, "Felrapport")
    page.get_by_role("link", name="Ny felrapport").click()
    miriam.granska()
    page.get_by_role("link", name="Något annat").click()
    miriam.granska()
    page.get_by_role("link", name="Administration/E-faktura").click()
    page.get_by_role("button", name="Verkställ").click()
    miriam.granska()
    page.get_by_label("Beskrivning av händelse").fill("Fakturan tar upp en säng som vi inte har.")
    page.get_by_role("button", name="Verkställ").click()
    mots_av(miriam, page.get_by_role("region", name="Felrapporten är skickad"))
    miriam.granska()
    miriam.bild("felrapport", hela=False)
    nummer = str(Felrapport.objects.get().arende.nummer)

    elsa = hos("elsa.ekonomi", bredd)
    ga_till(elsa, "Inkorg")
    ladda_om_tills(elsa, elsa.page.get_by_text(nummer).first)
    elsa.page.get_by_role("button", name="Ta nästa").click()
    elsa.granska()
    elsa.page.get_by_role("button", name="Ta emot").click()
    elsa.page.goto(elsa.page.url)
    elsa.page.get_by_role("link", name="Utred och svara").first.click()
    elsa.granska()
    elsa.page.get_by_label("Svara: åtgärdad").check()
    elsa.page.get_by_label("Fråga, skäl eller svar").fill("Vi krediterar sängen.")
    elsa.page.get_by_label("Kreditering", exact=True).check()
    elsa.page.get_by_label("Belopp att kreditera").fill("402")
    elsa.page.get_by_role("button", name="Skicka").click()
    expect(elsa.page.get_by_text("Vi krediterar sängen.").first).to_be_visible()

    page.get_by_role("link", name=re.compile("Följ felrapporten")).click()
    expect(page.get_by_text("Vi krediterar sängen.").first).to_be_visible()
    miriam.granska()
