// While an expression is typed: the names it may use, with type and meaning. A plain text field without script.
(() => {
  "use strict";
  const MOST = 8;
  const given = () => JSON.parse(document.getElementById("feel-ordlista")?.textContent || "{}");
  // What a field may be answered with, from its datalist: ready to be written, with what it means.
  const valuesOf = (field) => [...(document.getElementById(`${field.id}-val`)?.options ?? [])].map((one) => ({ namn: one.value, typ: "", ord: one.label }));
  const words = () => {
    const { namn = [], funktioner = [] } = given();
    return [...namn, ...funktioner.map((one) => ({ namn: `${one}(`, typ: "funktion", ord: "" }))];
  };
  // What a script writes in a field is no change to the browser: those who listen are told when it is left.
  const taken = new WeakSet();
  let open = null; // { field, list, hits, at, start }

  // The name that is being written at the caret; inside a text, where anything may stand, the text.
  const begun = (field) => {
    const before = field.value.slice(0, field.selectionStart);
    if ((before.match(/"/g) ?? []).length % 2) return before.slice(before.lastIndexOf('"'));
    return before.match(/[\p{L}_][\p{L}\p{N}_.]*$/u)?.[0] ?? "";
  };

  const close = () => {
    if (!open) return;
    open.list.remove();
    open.field.removeAttribute("aria-activedescendant");
    open.field.removeAttribute("aria-controls");
    open = null;
  };

  const hitsFor = (field, typed) => {
    const values = valuesOf(field);
    if (!typed) return field.value.trim() ? [] : values;
    const among = typed.startsWith('"') ? values : [...values, ...words()];
    const sought = typed.replace('"', "").toLocaleLowerCase("sv");
    const rank = ({ namn, ord }) => {
      const name = namn.replaceAll('"', "").toLocaleLowerCase("sv");
      if (name === sought && namn !== typed && namn.startsWith('"')) return 0;
      if (name === sought) return -1;
      if (name.startsWith(sought)) return 0;
      if (name.includes(sought)) return 1;
      return sought.length > 2 && ord.toLocaleLowerCase("sv").includes(sought) ? 2 : -1;
    };
    return among.map((one) => [rank(one), one]).filter(([place]) => place >= 0)
      .sort(([a, one], [b, other]) => a - b || one.namn.localeCompare(other.namn, "sv")).slice(0, MOST).map(([, one]) => one);
  };

  const mark = (at) => {
    open.at = at;
    [...open.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    if (at < 0) open.field.removeAttribute("aria-activedescendant");
    else open.field.setAttribute("aria-activedescendant", open.list.children[at].id);
  };

  const offer = (field) => {
    close();
    const typed = begun(field);
    const hits = hitsFor(field, typed);
    if (!hits.length) return;
    const list = document.createElement("ul");
    list.className = "completion";
    list.id = `${field.id}-forslag`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Förslag");
    hits.forEach((one, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.append(Object.assign(document.createElement("code"), { textContent: one.namn }));
      item.append(Object.assign(document.createElement("small"), { textContent: [one.typ, one.ord].filter(Boolean).join(" · ") }));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(place); });
      list.append(item);
    });
    field.after(list);
    list.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    open = { field, list, hits, at: -1, start: field.selectionStart - typed.length };
    mark(-1);
  };

  const take = (place) => {
    const { field, hits, start } = open;
    const name = hits[place].namn;
    const closes = name.endsWith('"') && field.value[field.selectionStart] === '"' ? 1 : 0;
    field.setRangeText(name, start, field.selectionStart + closes, "end");
    taken.add(field);
    close();
    field.focus();
  };

  document.addEventListener("input", ({ target }) => target.matches("[data-feel]") && offer(target));
  document.addEventListener("focusin", ({ target }) => target.matches("[data-feel]") && !target.value.trim() && offer(target));
  document.addEventListener("focusout", ({ target }) => {
    if (open?.field === target) close();
    if (taken.delete(target)) target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("keydown", (event) => {
    if (open?.field !== event.target) return;
    const last = open.hits.length - 1;
    if (event.key === "ArrowDown") mark(open.at < last ? open.at + 1 : 0);
    else if (event.key === "ArrowUp") mark(open.at > 0 ? open.at - 1 : last);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && open.at >= 0) take(open.at);
    else return;
    event.preventDefault();
  });
})();
