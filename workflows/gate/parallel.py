"""Rules of what happens side by side: joins that would wait for ever, and work done twice."""

from collections.abc import Iterator

from workflows.diagrams.xml import SPIFF
from workflows.gate.drawing import Drawing, Flow, Node, Scope
from workflows.gate.findings import Chapter, Finding
from workflows.gate.structure import reachable
from workflows.gate.tokens import Game, Stuck

_chapter = Chapter("Parallella vägar")

STUCK = _chapter.error(
    "parallell-vantar",
    "En parallellgrind samlar bara vägar som alltid kommer fram tillsammans.",
    "{vad} kan bli stående: den väntar på {saknas}, som inte alltid kommer när {kom} har kommit. "
    "Samla vägar som väljs i en exklusiv grind i stället.",
)
BOUNDARY = _chapter.error(
    "parallell-kant",
    "Vägen från en kanthändelse går ihop med den vanliga vägen i en exklusiv grind "
    "före en parallellgrind.",
    "{vad} kan bli stående: vägen från {kant} leder rakt in i den. Låt den vägen möta den vanliga "
    "i en exklusiv grind först.",
)
LOOP = _chapter.warning(
    "parallell-slinga",
    "Parallella vägar som upprepas ritas i en delprocess.",
    "{vad} samlar parallella vägar mitt i en slinga, vilket är svårt att följa. Rita de parallella "
    "vägarna i en delprocess, och låt slingan gå runt den.",
)
INCLUSIVE_LOOP = _chapter.error(
    "inkluderande-slinga",
    "En inkluderande grind som samlar ligger inte i en slinga.",
    "{vad} samlar vägar i en slinga och kan inte veta vilka som är kvar från förra varvet. Rita "
    "vägarna i en delprocess, och låt slingan gå runt den.",
)
TWICE = _chapter.warning(
    "parallell-dubbelt",
    "Parallella vägar möts i en parallellgrind.",
    "Parallella vägar från {delning} möts i {vad}, så det som följer görs en gång för varje väg. "
    "Rita en parallellgrind där de möts.",
)
SAME_DECISION = _chapter.error(
    "parallell-beslut",
    "Samma beslut fattas inte i två parallella vägar.",
    "Beslutet ”{beslut}” fattas i parallella vägar ({andra} och {vad}), så det ena svaret går "
    "förlorat. Fatta det en gång före {delning}.",
)

_JOINS = ("parallelGateway", "inclusiveGateway")


def check(drawing: Drawing) -> Iterator[Finding]:
    """Every fault of parallel paths."""
    for scope in drawing.scopes:
        for join in _joins_in_loops(scope):
            yield (LOOP if join.tag == "parallelGateway" else INCLUSIVE_LOOP).at(join)
        yield from (_stuck(stuck) for stuck in Game(scope).stuck() if stuck.missing)
        yield from _apart(scope)


def _stuck(stuck: Stuck) -> Finding:
    for flow in stuck.join.flows_in:
        if event := _straight_from_boundary(flow):
            return BOUNDARY.at(stuck.join, kant=event.vad)
    came = _listed(stuck.came) if stuck.came else "de andra"
    return STUCK.at(stuck.join, saknas=_listed(stuck.missing), kom=came)


def _listed(flows: tuple[Flow, ...]) -> str:
    return " och ".join(flow.vad for flow in flows[:3])


def _straight_from_boundary(flow: Flow) -> Node | None:
    """The boundary event whose path comes to this flow without meeting any other path."""
    node, seen = flow.source, set[Node]()
    while node and node not in seen:
        if node.is_boundary:
            return node
        seen.add(node)
        node = node.flows_in[0].source if len(node.flows_in) == 1 else None
    return None


def _joins_in_loops(scope: Scope) -> Iterator[Node]:
    follows = {node: node.follows for node in scope.nodes.values()}
    for join in scope.of(*_JOINS):
        if len(join.flows_in) > 1 and join in reachable(join.follows, follows):
            yield join


def _apart(scope: Scope) -> Iterator[Finding]:
    """What two branches of the same split both come to without a join between."""
    merges = [n for n in scope.nodes.values() if len(n.flows_in) > 1 and n.tag not in _JOINS]
    told: set[Node] = set()
    for split in scope.of("parallelGateway"):
        if len(split.flows_out) < 2:
            continue
        branches = [_branch(flow, split) for flow in split.flows_out]
        for merge in merges:
            if merge.tag != "endEvent" and merge not in told and _meet_first(merge, branches):
                told.add(merge)
                yield TWICE.at(merge, delning=split.vad)
        yield from _same_decision(split, branches)


def _branch(flow: Flow, split: Node) -> set[Node]:
    """What a branch comes to before any join: the part that surely runs beside the others."""
    reached: set[Node] = set()
    waiting = [flow.target] if flow.target else []
    while waiting:
        node = waiting.pop()
        if node in reached or node is split or (node.tag in _JOINS and len(node.flows_in) > 1):
            continue
        reached.add(node)
        waiting += node.follows
    return reached


def _meet_first(merge: Node, branches: list[set[Node]]) -> bool:
    """Whether two branches come to a merge by different flows."""
    sources = [
        {flow.source for flow in merge.flows_in if flow.source in branch} for branch in branches
    ]
    return any(
        one - other and other - one
        for number, one in enumerate(sources)
        for other in sources[number + 1 :]
    )


def _same_decision(split: Node, branches: list[set[Node]]) -> Iterator[Finding]:
    first: dict[str, tuple[Node, int]] = {}
    for number, branch in enumerate(branches):
        for node in sorted(branch, key=lambda node: node.id):
            decision = decision_of(node) if node.tag == "businessRuleTask" else ""
            if not decision:
                continue
            other, where = first.setdefault(decision, (node, number))
            if where != number and other is not node:
                yield SAME_DECISION.at(node, beslut=decision, andra=other.vad, delning=split.vad)


def decision_of(node: Node) -> str:
    """The id of the decision that a business rule task asks for, or an empty text."""
    for found in node.xml.iter(f"{{{SPIFF}}}calledDecisionId"):
        return (found.text or "").strip()
    return ""
