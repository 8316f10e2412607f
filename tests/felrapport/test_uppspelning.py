"""Finished felrapporter of many aids through a draft that sends the beds to others, sooner.

What a step takes of the table's answer is told with the row that made it; what no table asked for
then is known all the same; and what somebody has changed by hand stays as she left it.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cases.artiklar.models import Artikel
from cases.felrapport import actions, actions_hmc
from cases.felrapport.models import Felrapport
from cases.hjalpmedel.models import Innehav
from cases.organisation.models import Grupp
from tests.felrapport.ringning import med_ringning
from tests.felrapport.varld import BESKRIVNING, ONSDAG, Fel, besvarad, inloggad, skickad, utredd
from tests.kundorder.varld import PERSONNUMMER, person
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.engine import tell
from workflows.models import Draft, Incident, Move, MoveDetail, Replay
from workflows.trial import asking
from workflows.workbench import drafts, replays

HAR = "/processer/felrapport/"
TABELL = f"{HAR}utkast/tabeller/felrapport_grupp.dmn/"
EN_SANG = 'starts with(?, "Säng")'
TILL_KUNDTJANST = ['"HMC kundtjänst"', '"individ eller artikel"', "3", "null"]
SANGAR = ["false", "-", "-", "-", EN_SANG, *TILL_KUNDTJANST]
REGEL = (
    "Tabellen ”Välj grupp och svarstid”: rad 2 ger"
    ' Grupp hos HMC "HMC kundtjänst", Svar inom arbetsdagar 3;'
    ' förut gav rad 5 Grupp hos HMC "HMC retur", Svar inom arbetsdagar 5.'
)


@pytest.fixture
def pia(f: Fel) -> Client:
    return inloggad(person("pia", "processagare"))


def _innehav(f: Fel, artikel: Artikel) -> Innehav:
    return Innehav.objects.create(
        mottagare=f.v.patient,
        artikel=artikel,
        agare="hmc",
        debiteringsform="hyra",
        kund=f.v.kund,
        levererad=clock.today(),
    )


def _om(f: Fel, artikel: Artikel) -> Felrapport:
    """An aid that is left but still stands with the mottagare: to HMC retur, in five days."""
    return skickad(f, "ej_avregistrerat", innehav=_innehav(f, artikel).pk)


def _klar(f: Fel, found: Felrapport) -> Felrapport:
    """Answered by the group's own, and Miriam is content."""
    found.refresh_from_db()
    assert found.grupp
    besvarad(f, found, found.grupp.medlemmar.get())
    return _nojd(f, found)


def _nojd(f: Fel, found: Felrapport) -> Felrapport:
    actions.aterkoppla(found.pk, person=f.v.miriam, racker=True)
    return found


def _andra(pia: Client, rad: list[str], faktum: str = "hjalpmedel") -> None:
    """Pia gives the table one column more, and a row for it."""

    def gor(url: str, said: Mapping[str, str]) -> None:
        rev = str(Draft.objects.get().rev) if Draft.objects.exists() else "0"
        answer = pia.post(url, {**said, "rev": rev})
        assert answer.status_code == 302, answer.content.decode()

    gor(f"{TABELL}andra/", {"beslut": "felrapport_grupp", "gor": "ny_kolumn", "faktum": faktum})
    cells = {f"cell_{at}": text for at, text in enumerate(rad)}
    gor(f"{TABELL}felrapport_grupp/ny-rad/", {**cells, "efter": "1"})


def _spela(pia: Client) -> Replay:
    answer = pia.post(f"{HAR}utkast/uppspelning/", {"antal": "1000"})
    assert answer.status_code == 302, answer.content.decode()
    made = Replay.objects.latest("pk")
    assert replays.carry_on(made.pk)
    return made


def _sagt(made: Replay, found: Felrapport) -> Any:
    return made.cases.get(case_id=found.pk).told


def _slagen(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(one["kind"], one["element"]) for one in told["differences"]]


ALLT = [("grupp", "ta_emot"), ("grupp", "utred"), ("tid", "utred")]


