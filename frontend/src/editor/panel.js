// Beside the drawing: what is marked, what is wrong with it, and what can be set on it.
import { h } from "./dom.js";
import { drawn } from "./fields.js";
import { settingsFor } from "./settings.js";
import { W } from "../i18n/panel.js";

export function panelOf(modeler, host, catalogue, findingsOf) {
  const settings = settingsFor(modeler, catalogue);
  const selection = modeler.get("selection");

  function draw() {
    if (!modeler.get("canvas").getRootElement().businessObject) return;
    const marked = selection.get();
    const focused = host.contains(document.activeElement) ? document.activeElement.id : "";
    if (marked.length > 1) {
      host.replaceChildren(h("p", {}, W.several));
      return;
    }
    const shown = marked[0]?.labelTarget ?? marked[0];
    const { element, fields } = settings(shown);
    const { $type, id, name } = element.businessObject;
    const wrong = shown ? findingsOf(id) : [];
    host.replaceChildren(
      h("h2", {}, W.kinds[$type] ?? W.other),
      ...(shown && name && $type !== "bpmn:Lane" ? [h("p", { class: "quiet" }, name)] : []),
      ...(wrong.length ? [h("div", { class: `notice notice--${wrong.some((one) => one.level === "error") ? "danger" : "warning"}` }, h("ul", { "aria-label": W.here }, wrong.map((one) => h("li", {}, one.sentence))))] : []),
      ...fields.map((field) => drawn(field, catalogue.fakta)),
    );
    if (focused) document.getElementById(focused)?.focus();
  }

  modeler.on(["selection.changed", "commandStack.changed", "import.done"], draw);
  return { draw };
}
