"""Rules of the file as a whole: that there is a process to run, and that what it calls exists."""

from collections.abc import Iterator, Mapping

from lxml import etree

from workflows.diagrams.xml import BPMN
from workflows.gate.drawing import Drawing, in_bpmn, local, named_xml
from workflows.gate.findings import Chapter, Finding

_chapter = Chapter("Filen och dess processer")

NOT_BPMN = _chapter.error(
    "inte-bpmn",
    "Filen är ett BPMN 2.0-diagram.",
    "Filen är inget BPMN 2.0-diagram ({rot}). Spara den som BPMN 2.0 i ritverktyget.",
)
NO_PROCESS = _chapter.error(
    "process-saknas",
    "Diagrammet innehåller en process.",
    "Diagrammet innehåller ingen process. Rita en process med start, uppgifter och slut.",
)
EMPTY_PROCESS = _chapter.error(
    "process-tom",
    "En process innehåller något att göra.",
    "{vad} är tom. Rita dess start, uppgifter och slut, eller ta bort den.",
)
NOT_EXECUTABLE = _chapter.error(
    "inte-korbar",
    "Minst en process är markerad som körbar.",
    "Ingen process i diagrammet är körbar. Kryssa i ”Körbar” på den som ska köras, till exempel "
    "{vad}.",
)
OTHER_ID = _chapter.error(
    "process-id",
    "Processens id är det namn som den publiceras under.",
    "I diagrammet finns ingen process med id ”{id}”. Byt id på processen eller namn på filen.",
)
NOT_MARKED = _chapter.warning(
    "korbar-omarkt",
    "Den process som ska köras är märkt som körbar.",
    "{vad} säger inte om den är körbar och antas vara det. Kryssa i ”Körbar”.",
)
SEVERAL = _chapter.warning(
    "process-flera",
    "Ett diagram har en process som körs; andra processer i det anropas av den.",
    "{vad} är körbar men anropas inte av ”{id}” och startas därför aldrig. Lägg den i en egen fil.",
)
CALLEE_UNNAMED = _chapter.error(
    "anrop-tomt",
    "En anropsaktivitet anger vilken process den anropar.",
    "{vad} anger ingen process att anropa. Välj en på aktiviteten.",
)
CALLEE_MISSING = _chapter.error(
    "anrop-saknas",
    "Den process som en anropsaktivitet anropar finns i samma mapp och är körbar.",
    "{vad} anropar processen ”{id}”, som inte finns bland diagrammen. Lägg till den eller välj en "
    "annan.",
)
CALL_LOOP = _chapter.error(
    "anrop-slinga",
    "En process anropar aldrig sig själv, varken rakt eller genom andra.",
    "{vad} anropar ”{id}”, som i sin tur anropar tillbaka. Ta bort något av anropen.",
)


def not_bpmn(root: etree._Element) -> Finding | None:
    """What is said of a file that is XML but no BPMN 2.0."""
    if in_bpmn(root) and local(root) == "definitions":
        return None
    return NOT_BPMN.on(None, rot=f"roten är {local(root)[:40] or 'okänd'}")


def check(drawing: Drawing, process_id: str) -> Iterator[Finding]:
    """Whether there is a process by that id to run."""
    if not drawing.processes:
        yield NO_PROCESS.on(None)
    elif not drawing.executable:
        id_, xml = next(iter(drawing.processes.items()))
        yield NOT_EXECUTABLE.on(id_ or None, vad=named_xml(xml))
    elif process_id not in drawing.executable:
        yield OTHER_ID.on(None, id=process_id)
    for scope in drawing.scopes:
        if not scope.nodes:
            yield EMPTY_PROCESS.at(scope)
        if scope.holder is None and scope.xml.get("isExecutable") is None:
            yield NOT_MARKED.at(scope)


def check_calls(drawings: list[Drawing], process_id: str) -> Iterator[Finding]:
    """Whether what is called exists; `drawings` are the diagram's own and those beside it."""
    known = {id_ for drawing in drawings for id_ in drawing.executable}
    calls = _calls(drawings)
    for drawing in drawings:
        for node in drawing.nodes("callActivity"):
            called = node.xml.get("calledElement", "").strip()
            if not called:
                yield CALLEE_UNNAMED.at(node)
            elif called not in known:
                yield CALLEE_MISSING.at(node, id=called)
            elif node.scope.process.get("id") in _reached(called, calls):
                yield CALL_LOOP.at(node, id=called)
    reached = _reached(process_id, calls)
    for id_ in drawings[0].executable if process_id in known else ():
        if id_ not in reached:
            vad = named_xml(drawings[0].processes[id_])
            yield SEVERAL.on(id_ or None, vad=vad, id=process_id)


def _calls(drawings: list[Drawing]) -> dict[str, set[str]]:
    calls: dict[str, set[str]] = {}
    for drawing in drawings:
        for node in drawing.nodes("callActivity"):
            caller = node.scope.process.get("id", "")
            calls.setdefault(caller, set()).add(node.xml.get("calledElement", "").strip())
    return calls


def _reached(first: str, calls: Mapping[str, set[str]]) -> set[str]:
    reached = {first}
    waiting = [first]
    while waiting:
        for called in calls.get(waiting.pop(), set()) - reached:
            reached.add(called)
            waiting.append(called)
    return reached


def main_process(root: etree._Element, stem: str) -> str:
    """The process that a file is about: the one named as the file, else the first executable."""
    found = root.findall(f"{{{BPMN}}}process")
    ranked = sorted(found, key=lambda xml: xml.get("isExecutable") != "true")
    ids = [xml.get("id", "") for xml in ranked]
    executable = [xml.get("id", "") for xml in ranked if xml.get("isExecutable") != "false"]
    if stem in executable:
        return stem
    called = {xml.get("calledElement") for xml in root.iter(f"{{{BPMN}}}callActivity")}
    uncalled = [id_ for id_ in executable if id_ not in called]
    return next(iter([*uncalled, *executable, *ids]), stem)
