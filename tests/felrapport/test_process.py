"""A felrapport's ways through the diagram: the straight one, and each that leaves it."""

from datetime import timedelta

from cases.felrapport import actions
from cases.meddelanden.models import Meddelande
from cases.organisation.models import Anvandare
from tests.felrapport.varld import ONSDAG, Fel, besvarad, skickad, status, svar, utredd
from tests.kundorder.varld import spar
from workflows import clock, engine
from workflows.engine import sweep


def rubriker(one: Anvandare) -> list[str]:
    return list(Meddelande.objects.filter(till=one).order_by("pk").values_list("rubrik", flat=True))


def test_it_goes_to_the_group_that_can_answer_and_back(f: Fel) -> None:
    found = skickad(f)
    assert found.arende.nummer == "26480001"
    assert str(found.grupp) == "HMC ekonomi"
    [task] = engine.open_tasks(found.pk)
    assert (task.element, task.role, task.group) == ("ta_emot", "ekonomi", "ekonomi")
    besvarad(f, found, f.elsa)
    assert status(found) == "Åtgärdad"
    actions.aterkoppla(found.pk, person=f.v.miriam, racker=True)
    assert status(found) == "Avslutad"
    assert rubriker(f.v.miriam) == [
        "Felrapport 26480001 är mottagen", "Felrapport 26480001 är besvarad",
    ]  # fmt: skip
    assert spar(found.pk)[-1] == "felrapport_avslutad"


def test_it_is_asked_about_handed_over_refused_and_opened_again(f: Fel) -> None:
    found = skickad(f, "lang_svarstid")
    actions_before = [task.group for task in engine.open_tasks(found.pk)]
    assert actions_before == ["kundtjanst"]
    besvarad(f, found, f.v.kim, "komplettering")
    assert status(found) == "Komplettering begärd"
    actions.komplettera(found.pk, person=f.v.miriam, text="Det var i måndags.")
    utredd(found, f.v.kim, "vidare", grupp="ekonomi")
    [task] = engine.open_tasks(found.pk)
    assert (task.element, task.role) == ("ta_emot", "ekonomi")
    besvarad(f, found, f.elsa, "avslagen")
    assert status(found) == "Avslagen"
    actions.aterkoppla(found.pk, person=f.v.miriam, racker=False, text="Läs igen.")
    assert status(found) == "Under utredning"
    utredd(found, f.elsa, "åtgärdad")
    with clock.frozen(ONSDAG + timedelta(days=21)):
        sweep.tick()
        assert status(found) == "Avslutad"


def test_what_nobody_does_in_time_is_told(f: Fel) -> None:
    found = skickad(f)
    with clock.frozen(ONSDAG + timedelta(days=1, hours=1)):
        sweep.tick()
        assert "Felrapport 26480001 är inte mottagen" in rubriker(f.elsa)
        assert "Felrapport 26480001 är inte mottagen" in rubriker(f.gunnar)
        besvarad(f, found, f.elsa, "komplettering")
    with clock.frozen(ONSDAG + timedelta(days=16)):
        sweep.tick()
        assert "Felrapport 26480001 väntar på din komplettering" in rubriker(f.v.miriam)
    with clock.frozen(ONSDAG + timedelta(days=40)):
        sweep.tick()
        assert status(found) == "Avslutad"
        assert "Felrapport 26480001 är avslutad" in rubriker(f.v.miriam)


def test_a_late_answer_is_told_to_the_one_who_waits(f: Fel) -> None:
    found = skickad(f)
    besvarad_inte = found.svara_senast
    assert besvarad_inte is not None
    from cases.felrapport import actions_hmc

    actions_hmc.ta_emot(found.pk, person=f.elsa)
    with clock.frozen(besvarad_inte + timedelta(minutes=1)):
        sweep.tick()
        assert "Svaret på felrapport 26480001 dröjer" in rubriker(f.v.miriam)
        assert "Svaret på felrapport 26480001 dröjer" in rubriker(f.gunnar)


def test_a_draft_is_kept_changed_and_taken_away_after_thirty_days(f: Fel) -> None:
    found = actions.spara(None, person=f.v.miriam, svar=svar(beskrivning=""))
    with clock.frozen(ONSDAG + timedelta(days=20)):
        actions.spara(found.pk, person=f.v.miriam, svar=svar(beskrivning="Mer"), version=1)
    with clock.frozen(ONSDAG + timedelta(days=31)):
        sweep.tick()
        assert status(found) == "Utkast"
    with clock.frozen(ONSDAG + timedelta(days=62)):
        sweep.tick()
        assert status(found) == "Raderad"
        assert rubriker(f.v.miriam) == ["Ett utkast till felrapport är borttaget"]
