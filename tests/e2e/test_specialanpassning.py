"""A specialanpassning among everybody it passes, and maintenance that falls due."""

from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import FilePayload, expect

from cases.hjalpmedel.models import Individ, Innehav, Underhallsplan
from cases.organisation.models import Anvandare, Kund
from cases.specialanpassning.models import Specialanpassning
from cases.underhall.begin import starta_forfallna
from cases.underhall.models import Omgang
from tests.e2e.conftest import Sida
from tests.e2e.test_berattelsen import Hos, mots_av
from tests.kundorder.varld import leverera_meddelanden
from workflows import engine

INDIVID = "1438560"
FIL = FilePayload(name="papper.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4\n%%EOF\n")


def begard() -> Specialanpassning:
    """An arbetsorder has asked for it, on the bed that the patient has."""
    bed = Individ.objects.get(nummer=INDIVID)
    order = uuid4()
    payload: dict[str, Any] = {
        "arbetsorder": str(order), "nummer": "26480001", "mottagare": bed.mottagare_id,
        "kund": Kund.objects.get(nummer="1912").pk,
        "bestallare": Anvandare.objects.get(username="miriam").pk,
        "artikel": bed.artikel_id, "individ": bed.pk, "kostnadsforslag": True,
        "beskrivning": "Grind med klädsel på vänster sida.",
    }  # fmt: skip
    engine.send("specialanpassning_begard", str(order), payload)
    leverera_meddelanden()
    return Specialanpassning.objects.get(arbetsorder=order)


def lagg_till(tim: Sida, namn: str) -> None:
    """File what the checklist asks for."""
    tim.page.get_by_role("link", name=f"Lägg till {namn}").click()
    tim.page.get_by_label("Fil", exact=True).set_input_files(FIL)
    tim.page.get_by_role("button", name="Lägg till").click()
    expect(tim.page.get_by_text("Dokumentet är tillagt.")).to_be_visible()


def utfarda(miriam: Sida, here: str) -> None:
    """The instruction; what is forgotten is asked for, and what was typed stays."""
    miriam.oppna(f"{here}/utfarda_anvisning/")
    page = miriam.page
    for box in page.get_by_role("checkbox").all():
        box.check()
    for question in ("Varför räcker inget annat?", "Syfte och behov", "Mått, ritning och foton",
                     "Var och hur ska det användas?", "Hur minskas riskerna?"):  # fmt: skip
        page.get_by_label(question).fill("Enligt överenskommelse.")
    page.get_by_role("button", name="Lämna till teknikern").click()
    missing = page.get_by_text("Fyll i Vilka risker kan ändringen ge mottagaren?").first
    expect(missing).to_be_visible()
    miriam.granska()
    page.get_by_label("Vilka risker kan ändringen ge mottagaren?").fill("Klämrisk.")
    page.get_by_role("button", name="Lämna till teknikern").click()
    expect(page.get_by_text("Anvisningen är lämnad till teknikern.")).to_be_visible()


def tillverka_och_mark(tim: Sida, here: str) -> None:
    """The manufacturer says no; it is made and marked with the papers of its class."""
    tim.oppna(f"{here}/inhamta_svar/")
    tim.granska()
    tim.page.get_by_label("Vem har du frågat?").fill("Sängbolaget")
    tim.page.get_by_label("När frågade du?").fill("2026-01-08")
    tim.page.get_by_label("Nej", exact=True).check()
    tim.page.get_by_label("Vad svarade tillverkaren?").fill("Vi godkänner det inte.")
    tim.page.get_by_role("button", name="Spara svaret").click()
    tim.oppna(f"{here}/tillverka/")
    expect(tim.page.get_by_text("Specialanpassad produkt", exact=True)).to_be_visible()
    tim.page.get_by_role("button", name="Klar").click()
    mots_av(tim, tim.page.get_by_role("group", name="Det här behöver du rätta"))
    tim.granska()
    lagg_till(tim, "ritning eller foto")
    tim.page.get_by_role("button", name="Klar").click()
    tim.oppna(f"{here}/mark/")
    for namn in ("foto av märkningen", "teknisk dokumentation",
                 "utlåtande enligt mdr bilaga xiii"):  # fmt: skip
        lagg_till(tim, namn)
    tim.granska()
    tim.page.get_by_label("CE-märkningen är borttagen").check()
    tim.page.get_by_role("button", name="Klar").click()
    expect(tim.page.get_by_text("Förskrivaren får veta")).to_be_visible()


