// One diagram that breaks each rule and nothing else of ours, and one that breaks none. Run by `npm test`.
import assert from "node:assert/strict";
import test from "node:test";
import { findings } from "./diagram.js";

const FORMAL = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const property = (name, value) =>
  `<bpmn:extensionElements><spiffworkflow:properties><spiffworkflow:property name="${name}" value="${value}"/></spiffworkflow:properties></bpmn:extensionElements>`;
const decides = "<bpmn:extensionElements><spiffworkflow:calledDecisionId>typ</spiffworkflow:calledDecisionId></bpmn:extensionElements>";
const lane = (...ids) => `<bpmn:laneSet id="banor"><bpmn:lane id="lager" name="Lager">${ids.map((id) => `<bpmn:flowNodeRef>${id}</bpmn:flowNodeRef>`).join("")}</bpmn:lane></bpmn:laneSet>`;
const process = (body, { id = "prov", executable = "true" } = {}) =>
  `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" ${FORMAL} targetNamespace="prov">
  <bpmn:message id="m1" name="klart"/><bpmn:process id="${id}" isExecutable="${executable}"><bpmn:startEvent id="start" name="Start"/><bpmn:endEvent id="slut" name="Slut"/>${body}</bpmn:process></bpmn:definitions>`;
const through = (id) => `<bpmn:sequenceFlow id="in_${id}" sourceRef="start" targetRef="${id}"/><bpmn:sequenceFlow id="ut_${id}" sourceRef="${id}" targetRef="slut"/>`;
const event = (definition, extra = "") => `<bpmn:intermediateCatchEvent id="vanta" name="Vänta">${extra}${definition}</bpmn:intermediateCatchEvent>${through("vanta")}`;
const split = (condition) =>
  `<bpmn:exclusiveGateway id="val" name="Finns den?"><bpmn:incoming>in_val</bpmn:incoming><bpmn:outgoing>ja</bpmn:outgoing><bpmn:outgoing>nej</bpmn:outgoing></bpmn:exclusiveGateway><bpmn:sequenceFlow id="in_val" sourceRef="start" targetRef="val"/>
   <bpmn:sequenceFlow id="ja" sourceRef="val" targetRef="slut">${condition}</bpmn:sequenceFlow><bpmn:sequenceFlow id="nej" sourceRef="val" targetRef="slut"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">antal &lt;= 3</bpmn:conditionExpression></bpmn:sequenceFlow>`;
const repeated = (inside) => `<bpmn:serviceTask id="plocka" name="Plocka"><bpmn:multiInstanceLoopCharacteristics>${inside}</bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>${through("plocka")}`;
const inner = '<bpmn:startEvent id="i1" name="Start"/><bpmn:endEvent id="i2" name="Slut"/><bpmn:sequenceFlow id="i3" sourceRef="i1" targetRef="i2"/>';

const own = async (xml) => [...new Set((await findings(xml)).filter((one) => /^(websesam\/|xml)/.test(one.rule)).map((one) => one.rule.replace("websesam/", "")))];

const cases = {
  "korbar": [process(through("slut"), { executable: "false" }), process("")],
  "namn-som-id": [process(`<bpmn:serviceTask id="Activity_0x1" name="Plocka"/>${through("Activity_0x1")}`), process(`<bpmn:serviceTask id="plocka_om" name="Plocka"/>${through("plocka_om")}`)],
  "roll": [process(`<bpmn:userTask id="plocka" name="Plocka"/>${through("plocka")}`), process(`${lane("plocka")}<bpmn:userTask id="plocka" name="Plocka"/>${through("plocka")}`)],
  "beslut": [process(`<bpmn:businessRuleTask id="avgor" name="Avgör"/>${through("avgor")}`), process(`<bpmn:businessRuleTask id="avgor" name="Avgör">${decides}</bpmn:businessRuleTask>${through("avgor")}`)],
  "anropad-process": [process(`<bpmn:callActivity id="ring" name="Ring"/>${through("ring")}`), process(`<bpmn:callActivity id="ring" name="Ring" calledElement="annan"/>${through("ring")}`)],
  "villkor": [process(split("")), process(split('<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">antal &gt; 3</bpmn:conditionExpression>'))],
  "tid": [process(event("<bpmn:timerEventDefinition/>")), process(event('<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">duration("P5D")</bpmn:timeDuration></bpmn:timerEventDefinition>'))],
  "vantan": [process(event('<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression"></bpmn:condition></bpmn:conditionalEventDefinition>')), process(event('<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">i_lager</bpmn:condition></bpmn:conditionalEventDefinition>'))],
  "meddelande": [process(event('<bpmn:messageEventDefinition messageRef="m1"/>')), process(event('<bpmn:messageEventDefinition messageRef="m1"/>', property("key", "nummer")))],
  "delprocess": [process(`<bpmn:subProcess id="del" name="Del"/>${through("del")}`), process(`<bpmn:subProcess id="del" name="Del">${inner}</bpmn:subProcess>${through("del")}`)],
  "upprepning": [process(repeated("")), process(repeated("<bpmn:loopDataInputRef>rader</bpmn:loopDataInputRef>"))],
  "ingen-kod": [process(`<bpmn:serviceTask id="plocka" name="Plocka"><bpmn:extensionElements><spiffworkflow:preScript>x = 1</spiffworkflow:preScript></bpmn:extensionElements></bpmn:serviceTask>${through("plocka")}`), process(`<bpmn:serviceTask id="plocka" name="Plocka"/>${through("plocka")}`)],
  "stods": [process(`<bpmn:scriptTask id="rakna" name="Räkna"><bpmn:script>x = 1</bpmn:script></bpmn:scriptTask>${through("rakna")}`), process(`<bpmn:task id="rakna" name="Räkna"/>${through("rakna")}`)],
};

for (const [name, [bad, good]] of Object.entries(cases)) {
  test(`${name} finds its fault and only that`, async () => assert.deepEqual(await own(bad), [name]));
  test(`${name} leaves a right diagram alone`, async () => assert.deepEqual(await own(good), []));
}

test("a recommended rule speaks Swedish", async () => {
  const found = await findings(process('<bpmn:serviceTask id="ensam" name="Ensam"/>'));
  assert.ok(found.some((one) => one.sentence === "Elementet hänger inte ihop med resten. Rita ett flöde till eller från det."));
  assert.ok(found.every((one) => !/\b(the|is|missing|element)\b/i.test(one.sentence.replace(/Elementet?/g, ""))));
});
