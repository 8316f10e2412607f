// What is wrong: the rules of the browser at once, the server's full check after each save. On the elements and as a list.
// When the check has come it alone is counted, as on every other page; what only the browser sees is a tip below.
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
  // Whether the verdict is of what is drawn now: how many changes there had been when it was asked for, and are now.
  let asked = 0;
  let changes = 0;
  let verdictOf = -1;
  let changed = () => {};
  let marked = [];
  let waiting;

  const isJudged = () => verdictOf === changes;
  // Where the server has spoken of an element, its word stands for the browser's; what two rules say alike is said once.
  const unspoken = () => {
    const spoken = new Set(judged.map((one) => one.element));
    return drawnNow.filter((one) => !spoken.has(one.element));
  };
  const once = (found) => [...new Map(found.map((one) => [`${one.element} ${one.sentence}`, one])).values()].sort((a, b) => a.level.localeCompare(b.level));
  const all = () => once(isJudged() ? judged : [...judged, ...unspoken()]);
  const tips = () => (isJudged() ? once(unspoken()) : []);

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
    const sentence = (one) => (one.element && registry.get(one.element) ? h("button", { type: "button", class: "editor-findings__go", onclick: () => go(one.element) }, one.sentence) : h("span", {}, one.sentence));
    const rows = found.map((one) => {
      const mark = h("span", { class: "ds-tag", "data-color": one.level === "error" ? "danger" : "warning" }, one.level === "error" ? W.errors(1).slice(2) : W.warnings("").trim());
      return h("li", {}, mark, sentence(one));
    });
    const aside = tips();
    const open = host.querySelector("details")?.open ?? false;
    const more = aside.length ? [h("details", { class: "ds-details", open }, h("summary", {}, W.tips(aside.length)), h("ul", { class: "editor-findings" }, aside.map((one) => h("li", {}, sentence(one)))))] : [];
    // Whoever goes through the list by keys stays in it when the verdict comes.
    const at = [...host.querySelectorAll("button")].indexOf(document.activeElement);
    host.replaceChildren(h("p", { role: "status" }, h("strong", {}, counts), state ? h("span", { class: "quiet" }, ` ${state}`) : null), h("ul", { class: "editor-findings" }, rows), ...more);
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
    changes += 1;
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });

  return {
    of: (id) => all().filter((one) => one.element === id),
    whenChanged: (tell) => (changed = tell),
    // What is saved now is what the next verdict is of.
    saving: () => (asked = changes),
    // The server's verdict on what was last saved; null while it is asked for.
    verdict(found) {
      if (found) verdictOf = asked;
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
