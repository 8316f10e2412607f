// What can be set on an element, in the words of those who work in the process.
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { getChildLanes, getLanesRoot } from "bpmn-js/lib/features/modeling/util/LaneUtil";
import { W } from "../i18n/panel.js";
import { eventsFor, ofType } from "./events.js";
import { decision, expression, property, withDecision, withProperty } from "./extensions.js";
import { placeIn } from "./lanes.js";
import { isMadeUp } from "./naming.js";
import { waysFor } from "./ways.js";

const PEOPLE = ["bpmn:UserTask", "bpmn:ManualTask"];
const WORKDAYS = /^hmc\.arbetsdagar\(\s*start\s*,\s*([1-9]\d{0,2})\s*\)$/;
const isPlainTask = (element) => element.businessObject.$type === "bpmn:Task";
const choices = (list, first) => [{ value: "", label: first }, ...list];

export function settingsFor(modeler, catalogue) {
  const modeling = modeler.get("modeling");
  const moddle = modeler.get("moddle");
  const registry = modeler.get("elementRegistry");
  const canvas = modeler.get("canvas");
  const ways = waysFor(modeler);

  const process = (element) => (is(element, "bpmn:Participant") ? element.businessObject.processRef : element.businessObject);
  const update = (element, owner, values) => (owner === element.businessObject ? modeling.updateProperties(element, values) : modeling.updateModdleProperties(element, owner, values));
  const setProperty = (element, owner, name, value) => update(element, owner, { extensionElements: withProperty(moddle, owner, name, value) });
  const own = (element, name, label, help, kind = "feel") => ({ key: name, label, help, kind, value: property(element.businessObject, name), set: (value) => setProperty(element, element.businessObject, name, value) });
  const inner = (element, owner, attribute, label, help) => ({ key: attribute, label, help, kind: "feel", value: owner[attribute]?.body ?? "", set: (value) => update(element, owner, { [attribute]: expression(moddle, value, owner) }) });

  // As most times are written: so many working days. Any other is written as an expression beside it.
  const workdays = (key, label, value, set) => ({ key, label, help: W.workdaysHelp, kind: "number", value: value.match(WORKDAYS)?.[1] ?? "", set: (days) => (days || WORKDAYS.test(value)) && set(days ? `hmc.arbetsdagar(start, ${days})` : "") });
  const deadline = (element) => {
    const written = own(element, "deadline", W.deadline, W.deadlineHelp);
    return [workdays("deadline-days", W.workdays, written.value, written.set), written];
  };

  const { event, message } = eventsFor(modeler, catalogue, { update, own, inner, workdays });

  const name = (element) => {
    const owner = process(element);
    return { key: "name", label: W.name, kind: "text", value: owner.name ?? "", set: (value) => (owner === element.businessObject ? modeling.updateLabel(element, value) : update(element, owner, { name: value })) };
  };
  const documentation = (element) => {
    const owner = process(element);
    const set = (text) => update(element, owner, { documentation: text ? [moddle.create("bpmn:Documentation", { text })] : undefined });
    return { key: "documentation", label: W.documentation, help: W.documentationHelp, kind: "area", value: owner.documentation?.[0]?.text ?? "", set };
  };

  const lanes = (element) => {
    const root = getLanesRoot(element);
    const leaves = (one) => (getChildLanes(one).length ? getChildLanes(one).flatMap(leaves) : is(one, "bpmn:Lane") ? [one] : []);
    return root ? leaves(root) : [];
  };
  const move = (element, lane) => {
    const others = registry.filter((one) => one !== element && one.parent === element.parent && is(one, "bpmn:FlowNode") && !one.labelTarget);
    modeling.moveElements([element], { x: 0, y: Math.round(placeIn(lane, element, others) - element.y) });
  };
  const who = (element) => {
    const drawnLanes = lanes(element);
    const current = drawnLanes.find((one) => (one.businessObject.flowNodeRef ?? []).includes(element.businessObject));
    const taken = new Set(drawnLanes.map((one) => one.businessObject.name));
    const roles = Object.fromEntries(catalogue.roller.map((one) => [one.value, one.label]));
    const here = drawnLanes.map((one) => ({ value: one.id, label: roles[one.businessObject.name] ?? one.businessObject.name ?? one.id }));
    const more = getLanesRoot(element) ? catalogue.roller.filter((one) => !taken.has(one.value)).map((one) => ({ value: `ny:${one.value}`, label: W.newLane(one.label) })) : [];
    const set = (value) => {
      if (!value) return;
      if (!value.startsWith("ny:")) return move(element, registry.get(value));
      const lane = modeling.addLane(drawnLanes.at(-1) ?? getLanesRoot(element), "bottom");
      modeling.updateProperties(lane, { name: value.slice(3) });
      move(element, lane);
    };
    return { key: "who", label: W.who, help: W.whoHelp, kind: "choice", value: current?.id ?? "", options: choices([...here, ...more], W.noLane), set };
  };
  const group = (element) => {
    const value = property(element.businessObject, "group");
    const known = catalogue.grupper.map((one) => ({ value: `"${one.value}"`, label: one.label }));
    const isKey = !value || known.some((one) => one.value === value);
    const set = (chosen) => setProperty(element, element.businessObject, "group", chosen === "=" ? value || "grupp" : chosen);
    const choice = { key: "group", label: W.groups, kind: "choice", value: isKey ? value : "=", options: [{ value: "", label: W.everyone }, ...known, { value: "=", label: W.computed }], set };
    return isKey ? [choice] : [choice, { ...own(element, "group", W.groupExpression, W.groupHelp), key: "group-expression" }];
  };
  // From the step to the form that it asks, or to a new one that it will ask.
  const formLink = (element, value) => {
    const { id, name } = element.businessObject;
    const [kind, chosen] = value.split(/:(.*)/s);
    if (kind === "form" && catalogue.formular.some((one) => one.value === chosen)) return { label: W.openForm, href: `${catalogue.formularsida}${chosen}/` };
    if (value || isMadeUp(id)) return undefined;
    return { label: W.newForm, href: `${catalogue.formularsida}?${new URLSearchParams({ steg: id, titel: name ?? "" })}#nytt` };
  };
  // A task is done on a page of the case type's own, named by the task's id, or in a form of the draft.
  const form = (element) => {
    const { id } = element.businessObject;
    const form = property(element.businessObject, "form");
    const value = form ? `form:${form}` : catalogue.handlingar.some((one) => one.value === id) ? `sida:${id}` : catalogue.formular.some((one) => one.value === id) ? `form:${id}` : "";
    const pages = catalogue.handlingar.map((one) => ({ value: `sida:${one.value}`, label: W.ownPage(one.label), disabled: one.value !== id && Boolean(registry.get(one.value)) }));
    const forms = catalogue.formular.map((one) => ({ value: `form:${one.value}`, label: W.formChoice(one.label) }));
    const set = (chosen) => {
      const [kind, chosenName] = chosen.split(/:(.*)/s);
      const properties = { extensionElements: withProperty(moddle, element.businessObject, "form", kind === "form" && chosenName !== id ? chosenName : "") };
      modeling.updateProperties(element, kind === "sida" ? { ...properties, id: chosenName } : properties);
    };
    return { key: "form", label: W.form, help: W.formHelp, kind: "choice", value, options: choices([...pages, ...forms], W.noForm), set, link: formLink(element, value) };
  };
  const startForm = (element) => ({ ...own(element, "form", W.startForm, undefined, "choice"), options: choices(catalogue.formular, W.noStartForm) });
  const step = (element) => {
    const { id } = element.businessObject;
    const options = catalogue.steg.map((one) => ({ ...one, disabled: one.value !== id && Boolean(registry.get(one.value)) }));
    const value = catalogue.steg.some((one) => one.value === id) ? id : "";
    return { key: "step", label: W.step, help: W.stepHelp, kind: "choice", value, options: choices(options, W.noStep), set: (chosen) => chosen && modeling.updateProperties(element, { id: chosen }) };
  };
  const passedOver = (element) => {
    const owner = element.businessObject;
    const value = property(owner, "hoppa_over").trim().toLowerCase() === "nej" ? "nej" : "";
    return { key: "passed-over", label: W.stopped, help: W.stoppedHelp, kind: "choice", value, options: [{ value: "", label: W.mayPass }, { value: "nej", label: W.mustBeDone }], set: (chosen) => setProperty(element, owner, "hoppa_over", chosen) };
  };
  const table = (element) => {
    const owner = element.businessObject;
    const file = catalogue.beslut.find((one) => one.value === decision(owner))?.file;
    const link = file && { label: W.openTable, href: `${catalogue.tabellsida}${encodeURIComponent(file)}/` };
    return { key: "table", link, label: W.table, help: W.tableHelp, kind: "choice", value: decision(owner), options: choices(catalogue.beslut, W.noTable), set: (id) => modeling.updateProperties(element, { extensionElements: withDecision(moddle, owner, id) }) };
  };
  const called = (element) => ({ key: "process", label: W.process, kind: "choice", value: element.businessObject.calledElement ?? "", options: choices(catalogue.processer, W.noProcess), set: (id) => modeling.updateProperties(element, { calledElement: id || undefined }) });

  const flow = (element) => {
    const source = element.source.businessObject;
    const owner = element.businessObject;
    const splits = isAny(source, ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"]) && source.outgoing.length > 1;
    if (!splits) return [];
    const isDefault = source.default === owner;
    const chosen = { key: "is-default", label: W.isDefault, kind: "check", value: isDefault, set: (on) => modeling.updateProperties(element.source, { default: on ? owner : undefined }) };
    return isDefault ? [chosen] : [inner(element, owner, "conditionExpression", W.condition, W.conditionHelp), chosen];
  };
  const defaultFlow = (element) => {
    const owner = element.businessObject;
    if ((owner.outgoing ?? []).length < 2) return [];
    const options = owner.outgoing.map((one) => ({ value: one.id, label: [one.name, W.toward(one.targetRef.name || W.kinds[one.targetRef.$type])].filter(Boolean).join(", ") }));
    return [{ key: "default", label: W.default, kind: "choice", value: owner.default?.id ?? "", options: choices(options, W.noDefault), set: (id) => modeling.updateProperties(element, { default: id ? owner.outgoing.find((one) => one.id === id) : undefined }) }];
  };
  const loop = (element) => {
    const found = element.businessObject.loopCharacteristics;
    if (!found || !is(found, "bpmn:MultiInstanceLoopCharacteristics")) return [];
    const item = found.inputDataItem?.name ?? "";
    const named = (value) => (value ? Object.assign(moddle.create("bpmn:DataInput", { id: value, name: value }), { $parent: found }) : undefined);
    return [
      { key: "items", label: W.items, help: W.itemsHelp, kind: "feel", value: found.loopDataInputRef?.id ?? "", set: (value) => update(element, found, { loopDataInputRef: value ? { id: value } : undefined }) },
      { key: "item", label: W.item, kind: "text", value: item, set: (value) => update(element, found, { inputDataItem: named(value) }) },
    ];
  };
  const lane = (element) => [{ key: "role", label: W.role, kind: "choice", value: element.businessObject.name ?? "", options: choices(catalogue.roller, W.noForm), set: (role) => modeling.updateProperties(element, { name: role }) }];
  const timeline = (element) => own(element, "tidslinje", W.timeline, W.timelineHelp, "text");

  return function settings(selected) {
    const element = selected ?? canvas.getRootElement();
    if (is(element, "bpmn:Collaboration")) {
      const pool = registry.find((one) => is(one, "bpmn:Participant") && one.businessObject.processRef);
      return pool ? { element: pool, fields: [name(pool), documentation(pool)] } : { element, fields: [] };
    }
    if (isAny(element, ["bpmn:Participant", "bpmn:Process"])) return { element, fields: process(element) ? [name(element), documentation(element)] : [] };
    if (is(element, "bpmn:Lane")) return { element, fields: lane(element) };
    if (is(element, "bpmn:SequenceFlow")) return { element, fields: [name(element), ...flow(element)] };
    if (!is(element, "bpmn:FlowNode")) return { element, fields: [] };
    const isPerson = isAny(element, PEOPLE) || isPlainTask(element);
    const fields = [name(element), documentation(element)];
    if (isPerson) fields.push(who(element), form(element), ...deadline(element), ...group(element), own(element, "priority", W.priority, W.priorityHelp));
    if (is(element, "bpmn:ServiceTask")) fields.push(step(element), passedOver(element));
    if (is(element, "bpmn:BusinessRuleTask")) fields.push(table(element));
    if (is(element, "bpmn:CallActivity")) fields.push(called(element));
    if (isAny(element, ["bpmn:SendTask", "bpmn:ReceiveTask"])) fields.push(...message(element, element.businessObject));
    if (is(element, "bpmn:Event")) fields.push(...event(element));
    if (is(element, "bpmn:StartEvent") && catalogue.formular.length && !ofType(element, "bpmn:MessageEventDefinition")) fields.push(startForm(element));
    if (isAny(element, ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"])) fields.push(...defaultFlow(element));
    fields.push(...loop(element));
    if (!is(element, "bpmn:Gateway") || property(element.businessObject, "tidslinje")) fields.push(timeline(element));
    fields.push(...ways(element));
    return { element, fields };
  };
}
