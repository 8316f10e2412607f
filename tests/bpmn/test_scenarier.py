"""The sentences that a process comes with: all green, and where each of them comes."""

import re

import pytest
from django.conf import settings

from tests.felrapport.varld import grupperna
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder
from workflows.models import Version
from workflows.trial import asking, sentences, writing

SHIPPED = sorted(path.parent.name for path in settings.BPMN_DIR.glob("*/scenarier.txt"))
FIVE = ["arbetsorder", "felrapport", "hamtorder", "kundorder", "retur"]


def test_the_main_processes_have_scenarios() -> None:
    assert set(FIVE) <= set(SHIPPED)


@pytest.mark.django_db
@pytest.mark.parametrize("process", SHIPPED)
def test_what_is_shipped_is_green_and_visits_everything(process: str) -> None:
    grupperna()
    verdict = asking.scenarios(from_folder(settings.BPMN_DIR / process))
    assert verdict.red == []
    assert [(one.name, one.wrong) for one in verdict.results if not one.green] == []
    assert verdict.unvisited == ()


@pytest.mark.parametrize("process", FIVE)
def test_they_are_sentences_that_are_read_again_as_they_are_written(process: str) -> None:
    text = from_folder(settings.BPMN_DIR / process).scenarios
    found, wrong = sentences.parse(text)
    assert wrong == []
    for one in found:
        (again,), no = sentences.parse(writing.write(one))
        assert no == []
        assert writing.write(again) == writing.write(one)
    assert not re.search(r"är vägen|\b[0-9a-f]{8}-[0-9a-f]{4}-", text)


@pytest.mark.django_db
def test_an_installed_version_gets_them_without_a_new_one() -> None:
    bundle = from_folder(settings.BPMN_DIR / "retur")
    versions.publish(bundle, case_type="retur", source=Version.Source.FILE)
    Version.objects.update(scenarios="")
    versions.seed()
    (version,) = Version.objects.filter(definition__name="retur")
    assert (version.number, version.scenarios) == (1, bundle.scenarios)
