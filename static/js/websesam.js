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
  document.addEventListener("DOMContentLoaded", () => takeFocus(document));
  document.addEventListener("htmx:sendError", () => tell("Ingen kontakt med webSesam. Det du skrev finns kvar. Kontrollera nätet och försök igen."));
  document.addEventListener("htmx:responseError", () => tell("Det gick inte att hämta från webSesam. Det du skrev finns kvar. Försök igen, eller ladda om sidan."));
  document.addEventListener("htmx:afterSettle", (event) => takeFocus(event.detail.elt));
})();
