// Unpacking or counting with a scanner: what is read ticks its box, or counts up its number.
(() => {
  "use strict";
  const place = document.querySelector("[data-prick]");
  if (!place) return;
  const field = place.querySelector("input");
  const said = place.querySelector("[data-prick-ord]");
  const others = document.querySelector("[data-prick-andra]");
  const touched = new Set();

  const tick = (code) => {
    const found = document.querySelector(`[data-kod="${CSS.escape(code)}"]`);
    if (!found && others) {
      if (!others.value.split(/\s+/).includes(code)) others.value = `${others.value.trim()}\n${code}`.trim();
      return `${code} står inte i saldot. Den är skriven bland dem som du hittade.`;
    }
    if (!found) return `${code} står inte på följesedeln. Lägg det åt sidan och skriv en anmärkning.`;
    if (found.type === "checkbox") {
      if (found.checked) return `Individ ${code} är redan avprickad.`;
      found.checked = true;
      return `Individ ${code} är avprickad.`;
    }
    // The number stands at what was sent until the first one is read: then they are counted.
    const before = touched.has(found) ? Number(found.value) : 0;
    touched.add(found);
    if (before >= Number(found.dataset.mest)) return `Det kom fler ${code} än som skickades. Skriv en anmärkning.`;
    found.value = before + 1;
    return `${found.value} av ${found.dataset.mest} ${code} är avprickade.`;
  };

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const code = field.value.trim();
    if (code) said.textContent = tick(code);
    field.value = "";
  });
  field.focus();
})();
