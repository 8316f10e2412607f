"""What is written on an element, read the same way wherever it is asked."""

import re
from typing import Any

_ISO_DURATION = re.compile(r'^"?(-?P(?=.)[0-9YMWDTHS.,]*)"?$')
_ISO_MOMENT = re.compile(r'^"?(\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?)"?$')


def feel_text(text: str | None) -> str:
    """An expression as written in a diagram, without the leading `=` that some editors put."""
    plain = (text or "").strip()
    return plain[1:].strip() if plain.startswith("=") else plain


def time_text(expression: str) -> str:
    """A time as FEEL: a bare or quoted ISO literal is accepted where a timer or deadline is
    written."""
    if found := _ISO_DURATION.match(expression):
        return f'duration("{found[1]}")'
    if found := _ISO_MOMENT.match(expression):
        kind = "date and time" if "T" in found[1] else "date"
        return f'{kind}("{found[1]}")'
    return expression


def properties_of(extensions: dict[str, Any] | None) -> dict[str, str]:
    """An element's own properties (`form`, `deadline`, `key` …)."""
    return (extensions or {}).get("properties", {})
