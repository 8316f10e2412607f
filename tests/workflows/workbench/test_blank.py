"""What a process drawn from the beginning begins with."""

import pytest

from workflows import gate, registry
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.parser import build
from workflows.errors import Refused
from workflows.workbench.blank import blank
from workflows.workbench.exchange import merged


def _begun(title: str, started_by: str, done_by: str) -> Bundle:
    return merged(None, blank(title, started_by=started_by, done_by=done_by))


@pytest.mark.parametrize("done_by", ["forskrivare", "kundtjanst"])
@pytest.mark.parametrize("title", ["Lån av ramp", 'A & B <"C">', "2 ramper", "if", "Ö" * 120])
def test_it_can_be_published_as_it_is(title: str, done_by: str) -> None:
    bundle = _begun(title, "forskrivare", done_by)
    assert bundle.title == title
    assert bundle.process_id.isidentifier()
    found = gate.check(bundle, names=gate.registered(bundle.process_id))
    assert [one for one in found if one.level == "error"] == []
    assert build(bundle) is not None


def test_every_role_can_start_and_do() -> None:
    for role in registry.roles():
        found = gate.check(_begun("Prov", role, "kundtjanst"), names=gate.registered("prov"))
        assert [one for one in found if one.level == "error"] == [], role


@pytest.mark.parametrize(
    ("title", "started_by", "done_by", "wrong"),
    [
        ("  ", "forskrivare", "kundtjanst", ["titel"]),
        ("x" * 121, "forskrivare", "kundtjanst", ["titel"]),
        ("\U0001f9bd", "forskrivare", "kundtjanst", ["titel"]),
        ("1 2 3", "forskrivare", "kundtjanst", ["titel"]),
        ("Lån\x01", "forskrivare", "kundtjanst", ["titel"]),
        ("\u202eLån", "forskrivare", "kundtjanst", ["titel"]),
        ("Lån\uffff", "forskrivare", "kundtjanst", ["titel"]),
        ("Prov", "kung", "", ["startas_av", "utfors_av"]),
    ],
)
def test_what_is_missing_is_said_where_it_is(
    title: str, started_by: str, done_by: str, wrong: list[str]
) -> None:
    with pytest.raises(Refused) as no:
        blank(title, started_by=started_by, done_by=done_by)
    assert [one.falt for one in no.value.hinder] == wrong
