"""Rules of the gateways: every way out is chosen by something."""

from collections.abc import Iterator

from workflows.gate.drawing import Drawing, Node, Scope
from workflows.gate.findings import Chapter, Finding
from workflows.gate.kinds import CHOOSING, GATEWAYS

_chapter = Chapter("Grindar")

NO_CONDITION = _chapter.error(
    "villkor-saknas",
    "Varje flöde ut från en exklusiv eller inkluderande grind har ett villkor, utom "
    "standardflödet.",
    "{flode} ut från {vad} har inget villkor. Skriv ett, eller gör det till vägen som tas annars.",
)
NO_DEFAULT = _chapter.error(
    "standardflode-saknas",
    "En exklusiv eller inkluderande grind som delar flödet har ett standardflöde.",
    "{vad} har ingen väg som tas annars. Välj det flöde som gäller när inget villkor stämmer.",
)
DEFAULT_ELSEWHERE = _chapter.error(
    "standardflode-okant",
    "Standardflödet är ett av flödena ut från grinden.",
    "Vägen som tas annars från {vad} är inget av flödena ut från den. Välj ett av dem.",
)
DEFAULT_WITH_CONDITION = _chapter.warning(
    "standardflode-villkor",
    "Standardflödet har inget villkor.",
    "{vad} är vägen som tas annars, så dess villkor läses aldrig. Ta bort villkoret.",
)
CONDITION_MISPLACED = _chapter.error(
    "villkor-fel-plats",
    "Villkor står bara på flöden ut från exklusiva och inkluderande grindar.",
    "Villkoret på {vad} läses aldrig, för flödet lämnar ingen grind där en väg väljs. "
    "Ta bort villkoret eller rita en sådan grind före.",
)
LONELY = _chapter.warning(
    "grind-onodig",
    "En grind delar eller samlar flöden.",
    "{vad} har bara ett flöde in och ett ut. Ta bort grinden eller rita de flöden som saknas.",
)
BOTH = _chapter.warning(
    "grind-bade-och",
    "En grind antingen samlar eller delar.",
    "{vad} både samlar och delar flöden. Rita två grindar efter varandra, så blir det tydligt.",
)
NAMELESS = _chapter.warning(
    "grind-utan-namn",
    "En grind där en väg väljs har frågan som namn.",
    "{vad} har inget namn. Skriv frågan som avgör vägen, till exempel ”Finns i lager?”.",
)
EVENT_TARGET = _chapter.error(
    "handelsegrind-mal",
    "Efter en händelsegrind kommer bara händelser som väntar, och mottagaruppgifter.",
    "{vad} leder till {mal}, som inte väntar på någonting. Rita en händelse som väntar där.",
)
EVENT_TIMERS = _chapter.error(
    "handelsegrind-tider",
    "Efter en händelsegrind finns högst en tidshändelse.",
    "{vad} leder till {antal} tidshändelser, och bara en av dem skulle gälla. Behåll den kortaste.",
)
EVENT_CHOICES = _chapter.error(
    "handelsegrind-ensam",
    "En händelsegrind har minst två händelser att vänta på.",
    "{vad} har bara en väg ut. Rita en händelse till att vänta på eller ta bort grinden.",
)
EVENT_SHARED = _chapter.error(
    "handelsegrind-delad",
    "En händelse efter en händelsegrind har inget annat flöde in.",
    "{mal} efter {vad} har fler flöden in. Rita en egen händelse för de andra flödena.",
)


def check(drawing: Drawing) -> Iterator[Finding]:
    """Every fault of gateways, and of conditions that stand where no gateway reads them."""
    for scope in drawing.scopes:
        yield from _conditions(scope)
    for node in drawing.nodes(*CHOOSING):
        yield from _choosing(node)
    for node in drawing.nodes("eventBasedGateway"):
        yield from _waiting(node)
    for node in drawing.nodes(*GATEWAYS):
        if len(node.flows_in) == len(node.flows_out) == 1 and node.tag != "eventBasedGateway":
            yield LONELY.at(node)
        if len(node.flows_in) > 1 and len(node.flows_out) > 1:
            yield BOTH.at(node)


def _conditions(scope: Scope) -> Iterator[Finding]:
    for flow in scope.flows:
        if flow.condition is None or flow.source is None:
            continue
        if flow.source.tag not in CHOOSING:
            yield CONDITION_MISPLACED.at(flow)
        elif flow.is_default:
            yield DEFAULT_WITH_CONDITION.at(flow)


def _choosing(node: Node) -> Iterator[Finding]:
    default = node.xml.get("default")
    if default and default not in {flow.id for flow in node.flows_out}:
        yield DEFAULT_ELSEWHERE.at(node)
    if len(node.flows_out) < 2:
        return
    unchosen = [flow for flow in node.flows_out if flow.condition is None and not flow.is_default]
    for flow in unchosen:
        yield NO_CONDITION.on(flow.id or None, flode=flow.vad, vad=node.vad)
    if not default:
        yield NO_DEFAULT.at(node)
    if not node.name.strip():
        yield NAMELESS.at(node)


def _waiting(node: Node) -> Iterator[Finding]:
    targets = [flow.target for flow in node.flows_out if flow.target]
    if len(targets) == 1:
        yield EVENT_CHOICES.at(node)
    timers = [target for target in targets if target.catches("timer")]
    if len(timers) > 1:
        yield EVENT_TIMERS.at(node, antal=len(timers))
    for target in targets:
        if target.tag not in ("intermediateCatchEvent", "receiveTask"):
            yield EVENT_TARGET.at(node, mal=target.vad)
        elif len(target.flows_in) > 1:
            yield EVENT_SHARED.on(target.id, mal=target.vad, vad=node.vad)
