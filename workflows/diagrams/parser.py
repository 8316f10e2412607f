"""From a bundle to what SpiffWorkflow runs. Refuses what is code or what we don't run."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.event_parsers import (
    BoundaryEventParser,
    EndEventParser,
    EventBasedGatewayParser,
    IntermediateCatchEventParser,
    IntermediateThrowEventParser,
    ReceiveTaskParser,
    SendTaskParser,
    StartEventParser,
)
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EventBasedGateway,
    IntermediateCatchEvent,
    ParallelGateway,
    StartEvent,
)
from SpiffWorkflow.spiff.parser.event_parsers import SpiffEventDefinitionParser
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.parser.task_spec import (
    CallActivityParser,
    SpiffTaskParser,
    SubWorkflowParser,
)
from SpiffWorkflow.spiff.specs.defaults import CallActivity, ReceiveTask, SubWorkflowTask

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.specs import (
    AskingExclusiveGateway,
    AskingInclusiveGateway,
    Condition,
    Decision,
    DueTimer,
    End,
    FirstOf,
    Items,
    NamedMessage,
    ParallelInstances,
    Send,
    SequentialInstances,
    Step,
    Throw,
)
from workflows.diagrams.xml import NAMESPACES, DiagramError, elements, safe_xml

_CODE = (
    "//bpmn:scriptTask | //spiff:preScript | //spiff:postScript | //spiff:serviceTaskOperator"
    " | //spiff:messagePayload | //spiff:processVariableCorrelation"
)

# What the property `tidslinje` says of an element that the timeline passes over.
PASSED_OVER = "-"

# Ids that SpiffWorkflow gives to elements of its own: one drawn with such an id takes its place.
_RESERVED = re.compile(r"^(Start|End|Root)$|\.(EndJoin|BoundaryEventSplit|BoundaryEventJoin)$")


_LEADS_ON = (
    AskingExclusiveGateway,
    AskingInclusiveGateway,
    EventBasedGateway,
    ParallelGateway,
)


@dataclass(frozen=True)
class Specs:
    """A parsed bundle, shared by every case that runs it. Nobody may change it."""

    process_id: str
    spec: Any
    subprocesses: dict[str, Any]
    bundle: Bundle

    def names(self) -> dict[str, str]:
        """What each element is called in the diagram, by its id."""
        named = {}
        for part in (self.spec, *self.subprocesses.values()):
            for task_spec in part.task_specs.values():
                if getattr(task_spec, "bpmn_id", None):
                    named[task_spec.bpmn_id] = task_spec.bpmn_name or task_spec.bpmn_id
        return named

    def told(self) -> dict[str, str]:
        """The elements that a reader is told of in words, by id: those with a name of their own,
        and no gateways, which only lead on."""
        found = {}
        for part in (self.spec, *self.subprocesses.values()):
            for task_spec in part.task_specs.values():
                name = getattr(task_spec, "bpmn_name", None)
                if name and task_spec.bpmn_id and not isinstance(task_spec, _LEADS_ON):
                    found[task_spec.bpmn_id] = name
        return found

    def story(self) -> dict[str, str]:
        """How the timeline tells of elements, by id, where that is not their name: the property
        `tidslinje`. Empty for one that it passes over."""
        found = {}
        for part in (self.spec, *self.subprocesses.values()):
            for task_spec in part.task_specs.values():
                said = properties_of(getattr(task_spec, "extensions", None)).get("tidslinje")
                if said is not None and task_spec.bpmn_id:
                    found[task_spec.bpmn_id] = said.strip().removeprefix(PASSED_OVER)
        return found

    def message_starts(self) -> list[str]:
        """Names of the messages that start this process."""
        return [
            task_spec.event_definition.name
            for task_spec in self.spec.start.outputs
            if isinstance(getattr(task_spec, "event_definition", None), NamedMessage)
        ]


def build(bundle: Bundle) -> Specs:
    """Parse a bundle. Raises `DiagramError`."""
    _refuse(bundle.tree)
    parser = _Parser()
    try:
        parser.add_bpmn_xml(bundle.tree.getroot(), f"{bundle.process_id}.bpmn")
        for name, text in bundle.files.items():
            if name.endswith(".bpmn"):
                called = safe_xml(text.encode())
                _refuse(called)
                parser.add_bpmn_xml(called.getroot(), name)
        spec = parser.get_spec(bundle.process_id)
        subprocesses = parser.get_subprocess_specs(bundle.process_id)
    except ValidationException as error:
        raise DiagramError(
            "bpmn.kan_inte_koras",
            f"Diagrammet kan inte köras: {error}. Kontrollera elementet i ritverktyget.",
            str(getattr(error, "tag_id", "") or getattr(error, "id", "") or ""),
        ) from error
    except (NotImplementedError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise DiagramError(
            "bpmn.kan_inte_koras", "Diagrammet innehåller något som inte kan köras här."
        ) from error
    return Specs(bundle.process_id, spec, subprocesses, bundle)


def is_reserved(element: str) -> bool:
    """Whether an id is one that the engine uses itself."""
    return bool(_RESERVED.search(element) or element.endswith("[child]"))


def _refuse(tree: etree._ElementTree) -> None:
    refuse_code(tree)
    for found in elements(tree, "//bpmn:process//*[@id]"):
        element = found.get("id", "")
        name = found.get("name") or element
        if is_reserved(element):
            raise DiagramError(
                "bpmn.reserverat_id", f"Id ”{element}” används av motorn. Välj ett annat.", element
            )
        if found.get("triggeredByEvent") == "true":
            raise DiagramError(
                "bpmn.handelsedelprocess",
                f"Händelsedelprocessen ”{name}” stöds inte. Rita en kanthändelse i stället.",
                element,
            )


def refuse_code(tree: etree._ElementTree) -> None:
    """Diagrams carry no code. Raises `DiagramError` naming the element."""
    for found in elements(tree, _CODE):
        is_task = bool(found.get("id")) and str(found.tag).endswith("Task")
        owner = found if is_task else found.getparent()
        while owner is not None and not owner.get("id"):
            owner = owner.getparent()
        element = owner.get("id", "") if owner is not None else ""
        name = (owner.get("name") or element) if owner is not None else ""
        raise DiagramError(
            "bpmn.skript",
            f"”{name}” innehåller kod, som inte tillåts i diagram. "
            "Använd ett systemsteg, en beslutstabell eller ett FEEL-uttryck.",
            element,
        )


def feel_text(text: str | None) -> str:
    """An expression as written in a diagram, without the leading `=` that some editors put."""
    plain = (text or "").strip()
    return plain[1:].strip() if plain.startswith("=") else plain


def properties_of(extensions: dict[str, Any] | None) -> dict[str, str]:
    """An element's own properties (`form`, `deadline`, `key` …)."""
    return (extensions or {}).get("properties", {})


