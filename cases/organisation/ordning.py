"""Swedish order that every database agrees on, whatever its collation."""

import unicodedata

# Digits after `z` keep å ä ö last and in their own order, and no collation disagrees about that.
_LAST = {"z": "z0", "å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3"}


def sortnyckel(text: str) -> str:
    """A key whose plain order is the Swedish alphabetical order of `text`."""
    return "".join(_LAST.get(char) or _bare(char) for char in text.casefold())


def vikt(text: str) -> str:
    """`text` in small letters without dots and accents: what a hurried person types."""
    return "".join(_bare(char) for char in text.casefold())


def _bare(char: str) -> str:
    if char.isascii():
        return char
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
