"""Refusing with every reason at once, so that nobody mends one thing to meet the next."""

from collections.abc import Iterable

from workflows.errors import Hinder, Refused


def stoppa_om(hinder: Iterable[Hinder]) -> None:
    """Raise `Refused` with these reasons; do nothing when there are none."""
    if reasons := list(hinder):
        raise Refused(reasons)
