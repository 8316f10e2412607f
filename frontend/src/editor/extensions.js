// Our own settings on an element, read and written as one change that can be undone.
import { is } from "bpmn-js/lib/util/ModelUtil";

const values = (owner) => owner.extensionElements?.values ?? [];
const rows = (owner) => values(owner).find((one) => is(one, "spiffworkflow:Properties"))?.values ?? [];

export const property = (owner, name) => rows(owner).find((one) => one.name === name)?.value ?? "";
export const decision = (owner) => values(owner).find((one) => is(one, "spiffworkflow:CalledDecisionId"))?.value?.trim() ?? "";

function made(moddle, type, attrs, parent) {
  const one = moddle.create(type, attrs);
  one.$parent = parent;
  return one;
}

function held(moddle, owner, kept) {
  if (!kept.length) return undefined;
  const extensions = made(moddle, "bpmn:ExtensionElements", { values: kept }, owner);
  kept.forEach((one) => (one.$parent = extensions));
  return extensions;
}

// A replacement in the place of the old one; last when there was none; gone when it is undefined.
function exchanged(list, isOld, replacement) {
  const at = list.findIndex(isOld);
  const kept = list.filter((one) => !isOld(one));
  if (replacement) kept.splice(at < 0 ? kept.length : at, 0, replacement);
  return kept;
}

export function withProperty(moddle, owner, name, value) {
  const row = value ? moddle.create("spiffworkflow:Property", { name, value }) : undefined;
  const kept = exchanged(rows(owner), (one) => one.name === name, row);
  const properties = kept.length ? moddle.create("spiffworkflow:Properties", { values: kept }) : undefined;
  kept.forEach((one) => (one.$parent = properties));
  return held(moddle, owner, exchanged(values(owner), (one) => is(one, "spiffworkflow:Properties"), properties));
}

export function withDecision(moddle, owner, id) {
  const called = id ? moddle.create("spiffworkflow:CalledDecisionId", { value: id }) : undefined;
  return held(moddle, owner, exchanged(values(owner), (one) => is(one, "spiffworkflow:CalledDecisionId"), called));
}

export const expression = (moddle, text, parent) => (text ? made(moddle, "bpmn:FormalExpression", { body: text }, parent) : undefined);
