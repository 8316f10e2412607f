"""The parser of each kind of element: what SpiffWorkflow reads as code is read as FEEL only."""

from typing import Any

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
from workflows.diagrams.written import feel_text, properties_of
from workflows.diagrams.xml import NAMESPACES


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


class Parser(SpiffBpmnParser):
    """A file's elements, each by the parser of its kind."""

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
