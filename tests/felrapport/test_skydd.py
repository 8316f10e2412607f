"""What must not leak, be lost or be done twice in a felrapport."""

from datetime import timedelta
from decimal import Decimal

import pytest

from cases.felrapport import actions, actions_hmc, foljder
from cases.felrapport.foljder import Foljd
from cases.felrapport.models import Felrapport, Foljdatgard
from cases.felrapport.steps_avvikelse import slapp_karantan
from cases.hjalpmedel import innehav
from cases.hjalpmedel.models import Individ
from cases.mottagare.models import Atkomst
from cases.organisation.models import Uppdrag
from tests.felrapport.test_avvikelse import avvikelsen
from tests.felrapport.varld import (
    ONSDAG,
    Fel,
    besvarad,
    inloggad,
    levererad_sang,
    skickad,
    svar,
    utredd,
)
from workflows import clock, engine
from workflows.errors import Refused
from workflows.models import UserTask
from workflows.registry import Tillfalle

SVEK = "Hon var otrevlig mot mig i telefonen."


def _uppgift(found: Felrapport) -> UserTask:
    return UserTask.objects.get(case_id=found.pk)


def test_a_hidden_draft_tells_nothing_in_the_units_inbox(f: Fel) -> None:
    hidden = actions.spara(None, person=f.v.miriam, svar=svar("bemotande", beskrivning=SVEK))
    assert (_uppgift(hidden).unit, _uppgift(hidden).scope) == ("", None)
    plain = actions.spara(None, person=f.v.miriam, svar=svar())
    assert _uppgift(plain).scope == f.v.kund.pk
    changed = actions.spara(
        plain.pk,
        person=f.v.miriam,
        svar=svar("bemotande", beskrivning=SVEK),
        version=plain.version,
    )
    assert (_uppgift(changed).unit, _uppgift(changed).scope) == ("", None)
    assert "rehab" not in _uppgift(changed).search


def test_a_hidden_report_goes_to_those_who_may_read_it_also_when_someone_was_hurt(f: Fel) -> None:
    found = skickad(f, "bemotande", beskrivning=SVEK, skada="ja", risk_for_skada=True)
    assert found.grupp is not None
    assert found.grupp == found.arende.lases_av


def test_a_hidden_reports_words_do_not_follow_with_the_work_it_leads_to(f: Fel) -> None:
    found = skickad(f, "bemotande", beskrivning=SVEK)
    work = Foljdatgard(felrapport=found, slag="arbete", typ="INST", av=f.gunnar)
    told = foljder.arbete(found, work)
    assert told is not None
    assert told["felbeskrivning"] == f"Felrapport {found.arende.nummer}."


def test_no_more_is_credited_than_it_cost_however_often_it_is_asked(f: Fel) -> None:
    order, sang = levererad_sang(f)
    cost = (sang.apris or Decimal(0)) * sang.antal
    found = skickad(f, "trasigt", galler=order.pk, innehav=sang.pk, kreditering=True)
    actions_hmc.ta_emot(found.pk, person=f.v.lotta)
    most = Foljd("kreditering", belopp=cost, text="Trasig")
    with pytest.raises(Refused, match="en gång åt gången"):
        utredd(found, f.v.lotta, "åtgärdad", foljder=(most, most))
    utredd(found, f.v.lotta, "åtgärdad", foljder=(most,))
    actions.aterkoppla(found.pk, person=f.v.miriam, racker=False, text="Mer.")
    with pytest.raises(Refused, match="Högst 0,00\xa0kr"):
        utredd(found, f.v.lotta, "åtgärdad", foljder=(most,))


