// The fields of the panel. Each is { key, label, help, kind, value, set } with options where the set is closed.
import { h } from "./dom.js";
import { W } from "../i18n/panel.js";

// A value that is no longer among what may be chosen is shown as it stands, so that nothing changes unseen.
function select(field, attributes) {
  const known = field.options.some((one) => one.value === field.value);
  const options = known || !field.value ? field.options : [...field.options, { value: field.value, label: W.unknown(field.value) }];
  const element = h("select", { ...attributes, onchange: () => field.set(element.value) },
    options.map((one) => h("option", { value: one.value, selected: one.value === field.value, disabled: one.disabled }, one.label)));
  return element;
}

function insertAt(area, name) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  area.value = value.slice(0, from) + name + value.slice(to);
  area.focus();
  area.setSelectionRange(from + name.length, from + name.length);
}

// The names are offered while they are written, by the page's own completion (static/js/feel.js).
function feel(field, attributes, facts) {
  let kept = field.value;
  const keep = () => {
    const text = area.value.trim();
    if (text === kept) return;
    kept = text;
    field.set(text);
  };
  const area = h("textarea", { ...attributes, class: "ds-input editor-feel", rows: "2", "data-feel": true, autocomplete: "off", spellcheck: "false", autocapitalize: "off", onfocusout: keep });
  area.value = field.value;
  const chosen = h("select", { class: "ds-input editor-facts", "aria-label": W.insertFact(field.label) }, h("option", { value: "" }, W.facts), facts.map((one) => h("option", { value: one.namn }, one.ord ? `${one.namn}: ${one.ord}` : one.namn)));
  chosen.addEventListener("change", () => {
    if (!chosen.value) return;
    insertAt(area, chosen.value);
    chosen.value = "";
  });
  return [h("div", { class: "completed" }, area), chosen];
}

function control(field, attributes, facts) {
  if (field.kind === "choice") return [select(field, attributes)];
  if (field.kind === "feel") return feel(field, attributes, facts);
  if (field.kind === "area") {
    const area = h("textarea", { ...attributes, rows: "3", onchange: () => field.set(area.value.trim()) });
    area.value = field.value;
    return [area];
  }
  const input = h("input", { ...attributes, type: "text", value: field.value, maxlength: "200", onchange: () => field.set(input.value.trim()) });
  return [input];
}

export function drawn(field, facts) {
  const id = `ruta-${field.key}`;
  if (field.kind === "check") {
    const box = h("input", { class: "ds-input", type: "checkbox", id, checked: field.value, onchange: () => field.set(box.checked) });
    return h("div", { class: "field" }, h("label", { class: "choice", for: id }, box, h("span", {}, field.label)));
  }
  const help = field.help ? h("p", { class: "field__help", id: `${id}-hjalp` }, field.help) : null;
  const attributes = { class: "ds-input", id, "aria-describedby": help ? `${id}-hjalp` : undefined };
  return h("div", { class: "field" }, h("label", { for: id }, field.label), help, control(field, attributes, facts));
}
