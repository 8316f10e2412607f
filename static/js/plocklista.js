// The plocklista while somebody walks with it: the field is ready for the next thing, each answer is
// said and kept in a list, and the rows count up. Without it every form works as any other.
(() => {
  "use strict";
  const scan = document.querySelector("[data-scan]");
  if (!scan) return;
  const code = scan.elements.kod;
  const count = scan.elements.antal;
  const said = document.querySelector("[data-scan-ord]");
  const log = document.querySelector("[data-scan-logg]");
  const lines = new Map();

  const say = (words, outcome) => {
    said.textContent = words;
    said.dataset.utfall = outcome;
  };

  const row = ({ id, hittat, antal, brist, ord }, picked) => {
    const place = document.querySelector(`[data-rad="${id}"]`);
    if (!place) return;
    const left = brist ? 0 : antal - hittat;
    place.querySelector("[data-hittat]").textContent = hittat;
    place.classList.toggle("row--done", !left);
    for (const part of place.querySelectorAll(".plock__form,.plock__fattas")) part.hidden = picked || !left;
    place.querySelector(".plock__angra").hidden = picked || !(hittat || brist);
    const wanted = place.querySelector(".plock__form [name=antal]");
    if (wanted) wanted.value = left;
    const told = place.querySelector(".plock [role=status]");
    if (picked) told.textContent = ord;
  };

  const answered = (outcome) => ({ detail: { post, svar } }) => {
    say(svar.mening, outcome);
    const line = lines.get(post.nyckel);
    if (line) line.textContent = svar.mening;
    if (outcome === "nekat") navigator.vibrate?.(200);
    for (const one of svar.rader ?? []) row(one, svar.plockad);
  };

  document.addEventListener("ko:lagd", ({ target, detail: { post } }) => {
    const read = new Map(post.falt).get("kod");
    if (target === scan) {
      if (read.trim()) post.vad = `Avläsning ${read}`;
      code.value = "";
      count.value = 1;
      code.focus();
    } else if (target.matches(".plock__form") && target.elements.kod.type !== "hidden") {
      target.elements.kod.value = "";
    }
    const line = Object.assign(document.createElement("li"), { textContent: `${read ?? post.vad} skickas …` });
    lines.set(post.nyckel, line);
    log.querySelector("ol").prepend(line);
    log.querySelector("[data-scan-antal]").textContent = lines.size;
    log.hidden = false;
  });
  document.addEventListener("ko:svar", answered("gjort"));
  document.addEventListener("ko:nekat", answered("nekat"));
  document.addEventListener("ko:vantar", () => {
    say("Väntar på nätet. Läs av nästa.", "");
    for (const line of lines.values()) line.textContent = line.textContent.replace("skickas …", "väntar på nätet");
  });
})();
