// The inbox by keyboard: j and k move among the rows; Enter on a row opens it, as any link.
// While somebody looks, the list asks once a second whether a colleague has taken anything.
(() => {
  const links = () => [...document.querySelectorAll(".inbox__row .row-link")];
  const typing = (target) => target.closest("input, textarea, select");

  setInterval(() => {
    const list = document.getElementById("lista");
    if (list && !document.hidden) list.dispatchEvent(new CustomEvent("inkorg:kolla"));
  }, 1000);

  // A row that says something else keeps its height, so that no row below it moves.
  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    const fresh = detail.target.matches(".inbox__row") && detail.fragment.querySelector("tr");
    // An attribute, since htmx copies attributes and the CSP lets nobody write a style.
    if (fresh) fresh.setAttribute("height", detail.target.offsetHeight);
  });

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const rows = links();
    const at = rows.indexOf(document.activeElement);
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (next) {
      next.focus();
      event.preventDefault();
    }
  });
})();
