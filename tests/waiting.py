"""A diagram without people: it waits a second and ends."""

DIAGRAM = """\
<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    id="prov" targetNamespace="urn:websesam:prov">
  <bpmn:process id="vantan" name="Väntan" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>dit</bpmn:outgoing></bpmn:startEvent>
    <bpmn:intermediateCatchEvent id="vanta" name="Vänta">
      <bpmn:incoming>dit</bpmn:incoming><bpmn:outgoing>vidare</bpmn:outgoing>
      <bpmn:timerEventDefinition id="tid">
        <bpmn:timeDuration>duration("PT1S")</bpmn:timeDuration>
      </bpmn:timerEventDefinition>
    </bpmn:intermediateCatchEvent>
    <bpmn:endEvent id="klart"><bpmn:incoming>vidare</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="dit" sourceRef="start" targetRef="vanta" />
    <bpmn:sequenceFlow id="vidare" sourceRef="vanta" targetRef="klart" />
  </bpmn:process>
</bpmn:definitions>
"""
