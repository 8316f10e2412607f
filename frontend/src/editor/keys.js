// N draws something new and A what comes after, wherever in the editor the focus is as long as nobody writes; also for
// those who have no mouse over the drawing. Outside it single letters do nothing: who speaks to the machine must not draw
// by talking (WCAG 2.1.4).
import { is } from "bpmn-js/lib/util/ModelUtil";
import { placeFree } from "./lanes.js";
import { isFlow } from "./ways.js";

const ACTIONS = { n: "createElement", a: "appendElement" };
const WRITES = "input, select, textarea, [contenteditable], dialog";

export function keysOf(modeler, host, page) {
  const actions = modeler.get("editorActions");
  const canvas = modeler.get("canvas");
  const modeling = modeler.get("modeling");
  const selection = modeler.get("selection");
  let keyed = false;
  let simulating = false;
  addEventListener("keydown", () => (keyed = true), true);
  addEventListener("pointermove", () => (keyed = false), true);
  addEventListener("pointerdown", () => (keyed = false), true);
  modeler.on("tokenSimulation.toggleMode", ({ active }) => void (simulating = active));

  const middle = () => {
    const { left, top, width, height } = host.getBoundingClientRect();
    return { clientX: left + width / 3, clientY: top + height / 3 };
  };
  // A menu that is opened by a key opens where the mouse was last seen over the drawing.
  const overDrawing = () => {
    const { x, y } = modeler.get("mouse").getLastMoveEvent();
    const { left, top, width, height } = host.getBoundingClientRect();
    if (!(x > left && y > top && x < left + width && y < top + height)) host.querySelector(".djs-container svg").dispatchEvent(new MouseEvent("mousemove", { bubbles: true, ...middle() }));
  };
  modeler.on("canvas.focus.changed", ({ focused }) => void (focused && overDrawing()));

  // On a flow the same key offers what may be put into it.
  const append = actions._actions.appendElement;
  actions.unregister("appendElement");
  actions.register({
    appendElement(event) {
      const [marked, ...more] = selection.get();
      if (!marked || more.length || !isFlow(marked)) return append(event);
      const { clientX, clientY } = middle();
      return modeler.get("onward").offerOn(marked, { x: clientX, y: clientY });
    },
  });

  // What is chosen by key is laid where there is room in what is seen, instead of following a mouse that nobody holds.
  modeler.on("create.start", ({ context }) => {
    if (!keyed) return;
    const { elements } = context;
    setTimeout(() => {
      modeler.get("dragging").cancel();
      const [shape] = elements;
      const { parent, at } = placeFree(modeler, shape);
      const [made] = modeling.createElements(elements, at, parent);
      selection.select(made);
      canvas.scrollToElement(made, 80);
      if (is(made, "bpmn:FlowNode")) modeler.get("directEditing").activate(made);
    });
  });

  // When a search or a name is done with nothing has the focus: then it is where it last was.
  let within = false;
  const notice = ({ target }) => (within = page.contains(target));
  addEventListener("focusin", notice);
  addEventListener("pointerdown", notice, true);

  addEventListener("keydown", (event) => {
    const action = ACTIONS[event.key?.toLowerCase()];
    if (!action || !(event.target === document.body ? within : page.contains(event.target)) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || simulating) return;
    if (event.target.closest(WRITES) || host.contains(event.target) || page.querySelector(".djs-popup")) return;
    event.preventDefault();
    overDrawing();
    actions.trigger(action, event);
  });
}
