"""Whether a text is somebody's own, however it is written."""

from collections.abc import Iterable


def ar_nagons(text: str, egna: Iterable[str]) -> bool:
    """Whether the text is one of somebody's own, spaces, hyphens and capitals left out of it."""
    bare = _bare(text)
    return bool(bare) and bare in {_bare(own) for own in egna}


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
