"""A process with everything that runs with it: its diagram, tables and forms."""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree

from workflows.diagrams.xml import BPMN, BPMNDI, DiagramError, elements, safe_xml, texts

# Raised when the meaning of expressions changes, so that old versions keep the old meaning's name.
FEEL_SEMANTICS = "feel-1"


@dataclass(frozen=True)
class Bundle:
    """`files` holds tables (`*.dmn`), forms (`*.form.json`) and called diagrams, by file name."""

    process_id: str
    bpmn: bytes
    files: dict[str, str] = field(default_factory=dict)
    scenarios: str = ""

    @cached_property
    def tree(self) -> etree._ElementTree:
        """The diagram, safely parsed. Raises `DiagramError`."""
        return safe_xml(self.bpmn)

    @cached_property
    def digest(self) -> str:
        """Names what runs: the diagram without layout, the tables, the forms, FEEL's meaning."""
        parts = [FEEL_SEMANTICS, self.process_id, _without_layout(self.bpmn)]
        for name in sorted(self.files):
            text = self.files[name]
            parts += [name, _without_layout(text.encode()) if name.endswith(".bpmn") else text]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @property
    def title(self) -> str:
        """The process's name as drawn, or its id."""
        found = texts(self.tree, "//bpmn:process[@id=$id]/@name", id=self.process_id)
        return found[0] if found else self.process_id

    def tables(self) -> dict[str, bytes]:
        """The decision tables, by file name."""
        return {n: t.encode() for n, t in self.files.items() if n.endswith(".dmn")}

    def forms(self) -> dict[str, str]:
        """The form definitions, by form id."""
        ending = ".form.json"
        return {n.removesuffix(ending): t for n, t in self.files.items() if n.endswith(ending)}


def from_folder(folder: Path) -> Bundle:
    """The bundle in `bpmn/<process>/`: `<process>.bpmn` and its tables, forms and scenarios.

    Tables that several processes ask lie in `bpmn/gemensamt/` and belong to each that names them.
    """
    diagram = folder / f"{folder.name}.bpmn"
    files = {
        path.name: path.read_text()
        for path in sorted(folder.iterdir())
        if path.suffix in {".dmn", ".bpmn"} or path.name.endswith(".form.json")
    }
    files.pop(diagram.name, None)
    bpmn = diagram.read_bytes()
    shared = folder.parent / "gemensamt"
    if shared.is_dir():
        files |= _shared_tables(bpmn, sorted(shared.glob("*.dmn")))
    scenarios = folder / "scenarier.txt"
    return Bundle(
        process_id=folder.name,
        bpmn=bpmn,
        files=files,
        scenarios=scenarios.read_text() if scenarios.exists() else "",
    )


def _shared_tables(bpmn: bytes, tables: list[Path]) -> dict[str, str]:
    asked = {text.strip() for text in texts(safe_xml(bpmn), "//spiff:calledDecisionId/text()")}
    read = {path.name: path.read_text() for path in tables}
    return {
        name: text
        for name, text in read.items()
        if any(f'id="{decision}"' in text for decision in asked)
    }


def executable_processes(tree: etree._ElementTree) -> list[str]:
    """Ids of the processes in a document, the executable ones first."""
    processes = elements(tree, "//bpmn:process")
    ranked = sorted(processes, key=lambda p: p.get("isExecutable") != "true")
    return [p.get("id", "") for p in ranked]


def _without_layout(bpmn: bytes) -> str:
    try:
        root = safe_xml(bpmn).getroot()
    except DiagramError:
        return bpmn.decode(errors="replace")
    for drawn in root.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        root.remove(drawn)
    for node in root.iter():
        # Where an element is drawn says nothing of what it does, nor does white space between.
        if node.tag != f"{{{BPMN}}}conditionExpression" and node.text and not node.text.strip():
            node.text = None
        node.tail = None
    return etree.tostring(root, method="c14n").decode()
