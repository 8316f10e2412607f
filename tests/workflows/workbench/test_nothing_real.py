"""A draft is tried, replayed, compared and foreseen, and no real case or row knows of it."""

import sys
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.programs import Program, clean_environment
from tests.workflows.draw import catch, draw, message, messages, properties, timer
from tests.workflows.engine.conftest import Prov, prov
from tests.workflows.prov import steps
from workflows import engine
from workflows.diagrams import versions
from workflows.errors import No
from workflows.models import Definition
from workflows.transfer.foresight import foresee
from workflows.trial import asking
from workflows.workbench import compare, drafts, replays
from workflows.workbench.document import document

__all__ = ["prov"]

KEY = properties(key="nummer")
OLD = draw("start > a > slut", user="a")
LANE = (
    '<bpmn:laneSet id="banor"><bpmn:lane id="bana" name="kundtjanst">'
    "<bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
)
FORM = b"""{"title": "A", "type": "object", "properties": {
  "svar": {"type": "string", "title": "Svar"}}}"""
NEW = draw(
    "start > s1 > b1 > skicka > a > tid > slut", user="a", step="s1 b1", root=messages("svar"),
    extra=LANE + catch("tid", timer("P3D"))
    + f'<bpmn:intermediateThrowEvent id="skicka">{KEY}{message("svar")}'
    "</bpmn:intermediateThrowEvent>",
)  # fmt: skip
# What a draft is kept in, and what is told of its replays.
ITS_OWN = {"draft", "replay", "replayedcase"}


def _everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the engine that is not the draft's own."""
    return {
        model._meta.model_name or "": sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_app_config("workflows").get_models()
        if model._meta.model_name not in ITS_OWN
    }


@pytest.mark.django_db
def test_whatever_is_done_with_a_draft_no_case_moves_and_no_step_is_carried_out(
    prov: Prov,
) -> None:
    prov.facts["nummer"] = "A"
    prov.publish(OLD)
    done, running = prov.start(), prov.start()
    prov.do(done, "a")
    drafts.change("prov", {"prov.bpmn": NEW, "a.form.json": FORM}, by="pia")
    before = _everything()
    draft = drafts.bundle_of(Definition.objects.get(name="prov").draft)
    with CaptureQueriesContext(connection) as asked:
        assert asking.case(draft, "Scenario: A\n")["steps"]
        asking.scenarios(draft)
        assert foresee(Definition.objects.get(name="prov"), draft, {}).total == 1
        assert compare.compare(versions.bundle_of(versions.published("prov")), draft)
        assert document(draft).chapters
    written = [one["sql"] for one in asked if one["sql"].split()[0] in ("INSERT", "UPDATE")]
    assert written == []
    assert drafts.findings(draft) == []
    made = replays.begin("prov", by="pia", count=10)
    replays.carry_on(made.pk)
    assert sum(replays.progress(made).values()) >= 1
    assert steps.calls == []
    assert _everything() == before
    # Whoever starts one meanwhile starts what is published.
    assert prov.open(prov.start()) == prov.open(running) == ["a"]
    assert steps.calls == []


@pytest.mark.django_db
def test_a_process_that_is_only_drawn_can_not_be_started(prov: Prov) -> None:
    drafts.begin({"prov.bpmn": NEW}, by="pia")
    with pytest.raises(No):
        engine.start("prov", case_id=uuid4(), actor="anna")
    assert _everything()["process"] == []


@pytest.mark.parametrize(("first", "code"), [("", 0), ("child._forget_the_database(); ", 1)])
def test_where_a_draft_is_played_there_is_no_database(
    tmp_path: "object", first: str, code: int
) -> None:
    said = (
        "import django; django.setup(); from django.db import connection;"
        f" from workflows.trial import child; {first}"
        "connection.cursor().execute('SELECT 1')"
    )
    environment = clean_environment() | {
        "WEBSESAM_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    ran = Program((sys.executable, "-c", said)).finish(environment=environment)
    assert ran.returncode == code, ran.stderr
    assert ("A dry world has no database." in ran.stderr) is bool(first)