def test_an_aid_to_be_scrapped_is_so_when_another_investigation_ends_later(f: Fel) -> None:
    first = avvikelsen(f)
    sang = first.innehav
    assert sang is not None
    second = skickad(
        f,
        "trasigt",
        galler=first.arende.galler_id,
        innehav=sang.pk,
        skada="ja",
        risk_for_skada=True,
        orsak_produkt="oklart",
    )
    innehav.aterlamna(sang.pk, ONSDAG.date())
    for found, decided in ((first, "skrotas"), (second, "anvands")):
        found.avvikelse.beslut, found.avvikelse.utredning = decided, "Utrett."
        found.avvikelse.save()
    for found in (first, second):
        when = Tillfalle("slapp_karantan", found.arende.process_id or 0, clock.now(), "kalle")
        slapp_karantan(found.pk, tillfalle=when)
    individ = Individ.objects.get(pk=sang.individ_id)
    assert (individ.karantan, individ.plats) == (False, Individ.Plats.SKROTAD)


def test_who_has_to_answer_again_gets_new_days_for_it(f: Fel) -> None:
    found = skickad(f, "lang_svarstid")
    besvarad(f, found, f.v.kim, "åtgärdad")
    with clock.frozen(ONSDAG + timedelta(days=13)):
        actions.aterkoppla(found.pk, person=f.v.miriam, racker=False, text="Läs igen.")
        [task] = engine.open_tasks(found.pk)
        assert task.deadline is not None
        assert task.deadline > clock.now() + timedelta(days=5)


def test_no_more_is_replaced_than_the_report_is_about(f: Fel) -> None:
    order, sang = levererad_sang(f)
    found = skickad(f, "trasigt", galler=order.pk, innehav=sang.pk, ersattning=True)
    actions_hmc.ta_emot(found.pk, person=f.v.lotta)
    with pytest.raises(Refused, match="Högst 1 kan ersättas"):
        utredd(found, f.v.lotta, "åtgärdad", foljder=(Foljd("ersattning", antal=99),))
    utredd(found, f.v.lotta, "åtgärdad", foljder=(Foljd("ersattning"),))
    actions.aterkoppla(found.pk, person=f.v.miriam, racker=False, text="Ännu en.")
    with pytest.raises(Refused, match="redan ersatt"):
        utredd(found, f.v.lotta, "åtgärdad", foljder=(Foljd("ersattning"),))


def test_a_report_of_a_units_order_is_that_units(f: Fel) -> None:
    order, _ = levererad_sang(f)
    Uppdrag.objects.create(anvandare=f.v.miriam, kund=f.v.annan_kund)
    with pytest.raises(Refused, match="hör till"):
        skickad(f, "ej_komplett", galler=order.pk, kund=f.v.annan_kund.nummer)
    assert not Felrapport.objects.exists()


def test_what_is_a_protected_patients_own_stands_in_no_text(f: Fel) -> None:
    order, sang = levererad_sang(f)
    patient = f.v.patient
    patient.skydd, patient.gatuadress, patient.mobil = "sekretess", "Gömda gatan 1", "070-000 00 09"
    patient.save()
    for words, falt in (
        ("Sängen står på gömda gatan 1 och hissen är trasig.", "beskrivning"),
        ("Ring 0700000009 när ni kommer.", "kommentar"),
    ):
        with pytest.raises(Refused) as no:
            skickad(f, "trasigt", galler=order.pk, innehav=sang.pk, **{falt: words})
        assert [one.kod for one in no.value.hinder] == [f"{falt}_hemlig"]
    assert not Felrapport.objects.filter(arende__verkstalld__isnull=False).exists()


def test_that_the_guide_shows_whose_it_is_is_in_the_access_log(f: Fel) -> None:
    _, sang = levererad_sang(f)
    seen = Atkomst.objects.filter(anvandare=f.v.miriam, mottagare=f.v.patient, vad="oppnade")
    before = seen.count()
    address = f"/felrapport/ny/?ingang=hjälpmedelsbild&handelse=trasigt&innehav={sang.pk}"
    page = inloggad(f.v.miriam).get(address).content.decode()
    assert f.v.patient.namn in page
    assert seen.count() == before + 1
    no = inloggad(f.v.miriam).post(address, {"handelse": "trasigt", "innehav": str(sang.pk)})
    assert (no.status_code, f.v.patient.namn in no.content.decode()) == (422, True)
    assert seen.count() == before + 2
