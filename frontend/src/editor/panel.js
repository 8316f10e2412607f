// Beside the drawing: what is marked, what is wrong with it, and what can be set on it.
import { h } from "./dom.js";
import { drawn, show } from "./fields.js";
import { settingsFor } from "./settings.js";
import { W } from "../i18n/panel.js";

export function panelOf(modeler, host, catalogue, findingsOf) {
  const settings = settingsFor(modeler, catalogue);
  const selection = modeler.get("selection");
  let stands = "";
  let waiting;

  function draw() {
    if (!modeler.get("canvas").getRootElement().businessObject) return;
    const marked = selection.get();
    const focused = host.contains(document.activeElement) ? document.activeElement.id : "";
    if (marked.length > 1) {
      stands = "";
      host.replaceChildren(h("p", {}, W.several));
      return;
    }
    const shown = marked[0]?.labelTarget ?? marked[0];
    const { element, fields } = settings(shown);
    const { $type, id, name } = element.businessObject;
    const wrong = shown ? findingsOf(id) : [];
    const called = shown && name && $type !== "bpmn:Lane" ? name : "";
    // While somebody is among the fields they stay where they are, if they are the same: only what they hold is shown anew.
    const standing = JSON.stringify([element.id, Boolean(called), wrong, fields], function (key, value) {
      return key === "value" && "set" in this ? undefined : value;
    });
    if (focused && standing === stands) {
      host.querySelectorAll("[data-called]").forEach((one) => (one.textContent = called));
      fields.forEach(show);
      return;
    }
    stands = standing;
    host.replaceChildren(
      h("h2", {}, W.kinds[$type] ?? W.other),
      ...(called ? [h("p", { class: "quiet", "data-called": true }, called)] : []),
      ...(wrong.length ? [h("div", { class: `notice notice--${wrong.some((one) => one.level === "error") ? "danger" : "warning"}` }, h("ul", { "aria-label": W.here }, wrong.map((one) => h("li", {}, one.sentence))))] : []),
      ...fields.map((field) => drawn(field, catalogue.fakta)),
    );
    if (focused) (document.getElementById(focused) ?? host.querySelector("#ruta-ways") ?? host.querySelector("#ruta-name"))?.focus();
  }

  // A field says what it holds when it is left: where the focus goes is known first when it has gone there.
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(draw);
  }
  modeler.on(["commandStack.changed", "import.done"], soon);
  modeler.on("selection.changed", () => {
    clearTimeout(waiting);
    draw();
  });

  // From the drawing to what is set on it, and back.
  modeler.get("keyboard").addListener(({ keyEvent }) => {
    if (keyEvent.key !== "Enter" || keyEvent.ctrlKey || keyEvent.metaKey) return undefined;
    const first = host.querySelector("input, select, textarea");
    first?.focus();
    return Boolean(first);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && host.contains(event.target)) modeler.get("canvas").focus();
  });
  return { draw };
}
