"""The implicit conversions of DMN 10.3.2.9.4."""

from collections.abc import Callable

from workflows.feel.feeltypes import DATE_TIME, FeelType, ListType, conforms
from workflows.feel.temporal import FeelDate, FeelDateTime, FeelTime
from workflows.feel.values import Value, kind_word


def coerced(value: Value, kind: FeelType) -> tuple[Value, bool]:
    """``value`` implicitly converted to ``kind``, and whether it got there (else null)."""
    if conforms(value, kind):
        return value, True
    if isinstance(kind, ListType):
        return (
            ([value], True)
            if not isinstance(value, list) and conforms(value, kind.item)
            else (None, False)
        )
    if isinstance(value, list) and len(value) == 1:
        return coerced(value[0], kind)
    if kind == DATE_TIME and isinstance(value, FeelDate):
        return FeelDateTime(value, FeelTime(0, 0, 0, 0, 0)), True
    return None, False


def coerce(value: Value, kind: FeelType, warn: Callable[[str, str], None] | None = None) -> Value:
    """``value`` after the implicit conversions to ``kind``; null, and a word to ``warn``, when it
    cannot be one.

    To and from singleton list, date to date and time at midnight UTC, otherwise `conforms to` (DMN
    10.3.2.9.4).
    """
    made, fits = coerced(value, kind)
    if not fits and warn is not None:
        warn("typ", f"Värdet är {kind_word(value)} men ska vara av typen {kind}.")
    return made
