"""docs/ordlista.md is kept: no name in the code and no page says a word that it forbids."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import pages
from tests.programs import ROOT

ROOMS = ("workflows", "cases", "tasks", "api", "config")
ROWS = pages.rows("ordlista.md", columns=4)


def plain(word: str) -> str:
    """As in an identifier: å ä ö as a a o, small letters."""
    return word.lower().translate(str.maketrans("åäö", "aao"))


FORBIDDEN = sorted(plain(word) for row in ROWS for word in re.findall(r"\w+", row[3]))


def words_of(name: str) -> str:
    """`FelAnmalan` and `FEL_ANMALAN` are both felanmalan and fel_anmalan to a reader."""
    return plain(re.sub(r"(?<=[a-zåäö0-9])(?=[A-ZÅÄÖ])", "_", name))


def names(tree: ast.Module) -> Iterator[str]:
    """Every name that the module gives to something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def breaches(name: str) -> list[str]:
    whole = words_of(name)
    parts = set(whole.split("_"))
    together = whole.replace("_", "")
    return [word for word in FORBIDDEN if word in parts or word.replace("_", "") == together]


def test_the_list_forbids_something_and_says_each_term_once() -> None:
    assert len(FORBIDDEN) > 15
    terms = [row[0] for row in ROWS]
    assert len(terms) == len(set(terms))
    assert not {plain(term) for term in terms} & set(FORBIDDEN)


@pytest.mark.parametrize(
    ("name", "breach"),
    [
        ("Brukare", ["brukare"]),
        ("hamta_brukare", ["brukare"]),
        ("FelAnmalan", ["felanmalan"]),
        ("FELANMALAN", ["felanmalan"]),
        ("forbrukare", []),
        ("mottagare", []),
    ],
)
def test_a_breach_is_seen_however_it_is_written(name: str, breach: list[str]) -> None:
    assert breaches(name) == breach


@pytest.mark.parametrize("path", pages.python_files(*ROOMS), ids=lambda path: str(path.name))
def test_no_name_in_the_code_breaks_it(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {name: breaches(name) for name in {path.stem, *names(tree)} if breaches(name)}
    assert not found, path.relative_to(ROOT)


def test_no_page_says_a_forbidden_word() -> None:
    found = {
        (str(path.relative_to(ROOT)), word)
        for path in (ROOT / "templates").rglob("*.html")
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
        if plain(word) in FORBIDDEN
    }
    assert not found
