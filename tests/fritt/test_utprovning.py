"""The example process: the straight path, each deviation, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from cases.fritt import actions, besvarat, facts, utkast
from cases.fritt.inlamning import Inlamning
from cases.fritt.models import Svar, Utkast
from cases.gemensamt.models import Arende, Nummerserie
from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare
from tests.fritt.conftest import Varld
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.errors import Forbidden, NotYourTurn, Refused
from workflows.models import Incident, Move, Process, Timer, UserTask
from workflows.transfer import foresight
from workflows.transfer.taking_over import take_over

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BEGARAN: dict[str, Any] = {
    "mottagare": "20030303-0303",
    "typ": "manuell_rullstol",
    "vikt": 72.5,
    "behov": "Ta sig ut till skolan varje dag.",
    "akut": False,
}


@pytest.fixture(autouse=True)
def _monday(varld: Varld) -> Any:
    with clock.frozen(MONDAY):
        yield


def begar(varld: Varld, **andrat: Any) -> Arende:
    return actions.starta(
        "utprovning",
        person=varld.miriam,
        kund=varld.kund,
        inlamning=Inlamning({**BEGARAN, **andrat}),
        bekraftar_vardrelation=True,
    )


def oppen(arende: Arende | UUID, element: str) -> UserTask:
    case_id = arende.pk if isinstance(arende, Arende) else arende
    return UserTask.objects.get(case_id=case_id, element=element)


def svara(arende: Arende, element: str, person: Anvandare, **svar: Any) -> None:
    actions.svara(oppen(arende, element).pk, person=person, inlamning=Inlamning(svar))


def gick(arende: Arende) -> list[str]:
    return [element for row in engine.history(arende.pk) for element in row.trail]


def boka(varld: Varld, arende: Arende) -> None:
    svara(arende, "boka_tid", varld.kim, tid_dag="2026-12-01", tid_klockan="13:30", plats="hmc")


def test_a_fitting_from_request_to_result(varld: Varld) -> None:
    arende = begar(varld)
    assert arende.nummer == "26480001"
    assert (arende.mottagare, arende.kund) == (varld.patient, varld.kund)
    bedom = oppen(arende, "bedom")
    assert (bedom.role, bedom.group) == ("konsulent", "konsulent_manuella_rullstolar")
    assert (bedom.number, bedom.subject, bedom.unit) == ("26480001", "Lille Skutt", "Rehab")
    assert bedom.deadline == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)

    svara(arende, "bedom", varld.kajsa, bedomning="utprovning", ta_med=["vag"])
    tid = oppen(arende, "boka_tid")
    assert (tid.role, tid.group) == ("kundtjanst", "")
    assert tid.deadline == datetime(2026, 12, 14, 9, 0, tzinfo=UTC)

    boka(varld, arende)
    dokumentera = oppen(arende, "dokumentera")
    assert dokumentera.deadline is not None
    assert clock.local(dokumentera.deadline).date() == date(2026, 12, 8)
    svara(arende, "dokumentera", varld.kajsa, resultat="inget", anteckning="Provade tre stolar.")

    arende.refresh_from_db()
    assert arende.process is not None
    assert arende.process.status == Process.Status.DONE
    assert (arende.status, arende.avslutad) == ("Avslutat", MONDAY)
    assert gick(arende)[-1] == "utprovat"
    assert not UserTask.objects.exists()
    assert not Timer.objects.exists()
    assert not Incident.objects.exists()


def test_advice_is_enough(varld: Varld) -> None:
    arende = begar(varld)
    svara(arende, "bedom", varld.kajsa, bedomning="rad", rad="Prova en lägre dyna först.")
    arende.refresh_from_db()
    assert arende.status == "Avslutat"
    assert gick(arende)[-1] == "rad_givet"
    assert not Timer.objects.exists()


def test_an_urgent_request_goes_first_and_faster(varld: Varld) -> None:
    arende = begar(varld, akut=True, skal_till_akut="Kan inte lämna sängen.", typ="annat")
    bedom = oppen(arende, "bedom")
    assert (bedom.priority, bedom.group) == (10, "")
    assert bedom.deadline == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    svara(arende, "bedom", varld.kalle, bedomning="utprovning")
    assert oppen(arende, "boka_tid").deadline == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_when_the_assessment_is_late_the_orderer_is_told(varld: Varld) -> None:
    arende = begar(varld)
    with clock.frozen(MONDAY + timedelta(days=3, minutes=-1)):
        engine.tick()
        assert not UserTask.objects.filter(element="meddela_forsening").exists()
    late = MONDAY + timedelta(days=3, hours=2)
    with clock.frozen(late):
        engine.tick()
        assert oppen(arende, "bedom").deadline == MONDAY + timedelta(days=3)
        told = next(row for row in engine.history(arende.pk) if row.element == "bedom_forsenad")
        assert (told.at, told.effective_at) == (late, MONDAY + timedelta(days=3))
        svara(
            arende,
            "meddela_forsening",
            varld.kim,
            anledning="Konsulenten är sjuk.",
            vantas_klar="2026-11-30",
            forskrivaren_vet=True,
        )
        assert "forsening_meddelad" in gick(arende)
        svara(arende, "bedom", varld.kajsa, bedomning="utprovning")
        boka(varld, arende)
    arende.refresh_from_db()
    assert arende.status == "Pågår"


def test_every_element_is_visited_by_these_tests(varld: Varld) -> None:
    """The paths above, walked once more side by side."""
    advised, fitted = begar(varld), begar(varld)
    with clock.frozen(MONDAY + timedelta(days=4)):
        engine.tick()
        svara(advised, "bedom", varld.kajsa, bedomning="rad", rad="Prova en lägre dyna först.")
        svara(fitted, "bedom", varld.kajsa, bedomning="utprovning")
        boka(varld, fitted)
        svara(fitted, "dokumentera", varld.kajsa, resultat="inget", anteckning="Provade tre.")
        svara(
            fitted,
            "meddela_forsening",
            varld.kim,
            anledning="Konsulenten är sjuk.",
            vantas_klar="2026-11-30",
            forskrivaren_vet=True,
        )
    process = fitted.process
    assert process is not None
    drawn = versions.specs_of(process.version_id).names().keys()
    assert set(gick(advised)) | set(gick(fitted)) == set(drawn)


def test_the_facts_are_the_answers(varld: Varld) -> None:
    arende = begar(varld)
    known = facts.fakta(arende.pk)
    assert known["typ"] == "manuell_rullstol"
    assert known["akut"] is False
    assert known["skal_till_akut"] is None
    assert known["tid_dag"] is None
    svara(arende, "bedom", varld.kajsa, bedomning="utprovning")
    boka(varld, arende)
    assert facts.fakta(arende.pk)["tid_dag"] == date(2026, 12, 1)


def test_history_tells_answers_and_the_rule_that_decided(varld: Varld) -> None:
    arende = begar(varld)
    (start,) = engine.history(arende.pk)
    assert start.details["input"]["behov"] == BEGARAN["behov"]
    assert "200303030303" not in str(start.details)
    (decision,) = start.details["decisions"]
    assert decision["element"] == "valj_vag"
    assert [row["row"] for row in decision["matched"]] == [1]


def test_the_access_log_tells_who_wrote(varld: Varld) -> None:
    arende = begar(varld)
    rows = Atkomst.objects.filter(arende=arende.pk, anvandare=varld.miriam)
    assert sorted(rows.values_list("vad", flat=True)) == ["andrade", "bekraftade"]


def nothing_is_left() -> bool:
    return not any(
        rows.objects.exists()
        for rows in (Arende, Svar, Process, UserTask, Timer, Move, Atkomst, Nummerserie)
    )


@pytest.mark.parametrize(
    ("andrat", "falt", "sentence"),
    [
        ({"typ": None}, "typ", "Välj ett svar på ”Vilken sorts hjälpmedel gäller det?”."),
        ({"vikt": -1}, "vikt", "Ange 1 eller mer."),
        ({"mottagare": "200303030304"}, "mottagare", ""),
        ({"mottagare": "199001012385"}, "mottagare", ""),
        ({"akut": True}, "skal_till_akut", "Fyll i ”Varför är det akut?”."),
        ({"typename": "x"}, "typename", "Fältet finns inte i formuläret. Ta bort det."),
        ({"underlag": "ny:underlag"}, "underlag", "Filen följde inte med. Välj den igen."),
    ],
)
def test_a_request_that_does_not_hold_leaves_nothing(
    varld: Varld, andrat: dict[str, Any], falt: str, sentence: str
) -> None:
    with pytest.raises(Refused) as no:
        begar(varld, **andrat)
    told = {one.falt: one.mening for one in no.value.hinder}
    assert falt in told
    assert told[falt] == sentence or (not sentence and told[falt].endswith("."))
    assert nothing_is_left()


def test_who_may_not_start_leaves_nothing(varld: Varld) -> None:
    for person, kund in ((varld.kim, None), (varld.miriam, None), (varld.miriam, varld.annan_kund)):
        with pytest.raises(Refused):
            actions.starta("utprovning", person=person, kund=kund, inlamning=Inlamning(BEGARAN))
    assert nothing_is_left()


def test_a_vardgivare_confirms_that_she_takes_part_in_the_care(varld: Varld) -> None:
    with pytest.raises(Refused) as no:
        actions.starta(
            "utprovning", person=varld.miriam, kund=varld.kund, inlamning=Inlamning(BEGARAN)
        )
    assert [one.kod for one in no.value.hinder] == ["vardrelation"]
    assert nothing_is_left()
    begar(varld)
    again = actions.starta(
        "utprovning", person=varld.miriam, kund=varld.kund, inlamning=Inlamning(BEGARAN)
    )
    assert again.nummer == "26480002"


def test_two_on_the_same_task_and_the_second_is_told(varld: Varld) -> None:
    arende = begar(varld)
    task = oppen(arende, "bedom").pk
    actions.svara(task, person=varld.kajsa, inlamning=Inlamning({"bedomning": "utprovning"}))
    count = Svar.objects.count()
    with pytest.raises(NotYourTurn, match="redan utförd"):
        actions.svara(
            task,
            person=varld.kajsa,
            inlamning=Inlamning({"bedomning": "rad", "rad": "Prova en lägre dyna."}),
        )
    assert Svar.objects.count() == count
    assert facts.fakta(arende.pk)["bedomning"] == "utprovning"


def test_a_colleagues_task_is_hers(varld: Varld) -> None:
    arende = begar(varld, typ="annat")
    task = oppen(arende, "bedom")
    engine.claim(task.pk, actor="kajsa")
    with pytest.raises(NotYourTurn, match="Ta över"):
        actions.svara(task.pk, person=varld.kalle, inlamning=Inlamning({"bedomning": "utprovning"}))
    assert Svar.objects.filter(element="bedom").count() == 0
    assert oppen(arende, "bedom").assignee == "kajsa"


def test_other_roles_groups_and_units_may_not_answer(varld: Varld) -> None:
    arende = begar(varld)
    task = oppen(arende, "bedom")
    for person in (varld.kalle, varld.kim, varld.miriam, varld.frida, varld.pia):
        with pytest.raises(Forbidden):
            actions.svara(task.pk, person=person, inlamning=Inlamning({"bedomning": "utprovning"}))
    assert Svar.objects.count() == 1


def test_a_wrong_answer_leaves_the_task_and_the_case_as_they_were(varld: Varld) -> None:
    arende = begar(varld)
    before = Process.objects.get(case_id=arende.pk)
    task = oppen(arende, "bedom").pk
    with pytest.raises(Refused) as no:
        actions.svara(task, person=varld.kajsa, inlamning=Inlamning({"bedomning": "rad"}))
    assert [one.falt for one in no.value.hinder] == ["rad"]
    after = Process.objects.get(case_id=arende.pk)
    assert (after.rev, bytes(after.state)) == (before.rev, bytes(before.state))
    assert oppen(arende, "bedom").pk == task
    assert Svar.objects.count() == 1


def test_answering_takes_the_drafts_away(varld: Varld) -> None:
    arende = begar(varld, typ="annat")
    task = oppen(arende, "bedom").pk
    utkast.spara(varld.kajsa, str(task), {"bedomning": ["rad"]})
    utkast.spara(varld.kalle, str(task), {"bedomning": ["rad"]})
    actions.svara(task, person=varld.kajsa, inlamning=Inlamning({"bedomning": "utprovning"}))
    assert not Utkast.objects.exists()


def test_what_was_answered_stays_when_the_step_that_asked_has_another_name(varld: Varld) -> None:
    arende = begar(varld)
    svara(arende, "bedom", varld.kajsa, bedomning="utprovning", ta_med=["vag"])
    before = besvarat.svar_i(arende.pk)
    was = from_folder(settings.BPMN_DIR / "utprovning")
    asked = was.files["bedom.form.json"]
    renamed = replace(
        was,
        bpmn=was.bpmn.replace(b'"bedom"', b'"granska"').replace(b">bedom<", b">granska<"),
        files={**was.files, "bedom.form.json": asked},
    )
    target = versions.publish(renamed, case_type="fritt")
    take_over(
        engine.lock(arende.pk),
        target,
        foresight.judge_to(target, {}),
        actor="pia",
        reason="Steget bytte namn",
    )
    assert besvarat.svar_i(arende.pk) == before
    assert len(before) == 2
    assert facts.fakta(arende.pk)["bedomning"] == "utprovning"
