"""A process for those who read rather than look: each step, whose it is, and what follows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from lxml import etree

from workflows import registry
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.written import feel_text
from workflows.diagrams.xml import BPMN, elements
from workflows.gate.drawing import Drawing, Flow, Node, Scope, local, read
from workflows.gate.kinds import ACTIVITIES, GATEWAYS
from workflows.gate.work import PEOPLE
from workflows.workbench.said import listed

# What each of our own settings on an element is called where people read it.
SETTINGS = {
    "deadline": "Klart senast",
    "group": "Grupp",
    "priority": "Prioritet",
    "form": "Formulär",
    "key": "Nyckel",
    "payload": "Skickar med",
    "tidslinje": "I tidslinjen",
    "hoppa_over": "Får hoppas över",
}
BY_PERSON = "Uppgift för en person"
_KIND = {
    **dict.fromkeys(PEOPLE, BY_PERSON),
    "serviceTask": "Systemet gör",
    "sendTask": "Systemet skickar",
    "receiveTask": "Väntar på besked",
    "businessRuleTask": "Beslut enligt tabell",
    **dict.fromkeys(("subProcess", "transaction", "adHocSubProcess"), "Delprocess"),
    "scriptTask": "Skript",
    "callActivity": "Annan process",
    "startEvent": "Början",
    "endEvent": "Slut",
    "intermediateCatchEvent": "Väntar",
    "intermediateThrowEvent": "Skickar",
    "boundaryEvent": "Om det händer under tiden",
}
# What a gateway that nobody has named is called: by what leads to it.
_SPLITS = {
    "parallelGateway": "Parallella vägar",
    "eventBasedGateway": "Väntan på det som händer först",
}
_UNNAMED = {"startEvent": "Början", "endEvent": "Slut"}
_NAMED_BY = 3
_LOOKED_AT = 60
_WAYS = 30
_WRITTEN = "timeDate timeDuration timeCycle"


@dataclass(frozen=True)
class Step:
    """One element in words. `settings` are name and value, `onward` condition and what follows."""

    id: str
    kind: str
    name: str
    role: str
    what: str
    settings: Sequence[tuple[str, str]]
    onward: Sequence[tuple[str, str]]
    # The subprocess that it lies in; the step that it may happen during, and whether it ends it.
    within: str = ""
    during: str = ""
    ends_it: bool = False


def short(flow: Flow) -> str:
    """A way by its name, or by its condition where it has none."""
    return flow.name if flow.name and not flow.is_default else condition_text(flow)


def steps(bundle: Bundle, *, way: Callable[[Flow], str] = short) -> list[Step]:
    """The steps in the order that a case meets them; gateways are told where they lead.

    `way` says when a flow is taken. Raises `DiagramError` for what can't be read.
    """
    drawn = read(bundle.tree.getroot())
    return [_step(node, way) for node in _in_order(drawn) if node.tag not in GATEWAYS]


def every_step(bundle: Bundle) -> list[Step]:
    """As `steps`, with the gateways as well: what there is to change. Raises `DiagramError`."""
    drawn = read(bundle.tree.getroot())
    return [_step(node, short) for node in _in_order(drawn)]


def done_once(bundle: Bundle) -> frozenset[str]:
    """The activities that a case does once, if it is not sent back: those that are not made anew
    for each of several. Raises `DiagramError`."""
    return frozenset(
        node.id
        for scope in read(bundle.tree.getroot()).scopes
        for node in scope.nodes.values()
        if node.tag in ACTIVITIES and not _repeats(node.xml)
    )


def _repeats(drawn: etree._Element) -> bool:
    around = (drawn, *drawn.iterancestors())
    return any(local(child).endswith("LoopCharacteristics") for one in around for child in one)


def settings_of(node: Node) -> dict[str, str]:
    """What is set on a node, by the name people read: our own settings, times, table, message."""
    found = {SETTINGS.get(name, name): text for name, text in node.properties.items() if text}
    for xml in node.xml.iter():
        if local(xml) in _WRITTEN.split() and (text := feel_text(xml.text)):
            found["Tid"] = text
    for decision in elements(node.xml, "./bpmn:extensionElements/spiff:calledDecisionId"):
        found["Beslutstabell"] = (decision.text or "").strip()
    if called := node.xml.get("calledElement"):
        found["Anropar"] = called
    return found


def documentation(node: Node) -> str:
    """What the owner has written about an element."""
    return " ".join((node.xml.findtext(f"{{{BPMN}}}documentation") or "").split())


def role_label(lane: str | None) -> str:
    """A lane in the words of the role it is named by."""
    role = registry.roles().get(lane or "")
    return role.label if role else (lane or "")


def condition_text(flow: Flow) -> str:
    """The condition as written, or that it is the way when no other holds."""
    if flow.condition is not None:
        return feel_text(flow.condition.text)
    return "annars" if flow.is_default else ""


def kind_of(node: Node) -> str:
    """What sort of step it is, for a reader."""
    return _KIND.get(node.tag, "Grind" if node.tag in GATEWAYS else node.tag)


def _step(node: Node, way: Callable[[Flow], str]) -> Step:
    shown = {name: text for name, text in settings_of(node).items() if text.strip() != "-"}
    return Step(
        id=node.id,
        kind=kind_of(node),
        name=name_of(node),
        role=role_label(node.lane) if node.tag in PEOPLE else "",
        what=documentation(node),
        settings=list(shown.items()),
        onward=_first(_onward(node, set(), way)),
        within=name_of(node.scope.holder) if node.scope.holder else "",
        during=name_of(held) if (held := _held_by(node)) else "",
        ends_it=node.is_boundary and node.interrupts,
    )


def _held_by(node: Node) -> Node | None:
    return node.scope.nodes.get(node.xml.get("attachedToRef", "")) if node.is_boundary else None


def _first(ways: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """Gateways in a row have more ways through them than anyone reads, or than can be counted."""
    shown = list(islice(ways, _WAYS + 1))
    return shown if len(shown) <= _WAYS else [*shown[:_WAYS], ("", "… och fler vägar")]


def _onward(node: Node, passed: set[str], way: Callable[[Flow], str]) -> Iterator[tuple[str, str]]:
    """Where a token goes from here, through the gateways that it meets on the way."""
    for flow in node.flows_out:
        condition = way(flow)
        target = flow.target
        if target is None:
            continue
        if target.tag not in GATEWAYS or target.id in passed:
            yield condition, name_of(target)
            continue
        for further, name in _onward(target, passed | {target.id}, way):
            # Twice the way that is taken otherwise is told once.
            both = dict.fromkeys(part for part in (condition, further) if part)
            yield " och ".join(both), name


def _in_order(drawn: Drawing) -> Iterator[Node]:
    """Each scope breadth first from its starts; what a subprocess holds comes straight after it.

    Not recursive: how deep they lie in each other is the author's.
    """
    within = {id(scope.holder): scope for scope in drawn.scopes if scope.holder}
    under_way = [chain(*(_met(scope) for scope in drawn.scopes if not scope.holder))]
    while under_way:
        node = next(under_way[-1], None)
        if node is None:
            under_way.pop()
            continue
        yield node
        if id(node) in within:
            under_way.append(chain(_met(within[id(node)])))


def _met(scope: Scope) -> Iterator[Node]:
    """Breadth first from the starts; what nothing leads to comes last."""
    waiting = list(scope.starts)
    seen = {id(node) for node in waiting}
    for node in waiting:
        yield node
        for following in node.follows:
            if id(following) not in seen:
                seen.add(id(following))
                waiting.append(following)
    yield from (node for node in scope.nodes.values() if id(node) not in seen)


def name_of(node: Node) -> str:
    """An element by its name, or by what leads to it."""
    return " ".join(node.name.split()) or _unnamed(node)


def _unnamed(node: Node) -> str:
    """An element without a name by what leads to it, as far as that has a name itself."""
    if node.tag not in GATEWAYS:
        return _UNNAMED.get(node.tag, node.id)
    before = _before(node)
    if not before:
        return node.id
    if len(node.flows_out) < len(node.flows_in):
        return f"Vägarna från {listed(before, 'och')} möts"
    return f"{_SPLITS.get(node.tag, 'Vägval')} efter {listed(before, 'och')}"


def _before(node: Node) -> list[str]:
    """The names of what leads to a gateway, through gateways without names."""
    found: dict[str, None] = {}
    waiting, seen = [node], {id(node)}
    for one in waiting:
        # Nobody reads on through more of them than this.
        if len(seen) > _LOOKED_AT:
            break
        for source in [flow.source for flow in one.flows_in if flow.source]:
            if id(source) in seen:
                continue
            seen.add(id(source))
            if source.tag in GATEWAYS and not source.name.strip():
                waiting.append(source)
            else:
                found[f"”{name_of(source)}”"] = None
    names = list(found)
    more = len(names) - _NAMED_BY
    return [*names[:_NAMED_BY], f"{more} till"] if more > 0 else names


def with_role_labels(bpmn: bytes) -> str:
    """The diagram with lanes named as people name the roles, for the picture."""
    tree = Bundle("", bpmn).tree
    for lane in elements(tree, "//bpmn:lane[@name]"):
        lane.set("name", role_label(lane.get("name")))
    return etree.tostring(tree, encoding="unicode")
