"""A process's files as JSON, both ways."""

from collections.abc import Mapping
from typing import Any

from workflows.diagrams.bundle import Bundle
from workflows.models import Draft
from workflows.workbench import drafts, exchange


def files_told(bundle: Bundle) -> Mapping[str, Any]:
    """The files by name, as they lie in a folder of `bpmn/`."""
    return {
        "process": bundle.process_id,
        "filer": {name: data.decode() for name, data in exchange.files(bundle)},
    }


def draft_told(draft: Draft) -> Mapping[str, Any]:
    """A draft with its rev."""
    return {"version": None, "rev": draft.rev, **files_told(drafts.bundle_of(draft))}


def sent(files: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a request."""
    return {name: text.encode() for name, text in files.items()}
