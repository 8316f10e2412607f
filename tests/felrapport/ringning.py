"""The felrapport with one step more: somebody rings the patient before it is looked into."""

from workflows.diagrams.bundle import Bundle

_STEG = b"""<bpmn:userTask id="ring_patienten" name="Ring patienten">
      <bpmn:extensionElements>
        <spiffworkflow:properties>
          <spiffworkflow:property name="group" value="grupp" />
        </spiffworkflow:properties>
      </bpmn:extensionElements>
      <bpmn:incoming>ta_emot_till_ring</bpmn:incoming>
      <bpmn:outgoing>ta_emot_till_till_utredning</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:exclusiveGateway id="till_utredning">"""


def med_ringning(bundle: Bundle) -> bytes:
    """The diagram with the user task `ring_patienten` between Ta emot and Utred."""
    made = bundle.bpmn
    for old, new in (
        (b'<bpmn:exclusiveGateway id="till_utredning">', _STEG),
        (
            b"<bpmn:outgoing>ta_emot_till_till_utredning</bpmn:outgoing>\n    </bpmn:userTask>"
            b"\n    <bpmn:boundaryEvent",
            b"<bpmn:outgoing>ta_emot_till_ring</bpmn:outgoing>\n    </bpmn:userTask>"
            b"\n    <bpmn:boundaryEvent",
        ),
        (
            b'sourceRef="ta_emot" targetRef="till_utredning" />',
            b'sourceRef="ring_patienten" targetRef="till_utredning" />\n    <bpmn:sequenceFlow'
            b' id="ta_emot_till_ring" sourceRef="ta_emot" targetRef="ring_patienten" />',
        ),
        (
            b"<bpmn:flowNodeRef>till_utredning</bpmn:flowNodeRef>",
            b"<bpmn:flowNodeRef>till_utredning</bpmn:flowNodeRef>\n        "
            b"<bpmn:flowNodeRef>ring_patienten</bpmn:flowNodeRef>",
        ),
        (
            b'<bpmndi:BPMNShape id="till_utredning_di"',
            b'<bpmndi:BPMNShape id="ring_patienten_di" bpmnElement="ring_patienten">'
            b'<dc:Bounds x="1500" y="380" width="100" height="80" /></bpmndi:BPMNShape>'
            b'<bpmndi:BPMNEdge id="ta_emot_till_ring_di" bpmnElement="ta_emot_till_ring">'
            b'<di:waypoint x="1470" y="480" /><di:waypoint x="1500" y="420" /></bpmndi:BPMNEdge>'
            b'<bpmndi:BPMNShape id="till_utredning_di"',
        ),
    ):
        assert made.count(old) == 1, old
        made = made.replace(old, new)
    return made
