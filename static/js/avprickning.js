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
    // One article may stand on several rows: the first that still waits for it is the one meant.
    const rows = [...document.querySelectorAll(`[data-kod="${CSS.escape(code)}"]`)];
    if (!rows.length && others) {
      if (!others.value.split(/\s+/).includes(code)) others.value = `${others.value.trim()}\n${code}`.trim();
      return `${code} står inte i saldot. Den är skriven bland dem som du hittade.`;
    }
    if (!rows.length) return `${code} står inte på följesedeln. Lägg det åt sidan och skriv en anmärkning.`;
    return rows[0].type === "checkbox" ? tickBox(rows, code) : countUp(rows, code);
  };

  const tickBox = (rows, code) => {
    const left = rows.find((row) => !row.checked);
    if (!left) return `Individ ${code} är redan avprickad.`;
    left.checked = true;
    return `Individ ${code} är avprickad.`;
  };

  const countUp = (rows, code) => {
    // The numbers stand at what was sent until the first one is read: then they are counted.
    if (!touched.has(code)) for (const row of rows) row.value = 0;
    touched.add(code);
    const left = rows.find((row) => Number(row.value) < Number(row.dataset.mest));
    if (!left) return `Det kom fler ${code} än som skickades. Skriv en anmärkning.`;
    left.value = Number(left.value) + 1;
    const sum = (number) => rows.reduce((sofar, row) => sofar + Number(number(row)), 0);
    return `${sum((row) => row.value)} av ${sum((row) => row.dataset.mest)} ${code} är avprickade.`;
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
