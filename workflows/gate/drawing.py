"""A diagram as drawn: scopes of nodes and flows, read from plain XML without judging it.

Nothing here refuses anything. What is missing or crooked stays visible (a flow whose target is
None, an id that two elements share), so that the rules can say so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from workflows.diagrams.xml import BPMN, SPIFF
from workflows.gate.kinds import ACTIVITIES, FLOW_NODES, KINDS, SUBPROCESSES


@dataclass(eq=False)
class Node:
    """An activity, event or gateway, with the flows drawn to and from it."""

    id: str
    name: str
    tag: str
    xml: etree._Element
    # What refers back is left out of what is printed, which would else never come to an end.
    scope: "Scope" = field(repr=False)
    flows_in: list["Flow"] = field(default_factory=list, repr=False)
    flows_out: list["Flow"] = field(default_factory=list, repr=False)
    lane: str | None = None
    boundaries: list["Node"] = field(default_factory=list)

    @property
    def vad(self) -> str:
        """The node as a Swedish sentence names it; one without a name by what lies beside it."""
        return self.told()

    def told(self, *, beside: str = "") -> str:
        """As `vad`, where `beside` is a neighbour that is named already."""
        if not self.name:
            for word, near in (("efter", self._before), ("före", self._after)):
                if found := next((one for one in near if one and one != beside), ""):
                    return f"{kind_of(self.tag)} {word} ”{shortened(found)}”"
        return named(self.tag, self.name, self.id)

    @property
    def _before(self) -> list[str]:
        return [one.source.name for one in self.flows_in if one.source]

    @property
    def _after(self) -> list[str]:
        return [one.target.name for one in self.flows_out if one.target]

    @property
    def properties(self) -> dict[str, str]:
        """Our own settings on the element: name to text."""
        return {
            found.get("name", ""): found.get("value", "")
            for found in self.xml.iterfind(
                f"{{{BPMN}}}extensionElements/{{{SPIFF}}}properties/{{{SPIFF}}}property"
            )
        }

    @property
    def event_definitions(self) -> list[etree._Element]:
        """The event definitions drawn in the node (timer, message …)."""
        return [child for child in self.xml if local(child).endswith("EventDefinition")]

    def catches(self, kind: str) -> bool:
        """Whether one of its event definitions is of this kind, such as `timer`."""
        return any(local(found) == f"{kind}EventDefinition" for found in self.event_definitions)

    @property
    def is_boundary(self) -> bool:
        return self.tag == "boundaryEvent"

    @property
    def begins_by_hand(self) -> bool:
        """Whether a person starts a case here: the role of its lane says who."""
        outermost = self.tag == "startEvent" and self.scope.holder is None
        return outermost and not self.event_definitions

    @property
    def interrupts(self) -> bool:
        """Whether a boundary event, or an event subprocess' start, ends what it sits on."""
        return (
            self.xml.get("cancelActivity", "true") == "true"
            and self.xml.get("isInterrupting", "true") == "true"
        )

    @property
    def is_event_subprocess(self) -> bool:
        return self.tag in SUBPROCESSES and self.xml.get("triggeredByEvent") == "true"

    @property
    def follows(self) -> list["Node"]:
        """Where a token may go from here, its boundary events included."""
        return [flow.target for flow in self.flows_out if flow.target] + self.boundaries


@dataclass(eq=False)
class Flow:
    """A sequence flow. `source` or `target` is None where it ends in nothing of its own scope."""

    id: str
    name: str
    xml: etree._Element
    source: Node | None
    target: Node | None

    @property
    def vad(self) -> str:
        if self.name:
            return named("sequenceFlow", self.name, self.id)
        ends = _end(self.source, self.target), _end(self.target, self.source)
        return f"flödet från {ends[0]} till {ends[1]}"

    @property
    def condition(self) -> etree._Element | None:
        return self.xml.find(f"{{{BPMN}}}conditionExpression")

    @property
    def is_default(self) -> bool:
        return (
            self.source is not None and bool(self.id) and self.source.xml.get("default") == self.id
        )


@dataclass(eq=False)
class Scope:
    """A process or an embedded subprocess: what its tokens move in."""

    id: str
    name: str
    tag: str
    xml: etree._Element
    process: etree._Element
    holder: Node | None
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)

    @property
    def vad(self) -> str:
        return named(self.tag, self.name, self.id)

    def of(self, *tags: str) -> list[Node]:
        """Its nodes of these kinds, in the order drawn."""
        return [node for node in self.nodes.values() if node.tag in tags]

    @property
    def starts(self) -> list[Node]:
        return self.of("startEvent")


