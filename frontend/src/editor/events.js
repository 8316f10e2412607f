// What sets an event off, and what it is told by: a time, a condition, a message, an error or an escalation.
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { W } from "../i18n/panel.js";
import { expression } from "./extensions.js";

const TIMES = ["timeDate", "timeDuration", "timeCycle"];
const PREFIXES = { "bpmn:Message": "meddelande_", "bpmn:Error": "fel_", "bpmn:Escalation": "eskalering_" };
const choices = (list, first) => [{ value: "", label: first }, ...list];
export const ofType = (element, type) => (element.businessObject.eventDefinitions ?? []).find((one) => is(one, type));

export function eventsFor(modeler, catalogue, { update, own, inner, workdays }) {
  const modeling = modeler.get("modeling");
  const moddle = modeler.get("moddle");

  // Messages, errors and escalations stand beside the processes that name them, each once.
  const named = (element, type, attribute, value) => {
    if (!value) return undefined;
    const root = modeler.getDefinitions();
    const known = root.rootElements.find((one) => is(one, type) && one[attribute] === value);
    if (known) return known;
    const made = moddle.create(type, { id: moddle.ids.nextPrefixed(PREFIXES[type]), name: value, [attribute]: value });
    made.$parent = root;
    modeling.updateModdleProperties(element, root, { rootElements: [made, ...root.rootElements] });
    return made;
  };

  const timer = (element, definition) => {
    const kind = TIMES.find((one) => definition[one]) ?? "timeDate";
    const as = (chosen, text) => update(element, definition, Object.fromEntries(TIMES.map((one) => [one, one === chosen ? expression(moddle, text, definition) : undefined])));
    const body = definition[kind]?.body ?? "";
    return [
      { key: "timer-kind", label: W.timerKind, kind: "choice", value: kind, options: TIMES.map((one) => ({ value: one, label: W.timerKinds[one] })), set: (chosen) => as(chosen, body || "start") },
      ...(kind === "timeDate" ? [workdays("timer-days", W.timerDays, body, (text) => text && as(kind, text))] : []),
      { key: "timer", label: W.timer, help: W.timerHelp, kind: "feel", value: body, set: (text) => as(kind, text) },
    ];
  };
  const message = (element, owner) => {
    const set = (chosen) => update(element, owner, { messageRef: named(element, "bpmn:Message", "name", chosen) });
    const keys = is(element, "bpmn:StartEvent") ? [] : [own(element, "key", W.key, W.keyHelp)];
    const sends = isAny(element, ["bpmn:SendTask", "bpmn:IntermediateThrowEvent", "bpmn:EndEvent"]) ? [own(element, "payload", W.payload, W.payloadHelp)] : [];
    return [{ key: "message", label: W.message, kind: "choice", value: owner.messageRef?.name ?? "", options: choices(catalogue.meddelanden, W.noMessage), set }, ...keys, ...sends];
  };
  const interrupts = (element) => ({ key: "interrupts", label: W.interrupts, kind: "check", value: element.businessObject.cancelActivity !== false, set: (on) => modeling.updateProperties(element, { cancelActivity: on }) });
  // An error or escalation is known by its code, where it comes up and where it is caught.
  const code = (element, definition, kind, label, help) => {
    const [reference, attribute, type] = [`${kind}Ref`, `${kind}Code`, `bpmn:${kind[0].toUpperCase()}${kind.slice(1)}`];
    return { key: attribute, label, help, kind: "text", value: definition[reference]?.[attribute] ?? "", set: (text) => update(element, definition, { [reference]: named(element, type, attribute, text) }) };
  };
  const event = (element) => {
    const time = ofType(element, "bpmn:TimerEventDefinition");
    const wait = ofType(element, "bpmn:ConditionalEventDefinition");
    const sent = ofType(element, "bpmn:MessageEventDefinition");
    const failed = ofType(element, "bpmn:ErrorEventDefinition");
    const escalated = ofType(element, "bpmn:EscalationEventDefinition");
    return [
      ...(is(element, "bpmn:BoundaryEvent") && !failed ? [interrupts(element)] : []),
      ...(time ? timer(element, time) : []),
      ...(wait ? [inner(element, wait, "condition", W.waits, W.waitsHelp)] : []),
      ...(sent ? message(element, sent) : []),
      ...(failed ? [code(element, failed, "error", W.errorCode, W.errorCodeHelp)] : []),
      ...(escalated ? [code(element, escalated, "escalation", W.escalationCode, W.escalationCodeHelp)] : []),
    ];
  };

  return { event, message };
}
