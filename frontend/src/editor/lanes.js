// A lane is named by a role's key; it is shown, and chosen, by what people call the role.
import BaseRenderer from "diagram-js/lib/draw/BaseRenderer";
import { is } from "bpmn-js/lib/util/ModelUtil";

const BEFORE_BPMN = 1500;

class LaneRenderer extends BaseRenderer {
  constructor(eventBus, bpmnRenderer, roles) {
    super(eventBus, BEFORE_BPMN);
    this.drawn = bpmnRenderer;
    this.roles = roles ?? {};
    // What a lane is called is chosen in the panel, never typed.
    eventBus.on("element.dblclick", BEFORE_BPMN, ({ element }) => (is(element, "bpmn:Lane") ? false : undefined));
  }

  canRender(element) {
    return is(element, "bpmn:Lane") && !element.labelTarget;
  }

  drawShape(parent, element, attrs) {
    const lane = element.businessObject;
    const { name } = lane;
    lane.name = this.roles[name] ?? name;
    try {
      return this.drawn.drawShape(parent, element, attrs);
    } finally {
      lane.name = name;
    }
  }

  getShapePath(element) {
    return this.drawn.getShapePath(element);
  }
}
LaneRenderer.$inject = ["eventBus", "bpmnRenderer", "config.roles"];

export default { __init__: ["laneRenderer"], laneRenderer: ["type", LaneRenderer] };

const GAP = 20;

// The nearest place straight up or down in the lane where nothing lies.
export function placeIn(lane, shape, others) {
  const middle = lane.y + (lane.height - shape.height) / 2;
  const most = Math.max(0, (lane.height - shape.height) / 2 - GAP / 2);
  const overlaps = (y) => others.some((one) => one.x < shape.x + shape.width + GAP && one.x + one.width + GAP > shape.x && one.y < y + shape.height + GAP && one.y + one.height + GAP > y);
  for (let off = 0; off <= most; off += 10) {
    for (const y of [middle - off, middle + off]) if (!overlaps(y)) return y;
  }
  return middle;
}

const area = (one) => one.width * one.height;
const isHolder = (one) => (is(one, "bpmn:Participant") || is(one, "bpmn:SubProcess")) && !one.collapsed && !one.labelTarget;

// A place for something new in the middle of what is seen, or as near to it as nothing lies.
export function placeFree(modeler, shape) {
  const { x, y, width, height } = modeler.get("canvas").viewbox();
  const registry = modeler.get("elementRegistry");
  const seen = { x: x + width / 2, y: y + height / 2 };
  const holders = registry.filter(isHolder).sort((a, b) => area(a) - area(b));
  const holds = (one) => seen.x > one.x && seen.y > one.y && seen.x < one.x + one.width && seen.y < one.y + one.height;
  const holder = holders.find(holds) ?? holders.find((one) => is(one, "bpmn:Participant"));
  const others = registry.filter((one) => is(one, "bpmn:FlowNode") && !one.labelTarget && one !== holder);
  const meets = (at) => others.some((one) => Math.abs(one.x + one.width / 2 - at.x) < (one.width + shape.width) / 2 + GAP && Math.abs(one.y + one.height / 2 - at.y) < (one.height + shape.height) / 2 + GAP);
  const inside = (at) => !holder || (at.x - shape.width / 2 > holder.x + 2 * GAP && at.x + shape.width / 2 < holder.x + holder.width && at.y - shape.height / 2 > holder.y && at.y + shape.height / 2 < holder.y + holder.height);
  const from = !holder || holds(holder) ? seen : { x: holder.x + holder.width / 2, y: holder.y + holder.height / 2 };
  for (let off = 0; off < 1000; off += 20) {
    for (const [dx, dy] of [[0, off], [0, -off], [off, 0], [-off, 0], [off, off], [off, -off], [-off, off], [-off, -off]]) {
      const at = { x: Math.round(from.x + dx), y: Math.round(from.y + dy) };
      if (inside(at) && !meets(at)) return { parent: holder ?? modeler.get("canvas").getRootElement(), at };
    }
  }
  return { parent: holder ?? modeler.get("canvas").getRootElement(), at: from };
}
