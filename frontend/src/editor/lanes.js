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
