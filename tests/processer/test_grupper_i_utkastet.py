"""A group that there is not is found where it is written, and a driftstopp says what to do."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from cases.organisation.models import Anvandare, Grupp
from tests.felrapport.varld import ONSDAG, Fel, bygg, skickad
from tests.kundorder.varld import person
from workflows import clock, engine, gate
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.gate.findings import Finding
from workflows.models import Incident
from workflows.workbench import drafts, verdicts
from workflows.workbench.table_editing import TableFile

TABELL = "felrapport_grupp.dmn"
HAR = f"/processer/felrapport/utkast/tabeller/{TABELL}/"


@pytest.fixture
def f(db: None) -> Iterator[Fel]:
    with clock.frozen(ONSDAG):
        yield bygg()


@pytest.fixture
def pia(f: Fel) -> Client:
    client = Client()
    client.force_login(person("pia", "processagare"))
    return client


def _text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def _med(was: str, now: str) -> Bundle:
    """Felrapporten with another answer in its routing table."""
    old = versions.bundle_of(versions.published("felrapport"))
    table = old.files[TABELL]
    assert was in table
    return Bundle(
        "felrapport",
        old.bpmn,
        {**old.files, TABELL: table.replace(was, now)},
        old.scenarios,
    )


def _sagt(bundle: Bundle, *rules: str) -> list[Finding]:
    found = gate.check(bundle, names=gate.held(bundle.process_id))
    return [one for one in found if one.rule in rules]


def test_a_group_that_there_is_not_is_an_error_with_the_nearest_that_there_is(f: Fel) -> None:
    [said] = _sagt(_med('"HMC ekonomi"', '"HMC ekonomin"'), "tabell-val")
    assert said.level == "error"
    assert said.mening.endswith("Ingen grupp heter HMC ekonomin. Menade du HMC ekonomi?")
    assert re.search(r"felrapport_grupp.dmn: Rad \d+: ", said.mening)


def test_the_bundled_table_names_groups_that_there_are(f: Fel) -> None:
    old = versions.bundle_of(versions.published("felrapport"))
    assert _sagt(old, "tabell-val", "grupp-okand") == []


def test_the_error_stands_at_its_cell_and_the_row_is_not_saved(f: Fel, pia: Client) -> None:
    bundle = _med('"HMC ekonomi"', '"HMC ekonomin"')
    view = TableFile(bundle, TABELL).view("felrapport_grupp")
    [(row, cell)] = [
        (row, cell)
        for row in view.rows
        for cell in row.cells
        if any(one.level == "error" for one in cell.remarks)
    ]
    assert cell.text == '"HMC ekonomin"'
    assert row.is_wrong
    assert cell.column.offered[0] == "HMC ekonomi"
    here = f"{HAR}felrapport_grupp/rader/{row.number}/"
    page = pia.get(here).content.decode()
    assert '<option value="&quot;HMC ekonomi&quot;"' in page
    drawn = TableFile(versions.bundle_of(versions.published("felrapport")), TABELL)
    there = drawn.view("felrapport_grupp").rows[row.number - 1]
    typed = {f"cell_{at}": one.text for at, one in enumerate(there.cells)}
    at = next(at for at, one in enumerate(there.cells) if one.text == '"HMC ekonomi"')
    no = pia.post(here, {**typed, f"cell_{at}": '"HMC ekonomin"', "rev": "0"})
    assert no.status_code == 422
    assert "Menade du HMC ekonomi?" in _text(no.content)
    assert "HMC ekonomin&quot;" in no.content.decode()


def test_a_new_group_is_known_at_once_also_to_what_is_kept_of_the_verdict(f: Fel) -> None:
    bundle = _med('"HMC ekonomi"', '"HMC sängar"')
    assert "tabell-val" in {one.rule for one in verdicts.of(bundle)}
    group = Grupp.objects.create(nyckel="sangar", namn="HMC sängar", roll="konsulent")
    said = [one for one in verdicts.of(bundle) if one.rule.startswith("tabell-")]
    empty = [one for one in said if one.rule == "tabell-tom-grupp" and "sängar" in one.mening]
    assert "tabell-val" not in {one.rule for one in said}
    assert len(empty) == 1
    assert empty[0].level == "warning"
    assert "rollen Konsulent i gruppen HMC sängar" in empty[0].mening
    group.medlemmar.add(person("kajsa", "konsulent"))
    assert not [one for one in verdicts.of(bundle) if "sängar" in one.mening]


def test_a_tasks_own_group_is_held_against_the_groups(f: Fel) -> None:
    old = versions.bundle_of(versions.published("felrapport"))
    wrong = old.bpmn.replace(b'name="group" value="kvalitetsgrupp"', b'name="group" value="X"')
    computed = Bundle("felrapport", wrong, old.files, old.scenarios)
    assert _sagt(computed, "grupp-okand") == []
    named = wrong.replace(b'value="X"', b'value="&quot;kvalitet_mtb&quot;"')
    [said] = _sagt(Bundle("felrapport", named, old.files, old.scenarios), "grupp-okand")
    assert said.mening.endswith(
        "anger gruppen ”kvalitet_mtb”, som inte finns. Menade du kvalitet_mta?"
    )
    Anvandare.objects.get(username=f.kalle.username).grupper.clear()
    empty = named.replace(b"kvalitet_mtb", b"kvalitet_mta")
    [told] = _sagt(Bundle("felrapport", empty, old.files, old.scenarios), "grupp-tom")
    assert told.level == "warning"


def test_what_a_task_takes_its_group_from_is_a_key_wherever_it_is_answered(f: Fel) -> None:
    old = from_folder(settings.BPMN_DIR / "utprovning")
    file = "utprovningsvag.dmn"
    assert _sagt(old, "tabell-val") == []
    table = old.files[file].replace('"konsulent_manuella_rullstolar"', '"konsulent_rullar"', 1)
    [said] = _sagt(
        Bundle("utprovning", old.bpmn, {**old.files, file: table}, old.scenarios), "tabell-val"
    )
    assert "Ingen grupp heter konsulent_rullar." in said.mening


def test_a_draft_with_it_is_not_published(f: Fel) -> None:
    bundle = _med('"HMC ekonomi"', '"HMC ekonomin"')
    files = {TABELL: bundle.files[TABELL].encode()}
    drafts.change("felrapport", files, by="pia")
    assert not gate.ok(drafts.findings(bundle))


def test_the_driftstopp_says_which_group_and_goes_on_when_it_is_made(f: Fel, pia: Client) -> None:
    """A version from before the gate knew, or a group that has got another name since."""
    bundle = _med('"HMC ekonomi"', '"HMC sängar"')
    versions.publish(bundle, case_type="felrapport")
    # What is about an invoice goes to ekonomi.
    skickad(f, "administration")
    [stopped] = Incident.objects.all()
    assert stopped.process
    assert stopped.sentence.startswith(
        "Ingen grupp heter HMC sängar. Skapa gruppen under Processer, Grupper och försök igen,"
    )
    for page in ("/driftstopp/", "/driftstopp/orsaker/"):
        assert "Ingen grupp heter HMC sängar." in _text(pia.get(page).content)
    gang = _text(pia.get(f"/processer/arenden/{stopped.process.case_id}/").content)
    assert "Ingen grupp heter HMC sängar." in gang
    Grupp.objects.create(nyckel="sangar", namn="HMC sängar", roll="ekonomi")
    engine.retry(stopped.pk, actor="pia")
    assert not Incident.objects.filter(resolved_at=None).exists()
