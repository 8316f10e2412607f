// Point at a step in the picture to choose it where the cursor stands. The list does the same without.
(() => {
  let place = document.querySelector("[data-plats]");
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-plats]")) place = event.target;
  });
  document.querySelector("[data-canvas]")?.addEventListener("click", (event) => {
    const step = event.target.closest("[data-element-id]")?.dataset.elementId;
    if (!place || ![...place.options].some((option) => option.value === step)) return;
    place.value = step;
    place.dispatchEvent(new Event("change", { bubbles: true }));
    place.focus({ preventScroll: true });
  });
})();
