"""Orders and deliveries that have been worked on for real are replayed the very same way."""

from typing import Any

import pytest

from tests.kundorder.test_scenarier import SCENARIER, test_scenario
from tests.kundorder.varld import Varld
from workflows.models import Process, Replay, ReplayedCase
from workflows.workbench import drafts, replays

__all__: list[str] = []
_GOES_ON = "ärendet visar inte vad som händer där"


@pytest.mark.parametrize(("process", "scenario"), SCENARIER[::2])
def test_every_case_is_told_as_it_went(v: Varld, process: str, scenario: dict[str, Any]) -> None:
    test_scenario(v, process, scenario)
    for one in Process.objects.select_related("version__definition"):
        name = one.version.definition.name
        draft = drafts.of(one.version.definition)
        if draft is None:
            drafts.change(name, {"scenarier.txt": b""}, by="pia")
        made = Replay(definition=one.version.definition, total=1, by="pia")
        bundle = drafts.bundle_of(drafts.of(one.version.definition))
        made.bpmn, made.files = bundle.bpmn, bundle.files
        row = ReplayedCase(replay=made, case_id=one.case_id, process=one)
        [[(_, told)]] = replays._told(made, [row])
        assert told["differences"] == [], told
        ended = one.status != Process.Status.RUNNING
        assert told["outcome"] == "same" if ended else _GOES_ON in told["until"], told
