"""What stands around every page: whose it is, which screen, help, and paper."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.organisation.models import Anvandare, Uppdrag
from tests.organisation import bygg
from tests.programs import ROOT

PAGES = {
    "start": "Startsida",
    "meddelanden": "Meddelande",
    "dina_uppgifter": "Dina uppgifter",
    "individkort:sok": "Individkort",
    "kundorder:lista": "Kundorder",
    "hjalpmedel:sok": "Hjälpmedel",
}


@pytest.mark.parametrize(("name", "screen"), PAGES.items())
def test_the_frame_says_whose_it_is_and_which_screen(
    inloggad: Client, miriam: Anvandare, name: str, screen: str
) -> None:
    unit = bygg.kund("410000")
    Uppdrag.objects.create(anvandare=miriam, kund=unit, forvald=True)
    page = inloggad.get(reverse(name)).content.decode()
    top = page[page.index("topfield") : page.index("</header>")]
    assert unit.namn in top
    assert "Kund 410000" in top
    assert miriam.namn in top
    assert f"<strong>{screen}</strong>" in top
    # Skriv ut, and help about this very screen.
    assert "data-print" in top
    assert 'popovertarget="hjalp"' in top
    help_of_it = ROOT / "templates/help" / f"{name.replace(':', '_')}.html"
    said = page[page.index('id="hjalp"') :]
    assert help_of_it.read_text(encoding="utf-8").split("</p>", 1)[0][:40] in said


def test_hmc_belongs_to_the_hjalpmedelscentral(inloggad: Client, miriam: Anvandare) -> None:
    miriam.roller = ["kundtjanst"]
    miriam.save()
    assert "Hjälpmedelscentralen" in inloggad.get(reverse("start")).content.decode()


def test_paper_leaves_out_what_can_only_be_clicked() -> None:
    sheet = (ROOT / "static/css/print.css").read_text(encoding="utf-8")
    hidden = next(line for line in sheet.splitlines() if line.endswith("display:none!important}"))
    for part in (
        ".tools",
        ".menu",
        ".foot",
        ".actions",
        ".filter",
        ".pagination",
        ".pop",
        "button",
    ):
        assert part in hidden.split("{", 1)[0].split(",")
    assert ".link-button{display:inline!important" in sheet
    base = (ROOT / "templates/base.html").read_text(encoding="utf-8")
    assert 'media="print"' in base
