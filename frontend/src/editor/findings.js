// What is wrong: the rules of the browser at once, the server's full check after each save. On the elements and as a list.
import { h } from "./dom.js";
import { judge } from "../../lint/judge.js";
import { W } from "../i18n/panel.js";

const MARKS = { error: "is-error", warning: "is-warning" };
const PAUSE = 250;

export function findingsOf(modeler, host) {
  const canvas = modeler.get("canvas");
  const registry = modeler.get("elementRegistry");
  const selection = modeler.get("selection");
  let drawnNow = [];
  let judged = [];
  let state = "";
  let changed = () => {};
  let marked = [];
  let waiting;

  // Where the server has spoken of an element, its word stands for the browser's; what two rules say alike is said once.
  const all = () => {
    const spoken = new Set(judged.map((one) => one.element));
    const found = [...judged, ...drawnNow.filter((one) => !spoken.has(one.element))];
    return [...new Map(found.map((one) => [`${one.element} ${one.sentence}`, one])).values()].sort((a, b) => a.level.localeCompare(b.level));
  };

  function go(id) {
    const element = registry.get(id);
    if (!element) return;
    selection.select(element);
    canvas.scrollToElement(element, 80);
  }

  function draw() {
    marked.filter(([id]) => registry.get(id)).forEach(([id, mark]) => canvas.removeMarker(id, mark));
    const found = all();
    const levels = new Map();
    found.forEach((one) => levels.get(one.element) === "error" || levels.set(one.element, one.level));
    marked = [...levels].filter(([id]) => id && registry.get(id) && registry.get(id) !== canvas.getRootElement()).map(([id, level]) => [id, MARKS[level]]);
    marked.forEach(([id, mark]) => canvas.addMarker(id, mark));
    const errors = found.filter((one) => one.level === "error").length;
    const counts = found.length ? [errors ? W.errors(errors) : "", found.length > errors ? W.warnings(found.length - errors) : ""].filter(Boolean).join(", ") : W.nothingWrong;
    const rows = found.map((one) => {
      const mark = h("span", { class: "ds-tag", "data-color": one.level === "error" ? "danger" : "warning" }, one.level === "error" ? W.errors(1).slice(2) : W.warnings("").trim());
      const known = one.element && registry.get(one.element);
      return h("li", {}, mark, known ? h("button", { type: "button", class: "editor-findings__go", onclick: () => go(one.element) }, one.sentence) : h("span", {}, one.sentence));
    });
    // Whoever goes through the list by keys stays in it when the verdict comes.
    const at = [...host.querySelectorAll("button")].indexOf(document.activeElement);
    host.replaceChildren(h("p", { role: "status" }, h("strong", {}, counts), state ? h("span", { class: "quiet" }, ` ${state}`) : null), h("ul", { class: "editor-findings" }, rows));
    if (at >= 0) [...host.querySelectorAll("button")].slice(0, at + 1).at(-1)?.focus();
    changed();
  }

  async function look() {
    drawnNow = await judge(modeler.getDefinitions());
    draw();
  }

  modeler.on("import.done", ({ error }) => error || look());
  modeler.on("commandStack.changed", ({ trigger }) => {
    if (trigger === "clear") return;
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });

  return {
    of: (id) => all().filter((one) => one.element === id),
    whenChanged: (tell) => (changed = tell),
    // The server's verdict on what was last saved; null while it is asked for.
    verdict(found) {
      if (found) judged = found.map((one) => ({ element: one.element ?? "", level: one.niva, sentence: one.mening }));
      state = found ? "" : W.checking;
      draw();
    },
    lost() {
      state = W.notChecked;
      draw();
    },
  };
}
