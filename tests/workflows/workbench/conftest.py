"""A process that owners may change: two tasks, a way out, a form and a table."""

import pytest
from django.conf import settings

from tests.felrapport.varld import grupperna
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle, from_folder
from workflows.models import Definition


@pytest.fixture
def utprovning(db: None) -> Definition:
    """The example process as it comes from its files, with the groups that its table names."""
    grupperna()
    version = versions.publish(from_folder(settings.BPMN_DIR / "utprovning"), case_type="fritt")
    return Definition.objects.get(pk=version.definition_id)


@pytest.fixture
def bundle(utprovning: Definition) -> Bundle:
    assert utprovning.published is not None
    return versions.bundle_of(utprovning.published)
