// Ticking an aid ticks what belongs to it; a part may still be ticked alone (HO-10). The tick in the
// heading ticks them all (HO-7).
(() => {
  "use strict";
  const boxes = (name) => document.querySelectorAll(`input[type="checkbox"][name="${name}"]`);
  document.addEventListener("change", ({ target }) => {
    if (target.dataset.alla) boxes(target.dataset.alla).forEach((box) => { box.checked = target.checked; });
    if (target.name !== "rad") return;
    document.querySelectorAll(`[data-foljer="${target.value}"]`).forEach((part) => { part.checked = target.checked; });
  });
})();
