// Asks only what the chosen type of work needs. Without script everything is asked, and what does
// not concern the type is left empty.
(() => {
  const types = JSON.parse(document.getElementById("typer").textContent);
  const chosen = document.getElementById("falt-typ");
  if (!chosen) return;
  const show = () => {
    const needs = types[chosen.value] ?? [];
    for (const part of document.querySelectorAll("[data-for]")) {
      part.hidden = !needs.includes(part.dataset.for) && !part.querySelector("input:checked, .field--wrong");
    }
  };
  chosen.addEventListener("change", show);
  show();
})();
