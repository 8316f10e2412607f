"""A bundle as JSON, to the process that plays it."""

import base64
from collections.abc import Mapping
from typing import Any

from workflows.diagrams.bundle import Bundle


def packed(bundle: Bundle) -> dict[str, Any]:
    """As it is sent."""
    return {
        "process_id": bundle.process_id,
        "bpmn": base64.b64encode(bundle.bpmn).decode(),
        "files": bundle.files,
        "scenarios": bundle.scenarios,
    }


def unpacked(sent: Mapping[str, Any]) -> Bundle:
    """As it was."""
    return Bundle(
        sent["process_id"], base64.b64decode(sent["bpmn"]), sent["files"], sent["scenarios"]
    )
