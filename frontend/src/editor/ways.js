// Where a step leads: drawn, taken away and added to without a mouse.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { W } from "../i18n/panel.js";

export const called = (element) => element.businessObject.name || W.kinds[element.businessObject.$type] || W.other;
export const isFlow = (one) => is(one, "bpmn:SequenceFlow");
export const waysOut = (element) => (element.outgoing ?? []).filter(isFlow);
// A gateway is what may have several ways out.
export const isStep = (element) => is(element, "bpmn:FlowNode") && !is(element, "bpmn:Gateway");

// The middle of its longest straight part: there is most room.
function middle({ waypoints }) {
  const parts = waypoints.slice(1).map((end, at) => [waypoints[at], end]);
  const length = ([a, b]) => Math.hypot(a.x - b.x, a.y - b.y);
  const [a, b] = parts.reduce((longest, part) => (length(part) > length(longest) ? part : longest));
  return { x: Math.round((a.x + b.x) / 2), y: Math.round((a.y + b.y) / 2) };
}

export const insertInto = (modeling, flow, shape) => modeling.createShape(shape, middle(flow), flow);

export function waysFor(modeler) {
  const modeling = modeler.get("modeling");
  const registry = modeler.get("elementRegistry");
  const rules = modeler.get("rules");
  const selection = modeler.get("selection");
  const factory = modeler.get("elementFactory");

  const may = (source, target) => target !== source && !target.labelTarget && is(target, "bpmn:FlowNode") && !source.outgoing.some((one) => one.target === target) && rules.allowed("connection.create", { source, target })?.type === "bpmn:SequenceFlow";
  const show = (element) => {
    selection.select(element);
    modeler.get("canvas").scrollToElement(element, 80);
    document.getElementById("ruta-name")?.focus();
  };
  const row = (flow) => {
    const toward = called(flow.target);
    return {
      label: [flow.businessObject.name, W.toward(toward)].filter(Boolean).join(", "),
      insertLabel: W.insertBefore(toward),
      removeLabel: W.removeFlow(toward),
      show: () => show(flow),
      insert: () => show(insertInto(modeling, flow, factory.createShape({ type: "bpmn:UserTask" }))),
      remove: () => modeling.removeConnection(flow),
    };
  };

  return function ways(element) {
    const rows = waysOut(element).map(row);
    const others = registry.filter((one) => may(element, one)).map((one) => ({ value: one.id, label: called(one) }));
    if (!rows.length && !others.length) return [];
    const options = [{ value: "", label: W.noTarget }, ...others.sort((a, b) => a.label.localeCompare(b.label, "sv"))];
    return [{ key: "ways", kind: "ways", label: W.ways, rows, add: { key: "ways-add", label: W.connect, kind: "choice", value: "", options, set: (id) => id && modeling.connect(element, registry.get(id), { type: "bpmn:SequenceFlow" }) } }];
  };
}
