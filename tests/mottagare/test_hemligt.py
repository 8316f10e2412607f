"""What of a protected person's own stands in a text, and what only looks like it (L6)."""

import pytest

from cases.mottagare.hemligt import namner_nagons

EGNA = ("Storgatan 1", "070-123 45 67")


@pytest.mark.parametrize(
    ("text", "namns"),
    [
        ("storgatan 1", True),
        ("Hon bor på Stor-gatan 1, tre trappor.", True),
        ("Storgatan 1 2 tr", True),
        ("Storgatan 1B", True),
        ("Leverera till Storgatan 12.", False),
        ("Ring 0701234567 eller 0709999999", True),
        ("Ring 070 1234567 0709999999", True),
        ("Order 07012345678", False),
        ("Gatan", False),
    ],
)
def test_somebodys_own_is_found_however_it_is_written(text: str, namns: bool) -> None:
    assert namner_nagons(text, EGNA) is namns
