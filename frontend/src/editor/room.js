// What is dropped on a flow gets room between what comes before and after it: everything further on is moved along.
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";

const GAP = 50;
// After bpmn-js has drawn the flow through what was dropped.
const LATE = 250;

const meets = (one, other) => one.x < other.x + other.width + GAP / 2 && other.x < one.x + one.width + GAP / 2 && one.y < other.y + other.height && other.y < one.y + one.height;

class Room extends CommandInterceptor {
  constructor(eventBus, modeling, spaceTool, elementRegistry) {
    super(eventBus);
    const straighten = (flow) => {
      const { source, target } = flow;
      const y = source.y + source.height / 2;
      if (Math.abs(y - target.y - target.height / 2) < 1) modeling.updateWaypoints(flow, [{ x: source.x + source.width, y }, { x: target.x, y }]);
    };
    this.postExecuted("shape.create", LATE, ({ context: { shape, targetFlow } }) => {
      const source = shape.incoming[0]?.source;
      const target = shape.outgoing[0]?.target;
      if (!targetFlow || !source || !target || target.x < source.x + source.width) return;
      const left = source.x + source.width + GAP;
      const lacks = left + shape.width + GAP - target.x;
      if (lacks <= 0) {
        const within = Math.min(Math.max(shape.x, left), target.x - GAP - shape.width);
        if (within !== shape.x && [source, target].some((one) => meets(one, shape))) modeling.moveElements([shape], { x: within - shape.x, y: 0 });
        return;
      }
      const others = elementRegistry.filter((one) => one !== shape);
      const { movingShapes, resizingShapes } = spaceTool.calculateAdjustments(others, "x", lacks, target.x - 1);
      spaceTool.makeSpace(movingShapes, resizingShapes, { x: lacks, y: 0 }, "e", target.x - 1);
      modeling.moveElements([shape], { x: left - shape.x, y: 0 });
      [shape.incoming[0], shape.outgoing[0]].forEach(straighten);
    });
  }
}
Room.$inject = ["eventBus", "modeling", "spaceTool", "elementRegistry"];

export default { __init__: ["room"], room: ["type", Room] };
