"""The published processes, the check of a diagram, and what has stopped."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from tests.api.conftest import Klienter
from tests.api.klient import Klient
from tests.kundorder.varld import Varld, person, utkast
from workflows import clock
from workflows.models import Definition, Incident, Process

FOLDER = Path(settings.BPMN_DIR) / "referens"


def bundle() -> dict[str, object]:
    return {
        "process": "referens",
        "bpmn": (FOLDER / "referens.bpmn").read_text(),
        "filer": {path.name: path.read_text() for path in FOLDER.glob("*.form.json")},
    }


def test_the_published_versions(v: Varld, som: Klienter) -> None:
    listed = som.miriam("GET", "processer/").data["poster"]
    assert [(one["process"], one["version"]) for one in listed] == [
        ("kundorder", 1),
        ("leverans", 1),
        ("rattelse", 1),
    ]
    assert listed[0]["digest"] == Definition.objects.get(name="kundorder").published.digest  # type: ignore[union-attr]


def test_a_diagram_is_judged_and_not_kept(v: Varld) -> None:
    pia = Klient(person("pia", "processagare"))
    good = pia("POST", "processer/kontrollera/", bundle(), key="")
    assert (good.status, good.data["godkand"]) == (200, True), good.data
    bad = pia("POST", "processer/kontrollera/", {**bundle(), "filer": {}}, key="")
    assert bad.data["godkand"] is False
    assert {"registrera", "granska", "avsluta"} <= {one["element"] for one in bad.data["fynd"]}
    hostile = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    refused = pia("POST", "processer/kontrollera/", {**bundle(), "bpmn": hostile}, key="")
    assert [one["regel"] for one in refused.data["fynd"]] == ["xml"]
    assert not Definition.objects.filter(name="referens").exists()


def test_only_those_who_draw_have_diagrams_judged(v: Varld, som: Klienter) -> None:
    assert som.miriam("POST", "processer/kontrollera/", bundle(), key="").status == 403


@pytest.fixture
def stopp(v: Varld) -> Incident:
    """A step of a draft that could not be carried out."""
    process = Process.objects.get(case_id=utkast(v).pk)
    return Incident.objects.create(
        process=process,
        task_id=uuid4(),
        element="reservera",
        kind=Incident.Kind.STEP,
        sentence="Steget gick inte att utföra.",
        created_at=clock.now(),
    )


def test_what_has_stopped_is_told_to_those_who_mend(
    v: Varld, som: Klienter, stopp: Incident
) -> None:
    [row] = som.kim("GET", "driftstopp/").data["poster"]
    assert (row["nummer"], row["mening"]) == (stopp.pk, "Steget gick inte att utföra.")
    for name in ("forsok-igen", "hoppa-over", "avbryt"):
        refused = som.lotta("POST", f"driftstopp/{stopp.pk}/{name}/", {"skal": "Prov"})
        assert refused.status == 403
        assert som.kim("POST", f"driftstopp/999999/{name}/", {"skal": "Prov"}).status == 404
    assert som.lotta("GET", "driftstopp/").status == 403


def test_a_case_is_given_up_with_a_reason(v: Varld, som: Klienter, stopp: Incident) -> None:
    here = f"driftstopp/{stopp.pk}/"
    assert som.kim("POST", f"{here}avbryt/", {"skal": " "}).koder == ["orsak_saknas"]
    assert som.kim("POST", f"{here}avbryt/", {}).falt == ["skal"]
    # The token that stopped is not there in this made-up case.
    assert som.kim("POST", f"{here}forsok-igen/").status == 409
    assert som.kim("POST", f"{here}hoppa-over/", {"skal": "Behövs inte"}).status == 409
    assert Process.objects.get().status == Process.Status.RUNNING
    assert som.kim("POST", f"{here}avbryt/", {"skal": "Fel order"}).status == 204
    assert Process.objects.get().status == Process.Status.CANCELLED
    assert som.kim("POST", f"{here}avbryt/", {"skal": "Igen"}).status == 409
    assert som.kim("GET", "driftstopp/").data["poster"] == []
