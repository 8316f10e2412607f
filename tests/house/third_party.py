"""THIRD_PARTY.md from the locks, the packages' own metadata and what lies under `vendor/`.

python -m tests.house.third_party writes it anew; tests/house/test_third_party.py holds it true.
"""

import json
import re
from collections.abc import Iterator
from importlib import metadata

from tests.programs import ROOT

PAGE = ROOT / "THIRD_PARTY.md"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)

# Pinned for other platforms than the one this runs on, so there is no metadata to ask.
ELSEWHERE = {"async-timeout": "Apache-2.0", "colorama": "BSD-3-Clause"}
# Metadata that says less than the licence file that the package brings.
READ_FROM_ITS_FILE = {
    "bpmn-js": "MIT med krav på att bpmn.io-märket syns",
    "cli-table": "MIT",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
}
# Folder: what it is, its licence, and words that its LICENSE must hold.
VENDORED = {
    "static/vendor/designsystemet": ("Designsystemet (Digdir)", "MIT", "Permission is hereby"),
    "static/vendor/inter": ("Inter", "OFL-1.1", "SIL Open Font License"),
    "tests/e2e/vendor": ("axe-core", "MPL-2.0", "Mozilla Public License"),
}

HEAD = """\
# Andras arbete i webSesam

webSesam självt har licensen MIT (`LICENSE`). Det här är allt av andra som det bygger på, med de
licenser som paketen själva uppger. Sidan skrivs av `python -m tests.house.third_party` och hålls
sann av ett test.

- **LGPL**: SpiffWorkflow, psycopg och python-stdnum används oförändrade, som bibliotek som var och
  en kan byta ut i sin installation. Inget har licensen GPL eller AGPL.
- **bpmn.io**: diagramvisaren och ritningen bygger på bpmn-js. Dess licens kräver att märket bpmn.io
  syns, helt och oförändrat, i varje visat diagram; det får inte döljas eller täckas över.
- **htmx** (0BSD) kommer med paketet django-htmx.
"""


def pinned(lock: str) -> dict[str, str]:
    """Package name to version, as the lock pins them."""
    return dict(PINNED.findall((ROOT / lock).read_text(encoding="utf-8")))


def licence_of(package: str) -> str:
    """What the installed package says of itself: SPDX expression, else classifiers, else text."""
    if package in READ_FROM_ITS_FILE:
        return READ_FROM_ITS_FILE[package]
    if package in ELSEWHERE:
        return ELSEWHERE[package]
    about = metadata.metadata(package)
    if expression := about.get("License-Expression"):
        return expression
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return ", ".join(classifiers) or (about.get("License") or "").strip().partition("\n")[0]


def npm_packages(*, bundled: bool) -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of what ends up in frontend/dist, or of what only builds it."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    for path, about in lock["packages"].items():
        name = path.rpartition("node_modules/")[2]
        # Of esbuild's builds for other platforms one word is enough: esbuild's own.
        if name and not name.startswith("@esbuild/") and bundled is not about.get("dev", False):
            yield name, about["version"], READ_FROM_ITS_FILE.get(name) or about["license"]


def table(rows: Iterator[tuple[str, str, str]]) -> str:
    lines = [f"| {name} | {version} | {licence} |" for name, version, licence in sorted(rows)]
    return "\n".join(["| Paket | Version | Licens |", "|---|---|---|", *lines, ""])


def text() -> str:
    runtime, everything = pinned("requirements.txt"), pinned("requirements-dev.txt")
    development = {name: everything[name] for name in everything.keys() - runtime.keys()}
    vendored = ((what, f"`{where}/`", of) for where, (what, of, _) in VENDORED.items())
    return "\n".join(
        [
            HEAD,
            "## Python, i drift\n",
            table((name, version, licence_of(name)) for name, version in runtime.items()),
            "## Python, för utveckling och test\n",
            table((name, version, licence_of(name)) for name, version in development.items()),
            "## JavaScript, i diagramvisaren och ritningen\n",
            table(npm_packages(bundled=True)),
            "## JavaScript, för att bygga och granska\n",
            table(npm_packages(bundled=False)),
            "## Filer som ligger i projektet\n",
            table(vendored).replace("| Paket | Version |", "| Vad | Var |"),
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