class _Instances(SpiffTaskParser):
    PARALLEL_MI_CLASS = ParallelInstances
    SEQUENTIAL_MI_CLASS = SequentialInstances

    def _add_multiinstance_task(self, loop_characteristics: Any) -> None:
        super()._add_multiinstance_task(loop_characteristics)
        if self.task.data_input is not None:
            self.task.data_input = Items(feel_text(self.task.data_input.bpmn_id))


class _TaskParser(_Instances):
    def create_task(self) -> Any:
        return self.spec_class(self.spec, self.bpmn_id, **self.bpmn_attributes)


class _DecisionParser(_TaskParser):
    def create_task(self) -> Any:
        decision = self.get_decision_ref(self.node)
        if not decision:
            raise ValidationException(
                f"Beslutet ”{self.node.get('name') or self.bpmn_id}” saknar beslutstabell",
                node=self.node,
                file_name=self.filename,
            )
        return self.spec_class(self.spec, self.bpmn_id, decision=decision, **self.bpmn_attributes)

    @staticmethod
    def get_decision_ref(node: Any) -> str | None:
        called = SpiffTaskParser._parse_extensions(node).get("calledDecisionId")
        return called.strip() if called else None


class _GatewayParser(ConditionalGatewayParser):
    def parse_condition(self, sequence_flow: Any) -> str | None:
        condition = super().parse_condition(sequence_flow)
        return feel_text(condition) if condition is not None else None


