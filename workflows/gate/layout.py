"""What is missing when a kind of case or a process has been added, told by its folders."""

from collections.abc import Iterator
from pathlib import Path

ROOMS = (
    "actions",
    "steps",
    "facts",
    "rules",
    "queries",
    "forms",
    "pages",
    "models",
    "apps",
)
"""The modules of a case type. One that runs any process needs no steps: it has no code."""
_CASE_TYPE = ("actions.py", "steps.py")


def missing(root: Path, runs_any: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """(case type or process, a Swedish sentence) for each thing that is missing under `root`.

    A folder in `cases/` is a case type when it has actions or steps; a register has neither.
    `runs_any` are the case types that have no diagram of their own.
    """
    for folder in sorted((root / "cases").iterdir()):
        if any((folder / name).exists() for name in _CASE_TYPE):
            yield from ((folder.name, said) for said in _case_type(root, folder, runs_any))
    for folder in sorted((root / "bpmn").iterdir()):
        if folder.is_dir() and any(folder.glob("*.bpmn")):
            yield from ((folder.name, said) for said in _process(folder))


def _case_type(root: Path, folder: Path, runs_any: frozenset[str]) -> Iterator[str]:
    name = folder.name
    draws = name not in runs_any
    for room in ROOMS:
        module = folder / f"{room}.py"
        if not (module.exists() or (folder / room).is_dir() or (room == "steps" and not draws)):
            yield f"Ärendetypen ”{name}” saknar {module.relative_to(root)}. Lägg till den."
    diagram = root / "bpmn" / name / f"{name}.bpmn"
    if draws and not diagram.exists():
        yield f"Ärendetypen ”{name}” saknar diagrammet {diagram.relative_to(root)}. Rita det."
    tests = (root / "tests" / "cases" / name, root / "tests" / name)
    if not any(any(place.glob("**/test_*.py")) for place in tests):
        yield (
            f"Ärendetypen ”{name}” saknar tester. Lägg till {tests[0].relative_to(root)} med ett "
            "test för den raka vägen och ett för varje avvikelse."
        )
    if not (root / "templates" / name).is_dir():
        yield f"Ärendetypen ”{name}” saknar mallar. Lägg till templates/{name}."


def _process(folder: Path) -> Iterator[str]:
    if not (folder / f"{folder.name}.bpmn").exists():
        yield (
            f"Mappen bpmn/{folder.name} saknar {folder.name}.bpmn. Ge processens diagram samma "
            "namn som mappen."
        )
    if not any((folder / name).exists() for name in ("scenarier.txt", "scenarios.yaml")):
        yield (
            f"Processen ”{folder.name}” saknar scenarier.txt. Skriv minst ett scenario: givet, "
            "när och då."
        )
