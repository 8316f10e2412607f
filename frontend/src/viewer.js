// Draws every <figure data-diagram> on the page. The same content stands as text beside it, rendered by Django.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "./viewer.css";
import swedish, { missing } from "./i18n/sv.js";
import { fitPaper, steer } from "./viewer/steer.js";

const POINTED = "is-pointed-at";

// What must be mended first, and then as the drawing is read.
function inOrder(marks, drawn) {
  const left = (id) => drawn.get(id)?.x ?? drawn.get(id)?.waypoints?.[0].x ?? 0;
  const wrong = (id) => Number(marks[id] === "error");
  return Object.keys(marks).sort((a, b) => wrong(b) - wrong(a) || left(a) - left(b));
}

// A line of the page that names an element shows it in the first picture that has it.
const shownIn = new Map();
function offerToShow(figure, host, find, point) {
  for (const button of document.querySelectorAll("button[data-shows]")) {
    const element = find(button.dataset.shows);
    const before = shownIn.get(button);
    if (!element || (before && before.compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    shownIn.set(button, figure);
    button.hidden = false;
    button.onclick = () => {
      point(element);
      host.scrollIntoView({ block: "center" });
      host.focus({ preventScroll: true });
    };
  }
}

async function draw(figure) {
  if (figure.dataset.drawn) return;
  figure.dataset.drawn = "not yet";
  const host = figure.querySelector("[data-canvas]");
  const { xml, done = [], active = [], counts = {}, heat = {}, marks = {} } = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const viewer = new NavigatedViewer({ container: host, additionalModules: [swedish], zoomScroll: { enabled: false } });
  try {
    await viewer.importXML(xml);
  } catch {
    // The text beside the picture says the same.
    figure.hidden = true;
    return;
  }
  const canvas = viewer.get("canvas");
  const drawn = viewer.get("elementRegistry");
  const mark = (ids, name) => ids.filter((id) => drawn.get(id)).forEach((id) => canvas.addMarker(id, name));
  mark(done, "at-done");
  mark(active, "at-active");
  Object.entries(marks).forEach(([id, kind]) => mark([id], `is-${kind}`));
  const overlays = viewer.get("overlays");
  // In a large diagram on a large screen the numbers stay readable; on a small one they would hide it.
  const scale = host.clientWidth > 640 ? { min: 0.7 } : true;
  const tell = (id, { text, words }, kind, place) => {
    const badge = document.createElement("span");
    badge.className = kind ? `diagram-count diagram-count--${kind}` : "diagram-count";
    badge.textContent = text;
    badge.title = words;
    overlays.add(id, { position: place, html: badge, scale });
  };
  for (const [id, count] of Object.entries(counts)) {
    if (!drawn.get(id)) continue;
    tell(id, count, count.late && "late", { top: -12, right: 16 });
    mark([id], count.late ? "has-late" : "has-waiting");
  }
  for (const [id, one] of Object.entries(heat)) {
    if (!drawn.get(id)) continue;
    tell(id, one, "heat", { top: -14, left: 4 });
    mark([id], `is-heat-${one.level}`);
  }
  const told = [...active, ...Object.keys(counts), ...inOrder(marks, drawn), ...Object.keys(heat).sort((a, b) => heat[b].level - heat[a].level), ...[...done].reverse()];
  const show = steer(host, viewer, told.map((id) => drawn.get(id)).find(Boolean));
  if (!figure.closest("details")) offerToShow(figure, host, (id) => drawn.get(id), (element) => {
    drawn.filter((one) => canvas.hasMarker(one, POINTED)).forEach((one) => canvas.removeMarker(one, POINTED));
    canvas.addMarker(element, POINTED);
    show(element);
  });
  fitPaper(host, canvas);
  figure.dataset.drawn = "yes";
  figure.dataset.untranslated = [...missing].join("|");
}

// What lies folded has no size to fit a picture to: it is drawn when it is unfolded.
document.querySelectorAll("figure[data-diagram]").forEach((figure) => {
  const fold = figure.closest("details:not([open])");
  if (fold) fold.addEventListener("toggle", () => draw(figure), { once: true });
  else draw(figure);
});
