// What is put after a step that leads on already is put into that way: no step gets a second way out unseen.
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";
import { is } from "bpmn-js/lib/util/ModelUtil";
import { W } from "../i18n/panel.js";
import { called, insertInto, isStep, waysOut } from "./ways.js";

// After all others have said what may be chosen.
const LAST = 50;
const ENDS = /[-.]end(-event)?$/;
const mayLeadOn = (shape) => !is(shape, "bpmn:EndEvent");
const isWhole = (shape) => is(shape, "bpmn:FlowNode") && !is(shape, "bpmn:BoundaryEvent");
class Onward extends CommandInterceptor {
  constructor(eventBus, autoPlace, modeling, popupMenu, contextPad, translate) {
    super(eventBus);
    // The flow that what is chosen is put into, while its menu is open.
    let into = null;
    // Nothing that ends the way lies on a flow, or comes after a step that leads on already.
    const fits = (element, entry) => {
      if (into) return !ENDS.test(entry) && !entry.endsWith("-boundary");
      return !isStep(element) || !waysOut(element).length || !ENDS.test(entry);
    };
    const only = (element) => (entries) => Object.fromEntries(Object.entries(entries).filter(([name]) => fits(element, name)));
    this.offerOn = (flow, position) => {
      into = flow;
      popupMenu.open(flow.source, "bpmn-append", position, { title: translate("Append element"), width: 300, search: true });
    };
    // What was chosen is drawn as the menu closes.
    eventBus.on("popupMenu.close", () => void setTimeout(() => (into = null)));
    popupMenu.registerProvider("bpmn-append", LAST, { getPopupMenuEntries: only });
    contextPad.registerProvider(LAST, { getContextPadEntries: only });
    const tell = (sentence) => eventBus.fire("websesam.told", { sentence });
    const why = (source, ways) => (ways.length > 1 ? W.manyWays(called(source)) : W.leadsOn(called(source)));

    const append = autoPlace.append;
    autoPlace.append = (source, shape, hints) => {
      const ways = into ? [into] : isStep(source) ? waysOut(source) : [];
      if (!ways.length || !isWhole(shape)) return append.call(autoPlace, source, shape, hints);
      if (ways.length > 1 || !mayLeadOn(shape)) return tell(why(source, ways));
      const made = insertInto(modeling, ways[0], shape);
      eventBus.fire("autoPlace.end", { source, shape: made });
      return made;
    };

    // The same when it is dragged to its place.
    this.postExecuted("shape.append", ({ context: { source, shape } }) => {
      const before = isStep(source) ? waysOut(source).filter((one) => one.target !== shape) : [];
      if (!before.length || !isWhole(shape)) return;
      if (before.length === 1 && mayLeadOn(shape)) {
        const end = { x: shape.x + shape.width, y: shape.y + shape.height / 2 };
        modeling.reconnectStart(before[0], shape, end);
        return;
      }
      waysOut(source).filter((one) => one.target === shape).forEach((one) => modeling.removeConnection(one));
      tell(why(source, before));
    });
  }
}
Onward.$inject = ["eventBus", "autoPlace", "modeling", "popupMenu", "contextPad", "translate"];

export default { __init__: ["onward"], onward: ["type", Onward] };