def test_the_beds_go_to_others_and_sooner_and_no_others_do(f: Fel, pia: Client) -> None:
    beds = [_klar(f, _om(f, f.v.sang)) for _ in range(10)]
    others = [
        *(_klar(f, _om(f, f.v.rollator)) for _ in range(8)),
        *(_klar(f, _om(f, f.v.dosa)) for _ in range(4)),
        *(_klar(f, skickad(f, "administration")) for _ in range(4)),
        *(_klar(f, skickad(f, "lang_svarstid")) for _ in range(4)),
    ]
    _andra(pia, SANGAR)
    made = _spela(pia)
    assert replays.progress(made) == {"other": 10, "same": 20}
    found = set(made.cases.filter(outcome="other").values_list("case_id", flat=True))
    assert found == {one.pk for one in beds}
    assert {made.cases.get(case_id=one.pk).outcome for one in others} == {"same"}
    for one in beds:
        told = _sagt(made, one)
        assert (_slagen(told), told["until"]) == (ALLT, "")
        assert {each["rule"] for each in told["differences"]} == {REGEL}
    said = [one["mening"] for one in _sagt(made, beds[0])["differences"]]
    assert said == [
        "”Ta emot felrapporten” går till gruppen HMC kundtjänst (Kundtjänst) i stället för"
        " gruppen HMC retur (Lager).",
        "”Utred och svara” går till gruppen HMC kundtjänst (Kundtjänst) i stället för gruppen"
        " HMC retur (Lager).",
        "”Utred och svara” ska vara klar 2026-11-30 10:00 i stället för 2026-12-02 10:00.",
    ]
    assert replays.groups(made) == [("grupp", REGEL, 10), ("tid", REGEL, 10)]


def test_what_a_person_has_changed_stays_as_she_left_it(f: Fel, pia: Client) -> None:
    given_on = _om(f, f.v.sang)
    asked = _om(f, f.v.sang)
    besvarad(f, asked, f.v.lotta, "komplettering")
    with clock.frozen(ONSDAG + timedelta(hours=1)):
        actions_hmc.ta_emot(given_on.pk, person=f.v.lotta)
        utredd(given_on, f.v.lotta, "vidare", grupp="ekonomi")
        _klar(f, given_on)
        actions.komplettera(asked.pk, person=f.v.miriam, text="Den står i hallen.")
        utredd(asked, f.v.lotta, "åtgärdad")
        _nojd(f, asked)
    _andra(pia, SANGAR)
    made = _spela(pia)
    # Her first task and day are others, what ekonomi got and when it was to be done are not.
    assert (_slagen(_sagt(made, given_on)), _sagt(made, given_on)["until"]) == (ALLT, "")
    # The question gave a new day: the group is another all the way, the day only the first time.
    differs = [*ALLT[:2], ("tid", "utred"), ("grupp", "utred")]
    assert sorted(_slagen(_sagt(made, asked))) == sorted(differs)


def test_what_only_one_group_may_read_goes_there_whatever_the_table_says(
    f: Fel, pia: Client
) -> None:
    found = _klar(f, skickad(f, "bemotande"))
    table = versions.bundle_of(versions.published("felrapport")).files["felrapport_grupp.dmn"]
    changed = table.replace("HMC enhetschef", "HMC kundtjänst").encode()
    drafts.change("felrapport", {"felrapport_grupp.dmn": changed}, by="pia")
    assert _slagen(_sagt(_spela(pia), found)) == [("tabell", "felrapport_grupp")]


def test_a_record_that_says_otherwise_is_kept(f: Fel, pia: Client) -> None:
    """As where somebody moved it to another group beside the diagram, as soon as it came."""
    found = _klar(f, _om(f, f.v.sang))
    for detail in MoveDetail.objects.filter(move__process__case_id=found.pk):
        told = tell.details_of(detail.move)
        for kept in (told.get("facts", {}), *told.get("noted", ())):
            if kept.get("grupp") == '"retur"':
                kept["grupp"] = '"ekonomi"'
        MoveDetail.objects.filter(pk=detail.pk).update(content=tell._pack(told))
    _andra(pia, SANGAR)
    assert _slagen(_sagt(_spela(pia), found)) == [("tid", "utred")]


def test_a_record_from_before_is_known_till_the_table(f: Fel, pia: Client) -> None:
    old, new = _klar(f, _om(f, f.v.sang)), _klar(f, _om(f, f.v.sang))
    for detail in MoveDetail.objects.filter(move__process__case_id=old.pk):
        told = tell.details_of(detail.move)
        told.pop("noted", None)
        MoveDetail.objects.filter(pk=detail.pk).update(content=tell._pack(told))
    _andra(pia, SANGAR)
    made = _spela(pia)
    assert _slagen(_sagt(made, new)) == ALLT
    assert _sagt(made, old)["differences"] == []
    assert _sagt(made, old)["until"] == (
        "Känd till ”Välj grupp och svarstid”: ärendet visar inte vad ”hjalpmedel” var då."
    )


def test_what_is_kept_beside_a_table_points_out_nobody(f: Fel) -> None:
    found = _klar(f, _om(f, f.v.sang))
    rows = Move.objects.filter(process__case_id=found.pk).select_related("detail")
    noted = [tell.details_of(row).get("noted", []) for row in rows]
    names = {name for kept in noted for one in kept for name in one}
    assert {"hjalpmedel", "iso", "artikel"} <= names
    assert not names & {"arende", "nummer", "foljd_hamtning"}
    said = str(noted)
    for one in (PERSONNUMMER, "Lille Skutt", BESKRIVNING, str(found.pk)):
        assert one not in said


