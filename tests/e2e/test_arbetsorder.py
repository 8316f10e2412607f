"""Work on an aid: from the förskrivare's own words to what the tekniker did."""

import re

import pytest
from playwright.sync_api import expect

from cases.arbetsorder.models import Arbetsorder
from tests.e2e.conftest import WIDTHS, Sida
from tests.e2e.test_berattelsen import Hos, hitta_patienten, ladda_om_tills, mots_av

SANG = "75178"


def be_om_arbete(miriam: Sida) -> Arbetsorder:
    """From the aid's own menu, with a suggestion of what it is."""
    page = miriam.page
    hitta_patienten(miriam)
    page.get_by_role("button", name=re.compile(SANG)).first.click()
    page.locator(".pop--menu:popover-open").get_by_role("link", name="Arbetsorder").click()
    miriam.granska()
    page.get_by_label("Felbeskrivning/Information").fill(
        "Sängens motor går inte längre. Den är trasig och behöver lagas hemma."
    )
    page.get_by_role("button", name="Föreslå typ av åtgärd").click()
    expect(page.get_by_role("heading", name="Det här kan passa")).to_be_visible()
    miriam.granska()
    page.get_by_role("button", name="Avhjälpande underhåll - hos kund/brukare").click()
    page.get_by_role("button", name="Verkställ").click()
    mots_av(miriam, page.get_by_role("group", name="Det här behöver du rätta"))
    miriam.granska()
    page.get_by_label("Utföres på plats").check()
    page.get_by_role("button", name="Verkställ").click()
    mots_av(miriam, page.get_by_role("region", name="Arbetsordern är skickad"))
    miriam.granska()
    return Arbetsorder.objects.get()


@pytest.mark.usefixtures("arbetare")
@pytest.mark.parametrize("bredd", list(WIDTHS))
def test_a_bed_is_mended_at_home(hos: Hos, bredd: str) -> None:
    miriam = hos("miriam", bredd)
    order = be_om_arbete(miriam)
    tim = hos("tim.tekniker", "telefon")
    page = tim.page
    tim.oppna(f"/arbetsorder/{order.pk}/granska/")
    tim.granska()
    page.get_by_label("Underlaget räcker").check()
    page.get_by_role("button", name="Spara granskningen").click()
    expect(page.get_by_text("Granskningen är sparad.")).to_be_visible()
    tim.oppna(f"/arbetsorder/{order.pk}/planera/")
    tim.granska()
    page.locator("#falt-dag").fill("2099-12-01")
    page.locator("#falt-fran").fill("09:00")
    page.locator("#falt-till").fill("10:00")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Tiden är bokad.")).to_be_visible()
    tim.oppna(f"/arbetsorder/{order.pk}/utfor/")
    tim.granska()
    page.get_by_label("Tid i minuter").fill("45")
    page.get_by_label("Vad gjorde du?").fill("Bytte motor.")
    page.get_by_role("button", name="Spara tiden").click()
    expect(page.get_by_text("Tiden är sparad.")).to_be_visible()
    page.get_by_label("Vad är gjort?").fill("Motorn är bytt.")
    page.get_by_role("button", name="Färdigrapportera").click()
    miriam.oppna(f"/arende/{order.pk}/")
    ladda_om_tills(miriam, miriam.page.get_by_text("Arbetsordern är avslutad"))
    miriam.granska()
    miriam.oppna("/arbetsorder/oppna/")
    miriam.granska()
