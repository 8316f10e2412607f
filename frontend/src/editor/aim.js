// What is drawn near a flow goes into the flow that lies nearest the pointer, and that flow is shown meanwhile. bpmn-js
// takes whatever lies uppermost under the pointer: where flows cross close to each other that is a guess.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { setSnapped } from "diagram-js/lib/features/snapping/SnapUtil";
import { W } from "../i18n/panel.js";
import { isFlow } from "./ways.js";

// On the screen, in pixels: how near is on it, and what is too equal to choose between.
const NEAR = 10;
const TIE = 1.5;
// Before bpmn-js snaps to what lies about, and after it has said what may be done.
const EARLY = 3000;
const BEFORE_CREATE = 1100;
const LATE = 500;
const AIMED = "is-aimed-at";
const UNCLEAR = "is-unclear";
const MARKERS = [AIMED, UNCLEAR, "new-parent"];

function nearestOn({ waypoints }, { x, y }) {
  const points = waypoints.slice(1).map((b, at) => {
    const a = waypoints[at];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return { x: Math.round(a.x + along * dx), y: Math.round(a.y + along * dy) };
  });
  const off = (point) => Math.hypot(point.x - x, point.y - y);
  const at = points.reduce((best, point) => (off(point) < off(best) ? point : best));
  return { at, off: off(at) };
}

class Aim {
  constructor(eventBus, canvas, elementRegistry, rules) {
    let marked = [];
    const mark = (flows, marker) => {
      marked.forEach((one) => MARKERS.forEach((name) => canvas.removeMarker(one, name)));
      marked = flows.map(({ flow }) => flow);
      marked.forEach((one) => canvas.addMarker(one, marker));
    };
    // An event over a task is put on its edge.
    const mayAim = ({ hover, context: { elements, shape, source } }) =>
      hover && !source && elements.length === 1 && is(shape, "bpmn:FlowNode") && !["bpmn:StartEvent", "bpmn:EndEvent", "bpmn:BoundaryEvent"].some((type) => is(shape, type)) && !(is(shape, "bpmn:Event") && is(hover, "bpmn:Activity"));
    const near = ({ x, y, context: { shape } }) => {
      const { scale } = canvas.viewbox();
      const root = canvas.getRootElement();
      const flows = elementRegistry.filter((one) => isFlow(one) && !one.labelTarget && canvas.findRoot(one) === root && rules.allowed("shape.create", { shape, target: one, position: { x, y } }));
      const found = flows.map((flow) => ({ flow, ...nearestOn(flow, { x, y }) })).filter((one) => one.off * scale <= NEAR);
      found.sort((a, b) => a.off - b.off);
      return found.filter((one) => (one.off - found[0].off) * scale < TIE);
    };
    eventBus.on(["create.move", "create.hover", "create.end"], EARLY, (event) => {
      const flows = mayAim(event) ? near(event) : [];
      event.context.aimed = flows;
      mark(flows, flows.length > 1 ? UNCLEAR : AIMED);
      if (flows.length !== 1) return;
      const [{ at }] = flows;
      setSnapped(event, "x", at.x);
      setSnapped(event, "y", at.y);
    });
    eventBus.on(["create.move", "create.hover", "create.end"], BEFORE_CREATE, (event) => {
      const { aimed } = event.context;
      if (aimed.length !== 1) return;
      canvas.removeMarker(event.hover, "new-parent");
      canvas.removeMarker(event.hover, "drop-not-ok");
      event.hover = aimed[0].flow;
    });
    eventBus.on(["create.move", "create.hover"], LATE, ({ context }) => {
      if (context.aimed.length > 1) context.canExecute = false;
    });
    eventBus.on("create.rejected", ({ context }) => {
      if (context.aimed?.length > 1) eventBus.fire("websesam.told", { sentence: W.manyFlows });
    });
    eventBus.on(["create.cleanup", "create.out"], () => mark([], AIMED));
  }
}
Aim.$inject = ["eventBus", "canvas", "elementRegistry", "rules"];

export default { __init__: ["aim"], aim: ["type", Aim] };
