"""What the templates and static files must hold, read as files."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.urls import get_resolver

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SIGNS = {
    symbol.get("id")
    for symbol in ET.parse(ROOT / "static/bilder/icons.svg").getroot()  # noqa: S314 - our own file
}
THEME = (ROOT / "static/css/theme.css").read_text(encoding="utf-8")


def colour(name: str) -> str:
    found = re.search(rf"--ds-color-{name}:(#[0-9a-f]{{6}})", THEME)
    assert found, name
    return found[1]


def contrast(one: str, other: str) -> float:
    def light(hex_colour: str) -> float:
        parts = [int(hex_colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scale", ["accent", "neutral"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("text-default", "surface-tinted", 7),
        ("text-subtle", "surface-tinted", 4.5),
        ("text-subtle", "background-tinted", 4.5),
        ("border-default", "surface-default", 3),
        ("border-default", "background-tinted", 3),
        ("base-default", "background-default", 4.5),
    ],
)
def test_the_themes_colours_can_be_read(scale: str, front: str, back: str, least: float) -> None:
    assert contrast(colour(f"{scale}-{front}"), colour(f"{scale}-{back}")) >= least


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_inline_code_or_an_unknown_sign(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"""\s(style|on[a-z]+)\s*=\s*["']""", text)
    assert not re.search(r"""(src|href)\s*=\s*["']https?:""", text)
    used = set(re.findall(r'{% icon "([a-z-]+)"', text)) | set(re.findall(r'sign="([^"]+)"', text))
    assert used <= SIGNS


def test_every_page_of_the_frame_has_its_own_help() -> None:
    without = {
        "logga_ut",
        "slang_avbrutet",
        "meddelanden_ta_bort_alla",
        "meddelande_ta_bort",
        "bilaga",
        "forhandsvisa",  # the file itself, which has no room for a help text
    }
    for pattern in get_resolver("cases.gemensamt.urls").url_patterns:
        there = (ROOT / "templates/help" / f"{pattern.name}.html").exists()
        assert there is (pattern.name not in without), pattern.name


def test_what_is_shipped_from_others_has_its_licence_and_names_no_missing_map() -> None:
    for folder in (ROOT / "static/vendor").iterdir():
        assert (folder / "LICENSE").stat().st_size > 500, folder
    for file in [*(ROOT / "static").rglob("*.*s"), *(ROOT / "frontend/dist").rglob("*.*s")]:
        assert "sourceMappingURL" not in file.read_text(encoding="utf-8"), file


def test_what_a_style_sheet_names_exists() -> None:
    for sheet in (ROOT / "static/css").glob("*.css"):
        for name in re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8")):
            assert (sheet.parent / name).exists(), (sheet, name)


def test_the_built_files_carry_the_licences_of_what_is_in_them() -> None:
    licences = (ROOT / "frontend/dist/LICENSES.txt").read_text(encoding="utf-8")
    assert "bpmn-js 18.31.1" in licences
    assert "watermark" in licences
    lock = (ROOT / "frontend/package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