SANGEN = (
    'Givet att ingang = "hjälpmedelsbild", kategori = "Reklamation",'
    ' handelsetyp = "Tillbakalämnat, men ej avregistrerat hjälpmedel",'
    ' personskada_eller_tillbud = nej, skada = "nej", risk_for_skada = nej,'
    ' orsak_produkt = "nej", avvikelse_utreds = nej'
)


def _provad(given: str) -> Mapping[str, Any]:
    bundle = versions.bundle_of(versions.published("felrapport"))
    done = 'När "Verkställ felrapporten" görs\nOch "Ta emot felrapporten" görs'
    return asking.case(bundle, f'Scenario: Prov\n{given}\n{done}\nDå väntar "Utred och svara"')


def test_a_made_up_report_lies_with_the_group_of_the_table_until_its_day(f: Fel) -> None:
    told = _provad(SANGEN)
    (task,) = told["open"]
    assert (told["wrong"], task["group"], task["deadline"][:10]) == ([], "retur", "2026-11-30")
    assert "grupp" not in told["unsaid"]
    (said,) = _provad(f'{SANGEN}, grupp = "ekonomi"')["open"]
    assert (said["group"], said["role"]) == ("ekonomi", "ekonomi")


def test_one_that_was_answered_on_the_fourth_day_would_have_been_late(f: Fel, pia: Client) -> None:
    found = _om(f, f.v.sang)
    actions_hmc.ta_emot(found.pk, person=f.v.lotta)
    with clock.frozen(ONSDAG + timedelta(days=6)):
        utredd(found, f.v.lotta, "åtgärdad")
        _nojd(f, found)
    _andra(pia, SANGAR)
    told = _sagt(_spela(pia), found)
    assert _slagen(told) == [("vag", "svar_drojer"), *ALLT]
    assert told["differences"][0]["mening"] == (
        "Efter ”Ta emot felrapporten” går det till ”Svarstiden har gått” i stället för ”Utred och"
        " svara”."
    )
    # Nobody was told then, so what came of it is known to no one.
    assert told["until"] == (
        "Känd till ”Meddela att svaret dröjer”: systemsteget har aldrig gjorts i ärendet."
    )
    assert told["after"][-2:] == ["Ta emot felrapporten", "Svarstiden har gått"]


def test_a_day_is_told_also_where_the_draft_asks_what_comes_before_it(f: Fel, pia: Client) -> None:
    found = _klar(f, _om(f, f.v.sang))
    _andra(pia, SANGAR)
    ring = {
        "felrapport.bpmn": med_ringning(versions.bundle_of(versions.published("felrapport"))),
        "ring_patienten.form.json": b'{"title": "Ring", "type": "object", "properties":'
        b' {"svarade": {"type": "boolean", "title": "Svarade?"}}}',
    }
    drafts.change("felrapport", ring, by="pia", rev=Draft.objects.get().rev)
    told = _sagt(_spela(pia), found)
    assert _slagen(told) == [("grupp", "ta_emot"), ("tid", "registrera_felrapport")]
    assert told["differences"][1]["mening"] == (
        "”När gruppen senast ska svara” blir 2026-11-30 10:00 i stället för 2026-12-02 10:00."
    )
    assert told["differences"][1]["rule"] == REGEL
    assert told["until"].startswith("Känd till ”Ring patienten”")


def test_where_it_is_not_known_what_a_step_went_by_the_record_is_kept(f: Fel, pia: Client) -> None:
    """It was done at a second try, in a move that read nothing of it."""
    Grupp.objects.filter(nyckel="retur").update(namn="HMC returer")
    found = _om(f, f.v.sang)
    Grupp.objects.filter(nyckel="retur").update(namn="HMC retur")
    engine.retry(Incident.objects.get().pk, actor="pia")
    _klar(f, found)
    Incident.objects.all().delete()
    _andra(pia, SANGAR)
    told = _sagt(_spela(pia), found)
    assert (_slagen(told), told["until"]) == ([("tabell", "felrapport_grupp")], "")


def test_a_draft_that_does_not_ask_the_table_is_known_to_the_step_that_goes_by_it(
    f: Fel, pia: Client
) -> None:
    found = _klar(f, _om(f, f.v.sang))
    bpmn = versions.bundle_of(versions.published("felrapport")).bpmn
    asked = b"calledDecisionId>felrapport_grupp<"
    assert asked in bpmn
    bpmn = bpmn.replace(asked, b"calledDecisionId>medteknisk_avvikelse<")
    drafts.change("felrapport", {"felrapport.bpmn": bpmn}, by="pia")
    told = _sagt(_spela(pia), found)
    assert told["until"] == (
        "Känd till ”Registrera felrapport”: det går inte att säga vad steget hade skrivit i"
        " ärendet."
    )
