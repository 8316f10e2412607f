// What is moved in the picture is moved to the end of the file as well. It is saved in the order that it was read in, so
// that a diagram where only the picture is changed is the same process still.
import { is } from "bpmn-js/lib/util/ModelUtil";

function* within(container) {
  yield container;
  for (const one of container.flowElements ?? []) if (is(one, "bpmn:SubProcess")) yield* within(one);
}

const lanesIn = (set) => (set.lanes ?? []).flatMap((lane) => [lane, ...(lane.childLaneSet ? lanesIn(lane.childLaneSet) : [])]);
const scopes = (root) => root.rootElements.filter((one) => is(one, "bpmn:Process")).flatMap((process) => [...within(process)]);
// Each list by whom it belongs to: an element has another place in its lane than in its process.
const lists = (root) =>
  scopes(root)
    .flatMap((scope) => [[scope, "flowElements"], [scope, "artifacts"], ...(scope.laneSets ?? []).flatMap(lanesIn).map((lane) => [lane, "flowNodeRef"])])
    .filter(([owner, name]) => owner[name]?.length);

export function keepOrder(modeler) {
  const read = new Map();
  modeler.on("import.done", ({ error }) => {
    if (!error) lists(modeler.getDefinitions()).forEach(([owner, name]) => read.set(owner, { ...read.get(owner), [name]: [...owner[name]] }));
  });
  modeler.on("saveXML.start", ({ definitions }) => {
    for (const [owner, name] of lists(definitions)) {
      const places = new Map((read.get(owner)?.[name] ?? []).map((one, place) => [one, place]));
      owner[name].sort((a, b) => (places.get(a) ?? places.size) - (places.get(b) ?? places.size));
    }
  });
}
