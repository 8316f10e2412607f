"""The way of a specialanpassning: the straight path, and one test per end and deviation."""

from datetime import timedelta
from typing import Any

import pytest

from cases.gemensamt import tidslinje
from cases.gemensamt.models import Arende
from cases.hjalpmedel import karantan
from cases.hjalpmedel.models import Specialmarkning
from cases.meddelanden.models import Meddelande
from cases.specialanpassning import actions, actions_tekniker
from cases.specialanpassning.models import Specialanpassning
from cases.specialanpassning.rules import Godkannande
from tests.kundorder.varld import leverera_meddelanden, spar
from tests.specialanpassning.conftest import ONSDAG
from tests.specialanpassning.varld import (
    ANVISNING,
    JA,
    Special,
    anvisad,
    bedomd,
    bedomning,
    begard,
    godkand,
    markt,
    med_kostnad,
    papper,
    svarat,
)
from workflows import clock, engine
from workflows.errors import Refused
from workflows.models import Message

Status = Specialanpassning.Status


def status(s: Special) -> str:
    return Arende.objects.get(pk=s.spec.pk).status


def besked(s: Special) -> dict[str, Any]:
    """What the arbetsorder has been told, once."""
    leverera_meddelanden()
    [told] = Message.objects.filter(name="specialanpassning_klar", key=str(s.arbetsorder))
    # The arbetsorder of these tests is not there to take it.
    told.status = Message.Status.DELIVERED
    told.save()
    return told.payload


def rubriker(s: Special) -> list[str]:
    told = Meddelande.objects.filter(till=s.v.miriam).order_by("pk")
    return [one.split(": ")[1] for one in told.values_list("rubrik", flat=True)]


def test_the_straight_path(s: Special) -> None:
    spec = godkand(s)
    assert spar(spec.pk) == [
        "begard", "dela_upp", "anvisning_igen", "utfarda_anvisning", "bedom", "ar_den_mojlig",
        "onskas_kostnad", "kostnad_klar", "utanfor_anvisning", "inhamta_svar", "svar_finns",
        "klassa", "far_den_goras", "bygg_igen", "tillverka", "mark", "meddela_fardig", "godkann",
        "godkanns_den", "lamna_over", "meddela_godkand",
    ]  # fmt: skip
    assert status(s) == Status.GODKAND
    told = besked(s)
    assert told["klar"] is True
    assert told["specialanpassnings_id"] == spec.specialanpassnings_id == f"SA-{spec.arende.nummer}"
    assert [one["minuter"] for one in told["tider"]] == [30, 240, 20]
    assert "SA-" in told["text"]
    s.individ.refresh_from_db()
    assert s.individ.specialanpassning == spec.specialanpassnings_id
    marked = Specialmarkning.objects.get(individ=s.individ)
    assert marked.mottagare == s.v.patient
    assert marked.ce == Specialmarkning.Ce.BORTTAGEN
    assert "klar att godkänna" in rubriker(s)
    with clock.frozen(ONSDAG + timedelta(days=31)):
        engine.tick()
        actions.utvardera(spec.pk, person=s.v.miriam, text="Hon sover bättre.")
        assert status(s) == Status.UTVARDERAD
        assert Arende.objects.get(pk=spec.pk).avslutad is not None


def test_the_table_says_the_class_and_the_timeline_which_row(s: Special) -> None:
    bedomd(s)
    assert s.spec.klass == "specialanpassad produkt"
    svarat(s)
    [made] = tidslinje.beslut(s.spec.arende)
    assert made.tabell == "regulatorisk_klass"
    assert "MDR art 2.3" in made.rader[0]


def test_within_the_instructions_nobody_is_asked_and_the_ce_mark_stays(s: Special) -> None:
    bedomd(s, inom_anvisning=True)
    papper(s, "ritning")
    actions_tekniker.tillverka(s.spec.pk, person=s.tyra)
    actions_tekniker.mark(s.spec.pk, person=s.tyra, individ=s.individ.nummer)
    actions.godkann(s.spec.pk, person=s.v.miriam, sagt=JA)
    assert s.spec.klass == "anpassning"
    assert not Specialmarkning.objects.exists()
    assert besked(s)["specialanpassnings_id"] == ""


def test_what_the_manufacturer_allows_in_writing_keeps_its_mark(s: Special) -> None:
    bedomd(s)
    papper(s, "tillverkare")
    svarat(s, godkanner=True, svar="Ja, se bifogat brev.")
    assert s.spec.klass == "anpassning med tillverkargodkännande"


def test_the_instruction_is_completed(s: Special) -> None:
    spec = anvisad(s)
    more = bedomning(utfall="komplettera", motivering="Måtten på madrassen saknas.")
    actions_tekniker.bedom(spec.pk, person=s.tyra, sagt=more)
    assert status(s) == Status.ANVISNING
    assert "anvisningen behöver kompletteras" in rubriker(s)
    actions.utfarda_anvisning(spec.pk, person=s.v.miriam, sagt=ANVISNING)
    assert spec.dokument.filter(slag="anvisning").count() == 2
    assert spec.dokument.get(slag="anvisning", version=2).ersatter.version == 1
    assert status(s) == Status.BEDOMS


def test_what_can_not_be_made_ends(s: Special) -> None:
    no = bedomning(utfall="ej_mojlig", motivering="Stommen bär inte.")
    actions_tekniker.bedom(anvisad(s).pk, person=s.tyra, sagt=no)
    assert status(s) == Status.EJ_MOJLIG
    assert besked(s)["klar"] is False
    assert besked(s)["text"] == "Avslutad, inte möjlig. Stommen bär inte."


