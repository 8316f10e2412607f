// Small comforts on top of pages that work without script. No inline code: the CSP allows none.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.remove("no-script");

  // An error summary, a refusal or a receipt is what the reader must meet first.
  const takeFocus = (within) => within.querySelector("[data-take-focus]")?.focus({ preventScroll: false });

  // A link in a summary goes to the control itself, also when it is a group of choices.
  const toField = (event) => {
    const link = event.target.closest('[data-take-focus] a[href^="#falt-"]');
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const control = field.matches("input,select,textarea") ? field : field.querySelector("input") ?? field;
    field.scrollIntoView({ block: "center" });
    control.focus();
  };

  // The same form is not sent twice by a double click.
  const onlyOnce = (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  };

  // What was typed before the login ended is filled in again, in the form it was typed in.
  const refill = () => {
    const notice = document.querySelector("[data-avbrutet]");
    if (!notice) return;
    const kept = notice.querySelector("[data-avbrutet-falt]");
    const typed = new FormData(kept);
    typed.delete("csrfmiddlewaretoken");
    const fields = (form) => [...form.elements].filter((one) => one.name && one.type !== "file" && one.type !== "submit" && one.name !== "csrfmiddlewaretoken");
    const known = (form) => fields(form).filter((one) => typed.has(one.name)).length;
    const goesThere = (form) => {
      const there = new URL(form.getAttribute("action") || location.href, location.href);
      return form.method === "post" && there.pathname + there.search === notice.dataset.avbrutet;
    };
    const form = [...document.querySelectorAll("main form")].filter((one) => one !== kept && goesThere(one))
      .sort((a, b) => known(b) - known(a))[0];
    if (!form || !known(form)) return;
    const left = Object.fromEntries([...new Set(typed.keys())].map((name) => [name, typed.getAll(name)]));
    for (const one of fields(form)) {
      const texts = left[one.name] ?? [];
      if (one.type === "checkbox" || one.type === "radio") one.checked = texts.includes(one.value);
      else if (one.multiple) for (const option of one.options) option.selected = texts.includes(option.value);
      else if (texts.length) one.value = texts.shift();
    }
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    // What stands in a box that is closed is sent from here.
    if (form.closest("[popover]")) return;
    notice.querySelector("[data-avbrutet-ifyllt]").hidden = false;
    kept.hidden = true;
  };

  // A row of a table or a list entry may name its shortcut: <a data-key="e">.
  const shortcut = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input,select,textarea,[contenteditable],[popover]:popover-open")) return;
    const target = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
    if (!target) return;
    event.preventDefault();
    target.matches("input,select,textarea") ? target.focus() : target.click();
  };

  // A part of the page that could not be fetched says so, aloud too; what was typed is still there.
  const tell = (sentence) => {
    const place = document.querySelector("main");
    place.querySelector("[data-lost]")?.remove();
    const notice = document.createElement("div");
    notice.className = "notice notice--danger";
    notice.dataset.lost = "";
    notice.setAttribute("role", "alert");
    notice.append(Object.assign(document.createElement("p"), { textContent: sentence }));
    place.prepend(notice);
    notice.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    toField(event);
  });
  document.addEventListener("submit", onlyOnce);
  // Whoever logs out of a shared phone leaves no page behind that can be read without signal.
  document.addEventListener("submit", (event) => event.target.matches("[data-forget]") && window.caches?.delete("websesam-tur"));
  document.addEventListener("keydown", shortcut);
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));
  document.addEventListener("DOMContentLoaded", () => { refill(); takeFocus(document); });
  document.addEventListener("htmx:sendError", () => tell("Ingen kontakt med webSesam. Det du skrev finns kvar. Kontrollera nätet och försök igen."));
  document.addEventListener("htmx:responseError", () => tell("Det gick inte att hämta från webSesam. Det du skrev finns kvar. Försök igen, eller ladda om sidan."));
  document.addEventListener("htmx:afterSettle", (event) => takeFocus(event.detail.elt));
})();
