// Draws every <figure data-diagram> on the page. The same content stands as text beside it, rendered by Django.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "./viewer.css";
import swedish, { missing } from "./i18n/sv.js";

const STEP = 60;
const MOVES = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
const ZOOMS = { "+": 1.2, "-": 1 / 1.2 };

function steerByKeys(host, canvas) {
  host.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    const zoom = ZOOMS[event.key];
    if (move) canvas.scroll({ dx: move[0], dy: move[1] });
    else if (zoom) canvas.zoom(Math.min(4, Math.max(0.2, canvas.zoom() * zoom)));
    else if (event.key === "0") canvas.zoom("fit-viewport", "auto");
    else return;
    event.preventDefault();
  });
}

async function draw(figure) {
  if (figure.dataset.drawn) return;
  figure.dataset.drawn = "not yet";
  const host = figure.querySelector("[data-canvas]");
  const { xml, done, active } = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
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
  canvas.zoom("fit-viewport", "auto");
  steerByKeys(host, canvas);
  figure.dataset.drawn = "yes";
  figure.dataset.untranslated = [...missing].join("|");
}

document.querySelectorAll("figure[data-diagram]").forEach(draw);
