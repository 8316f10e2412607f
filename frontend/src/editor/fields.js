// The fields of the panel. Each is { key, label, help, kind, value, set } with options where the set is closed.
import { h } from "./dom.js";
import { W } from "../i18n/panel.js";

const WHOLE = /^0*[1-9]\d{0,2}$/;

// A value that is no longer among what may be chosen is shown as it stands, so that nothing changes unseen.
// What the keys pass over in a list is no choice: it is made when the list is left, and at once when it is pointed at.
function select(field, attributes) {
  let keyed = false;
  let chosen = field.value;
  const choose = () => {
    if (element.value === chosen) return;
    chosen = element.value;
    field.set(chosen);
  };

  const known = field.options.some((one) => one.value === field.value);
  const options = known || !field.value ? field.options : [...field.options, { value: field.value, label: W.unknown(field.value) }];
  const element = h("select", { ...attributes, onpointerdown: () => (keyed = false), onkeydown: ({ key }) => (keyed = key !== "Enter"), onchange: () => keyed || choose(), onfocusout: choose },
    options.map((one) => h("option", { value: one.value, selected: one.value === field.value, disabled: one.disabled }, one.label)));
  element.keeps = (value) => (chosen = value);
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
  area.keeps = (text) => (kept = text);
  const chosen = h("select", { class: "ds-input editor-facts", id: `${attributes.id}-fakta`, "aria-label": W.insertFact(field.label) }, h("option", { value: "" }, W.facts), facts.map((one) => h("option", { value: one.namn }, one.ord ? `${one.namn}: ${one.ord}` : one.namn)));
  chosen.addEventListener("change", () => {
    if (!chosen.value) return;
    insertAt(area, chosen.value);
    chosen.value = "";
  });
  return [h("div", { class: "completed" }, area), chosen];
}

// What can't be meant is told of where it is written, while it is written, and is never set.
function number(field, attributes) {
  const wrong = h("p", { class: "field__error", id: `${attributes.id}-fel`, role: "alert" });
  const isRight = () => {
    const text = box.value.trim();
    const right = !text || WHOLE.test(text);
    box.setAttribute("aria-invalid", String(!right));
    wrong.textContent = right ? "" : W.wholeNumber(text);
    return right;
  };
  const described = [attributes["aria-describedby"], wrong.id].filter(Boolean).join(" ");
  const box = h("input", { ...attributes, type: "text", value: field.value, maxlength: "20", inputmode: "numeric", autocomplete: "off", "aria-describedby": described, oninput: isRight, onchange: () => isRight() && field.set(box.value.trim() && String(Number(box.value))) });
  return [box, wrong];
}

function control(field, attributes, facts) {
  if (field.kind === "choice") return [select(field, attributes)];
  if (field.kind === "feel") return feel(field, attributes, facts);
  if (field.kind === "area") {
    const area = h("textarea", { ...attributes, rows: "3", onchange: () => field.set(area.value.trim()) });
    area.value = field.value;
    return [area];
  }
  if (field.kind === "number") return number(field, attributes);
  const input = h("input", { ...attributes, type: "text", value: field.value, maxlength: "200", onchange: () => field.set(input.value.trim()) });
  return [input];
}

// What a field holds now, where it stands already. What is being written in it, or could not be set, is left alone.
export function show(field) {
  const element = document.getElementById(`ruta-${field.key}`);
  if (!element || !("set" in field)) return;
  const isWritten = element === document.activeElement && field.kind !== "check" && element.value !== element.shown;
  if (isWritten || element.getAttribute("aria-invalid") === "true") return;
  element.shown = field.value;
  if (field.kind === "check") element.checked = field.value;
  else element.value = field.value;
  element.keeps?.(field.value);
}

function ways(field, id, facts) {
  const button = (text, name, label, does) => h("button", { type: "button", class: "ds-button button--small", "data-variant": "tertiary", id: name, "aria-label": label, onclick: does }, text);
  const rows = field.rows.map((one, at) => h("li", {}, h("button", { type: "button", class: "editor-findings__go", id: `${id}-${at}`, onclick: one.show }, one.label),
    h("span", { class: "editor-ways__does" }, button(W.insert, `${id}-lagg-in-${at}`, one.insertLabel, one.insert), button(W.remove, `${id}-ta-bort-${at}`, one.removeLabel, one.remove))));
  return h("section", { class: "field", id, tabindex: "-1", "aria-labelledby": `${id}-rubrik` }, h("h3", { id: `${id}-rubrik` }, field.label), rows.length ? h("ul", { class: "editor-ways" }, rows) : null, drawn(field.add, facts));
}

export function drawn(field, facts) {
  const id = `ruta-${field.key}`;
  if (field.kind === "ways") return ways(field, id, facts);
  if (field.kind === "check") {
    const box = h("input", { class: "ds-input", type: "checkbox", id, checked: field.value, onchange: () => field.set(box.checked) });
    return h("div", { class: "field" }, h("label", { class: "choice", for: id }, box, h("span", {}, field.label)));
  }
  const help = field.help ? h("p", { class: "field__help", id: `${id}-hjalp` }, field.help) : null;
  const attributes = { class: "ds-input", id, "aria-describedby": help ? `${id}-hjalp` : undefined };
  const link = field.link ? h("a", { class: "ds-link", id: `${id}-lank`, href: field.link.href, "data-saved-first": true }, field.link.label) : null;
  const controls = control(field, attributes, facts);
  const made = h("div", { class: "field" }, h("label", { for: id }, field.label), help, controls, link);
  made.querySelector(`#${id}`).shown = field.value;
  return made;
}
