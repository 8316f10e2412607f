"""Any file, by any tool: what it is, what belongs to it, and what is wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import BPMN, MAX_BYTES, SPIFF, DiagramError, safe_xml
from workflows.gate import dry_run, processes, tables
from workflows.gate.findings import Chapter, Finding
from workflows.gate.names import Names
from workflows.gate.verdict import UNREADABLE, check
from workflows.gate.work import PEOPLE

_chapter = Chapter("Filen och dess processer")

NO_FILE = _chapter.error(
    "fil",
    "Filen finns och går att läsa.",
    "Filen går inte att läsa ({fel}). Kontrollera sökvägen.",
)

GAVE_UP = _chapter.error(
    "kontroll-avbruten",
    "Filen går att kontrollera inom tio sekunder.",
    "Kontrollen av filen hann inte klart. Dela upp diagrammet, eller spara det på nytt från "
    "ritverktyget.",
)

FORM_ENDING = ".form.json"
SHARED = "gemensamt"
"""The folder beside a process' own where tables lie that several processes ask."""
_NEIGHBOURS = 200
_ASKING = ("startEvent", *PEOPLE)


def check_file(
    path: Path,
    *,
    names_for: Callable[[str], Names],
    known_here: Callable[[str], bool],
    try_out: Callable[[Bundle], dry_run.Outcome],
    home: Path | None = None,
) -> list[Finding]:
    """Everything wrong with a diagram, a decision table or a form.

    What a diagram asks for is sought beside it, then in its process' own folder in `home`.

    `known_here` says whether a process by that id is one of this house's own; its names must
    then exist, as they must in any diagram that carries our own settings.
    """
    try:
        data = _bytes(path)
    except OSError as error:
        return [NO_FILE.on(None, fel=error.strerror or "okänt fel")]
    if path.suffix == ".json":
        return tables.check_alone(path.name, data)
    try:
        root = safe_xml(data).getroot()
    except DiagramError as error:
        return [UNREADABLE.on(error.element or None, fel=error.mening)]
    if "/DMN/" in (etree.QName(root).namespace or ""):
        return tables.check_alone(f"{path.stem}.dmn", data)
    process_id = processes.main_process(root, path.stem)
    return check(
        Bundle(
            process_id, data, _beside([path.parent, *_folder_of(process_id, home)], root, path.name)
        ),
        names=names_for(process_id),
        strict_names=known_here(process_id) or _ours(root),
        try_out=try_out,
    )


def _bytes(path: Path) -> bytes:
    """The file's content; of a huge one only so much that it is seen to be too large."""
    with path.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _ours(root: etree._Element) -> bool:
    return next(root.iter(f"{{{SPIFF}}}property"), None) is not None


def _beside(folders: list[Path], root: etree._Element, itself: str) -> dict[str, str]:
    """The tables, forms and diagrams in these folders that a diagram asks for by name."""
    wanted = _wanted(root)
    found: dict[str, str] = {}
    for near in _near(folders):
        if near.name in found or near.name == itself:
            continue
        if near.name.endswith(FORM_ENDING):
            belongs = near.name.removesuffix(FORM_ENDING) in wanted.forms
        else:
            belongs = _holds(near, wanted)
        if belongs:
            found[near.name] = _bytes(near).decode(errors="replace")
    return found


def _folder_of(process_id: str, home: Path | None) -> list[Path]:
    """A process' own folder. Its name comes from a diagram, so it is looked up, never joined."""
    return [each for each in home.iterdir() if each.name == process_id] if home else []


def _near(folders: list[Path]) -> Iterator[Path]:
    for folder in [*folders, *(each.parent / SHARED for each in folders)]:
        if not folder.is_dir():
            continue
        near = [
            each
            for each in sorted(folder.iterdir())
            if each.suffix in (".dmn", ".bpmn") or each.name.endswith(FORM_ENDING)
        ]
        yield from near[:_NEIGHBOURS]


@dataclass(frozen=True)
class _Wanted:
    """Ids that a diagram asks for and does not hold itself. A task may be called as a process is:
    each kind is sought among its own."""

    decisions: set[str]
    forms: set[str]
    processes: set[str]


def _wanted(root: etree._Element) -> _Wanted:
    decisions = {(xml.text or "").strip() for xml in root.iter(f"{{{SPIFF}}}calledDecisionId")}
    forms = {
        xml.get("value", "")
        for xml in root.iter(f"{{{SPIFF}}}property")
        if xml.get("name") == "form"
    }
    people = {xml.get("id", "") for xml in root.iter(*(f"{{{BPMN}}}{tag}" for tag in _ASKING))}
    called = {xml.get("calledElement", "") for xml in root.iter(f"{{{BPMN}}}callActivity")}
    own = {xml.get("id", "") for xml in root.iter(f"{{{BPMN}}}process")}
    return _Wanted(decisions - {""}, (forms | people) - {""}, called - own - {""})


def _holds(near: Path, wanted: _Wanted) -> bool:
    """Whether a table holds a wanted decision, or a diagram a wanted process."""
    try:
        root = safe_xml(_bytes(near)).getroot()
    except (DiagramError, OSError):
        return False
    of_table = near.suffix == ".dmn"
    tag = "decision" if of_table else "process"
    ids = {
        xml.get("id")
        for xml in root
        if isinstance(xml.tag, str) and etree.QName(xml).localname == tag
    }
    return bool(ids & (wanted.decisions if of_table else wanted.processes))
