"""Rules of events: what is waited for is named, can happen, and happens once."""

from collections import Counter
from collections.abc import Iterator, Mapping

from workflows.diagrams.xml import BPMN
from workflows.gate.drawing import Drawing, Node, local
from workflows.gate.findings import Chapter, Finding

_chapter = Chapter("Händelser")

MESSAGE_NAMELESS = _chapter.error(
    "meddelande-namn",
    "En meddelandehändelse, sändaruppgift eller mottagaruppgift har ett meddelande med namn.",
    "{vad} har inget namngivet meddelande. Välj ett processmeddelande.",
)
MESSAGE_KEY = _chapter.error(
    "meddelande-nyckel",
    "Den som sänder eller väntar på ett meddelande har en nyckel (egenskapen key).",
    "{vad} har ingen nyckel, så meddelandet kan inte hitta rätt ärende. Skriv som nyckel "
    "vad som skiljer ärendet från andra, till exempel dess nummer.",
)
NO_TRIGGER = _chapter.error(
    "handelse-utlosare",
    "En händelse som väntar, eller sitter på en aktivitet, har en utlösare.",
    "{vad} har ingen utlösare. Välj vad den väntar på: tid, meddelande, villkor eller fel.",
)
SEVERAL = _chapter.error(
    "handelse-flera",
    "En händelse har en enda utlösare.",
    "{vad} har flera utlösare. Rita en händelse för var och en.",
)
UNATTACHED = _chapter.error(
    "kant-los",
    "En kanthändelse sitter på en aktivitet.",
    "{vad} sitter inte på någon aktivitet. Dra den till kanten av en.",
)
WRONG_KIND = _chapter.error(
    "handelse-sort",
    "En händelse har en utlösare som passar dess plats.",
    "{vad} kan inte ha utlösaren {utlosare} där den sitter. Byt utlösare eller flytta händelsen.",
)
NEVER_WAITS = _chapter.error(
    "kant-pa-direkt",
    "Tid, meddelanden och villkor sitter på aktiviteter som väntar, inte på steg som görs genast.",
    "{vad} sitter på {barare}, som görs genast och aldrig väntar. Sätt händelsen på en uppgift som "
    "väntar.",
)
ERROR_BOTH = _chapter.error(
    "fel-dubbelt",
    "En aktivitet har antingen felhändelser med kod eller en som tar alla fel, och en per kod.",
    "{vad} har flera felhändelser som skulle gälla samtidigt. Behåll en för varje felkod, eller "
    "bara en som tar alla fel.",
)
ERROR_LOST = _chapter.warning(
    "fel-fangas-inte",
    "Ett fel som kastas i en delprocess fångas av en felhändelse på delprocessens kant.",
    "Ingen fångar felet från {vad}. Sätt en felhändelse på delprocessens kant, eller använd en "
    "vanlig sluthändelse.",
)
UNKNOWN_REFERENCE = _chapter.error(
    "handelse-referens",
    "Det meddelande, fel eller den eskalering som en händelse anger finns i diagrammet.",
    "{vad} anger {referens}, som inte finns i diagrammet. Välj ett som finns.",
)
EVENT_SUBPROCESS = _chapter.error(
    "handelsedelprocess",
    "Händelsestyrda delprocesser används inte.",
    "{vad} är en händelsestyrd delprocess, som inte kan köras. Sätt en kanthändelse på den "
    "delprocess som den gäller.",
)
START_KIND = _chapter.error(
    "start-sort",
    "En process startas av en person eller av ett meddelande.",
    "{vad} startar processen på {utlosare}, vilket inte kan köras. Använd en vanlig starthändelse "
    "eller ett meddelande.",
)

_WORDS = {
    "timer": "tid",
    "message": "meddelande",
    "conditional": "villkor",
    "error": "fel",
    "escalation": "eskalering",
    "terminate": "avsluta allt",
}
# What may set off an event, by where it is drawn.
MAY = {
    "startEvent": {"message"},
    "intermediateCatchEvent": {"timer", "message", "conditional"},
    "intermediateThrowEvent": {"message", "escalation"},
    "boundaryEvent": {"timer", "message", "conditional", "error", "escalation"},
    "endEvent": {"message", "error", "escalation", "terminate"},
}
# Their own rules say that these can't be run at all.
_REFUSED_ELSEWHERE = {"signal", "link", "compensate", "cancel"}
_WAITING = {"timer", "message", "conditional"}
_REFERENCES = ("message", "error", "escalation", "signal")


