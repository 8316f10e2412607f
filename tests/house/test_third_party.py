"""THIRD_PARTY.md says all that others made, and their terms."""

import re

from tests.house import third_party
from tests.programs import ROOT

STRONG_COPYLEFT = re.compile(r"(?<![L])GPL|AGPL", re.IGNORECASE)


def test_the_page_is_what_the_locks_and_the_packages_say() -> None:
    assert third_party.PAGE.read_text(encoding="utf-8") == third_party.text(), (
        "run python -m tests.house.third_party"
    )


def test_every_package_names_a_licence_and_none_binds_the_whole() -> None:
    for package in third_party.pinned("requirements-dev.txt"):
        licence = third_party.licence_of(package)
        assert licence, package
        weak = "Lesser" in licence
        assert weak or not STRONG_COPYLEFT.search(licence), (package, licence)


def test_both_locks_pin_the_same_versions() -> None:
    runtime = third_party.pinned("requirements.txt")
    everything = third_party.pinned("requirements-dev.txt")
    assert runtime.items() <= everything.items()


def test_locks_name_no_machine_and_no_address() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt", "frontend/package-lock.json"):
        for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
            assert '"resolved"' not in line, (lock, line)
            assert "://" not in line or '"url":' in line, (lock, line)


def test_every_vendor_folder_is_told_and_brings_its_licence() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in [*(ROOT / "static" / "vendor").iterdir(), ROOT / "tests" / "e2e" / "vendor"]
    }
    assert found == third_party.VENDORED.keys()
    for folder, (_, _, words) in third_party.VENDORED.items():
        licence = (ROOT / folder / "LICENSE").read_text(encoding="utf-8")
        assert words in licence, folder
