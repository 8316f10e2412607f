"""Every picture that a page names is there: with hashed names, one that is missing fails."""

import csv
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

SEED = Path(settings.BASE_DIR) / "cases" / "artiklar" / "seed"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
NAMED = re.compile(r"static '([^']*)'\|add:\S*\bbild")


def prefixes() -> set[str]:
    return {
        found
        for page in TEMPLATES.rglob("*.html")
        for found in NAMED.findall(page.read_text(encoding="utf-8"))
    }


def pictures() -> set[str]:
    named: set[str] = set()
    for file in SEED.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            named |= {row["bild"] for row in csv.DictReader(opened) if row.get("bild")}
    return named


def test_there_are_pictures_and_pages_that_show_them() -> None:
    assert pictures()
    assert prefixes() == {"bilder/artiklar/"}


@pytest.mark.parametrize("name", sorted(pictures()))
def test_the_picture_is_there(name: str) -> None:
    assert finders.find(f"bilder/artiklar/{name}")
