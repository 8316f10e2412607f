"""Rules of the drawing itself: ids, flows, starts, ends, and that every path leads somewhere."""

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from workflows.gate.drawing import Drawing, Node, Scope, in_bpmn, named_xml
from workflows.gate.findings import Chapter, Finding
from workflows.gate.kinds import GATEWAYS

_chapter = Chapter("Ritningen")

ID_MISSING = _chapter.error(
    "id-saknas",
    "Varje element har ett id.",
    "{vad} har inget id. Ge det ett i ritverktyget.",
)
ID_TWICE = _chapter.error(
    "id-dubbelt",
    "Två element har aldrig samma id.",
    "Id:t ”{id}” används av {antal} element. Ge vart och ett ett eget id.",
)
ID_RESERVED = _chapter.error(
    "id-reserverat",
    "Id:na Start, End och root samt id:n som slutar på .EndJoin, .BoundaryEventSplit, "
    ".BoundaryEventJoin eller [child] är processmotorns egna.",
    "Id:t ”{id}” använder processmotorn själv. Byt id på {vad}.",
)
NO_START = _chapter.error(
    "start-saknas",
    "Processen och varje delprocess har en starthändelse.",
    "I {vad} finns ingen starthändelse. Rita en där arbetet börjar.",
)
STARTS = _chapter.error(
    "starter-flera",
    "En process har högst en starthändelse utan utlösare, en delprocess precis en starthändelse.",
    "I {vad} finns {antal} starthändelser som alla skulle starta på en gång. Behåll en av dem.",
)
NO_END = _chapter.error(
    "slut-saknas",
    "Processen och varje delprocess har en sluthändelse.",
    "I {vad} finns ingen sluthändelse. Rita en där arbetet är klart.",
)
LOOSE = _chapter.error(
    "flode-lost",
    "Ett flöde har en början och ett slut.",
    "{vad} leder inte mellan två element i samma process. Dra om det eller ta bort det.",
)
ACROSS = _chapter.error(
    "flode-over-grans",
    "Ett flöde stannar inom sin pool och sin delprocess.",
    "{vad} går över gränsen för en pool eller en delprocess. Dra det inom gränsen; mellan "
    "pooler används meddelanden.",
)
INTO_START = _chapter.error(
    "start-inflode",
    "Inga flöden leder in i en starthändelse.",
    "Ett flöde leder in i {vad}. Dra flödet till elementet efter starten i stället.",
)
OUT_OF_END = _chapter.error(
    "slut-utflode",
    "Inga flöden lämnar en sluthändelse.",
    "Ett flöde lämnar {vad}. Ta bort flödet eller byt sluthändelsen mot en mellanhändelse.",
)
INTO_BOUNDARY = _chapter.error(
    "kant-inflode",
    "Inga flöden leder in i en kanthändelse.",
    "Ett flöde leder in i {vad}. Dra flödet till aktiviteten som händelsen sitter på.",
)
UNREACHABLE = _chapter.error(
    "onabar",
    "Varje element går att nå från starten.",
    "Inget flöde leder från starten till {vad}. Dra ett flöde dit eller ta bort det.",
)
DEAD_END = _chapter.error(
    "atervandsgrand",
    "Varje väg fortsätter till en sluthändelse.",
    "Inget flöde leder vidare från {vad}. Dra ett till nästa steg eller till en sluthändelse.",
)
NO_WAY_OUT = _chapter.error(
    "rundgang",
    "Från varje element går det att nå en sluthändelse.",
    "Från {vad} går det aldrig att komma till en sluthändelse: vägen går runt. Rita en väg ut.",
)
IMPLICIT_SPLIT = _chapter.error(
    "delning-utan-grind",
    "Bara en grind har flera utgående flöden.",
    "{vad} har {antal} utgående flöden. Rita en grind efter och låt den dela flödet.",
)
IMPLICIT_MERGE = _chapter.warning(
    "sammanflode-utan-grind",
    "Flöden möts i en grind.",
    "{antal} flöden leder rakt in i {vad}. Rita en grind före, så syns det att vägarna möts.",
)
NAMELESS_TASK = _chapter.warning(
    "uppgift-utan-namn",
    "Varje aktivitet har ett namn.",
    "{vad} har inget namn. Skriv vad som ska göras, gärna med ett verb först.",
)
TOO_LARGE = _chapter.error(
    "ritning-for-stor",
    "En process har högst 400 element.",
    "{vad} har {antal} element, och gränsen är 400. Dela upp den i flera processer "
    "som startar varandra.",
)

NODE_LIMIT = 400
_RESERVED = frozenset({"Start", "End", "root", "StartEventSplit", "StartEventJoin"})
_RESERVED_ENDS = (".EndJoin", "[child]", ".BoundaryEventSplit", ".BoundaryEventJoin")