def test_the_cost_is_approved_and_the_work_goes_on(s: Special) -> None:
    spec = med_kostnad(s)
    assert status(s) == Status.KOSTNAD
    actions.ansok_om_kostnad(spec.pk, person=s.v.miriam, ansoker=True)
    actions.besluta_kostnad(spec.pk, person=s.kalle, godkanns=True)
    assert status(s) == Status.TILLVERKARE
    assert rubriker(s) == ["kostnadsförslag", "kostnaden är godkänd"]
    told = Meddelande.objects.filter(text__contains="4\xa0200,00\xa0kr")
    assert told.count() == 2


def test_the_cost_is_refused(s: Special) -> None:
    spec = med_kostnad(s)
    actions.ansok_om_kostnad(spec.pk, person=s.v.miriam, ansoker=True)
    actions.besluta_kostnad(spec.pk, person=s.kalle, godkanns=False, skal="Inte i år.")
    assert status(s) == Status.AVSLAGEN
    assert besked(s)["klar"] is False
    assert "Inte i år." in besked(s)["text"]


def test_the_forskrivare_goes_without_it(s: Special) -> None:
    spec = med_kostnad(s)
    actions.ansok_om_kostnad(spec.pk, person=s.v.miriam, ansoker=False, skal="För dyrt.")
    assert status(s) == Status.AVSTOD
    assert besked(s)["klar"] is False


def test_who_pays_is_reminded(s: Special) -> None:
    spec = med_kostnad(s)
    actions.ansok_om_kostnad(spec.pk, person=s.v.miriam, ansoker=True)
    with clock.frozen(ONSDAG + timedelta(days=8)):
        engine.tick()
        assert Meddelande.objects.filter(till=s.kalle, rubrik__contains="väntar på beslut").exists()
        assert "kostnadsbeslutet dröjer" in rubriker(s)
        actions.besluta_kostnad(spec.pk, person=s.kalle, godkanns=True)


def test_the_manufacturer_says_no_and_it_ends_there(s: Special) -> None:
    bedomd(s)
    svarat(s, avstar=True)
    assert status(s) == Status.NEJ_TILLVERKARE
    assert besked(s)["klar"] is False


def test_what_the_table_forbids_is_not_made(s: Special) -> None:
    """For a group of patients, at a municipality: another legal entity than HMC."""
    s.v.kund.organisation = "kommun"
    s.v.kund.save()
    bedomd(s, namngiven=False)
    svarat(s)
    assert status(s) == Status.OTILLATEN
    assert "juridisk person" in Meddelande.objects.filter(till=s.v.miriam).latest("pk").text


def test_for_a_group_of_ones_own_it_is_egentillverkning(s: Special) -> None:
    bedomd(s, namngiven=False)
    svarat(s)
    assert s.spec.klass == "egentillverkning"
    papper(s, "ritning")
    actions_tekniker.tillverka(s.spec.pk, person=s.tyra)
    papper(s, "markning", "teknisk", "art55")
    actions_tekniker.mark(s.spec.pk, person=s.tyra, individ=s.individ.nummer, ce_borttagen=True)
    assert Specialmarkning.objects.get().mottagare is None


def test_what_is_not_approved_is_made_again(s: Special) -> None:
    bedomd(s)
    svarat(s)
    markt(s)
    no = Godkannande(godkanns=False, skal="Grinden sitter för högt.")
    actions.godkann(s.spec.pk, person=s.v.miriam, sagt=no)
    assert status(s) == Status.TILLVERKAS
    actions_tekniker.tillverka(s.spec.pk, person=s.tyra)
    actions_tekniker.mark(s.spec.pk, person=s.tyra, individ=s.individ.nummer, ce_borttagen=True)
    actions.godkann(s.spec.pk, person=s.v.miriam, sagt=JA)
    assert status(s) == Status.GODKAND
    assert Specialmarkning.objects.count() == 1


def test_the_work_is_late(s: Special) -> None:
    bedomd(s)
    svarat(s)
    with clock.frozen(ONSDAG + timedelta(days=24)):
        engine.tick()
        assert "försenad" in rubriker(s)
        actions.folj_upp_forsening(s.spec.pk, person=s.v.kim, text="Klar den 11 januari.")
        assert "besked om förseningen" in rubriker(s)


@pytest.mark.parametrize("gjort", [begard, bedomd, med_kostnad])
def test_the_arbetsorder_is_cancelled(s: Special, gjort: Any) -> None:
    spec = gjort(s)
    papers = spec.dokument.count()
    engine.send("arbetsorder_makulerad", str(s.arbetsorder), {"arbetsorder": str(s.arbetsorder)})
    leverera_meddelanden()
    assert status(s) == Status.MAKULERAD
    assert engine.open_tasks(spec.pk) == []
    assert spec.dokument.count() == papers


def test_a_message_that_comes_twice_makes_one(s: Special) -> None:
    begard(s)
    begard(s)
    assert Specialanpassning.objects.count() == 1


def test_nothing_is_made_of_an_aid_that_is_held(s: Special) -> None:
    bedomd(s, inom_anvisning=True)
    papper(s, "ritning")
    karantan.satt(s.individ.pk)
    with pytest.raises(Refused) as no:
        actions_tekniker.tillverka(s.spec.pk, person=s.tyra, minuter=240)
    assert [hinder.kod for hinder in no.value.hinder] == ["karantan"]
    karantan.slapp(s.individ.pk)
    actions_tekniker.tillverka(s.spec.pk, person=s.tyra, minuter=240)