@dataclass(eq=False)
class Drawing:
    """A whole BPMN file. `scopes` are those that will run; `processes` are all, by id."""

    root: etree._Element
    processes: dict[str, etree._Element]
    executable: list[str]
    scopes: list[Scope]
    messages: dict[str, str]
    errors: dict[str, str]

    def nodes(self, *tags: str) -> Iterator[Node]:
        """Every node that will run; of these kinds, if any are given."""
        for scope in self.scopes:
            for node in scope.nodes.values():
                if not tags or node.tag in tags:
                    yield node


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for what is no element of a namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def in_bpmn(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{BPMN}}}")


def named(tag: str, name: str, id_: str) -> str:
    """`grinden ”Finns i lager?”`; by its id only where it has no name."""
    short = shortened(name)
    return f"{kind_of(tag)} ”{short}”" if short else f"{kind_of(tag)} {id_ or 'utan id'}"


def kind_of(tag: str) -> str:
    """What an element of this kind is called in a sentence."""
    return KINDS.get(tag, f"elementet {tag}")


def shortened(name: str) -> str:
    """A name on one line, as long as a sentence bears."""
    short = " ".join(name.split())
    return short if len(short) <= 60 else f"{short[:59]}…"


def _end(node: Node | None, other: Node | None) -> str:
    if node is None:
        return "ingenting"
    if node.name:
        return f"”{shortened(node.name)}”"
    return node.told(beside=other.name if other else "")


def named_xml(element: etree._Element) -> str:
    return named(local(element), element.get("name", ""), element.get("id", ""))


def read(root: etree._Element) -> Drawing:
    """The drawing in a BPMN `definitions` element."""
    processes = {found.get("id", ""): found for found in root.iterfind(f"{{{BPMN}}}process")}
    executable = [id_ for id_, xml in processes.items() if xml.get("isExecutable") != "false"]
    scopes: list[Scope] = []
    for id_ in executable or processes:
        scopes += _read_scopes(processes[id_])
    return Drawing(
        root=root,
        processes=processes,
        executable=executable,
        scopes=scopes,
        messages=_global(root, "message", "name"),
        errors=_global(root, "error", "errorCode"),
    )


def _global(root: etree._Element, tag: str, attribute: str) -> dict[str, str]:
    found = root.iterfind(f"{{{BPMN}}}{tag}")
    return {xml.get("id", ""): xml.get(attribute, "") for xml in found}


def _read_scopes(process: etree._Element) -> list[Scope]:
    """A process and, after it, the subprocesses in it. Not recursive: depth is the author's."""
    scopes: list[Scope] = []
    waiting: list[tuple[etree._Element, Node | None]] = [(process, None)]
    for xml, holder in waiting:
        scope = Scope(xml.get("id", ""), xml.get("name", ""), local(xml), xml, process, holder)
        scopes.append(scope)
        for child in xml:
            if not in_bpmn(child) or local(child) not in FLOW_NODES:
                continue
            id_ = child.get("id", "")
            node = Node(id_, child.get("name", ""), local(child), child, scope)
            scope.nodes.setdefault(id_ or f"#{len(scope.nodes)}", node)
            if node.tag in SUBPROCESSES:
                waiting.append((child, node))
        _read_flows(scope)
        _attach(scope)
        _read_lanes(scope)
    return scopes


def _read_flows(scope: Scope) -> None:
    for xml in scope.xml.iterfind(f"{{{BPMN}}}sequenceFlow"):
        source = scope.nodes.get(xml.get("sourceRef", ""))
        target = scope.nodes.get(xml.get("targetRef", ""))
        flow = Flow(xml.get("id", ""), xml.get("name", ""), xml, source, target)
        scope.flows.append(flow)
        if source and target:
            source.flows_out.append(flow)
            target.flows_in.append(flow)


def _attach(scope: Scope) -> None:
    for node in scope.of("boundaryEvent"):
        holder = scope.nodes.get(node.xml.get("attachedToRef", ""))
        if holder and holder.tag in ACTIVITIES:
            holder.boundaries.append(node)


def _read_lanes(scope: Scope) -> None:
    """The innermost lane that names a node is its lane; what no lane names is in its holder's."""
    for node in scope.nodes.values():
        node.lane = scope.holder.lane if scope.holder else None
    for lane in scope.xml.iterfind(f"{{{BPMN}}}laneSet//{{{BPMN}}}lane"):
        for reference in lane.iterfind(f"{{{BPMN}}}flowNodeRef"):
            if placed := scope.nodes.get((reference.text or "").strip()):
                placed.lane = lane.get("name", "")
