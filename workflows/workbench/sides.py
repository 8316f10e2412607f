"""What is compared: a version by its number, or the draft."""

from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.errors import NotFound
from workflows.models import Definition, Version
from workflows.workbench import drafts, overview

DRAFT = "utkast"
_DIGITS = 6


def version(name: str, number: int) -> tuple[Definition, Version]:
    """A process and one of its versions. Raises `NotFound`."""
    definition = overview.find(name)
    found = definition.versions.select_related("definition").filter(number=number).first()
    if found is None:
        raise NotFound(f"Version {number} finns inte. Välj en i listan över versioner.")
    return definition, found


def side(name: str, which: str) -> Bundle:
    """The bundle of a version, or of the draft. Raises `NotFound`."""
    if which == DRAFT and (draft := drafts.of(overview.find(name))):
        return drafts.bundle_of(draft)
    if which.isdecimal() and len(which) <= _DIGITS:
        return versions.bundle_of(version(name, int(which))[1])
    raise NotFound("Det finns inget att jämföra med det valet. Välj två av versionerna.")
