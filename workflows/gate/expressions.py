"""Rules of what is written in FEEL: conditions, times, keys, groups and lists."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from workflows import feel
from workflows.diagrams.xml import BPMN
from workflows.feel import FeelType
from workflows.gate.drawing import Drawing, Node, Scope, in_bpmn, local, named_xml
from workflows.gate.findings import Chapter, Finding
from workflows.gate.kinds import FLOW_NODES
from workflows.gate.parallel import decision_of

_chapter = Chapter("Uttryck")

LANGUAGE = _chapter.error(
    "uttryck-sprak",
    "Uttryck skrivs i FEEL.",
    "{plats} på {vad} är skrivet i ett annat språk ({sprak}). Skriv det i FEEL, till exempel "
    "antal > 3.",
)
SYNTAX = _chapter.error(
    "uttryck-fel",
    "Uttryck går att läsa som FEEL.",
    "{plats} på {vad} går inte att läsa (rad {rad}, tecken {tecken}): {fel}",
)
MEANING = _chapter.error(
    "uttryck-fakta",
    "Uttryck frågar bara efter fakta, beslut och namn som finns, och jämför lika med lika.",
    "{plats} på {vad}: {fel}",
)
EMPTY = _chapter.error(
    "uttryck-tomt",
    "Ett villkor, en tid och en lista är aldrig tomma.",
    "{plats} på {vad} är tomt. Skriv ett uttryck i FEEL.",
)
LONG = _chapter.error(
    "uttryck-langt",
    "Ett uttryck har högst 2 000 tecken.",
    "{plats} på {vad} har {antal} tecken, och gränsen är 2 000. Gör en beslutstabell av det.",
)
CYCLE = _chapter.error(
    "tid-upprepad",
    "En tidshändelse inträffar en gång.",
    "{vad} upprepas. Ange en tidpunkt eller en längd, och rita en slinga om det ska hända igen.",
)
NO_TIME = _chapter.error(
    "tid-saknas",
    "En tidshändelse har en tidpunkt eller en längd.",
    "{vad} har ingen tid. Ange en tidpunkt eller en längd, till exempel P3D.",
)
BAD_TIME = _chapter.error(
    "tid-fel",
    "En tid är en ISO-text som P3D eller 2026-12-24T08:00:00+01:00, eller ett FEEL-uttryck.",
    "{plats} på {vad} är ingen giltig tid: {text}. Skriv till exempel P3D för tre dagar.",
)
MANY = _chapter.error(
    "antal-gang",
    "En aktivitet upprepas ett helt antal gånger, från 1 till 500.",
    "{vad} ska göras {antal} gånger. Ange ett helt antal från 1 till 500.",
)
NO_LIST = _chapter.error(
    "lista-saknas",
    "En flerfaldig aktivitet har ett antal eller en lista att gå igenom, inte båda.",
    "{vad} ska göras flera gånger men har inte precis ett av antal och lista. Ange det ena.",
)

INSTANCES = 500
LONGEST = 2_000
_FEEL_LANGUAGE = re.compile(r"^$|feel", re.IGNORECASE)
_FOREIGN = re.compile(r"[$#]\{")
_ISO = re.compile(r'^"?(-?P[0-9YMWDTHS.,]+|\d{4}-\d{2}-\d{2}(T[^"]*)?)"?$')
_NUMBER = re.compile(r"^-?\d[\d.,]*$")
_TIMES = ("timeDate", "timeDuration", "timeCycle")
_ANY = feel.parse_type("Any")
_START = feel.parse_type("date and time")
_PLACES = {
    "condition": "Villkoret",
    "timeDate": "Tidpunkten",
    "timeDuration": "Tiden",
    "deadline": "Tidsgränsen",
    "group": "Gruppen",
    "priority": "Prioriteten",
    "key": "Nyckeln",
    "payload": "Innehållet",
    "loopCardinality": "Antalet",
    "loopDataInputRef": "Listan",
    "completionCondition": "Slutvillkoret",
}
_MOMENTS = ("days and time duration", "years and months duration", "date and time", "date")
_EXPECTED = {
    place: tuple(map(feel.parse_type, kinds))
    for place, kinds in {
        "condition": ("boolean",),
        "completionCondition": ("boolean",),
        "loopCardinality": ("number",),
        "priority": ("number",),
        "group": ("string",),
        "deadline": _MOMENTS,
        "timeDate": _MOMENTS,
        "timeDuration": _MOMENTS,
    }.items()
}
ALWAYS = {
    "processmeddelande": _ANY,
    "hmc": feel.parse_type("context<arbetsdagar: function<Any, number> -> date and time>"),
}


@dataclass(frozen=True)
class Written:
    """An expression and where it stands; `extra` are names that only it may use."""

    element: str | None
    vad: str
    place: str
    text: str
    extra: tuple[str, ...] = ()


def check(drawing: Drawing, facts: Mapping[str, FeelType] | None) -> Iterator[Finding]:
    """Every fault of expressions. Without `facts` only what is written is judged, not the names."""
    yield from _languages(drawing)
    for node in drawing.nodes():
        yield from _times(node)
        yield from _untold(node)
        yield from _instances(node)
    names = carried(drawing)
    for written in all_written(drawing):
        yield from _expression(written, facts, names)


def carried(drawing: Drawing) -> dict[str, FeelType]:
    """The names that tokens carry with them: decisions, and items of what is done several times."""
    names = {decision_of(node): _ANY for node in drawing.nodes("businessRuleTask")}
    for node in drawing.nodes():
        for item in node.xml.iterfind(f"{_LOOP}/{{{BPMN}}}inputDataItem"):
            names |= {item.get(part, ""): _ANY for part in ("id", "name")}
    names.pop("", None)
    return names | ALWAYS


_LOOP = f"{{{BPMN}}}multiInstanceLoopCharacteristics"


def all_written(drawing: Drawing, *, iso: bool = False) -> Iterator[Written]:
    """Every expression in what will run; those of times that are ISO texts only with `iso`."""
    for scope in drawing.scopes:
        yield from _conditions(scope)
    for node in drawing.nodes():
        for place, text in _texts(node):
            extra = ("start",) if place in ("deadline", "timeDate", "timeDuration") else ()
            plain = plain_text(text)
            if iso or not (extra and _ISO.match(plain)):
                yield Written(node.id, node.vad, place, plain, extra)


def plain_text(text: str | None) -> str:
    """An expression without the leading `=` that some editors put."""
    return (text or "").strip().removeprefix("=").strip()


def _conditions(scope: Scope) -> Iterator[Written]:
    for flow in scope.flows:
        if flow.condition is not None:
            text = plain_text(flow.condition.text)
            yield Written(flow.id or None, flow.vad, "condition", text)


def _texts(node: Node) -> Iterator[tuple[str, str]]:
    for name, value in node.properties.items():
        if name in ("deadline", "group", "priority", "key", "payload") and value.strip():
            yield name, value
    for definition in node.event_definitions:
        for part in definition:
            if local(part) in ("condition", "timeDate", "timeDuration"):
                yield local(part), part.text or ""
    for part in node.xml.iterfind(f"{_LOOP}/*"):
        if local(part) in ("loopCardinality", "loopDataInputRef", "completionCondition"):
            yield local(part), part.text or ""


def where(written: Written) -> dict[str, str]:
    """Where an expression stands, as a sentence says it."""
    return {"plats": _PLACES[written.place], "vad": written.vad}


def _expression(
    written: Written, facts: Mapping[str, FeelType] | None, names: Mapping[str, FeelType]
) -> Iterator[Finding]:
    place = where(written)
    if not written.text:
        yield EMPTY.on(written.element, **place)
        return
    if len(written.text) > LONGEST:
        yield LONG.on(written.element, antal=len(written.text), **place)
        return
    if _FOREIGN.search(written.text):
        yield LANGUAGE.on(written.element, sprak=written.text[:40], **place)
        return
    known = {**(facts or {}), **names, **dict.fromkeys(written.extra, _START)}
    try:
        feel.compile_expression(written.text, names=known)
    except feel.FeelSyntaxError as error:
        yield SYNTAX.on(
            written.element, rad=error.line, tecken=error.column, fel=error.mening, **place
        )
        return
    if facts is None:
        return
    for fault in _faults(written, known):
        yield replace(MEANING.on(written.element, fel=fault.mening, **place), level=fault.niva)


def _faults(written: Written, known: Mapping[str, FeelType]) -> list[feel.Finding]:
    """What is wrong by the analysis; an expression may be of any type that its place takes."""
    tries = [
        feel.check(written.text, known, expected=expected)
        for expected in _EXPECTED.get(written.place, (None,))
    ]
    return min(tries, key=len)


def _languages(drawing: Drawing) -> Iterator[Finding]:
    """Expressions that name a language other than FEEL, anywhere in the file."""
    for xml in drawing.root.iter():
        if in_bpmn(xml) and not _FEEL_LANGUAGE.search(xml.get("language", "")):
            owner = _owner(xml)
            yield LANGUAGE.on(
                owner.get("id"),
                plats="Uttrycket",
                vad=named_xml(owner),
                sprak=xml.get("language", "")[:40],
            )


def _owner(xml: etree._Element) -> etree._Element:
    up = xml
    while (parent := up.getparent()) is not None and local(up) not in _OWNERS:
        up = parent
    return up


_OWNERS = FLOW_NODES | {"sequenceFlow", "process"}


def _times(node: Node) -> Iterator[Finding]:
    texts = [(p, plain_text(t)) for p, t in _texts(node) if p == "deadline"]
    for definition in node.event_definitions:
        if local(definition) != "timerEventDefinition":
            continue
        found = [part for part in definition if local(part) in _TIMES]
        if any(local(part) == "timeCycle" for part in found):
            yield CYCLE.at(node)
        elif len(found) != 1:
            yield NO_TIME.at(node)
        texts += [(local(part), plain_text(part.text)) for part in found]
    for place, text in texts:
        if place != "timeCycle" and _ISO.match(text) and not _is_moment(text.strip('"')):
            yield BAD_TIME.at(node, plats=_PLACES[place], text=text[:40])


def _untold(node: Node) -> Iterator[Finding]:
    """A condition that is waited for, and is not there at all."""
    for definition in node.event_definitions:
        waits = local(definition) == "conditionalEventDefinition"
        if waits and definition.find(f"{{{BPMN}}}condition") is None:
            yield EMPTY.at(node, plats=_PLACES["condition"])


def _is_moment(iso: str) -> bool:
    """Whether a text is an ISO duration, date or date-time by FEEL's own reading."""
    try:
        return feel.compile_expression(f'@"{iso}"').evaluate().value is not None
    except feel.FeelSyntaxError:
        return False


def _instances(node: Node) -> Iterator[Finding]:
    loop = node.xml.find(_LOOP)
    if loop is None:
        return
    counts = loop.findall(f"{{{BPMN}}}loopCardinality")
    if len(counts) + len(loop.findall(f"{{{BPMN}}}loopDataInputRef")) != 1:
        yield NO_LIST.at(node)
    for count in counts:
        text = plain_text(count.text)
        if _NUMBER.match(text) and not (text.isdigit() and 1 <= int(text[:9]) <= INSTANCES):
            yield MANY.at(node, antal=text[:9])
