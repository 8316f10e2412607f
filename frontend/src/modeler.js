// The editor of a draft. What may be chosen comes from the server in the page; the drawing goes back through the API.
import BpmnModeler from "bpmn-js/lib/Modeler";
import { CreateAppendAnythingModule } from "bpmn-js-create-append-anything";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn.css";
import "bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css";
import "./viewer.css";
import "./modeler.css";
import spiffworkflow from "../lint/spiffworkflow.json";
import { keepNames } from "../lint/reading.js";
import { missing, module as swedish } from "./i18n/sv-editor.js";
import { W } from "./i18n/panel.js";
import aim from "./editor/aim.js";
import { findingsOf } from "./editor/findings.js";
import { keysOf } from "./editor/keys.js";
import lanes from "./editor/lanes.js";
import naming from "./editor/naming.js";
import offered from "./editor/offered.js";
import onward from "./editor/onward.js";
import { keepOrder } from "./editor/order.js";
import { panelOf } from "./editor/panel.js";
import room from "./editor/room.js";
import { savingOf } from "./editor/saving.js";
import simulation from "./editor/simulation.js";
import { speakSwedish } from "./editor/untranslatable.js";

const page = document.querySelector("[data-editor]");
const part = (name) => page.querySelector(`[data-${name}]`);
const told = (id) => JSON.parse(document.getElementById(id).textContent);
const catalogue = { ...told("editor-underlag"), fakta: told("feel-ordlista").namn };

const modeler = new BpmnModeler({
  container: part("canvas"),
  moddleExtensions: { spiffworkflow },
  roles: Object.fromEntries(catalogue.roller.map((one) => [one.value, one.label])),
  additionalModules: [CreateAppendAnythingModule, simulation, offered, onward, naming, aim, room, lanes, swedish],
});
modeler.on("import.parse.complete", ({ warnings }) => {
  // What a listener gives back would stand in for what was read.
  keepNames(warnings ?? []);
});

// The palette covers what lies under it: the drawing is fitted into what it leaves.
const PALETTE = 100;
const EDGE = 24;
const LEGIBLE = 0.6;
function fit(least = 0) {
  const canvas = modeler.get("canvas");
  const { inner } = canvas.viewbox();
  const { width, height } = canvas.getSize();
  if (!inner.width || !width) return;
  const zoom = Math.max(least, Math.min(1, (width - PALETTE - 2 * EDGE) / inner.width, (height - 2 * EDGE) / inner.height));
  const above = Math.max(EDGE, (height - inner.height * zoom) / 2);
  canvas.viewbox({ x: inner.x - (PALETTE + EDGE) / zoom, y: inner.y - above / zoom, width: width / zoom, height: height / zoom });
}

keepOrder(modeler);
speakSwedish(page);
keysOf(modeler, part("canvas"), page);
modeler.on("websesam.told", ({ sentence }) => void setTimeout(() => (part("told").textContent = sentence)));
// What a listener gives back would keep the event from those who come after it.
modeler.on(["commandStack.changed", "selection.changed"], () => void (part("told").textContent = ""));
const findings = findingsOf(modeler, part("findings"));
const panel = panelOf(modeler, part("panel"), catalogue, findings.of);
findings.whenChanged(() => part("panel").contains(document.activeElement) || panel.draw());
const saving = savingOf(modeler, catalogue, { status: part("status"), trouble: part("trouble"), findings });

const zoomBy = (factor) => modeler.get("canvas").zoom(Math.min(4, Math.max(0.2, modeler.get("canvas").zoom() * factor)));
const does = {
  undo: () => modeler.get("commandStack").undo(),
  redo: () => modeler.get("commandStack").redo(),
  // The search closes at a click outside it: the click that opens it goes no further. What is typed next goes there.
  search: (event) => {
    event.stopPropagation();
    modeler.get("searchPad").open();
  },
  larger: () => zoomBy(1.25),
  smaller: () => zoomBy(0.8),
  whole: () => fit(),
  simulate: () => modeler.get("toggleMode").toggleMode(),
  save: saving.saveNow,
};
page.addEventListener("click", (event) => does[event.target.closest("[data-do]")?.dataset.do]?.(event));
// What is drawn is saved before another page asks for it.
page.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-saved-first]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await saving.saveNow();
  if (saving.isSaved()) location.assign(link.href);
});
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  saving.saveNow();
});
modeler.on("commandStack.changed", () => {
  const stack = modeler.get("commandStack");
  page.querySelector('[data-do="undo"]').disabled = !stack.canUndo();
  page.querySelector('[data-do="redo"]').disabled = !stack.canRedo();
});
modeler.on("tokenSimulation.toggleMode", ({ active }) => {
  const button = page.querySelector('[data-do="simulate"]');
  button.setAttribute("aria-pressed", String(active));
  button.lastChild.textContent = active ? W.stopSimulating : W.simulate;
});

try {
  await modeler.importXML(catalogue.xml);
  page.dataset.drawn = "yes";
  fit(LEGIBLE);
  // What is published has passed the check.
  if (catalogue.utkast) saving.check();
  else findings.verdict([]);
} catch {
  part("trouble").textContent = W.unreadable;
}
page.dataset.untranslated = [...missing].join("|");
modeler.on(["popupMenu.opened", "contextPad.open", "commandStack.changed"], () => void (page.dataset.untranslated = [...missing].join("|")));
