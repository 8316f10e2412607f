"""What is written on an element, read the same way wherever it is asked."""

from typing import Any


def feel_text(text: str | None) -> str:
    """An expression as written in a diagram, without the leading `=` that some editors put."""
    plain = (text or "").strip()
    return plain[1:].strip() if plain.startswith("=") else plain


def properties_of(extensions: dict[str, Any] | None) -> dict[str, str]:
    """An element's own properties (`form`, `deadline`, `key` …)."""
    return (extensions or {}).get("properties", {})