class _EventParsing(_Instances, SpiffEventDefinitionParser):
    def parse_timer_event(self, event: Any) -> DueTimer:
        for kind in ("timeDate", "timeDuration"):
            found = event.find(f"{{{NAMESPACES['bpmn']}}}{kind}")
            if found is not None and feel_text(found.text):
                return DueTimer(self.bpmn_id, feel_text(found.text))
        raise ValidationException(
            "En tidshändelse behöver en tidpunkt eller en längd; upprepning stöds inte",
            node=self.node,
            file_name=self.filename,
        )

    def parse_message_event(self, message_event: Any) -> NamedMessage:
        reference = message_event.get("messageRef")
        name = self.process_parser.parser.messages.get(reference) if reference else None
        if not name:
            raise ValidationException(
                "Meddelandehändelsen saknar namngivet processmeddelande",
                node=self.node,
                file_name=self.filename,
            )
        own = properties_of(self.parse_extensions())
        return NamedMessage(
            name, key=feel_text(own.get("key")), payload=feel_text(own.get("payload"))
        )

    def parse_conditional_event(self, event: Any) -> Condition:
        found = event.find(f"{{{NAMESPACES['bpmn']}}}condition")
        if found is None or not feel_text(found.text):
            raise ValidationException(
                "Villkorshändelsen saknar villkor", node=self.node, file_name=self.filename
            )
        return Condition(self.bpmn_id, feel_text(found.text))


class _Start(_EventParsing, StartEventParser):
    def create_task(self) -> Any:
        return StartEventParser.create_task(self)


class _End(_EventParsing, EndEventParser):
    def create_task(self) -> Any:
        return EndEventParser.create_task(self)


class _Catch(_EventParsing, IntermediateCatchEventParser):
    def create_task(self) -> Any:
        return IntermediateCatchEventParser.create_task(self)


class _Throw(_EventParsing, IntermediateThrowEventParser):
    def create_task(self) -> Any:
        return IntermediateThrowEventParser.create_task(self)


class _Boundary(_EventParsing, BoundaryEventParser):
    def create_task(self) -> Any:
        return BoundaryEventParser.create_task(self)


class _Send(_EventParsing, SendTaskParser):
    def create_task(self) -> Any:
        return SendTaskParser.create_task(self)


class _Receive(_EventParsing, ReceiveTaskParser):
    def create_task(self) -> Any:
        return ReceiveTaskParser.create_task(self)


class _EventGateway(_EventParsing, EventBasedGatewayParser):
    def create_task(self) -> Any:
        return self._create_task(FirstOf())

    def handles_multiple_outgoing(self) -> bool:
        return True


class _Subprocess(_Instances, SubWorkflowParser):
    pass


class _Called(_Instances, CallActivityParser):
    pass


class _Parser(SpiffBpmnParser):
    OVERRIDE_PARSER_CLASSES = {
        **SpiffBpmnParser.OVERRIDE_PARSER_CLASSES,
        **{
            full_tag(tag): (_TaskParser, SpiffBpmnParser.OVERRIDE_PARSER_CLASSES[full_tag(tag)][1])
            for tag in ("task", "userTask", "manualTask")
        },
        full_tag("serviceTask"): (_TaskParser, Step),
        full_tag("businessRuleTask"): (_DecisionParser, Decision),
        full_tag("exclusiveGateway"): (_GatewayParser, AskingExclusiveGateway),
        full_tag("inclusiveGateway"): (_GatewayParser, AskingInclusiveGateway),
        full_tag("startEvent"): (_Start, StartEvent),
        full_tag("endEvent"): (_End, End),
        full_tag("intermediateCatchEvent"): (_Catch, IntermediateCatchEvent),
        full_tag("intermediateThrowEvent"): (_Throw, Throw),
        full_tag("boundaryEvent"): (_Boundary, BoundaryEvent),
        full_tag("sendTask"): (_Send, Send),
        full_tag("receiveTask"): (_Receive, ReceiveTask),
        full_tag("eventBasedGateway"): (_EventGateway, EventBasedGateway),
        full_tag("subProcess"): (_Subprocess, SubWorkflowTask),
        full_tag("callActivity"): (_Called, CallActivity),
    }