@pytest.mark.usefixtures("varlden")
def test_from_the_instruction_to_the_approval(hos: Hos) -> None:
    spec = begard()
    here = f"/specialanpassning/{spec.pk}"
    miriam, tim = hos("miriam", "telefon"), hos("tim.tekniker", "telefon")
    utfarda(miriam, here)
    tim.oppna(f"{here}/bedom/")
    tim.granska()
    tim.page.get_by_label("Ja, den går att göra").check()
    tim.page.get_by_label("Tekniska risker").fill("Grinden kan lossna.")
    tim.page.get_by_label("Hur riskerna hanteras").fill("Dubbla fästen.")
    tim.page.get_by_label("Nej", exact=True).check()
    tim.page.get_by_label("Klar senast").fill("2099-12-18")
    tim.page.get_by_label("Kostnadsförslag i kronor").fill("4200")
    tim.page.get_by_role("button", name="Spara bedömningen").click()
    expect(tim.page.get_by_text("Bedömningen är sparad.")).to_be_visible()

    miriam.oppna(f"{here}/ansok_om_kostnad/")
    miriam.granska()
    miriam.page.get_by_label("Ja, ansök hos kostnadsansvarig").check()
    miriam.page.get_by_role("button", name="Skicka svaret").click()
    karin = hos("karin.kostnad")
    karin.oppna(f"{here}/besluta_kostnad/")
    karin.granska()
    karin.page.get_by_label("Ja, godkänn").check()
    karin.page.get_by_role("button", name="Spara beslutet").click()
    expect(karin.page.get_by_text("Beslutet är registrerat.")).to_be_visible()

    tillverka_och_mark(tim, here)
    miriam.oppna(f"{here}/godkann/")
    miriam.granska()
    miriam.page.get_by_label("Ja, den får användas").check()
    for words in ("Den är utprovad", "Mottagaren har fått", "Det är antecknat"):
        miriam.page.get_by_label(words).check()
    miriam.page.get_by_role("button", name="Skicka").click()
    expect(miriam.page.get_by_text("Levererad och godkänd").first).to_be_visible()
    miriam.granska()
    tim.oppna(f"/individkort/{INDIVID}/")
    expect(tim.page.get_by_text("CE-märkningen är borttagen eller dold")).to_be_visible()
    tim.granska()
    for place in (f"{here}/dokument/", f"/specialanpassning/individ/{INDIVID}/",
                  "/specialanpassning/"):  # fmt: skip
        tim.oppna(place)
        tim.granska()


@pytest.mark.usefixtures("varlden")
def test_what_a_plan_says_is_due_becomes_an_arbetsorder(hos: Hos) -> None:
    tim, kim = hos("tim.tekniker"), hos("kim.kundtjanst", "telefon")
    tim.oppna("/underhall/planer/")
    tim.page.get_by_label("Artikelnummer eller individnummer").fill(INDIVID)
    tim.page.get_by_label("Vad ska göras?").select_option(label="Besiktning")
    tim.page.get_by_label("Intervall i månader").fill("1")
    tim.page.get_by_label("Källa").fill("Tillverkarens anvisning")
    tim.page.get_by_role("button", name="Spara planen").click()
    expect(tim.page.get_by_text("Planen är sparad.")).to_be_visible()
    tim.granska()
    assert Underhallsplan.objects.count() == 1
    assert Innehav.objects.filter(individ__nummer=INDIVID, aterlamnad=None).exists()
    assert starta_forfallna() == 1
    found = Omgang.objects.get()
    kim.oppna(f"/underhall/{found.pk}/kontakta/")
    kim.granska()
    kim.page.get_by_label("En dag är bestämd").check()
    kim.page.locator("#falt-dag").fill("2099-01-15")
    kim.page.get_by_role("button", name="Spara").click()
    expect(kim.page.get_by_text("Arbetsorder beställd").first).to_be_visible()
    leverera_meddelanden()
    kim.oppna(f"/arende/{found.pk}/")
    expect(kim.page.get_by_role("link", name="Arbetsorder").first).to_be_visible()
    kim.granska()
    kim.oppna("/underhall/")
    kim.granska()
