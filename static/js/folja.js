// Ticking an aid ticks what belongs to it; a part may still be ticked alone (HO-10).
(() => {
  "use strict";
  document.addEventListener("change", ({ target }) => {
    if (!target.matches('input[type="checkbox"][name="rad"]')) return;
    document.querySelectorAll(`[data-foljer="${target.value}"]`).forEach((part) => {
      part.checked = target.checked;
    });
  });
})();