def check(drawing: Drawing, steps: Mapping[str, bool] | None) -> Iterator[Finding]:
    """Every fault of events; `steps` says which steps run in the background, if that is known."""
    known = {
        (kind, xml.get("id"))
        for kind in _REFERENCES
        for xml in drawing.root.iterfind(f"{{{BPMN}}}{kind}")
    }
    for node in drawing.nodes():
        yield from _references(node, known)
        if node.tag in ("sendTask", "receiveTask") or node.catches("message"):
            yield from _message(node, drawing.messages)
        if node.tag in MAY:
            yield from _kinds(node)
        if node.is_boundary:
            yield from _boundary(node, steps)
        if node.is_event_subprocess:
            yield EVENT_SUBPROCESS.at(node)
        yield from _errors(node, drawing.errors)


def message_of(node: Node, messages: dict[str, str]) -> str:
    """The name of the message that a node sends or waits for; empty if it has none."""
    for xml in (node.xml, *node.event_definitions):
        if reference := xml.get("messageRef"):
            return messages.get(_plain(reference), "").strip()
    return ""


def waits_for_message(node: Node) -> bool:
    """Whether a running case waits here for a message (a message start waits for no case's)."""
    if node.tag == "receiveTask":
        return True
    return node.tag in ("intermediateCatchEvent", "boundaryEvent") and node.catches("message")


def _message(node: Node, messages: dict[str, str]) -> Iterator[Finding]:
    if not message_of(node, messages):
        yield MESSAGE_NAMELESS.at(node)
    if node.tag != "startEvent" and not node.properties.get("key", "").strip():
        yield MESSAGE_KEY.at(node)


def _references(node: Node, known: set[tuple[str, str | None]]) -> Iterator[Finding]:
    for xml in (node.xml, *node.event_definitions):
        for kind in _REFERENCES:
            reference = xml.get(f"{kind}Ref")
            if reference and (kind, _plain(reference)) not in known:
                yield UNKNOWN_REFERENCE.at(node, referens=reference)


def _plain(reference: str) -> str:
    """A reference may carry a namespace prefix."""
    return reference.rpartition(":")[2]


def _kinds(node: Node) -> Iterator[Finding]:
    kinds = [local(xml).removesuffix("EventDefinition") for xml in node.event_definitions]
    references = node.xml.findall(f"{{{BPMN}}}eventDefinitionRef")
    if len(kinds) + len(references) > 1:
        yield SEVERAL.at(node)
    if not kinds and node.tag in ("intermediateCatchEvent", "boundaryEvent"):
        yield NO_TRIGGER.at(node)
    may = MAY[node.tag]
    for kind in kinds:
        if kind in may or kind in _REFUSED_ELSEWHERE:
            continue
        in_process = node.tag == "startEvent" and node.scope.holder is None
        rule = START_KIND if in_process else WRONG_KIND
        yield rule.at(node, utlosare=_WORDS.get(kind, kind))


def _boundary(node: Node, steps: Mapping[str, bool] | None) -> Iterator[Finding]:
    holder = node.scope.nodes.get(node.xml.get("attachedToRef", ""))
    if holder is None or node not in holder.boundaries:
        yield UNATTACHED.at(node)
    elif any(node.catches(kind) for kind in _WAITING) and is_instant(holder, steps):
        yield NEVER_WAITS.at(node, barare=holder.vad)


def is_instant(node: Node, steps: Mapping[str, bool] | None) -> bool:
    """Whether it is done at once and never waits, so that nothing happens during it."""
    if node.tag == "serviceTask":
        return steps is not None and steps.get(node.id) is False
    return node.tag in ("businessRuleTask", "sendTask")


def _errors(node: Node, codes: dict[str, str]) -> Iterator[Finding]:
    caught = Counter(
        codes.get(_plain(xml.get("errorRef", "")), "")
        for event in node.boundaries
        for xml in event.event_definitions
        if local(xml) == "errorEventDefinition"
    )
    if caught.total() > 1 and (caught[""] or max(caught.values()) > 1):
        yield ERROR_BOTH.at(node)
    if node.tag == "endEvent" and node.catches("error"):
        holder = node.scope.holder
        if holder is None or not any(event.catches("error") for event in holder.boundaries):
            yield ERROR_LOST.at(node)
