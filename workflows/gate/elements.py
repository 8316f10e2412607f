"""Rules of what may be drawn at all: nothing that the engine can't run."""

from collections.abc import Iterator

from lxml import etree

from workflows.diagrams.xml import BPMN
from workflows.gate.drawing import Drawing, in_bpmn, local, named_xml
from workflows.gate.findings import Chapter, Finding, Rule
from workflows.gate.kinds import FLOW_NODES, SUBPROCESSES

_chapter = Chapter("Sådant som inte kan köras")

_UNSUPPORTED: dict[str, Rule] = {
    tag: _chapter.error(id_, krav, mening)
    for tag, id_, krav, mening in (
        (
            "complexGateway",
            "komplex-grind",
            "Komplexa grindar används inte.",
            "{vad} är en komplex grind, som inte kan köras. Byt den mot en exklusiv, inkluderande "
            "eller parallell grind.",
        ),
        (
            "transaction",
            "transaktion",
            "Transaktioner används inte.",
            "{vad} är en transaktion, som inte kan köras. Gör om den till en vanlig delprocess.",
        ),
        (
            "adHocSubProcess",
            "ad-hoc",
            "Ad hoc-delprocesser används inte.",
            "{vad} är en ad hoc-delprocess, som inte kan köras. Rita i vilken ordning arbetet "
            "görs.",
        ),
        (
            "compensateEventDefinition",
            "kompensation",
            "Kompensation används inte.",
            "{vad} kompenserar ett tidigare steg, vilket inte kan köras. Rita det som ska göras "
            "ogjort som egna uppgifter.",
        ),
        (
            "cancelEventDefinition",
            "avbrott",
            "Avbrottshändelser används inte.",
            "{vad} är en avbrottshändelse, som inte kan köras. Använd en felhändelse.",
        ),
        (
            "signalEventDefinition",
            "signal",
            "Signaler används inte.",
            "{vad} är en signal, som inte kan köras. Använd ett meddelande med nyckel, så når det "
            "rätt ärende.",
        ),
        (
            "linkEventDefinition",
            "lank",
            "Länkhändelser används inte.",
            "{vad} är en länk, som inte kan köras. Dra ett flöde hela vägen.",
        ),
        (
            "dataStoreReference",
            "datalager",
            "Datalager används inte.",
            "{vad} kan inte köras. Ta bort det; det diagrammet behöver veta frågar det "
            "ärendets fakta om.",
        ),
        (
            "standardLoopCharacteristics",
            "upprepning",
            "Aktiviteter upprepas inte med slingmarkering.",
            "{vad} har en slingmarkering, som inte kan köras. Rita slingan med en grind.",
        ),
        (
            "ioSpecification",
            "in-och-utdata",
            "Element har ingen egen in- och utdata.",
            "{vad} har egen in- eller utdata, som inte kan köras. Ta bort den; uttryck läser "
            "ärendets fakta direkt.",
        ),
        (
            "dataInputAssociation",
            "indatakoppling",
            "Dataobjekt kopplas inte in i element.",
            "{vad} läser ett dataobjekt, vilket inte kan köras. Ta bort kopplingen; uttryck läser "
            "ärendets fakta direkt.",
        ),
        (
            "dataOutputAssociation",
            "utdatakoppling",
            "Element skriver inte till dataobjekt.",
            "{vad} skriver till ett dataobjekt, vilket inte kan köras. Ta bort kopplingen; steget "
            "sparar i ärendet.",
        ),
        (
            "choreographyTask",
            "koreografi",
            "Koreografier används inte.",
            "{vad} är en koreografi, som inte kan köras. Rita en process med uppgifter.",
        ),
        (
            "callConversation",
            "konversation",
            "Konversationer används inte.",
            "{vad} är en konversation, som inte kan köras. Rita en process med uppgifter.",
        ),
    )
}
_SAME_RULE = {
    "subChoreography": "choreographyTask",
    "callChoreography": "choreographyTask",
    "conversation": "callConversation",
    "subConversation": "callConversation",
    "inputOutputSpecification": "ioSpecification",
}
NOT_HERE = _chapter.error(
    "elementtyp",
    "Processen innehåller bara uppgifter, händelser, grindar, flöden, banor och anteckningar.",
    "{vad} är en sorts element som inte kan köras ({del_}). Byt det mot en uppgift, en händelse "
    "eller en grind.",
)

_PASSIVE = frozenset(
    {
        "documentation",
        "extensionElements",
        "laneSet",
        "sequenceFlow",
        "textAnnotation",
        "association",
        "group",
        "category",
        "dataObject",
        "dataObjectReference",
        "incoming",
        "outgoing",
        "multiInstanceLoopCharacteristics",
        "supportedInterfaceRef",
        "property",
        "auditing",
        "monitoring",
        "artifact",
        "correlationSubscription",
        "supports",
        "ioBinding",
        "performer",
        "humanPerformer",
        "potentialOwner",
        "resourceRole",
        "rendering",
        "messageEventDefinition",
        "timerEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        "conditionalEventDefinition",
        "terminateEventDefinition",
        "eventDefinitionRef",
        "categoryValueRef",
        "completionCondition",
        "script",
        "dataInput",
        "dataOutput",
        "inputSet",
        "outputSet",
        "dataState",
    }
)


def check(drawing: Drawing) -> Iterator[Finding]:
    """Every element that can't be run; choreographies and conversations anywhere in the file."""
    for xml in drawing.root.iter(*(f"{{{BPMN}}}{tag}" for tag in _COLLABORATION)):
        rule = _UNSUPPORTED[_SAME_RULE.get(local(xml), local(xml))]
        yield rule.on(xml.get("id"), vad=named_xml(xml))
    for scope in drawing.scopes:
        for child in scope.xml:
            yield from _part(child, child)
        for node in scope.nodes.values():
            for child in node.xml:
                if node.tag not in SUBPROCESSES:
                    yield from _part(child, node.xml)
                elif local(child) == "standardLoopCharacteristics":
                    yield _UNSUPPORTED[local(child)].at(node)


_COLLABORATION = (
    "choreographyTask",
    "subChoreography",
    "callChoreography",
    "callConversation",
    "conversation",
    "subConversation",
)


def _part(part: etree._Element, owner: etree._Element) -> Iterator[Finding]:
    """What a part of a process, or of an element in it, says by being there."""
    if not in_bpmn(part):
        return
    tag = _SAME_RULE.get(local(part), local(part))
    if tag in _UNSUPPORTED:
        yield _UNSUPPORTED[tag].on(owner.get("id"), vad=named_xml(owner))
    elif tag not in _PASSIVE and tag not in FLOW_NODES:
        yield NOT_HERE.on(owner.get("id"), vad=named_xml(owner), del_=tag)
