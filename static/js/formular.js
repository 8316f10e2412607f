// Drag a question by its grip, with mouse or finger, to where it is to be asked. The buttons up and down do the same.
(() => {
  "use strict";
  const EDGE = 60;
  const STRIDE = 12;
  const list = document.querySelector("[data-ordna]");
  if (!list) return;
  let held = null; // { row, pointer, from, start, y, timer }

  const rows = () => [...list.children];
  const middle = (row) => { const box = row.getBoundingClientRect(); return box.top + box.height / 2; };

  // The others step aside: a row that is taken out of the page while it is held is dropped by the finger.
  const follow = () => {
    const { row, y } = held;
    while (row.nextElementSibling && middle(row.nextElementSibling) < y) list.insertBefore(row.nextElementSibling, row);
    while (row.previousElementSibling && middle(row.previousElementSibling) > y) list.insertBefore(row.previousElementSibling, row.nextElementSibling);
  };

  // A long form goes on beyond the screen: it follows whoever drags towards the edge.
  const scroll = () => {
    const { y, start } = held;
    const step = y < Math.min(EDGE, start) ? -STRIDE : y > Math.max(innerHeight - EDGE, start) ? STRIDE : 0;
    if (!step) return;
    scrollBy(0, step);
    follow();
  };

  const letGo = () => {
    clearInterval(held.timer);
    held.row.classList.remove("is-dragged");
    const done = held;
    held = null;
    return done;
  };

  const back = () => {
    const { row, from } = letGo();
    list.insertBefore(row, rows().filter((one) => one !== row)[from] ?? null);
  };

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-dra]");
    if (!grip || event.button !== 0 || held) return;
    event.preventDefault();
    const row = grip.closest("li");
    held = { row, pointer: event.pointerId, from: rows().indexOf(row), start: event.clientY, y: event.clientY, timer: setInterval(scroll, 16) };
    row.classList.add("is-dragged");
  });
  addEventListener("pointermove", (event) => {
    if (held?.pointer !== event.pointerId) return;
    held.y = event.clientY;
    follow();
  });
  addEventListener("pointerup", (event) => {
    if (held?.pointer !== event.pointerId) return;
    const { row, from } = letGo();
    const to = rows().indexOf(row);
    if (to === from) return;
    const form = row.querySelector("form");
    for (const [name, value] of [["gor", "flytta"], ["plats", to + 1]]) form.append(Object.assign(document.createElement("input"), { type: "hidden", className: "moved", name, value }));
    form.requestSubmit();
  });
  // Whoever goes back to the page finds it as it was left: the buttons must not send what the drag sent.
  addEventListener("pageshow", () => list.querySelectorAll("input.moved").forEach((one) => one.remove()));
  addEventListener("pointercancel", (event) => held?.pointer === event.pointerId && back());
  addEventListener("keydown", (event) => event.key === "Escape" && held && back());
})();
