"""Rules against code: a diagram is data, and nothing in it is ever run as a program."""

from collections.abc import Iterator

from lxml import etree

from workflows.gate.drawing import Drawing, in_bpmn, local, named_xml
from workflows.gate.findings import Chapter, Finding, Rule

_chapter = Chapter("Kod")

SCRIPT_TASK = _chapter.error(
    "skriptuppgift",
    "Diagrammet innehåller inga skriptuppgifter.",
    "{vad} kör ett skript. Låt en systemuppgift göra arbetet eller en beslutstabell räkna ut "
    "svaret.",
)
SCRIPT = _chapter.error(
    "skript",
    "Inget element bär ett skript, före, efter eller vid sidan av.",
    "{vad} innehåller ett skript ({del_}). Ta bort det; låt en systemuppgift göra arbetet.",
)
LISTENER = _chapter.error(
    "lyssnare",
    "Inget element har lyssnare.",
    "{vad} har en lyssnare ({del_}) som kör kod. Ta bort den; rita en systemuppgift i stället.",
)
OPERATOR = _chapter.error(
    "operator",
    "En systemuppgift anropar steget med samma namn som sitt id och har inga parametrar.",
    "{vad} anropar en operator med uttryck. Ta bort operatorn och ge uppgiften stegets namn "
    "som id.",
)
DELEGATE = _chapter.error(
    "kodanrop",
    "Inget element anger en klass, ett kodanrop eller en koppling till ett annat system.",
    "{vad} anropar kod ({del_}). Ta bort anropet och ge uppgiften ett stegs namn som id.",
)
MESSAGE_CODE = _chapter.error(
    "meddelande-kod",
    "Ett meddelandes nyckel och innehåll skrivs som egenskaperna key och payload.",
    "{vad} anger meddelandets innehåll som kod ({del_}). Skriv det i FEEL i egenskaperna key och "
    "payload i stället.",
)

_LISTENERS = frozenset({"executionListener", "taskListener", "eventListener"})
_MESSAGE_PARTS = frozenset({"messagePayload", "processVariableCorrelation", "messageVariable"})
# Other tools use these words for things of their own, such as how a connector is drawn.
_ENGINES = ("camunda.org", "activiti.org", "flowable.org")
_CODE_ATTRIBUTES = frozenset(
    {
        "class",
        "delegateExpression",
        "expression",
        "resource",
        "variableMappingClass",
        "variableMappingDelegateExpression",
    }
)


def check(drawing: Drawing) -> Iterator[Finding]:
    """Code anywhere in the file, in what will run and what will not."""
    for xml in drawing.root.iter():
        if in_bpmn(xml):
            yield from _element(xml)
        else:
            yield from _extension(xml)


def _element(xml: etree._Element) -> Iterator[Finding]:
    if local(xml) == "scriptTask":
        yield SCRIPT_TASK.on(xml.get("id"), vad=named_xml(xml))
    for attribute in map(str, xml.attrib):
        space, _, plain = attribute.rpartition("}")
        if plain in _CODE_ATTRIBUTES and _of_an_engine(space):
            yield from _carried(DELEGATE, xml, plain)


def _extension(xml: etree._Element) -> Iterator[Finding]:
    name = local(xml)
    if name.lower().endswith("script"):
        yield from _carried(SCRIPT, xml, name)
    elif name in _LISTENERS:
        yield from _carried(LISTENER, xml, name)
    elif name == "serviceTaskOperator":
        yield from _carried(OPERATOR, xml, name)
    elif name == "connector" and _of_an_engine(str(xml.tag)):
        yield from _carried(DELEGATE, xml, name)
    elif name in _MESSAGE_PARTS:
        yield from _carried(MESSAGE_CODE, xml, name)


def _of_an_engine(namespace: str) -> bool:
    return any(engine in namespace for engine in _ENGINES)


def _carried(rule: Rule, xml: etree._Element, name: str) -> Iterator[Finding]:
    """The finding on the element of the diagram that carries a piece of code."""
    owner: etree._Element | None = xml
    while owner is not None and not (in_bpmn(owner) and owner.get("id")):
        owner = owner.getparent()
    vad = "diagrammet" if owner is None else named_xml(owner)
    yield rule.on(None if owner is None else owner.get("id"), vad=vad, del_=name)