def check(drawing: Drawing) -> Iterator[Finding]:
    """Every fault of ids, flows and paths in what will run."""
    yield from _ids(drawing)
    yield from _sizes(drawing)
    scope_of = {id_: scope for scope in drawing.scopes for id_ in scope.nodes}
    for scope in drawing.scopes:
        yield from _starts_and_ends(scope)
        yield from _flows(scope, scope_of)
        for node in scope.nodes.values():
            yield from _node(node)
        yield from _paths(scope)


def _ids(drawing: Drawing) -> Iterator[Finding]:
    elements = [xml for xml in drawing.root.iter() if in_bpmn(xml)]
    uses = Counter(id_ for xml in elements if (id_ := xml.get("id")))
    for id_, count in uses.items():
        if count > 1:
            yield ID_TWICE.on(id_, id=id_, antal=count)
    for scope in drawing.scopes:
        for xml in [scope.xml, *(node.xml for node in scope.nodes.values())]:
            yield from _id(xml)


def _id(xml: etree._Element) -> Iterator[Finding]:
    id_ = xml.get("id", "")
    if not id_:
        yield ID_MISSING.on(None, vad=named_xml(xml))
    elif id_ in _RESERVED or id_.endswith(_RESERVED_ENDS):
        yield ID_RESERVED.on(id_, id=id_, vad=named_xml(xml))


def _sizes(drawing: Drawing) -> Iterator[Finding]:
    count = Counter(id(scope.process) for scope in drawing.scopes for _ in scope.nodes)
    for scope in drawing.scopes:
        if scope.holder is None and count[id(scope.process)] > NODE_LIMIT:
            yield TOO_LARGE.at(scope, antal=count[id(scope.process)])


def _starts_and_ends(scope: Scope) -> Iterator[Finding]:
    if scope.tag == "adHocSubProcess" or not scope.nodes:
        return
    starts = scope.starts
    if not starts:
        yield NO_START.at(scope)
    plain = [start for start in starts if not start.event_definitions]
    too_many = plain if scope.holder is None else starts
    if len(too_many) > 1:
        yield STARTS.at(scope, antal=len(too_many))
    if not scope.of("endEvent"):
        yield NO_END.at(scope)


def _flows(scope: Scope, scope_of: dict[str, Scope]) -> Iterator[Finding]:
    for flow in scope.flows:
        if flow.source and flow.target:
            continue
        ends = [flow.xml.get("sourceRef", ""), flow.xml.get("targetRef", "")]
        rule = ACROSS if all(end in scope_of for end in ends) else LOOSE
        yield rule.on(flow.id or None, vad=flow.vad)


def _node(node: Node) -> Iterator[Finding]:
    if node.flows_in and node.tag == "startEvent":
        yield INTO_START.at(node)
    if node.flows_in and node.is_boundary:
        yield INTO_BOUNDARY.at(node)
    if node.flows_out and node.tag == "endEvent":
        yield OUT_OF_END.at(node)
    if node.tag not in GATEWAYS:
        if len(node.flows_out) > 1 and node.tag != "endEvent":
            yield IMPLICIT_SPLIT.at(node, antal=len(node.flows_out))
        if len(node.flows_in) > 1 and node.tag != "endEvent":
            yield IMPLICIT_MERGE.at(node, antal=len(node.flows_in))
        if not node.name.strip() and node.xml.tag.endswith(("ask", "rocess", "callActivity")):
            yield NAMELESS_TASK.at(node)


def _paths(scope: Scope) -> Iterator[Finding]:
    """Unreachable nodes, dead ends and circles; each node is told of once, by its nearest cause."""
    links = any(node.catches("link") for node in scope.nodes.values())
    if scope.tag == "adHocSubProcess" or not scope.starts or links:
        return  # what can't be run has been told of already, and a link hides where paths lead
    event_subprocesses = {node for node in scope.nodes.values() if node.is_event_subprocess}
    reached = reachable([*scope.starts, *event_subprocesses], {n: n.follows for n in _all(scope)})
    back: dict[Node, list[Node]] = {node: [] for node in _all(scope)}
    for node in _all(scope):
        for after in node.follows:
            back[after].append(node)
    dead = [node for node in reached if _is_dead_end(node) and node not in event_subprocesses]
    ends = reachable([*scope.of("endEvent"), *dead], back)
    for node in _all(scope):
        if node not in reached:
            yield UNREACHABLE.at(node)
        elif node in dead:
            yield DEAD_END.at(node)
        elif ends and node not in ends and node not in event_subprocesses:
            yield NO_WAY_OUT.at(node)


def _all(scope: Scope) -> Iterable[Node]:
    return scope.nodes.values()


def _is_dead_end(node: Node) -> bool:
    return node.tag != "endEvent" and not node.flows_out


def reachable(first: Iterable[Node], follows: dict[Node, list[Node]]) -> set[Node]:
    """Every node that can be come to from `first`, those included."""
    reached = set(first)
    waiting = list(reached)
    while waiting:
        for node in follows[waiting.pop()]:
            if node not in reached:
                reached.add(node)
                waiting.append(node)
    return reached
