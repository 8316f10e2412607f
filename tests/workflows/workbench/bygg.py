"""Publishing by one person at once, as the tests' worlds are built."""

from datetime import datetime

from workflows.models import Release
from workflows.workbench.release import passed_again, passed_draft, publish


def publish_draft(
    name: str,
    *,
    by: str,
    note: str,
    rev: int,
    live_at: datetime | None = None,
    reason: str = "",
) -> Release | None:
    """Read the draft through the gate, and publish it."""
    passed = passed_draft(name, note=note, rev=rev, by=by, live_at=live_at, reason=reason)
    return publish(passed, by=by)


def publish_again(
    name: str,
    number: int,
    *,
    by: str,
    note: str,
    live_at: datetime | None = None,
    reason: str = "",
) -> Release | None:
    """Read an earlier version through the gate, and publish it."""
    return publish(passed_again(name, number, note=note, live_at=live_at, reason=reason), by=by)
